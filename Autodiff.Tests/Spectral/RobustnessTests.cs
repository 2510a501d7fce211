using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>
/// Random problems, each solved by every algorithm in every form: the right answer or an exception that the methods name,
/// never another, never NaN, and never without end.
/// </summary>
[TestClass]
public sealed class RobustnessTests
{
    private const int Reported = 12;

    private static readonly EigshMethod[] Methods = Enum.GetValues<EigshMethod>();
    private static readonly string[] Forms = ["dense", "CSR", "operator"];

    [TestMethod]
    public void Small_problems_are_solved_or_refused() => Fuzz<double>(trials: 3000, largest: 24);

    [TestMethod]
    public void Small_problems_in_single_precision_are_solved_or_refused() => Fuzz<float>(trials: 1500, largest: 20);

    [TestMethod]
    public void Middle_sized_problems_are_solved_or_refused() => Fuzz<double>(trials: 60, largest: 230);

    [TestMethod]
    public void Entries_that_are_not_finite_and_asymmetry_are_refused()
    {
        var failures = new List<string>();
        for (int seed = 0; seed < 600 && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            RandomProblem problem = RandomProblem.Create(random, 20, scale: 0);
            int n = problem.Order;
            int i = random.Next(n);
            int j = random.Next(n);
            string form = Forms[random.Next(3)];
            var options = new EigshOptions { Method = Methods[random.Next(Methods.Length)], CancellationToken = Bound() };
            bool isFinite = random.Next(2) == 0;
            if (isFinite && (i == j || form == "operator"))
            {
                continue;
            }

            double largest = problem.Matrix.Values.Max(Math.Abs);
            double change = isFinite ? Math.Max(0.01 * largest, 1e-3) : random.Next(3) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => double.NegativeInfinity };
            problem.Matrix[i, j] += change;
            Attempt<double> attempt = Solve(problem.Matrix, form, random.Next(1, n + 1), Target(random, problem), options);
            if (attempt.Failure is not (ArgumentException or NotSupportedException))
            {
                failures.Add($"seed {seed}: {problem.Name}, n = {n}, {form}, {options.Method}, ({i}, {j}) changed by {change}: {attempt}");
            }
        }

        AssertNone(failures);
    }

    [TestMethod]
    public void Asymmetry_of_an_ulp_is_read_as_the_middle()
    {
        var failures = new List<string>();
        for (int seed = 0; seed < 300 && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            RandomProblem problem = RandomProblem.Create(random, 20, scale: 290);
            if (problem.Norm == 0)
            {
                continue; // Beside zero an ulp is all there is.
            }

            int n = problem.Order;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    problem.Matrix[i, j] = random.Next(3) switch { 0 => Math.BitDecrement(problem.Matrix[i, j]), 1 => Math.BitIncrement(problem.Matrix[i, j]), _ => problem.Matrix[i, j] };
                }
            }

            Check(problem, problem.Matrix, seed, random, failures, new Counts());
        }

        AssertNone(failures);
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(250)]
    public void Matrices_at_the_ends_of_the_range_are_solved_or_refused(int n)
    {
        double[] values = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        foreach (double scale in new[] { 1e-308, 1e-310 })
        {
            EigenPairs<double> tiny = SpectralOps.Eigsh(Graphs.Diagonal([.. values.Select(value => value * scale)]), 2, EigenTarget.LargestAlgebraic);
            Assert.AreEqual(n * scale, tiny.Values[1], 1e-12 * n * scale);
            Assert.AreEqual(1, Graphs.Dot(tiny.Vector(1), tiny.Vector(1)), 1e-12);
        }

        var ones = new DenseMatrix<double>(n, n, [.. Enumerable.Repeat(1e308, n * n)]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(ones, 1, EigenTarget.LargestAlgebraic)).Message, "beyond the range");
    }

    /// <summary>Σλ + tr(BP) over the k lowest, where k cuts no cluster: it sees whole clusters alone.</summary>
    [TestMethod]
    public void Gradients_of_sums_and_projectors_are_those_of_the_closed_form()
    {
        var failures = new List<string>();
        for (int seed = 0; seed < 400 && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            int n = random.Next(2, 18);
            RandomProblem problem = RandomProblem.CreateWithVectors(random, n);
            int[] cuts = [.. Enumerable.Range(1, n - 1).Where(cut => problem.Spectrum[cut] - problem.Spectrum[cut - 1] > 0.02)];
            if (cuts.Length == 0)
            {
                continue;
            }

            int k = cuts[random.Next(cuts.Length)];
            double[] expected = ClosedForm(problem, k, seed);
            foreach (EigshMethod method in new[] { EigshMethod.Auto, EigshMethod.Dense, EigshMethod.Lanczos, EigshMethod.ShiftInvert })
            {
                var options = new EigshOptions { Method = method, Tolerance = 1e-12, CancellationToken = Bound(), GradientRule = random.Next(2) == 0 ? GradientRule.Adjoint : GradientRule.Auto };
                string name = $"seed {seed}: {problem.Name}, n = {n}, k = {k}, {method}, {options.GradientRule}";
                try
                {
                    double[] gradient = Losses.Gradient(problem.Matrix, k, EigenTarget.SmallestAlgebraic, options, pairs =>
                    {
                        (double value, EigenPairs<double> adjoint) = Losses.Projector(pairs, n, k, seed);
                        Array.Fill(adjoint.Values, 1);
                        return (value, adjoint);
                    });
                    double deviation = Graphs.Deviation(expected, gradient);
                    if (!(deviation < 1e-8))
                    {
                        failures.Add($"{name}: the gradient is off by {deviation:0.0e+0}");
                    }
                }
                catch (Exception exception) when (exception is not (EigenConvergenceException or OutOfMemoryException) || method is EigshMethod.Auto or EigshMethod.Dense)
                {
                    failures.Add($"{name}: {exception.GetType().Name}: {exception.Message}");
                }
                catch (EigenConvergenceException)
                {
                }
            }
        }

        AssertNone(failures);
    }

    private static void Fuzz<T>(int trials, int largest)
        where T : IFloatingPointIeee754<T>
    {
        var failures = new List<string>();
        var counts = new Counts();
        for (int seed = 0; seed < trials && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            RandomProblem problem = RandomProblem.Create(random, largest, scale: typeof(T) == typeof(double) ? 290 : 22);
            Check(problem, Convert<T>(problem.Matrix), seed, random, failures, counts);
        }

        AssertNone(failures);
        Assert.IsGreaterThan(0.7, counts.Solved / (double)counts.All, "Too many were refused.");
    }

    private static void Check<T>(RandomProblem problem, DenseMatrix<T> matrix, int seed, Random random, List<string> failures, Counts counts)
        where T : IFloatingPointIeee754<T>
    {
        int n = problem.Order;
        int k = random.Next(5) == 0 ? n : random.Next(1, Math.Min(n, 8) + 1);
        EigenTarget target = Target(random, problem);
        string form = Forms[random.Next(3)];
        EigshMethod method = Methods[random.Next(Methods.Length)];
        var options = new EigshOptions { Method = method, Tolerance = typeof(T) == typeof(double) && random.Next(2) == 0 ? 1e-12 : null, CancellationToken = Bound() };
        Attempt<T> attempt = Solve(matrix, form, k, target, options);
        counts.All++;
        string? trouble = attempt.Pairs is { } pairs
            ? Wrong(problem, matrix, pairs, k, target, options.Tolerance)
            : attempt.Failure is ArgumentException or NotSupportedException or EigenConvergenceException && method is not (EigshMethod.Auto or EigshMethod.Dense)
                ? null
                : attempt.ToString();
        counts.Solved += attempt.Pairs is null ? 0 : 1;
        if (trouble is not null)
        {
            failures.Add($"seed {seed}: {problem.Name}, n = {n}, k = {k}, {target}, {form}, {method}, tolerance {options.Tolerance}: {trouble}");
        }
    }

    /// <summary>What is wrong with an answer, if anything is.</summary>
    private static string? Wrong<T>(RandomProblem problem, DenseMatrix<T> matrix, EigenPairs<T> pairs, int k, EigenTarget target, double? tolerance)
        where T : IFloatingPointIeee754<T>
    {
        int n = problem.Order;
        double unit = typeof(T) == typeof(double) ? 2.3e-16 : 1.2e-7;
        double rounding = 20 * (n + 10) * unit;
        double allowed = (tolerance ?? (typeof(T) == typeof(double) ? 1e-10 : 1e-5)) + rounding;
        if (pairs.Count != k || pairs.Dimension != n)
        {
            return $"{pairs.Count} pairs of dimension {pairs.Dimension}";
        }

        // Divided by the norm, so that nothing overflows here.
        double norm = problem.Norm == 0 ? 1 : problem.Norm;
        double[] values = [.. pairs.Values.Select(value => double.CreateChecked(value) / norm)];
        double[] spectrum = [.. problem.Spectrum.Select(value => value / norm)];
        double sigma = target.Kind == TargetKind.Nearest ? target.Sigma / norm : 0;
        bool isTied = target.Kind is TargetKind.Nearest or TargetKind.LargestMagnitude;
        double[] Keys(IEnumerable<double> numbers) => isTied ? [.. numbers.Select(value => Math.Abs(value - sigma)).Order()] : [.. numbers];
        double[] expected = Keys(problem.Wanted(k, target).Select(value => value / norm));
        double[] actual = Keys(values);
        for (int i = 0; i < k; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= allowed * (1 + Math.Abs(sigma))) || !(spectrum.Min(value => Math.Abs(value - values[i])) <= allowed))
            {
                return $"value {i} is off: {string.Join(" ", values)} for {string.Join(" ", problem.Wanted(k, target).Select(value => value / norm))}";
            }

            if (i > 0 && values[i] < values[i - 1])
            {
                return "the values are not ascending";
            }
        }

        double[][] vectors = [.. Enumerable.Range(0, k).Select(i => pairs.Vector(i).ToArray().Select(double.CreateChecked).ToArray())];
        for (int i = 0; i < k; i++)
        {
            double residual = 0;
            for (int x = 0; x < n; x++)
            {
                double sum = 0;
                for (int y = 0; y < n; y++)
                {
                    sum += double.CreateChecked(matrix[x, y]) / norm * vectors[i][y];
                }

                residual += Math.Pow(sum - values[i] * vectors[i][x], 2);
            }

            if (!(Math.Sqrt(residual) <= allowed))
            {
                return $"the residual {i} is {Math.Sqrt(residual):0.0e+0}";
            }

            for (int j = 0; j <= i; j++)
            {
                double dot = Graphs.Dot(vectors[i], vectors[j]) - (i == j ? 1 : 0);
                if (!(Math.Abs(dot) <= rounding))
                {
                    return $"the vectors {i} and {j} are off by {dot:0.0e+0}";
                }
            }
        }

        return null;
    }

    private static Attempt<T> Solve<T>(DenseMatrix<T> matrix, string form, int k, EigenTarget target, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        try
        {
            return new(form switch
            {
                "dense" => SpectralOps.Eigsh(matrix, k, target, options),
                "CSR" => SpectralOps.Eigsh(Sparse(matrix), k, target, options),
                _ => SpectralOps.Eigsh(new Hidden<T>(matrix), k, target, options),
            }, null);
        }
        catch (Exception exception)
        {
            return new(null, exception);
        }
    }

    private static EigenTarget Target(Random random, RandomProblem problem) => random.Next(8) switch
    {
        0 or 1 => EigenTarget.SmallestAlgebraic,
        2 or 3 => EigenTarget.LargestAlgebraic,
        4 => EigenTarget.LargestMagnitude,
        5 => EigenTarget.BothEnds,
        6 => random.Next(2) == 0 ? EigenTarget.SmallestMagnitude : EigenTarget.NearestTo((2 * random.NextDouble() - 1) * problem.Norm),
        _ => EigenTarget.NearestTo(problem.Spectrum[random.Next(problem.Order)]),
    };

    /// <summary>P + Σ over i within and j without of qᵢᵀBqⱼ/(λᵢ − λⱼ)·(qᵢqⱼᵀ + qⱼqᵢᵀ).</summary>
    private static double[] ClosedForm(RandomProblem problem, int k, int seed)
    {
        int n = problem.Order;
        double[] q = problem.Vectors!;
        double[] b = Losses.SymmetricRandom(n, seed);
        var gradient = new double[n * n];
        var product = new double[n];
        for (int i = 0; i < k; i++)
        {
            for (int x = 0; x < n; x++)
            {
                product[x] = Graphs.Dot(b.AsSpan(x * n, n), q.AsSpan(i * n, n));
            }

            for (int j = 0; j < n; j++)
            {
                if (j < k && j != i)
                {
                    continue;
                }

                double weight = i == j ? 0.5 : Graphs.Dot(product, q.AsSpan(j * n, n)) / (problem.Spectrum[i] - problem.Spectrum[j]);
                for (int x = 0; x < n; x++)
                {
                    for (int y = 0; y < n; y++)
                    {
                        gradient[x * n + y] += weight * (q[i * n + x] * q[j * n + y] + q[j * n + x] * q[i * n + y]);
                    }
                }
            }
        }

        return gradient;
    }

    private static CancellationToken Bound() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static DenseMatrix<T> Convert<T>(DenseMatrix<double> matrix)
        where T : IFloatingPointIeee754<T>
        => new(matrix.Rows, matrix.Columns, [.. matrix.Values.Select(T.CreateChecked)]);

    private static CsrMatrix<T> Sparse<T>(DenseMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        int n = matrix.Rows;
        int[] places = [.. Enumerable.Range(0, n * n).Where(p => matrix.Values[p] != T.Zero)];
        return CsrMatrix<T>.FromTriplets(n, n, [.. places.Select(p => p / n)], [.. places.Select(p => p % n)], [.. places.Select(p => matrix.Values[p])]);
    }

    private static void AssertNone(List<string> failures)
        => Assert.IsEmpty(failures, $"{(failures.Count < Reported ? "" : "At least ")}{failures.Count} failures:\n{string.Join("\n", failures)}");

    private sealed class Counts
    {
        public int All { get; set; }

        public int Solved { get; set; }
    }

    private sealed record Attempt<T>(EigenPairs<T>? Pairs, Exception? Failure)
        where T : IFloatingPointIeee754<T>
    {
        public override string ToString() => Failure is null ? $"solved, {string.Join(" ", Pairs!.Values)}" : $"{Failure.GetType().Name}: {Failure.Message}";
    }

    private readonly struct Hidden<T>(DenseMatrix<T> matrix) : ISymmetricOperator<T>
        where T : IFloatingPointIeee754<T>
    {
        public int Dimension => matrix.Rows;

        public void Apply(ReadOnlySpan<T> x, Span<T> y) => matrix.Apply(x, y);
    }
}
