using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A positive definite approximation of (A − λI)⁻¹ near the wanted end of a spectrum, as LOBPCG uses it.
/// </summary>
public abstract class Preconditioner
{
    /// <summary>The reciprocal of the diagonal of a stored matrix, whose diagonal must be positive (Jacobi, 1845).</summary>
    public static Preconditioner Jacobi { get; } = new JacobiPreconditioner();

    /// <summary>
    /// An incomplete Cholesky factor of a sparse matrix with the pattern of its lower triangle (Meijerink and van der Vorst,
    /// 1977), of the matrix shifted as far as the factor needs to exist (Manteuffel, 1980). It makes fewer steps than
    /// <see cref="Jacobi"/>, each of which costs more: for meshes.
    /// </summary>
    public static Preconditioner IncompleteCholesky { get; } = new IncompleteCholeskyPreconditioner();

    /// <summary>A solve that you give: symmetric, positive definite, the same for every vector.</summary>
    /// <param name="apply">Takes a vector x of n numbers, and writes n numbers, about A⁻¹x.</param>
    /// <exception cref="ArgumentNullException"><paramref name="apply"/> is <see langword="null"/>.</exception>
    public static Preconditioner From(Action<ReadOnlySpan<double>, Span<double>> apply) => new GivenPreconditioner(Guard.NotNull(apply));

    /// <summary>Replaces each vector of a panel by its approximate solution.</summary>
    /// <param name="a">The operator, a stored matrix or not.</param>
    /// <param name="panels">The kernels.</param>
    /// <param name="kind">The wanted end.</param>
    internal abstract IPanelPreconditioner<T> Prepare<T>(ISymmetricOperator<T> a, Panels<T> panels, TargetKind kind)
        where T : IFloatingPointIeee754<T>;

    private protected static CsrMatrix<T> Stored<T>(ISymmetricOperator<T> a, string name)
        where T : IFloatingPointIeee754<T>
        => a as CsrMatrix<T> ?? throw new ArgumentException($"Preconditioner.{name} needs the entries of a CsrMatrix<{typeof(T).Name}>; the operator is a {a.GetType().Name}. Give Preconditioner.From a solve of yours.", nameof(a));
}

/// <summary>A preconditioner made ready for one matrix.</summary>
internal interface IPanelPreconditioner<T>
{
    /// <summary>Overwrites a panel with its approximate solution.</summary>
    void Apply(Panel<T> panel);
}

/// <summary>Division by the diagonal.</summary>
internal sealed class JacobiPreconditioner : Preconditioner
{
    internal override IPanelPreconditioner<T> Prepare<T>(ISymmetricOperator<T> a, Panels<T> panels, TargetKind kind)
    {
        T[] diagonal = CsrKernels.Diagonal(Stored(a, nameof(Jacobi)));
        for (int i = 0; i < diagonal.Length; i++)
        {
            if (!(diagonal[i] > T.Zero))
            {
                throw new ArgumentException($"Preconditioner.Jacobi divides by the diagonal, which must be positive; entry ({i}, {i}) is {diagonal[i]}.", nameof(a));
            }

            diagonal[i] = T.One / diagonal[i];
        }

        return new Scaling<T>(panels, diagonal);
    }

    private sealed class Scaling<T>(Panels<T> panels, T[] reciprocals) : IPanelPreconditioner<T>
        where T : IFloatingPointIeee754<T>
    {
        public void Apply(Panel<T> panel) => panels.ScaleRows(reciprocals, panel);
    }
}

/// <summary>No preconditioner.</summary>
internal sealed class IdentityPreconditioner : Preconditioner
{
    internal override IPanelPreconditioner<T> Prepare<T>(ISymmetricOperator<T> a, Panels<T> panels, TargetKind kind) => new Identity<T>();

    private sealed class Identity<T> : IPanelPreconditioner<T>
    {
        public void Apply(Panel<T> panel)
        {
        }
    }
}

/// <summary>A user's solve, one vector after another.</summary>
internal sealed class GivenPreconditioner(Action<ReadOnlySpan<double>, Span<double>> apply) : Preconditioner
{
    internal override IPanelPreconditioner<T> Prepare<T>(ISymmetricOperator<T> a, Panels<T> panels, TargetKind kind) => new Given<T>(panels.Dimension, apply);

    private sealed class Given<T>(int n, Action<ReadOnlySpan<double>, Span<double>> apply) : IPanelPreconditioner<T>
        where T : IFloatingPointIeee754<T>
    {
        private readonly double[] _x = new double[n];
        private readonly double[] _y = new double[n];

        public void Apply(Panel<T> panel)
        {
            for (int c = 0; c < Panels<T>.Width; c++)
            {
                for (int i = 0; i < n; i++)
                {
                    _x[i] = Numbers<T>.ToDouble(panel[i * Panels<T>.Width + c]);
                }

                apply(_x, _y);
                for (int i = 0; i < n; i++)
                {
                    if (!double.IsFinite(_y[i]))
                    {
                        throw new ArgumentException($"The preconditioner wrote {_y[i]} at row {i} for a finite vector; every entry must be finite.", nameof(panel));
                    }

                    panel[i * Panels<T>.Width + c] = Numbers<T>.From(_y[i]);
                }
            }
        }
    }
}
