using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by the adjoint rule: (A − λ_j) Y_j = −(I − VVᵀ)V̄_j with VᵀY = 0, refined until the residual is small: by the factor or
/// for the definite side that the forward solve left, all columns together, or by products alone.
/// </summary>
internal static class AdjointOutside
{
    private const int Refinements = 6;
    private const int DirectRounds = 4;

    /// <summary>Solves for every column that has a right-hand side.</summary>
    /// <param name="forward">The forward solve.</param>
    /// <param name="clusters">What is determined.</param>
    /// <param name="g">V̄.</param>
    /// <param name="weights">Y, k rows of n that are zero before.</param>
    /// <param name="measures">Filled in.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="report">Completed.</param>
    public static EigenGradientReport Add<T>(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, EigshOptions options, EigenGradientReport report)
        where T : IFloatingPointIeee754<T>
    {
        AdjointColumns<T> columns = AdjointColumns<T>.Create(forward, clusters, g, weights, measures, options);
        if (columns.Count == 0)
        {
            return report;
        }

        int n = columns.Dimension;
        int known = forward.Values.Length;
        var minres = new ProjectedMinres<T>(columns, forward.Near, options.CancellationToken);
        bool isStarted = options.Session is { } session && session.TryStart(weights, columns.Count, n) && minres.StartFromSolution();
        FactoredAdjoint<T>? factored = forward.Factor is { } factor
            ? new FactoredAdjoint<T>(factor, forward.Vectors, known, columns.Shifts, options.CancellationToken)
            : null;
        using PanelConjugateGradients<T>? gradients = factored is null && forward.Definite is { } side && forward.Operator is CsrMatrix<T> stored
            ? new PanelConjugateGradients<T>(stored, forward.Vectors, known, side, options)
            : null;
        bool done = (factored is not null || gradients is not null) && SolveTogether(columns, minres, factored, gradients, isStarted);
        if (!done)
        {
            columns.ClearNonFinite();
            done = minres.Solve(isStarted || factored is not null || gradients is not null, Refinements);
        }

        options.Session?.KeepAdjoint(weights, columns.Count, n);
        report = report with
        {
            Iterations = minres.Iterations + (factored?.Iterations ?? 0) + (gradients?.Iterations ?? 0),
            OperatorApplications = minres.Applications + (gradients?.Applications ?? 0),
            Residuals = columns.Conclude(weights, measures),
        };
        if (!done)
        {
            double worst = TensorPrimitives.Max<double>(report.Residuals.ToArray());
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"The adjoint system of the eigenvalue problem was not solved: after {report.Iterations} iterations the largest relative residual is {worst:0.0e+0}; {columns.Tolerances.Min():0.0e+0} was asked for. An eigenvalue outside of the computed ones may be very near; ask for more pairs, or a larger AdjointTolerance."),
                new EigenPairs<T>(forward.Values, forward.Vectors, n, forward.Report),
                forward.Report,
                report);
        }

        return report;
    }

    /// <summary>By what the forward solve left, for as long as that helps.</summary>
    /// <returns>Whether every column is there.</returns>
    private static bool SolveTogether<T>(AdjointColumns<T> columns, ProjectedMinres<T> minres, FactoredAdjoint<T>? factored, PanelConjugateGradients<T>? gradients, bool isStarted)
        where T : IFloatingPointIeee754<T>
    {
        int n = columns.Dimension;
        var residual = new T[columns.Count * n];
        for (int c = 0; c < columns.Count; c++)
        {
            if (isStarted)
            {
                minres.Residual(c, residual.AsSpan(c * n, n));
            }
            else
            {
                columns.RightHandSide(c, residual.AsSpan(c * n, n));
            }
        }

        double tightest = columns.Tolerances.Min();
        int rounds = factored is null ? Refinements : DirectRounds;
        for (int round = 0; round < rounds; round++)
        {
            bool isSolved = factored is not null
                ? factored.Solve(residual, round == 0 ? 0.1 * tightest : 1e-4, columns.Solution)
                : gradients!.Solve(residual, columns.Shifts, columns.Gaps, columns.Targets(0.5), columns.Solution);
            if (!isSolved)
            {
                return false;
            }

            bool done = true;
            for (int c = 0; c < columns.Count; c++)
            {
                // A solve near a computed eigenvalue adds much along its vector, of which a projection leaves the rounding.
                Span<T> rest = residual.AsSpan(c * n, n);
                columns.Project(columns.SolutionOf(c));
                minres.Residual(c, rest);
                done &= columns.Measure(c, BlockKernels.Norm<T>(rest));
            }

            if (done)
            {
                return true;
            }
        }

        return false;
    }
}
