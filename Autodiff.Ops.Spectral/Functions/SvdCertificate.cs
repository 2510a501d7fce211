using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Bounds the error of the gradient of dense triplets by that of the pairs (−σᵢ, (uᵢ, vᵢ)/√2) of −[0 A; Aᵀ 0], of which all
/// others are known: (σᵢ, (uᵢ, −vᵢ)/√2), where V̄_j has its part D_ij, and |m − n| times 0.
/// </summary>
internal sealed class SvdCertificate<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly GradientCertificate<T> _certificate;
    private readonly OutsideMeasures _measures;

    /// <param name="all">All triplets.</param>
    /// <param name="forward">Their pairs.</param>
    /// <param name="clusters">What is determined.</param>
    /// <param name="joined">The adjoints of the pairs.</param>
    /// <param name="s">P + Q.</param>
    /// <param name="p">UᵀŪ, r × k.</param>
    /// <param name="q">VᵀV̄, r × k.</param>
    /// <param name="adjoint">The adjoints of the triplets.</param>
    public SvdCertificate(DenseSvd<T> all, EigshResidual<T> forward, ClusterAnalysis<T> clusters, EigenPairs<T> joined, T[] s, T[] p, T[] q, SingularTriplets<T> adjoint)
    {
        int r = all.Count;
        int k = adjoint.Count;
        int m = adjoint.Rows;
        int n = adjoint.Columns;
        T[] opposite = [.. forward.Values.Select(value => -value).Reverse()];
        var known = new EigshResidual<T>(forward.Operator, forward.Values, forward.Vectors, forward.Report)
        {
            AllValues = [.. forward.Values, .. new T[Math.Abs(m - n)], .. opposite],
            Selection = [.. Enumerable.Range(0, r)],
            Limits = [m == n ? Numbers<T>.ToDouble(all.Values[^1]) : 0],
        };
        _certificate = new GradientCertificate<T>(known, clusters, joined, s);
        _measures = new OutsideMeasures(r);
        double scale = clusters.Scale > 0 ? clusters.Scale : 1;
        for (int j = 0; j < k; j++)
        {
            double left = Squared(adjoint.Left.AsSpan(j * m, m), scale);
            double right = Squared(adjoint.Right.AsSpan(j * n, n), scale);
            double sigma = Numbers<T>.ToDouble(all.Values[j]) / all.Norm;
            double outside = 0;
            double solution = 0;
            for (int i = 0; i < r; i++)
            {
                double ofLeft = Numbers<T>.ToDouble(p[i * k + j]) / scale;
                double ofRight = Numbers<T>.ToDouble(q[i * k + j]) / scale;
                left -= ofLeft * ofLeft;
                right -= ofRight * ofRight;
                double part = ofLeft - ofRight;
                double over = part == 0 ? 0 : part / (sigma + Numbers<T>.ToDouble(all.Values[i]) / all.Norm);
                outside += part * part;
                solution += over * over;
            }

            // What is beside the triplets of one side alone; of the pairs √2 times that.
            double rest = 2 * (Math.Max(0, m > r ? left : 0) + Math.Max(0, n > r ? right : 0));
            outside += rest;
            solution += rest == 0 ? 0 : rest / (sigma * sigma);
            _measures.Right[j] = scale * Math.Sqrt(outside);
            _measures.Solution[j] = all.Norm > 0 ? scale * Math.Sqrt(solution) / all.Norm : 0;
        }
    }

    /// <summary>The report with the bound, which is of twice a block of what the pairs' one is of, and its transpose.</summary>
    public EigenGradientReport Complete(EigenGradientReport report, T[] inside, double broadening)
    {
        report = _certificate.Complete(report, inside, _measures, broadening);
        return report with { ErrorBound = Math.Sqrt(2) * report.ErrorBound };
    }

    private static double Squared(ReadOnlySpan<T> x, double scale)
    {
        double norm = BlockKernels.Norm(x) / scale;
        return norm * norm;
    }
}

/// <summary>What bounds of gradients of triplets need beside.</summary>
internal static class SvdCertificate
{
    /// <summary>‖Σ aᵢbᵢᵀ‖_F for rows a and b.</summary>
    public static double Norm<T>(T[] a, int m, T[] b, int n)
        where T : IFloatingPointIeee754<T>
    {
        double leftScale = BlockKernels.Norm<T>(a);
        double rightScale = BlockKernels.Norm<T>(b);
        int count = a.Length / m;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double left = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(a.AsSpan(i * m, m), a.AsSpan(j * m, m))) / leftScale / leftScale;
                sum += left * Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(b.AsSpan(i * n, n), b.AsSpan(j * n, n))) / rightScale / rightScale;
            }
        }

        return leftScale == 0 || rightScale == 0 ? 0 : leftScale * rightScale * Math.Sqrt(Math.Max(0, sum));
    }
}
