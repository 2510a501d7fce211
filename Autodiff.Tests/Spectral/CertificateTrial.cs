using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>One gradient by one route, its error against the exact pairs, and the bound the report gives.</summary>
internal sealed record CertificateTrial(int Seed, string Route, string Loss, int Order, int Count, double Error, double Bound, double Norm)
{
    /// <summary>The routes, with how often they are taken; those of a panel are slow at the orders that they begin at.</summary>
    public static readonly (string Name, int Small, int Large)[] Routes =
    [
        ("closed form", 2300, 90), ("minres", 2300, 90), ("lanczos", 2300, 90), ("shift-invert", 1300, 90), ("nearest", 1000, 90),
        ("panels", 0, 90), ("filter", 0, 60), ("lobpcg", 0, 25), ("tridiagonal", 0, 60), ("power", 0, 15),
    ];

    public static readonly string[] LossNames = ["values", "functions", "overlaps", "projector", "linear", "mixed", "square", "quartic"];

    /// <summary>The losses that look inside of groups of near values.</summary>
    private static bool LooksInside(string loss) => loss is "linear" or "square" or "quartic";

    public override string ToString() => $"{Route}, seed {Seed}, {Loss}, n = {Order}, k = {Count}: error {Error:0.0e+0}, bound {Bound:0.0e+0}, gradient {Norm:0.0e+0}";

    /// <summary>A random trial; <see langword="null"/> where the gradient was refused, or a solve did not converge.</summary>
    public static CertificateTrial? Run(int seed, string route, bool isLarge)
    {
        var random = new Random(seed);
        string loss = LossNames[random.Next(LossNames.Length)];
        int n = route == "tridiagonal" ? random.Next(200, 230)
            : isLarge ? random.Next(70, random.Next(3) == 0 ? 220 : 110)
            : random.Next(10) == 0 ? random.Next(25, 50) : random.Next(5, 25);
        bool isSparse = route is "shift-invert" or "nearest" or "panels" or "filter" or "lobpcg";
        ExactProblem problem = Problem(random, n, isInner: !LooksInside(loss) || random.Next(2) == 0, isSparse, isPositive: route == "lobpcg" || random.Next(3) == 0);
        int k = route == "closed form" && random.Next(4) == 0 ? n : random.Next(1, Math.Min(n / (n >= 200 ? 20 : 3), 10) + 1);
        EigenTarget target = Target(random, route, problem.Values);

        // No group is cut.
        int[] chosen = EigshSolver.Select(problem.Values, k, target);
        while (k < n && Enumerable.Range(0, n).Except(chosen).Any(other => chosen.Any(place => problem.Groups[place] == problem.Groups[other])))
        {
            chosen = EigshSolver.Select(problem.Values, ++k, target);
        }

        if (n == k && loss is "projector" or "mixed")
        {
            loss = "overlaps"; // The projector on all vectors is I.
        }

        if (k > (route == "closed form" ? n : route == "tridiagonal" ? n / 10 : n / 2))
        {
            return null;
        }

        EigenGradientReport? report = null;
        var options = new EigshOptions
        {
            Tolerance = Math.Pow(10, -random.Next(5, 13)),
            AdjointTolerance = random.Next(4) == 0 ? Math.Pow(10, -random.Next(4, 13)) : null,
            Method = route switch
            {
                "lanczos" or "panels" => EigshMethod.Lanczos,
                "filter" => EigshMethod.Chebyshev,
                "shift-invert" or "nearest" => EigshMethod.ShiftInvert,
                "lobpcg" => EigshMethod.Lobpcg,
                "power" => EigshMethod.Power,
                _ => EigshMethod.Dense,
            },
            GradientRule = route switch { "closed form" => GradientRule.ClosedForm, "minres" => GradientRule.Adjoint, _ => GradientRule.Auto },
            GradientReport = new Now(value => report = value),
            MaxIterations = route == "power" ? 2000 : 0,
            Threads = 1,
        };
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
            double[] expected = problem.Gradient(chosen, vectors, valueAdjoints, vectorAdjoints, !LooksInside(loss));
            double error = sparse is null ? Distance(expected, shadow.Values) : Distance(expected, sparse, n);
            return new CertificateTrial(seed, route, loss, n, k, error, report.ErrorBound, report.GradientNorm);
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

    private static EigenTarget Target(Random random, string route, double[] values)
    {
        int kind = random.Next(route is "shift-invert" or "lobpcg" ? 2 : 4);
        return route switch
        {
            "nearest" => EigenTarget.NearestTo(values[random.Next(values.Length)] + 1e-3 * random.NextDouble() * values.Max(Math.Abs)),
            "power" => EigenTarget.LargestMagnitude,
            _ => kind switch { 0 => EigenTarget.SmallestAlgebraic, 1 => EigenTarget.LargestAlgebraic, 2 => EigenTarget.LargestMagnitude, _ => EigenTarget.BothEnds },
        };
    }

    /// <summary>Groups of one to four values, equal or as near as 1e-1 … 1e-8, spread evenly, crowded at the ends or graded.</summary>
    private static ExactProblem Problem(Random random, int n, bool isInner, bool isSparse, bool isPositive)
    {
        var values = new List<long>();
        var numbers = new List<int>();
        int shape = random.Next(4);
        int kind = random.Next(3);
        double nearness = Math.Pow(10, -random.Next(1, 9));
        int group = 0;
        while (values.Count < n)
        {
            double uniform = 2 * random.NextDouble() - 1;
            double centre = shape switch { 0 => Math.Sign(uniform) * Math.Pow(10, -6 * random.NextDouble()), 1 => Math.Sin(Math.PI / 2 * uniform), _ => uniform };
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
        var last = new int[n];
        for (int i = 0; i < n; i++)
        {
            last[numbers[order[i]]] = i;
        }

        // Groups that overlap are one.
        int reach = last[numbers[order[0]]];
        for (int i = 1; i < n; i++)
        {
            groups[i] = groups[i - 1] + (i <= reach ? 0 : 1);
            reach = Math.Max(reach, last[numbers[order[i]]]);
        }

        double scale = Math.ScaleB(1, random.Next(8) == 0 ? random.Next(-300, 300) : 0);
        return ExactProblem.Create(random, [.. order.Select(i => values[i] * ExactProblem.Unit * scale)], groups, isSparse && n > 60 ? random.Next(2) == 0 ? 2 : 5 : 6);
    }

    private static Adjoint Losses(Random random, ExactProblem problem, int[] chosen, string name)
    {
        int n = problem.Order;
        int k = chosen.Length;
        int[] present = [.. chosen.Select(p => problem.Groups[p]).Distinct()];
        int[] groups = [.. chosen.Select(p => Array.IndexOf(present, problem.Groups[p]))];
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
        double scale = Math.ScaleB(1, random.Next(8) == 0 ? random.Next(-300, 300) : 0);
        double[] c = [.. Numbers(k).Select(x => scale * x)];
        double[] t = Numbers(k * n);
        double[] b = name is "projector" or "mixed" ? Spectral.Losses.SymmetricRandom(n, random.Next()) : [];
        double[] g = [.. Numbers(k * n).Select(x => scale * x)];
        int last = groups[random.Next(k)];
        int function = random.Next(4);
        double unit = problem.Values.Max(Math.Abs);
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

                if (name is "functions" or "square")
                {
                    double x = values[j] / unit;
                    valueAdjoints[j] += weight * function switch { 0 => 2 * x, 1 => Math.Exp(x), 2 => 1 / (1.5 + x), _ => 3 * x * x };
                }

                if (name == "square")
                {
                    ReadOnlySpan<double> probe = t.AsSpan(j * n, n);
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(probe, 2 * c[j] * Graphs.Dot(probe, v), target, target);
                }

                for (int x = 0; x < n && name == "quartic"; x++)
                {
                    target[x] += 4 * scale * t[j * n + x] * v[x] * v[x] * v[x];
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
