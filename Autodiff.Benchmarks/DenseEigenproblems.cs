using System;
using System.Globalization;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Benchmarks;

/// <summary>
/// What all pairs of a dense symmetric matrix cost and what their gradient does, and the same of ten pairs; the
/// processor time of the fastest of several runs on one thread, with every vector's adjoint nonzero.
/// </summary>
internal static class DenseEigenproblems
{
    private const int Few = 10;

    public static void Run()
    {
        Console.WriteLine("| n | all pairs | gradient | ratio | all pairs, float | 10 pairs | their gradient |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (int n in new[] { 64, 256, 512, 1000, 2000 })
        {
            // The small ones run long enough for the JIT to have done its best.
            int runs = n switch { <= 64 => 5000, <= 256 => 300, <= 512 => 30, <= 1000 => 8, _ => 3 };
            (double forward, double backward) = Measure<double>(n, n, runs);
            (double single, _) = Measure<float>(n, n, runs);
            (double some, double theirs) = Measure<double>(n, Few, runs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {n} | {forward:F2} ms | {backward:F2} ms | {backward / forward:F2} | {single:F2} ms | {some:F2} ms | {theirs:F2} ms |"));
        }
    }

    private static (double Forward, double Backward) Measure<T>(int n, int k, int runs)
        where T : IFloatingPointIeee754<T>
    {
        var random = new Random(n);
        var a = new DenseMatrix<T>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i, j] = a[j, i] = T.CreateTruncating(random.NextDouble() - 0.5);
            }
        }

        double forward = double.PositiveInfinity;
        double backward = double.PositiveInfinity;
        for (int run = 0; run < runs; run++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            EigenPairs<T> pairs = SpectralRules.EigshForward(a, k, EigenTarget.SmallestAlgebraic, null, out EigshResidual<T> residual);
            forward = Math.Min(forward, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            EigenPairs<T> adjoint = pairs.CreateShadow();
            DenseMatrix<T> gradient = a.CreateShadow();
            for (int i = 0; i < k; i++)
            {
                adjoint.Values[i] = T.CreateTruncating(random.NextDouble() - 0.5);
                foreach (ref T number in adjoint.MutableVector(i))
                {
                    number = T.CreateTruncating(random.NextDouble() - 0.5);
                }
            }

            start = Environment.CpuUsage.TotalTime;
            SpectralRules.Eigsh(a, null, pairs, residual, adjoint, gradient);
            backward = Math.Min(backward, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
        }

        return (forward, backward);
    }
}
