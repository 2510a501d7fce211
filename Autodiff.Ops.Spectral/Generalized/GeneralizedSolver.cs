using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A v = λ M v, reduced by M = L Lᵀ to a standard problem for u = Lᵀv, and its pairs taken back.</summary>
internal static class GeneralizedSolver
{
    public static EigenPairs<T> Eigh<T>(DenseMatrix<T> a, DenseMatrix<T> mass, out GeneralizedResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        Guard.NotNull(mass);
        if (a.Rows == 0)
        {
            throw new ArgumentException("The matrix is 0×0; it has no eigenvalues.", nameof(a));
        }

        return Eigsh(a, mass, a.Rows, EigenTarget.SmallestAlgebraic, null, out residual);
    }

    public static EigenPairs<T> Eigsh<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> mass, int k, EigenTarget target, EigshOptions? options, out GeneralizedResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        Guard.NotNull(mass);
        options ??= EigshOptions.Default;
        int n = a.Dimension;
        EigshSolver.Validate(n, k, options);
        if (mass.Dimension != n)
        {
            throw new ArgumentException($"The mass has dimension {mass.Dimension}; it must have {n}, as 'a' has.", nameof(mass));
        }

        ISymmetricOperator<T> symmetric = a switch
        {
            DenseMatrix<T> dense => StoredSymmetry.Symmetrize(dense, options.AssumeSymmetric),
            CsrMatrix<T> sparse => StoredSymmetry.Symmetrize(sparse, options.AssumeSymmetric),
            _ => a,
        };
        options.CancellationToken.ThrowIfCancellationRequested();
        if (options.MassSolve is not null || mass is not (DenseMatrix<T> or CsrMatrix<T> or DiagonalMatrix<T>))
        {
            bool isInside = target.Kind == TargetKind.Nearest && n <= EigshSolver.InteriorDenseUpTo && options.ShiftedSolve is null;
            if (!isInside && !EigshSolver.IsDense(n, k, symmetric is DenseMatrix<T>, options))
            {
                return MassLanczos.Solve(symmetric, StoredSymmetry.OfMass(mass, options), k, target, options, out residual);
            }

            mass = EigshSolver.Densify(StoredSymmetry.OfMass(mass, options), n, options, out _, nameof(mass));
            MassProducts<T>.RequireSolution(mass, options);
        }

        MassFactor<T> factor = MassFactor<T>.Create(mass, options);
        EigenPairs<T> pairs;
        EigshResidual<T> inner;
        try
        {
            if (Pencil(symmetric, factor, k, target, options) is { } pencil)
            {
                var reduced = new ReducedOperator<T>(symmetric, factor);
                var solver = new ShiftInvertSolver<T>(reduced, pencil, pencil.Bounds, k, target, Reduce(options, factor, reduced));
                pairs = ShiftInvert.Finish(solver, reduced, k, options, out inner);
            }
            else
            {
                ISymmetricOperator<T> reduced = Reduce(symmetric, factor, k, target, options);
                RequireFactorable(reduced, symmetric, mass, options);
                pairs = EigshSolver.Eigsh(reduced, k, target, Reduce(options, factor, reduced), out inner);
            }
        }
        catch (EigenConvergenceException exception)
        {
            throw Restored(exception, factor);
        }

        EigenPairs<T> result = Restore(pairs, factor);
        residual = new GeneralizedResidual<T>(inner, factor, (T[])result.Vectors.Clone());
        return result;
    }

    /// <summary>An exception of the reduced problem with the vectors of the given one.</summary>
    public static EigenConvergenceException Restored<T>(EigenConvergenceException exception, MassFactor<T> factor)
        where T : IFloatingPointIeee754<T>
        => exception.Pairs is EigenPairs<T> pairs
            ? new EigenConvergenceException(exception.Message, Restore(pairs, factor), exception.Report, exception.GradientReport)
            : exception;

    private static EigenPairs<T> Restore<T>(EigenPairs<T> pairs, MassFactor<T> factor)
        where T : IFloatingPointIeee754<T>
    {
        var vectors = (T[])pairs.Vectors.Clone();
        factor.SolveUpper(vectors, pairs.Count);
        return new EigenPairs<T>(pairs.Values, vectors, pairs.Dimension, pairs.Report);
    }

    /// <summary>
    /// A − σM, for sparse matrices and eigenvalues near a point or at one end. As M was factored, so can that be.
    /// </summary>
    private static SparsePencil<T>? Pencil<T>(ISymmetricOperator<T> a, MassFactor<T> factor, int k, EigenTarget target, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        bool asked = options.Method == EigshMethod.ShiftInvert;
        bool fits = target.Kind is TargetKind.Nearest or TargetKind.SmallestAlgebraic or TargetKind.LargestAlgebraic;
        bool wanted = asked || (options.Method == EigshMethod.Auto && options.SubspaceSize == 0 && !EigshSolver.IsDense(a.Dimension, k, isStoredDense: false, options));
        return wanted && fits && options.ShiftedSolve is null && a is CsrMatrix<T> sparse && factor is SparseMass<T> mass
            ? SparsePencil<T>.Create(sparse, mass, options.CancellationToken)
            : null;
    }

    private static ISymmetricOperator<T> Reduce<T>(ISymmetricOperator<T> a, MassFactor<T> factor, int k, EigenTarget target, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        int n = a.Dimension;
        if (factor is DiagonalMass<T> diagonal && a is CsrMatrix<T> sparse)
        {
            CsrMatrix<T> scaled = diagonal.Reduce(sparse);
            RequireFinite<T>(scaled.Values);
            return scaled;
        }

        bool stored = a is DenseMatrix<T>;
        bool interior = target.Kind == TargetKind.Nearest && n <= EigshSolver.InteriorDenseUpTo && options.ShiftedSolve is null;
        if (!stored && !interior && !EigshSolver.IsDense(n, k, stored, options))
        {
            return new ReducedOperator<T>(a, factor);
        }

        DenseMatrix<T> matrix = EigshSolver.Densify(a, n, options, out _);
        DenseMatrix<T> reduced = factor switch
        {
            DiagonalMass<T> scaling => scaling.Reduce(matrix),
            DenseMass<T> dense => dense.Reduce(matrix),
            _ => Reduce(matrix, factor),
        };
        RequireFinite<T>(reduced.Values);
        return reduced;
    }

    /// <summary>L⁻¹ A L⁻ᵀ by the rows of A, which are its columns, made symmetric to the last bit.</summary>
    private static DenseMatrix<T> Reduce<T>(DenseMatrix<T> a, MassFactor<T> factor)
        where T : IFloatingPointIeee754<T>
    {
        int n = a.Rows;
        var half = (T[])a.Values.Clone();
        factor.SolveLower(half, n);
        var result = new DenseMatrix<T>(n, n);
        ProductKernel.Transpose<T>(n, n, half, result.Values);
        factor.SolveLower(result.Values, n);
        return StoredSymmetry.Symmetrize(result, assumeSymmetric: true);
    }

    private static EigshOptions Reduce<T>(EigshOptions options, MassFactor<T> factor, ISymmetricOperator<T> reduced)
        where T : IFloatingPointIeee754<T>
    {
        double[][]? initial = options.InitialVectors?.Select(vector => Multiply<T>(vector, factor.MultiplyUpper)).ToArray();
        Action<ReadOnlySpan<double>, Span<double>>? solve = null;
        if (options.ShiftedSolve is { } given)
        {
            // (L⁻¹AL⁻ᵀ − σ)⁻¹ = Lᵀ (A − σM)⁻¹ L.
            solve = (x, y) =>
            {
                double[] right = Multiply<T>(x.ToArray(), factor.MultiplyLower);
                given(right, y);
                Multiply<T>(y.ToArray(), factor.MultiplyUpper).CopyTo(y);
            };
        }

        return options with
        {
            InitialVectors = initial,
            ShiftedSolve = solve,
            AssumeSymmetric = options.AssumeSymmetric || reduced is DenseMatrix<T> or CsrMatrix<T>,
        };
    }

    private static double[] Multiply<T>(double[] x, Product<T> product)
        where T : IFloatingPointIeee754<T>
    {
        var vector = new T[x.Length];
        TensorPrimitives.ConvertTruncating<double, T>(x, vector);
        product(vector, 1);
        var result = new double[x.Length];
        TensorPrimitives.ConvertTruncating<T, double>(vector, result);
        return result;
    }

    private static void RequireFactorable<T>(ISymmetricOperator<T> reduced, ISymmetricOperator<T> a, ISymmetricOperator<T> mass, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        if (options.Method == EigshMethod.ShiftInvert && reduced is ReducedOperator<T> && options.ShiftedSolve is null)
        {
            throw new ArgumentException($"Method = EigshMethod.ShiftInvert factors A − σM near a point or at one end of the spectrum, for a DenseMatrix A, or a CsrMatrix A with a well-conditioned CsrMatrix or a diagonal as M; for A of type {a.GetType().Name} and M of type {mass.GetType().Name} give EigshOptions.ShiftedSolve, which computes (A − σM)⁻¹x, or leave Method at Auto.", nameof(options));
        }
    }

    private static void RequireFinite<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        if (!TensorPrimitives.IsFiniteAll(values))
        {
            throw new ArgumentException("The eigenvalues of A v = λ M v are too large for the element type: A divided by M overflows. Scale A or M.", "a");
        }
    }

    private delegate void Product<T>(Span<T> x, int count)
        where T : IFloatingPointIeee754<T>;
}
