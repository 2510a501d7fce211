using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>The bound on the gradient of singular triplets, against matrices whose triplets are known without any error.</summary>
[TestClass]
public sealed class SvdCertificateTests
{
    [TestMethod]
    [DataRow(EigshMethod.Dense, 700)]
    [DataRow(EigshMethod.Lanczos, 300)]
    public void Errors_are_within_their_bounds_which_are_not_far(EigshMethod method, int count)
    {
        var overestimates = new List<double>();
        var beyond = new List<string>();
        for (int seed = 0; overestimates.Count < count && seed < 2 * count; seed++)
        {
            if (Run(seed, method) is not { } trial)
            {
                continue;
            }

            overestimates.Add(trial.Error > 0 ? trial.Bound / trial.Error : 1);
            if (!(trial.Error <= trial.Bound))
            {
                beyond.Add($"seed {seed}: error {trial.Error:0.0e+0}, bound {trial.Bound:0.0e+0}, gradient {trial.Norm:0.0e+0}");
            }
        }

        overestimates.Sort();
        Assert.HasCount(count, overestimates);
        Assert.HasCount(0, beyond, string.Join("; ", beyond));
        Assert.IsLessThan(100, overestimates[count / 2]);
    }

    private static (double Error, double Bound, double Norm)? Run(int seed, EigshMethod method)
    {
        var random = new Random(seed);
        int m = random.Next(4, 30);
        int n = random.Next(4, 30);
        int r = Math.Min(m, n);
        int k = random.Next(1, method == EigshMethod.Dense ? r + 1 : Math.Min(4, r / 2) + 1);
        double[] sigma = [.. Enumerable.Range(0, r).Select(_ => ExactProblem.Unit * random.Next(1 << 20, 1 << 30)).OrderDescending()];
        double[] left = ExactProblem.Create(random, new double[m], new int[m], 6).Vectors;
        double[] right = ExactProblem.Create(random, new double[n], new int[n], 6).Vectors;
        var a = new DenseMatrix<double>(m, n);
        for (int p = 0; p < r; p++)
        {
            for (int x = 0; x < m; x++)
            {
                for (int y = 0; y < n; y++)
                {
                    a.Values[x * n + y] += left[p * m + x] * sigma[p] * right[p * n + y];
                }
            }
        }

        // c·σ + Σ (sᵀu)² + (tᵀv)² + (sᵀu)(tᵀv), or singular values alone.
        double[] c = Graphs.Random(k, seed + 1);
        double[] s = Graphs.Random(k * m, seed + 2);
        double[] t = Graphs.Random(k * n, seed + 3);
        bool hasVectors = random.Next(4) > 0;
        EigenGradientReport? report = null;
        var options = new EigshOptions { Method = method, Tolerance = Math.Pow(10, -random.Next(6, 12)), GradientReport = new Now(value => report = value) };
        try
        {
            SingularTriplets<double> triplets = SpectralRules.SvdsForward(a, k, options, out SvdResidual<double> residual);
            SingularTriplets<double> adjoint = triplets.CreateShadow();
            Loss(triplets.Left, triplets.Right, adjoint.Values, adjoint.Left, adjoint.Right);
            DenseMatrix<double> shadow = a.CreateShadow();
            SpectralRules.Svds(a, options, triplets, residual, adjoint, shadow);
            for (int j = 0; j < k; j++)
            {
                if (Graphs.Dot(triplets.Left.AsSpan(j * m, m), left.AsSpan(j * m, m)) < 0)
                {
                    System.Numerics.Tensors.TensorPrimitives.Negate(left.AsSpan(j * m, m), left.AsSpan(j * m, m));
                    System.Numerics.Tensors.TensorPrimitives.Negate(right.AsSpan(j * n, n), right.AsSpan(j * n, n));
                }
            }

            double[] expected = Expected(left, right, sigma, m, n, k);
            double error = Math.Sqrt(expected.Zip(shadow.Values, (x, y) => (x - y) * (x - y)).Sum());
            double norm = Math.Sqrt(expected.Sum(x => x * x));
            Assert.AreEqual(norm, report!.GradientNorm, 1e-3 * norm);
            return (error, report.ErrorBound, norm);
        }
        catch (DegenerateGradientException)
        {
            return null;
        }
        catch (EigenConvergenceException)
        {
            return null;
        }

        void Loss(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> values, Span<double> uAdjoint, Span<double> vAdjoint)
        {
            for (int j = 0; j < k; j++)
            {
                values[j] += c[j];
                double dotU = Graphs.Dot(s.AsSpan(j * m, m), u.Slice(j * m, m));
                double dotV = Graphs.Dot(t.AsSpan(j * n, n), v.Slice(j * n, n));
                for (int x = 0; x < m && hasVectors; x++)
                {
                    uAdjoint[j * m + x] += (2 * dotU + dotV) * s[j * m + x];
                }

                for (int y = 0; y < n && hasVectors; y++)
                {
                    vAdjoint[j * n + y] += (2 * dotV + dotU) * t[j * n + y];
                }
            }
        }

        // With dA = UᵀdA V: du_j = Σ_i u_i (σ_j dA_ij + σ_i dA_ji)/(σ_j² − σ_i²), and dv_j as of the transpose.
        double[] Expected(double[] u, double[] v, double[] sigmas, int rows, int columns, int wanted)
        {
            var values = new double[wanted];
            var uAdjoint = new double[wanted * rows];
            var vAdjoint = new double[wanted * columns];
            Loss(u, v, values, uAdjoint, vAdjoint);
            var middle = new double[rows * columns];
            for (int j = 0; j < wanted; j++)
            {
                middle[j * columns + j] += values[j];
                for (int i = 0; i < Math.Max(rows, columns); i++)
                {
                    double other = i < Math.Min(rows, columns) ? sigmas[i] : 0;
                    double quotient = i == j ? 0 : 1 / ((sigmas[j] - other) * (sigmas[j] + other));
                    if (i < rows)
                    {
                        double part = Graphs.Dot(u.AsSpan(i * rows, rows), uAdjoint.AsSpan(j * rows, rows)) * quotient;
                        middle[i * columns + j] += part * sigmas[j];
                        middle[j * columns + (i < columns ? i : 0)] += i < columns ? part * other : 0;
                    }

                    if (i < columns)
                    {
                        double part = Graphs.Dot(v.AsSpan(i * columns, columns), vAdjoint.AsSpan(j * columns, columns)) * quotient;
                        middle[j * columns + i] += part * sigmas[j];
                        middle[(i < rows ? i : 0) * columns + j] += i < rows ? part * other : 0;
                    }
                }
            }

            var gradient = new double[rows * columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    for (int x = 0; x < rows && middle[i * columns + j] != 0; x++)
                    {
                        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(v.AsSpan(j * columns, columns), middle[i * columns + j] * u[i * rows + x], gradient.AsSpan(x * columns, columns), gradient.AsSpan(x * columns, columns));
                    }
                }
            }

            return gradient;
        }
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
