using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A v = λ M v for an M that is known by its products: Lanczos in the inner product xᵀMy (Ericsson and Ruhe, 1980), on M⁻¹A
/// for the ends of the spectrum and on (A − σM)⁻¹M near a point, and Rayleigh–Ritz with A itself.
/// </summary>
internal static class MassLanczos
{
    // How often vectors found by solves are sought more accurately, where their residuals ask for it.
    private const int Rounds = 6;

    public static EigenPairs<T> Solve<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> mass, int k, EigenTarget target, EigshOptions options, out GeneralizedResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        RequireSupported(a, target, options);
        int n = a.Dimension;
        var metric = new MassProducts<T>(mass, options);
        var scaled = new ScaledOperator<T>(a);
        bool inverts = options.ShiftedSolve is not null && target.Kind == TargetKind.Nearest;
        double[][]? initial = options.Session?.VectorsFor(n) ?? options.InitialVectors;
        EigshOptions own = options with { InitialVectors = initial };
        Found<T> found = inverts ? NearPoint(scaled, metric, k, target.Sigma, own) : AtEnds(scaled, metric, k, target.Kind, own);
        WarmStart.Align(found.Ritz.Vectors, found.Ritz.Values.Length, initial);
        found.Ritz.Remultiply(metric);

        // λ of A and M from that of A over its scale and M over its unit.
        double unit = scaled.Scale / metric.UnitRoot / metric.UnitRoot;
        int count = found.Ritz.Values.Length;
        T[] values = [.. found.Ritz.Values.Select(value => Numbers<T>.From(value * unit))];
        if (!TensorPrimitives.IsFiniteAll<T>(values))
        {
            throw new ArgumentException("The eigenvalues of A v = λ M v are too large for the element type: A divided by M overflows. Scale A or M.", nameof(a));
        }

        var vectors = new T[found.Ritz.Vectors.Length];
        TensorPrimitives.Divide(found.Ritz.Vectors, Numbers<T>.From(metric.UnitRoot), vectors);
        double[] guards = k == n ? [] : [.. found.Guards.Select(guard => guard * unit).Where(double.IsFinite).Order()];
        double tolerance = found.Tolerance * found.Norm;
        bool converged = found.IsComplete && count == k && found.Ritz.Residuals.All(r => r <= tolerance);
        var report = new EigenReport
        {
            Method = inverts ? EigshMethod.ShiftInvert : EigshMethod.Lanczos,
            Iterations = found.Restarts,
            OperatorApplications = found.Applications,
            Residuals = [.. found.Ritz.Residuals.Select(r => r * unit)],
            Norm = found.Norm * unit,
            SmallestGap = EigshSolver.SmallestGap(values, guards),
            Converged = converged,
            Shift = inverts ? target.Sigma : null,
            GuardValues = guards,
        };
        var pairs = new EigenPairs<T>(values, vectors, n, report);
        if (!converged)
        {
            double worst = count == 0 ? double.NaN : found.Ritz.Residuals.Max();
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"Lanczos in the inner product of M did not converge: after {report.Iterations} restarts and {report.OperatorApplications} {(inverts ? "solves" : "products")} the largest of {count} residuals is {worst * unit:0.0e+0}; {tolerance * unit:0.0e+0} (Tolerance times the largest |λ|) was asked for {k} pairs. Allow more MaxIterations, a larger SubspaceSize, or a larger Tolerance."),
                pairs,
                report);
        }

        residual = new GeneralizedResidual<T>(new MassPairs<T>(scaled, metric, found.Ritz, unit, inverts ? target.Sigma : null), values, (T[])vectors.Clone(), report);
        options.Session?.Keep(new EigshResidual<T>(a, values, residual.Vectors, report));
        return new EigenPairs<T>((T[])values.Clone(), vectors, n, report);
    }

    private static Found<T> AtEnds<T>(ISymmetricOperator<T> a, MassProducts<T> mass, int k, TargetKind kind, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        var solver = new LanczosSolver<T>(new InverseProduct<T>(a, mass), options, mass: mass);
        if (kind == TargetKind.BothEnds)
        {
            solver.Find((k + 1) / 2, TargetKind.LargestAlgebraic);
            if (k > 1)
            {
                solver.Find(k / 2, TargetKind.SmallestAlgebraic);
            }
        }
        else
        {
            solver.Find(k, kind);
        }

        T[] vectors = solver.Vectors();
        var ritz = MassRitz<T>.Solve(a, mass, vectors);
        double norm = Math.Max(solver.Norm, ritz.Values.Length == 0 ? 0 : ritz.Values.Max(Math.Abs));
        return new Found<T>(ritz, solver.Guards, norm, solver.Tolerance, solver.IsComplete, solver.Restarts, solver.Applications + ritz.Values.Length);
    }

    private static Found<T> NearPoint<T>(ScaledOperator<T> a, MassProducts<T> mass, int k, double sigma, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        double tolerance = options.ToleranceOf<T>();
        double asked = tolerance;
        int restarts = 0;
        int applications = 0;
        a.Decide();
        var solve = new InverseOfPencil<T>(a, mass, sigma, options);
        double shift = solve.Shift;
        for (int round = 1; ; round++)
        {
            var solver = new LanczosSolver<T>(solve, options with { Tolerance = asked }, mass: mass);
            solver.Find(k, TargetKind.LargestMagnitude);
            T[] vectors = solver.Vectors();

            // With Ox = θx + r one more product x′ = Ox/θ has a residual that is smaller by a factor of θ.
            for (int at = 0; at < vectors.Length; at += mass.Dimension)
            {
                Span<T> vector = vectors.AsSpan(at, mass.Dimension);
                solve.Apply(vector.ToArray(), vector);
            }

            var ritz = MassRitz<T>.Solve(a, mass, vectors);
            restarts += solver.Restarts;
            applications += solver.Applications + 2 * ritz.Values.Length;
            double norm = ritz.Values.Length == 0 ? 0 : ritz.Values.Max(Math.Abs);
            norm = Math.Max(norm, Math.Abs(shift));
            bool isAccurate = ritz.Residuals.All(r => r <= tolerance * norm);
            if (isAccurate || round == Rounds || !solver.IsComplete || asked < 16 * Numbers<T>.Eps)
            {
                List<double> guards = [.. solver.Guards.Where(guard => guard != 0).Select(guard => shift + 1 / guard)];
                return new Found<T>(ritz, guards, norm, tolerance, solver.IsComplete, restarts, applications);
            }

            asked = Math.Max(asked / 16, 8 * Numbers<T>.Eps);
            double[][] start = new double[ritz.Values.Length][];
            for (int i = 0; i < start.Length; i++)
            {
                start[i] = new double[mass.Dimension];
                TensorPrimitives.ConvertTruncating<T, double>(ritz.Vectors.AsSpan(i * mass.Dimension, mass.Dimension), start[i]);
            }

            options = options with { InitialVectors = start };
        }
    }

    private static void RequireSupported<T>(ISymmetricOperator<T> a, EigenTarget target, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        if (options.Preconditioner is not null || options.Method is not (EigshMethod.Auto or EigshMethod.Lanczos or EigshMethod.ShiftInvert))
        {
            string what = options.Preconditioner is not null ? "a Preconditioner" : $"Method = EigshMethod.{options.Method}";
            throw new ArgumentException($"A mass that is known by its products takes Lanczos in its inner product, and not {what}. Leave Method at Auto and Preconditioner at null, or store the mass.", nameof(options));
        }

        bool solves = options.ShiftedSolve is not null;
        if (options.Method == EigshMethod.ShiftInvert && !(solves && target.Kind == TargetKind.Nearest))
        {
            throw new ArgumentException($"Method = EigshMethod.ShiftInvert takes EigshOptions.ShiftedSolve, which computes (A − σM)⁻¹x, and EigenTarget.NearestTo(σ) or SmallestMagnitude for a mass that is known by its products; the target is {target}{(solves ? "" : " and there is no ShiftedSolve")}. Leave Method at Auto, or store the mass.", nameof(options));
        }

        if (target.Kind == TargetKind.Nearest && !solves)
        {
            throw new NotSupportedException(
                $"{target} asks for eigenvalues inside the spectrum of a pencil of dimension {a.Dimension}; Lanczos reaches only its ends. Give EigshOptions.ShiftedSolve, which computes (A − σM)⁻¹x, or a stored mass; or use SmallestAlgebraic, LargestAlgebraic, LargestMagnitude or BothEnds.");
        }
    }

    private readonly record struct Found<T>(MassRitz<T> Ritz, IReadOnlyList<double> Guards, double Norm, double Tolerance, bool IsComplete, int Restarts, int Applications)
        where T : IFloatingPointIeee754<T>;

    /// <summary>M⁻¹A.</summary>
    private sealed class InverseProduct<T>(ISymmetricOperator<T> a, MassProducts<T> mass) : ISymmetricOperator<T>
        where T : IFloatingPointIeee754<T>
    {
        private readonly T[] _product = new T[a.Dimension];

        public int Dimension => a.Dimension;

        public void Apply(ReadOnlySpan<T> x, Span<T> y)
        {
            a.Apply(x, _product);
            KrylovSpace<T>.RequireFinite(_product);
            mass.Solve(_product, y);
        }
    }
}
