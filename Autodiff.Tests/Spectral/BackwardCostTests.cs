using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>What a reverse pass costs beside its forward solve: products, counted by the operator itself, and memory.</summary>
[TestClass]
public sealed class BackwardCostTests
{
    private static readonly string[] Problems = ["grid", "grid with a potential", "path", "path with a potential", "random", "random graph"];

    /// <summary>
    /// V̄ is a dense matrix of full rank: a loss that looks at fewer vectors costs less. Ten columns are the most for which a
    /// search from one vector and ten solves compare at all.
    /// </summary>
    [TestMethod]
    [DataRow(1, 0.4)]
    [DataRow(3, 0.7)]
    [DataRow(6, 1.2)]
    [DataRow(10, 1.5)]
    public void Backward_costs_about_as_many_products_as_forward(int k, double most)
    {
        double sum = 0;
        int count = 0;
        foreach (string problem in Problems)
        {
            CsrMatrix<double> a = Make(problem);
            foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.BothEnds })
            {
                var counting = new Counting(a);
                if (Run(counting, k, target, new EigshOptions(), () => new Counting(a.CreateShadow())) is not { } cost)
                {
                    continue;
                }

                Assert.AreEqual(counting.Count, cost.Forward + cost.Backward, "the reports count otherwise");
                double ratio = (double)cost.Backward / cost.Forward;
                Assert.IsLessThanOrEqualTo(target.Kind == TargetKind.BothEnds ? 1 : most, ratio, $"{problem}, {target}, {k}");
                sum += ratio;
                count++;
            }
        }

        Assert.IsLessThan(1, sum / count);
    }

    [TestMethod]
    public void Backward_by_a_factor_costs_hardly_a_product()
    {
        foreach (string problem in Problems)
        {
            CsrMatrix<double> a = Make(problem);
            foreach (int k in new[] { 1, 3, 6, 10 })
            {
                if (Run(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { Tolerance = 1e-8, Method = EigshMethod.ShiftInvert }, a.CreateShadow) is { } cost)
                {
                    Assert.IsLessThanOrEqualTo(2 * k, cost.Backward, $"{problem}, {k}");
                }
            }
        }
    }

    /// <summary>The adjoint of a graph with hubs has the preconditioner that its search had.</summary>
    [TestMethod]
    public void Backward_of_a_graph_with_hubs_costs_less_than_forward_and_is_right()
    {
        CsrMatrix<double> a = Hubs(3000);
        CostOf cost = Run(a, 4, EigenTarget.SmallestAlgebraic, new EigshOptions { Tolerance = 1e-8, Threads = 1, Method = EigshMethod.Lobpcg }, a.CreateShadow)!;
        Assert.IsLessThanOrEqualTo(cost.Forward, cost.Backward);
        CsrMatrix<double> small = Hubs(300);
        Losses.Loss loss = Losses.Generic(small.Rows, 3, 4);
        double[] expected = Gradient(small, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss);
        double[] actual = Gradient(small, new EigshOptions { Threads = 1, Method = EigshMethod.Lobpcg }, loss);
        Assert.IsLessThan(1e-8, Graphs.Deviation(expected, actual));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(6)]
    [DataRow(10)]
    public void Backward_by_products_allocates_at_most_4k_and_10_vectors_beside_the_matrix(int k)
    {
        foreach (string problem in Problems)
        {
            CsrMatrix<double> a = Make(problem);
            foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.BothEnds })
            {
                CostOf? cost = null;
                for (int time = 0; time < 2; time++)
                {
                    cost = Run(new Counting(a), k, target, new EigshOptions(), () => new Counting(a.CreateShadow()));
                }

                Assert.IsLessThanOrEqualTo(((4L * k) + 10) * a.Rows + a.NonZeroCount, (cost?.Bytes ?? 0) / sizeof(double), $"{problem}, {target}");
            }
        }
    }

    /// <summary>Where the Ritz vectors of one search or of two are eliminated, and where sweeps replaced pairs.</summary>
    [TestMethod]
    [DataRow("random graph", 6)]
    [DataRow("path with a potential", 10)]
    [DataRow("grid", 3)]
    public void Backward_by_products_is_right(string problem, int k)
    {
        CsrMatrix<double> a = problem switch
        {
            "random graph" => RandomGraph(400, 2400),
            "grid" => Graphs.Laplacian(400, Graphs.Grid(20)),
            _ => WithPotential(Graphs.Laplacian(300, Graphs.Path(300))),
        };
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.BothEnds, EigenTarget.LargestMagnitude })
        {
            Losses.Loss loss = problem == "grid" ? pairs => Losses.Projector(pairs, a.Rows, k, 5) : Losses.Generic(a.Rows, k, 4);
            try
            {
                double[] expected = Of(a, a.CreateShadow(), new EigshOptions { GradientRule = GradientRule.ClosedForm, Method = EigshMethod.Dense });
                var shadow = new Counting(a.CreateShadow());
                Of(new Counting(a), shadow, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-12 });
                Assert.IsLessThan(1e-7, Graphs.Deviation(expected, shadow.Values), $"{target}");
            }
            catch (DegenerateGradientException)
            {
                Assert.AreEqual("grid", problem);
            }

            double[] Of(ISymmetricOperator<double> from, ISymmetricOperator<double> to, EigshOptions options)
            {
                EigenPairs<double> pairs = SpectralRules.EigshForward(from, k, target, options, out EigshResidual<double> residual);
                SpectralRules.Eigsh(from, options, pairs, residual, loss(pairs).Adjoint, to);
                return to is CsrMatrix<double> stored ? stored.Values : [];
            }
        }
    }

    private static double[] Gradient(CsrMatrix<double> a, EigshOptions options, Losses.Loss loss)
    {
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 3, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        CsrMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        return shadow.Values;
    }

    private static CostOf? Run(ISymmetricOperator<double> a, int k, EigenTarget target, EigshOptions options, Func<ISymmetricOperator<double>> shadow)
    {
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        double[] weights = Graphs.Random(a.Dimension, 9);
        for (int j = 0; j < k; j++)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(weights, pairs.Vector(j), adjoint.MutableVector(j));
        }

        EigenGradientReport? report = null;
        options = options with { GradientReport = new Now(value => report = value) };
        ISymmetricOperator<double> to = shadow();
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, to);
            return new CostOf(pairs.Report.OperatorApplications, report!.OperatorApplications, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (DegenerateGradientException)
        {
            return null; // k cuts a multiple eigenvalue of the grid.
        }
    }

    private static CsrMatrix<double> Make(string problem) => problem switch
    {
        "grid" => Graphs.Laplacian(2500, Graphs.Grid(50)),
        "grid with a potential" => WithPotential(Graphs.Laplacian(2500, Graphs.Grid(50))),
        "path" => Graphs.Laplacian(500, Graphs.Path(500)),
        "path with a potential" => WithPotential(Graphs.Laplacian(500, Graphs.Path(500))),
        "random" => Sparse(1500, 20),
        _ => RandomGraph(1500, 6000),
    };

    private static CsrMatrix<double> WithPotential(CsrMatrix<double> a)
    {
        double[] potential = Graphs.Random(a.Rows, 3);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] += a.ColumnIndices[p] == i ? potential[i] + 1 : 0;
            }
        }

        return a;
    }

    private static CsrMatrix<double> Sparse(int n, int inRow)
    {
        var random = new Random(5);
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int e = 0; e < n * inRow / 2; e++)
        {
            int i = random.Next(n);
            int j = random.Next(n);
            double value = 2 * random.NextDouble() - 1;
            rows.AddRange([i, j]);
            columns.AddRange([j, i]);
            values.AddRange([value, value]);
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    private static CsrMatrix<double> RandomGraph(int n, int edges)
    {
        var random = new Random(6);
        return Graphs.Laplacian(n, Enumerable.Range(0, edges).Select(_ => (random.Next(n), random.Next(n))).Where(edge => edge.Item1 != edge.Item2).ToArray());
    }

    /// <summary>Every vertex joins three before it, the more likely the more neighbours these have (Barabási and Albert, 1999).</summary>
    private static CsrMatrix<double> Hubs(int n)
    {
        var random = new Random(3);
        List<int> ends = [0, 1, 2];
        var edges = new List<(int, int)>();
        for (int i = 3; i < n; i++)
        {
            int[] joined = [.. Enumerable.Range(0, 9).Select(_ => ends[random.Next(ends.Count)]).Distinct().Take(3)];
            foreach (int j in joined)
            {
                edges.Add((i, j));
                ends.AddRange([i, j]);
            }
        }

        return Graphs.Laplacian(n, edges);
    }

    private sealed record CostOf(int Forward, int Backward, long Bytes);

    private sealed class Counting(CsrMatrix<double> a) : IDifferentiableOperator<double>
    {
        public int Count { get; private set; }

        public double[] Values => a.Values;

        public int Dimension => a.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            Count++;
            a.Apply(x, y);
        }

        public void ApplyVjp(ISymmetricOperator<double> primal, ReadOnlySpan<double> x, ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
                {
                    a.Values[p] += yAdjoint[i] * x[a.ColumnIndices[p]];
                }
            }
        }
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
