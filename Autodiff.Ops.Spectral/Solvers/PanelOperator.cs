using System;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>An operator as the block solvers use it: applied to a panel of eight vectors at a time.</summary>
internal abstract class PanelOperator<T>(Panels<T> panels)
    where T : IFloatingPointIeee754<T>
{
    public Panels<T> Panels { get; } = panels;

    public int Dimension => Panels.Dimension;

    /// <summary>The products with the operator the user gave, of one vector each.</summary>
    public virtual long Applications { get; protected set; }

    /// <summary>The products after which a solve is given up.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>What orthogonalising against a panel costs in products.</summary>
    public virtual double OrthogonalCost => 1;

    /// <summary>y = A x.</summary>
    public void Apply(Panel<T> x, Panel<T> y) => Apply(x, y, Lane(1), Lane(0), null, []);

    /// <summary>y = α(A x − γ x) + δ z, with α, γ and δ for each vector; z may be y itself, or <see langword="null"/> for nothing.</summary>
    public abstract void Apply(Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, Panel<T>? z, T[] delta);

    /// <summary>The same coefficient for each vector.</summary>
    public static T[] Lane(double value)
    {
        var lane = new T[Panels<T>.Width];
        Array.Fill(lane, Numbers<T>.From(value));
        return lane;
    }
}

/// <summary>An operator that takes one vector at a time.</summary>
internal sealed class AppliedPanelOperator<T>(ISymmetricOperator<T> a, Panels<T> panels) : PanelOperator<T>(panels)
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;

    private readonly T[] _x = new T[a.Dimension];
    private readonly T[][] _y = [.. new int[W].Select(_ => new T[a.Dimension])];
    private readonly Panel<T> _product = panels.NewUninitialized();

    public override void Apply(Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, Panel<T>? z, T[] delta)
    {
        for (int c = 0; c < W; c++)
        {
            Panels.Extract(x, c, _x);
            a.Apply(_x, _y[c]);
            Applications++;
            KrylovSpace<T>.RequireFinite(_y[c]);
        }

        for (int i = 0; i < Dimension; i++)
        {
            for (int c = 0; c < W; c++)
            {
                _product[i * W + c] = _y[c][i];
            }
        }

        T[] shifted = [.. alpha.Zip(gamma, (factor, shift) => -(factor * shift))];
        Panels.Combine3(_product, alpha, x, shifted, z ?? x, z is null ? Lane(0) : delta, y);
    }
}

/// <summary>A sparse matrix that is symmetric to the last bit.</summary>
internal sealed class CsrPanelOperator<T>(CsrMatrix<T> matrix, Panels<T> panels) : PanelOperator<T>(panels)
    where T : IFloatingPointIeee754<T>
{
    public override double OrthogonalCost => 12 / (4 + 2.2 * matrix.NonZeroCount / Math.Max(1, matrix.Rows));

    public override void Apply(Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, Panel<T>? z, T[] delta)
    {
        Panels.Multiply(matrix, x, y, alpha, gamma, [], z, delta);
        Applications += Panels<T>.Width;
    }
}
