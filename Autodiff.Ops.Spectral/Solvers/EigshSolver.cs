using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>Validates, chooses between the dense path and Lanczos, and packs the result.</summary>
internal static class EigshSolver
{
    private const int DenseBelow = 192;
    internal const int InteriorDenseUpTo = 2500;

    /// <summary>From this order on, a tenth of the pairs or fewer are found alone.</summary>
    private const int PartialFrom = 200;

    public static EigenPairs<T> Eigh<T>(DenseMatrix<T> a, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        if (a.Rows == 0)
        {
            throw new ArgumentException("The matrix is 0×0; it has no eigenvalues.", nameof(a));
        }

        DenseMatrix<T> symmetric = StoredSymmetry.Symmetrize(a, assumeSymmetric: false);
        return Dense(symmetric, symmetric, a.Rows, EigenTarget.SmallestAlgebraic, 0, CancellationToken.None, out residual);
    }

    public static EigenPairs<T> Eigsh<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions? options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        options ??= EigshOptions.Default;
        if (options.Session is not { } session)
        {
            return Solve(a, k, target, options, out residual);
        }

        EigenPairs<T> pairs = Solve(a, k, target, options with { InitialVectors = session.VectorsFor(a.Dimension) ?? options.InitialVectors }, out residual);
        session.Keep(residual);
        return pairs;
    }

    private static EigenPairs<T> Solve<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        int n = a.Dimension;
        Validate(n, k, options);
        ISymmetricOperator<T> symmetric = a switch
        {
            DenseMatrix<T> dense => StoredSymmetry.Symmetrize(dense, options.AssumeSymmetric),
            CsrMatrix<T> sparse => StoredSymmetry.Symmetrize(sparse, options.AssumeSymmetric),
            _ => a,
        };
        options.CancellationToken.ThrowIfCancellationRequested();
        bool useDense = IsDense(n, k, symmetric is DenseMatrix<T>, options);
        int tried = 0;
        if (!useDense && options.Method != EigshMethod.ShiftInvert && WarmStart.TryAccept(symmetric, k, target, options, out tried, out EigenPairs<T>? known, out residual!))
        {
            return known;
        }

        options = options with { ProductsBefore = tried };

        if (!useDense && ShiftInvert.TrySolve(symmetric, k, target, options, out EigenPairs<T>? inverted, out residual!))
        {
            return inverted;
        }

        if (target.Kind == TargetKind.Nearest && !useDense)
        {
            if (n > InteriorDenseUpTo)
            {
                throw new NotSupportedException(
                    $"{target} asks for eigenvalues inside the spectrum of an operator of dimension {n}; Lanczos reaches only its ends. Give EigshOptions.ShiftedSolve, which computes (A − σI)⁻¹x, or a stored matrix; or use SmallestAlgebraic, LargestAlgebraic, LargestMagnitude or BothEnds, or Method = EigshMethod.Dense if {n}² numbers fit into memory.");
            }

            useDense = true;
        }

        if (useDense)
        {
            DenseMatrix<T> matrix = Densify(symmetric, n, options, out int applications);
            applications += options.ProductsBefore;
            return IsPartial(n, k, options)
                ? PartialDense(symmetric, matrix, k, target, applications, options, out residual)
                : Dense(symmetric, matrix, k, target, applications, options.CancellationToken, out residual);
        }

        if (options.Method == EigshMethod.Power)
        {
            return IterativeSolve.Power(symmetric, k, target, options, out residual);
        }

        bool areBlocksMeant = symmetric is CsrMatrix<T> || options.Method is EigshMethod.Lobpcg or EigshMethod.Chebyshev || options.Preconditioner is not null;
        bool areBlocks = areBlocksMeant && Panels<T>.Width * (FilteredLanczos<T>.Size(k, n, options) + 2) <= n;
        bool mayBeDense = options.Method == EigshMethod.Auto && n <= InteriorDenseUpTo && (symmetric is CsrMatrix<T> || options.MaxIterations == 0);
        try
        {
            if (areBlocks)
            {
                return IterativeSolve.Blocks(symmetric, k, target, options, options.MaxIterations > 0 ? long.MaxValue : Limit(symmetric, mayBeDense), out residual);
            }

            return IterativeSolve.Lanczos(symmetric, k, target, mayBeDense ? Bounded(n, k, options) : options, out residual);
        }
        catch (EigenConvergenceException failure) when (mayBeDense)
        {
            // Eigenvalues so near to each other that products do not tell them apart.
            DenseMatrix<T> matrix = Densify(symmetric, n, options, out int applications);
            return Dense(symmetric, matrix, k, target, applications + (failure.Report?.OperatorApplications ?? 0), options.CancellationToken, out residual);
        }
        catch (EigenConvergenceException failure) when (options.Method == EigshMethod.Auto && areBlocks && options.MaxIterations == 0)
        {
            // One vector at a time sees one direction of each cluster, where a block sees so many that no gap is left.
            EigshOptions rest = options with { MaxIterations = 300, ProductsBefore = failure.Report?.OperatorApplications ?? 0 };
            return IterativeSolve.Lanczos(symmetric, k, target, rest, out residual);
        }
    }

    /// <summary>
    /// The products, each with its part in orthogonalisation, that cost about twice what the dense path does, where that
    /// takes over; else many times that.
    /// </summary>
    private static long Limit<T>(ISymmetricOperator<T> a, bool mayBeDense)
        where T : IFloatingPointIeee754<T>
    {
        const double Dense = 20; // n³ of it, in operations
        const double Stored = 8; // a value of a row, at the speed of dense ones
        const double Orthogonal = 60;
        const double Patience = 400;
        double n = a.Dimension;
        double stored = a is CsrMatrix<T> sparse ? sparse.NonZeroCount : 10 * n;
        double products = 2000 + Dense * n * n * n / (Stored * stored + Orthogonal * n);
        return mayBeDense ? (long)products : (long)Math.Min(Patience * products, 1e18);
    }

    /// <summary>Options whose restarts end at about eight products for each column of a dense copy, which is soon made instead.</summary>
    internal static EigshOptions Bounded(int n, int k, EigshOptions options)
    {
        int products = 8 * n + 2000;
        int subspace = options.SubspaceSize > 0 ? options.SubspaceSize : Math.Max(2 * k + 20, 40);
        return options.MaxIterations > 0 ? options : options with { MaxIterations = 2 * products / subspace };
    }

    /// <summary>Whether the dense path finds the wanted pairs alone.</summary>
    internal static bool IsPartial(int n, int k, EigshOptions options)
        => options.GradientRule != GradientRule.ClosedForm && n >= PartialFrom && k <= n / 10;

    /// <summary>Whether the dense path is asked for, or is the quicker one without a question.</summary>
    internal static bool IsDense(int n, int k, bool isStoredDense, EigshOptions options)
        => options.Method == EigshMethod.Dense || options.GradientRule == GradientRule.ClosedForm
            || (options.Method == EigshMethod.Auto && options.ShiftedSolve is null && (n <= DenseBelow || 3L * k + 30 >= n || (isStoredDense && n <= InteriorDenseUpTo)));

    internal static void Validate(int n, int k, EigshOptions options)
    {
        if (k < 1 || k > n)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; for an operator of dimension n = {n} it must be from 1 to {n}.");
        }

        if (options.Tolerance is { } tolerance && !(tolerance > 0 && double.IsFinite(tolerance)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), tolerance, "Tolerance must be positive and finite.");
        }

        if (options.AdjointTolerance is { } adjoint && !(adjoint > 0 && double.IsFinite(adjoint)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), adjoint, "AdjointTolerance must be positive and finite.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations, nameof(options));
        if (options.SubspaceSize != 0 && (options.SubspaceSize < Math.Min(n, k + 2) || options.SubspaceSize > n))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.SubspaceSize, $"SubspaceSize is {options.SubspaceSize}; for k = {k} and n = {n} it must be from {Math.Min(n, k + 2)} to {n}, or 0.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, nameof(options));
        if (options.Method is not (EigshMethod.Auto or EigshMethod.Dense) && options.GradientRule == GradientRule.ClosedForm)
        {
            throw new ArgumentException($"GradientRule.ClosedForm needs all n pairs, which Method = EigshMethod.{options.Method} does not compute; leave Method at Auto.", nameof(options));
        }

        ValidateVectors(options.InitialVectors, n, n, options);
    }

    /// <summary>Throws unless every vector has this many finite numbers.</summary>
    internal static void ValidateVectors(double[][]? vectors, int length, int n, EigshOptions options)
    {
        for (int v = 0; v < (vectors?.Length ?? 0); v++)
        {
            double[] vector = vectors![v] ?? throw new ArgumentException($"InitialVectors[{v}] is null.", nameof(options));
            if (vector.Length != length)
            {
                string expected = length == n ? "" : $", and its vectors are {length} numbers, real and imaginary part in turn";
                throw new ArgumentException($"InitialVectors[{v}] has {vector.Length} elements; the operator's dimension is {n}{expected}.", nameof(options));
            }

            int bad = Array.FindIndex(vector, value => !double.IsFinite(value));
            if (bad >= 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"InitialVectors[{v}][{bad}] is {vector[bad]}; it must be finite."), nameof(options));
            }
        }
    }

    internal static DenseMatrix<T> Densify<T>(ISymmetricOperator<T> a, int n, EigshOptions options, out int applications, string name = "a")
        where T : IFloatingPointIeee754<T>
    {
        applications = 0;
        if (a is DenseMatrix<T> dense)
        {
            return dense;
        }

        var matrix = new DenseMatrix<T>(n, n);
        if (a is CsrMatrix<T> sparse)
        {
            for (int i = 0; i < n; i++)
            {
                for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
                {
                    matrix[i, sparse.ColumnIndices[p]] = sparse.Values[p];
                }
            }

            return matrix;
        }

        var unit = new T[n];
        for (int i = 0; i < n; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            unit[i] = T.One;
            a.Apply(unit, matrix.Row(i));
            unit[i] = T.Zero;
        }

        applications = n;
        return StoredSymmetry.Symmetrize(matrix, options.AssumeSymmetric, name);
    }

    private static EigenPairs<T> Dense<T>(ISymmetricOperator<T> symmetric, DenseMatrix<T> matrix, int k, EigenTarget target, int applications, CancellationToken cancellation, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        int n = matrix.Rows;
        var allVectors = (T[])matrix.Values.Clone();
        T[] allValues = DenseEigensolver.Decompose(n, allVectors, cancellation);
        int[] selection = Select(allValues, k, target);
        var values = new T[k];
        T[] vectors = k == n ? allVectors : new T[(long)k * n];
        for (int i = 0; i < k; i++)
        {
            values[i] = allValues[selection[i]];
            if (k < n)
            {
                allVectors.AsSpan(selection[i] * n, n).CopyTo(vectors.AsSpan(i * n));
            }
        }

        double norm = Math.Max(Math.Abs(Numbers<T>.ToDouble(allValues[0])), Math.Abs(Numbers<T>.ToDouble(allValues[^1])));
        var guards = new List<double>();
        var chosen = new HashSet<int>(selection);
        for (int i = 0; i < n; i++)
        {
            if (!chosen.Contains(i) && (chosen.Contains(i - 1) || chosen.Contains(i + 1)))
            {
                guards.Add(Numbers<T>.ToDouble(allValues[i]));
            }
        }

        var report = new EigenReport
        {
            Method = EigshMethod.Dense,
            OperatorApplications = applications,
            Residuals = [.. Enumerable.Repeat(Numbers<T>.Eps * norm, k)],
            Norm = norm,
            SmallestGap = SmallestGap(values, guards),
            Converged = true,
            CountIsProven = true,
            GuardValues = guards,
        };
        residual = new EigshResidual<T>(symmetric, values, vectors, report)
        {
            AllValues = allValues,
            AllVectors = allVectors,
            Selection = selection,
        };
        return new EigenPairs<T>((T[])values.Clone(), (T[])vectors.Clone(), n, report);
    }

    private static EigenPairs<T> PartialDense<T>(ISymmetricOperator<T> symmetric, DenseMatrix<T> matrix, int k, EigenTarget target, int applications, EigshOptions options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        int n = matrix.Rows;
        PartialDecomposition<T> partial = PartialDecomposition<T>.Decompose(n, (T[])matrix.Values.Clone(), k, target, options.CancellationToken);
        var report = new EigenReport
        {
            Method = EigshMethod.Dense,
            OperatorApplications = applications,
            Residuals = [.. Enumerable.Repeat(Numbers<T>.Eps * partial.Norm, k)],
            Norm = partial.Norm,
            SmallestGap = SmallestGap(partial.Values, partial.Guards),
            Converged = true,
            GuardValues = partial.Guards,
        };
        residual = new EigshResidual<T>(symmetric, partial.Values, partial.Vectors, report) { Partial = partial };
        return new EigenPairs<T>((T[])partial.Values.Clone(), (T[])partial.Vectors.Clone(), n, report);
    }

    internal static int[] Select<T>(T[] values, int k, EigenTarget target)
        where T : IFloatingPointIeee754<T>
    {
        int n = values.Length;
        double Key(int i) => Numbers<T>.ToDouble(values[i]);
        IEnumerable<int> all = Enumerable.Range(0, n);
        IEnumerable<int> chosen = target.Kind switch
        {
            TargetKind.SmallestAlgebraic => Enumerable.Range(0, k),
            TargetKind.LargestAlgebraic => Enumerable.Range(n - k, k),
            TargetKind.LargestMagnitude => all.OrderByDescending(i => Math.Abs(Key(i))).Take(k),
            TargetKind.BothEnds => Enumerable.Range(0, k / 2).Concat(Enumerable.Range(n - (k + 1) / 2, (k + 1) / 2)),
            _ => all.OrderBy(i => Math.Abs(Key(i) - target.Sigma)).Take(k),
        };
        return [.. chosen.Order()];
    }

    internal static double SmallestGap<T>(T[] values, IReadOnlyList<double> guards)
        where T : IFloatingPointIeee754<T>
    {
        double[] all = [.. values.Select(Numbers<T>.ToDouble).Concat(guards).Order()];
        double gap = double.PositiveInfinity;
        for (int i = 1; i < all.Length; i++)
        {
            gap = Math.Min(gap, all[i] - all[i - 1]);
        }

        return gap;
    }
}
