using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Decides whether shift-invert is asked for, or pays, and packs its result.</summary>
internal static class ShiftInvert
{
    // A factor that is cheap beside the products that Lanczos needs at the ends of a mesh's spectrum.
    private const double EntriesPerValue = 24;
    private const double WorkPerValue = 1e4;

    /// <summary>Solves when shift-invert is asked for, or is the best way to what is asked for.</summary>
    public static bool TrySolve<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, [NotNullWhen(true)] out EigenPairs<T>? pairs, [NotNullWhen(true)] out EigshResidual<T>? residual)
        where T : IFloatingPointIeee754<T>
    {
        (pairs, residual) = (null, null);
        bool asked = options.Method == EigshMethod.ShiftInvert;
        if (!asked && options.Method != EigshMethod.Auto)
        {
            return false;
        }

        bool nearest = target.Kind == TargetKind.Nearest;
        bool end = target.Kind is TargetKind.SmallestAlgebraic or TargetKind.LargestAlgebraic;
        if (options.ShiftedSolve is not null && nearest)
        {
            pairs = Finish(new ShiftInvertSolver<T>(a, k, target, options), a, k, options, out residual);
            return true;
        }

        if (asked && !nearest && !end)
        {
            throw new ArgumentException($"Method = EigshMethod.ShiftInvert finds eigenvalues near a point or at one end of the spectrum; {target} is neither. Leave Method at Auto.", nameof(options));
        }

        if (asked && options.ShiftedSolve is not null)
        {
            throw new ArgumentException($"EigshOptions.ShiftedSolve applies (A − σI)⁻¹ for the σ of EigenTarget.NearestTo(σ), or 0 for SmallestMagnitude; {target} names none.", nameof(options));
        }

        ISymmetricOperator<T> scaled = Scale(a, ref target, out double scale);
        SymbolicFactorization? symbolic = Analyze(a, asked, nearest, end, options);
        if (symbolic is null)
        {
            if (asked)
            {
                throw new ArgumentException($"Method = EigshMethod.ShiftInvert factors a DenseMatrix or a CsrMatrix; for {a.GetType().Name} give EigshOptions.ShiftedSolve, which computes (A − σI)⁻¹x.", nameof(options));
            }

            return false;
        }

        (T[] values, SpectrumBounds bounds) = scaled is CsrMatrix<T> sparse ? (sparse.Values, SpectrumBounds.Of(sparse)) : (((DenseMatrix<T>)scaled).Values, SpectrumBounds.Of((DenseMatrix<T>)scaled));
        try
        {
            pairs = Finish(new ShiftInvertSolver<T>(scaled, new LdltSystem<T>(symbolic, values, options.Threads), bounds, k, target, options), a, k, options, out residual, scale);
            return true;
        }
        catch (EigenConvergenceException) when (!asked && (end || a.Dimension <= EigshSolver.InteriorDenseUpTo))
        {
            // It was a choice, and there is another.
            return false;
        }
    }

    /// <summary>A stored matrix near the edges of the type's range, times a power of two that leads away from them; any other as it is.</summary>
    private static ISymmetricOperator<T> Scale<T>(ISymmetricOperator<T> a, ref EigenTarget target, out double scale)
        where T : IFloatingPointIeee754<T>
    {
        scale = a switch
        {
            CsrMatrix<T> sparse => ScaledOperator<T>.ScaleOf(sparse.Values),
            DenseMatrix<T> dense => ScaledOperator<T>.ScaleOf(dense.Values),
            _ => 1,
        };
        if (target.Kind == TargetKind.Nearest && scale != 1)
        {
            double sigma = target.Sigma / scale;
            if (!(Math.Abs(sigma) < 1e100))
            {
                scale = 1; // Seen from there the matrix is zero, whatever it is scaled by.
                return a;
            }

            target = EigenTarget.NearestTo(sigma);
        }

        if (scale == 1)
        {
            return a;
        }

        if (a is CsrMatrix<T> matrix)
        {
            return ScaledOperator<T>.Of(matrix, out _);
        }

        var copy = (DenseMatrix<T>)a;
        copy = new DenseMatrix<T>(copy.Rows, copy.Columns, (T[])copy.Values.Clone());
        TensorPrimitives.Multiply(copy.Values, Numbers<T>.From(1 / scale), copy.Values);
        return copy;
    }

    /// <summary>Whether every row stores few values, as those of a mesh do: the factor of another matrix fills, and to find that out takes time.</summary>
    private static bool IsMeshLike<T>(CsrMatrix<T> a)
        where T : IFloatingPointIeee754<T>
    {
        const int Mean = 13;
        const int Most = 64;
        for (int i = 0; i < a.Rows; i++)
        {
            if (a.RowPointers[i + 1] - a.RowPointers[i] > Most)
            {
                return false;
            }
        }

        return a.NonZeroCount <= (long)Mean * a.Rows;
    }

    private static SymbolicFactorization? Analyze<T>(ISymmetricOperator<T> a, bool asked, bool nearest, bool end, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        const int DenseUpTo = 2500;
        switch (a)
        {
            case DenseMatrix<T> dense when asked || (nearest && dense.Rows > DenseUpTo):
                return SymbolicFactorization.Dense(dense.Rows);
            case CsrMatrix<T> sparse when asked || nearest:
                return SymbolicFactorization.Analyze(sparse.RowPointers, sparse.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, options.CancellationToken);
            case CsrMatrix<T> sparse when end && options.SubspaceSize == 0 && options.Preconditioner is null && IsMeshLike(sparse):
                double values = sparse.NonZeroCount + sparse.Rows;
                return SymbolicFactorization.Analyze(sparse.RowPointers, sparse.ColumnIndices, EntriesPerValue * values, WorkPerValue * values, options.CancellationToken);
            default:
                return null;
        }
    }

    internal static EigenPairs<T> Finish<T>(ShiftInvertSolver<T> solver, ISymmetricOperator<T> a, int k, EigshOptions options, out EigshResidual<T> residual, double scale = 1)
        where T : IFloatingPointIeee754<T>
    {
        solver.Run();
        int n = a.Dimension;
        int count = solver.Selection.Length;
        var values = new T[count];
        var vectors = new T[checked(count * n)];
        var residuals = new double[count];
        for (int i = 0; i < count; i++)
        {
            int at = solver.Selection[i];
            values[i] = Numbers<T>.From(solver.Values[at] * scale);
            residuals[i] = solver.Residuals[at] * scale;
            solver.Vectors.AsSpan(at * n, n).CopyTo(vectors.AsSpan(i * n));
        }

        double[] seen = [.. solver.Guards()];
        double[] guards = [.. seen.Select(guard => guard * scale)];
        var report = new EigenReport
        {
            Method = EigshMethod.ShiftInvert,
            Iterations = solver.Iterations,
            OperatorApplications = solver.Applications,
            Residuals = residuals,
            Norm = solver.Norm * scale,
            SmallestGap = EigshSolver.SmallestGap(values, guards),
            Converged = solver.Converged,
            CountIsProven = solver.CountIsProven,
            FactorEntries = solver.Factor?.EntryCount ?? 0,
            Shift = solver.Factor?.Shift * scale,
            GuardValues = guards,
        };
        var pairs = new EigenPairs<T>(values, vectors, n, report);
        if (!solver.Converged)
        {
            double worst = residuals.Length == 0 ? double.NaN : residuals.Max();
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"Shift-invert Lanczos did not converge: {solver.Trouble}. After {solver.Iterations} restarts and {solver.Applications} solves the largest of {count} residuals is {worst:0.0e+0}, for {k} pairs. Allow more MaxIterations or a larger Tolerance, or use Method = EigshMethod.Lanczos or Dense."),
                pairs,
                report);
        }

        residual = new EigshResidual<T>(a, (T[])values.Clone(), (T[])vectors.Clone(), report) { Factor = ScaledFactor<T>.Of(solver.Factor, scale), Limits = [.. solver.Limits(seen).Select(limit => limit * scale)], Angles = RitzAngles.Shared(solver.Angles(), [.. values.Select(Numbers<T>.ToDouble)], residuals, report.Norm) };
        return pairs;
    }
}
