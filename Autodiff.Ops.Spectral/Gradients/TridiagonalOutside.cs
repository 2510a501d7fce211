using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by the adjoint rule where the dense path kept its reduction A = Q T Qᵀ: (T − λ_j) Qᵀ Y_j = −Qᵀ(I − VVᵀ)V̄_j is solved
/// directly, and refined by the true residual.
/// </summary>
internal static class TridiagonalOutside
{
    private const int Rounds = 3;

    /// <summary>Adds Y to the weights.</summary>
    /// <returns>Whether the residuals are small; if not, nothing was added.</returns>
    public static bool TryAdd<T>(EigshResidual<T> forward, IPartialInverse<T> partial, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, EigshOptions options, ref EigenGradientReport report)
        where T : IFloatingPointIeee754<T>
    {
        // Of a Hermitian problem in its real form twice as many vectors are known as have adjoints.
        int known = forward.Values.Length;
        int n = forward.Vectors.Length / known;
        int k = g.Length / n;
        var scratch = new T[known];
        var right = new T[k * n];
        var columns = new int[k];
        int count = 0;
        for (int j = 0; j < k; j++)
        {
            Span<T> column = right.AsSpan(count * n, n);
            TensorPrimitives.Negate(g.AsSpan(j * n, n), column);
            BlockKernels.Orthogonalize(forward.Vectors, known, column, scratch);
            double norm = BlockKernels.Norm<T>(column);
            measures.Right[j] = norm;
            if (norm > clusters.Noise && !clusters.IsBlind(j))
            {
                columns[count++] = j;
            }
            else
            {
                measures.Rest[j] = norm > clusters.Noise ? 0 : norm;
            }
        }

        if (count == 0)
        {
            return true;
        }

        var rest = right.AsSpan(0, count * n).ToArray();
        var product = new T[count * n];
        var solution = new T[count * n];
        var residuals = new double[k];
        int applications = 0;
        bool done = false;
        for (int round = 0; round < Rounds && !done; round++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            partial.SolveOutside(rest, columns.AsSpan(0, count));
            done = true;
            for (int c = 0; c < count; c++)
            {
                BlockKernels.Orthogonalize(forward.Vectors, known, rest.AsSpan(c * n, n), scratch);
            }

            TensorPrimitives.Add(solution, rest, solution);
            Apply(forward.Operator, n, count, solution, product);
            applications += count;
            for (int c = 0; c < count; c++)
            {
                Span<T> y = solution.AsSpan(c * n, n);
                Span<T> r = rest.AsSpan(c * n, n);
                TensorPrimitives.MultiplyAdd(y, -forward.Values[columns[c]], product.AsSpan(c * n, n), r);
                TensorPrimitives.Subtract(right.AsSpan(c * n, n), r, r);
                BlockKernels.Orthogonalize(forward.Vectors, known, r, scratch);
                double size = BlockKernels.Norm<T>(right.AsSpan(c * n, n));
                double reached = BlockKernels.Norm<T>(r);
                residuals[columns[c]] = reached / size;
                measures.Rest[columns[c]] = reached;
                measures.Solution[columns[c]] = BlockKernels.Norm<T>(y);

                // No arithmetic gets below the rounding of A·Y itself.
                done &= reached <= Math.Max(8 * Numbers<T>.Eps * size, 8 * Numbers<T>.Eps * forward.Report.Norm * BlockKernels.Norm<T>(y));
            }
        }

        if (!done)
        {
            return false;
        }

        for (int c = 0; c < count; c++)
        {
            int j = columns[c];
            Span<T> row = weights.AsSpan(j * n, n);
            TensorPrimitives.Add(row, solution.AsSpan(c * n, n), row);
        }

        report = report with { OperatorApplications = applications, Residuals = residuals };
        return true;
    }

    private static void Apply<T>(ISymmetricOperator<T> a, int n, int count, T[] x, T[] y)
        where T : IFloatingPointIeee754<T>
    {
        if (a is IBlockOperator<T> block)
        {
            block.ApplyBlock(x.AsSpan(0, count * n), y.AsSpan(0, count * n), count);
            return;
        }

        for (int c = 0; c < count; c++)
        {
            a.Apply(x.AsSpan(c * n, n), y.AsSpan(c * n, n));
        }
    }
}
