using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by the adjoint rule: (A − λ_j) Y_j = −(I − VVᵀ)V̄_j with VᵀY = 0, all columns together, refined until the true
/// residual is small.
/// </summary>
internal static class AdjointOutside
{
    private const int Refinements = 6;
    private const int DirectRounds = 4;

    public static EigenGradientReport Add<T>(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, EigshOptions options, EigenGradientReport report)
        where T : IFloatingPointIeee754<T>
    {
        // Of a Hermitian problem in its real form twice as many vectors are known as have adjoints.
        int known = forward.Values.Length;
        int n = forward.Vectors.Length / known;
        int k = g.Length / n;
        double eps = Numbers<T>.Eps;
        var scratch = new T[known];

        // The right-hand sides; a column whose adjoint lies in the computed space has none.
        var residual = new T[k * n];
        var columns = new int[k];
        var norms = new double[k];
        int count = 0;
        for (int j = 0; j < k; j++)
        {
            Span<T> column = residual.AsSpan(count * n, n);
            TensorPrimitives.Negate(g.AsSpan(j * n, n), column);
            BlockKernels.Orthogonalize(forward.Vectors, known, column, scratch);
            double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(column));
            measures.Right[j] = norm;
            if (norm > clusters.Noise && !clusters.IsBlind(j))
            {
                columns[count] = j;
                norms[count++] = norm;
            }
            else
            {
                measures.Rest[j] = norm > clusters.Noise ? 0 : norm;
            }
        }

        if (count == 0)
        {
            return report;
        }

        double[] gaps = [.. columns.AsSpan(0, count).ToArray().Select(clusters.OuterGap)];
        double[] tolerances = Tolerances<T>(options, [.. columns.AsSpan(0, count).ToArray().Select(j => forward.Report.Residuals[j])], gaps, norms);
        var shifts = new T[count];
        for (int c = 0; c < count; c++)
        {
            shifts[c] = forward.Values[columns[c]];
        }

        NearSpace<T>? near = NearSpace<T>.Create(forward.Operator, forward.Vectors, known, shifts, forward.Near);
        var solver = new ProjectedMinres<T>(forward.Operator, forward.Vectors, known, shifts, options.CancellationToken, near);
        var solution = new T[count * n];
        if (options.Session is { } session && session.TryStart(solution, count, n))
        {
            StartFrom(solution, solver, g, columns, residual, forward, norms, count);
        }

        // A right-hand side is made again for each residual, and known to the rounding of V̄ alone.
        double[] floors = [.. columns.AsSpan(0, count).ToArray().Select(j => 8 * eps * Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(g.AsSpan(j * n, n))))];
        var targets = new double[count];
        var reached = new double[count];
        var residuals = new double[k];
        bool done = false;

        // A solve per iteration and all columns, with the factor the forward solve left.
        FactoredAdjoint<T>? factored = forward.Factor is { } factor
            ? new FactoredAdjoint<T>(factor, forward.Vectors, known, shifts, options.CancellationToken)
            : null;
        FactoredAdjoint<T>? direct = factored;
        DefiniteSide? definite = forward.Definite;
        PanelConjugateGradients<T>? gradients = direct is null && definite is { } side && forward.Operator is CsrMatrix<T> stored
            ? new PanelConjugateGradients<T>(stored, forward.Vectors, known, side, options)
            : null;
        bool isDefinite = gradients is not null;
        double tightest = tolerances.Min();
        for (int round = 0; round < Refinements && !done; round++)
        {
            for (int c = 0; c < count; c++)
            {
                targets[c] = 0.5 * Math.Max(tolerances[c] * norms[c], floors[c]);
            }

            direct = round < DirectRounds ? direct : null;
            if (direct is not null && !direct.Solve(residual, round == 0 ? 0.1 * tightest : 1e-4, solution))
            {
                direct = null;
                solver.Residual(g, columns, solution, count, residual);
            }

            if (isDefinite && !gradients!.Solve(residual, shifts, gaps, targets, solution))
            {
                isDefinite = false;
                solver.Residual(g, columns, solution, count, residual);
            }

            if (direct is null && !isDefinite)
            {
                solver.Solve(residual, count, targets, solution);
            }

            // A solve near a computed eigenvalue adds much along its vector, of which a projection leaves the rounding.
            for (int c = 0; c < count; c++)
            {
                BlockKernels.Orthogonalize(forward.Vectors, known, solution.AsSpan(c * n, n), scratch);
            }

            solver.Residual(g, columns, solution, count, residual);
            done = true;
            for (int c = 0; c < count; c++)
            {
                double size = BlockKernels.Norm<T>(residual.AsSpan(c * n, n));
                double solutionNorm = BlockKernels.Norm<T>(solution.AsSpan(c * n, n));

                // No arithmetic gets below the rounding of A·Y itself.
                double attainable = Math.Max(floors[c], 8 * eps * forward.Report.Norm * solutionNorm);
                reached[c] = size / norms[c];
                measures.Rest[columns[c]] = size;
                measures.Solution[columns[c]] = solutionNorm;
                done &= size <= Math.Max(tolerances[c] * norms[c], attainable);
            }

            if (solver.IsExhausted)
            {
                break;
            }
        }

        options.Session?.KeepAdjoint(solution, count, n);
        for (int c = 0; c < count; c++)
        {
            int j = columns[c];
            residuals[j] = reached[c];
            Span<T> row = weights.AsSpan(j * n, n);
            TensorPrimitives.Add(row, solution.AsSpan(c * n, n), row);
        }

        report = report with
        {
            Iterations = solver.Iterations + (factored?.Iterations ?? 0) + (gradients?.Iterations ?? 0),
            OperatorApplications = solver.Applications + (gradients?.Applications ?? 0),
            Residuals = residuals,
        };
        if (!done)
        {
            double worst = TensorPrimitives.Max<double>(reached);
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"The adjoint system of the eigenvalue problem was not solved: after {report.Iterations} iterations the largest relative residual is {worst:0.0e+0}; {tightest:0.0e+0} was asked for. An eigenvalue outside of the computed ones may be very near; ask for more pairs, or a larger AdjointTolerance."),
                new EigenPairs<T>(forward.Values, forward.Vectors, n, forward.Report),
                forward.Report,
                report);
        }

        return report;
    }

    /// <summary>
    /// What is asked of the columns' relative residuals: that they add a half to the error which the residuals of the pairs
    /// make, ‖r_j‖ρ_j/gap² at its largest, if that is more than a hundredth of the forward tolerance.
    /// </summary>
    internal static double[] Tolerances<T>(EigshOptions options, double[] residuals, double[] gaps, double[] norms)
        where T : IFloatingPointIeee754<T>
    {
        const double Largest = 1e-4;
        double eps = Numbers<T>.Eps;
        double least = Math.Max(8 * eps, (options.Tolerance ?? (eps < 1e-10 ? 1e-10 : 1e-5)) / 100);
        double scale = 0;
        double error = 0;
        for (int c = 0; c < gaps.Length; c++)
        {
            scale = Math.Max(scale, norms[c]);
        }

        for (int c = 0; c < gaps.Length; c++)
        {
            error = Math.Max(error, norms[c] / scale * (residuals[c] / gaps[c]) / gaps[c]);
        }

        // Where no gap is known, the error is not.
        double Own(int c) => double.IsFinite(gaps[c]) ? Math.Clamp(error * gaps[c] / (2 * norms[c] / scale), least, Math.Max(Largest, least)) : least;
        return [.. Enumerable.Range(0, gaps.Length).Select(c => options.AdjointTolerance ?? Own(c))];
    }

    /// <summary>Takes the last solution for a start in every column where it is better than none.</summary>
    private static void StartFrom<T>(T[] solution, ProjectedMinres<T> solver, T[] g, int[] columns, T[] residual, EigshResidual<T> forward, double[] norms, int count)
        where T : IFloatingPointIeee754<T>
    {
        int n = solution.Length / count;
        int k = forward.Values.Length;
        var scratch = new T[k];
        for (int c = 0; c < count; c++)
        {
            BlockKernels.Orthogonalize(forward.Vectors, k, solution.AsSpan(c * n, n), scratch);
        }

        solver.Residual(g, columns, solution, count, residual);
        for (int c = 0; c < count; c++)
        {
            Span<T> column = residual.AsSpan(c * n, n);
            if (!(Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(column)) < norms[c]))
            {
                solution.AsSpan(c * n, n).Clear();
                TensorPrimitives.Negate(g.AsSpan(columns[c] * n, n), column);
                BlockKernels.Orthogonalize(forward.Vectors, k, column, scratch);
            }
        }
    }
}
