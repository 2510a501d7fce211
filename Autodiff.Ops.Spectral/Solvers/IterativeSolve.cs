using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Solves by products alone, and packs what they found.</summary>
internal static class IterativeSolve
{
    /// <summary>Lanczos with one vector at a time, for operators that are not stored.</summary>
    public static EigenPairs<T> Lanczos<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        var scaled = new ScaledOperator<T>(a);
        var solver = new LanczosSolver<T>(scaled, options);
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

        (T[] values, T[] vectors, double[] residuals) = solver.Finish();
        EigenReport report = Report(EigshMethod.Lanczos, values, residuals, solver.Guards, scaled.Scale) with
        {
            Iterations = solver.Restarts,
            OperatorApplications = solver.Applications,
            Norm = solver.Norm * scaled.Scale,
        };
        return Conclude(a, values, vectors, report, k, solver.Tolerance, solver.IsComplete, options, null, [], NearSpace<T>.Create(a.Dimension, vectors, values.Length, solver.Near, scaled.Scale), out residual, angles: solver.Angles());
    }

    /// <summary>The power method.</summary>
    public static EigenPairs<T> Power<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        if (target.Kind != TargetKind.LargestMagnitude)
        {
            throw new ArgumentException($"The power method finds the eigenvalues of largest magnitude, not {target}. Use EigenTarget.LargestMagnitude, or leave Method at Auto.", nameof(options));
        }

        var scaled = new ScaledOperator<T>(a);
        var solver = new PowerIteration<T>(scaled, options);
        (T[] values, T[] vectors, double[] residuals) = solver.Find(k);
        EigenReport report = Report(EigshMethod.Power, values, residuals, solver.Guards, scaled.Scale) with
        {
            Iterations = solver.Iterations,
            OperatorApplications = solver.Applications,
            Norm = solver.Norm * scaled.Scale,
        };

        // The others are no larger by magnitude, at either end, than a guard value by the part of its distance it is known to.
        double least = values.Length == 0 ? 0 : values.Min(value => Math.Abs(Numbers<T>.ToDouble(value)));
        double[] beside = [.. solver.Guards.Select(guard => Math.Abs(guard) * scaled.Scale).Select(size => size + PowerIteration<T>.Beside * Math.Max(0, least - size))];
        double[] limits = [.. beside, .. beside.Select(size => -size)];
        return Conclude(a, values, vectors, report, k, solver.Tolerance, solver.IsComplete, options, null, [], null, out residual, limits);
    }

    /// <summary>Lanczos on panels, or LOBPCG, with a limit to the products.</summary>
    public static EigenPairs<T> Blocks<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, long limit, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        int n = a.Dimension;
        var stored = a as CsrMatrix<T>;
        using Panels<T> panels = Panels<T>.CreateRented(n, Team.Create(n, stored?.RowPointers, options.Threads));
        PanelOperator<T> product;
        ScaledOperator<T>? given = null;
        (double Low, double High) bounds = (double.NegativeInfinity, double.PositiveInfinity);
        double scale = 1;
        if (stored is not null)
        {
            stored = ScaledOperator<T>.Of(stored, out scale);
            product = new CsrPanelOperator<T>(stored, panels) { Limit = limit };
            bounds = CsrKernels.Gershgorin(stored);
        }
        else
        {
            given = new ScaledOperator<T>(a);
            product = new AppliedPanelOperator<T>(given, panels) { Limit = limit };
        }

        Preconditioner? chosen = ChoosePreconditioner(stored, target, options);
        var solver = new FilteredLanczos<T>(product, bounds, options, chosen?.Prepare(stored ?? a, panels, target.Kind));
        RitzPairs<T> found = solver.Find(k, target.Kind);
        scale = given?.Scale ?? scale;
        var values = new T[found.Count];
        var vectors = new T[(long)found.Count * n];
        for (int i = 0; i < found.Count; i++)
        {
            values[i] = Numbers<T>.From(found.Values[i]);
            found.Vectors[i].CopyTo(vectors, (long)i * n);
        }

        EigshMethod method = solver.IsPreconditioned ? EigshMethod.Lobpcg : options.Method == EigshMethod.Chebyshev ? EigshMethod.Chebyshev : EigshMethod.Lanczos;
        EigenReport report = Report(method, values, [.. found.Residuals], solver.Guards, scale) with
        {
            Iterations = solver.Restarts,
            OperatorApplications = checked((int)product.Applications),
            Norm = solver.Norm * scale,
        };
        Preconditioner? helpful = solver.IsPreconditioned && (chosen is not JacobiPreconditioner || (stored is not null && IsUneven(stored))) ? chosen : null;
        DefiniteSide? side = target.Kind switch
        {
            _ when stored is null => null,
            TargetKind.SmallestAlgebraic => new DefiniteSide(1, scale * (double.IsNaN(solver.Far) ? bounds.High : solver.Far), scale * solver.Near, helpful),
            TargetKind.LargestAlgebraic => new DefiniteSide(-1, scale * (double.IsNaN(solver.Far) ? bounds.Low : solver.Far), scale * solver.Near),
            _ => null,
        };
        return Conclude(a, values, vectors, report, k, solver.Tolerance, solver.IsComplete, options, side, solver.Beside, null, out residual, angles: found.Angles);
    }

    /// <summary>The one asked for; or Jacobi's at the low end, where the diagonal differs so much that it tells the rows apart.</summary>
    private static Preconditioner? ChoosePreconditioner<T>(CsrMatrix<T>? a, EigenTarget target, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        bool isEnd = target.Kind is TargetKind.SmallestAlgebraic or TargetKind.LargestAlgebraic;
        if (!isEnd && (options.Preconditioner is not null || options.Method == EigshMethod.Lobpcg))
        {
            throw new ArgumentException($"LOBPCG and its preconditioner find one end of a spectrum; {target} is not one. Use SmallestAlgebraic or LargestAlgebraic.", nameof(options));
        }

        if (options.Preconditioner is not null || options.Method == EigshMethod.Lobpcg)
        {
            return options.Preconditioner ?? (a is null ? new IdentityPreconditioner() : Preconditioner.Jacobi);
        }

        return a is not null && options.Method == EigshMethod.Auto && target.Kind == TargetKind.SmallestAlgebraic && IsUneven(a) ? Preconditioner.Jacobi : null;
    }

    /// <summary>Whether the diagonal is positive and tells the rows apart.</summary>
    private static bool IsUneven<T>(CsrMatrix<T> a)
        where T : IFloatingPointIeee754<T>
    {
        const double Spread = 30;
        double[] diagonal = [.. CsrKernels.Diagonal(a).Select(Numbers<T>.ToDouble)];
        return diagonal.Min() > 0 && diagonal.Max() > Spread * diagonal.Min();
    }

    /// <summary>A report of a scaled operator, whose values and residuals are taken back.</summary>
    private static EigenReport Report<T>(EigshMethod method, T[] values, double[] residuals, List<double> guards, double scale)
        where T : IFloatingPointIeee754<T>
    {
        if (scale != 1)
        {
            TensorPrimitives.Multiply(values, Numbers<T>.From(scale), values);
            TensorPrimitives.Multiply(residuals, scale, residuals);
        }

        double[] sorted = [.. guards.Select(guard => guard * scale).Order()];
        return new EigenReport
        {
            Method = method,
            Residuals = residuals,
            SmallestGap = EigshSolver.SmallestGap(values, sorted),
            GuardValues = sorted,
        };
    }

    private static EigenPairs<T> Conclude<T>(ISymmetricOperator<T> a, T[] values, T[] vectors, EigenReport report, int k, double relative, bool isComplete, EigshOptions options, DefiniteSide? side, T[][] beside, NearSpace<T>? near, out EigshResidual<T> residual, double[]? limits = null, double[]? angles = null)
        where T : IFloatingPointIeee754<T>
    {
        double tolerance = relative * report.Norm;
        bool converged = isComplete && values.Length == k && report.Residuals.All(r => r <= tolerance);
        report = report with { Converged = converged, OperatorApplications = report.OperatorApplications + options.ProductsBefore };
        if (k == a.Dimension)
        {
            // What the search from one end saw beside its own is wanted at the other end.
            report = report with { GuardValues = [], SmallestGap = EigshSolver.SmallestGap(values, []) };
        }

        WarmStart.Align(vectors, values.Length, options.InitialVectors);
        var pairs = new EigenPairs<T>(values, vectors, a.Dimension, report);
        if (!converged)
        {
            double worst = values.Length == 0 ? double.NaN : report.Residuals.Max();
            string open = values.Length == k && worst <= tolerance ? " They are accurate, but the search for better ones that they may hide did not end." : "";
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"{report.Method} did not converge: after {report.Iterations} restarts and {report.OperatorApplications} products the largest of {values.Length} residuals is {worst:0.0e+0}; {tolerance:0.0e+0} (Tolerance·‖A‖) was asked for {k} pairs.{open} Allow more MaxIterations, a larger SubspaceSize, or a larger Tolerance."),
                pairs,
                report);
        }

        residual = new EigshResidual<T>(a, (T[])values.Clone(), (T[])vectors.Clone(), report) { Definite = side, Beside = beside, Near = near, Limits = limits ?? [], Angles = RitzAngles.Shared(angles, [.. values.Select(Numbers<T>.ToDouble)], [.. report.Residuals], report.Norm) };
        return pairs;
    }
}
