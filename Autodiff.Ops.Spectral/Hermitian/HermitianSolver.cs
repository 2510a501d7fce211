using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Validates, and chooses between the dense path and the solvers for real operators, which are given the real form and
/// asked for twice as many pairs.
/// </summary>
internal static class HermitianSolver
{
    public static HermitianEigenPairs Eigh(HermitianMatrix a, out HermitianResidual residual)
    {
        Guard.NotNull(a);
        if (a.Dimension == 0)
        {
            throw new ArgumentException("The matrix is 0×0; it has no eigenvalues.", nameof(a));
        }

        return Dense(StoredHermiticity.Symmetrize(a, assumeHermitian: false), a.Dimension, EigenTarget.SmallestAlgebraic, 0, null, CancellationToken.None, out residual);
    }

    public static HermitianEigenPairs Eigsh(IHermitianOperator a, int k, EigenTarget target, EigshOptions? options, out HermitianResidual residual)
    {
        Guard.NotNull(a);
        options ??= EigshOptions.Default;
        if (options.Session is not { } session)
        {
            return Solve(a, k, target, options, out residual);
        }

        HermitianEigenPairs pairs = Solve(a, k, target, options with { InitialVectors = session.VectorsFor(2 * a.Dimension) ?? options.InitialVectors }, out residual);
        session.Keep(residual.Single());
        return pairs;
    }

    private static HermitianEigenPairs Solve(IHermitianOperator a, int k, EigenTarget target, EigshOptions options, out HermitianResidual residual)
    {
        int n = a.Dimension;
        EigshSolver.Validate(n, k, options with { InitialVectors = null });
        EigshSolver.ValidateVectors(options.InitialVectors, checked(2 * n), n, options);
        IHermitianOperator hermitian = a switch
        {
            HermitianMatrix dense => StoredHermiticity.Symmetrize(dense, options.AssumeSymmetric),
            HermitianCsrMatrix sparse => StoredHermiticity.Symmetrize(sparse, options.AssumeSymmetric),
            _ => a,
        };
        options.CancellationToken.ThrowIfCancellationRequested();
        bool isStored = hermitian is HermitianMatrix or HermitianCsrMatrix;
        bool isInside = target.Kind == TargetKind.Nearest && options.ShiftedSolve is null && options.Method != EigshMethod.ShiftInvert;
        if (!isStored && options.Method == EigshMethod.ShiftInvert && options.ShiftedSolve is null)
        {
            throw new ArgumentException($"Method = EigshMethod.ShiftInvert factors a HermitianMatrix or a HermitianCsrMatrix; for {a.GetType().Name} give EigshOptions.ShiftedSolve, which computes (A − σI)⁻¹x.", nameof(options));
        }

        if (EigshSolver.IsDense(n, k, hermitian is HermitianMatrix, options) || (isInside && n <= EigshSolver.InteriorDenseUpTo && !(hermitian is HermitianCsrMatrix && options.Method == EigshMethod.Auto)))
        {
            HermitianMatrix matrix = Densify(hermitian, n, options);
            int applications = isStored ? 0 : n;
            return EigshSolver.IsPartial(n, k, options)
                ? PartialDense(matrix, k, target, applications, options, out residual)
                : Dense(matrix, k, target, applications, options.InitialVectors, options.CancellationToken, out residual);
        }

        if (isInside && (!isStored || options.Method != EigshMethod.Auto))
        {
            throw new NotSupportedException(
                $"{target} asks for eigenvalues inside the spectrum of an operator of dimension {n}; Lanczos reaches only its ends. Give EigshOptions.ShiftedSolve, which computes (A − σI)⁻¹x, or a stored matrix; or use SmallestAlgebraic, LargestAlgebraic, LargestMagnitude or BothEnds, or Method = EigshMethod.Dense if {n}² complex numbers fit into memory.");
        }

        bool mayBeDense = !isStored && options.Method == EigshMethod.Auto && options.MaxIterations == 0 && options.ShiftedSolve is null && n <= EigshSolver.InteriorDenseUpTo;
        try
        {
            return Iterate(hermitian, k, target, mayBeDense ? EigshSolver.Bounded(n, k, options) : options, out residual);
        }
        catch (EigenConvergenceException failure) when (mayBeDense)
        {
            int applications = n + (failure.Report?.OperatorApplications ?? 0);
            return Dense(Densify(hermitian, n, options), k, target, applications, options.InitialVectors, options.CancellationToken, out residual);
        }
    }

    /// <summary>By the real form.</summary>
    private static HermitianEigenPairs Iterate(IHermitianOperator a, int k, EigenTarget target, EigshOptions options, out HermitianResidual residual)
    {
        int n = a.Dimension;
        double tolerance = options.Tolerance ?? 1e-10;
        var counted = new RealForm(a);
        EigshOptions realOptions = options with { Tolerance = tolerance, Session = null, InitialVectors = RealForm.Starts(options.InitialVectors) };
        bool byProducts = a is not HermitianCsrMatrix && options.Method != EigshMethod.ShiftInvert && target.Kind != TargetKind.Nearest;
        ISymmetricOperator<double> real = a switch
        {
            HermitianCsrMatrix sparse => RealForm.Of(sparse),
            HermitianMatrix dense when !byProducts => RealForm.Of(dense),
            _ => counted,
        };
        if (byProducts && !WarmStart.TryAccept(real, 2 * k, target, realOptions, out _, out _, out _))
        {
            return ByProducts(counted, k, target, realOptions, tolerance, options, out residual);
        }

        // For both ends and an odd k the real problem must have an even number from each.
        int asked = target.Kind == TargetKind.BothEnds ? Math.Min(n, k + k % 2) : k;
        realOptions = realOptions with { SubspaceSize = Math.Min(2 * n, 2 * options.SubspaceSize) };
        for (int attempt = 0; ; attempt++)
        {
            EigenPairs<double> pairs = SolveReal(real, 2 * asked, target, realOptions, out EigshResidual<double> solved);
            HermitianRitz ritz = HermitianRitz.Extract(real, (double[])pairs.Vectors.Clone(), pairs.Count, asked);
            int[] chosen = EigshSolver.Select(ritz.Values, k, target);
            double limit = tolerance * pairs.Report.Norm;
            bool converged = chosen.All(i => ritz.Residuals[i] <= limit);

            // A cluster's complex vectors may be a little worse than its real ones.
            double least = 64 * Numbers<double>.Eps;
            if (!converged && attempt == 0 && realOptions.Tolerance > least)
            {
                realOptions = realOptions with { Tolerance = Math.Max(least, tolerance / 16) };
                continue;
            }

            EigenReport report = pairs.Report with
            {
                OperatorApplications = counted.Applications > 0 ? counted.Applications : pairs.Report.OperatorApplications + ritz.Applications,
                Converged = converged,
            };
            return Conclude(real, ritz, chosen, report, solved, limit, options, out residual);
        }
    }

    /// <summary>By Lanczos with one vector at a time, for operators that are not stored.</summary>
    private static HermitianEigenPairs ByProducts(RealForm real, int k, EigenTarget target, EigshOptions realOptions, double tolerance, EigshOptions options, out HermitianResidual residual)
    {
        var scaled = new ScaledOperator<double>(real);
        var solver = new LanczosSolver<double>(scaled, realOptions, ComplexRows.TimesI);
        if (target.Kind == TargetKind.BothEnds)
        {
            solver.Find((k + 1) / 2, TargetKind.LargestAlgebraic);
            if (k > 1)
            {
                solver.Find(k / 2, TargetKind.SmallestAlgebraic);
            }
        }
        else
        {
            solver.Find(k, target.Kind);
        }

        double[] found = solver.Vectors();
        int count = found.Length / real.Dimension;
        HermitianRitz ritz = HermitianRitz.Extract(real, found, count, count);
        double norm = solver.Norm * scaled.Scale;
        double limit = tolerance * norm;
        var report = new EigenReport
        {
            Method = EigshMethod.Lanczos,
            Iterations = solver.Restarts,
            OperatorApplications = real.Applications,
            Residuals = [],
            Norm = norm,
            Converged = solver.IsComplete && count >= k && ritz.Residuals.All(r => r <= limit),
            GuardValues = [.. solver.Guards.Select(guard => guard * scaled.Scale)],
        };
        int[] chosen = EigshSolver.Select(ritz.Values, Math.Min(k, count), target);
        return Conclude(real, ritz, chosen, report, null, limit, options, out residual);
    }

    private static EigenPairs<double> SolveReal(ISymmetricOperator<double> real, int count, EigenTarget target, EigshOptions options, out EigshResidual<double> solved)
    {
        try
        {
            return EigshSolver.Eigsh(real, count, target, options, out solved);
        }
        catch (EigenConvergenceException failure)
        {
            throw new EigenConvergenceException($"Of the real form of the Hermitian problem, which has every eigenvalue twice: {failure.Message}", SoFar(real, failure), failure.Report);
        }
    }

    /// <summary>The complex pairs in what a failed solve of the real form has.</summary>
    private static HermitianEigenPairs? SoFar(ISymmetricOperator<double> real, EigenConvergenceException failure)
    {
        if (failure is not { Pairs: EigenPairs<double> { Count: > 0 } pairs, Report: { } report })
        {
            return null;
        }

        HermitianRitz ritz = HermitianRitz.Extract(real, (double[])pairs.Vectors.Clone(), pairs.Count, (pairs.Count + 1) / 2);
        return Pack(ritz.Values, ritz.Vectors, real.Dimension / 2, report with { Residuals = ritz.Residuals });
    }

    private static HermitianEigenPairs Conclude(ISymmetricOperator<double> real, HermitianRitz ritz, int[] chosen, EigenReport report, EigshResidual<double>? solved, double limit, EigshOptions options, out HermitianResidual residual)
    {
        int length = real.Dimension;
        int k = chosen.Length;
        var values = new double[k];
        var vectors = new double[k * length];
        var residuals = new double[k];
        for (int i = 0; i < k; i++)
        {
            values[i] = ritz.Values[chosen[i]];
            residuals[i] = ritz.Residuals[chosen[i]];
            ritz.Vectors.AsSpan(chosen[i] * length, length).CopyTo(vectors.AsSpan(i * length));
        }

        // What was found and not asked for is known as well: the rest of a cluster that k cuts, the odd one of both ends.
        double[] guards = Once(report.GuardValues.Concat(Enumerable.Range(0, ritz.Values.Length).Except(chosen).Select(i => ritz.Values[i])), limit);
        report = report with
        {
            Residuals = residuals,
            SmallestGap = SmallestGap(values, guards),
            GuardValues = guards,
        };
        FixPhases(vectors, k, options.InitialVectors);
        HermitianEigenPairs pairs = Pack(values, vectors, length / 2, report);
        if (!report.Converged)
        {
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"{report.Method} did not converge: after {report.Iterations} restarts and {report.OperatorApplications} products the largest of {k} residuals is {residuals.Max():0.0e+0}; {limit:0.0e+0} (Tolerance·‖A‖) was asked for. Allow more MaxIterations, a larger SubspaceSize, or a larger Tolerance."),
                pairs,
                report);
        }

        residual = new HermitianResidual(real, (double[])values.Clone(), ComplexRows.WithTurned(vectors), report) { Real = solved };
        return pairs;
    }

    private static HermitianEigenPairs Dense(HermitianMatrix matrix, int k, EigenTarget target, int applications, double[][]? initial, CancellationToken cancellation, out HermitianResidual residual)
    {
        int n = matrix.Dimension;
        double[] allVectors = ComplexRows.Reals(matrix.Values.AsSpan()).ToArray();
        double[] allValues = HermitianDecomposition.Decompose(n, allVectors, cancellation);
        int[] selection = EigshSolver.Select(allValues, k, target);
        var values = new double[k];
        var vectors = new double[2 * k * n];
        for (int i = 0; i < k; i++)
        {
            values[i] = allValues[selection[i]];
            allVectors.AsSpan(2 * selection[i] * n, 2 * n).CopyTo(vectors.AsSpan(2 * i * n));
        }

        double norm = Math.Max(Math.Abs(allValues[0]), Math.Abs(allValues[^1]));
        var chosen = new HashSet<int>(selection);
        double[] guards = [.. Enumerable.Range(0, n).Where(i => !chosen.Contains(i) && (chosen.Contains(i - 1) || chosen.Contains(i + 1))).Select(i => allValues[i])];
        var report = new EigenReport
        {
            Method = EigshMethod.Dense,
            OperatorApplications = applications,
            Residuals = [.. Enumerable.Repeat(Numbers<double>.Eps * norm, k)],
            Norm = norm,
            SmallestGap = SmallestGap(values, guards),
            Converged = true,
            CountIsProven = true,
            GuardValues = guards,
        };
        FixPhases(vectors, k, initial);
        residual = new HermitianResidual(new RealForm(matrix), values, ComplexRows.WithTurned(vectors), report)
        {
            AllValues = allValues,
            AllVectors = allVectors,
            Selection = selection,
        };
        return Pack((double[])values.Clone(), vectors, n, report);
    }

    private static HermitianEigenPairs PartialDense(HermitianMatrix matrix, int k, EigenTarget target, int applications, EigshOptions options, out HermitianResidual residual)
    {
        int n = matrix.Dimension;
        var partial = new HermitianPartial(n, ComplexRows.Reals(matrix.Values.AsSpan()).ToArray(), k, target, options.CancellationToken);
        double[] guards = [.. partial.Guards];
        var report = new EigenReport
        {
            Method = EigshMethod.Dense,
            OperatorApplications = applications,
            Residuals = [.. Enumerable.Repeat(Numbers<double>.Eps * partial.Norm, k)],
            Norm = partial.Norm,
            SmallestGap = SmallestGap(partial.Values, guards),
            Converged = true,
            GuardValues = guards,
        };
        FixPhases(partial.Vectors, k, options.InitialVectors);
        residual = new HermitianResidual(new RealForm(matrix), partial.Values, ComplexRows.WithTurned(partial.Vectors), report) { Partial = partial };
        return Pack((double[])partial.Values.Clone(), partial.Vectors, n, report);
    }

    private static HermitianMatrix Densify(IHermitianOperator a, int n, EigshOptions options)
    {
        if (a is HermitianMatrix dense)
        {
            return dense;
        }

        var matrix = new HermitianMatrix(n);
        if (a is HermitianCsrMatrix sparse)
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

        var unit = new Complex[n];
        var column = new Complex[n];
        for (int j = 0; j < n; j++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            unit[j] = Complex.One;
            a.Apply(unit, column);
            unit[j] = Complex.Zero;
            for (int i = 0; i < n; i++)
            {
                matrix.Values[i * n + j] = column[i];
            }
        }

        return StoredHermiticity.Symmetrize(matrix, options.AssumeSymmetric);
    }

    /// <summary>Guard values, of which the real form has each twice.</summary>
    private static double[] Once(IEnumerable<double> guards, double width)
    {
        var once = new List<double>();
        foreach (double guard in guards.Order())
        {
            if (once.Count == 0 || guard - once[^1] > width)
            {
                once.Add(guard);
            }
        }

        return [.. once];
    }

    /// <summary>The smallest gap next to a computed eigenvalue.</summary>
    private static double SmallestGap(double[] values, double[] guards)
    {
        double gap = EigshSolver.SmallestGap(values, []);
        foreach (double guard in guards)
        {
            gap = Math.Min(gap, values.Min(value => Math.Abs(value - guard)));
        }

        return gap;
    }

    private static HermitianEigenPairs Pack(double[] values, double[] vectors, int n, EigenReport report)
        => new(values, ComplexRows.Complexes(vectors.AsSpan()).ToArray(), n, report);

    /// <summary>Makes the largest element of each vector real and positive, or the product with the initial vector.</summary>
    private static void FixPhases(double[] vectors, int k, double[][]? initial)
    {
        int length = vectors.Length / k;
        var turned = new double[length];
        for (int i = 0; i < k; i++)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            Complex along = Complex.Zero;
            if (initial is not null && i < initial.Length)
            {
                ComplexRows.TimesI(initial[i], turned);
                along = new Complex(TensorPrimitives.Dot<double>(initial[i], vector), TensorPrimitives.Dot<double>(turned, vector));
            }

            if (!(Complex.Abs(along) > 0) || !Complex.IsFinite(along))
            {
                along = Largest(ComplexRows.Complexes(vector));
            }

            ComplexRows.Multiply(vector, Complex.Conjugate(along) / Complex.Abs(along));
        }
    }

    /// <summary>The first of the elements that are the largest, but for rounding.</summary>
    private static Complex Largest(ReadOnlySpan<Complex> vector)
    {
        double largest = 0;
        foreach (Complex element in vector)
        {
            largest = Math.Max(largest, Complex.Abs(element));
        }

        foreach (Complex element in vector)
        {
            if (Complex.Abs(element) >= (1 - 1e-6) * largest)
            {
                return element;
            }
        }

        return Complex.One;
    }
}
