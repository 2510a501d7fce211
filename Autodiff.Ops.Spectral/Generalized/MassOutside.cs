using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by (A − λ_j M) Y_j = −(I − MVVᵀ)V̄_j with VᵀMY = 0, by products of A and M, refined until the true residual is small in
/// the norm √(xᵀM⁻¹x): by (A − σM)⁻¹ where the forward solve had one, else by MINRES that M⁻¹ preconditions.
/// </summary>
internal sealed class MassOutside<T>(MassPairs<T> pairs, MassCoordinates<T> coordinates, EigenPairs<T> found) : IOutside<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Refinements = 6;

    public EigenGradientReport Add(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, EigshOptions options, EigenGradientReport report)
    {
        int k = forward.Values.Length;
        int n = pairs.Mass.Dimension;
        int length = coordinates.Length;
        double eps = Numbers<T>.Eps;
        var columns = new int[k];
        var norms = new double[k];
        int count = 0;
        for (int j = 0; j < k; j++)
        {
            double norm = BlockKernels.Norm<T>(g.AsSpan(j * length + k, k));
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

        var ofPairs = new double[count];
        var gaps = new double[count];
        for (int c = 0; c < count; c++)
        {
            ofPairs[c] = forward.Report.Residuals[columns[c]];
            gaps[c] = clusters.OuterGap(columns[c]);
        }

        double[] tolerances = AdjointColumns<T>.AskedFor(options, ofPairs, gaps, norms[..count]);
        var reached = new double[k];
        foreach (int j in columns.AsSpan(0, count))
        {
            reached[j] = 1;
        }

        var minres = new MassMinres<T>(pairs, options.CancellationToken);
        MassInverse<T>? inverse = pairs.Shift is { } sigma ? new MassInverse<T>(pairs, sigma, options) : null;
        var right = new T[n];
        var rest = new T[n];
        var size = new T[n];
        bool done = true;
        for (int c = 0; c < count; c++)
        {
            // In the units of A and M as products give them.
            int j = columns[c];
            double shift = pairs.Ritz.Values[j];
            right.AsSpan().Clear();
            BlockKernels.Subtract<T>(coordinates.BesideDuals, k, g.AsSpan(j * length + k, k), right);
            right.CopyTo(rest, 0);
            Span<T> solution = weights.AsSpan(j * length + 2 * k, n);
            double floor = 8 * eps * BlockKernels.Norm<T>(g.AsSpan(j * length, 2 * k));
            double target = 0.5 * Math.Max(tolerances[c] * norms[c], floor);
            bool isSmall = false;
            bool isInverted = inverse is not null;
            for (int round = 0; round < Refinements && !isSmall && !minres.IsExhausted; round++)
            {
                isInverted = isInverted && round <= 3 && inverse!.Solve(rest, shift, round == 0 ? 0.1 * tolerances[c] : 1e-4, solution);
                if (!isInverted)
                {
                    minres.Residual(right, solution, shift, rest);
                    minres.Solve(rest, shift, target, solution);
                }

                minres.Project(solution);
                minres.Residual(right, solution, shift, rest);
                pairs.Mass.Solve(rest, size);
                double left = Numbers<T>.ToDouble(pairs.Mass.NormOf(size, rest));
                double ofSolution = Numbers<T>.ToDouble(pairs.Mass.Norm(solution, size));

                // No arithmetic gets below the rounding of A·Y itself.
                double attainable = Math.Max(floor, 8 * eps * (forward.Report.Norm / pairs.Unit) * ofSolution);
                reached[j] = left / norms[c];
                measures.Rest[j] = left;
                measures.Solution[j] = ofSolution / pairs.Unit;
                isSmall = left <= Math.Max(tolerances[c] * norms[c], attainable);
            }

            done &= isSmall;

            // A power of two, which may lie beyond the range of the type.
            TensorPrimitives.ScaleB(solution, -Math.ILogB(pairs.Unit), solution);
        }

        report = report with { Iterations = minres.Iterations + (inverse?.Iterations ?? 0), OperatorApplications = minres.Applications, Residuals = reached };
        if (!done)
        {
            double worst = TensorPrimitives.Max<double>(reached);
            throw new EigenConvergenceException(
                string.Create(CultureInfo.InvariantCulture, $"The adjoint system of the eigenvalue problem was not solved: after {report.Iterations} iterations the largest relative residual is {worst:0.0e+0}; {TensorPrimitives.Min<double>(tolerances):0.0e+0} was asked for. An eigenvalue outside of the computed ones may be very near; ask for more pairs, or a larger AdjointTolerance."),
                found,
                forward.Report,
                report);
        }

        return report;
    }
}
