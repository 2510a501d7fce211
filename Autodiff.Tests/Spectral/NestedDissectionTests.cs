using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Nested dissection: a permutation of whatever graph, less work than minimum degree on meshes, and no depth of calls.</summary>
[TestClass]
public sealed class NestedDissectionTests
{
    [TestMethod]
    [DataRow("grid", 900)]
    [DataRow("path", 500)]
    [DataRow("cycle", 301)]
    [DataRow("star", 200)]
    [DataRow("complete", 60)]
    [DataRow("empty", 700)]
    [DataRow("pieces", 1000)]
    [DataRow("random", 400)]
    [DataRow("empty", 1)]
    [DataRow("path", 2)]
    public void OrdersAnyGraph(string kind, int n)
    {
        CsrMatrix<double> a = Graph(kind, n);
        foreach (int leaf in new[] { 1, 7, 64 })
        {
            int[] order = NestedDissection.Order(a.RowPointers, a.ColumnIndices, CancellationToken.None, leaf, always: true)!;
            int[] sorted = [.. order.Order()];
            CollectionAssert.AreEqual(Enumerable.Range(0, n).ToArray(), sorted, $"leaf {leaf}");
            SymbolicFactorization symbolic = SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, order);
            LdltFactor<double> factor = LdltFactor<double>.Factor(symbolic, a.Values, -0.5, CancellationToken.None);
            Assert.AreEqual((0, 0, n), (factor.NegativeCount, factor.ZeroCount, factor.PositiveCount));
            double[] b = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))];
            var x = (double[])b.Clone();
            factor.Solve(x, 1);
            var product = new double[n];
            a.Apply(x, product);
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(b[i], product[i] + 0.5 * x[i], 1e-11 * n, $"leaf {leaf}, row {i}");
            }
        }
    }

    [TestMethod]
    public void TakesLessWorkThanMinimumDegreeOnMeshes()
    {
        foreach (CsrMatrix<double> a in new[] { Graphs.Laplacian(120 * 120, Graphs.Grid(120)), Graphs.Laplacian(22 * 22 * 22, Cube(22)) })
        {
            int[] order = NestedDissection.Order(a.RowPointers, a.ColumnIndices, CancellationToken.None, always: true)!;
            Assert.IsNotNull(order);
            SymbolicFactorization dissected = SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, order);
            int[] byDegree = MinimumDegree.Order(a.RowPointers, a.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, CancellationToken.None)!;
            SymbolicFactorization minimum = SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, byDegree);
            Assert.IsLessThan(minimum.Work, dissected.Work);
            Assert.IsLessThan(minimum.FactorEntries, dissected.FactorEntries);
        }
    }

    [TestMethod]
    public void LeavesWhatIsNoMeshToMinimumDegree()
    {
        foreach ((string kind, int n) in new[] { ("path", 1_000_000), ("star", 20_000), ("random", 20_000), ("empty", 1_000_000), ("grid", 900), ("grid", 14_400) })
        {
            CsrMatrix<double> a = Graph(kind, n);
            int[]? order = NestedDissection.Order(a.RowPointers, a.ColumnIndices, CancellationToken.None);
            Assert.IsTrue(order is null || kind == "empty", kind);
        }
    }

    [TestMethod]
    public void IsCancelled()
    {
        CsrMatrix<double> a = Graph("path", 100_000);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => NestedDissection.Order(a.RowPointers, a.ColumnIndices, source.Token));
    }

    private static CsrMatrix<double> Graph(string kind, int n)
    {
        switch (kind)
        {
            case "grid":
                return Graphs.Laplacian(n, Graphs.Grid((int)Math.Sqrt(n)));
            case "path":
                return Graphs.Laplacian(n, Graphs.Path(n));
            case "cycle":
                return Graphs.Laplacian(n, Graphs.Cycle(n));
            case "star":
                return Graphs.Laplacian(n, Graphs.Star(n));
            case "complete":
                return Graphs.Laplacian(n, Graphs.Complete(n));
            case "empty":
                return Graphs.Laplacian(n, []);
            case "pieces":
                // Two grids, many pairs, and nodes alone.
                (int, int)[] grid = [.. Graphs.Grid(15)];
                return Graphs.Laplacian(n, [.. grid, .. grid.Select(edge => (edge.Item1 + 400, edge.Item2 + 400)), .. Enumerable.Range(330, 30).Select(i => (2 * i, 2 * i + 1))]);
            default:
                var random = new Random(n);
                var edges = new HashSet<(int, int)>();
                while (edges.Count < 3 * n)
                {
                    int i = random.Next(n);
                    int j = random.Next(n);
                    if (i < j)
                    {
                        edges.Add((i, j));
                    }
                }

                return Graphs.Laplacian(n, edges);
        }
    }

    private static IEnumerable<(int, int)> Cube(int m)
    {
        for (int i = 0; i < m * m * m; i++)
        {
            if (i % m < m - 1)
            {
                yield return (i, i + 1);
            }

            if (i / m % m < m - 1)
            {
                yield return (i, i + m);
            }

            if (i / m / m < m - 1)
            {
                yield return (i, i + m * m);
            }
        }
    }
}
