using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>One gradient by one route, its error against the exact pairs, and the bound the report gives.</summary>
internal sealed record CertificateTrial(string Route, string Loss, int Order, int Count, double Error, double Bound, double Norm)
{
    public static readonly string[] Routes = ["closed form", "minres", "lanczos", "shift-invert", "panels", "lobpcg", "tridiagonal"];

    public static readonly string[] LossNames = ["values", "squares", "overlaps", "projector", "linear", "mixed"];

    public override string ToString() => $"{Route}, {Loss}, n = {Order}, k = {Count}: error {Error:0.0e+0}, bound {Bound:0.0e+0}, gradient {Norm:0.0e+0}";

    /// <summary>A random trial; <see langword="null"/> where the gradient was refused, or a solve did not converge.</summary>
    public static CertificateTrial? Run(Random random)
    {
        int which = random.Next(200);
        string route = Routes[which < 60 ? 0 : which < 112 ? 1 : which < 156 ? 2 : which < 194 ? 3 : which < 198 ? 4 : which - 193];
        return Run(random, route, LossNames[random.Next(LossNames.Length)]);
    }

    public static CertificateTrial? Run(Random random, string route, string loss)
    {
        int n = route switch
        {
            "panels" or "lobpcg" => random.Next(70, 100),
            "tridiagonal" => random.Next(200, 220),
            _ => random.Next(10) == 0 ? random.Next(25, 61) : random.Next(5, 25),
        };
        bool isSparse = route is "shift-invert" or "panels" or "lobpcg";
        ExactProblem problem = Problem(random, n, isInner: loss is not "linear" || random.Next(2) == 0, isSparse, isPositive: route == "lobpcg");
        int k = random.Next(1, route == "closed form" && random.Next(3) == 0 ? n + 1 : Math.Min(n / (n >= 200 ? 10 : 3), 8) + 1);
        bool fromAbove = random.Next(2) == 0 && route != "lobpcg";
        int[] chosen = fromAbove ? [.. Enumerable.Range(n - k, k)] : [.. Enumerable.Range(0, k)];

        // No group is cut.
        while (k < n && problem.Groups[fromAbove ? n - k : k - 1] == problem.Groups[fromAbove ? n - k - 1 : k])
        {
            k++;
            chosen = fromAbove ? [.. Enumerable.Range(n - k, k)] : [.. Enumerable.Range(0, k)];
        }

        if (n == k && loss is "projector" or "mixed")
        {
            loss = "overlaps"; // The projector on all vectors is I.
        }

        if (k > (route is "closed form" or "minres" ? n : route == "tridiagonal" ? n / 10 : n / 2))
        {
            return null;
        }

        EigenGradientReport? report = null;
        var options = new EigshOptions
        {
            Tolerance = Math.Pow(10, -random.Next(4, 13)),
            Method = route switch
            {
                "lanczos" or "panels" => EigshMethod.Lanczos,
                "shift-invert" => EigshMethod.ShiftInvert,
                "lobpcg" => EigshMethod.Lobpcg,
                _ => EigshMethod.Dense,
            },
            GradientRule = route switch { "closed form" => GradientRule.ClosedForm, "minres" => GradientRule.Adjoint, _ => GradientRule.Auto },
            GradientReport = new Now(value => report = value),
            Threads = 1,
        };
        EigenTarget target = fromAbove ? EigenTarget.LargestAlgebraic : EigenTarget.SmallestAlgebraic;
        Adjoint adjoint = Losses(random, problem, chosen, loss);
        try
        {
            ISymmetricOperator<double> a = isSparse ? Graphs.Sparse(problem.Matrix) : problem.Matrix;
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
            var shadow = new DenseMatrix<double>(n, n);
            CsrMatrix<double>? sparse = (a as CsrMatrix<double>)?.CreateShadow();
            EigenPairs<double> given = pairs.CreateShadow();
            adjoint(pairs.Values, pairs.Vectors, given.Values, given.Vectors);
            SpectralRules.Eigsh(a, options, pairs, residual, given, sparse is null ? shadow : sparse);
            if (report!.IsSubgradient)
            {
                return null;
            }

            // The exact vectors, with the signs that were found.
            double[] vectors = [.. chosen.SelectMany(p => problem.Vectors.AsSpan(p * n, n).ToArray())];
            for (int j = 0; j < k; j++)
            {
                double sign = Math.Sign(Graphs.Dot(pairs.Vector(j), vectors.AsSpan(j * n, n)));
                for (int x = 0; x < n && sign < 0; x++)
                {
                    vectors[j * n + x] = -vectors[j * n + x];
                }
            }

            double[] values = [.. chosen.Select(p => problem.Values[p])];
            var valueAdjoints = new double[k];
            var vectorAdjoints = new double[k * n];
            adjoint(values, vectors, valueAdjoints, vectorAdjoints);
            double[] expected = problem.Gradient(chosen, vectors, valueAdjoints, vectorAdjoints, loss != "linear");
            double error = sparse is null ? Distance(expected, shadow.Values) : Distance(expected, sparse, n);
            return new CertificateTrial(route, loss, n, k, error, report.ErrorBound, report.GradientNorm);
        }
        catch (DegenerateGradientException)
        {
            return null;
        }
        catch (EigenConvergenceException)
        {
            return null;
        }
    }

    private delegate void Adjoint(ReadOnlySpan<double> values, ReadOnlySpan<double> vectors, Span<double> valueAdjoints, Span<double> vectorAdjoints);

    /// <summary>Groups of one to four values, equal or as near as 1e-1 … 1e-8, spread evenly or graded.</summary>
    private static ExactProblem Problem(Random random, int n, bool isInner, bool isSparse, bool isPositive)
    {
        var values = new List<long>();
        var numbers = new List<int>();
        bool isGraded = random.Next(4) == 0;
        int kind = random.Next(3);
        double nearness = Math.Pow(10, -random.Next(1, 9));
        int group = 0;
        while (values.Count < n)
        {
            double centre = isGraded ? Math.Pow(10, -6 * random.NextDouble()) * (random.Next(2) * 2 - 1) : 2 * random.NextDouble() - 1;
            long at = (long)((isPositive ? Math.Abs(centre) + 0.01 : centre) / ExactProblem.Unit);
            int size = isInner && kind > 0 && random.Next(3) == 0 ? random.Next(2, 5) : 1;
            for (int i = 0; i < size && values.Count < n; i++)
            {
                values.Add(at);
                numbers.Add(group);
                at += kind == 1 ? 0 : (long)(nearness * random.NextDouble() * 0.2 / ExactProblem.Unit);
            }

            group++;
        }

        if (!isInner && random.Next(2) == 0)
        {
            // Two near values that are told apart.
            values[1] = values[0] + 1 + (long)(nearness / ExactProblem.Unit);
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => values[i])];
        var groups = new int[n];
        for (int i = 1; i < n; i++)
        {
            // Groups that overlap are one.
            bool isOne = Enumerable.Range(0, i).Any(before => Enumerable.Range(i, n - i).Any(after => numbers[order[before]] == numbers[order[after]]));
            groups[i] = groups[i - 1] + (isOne ? 0 : 1);
        }

        double scale = Math.ScaleB(1, random.Next(8) == 0 ? random.Next(-300, 300) : 0);
        return ExactProblem.Create(random, [.. order.Select(i => values[i] * ExactProblem.Unit * scale)], groups, isSparse && n > 60 ? 2 : 6);
    }

    private static Adjoint Losses(Random random, ExactProblem problem, int[] chosen, string name)
    {
        int n = problem.Order;
        int k = chosen.Length;
        int[] groups = [.. chosen.Select(p => problem.Groups[p] - problem.Groups[chosen[0]])];
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
        double scale = Math.ScaleB(1, random.Next(8) == 0 ? random.Next(-300, 300) : 0);
        double[] c = [.. Numbers(k).Select(x => scale * x)];
        double[] t = Numbers(k * n);
        double[] b = name is "projector" or "mixed" ? Spectral.Losses.SymmetricRandom(n, random.Next()) : [];
        double[] g = [.. Numbers(k * n).Select(x => scale * x)];
        int last = groups[random.Next(k)];
        bool[] looks = [.. Enumerable.Range(0, k).Select(_ => random.Next(3) > 0)];
        return (values, vectors, valueAdjoints, vectorAdjoints) =>
        {
            for (int j = 0; j < k; j++)
            {
                ReadOnlySpan<double> v = vectors.Slice(j * n, n);
                Span<double> target = vectorAdjoints.Slice(j * n, n);
                double weight = c[groups[j]];
                if (name is "values" or "mixed")
                {
                    valueAdjoints[j] += weight;
                }

                if (name is "squares")
                {
                    valueAdjoints[j] += 2 * weight * values[j];
                }

                if (name is "overlaps" or "mixed" && looks[groups[j]])
                {
                    ReadOnlySpan<double> probe = t.AsSpan(groups[j] * n, n);
                    double dot = 2 * weight * Graphs.Dot(probe, v);
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(probe, dot, target, target);
                }

                if (name is "projector" or "mixed" && groups[j] <= last)
                {
                    for (int x = 0; x < n; x++)
                    {
                        target[x] += 2 * scale * Graphs.Dot(b.AsSpan(x * n, n), v);
                    }
                }

                if (name == "linear")
                {
                    System.Numerics.Tensors.TensorPrimitives.Add(target, g.AsSpan(j * n, n), target);
                }
            }
        };
    }

    private static double Distance(double[] expected, double[] actual)
    {
        double scale = Math.Max(double.Epsilon, Math.Max(expected.Max(Math.Abs), actual.Max(Math.Abs)));
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = (expected[i] - actual[i]) / scale;
            sum += difference * difference;
        }

        return scale * Math.Sqrt(sum);
    }

    private static double Distance(double[] expected, CsrMatrix<double> actual, int n)
    {
        var stored = new List<double>();
        var wanted = new List<double>();
        for (int x = 0; x < n; x++)
        {
            for (int p = actual.RowPointers[x]; p < actual.RowPointers[x + 1]; p++)
            {
                stored.Add(actual.Values[p]);
                wanted.Add(expected[x * n + actual.ColumnIndices[p]]);
            }
        }

        return Distance([.. wanted], [.. stored]);
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
