using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Validates, chooses between the dense path and Lanczos on −[0 A; Aᵀ 0], and packs the result.</summary>
internal static class SvdSolver
{
    private const int DenseBelow = 192;

    /// <summary>All min(m, n) triplets.</summary>
    public static SingularTriplets<T> Svd<T>(DenseMatrix<T> a, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        RequireFilled(a.Rows, a.Columns);
        RequireFinite(a.Values, at => (at / a.Columns, at % a.Columns));
        return Dense(new DenseMatrix<T>(a.Rows, a.Columns, a.Values), Math.Min(a.Rows, a.Columns), out residual);
    }

    /// <summary>The k largest triplets of a dense or sparse matrix.</summary>
    public static SingularTriplets<T> Svds<T>(ISymmetricOperator<T> a, int rows, int columns, int k, EigshOptions? options, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        options ??= EigshOptions.Default;
        RequireFilled(rows, columns);
        int smaller = Math.Min(rows, columns);
        if (k < 1 || k > smaller)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; for a {rows}×{columns} matrix it must be from 1 to {smaller}.");
        }

        // Copies: who writes into the matrix afterwards does not change the gradient.
        ISymmetricOperator<T> copy;
        T[] entries;
        if (a is CsrMatrix<T> sparse)
        {
            RequireFinite(sparse.Values, at => (Array.FindLastIndex(sparse.RowPointers, start => start <= at), sparse.ColumnIndices[at]));
            var own = new CsrMatrix<T>(rows, columns, sparse.RowPointers, sparse.ColumnIndices, sparse.Values);
            (copy, entries) = (own, own.Values);
        }
        else
        {
            T[] values = ((DenseMatrix<T>)a).Values;
            RequireFinite(values, at => (at / columns, at % columns));
            var own = new DenseMatrix<T>(rows, columns, values);
            (copy, entries) = (own, own.Values);
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        bool useDense = options.Method == EigshMethod.Dense || options.GradientRule == GradientRule.ClosedForm
            || (options.Method == EigshMethod.Auto && (smaller <= DenseBelow || 3L * k + 30 >= smaller) && (long)rows * columns <= Array.MaxLength / 8);
        if (useDense)
        {
            return Dense(copy as DenseMatrix<T> ?? Densify((CsrMatrix<T>)copy), k, out residual);
        }

        // Where squares would overflow or vanish, the problem is solved for A·2^(−e).
        int exponent = Exponent(entries);
        TensorPrimitives.ScaleB<T>(entries, -exponent, entries);
        return Lanczos(new AugmentedOperator<T>(copy, rows, columns), k, exponent, options, out residual);
    }

    public static DenseMatrix<T> Densify<T>(CsrMatrix<T> sparse)
        where T : IFloatingPointIeee754<T>
    {
        var dense = new DenseMatrix<T>(sparse.Rows, sparse.Columns);
        for (int i = 0; i < sparse.Rows; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                dense[i, sparse.ColumnIndices[p]] = sparse.Values[p];
            }
        }

        return dense;
    }

    /// <summary>The binary exponent of the largest entry where it is extreme, else 0.</summary>
    private static int Exponent<T>(T[] entries)
        where T : IFloatingPointIeee754<T>
    {
        T largest = entries.Length == 0 ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude<T>(entries));
        int exponent = T.IsZero(largest) ? 0 : T.ILogB(largest);
        return Math.Abs(exponent) > T.ILogB(T.BitDecrement(T.PositiveInfinity)) / 4 ? exponent : 0;
    }

    private static SingularTriplets<T> Dense<T>(DenseMatrix<T> a, int k, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        DenseSvd<T> all = DenseSvd<T>.Of(a);
        residual = new SvdResidual<T>(all);
        double[] guards = k < all.Count ? [Numbers<T>.ToDouble(all.Values[k])] : [];
        return new SingularTriplets<T>(
            all.Values.AsSpan(0, k).ToArray(),
            all.Left.AsSpan(0, k * a.Rows).ToArray(),
            all.Right.AsSpan(0, k * a.Columns).ToArray(),
            a.Rows,
            a.Columns,
            new EigenReport
            {
                Method = EigshMethod.Dense,
                Residuals = [.. Enumerable.Repeat(Numbers<T>.Eps * all.Norm, k)],
                Norm = all.Norm,
                SmallestGap = SmallestGap(all.Values.AsSpan(0, k), guards),
                Converged = true,
                GuardValues = guards,
            });
    }

    private static SingularTriplets<T> Lanczos<T>(AugmentedOperator<T> augmented, int k, int exponent, EigshOptions options, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        int m = augmented.Rows;
        int n = augmented.Columns;
        EigshOptions inner = options with { Method = EigshMethod.Lanczos, InitialVectors = InitialVectors(augmented, options.InitialVectors) };
        EigenPairs<T> pairs = EigshSolver.Eigsh(augmented, k, EigenTarget.SmallestAlgebraic, inner, out _);
        EigenReport found = pairs.Report;
        double tolerance = options.ToleranceOf<T>() * found.Norm;

        // The lower halves, made orthonormal; where σ is 0 they are the arbitrary part of an eigenspace
        // that mixes both sides, and any vector orthogonal to the others will do.
        var right = new T[(long)k * n];
        var completion = new Completion<T>(n);
        var scratch = new T[k];
        for (int i = 0; i < k; i++)
        {
            pairs.Vector(i)[m..].CopyTo(right.AsSpan(i * n, n));
            bool isResolved = -Numbers<T>.ToDouble(pairs.Values[i]) > 4 * Math.Max(tolerance, found.Residuals[i]);
            if (!isResolved || !completion.Normalize(right, i, scratch, Numbers<T>.From(1e-3)))
            {
                completion.Fill(right, i);
            }
        }

        var products = new T[(long)k * m];
        for (int i = 0; i < k; i++)
        {
            augmented.Multiply(right.AsSpan(i * n, n), products.AsSpan(i * m, m));
        }

        (T[] values, T[] left, T[] rotated) = DenseSvd<T>.Finish(k, products, m, right, n);
        var residuals = new double[k];
        var product = new T[n];
        for (int i = 0; i < k; i++)
        {
            // A v = σ u holds by construction; the other half tells how good the triplet is.
            augmented.MultiplyTransposed(left.AsSpan(i * m, m), product);
            TensorPrimitives.MultiplyAdd(rotated.AsSpan(i * n, n), -values[i], product, product);
            residuals[i] = Math.Max(Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(product)) / Math.Sqrt(2), Numbers<T>.Eps * found.Norm);
        }

        residual = new SvdResidual<T>(SvdGradient.Pairs(augmented, values, left, rotated, found with { Residuals = residuals }), exponent);
        double scale = Math.ScaleB(1, exponent);
        bool converged = residuals.All(r => r <= 4 * tolerance);
        TensorPrimitives.ScaleB<T>(values, exponent, values);
        double[] guards = [.. found.GuardValues.Select(guard => -guard * scale)];
        var report = found with
        {
            OperatorApplications = found.OperatorApplications + k,
            Residuals = [.. residuals.Select(r => r * scale)],
            Norm = found.Norm * scale,
            GuardValues = guards,
            SmallestGap = SmallestGap<T>(values, guards),
            Converged = converged,
        };
        var triplets = new SingularTriplets<T>(values, left, rotated, m, n, report);
        if (!report.Converged)
        {
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"The singular triplets did not reach their tolerance: the largest of {k} residuals is {report.Residuals.Max():0.0e+0}; {tolerance * scale:0.0e+0} (Tolerance·‖A‖) was asked for. Ask for a smaller Tolerance, or Method = EigshMethod.Dense."),
                triplets,
                report);
        }

        return triplets;
    }

    /// <summary>Right vectors v become (Av/‖Av‖, v/‖v‖).</summary>
    private static double[][]? InitialVectors<T>(AugmentedOperator<T> augmented, double[][]? initial)
        where T : IFloatingPointIeee754<T>
    {
        if (initial is null)
        {
            return null;
        }

        var result = new List<double[]>();
        for (int v = 0; v < initial.Length; v++)
        {
            double[] vector = initial[v] ?? throw new ArgumentException($"InitialVectors[{v}] is null.", "options");
            if (vector.Length != augmented.Columns)
            {
                throw new ArgumentException($"InitialVectors[{v}] has {vector.Length} elements; a right singular vector has {augmented.Columns}.", "options");
            }

            var image = new T[augmented.Rows];
            augmented.Multiply(Array.ConvertAll(vector, Numbers<T>.From), image);
            double[] top = Array.ConvertAll(image, Numbers<T>.ToDouble);
            double norm = TensorPrimitives.Norm<double>(vector);
            double topNorm = TensorPrimitives.Norm<double>(top);
            result.Add([.. top.Select(x => topNorm > 0 ? x / topNorm : 0), .. vector.Select(x => norm > 0 ? x / norm : x)]);
        }

        return [.. result];
    }

    private static void RequireFilled(int rows, int columns)
    {
        if (rows == 0 || columns == 0)
        {
            throw new ArgumentException($"The matrix is {rows}×{columns}; it has no singular values.", "a");
        }
    }

    private static void RequireFinite<T>(T[] values, Func<int, (int Row, int Column)> place)
        where T : IFloatingPointIeee754<T>
    {
        if (values.Length > 0 && !TensorPrimitives.IsFiniteAll<T>(values))
        {
            int at = Array.FindIndex(values, value => !T.IsFinite(value));
            (int row, int column) = place(at);
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The entry ({row}, {column}) of the matrix is {values[at]}; every entry must be finite."), "a");
        }
    }

    private static double SmallestGap<T>(ReadOnlySpan<T> values, IReadOnlyList<double> guards)
        where T : IFloatingPointIeee754<T>
    {
        var all = new List<double>(guards);
        foreach (T value in values)
        {
            all.Add(Numbers<T>.ToDouble(value));
        }

        all.Sort();
        double gap = double.PositiveInfinity;
        for (int i = 1; i < all.Count; i++)
        {
            gap = Math.Min(gap, all[i] - all[i - 1]);
        }

        return gap;
    }
}
