using System;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Factors and solves by several threads: each front once, and the same numbers.</summary>
[TestClass]
public sealed class SharedFactorTests
{
    [TestMethod]
    [DataRow("grid", 2)]
    [DataRow("grid", 3)]
    [DataRow("random", 2)]
    [DataRow("pieces", 2)]
    [DataRow("pieces", 4)]
    public void EachFrontIsDoneOnceAndAfterItsChildren(string kind, int threads)
    {
        CsrMatrix<double> a = Matrix(kind);
        SymbolicFactorization symbolic = Analyze(a);
        FrontShares shares = FrontShares.Create(symbolic, threads)!;
        Assert.IsNotNull(shares);
        const int Above = -1;
        int[] owner = [.. Enumerable.Repeat(int.MaxValue, symbolic.Count)];
        void Take((int First, int End)[] ranges, int by)
        {
            int last = -1;
            foreach ((int first, int end) in ranges)
            {
                Assert.IsTrue(first > last && end > first, "Ranges ascend and do not touch.");
                last = end;
                for (int s = first; s < end; s++)
                {
                    Assert.AreEqual(int.MaxValue, owner[s], $"front {s} is there twice");
                    owner[s] = by;
                }
            }
        }

        for (int t = 0; t < shares.Count; t++)
        {
            Take(shares.Subtrees[t], t);
        }

        Take(shares.Top, Above);
        Assert.IsFalse(owner.Contains(int.MaxValue), "A front is missing.");
        for (int s = 0; s < symbolic.Count; s++)
        {
            int parent = symbolic.Parent[s];
            Assert.IsTrue(parent < 0 || owner[parent] == owner[s] || owner[parent] == Above, $"front {s} and its parent are another's");
            Assert.IsTrue(owner[s] != Above || parent < 0 || owner[parent] == Above, $"front {s} stands above its parent");
        }
    }

    [TestMethod]
    public void SmallFactorsAreNotShared()
    {
        Assert.IsNull(FrontShares.Create(Analyze(Graphs.Laplacian(400, Graphs.Grid(20))), 2));
        Assert.IsNull(FrontShares.Create(Analyze(Matrix("grid")), 1));
    }

    [TestMethod]
    [DataRow("grid", -0.01)]
    [DataRow("grid", 1.2345)]
    [DataRow("random", 0.1)]
    [DataRow("pieces", 0.777)]
    public void SolvesAsOneThread(string kind, double shift)
    {
        CsrMatrix<double> a = Matrix(kind);
        int n = a.Rows;
        SymbolicFactorization symbolic = Analyze(a);
        LdltFactor<double> factor = LdltFactor<double>.Factor(symbolic, a.Values, shift, CancellationToken.None);
        var random = new Random(3);
        double[] b = [.. Enumerable.Range(0, 12 * n).Select(_ => random.NextDouble() - 0.5)];
        var alone = (double[])b.Clone();
        factor.SolveInUnits(alone, 12);
        double largest = alone.Max(Math.Abs);
        foreach (int threads in new[] { 2, 3 })
        {
            factor.Share(FrontShares.Create(symbolic, threads));
            var shared = (double[])b.Clone();
            factor.SolveInUnits(shared, 12);
            for (int i = 0; i < b.Length; i++)
            {
                Assert.AreEqual(alone[i], shared[i], 1e-10 * largest, $"{threads} threads at {i}");
            }

            var again = (double[])b.Clone();
            factor.SolveInUnits(again, 12);
            CollectionAssert.AreEqual(shared, again, "The same number of threads gives the same bits.");
            factor = LdltFactor<double>.Factor(symbolic, a.Values, shift, CancellationToken.None, factor);
        }
    }

    [TestMethod]
    public void LargeFrontsHaveTheSameBitsForAnyThreads()
    {
        const int N = 420;
        var random = new Random(9);
        var values = new double[N * N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                values[i * N + j] = values[j * N + i] = random.NextDouble() - 0.5;
            }
        }

        SymbolicFactorization symbolic = SymbolicFactorization.Dense(N);
        double[] one = [.. Enumerable.Range(0, N).Select(i => Math.Cos(i))];
        var two = (double[])one.Clone();
        LdltFactor<double>.Factor(symbolic, values, 0.2, CancellationToken.None, null, new LdltWorkspace<double>(symbolic, 1)).Solve(one, 1);
        LdltFactor<double>.Factor(symbolic, values, 0.2, CancellationToken.None, null, new LdltWorkspace<double>(symbolic, 2)).Solve(two, 1);
        CollectionAssert.AreEqual(one, two);
    }

    [TestMethod]
    public void PairsAreThoseOfOneThreadAndTheSameEachTime()
    {
        CsrMatrix<double> a = Matrix("grid");
        EigenPairs<double> Solve(int threads) => SpectralOps.Eigsh(a, 5, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.ShiftInvert, Threads = threads, Tolerance = 1e-12 });
        EigenPairs<double> one = Solve(1);
        EigenPairs<double> two = Solve(2);
        EigenPairs<double> again = Solve(2);
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(one.Values[i], two.Values[i], 1e-12);
            CollectionAssert.AreEqual(two.Vector(i).ToArray(), again.Vector(i).ToArray());
        }

        Assert.IsTrue(two.Report.CountIsProven);
    }

    private static SymbolicFactorization Analyze(CsrMatrix<double> a)
        => SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, CancellationToken.None)!;

    private static CsrMatrix<double> Matrix(string kind)
    {
        switch (kind)
        {
            case "grid":
                return Graphs.Laplacian(10_000, Graphs.Grid(100));
            case "pieces":
                // Unconnected grids, and nodes without any neighbour.
                (int, int)[] grid = [.. Graphs.Grid(70)];
                return Graphs.Laplacian(3 * 4900 + 50, [.. Enumerable.Range(0, 3).SelectMany(p => grid.Select(edge => (edge.Item1 + p * 4900, edge.Item2 + p * 4900)))]);
            default:
                // Fills in; half of the diagonal is zero, so that pivots are passed on.
                const int N = 1800;
                var random = new Random(4);
                int[] rows = new int[5 * N];
                int[] columns = new int[5 * N];
                double[] values = new double[5 * N];
                for (int i = 0; i < 2 * N; i++)
                {
                    int x = i < N ? i : random.Next(N);
                    int y = random.Next(N);
                    (rows[2 * i], columns[2 * i], values[2 * i]) = (x, y, random.NextDouble() - 0.5);
                    (rows[2 * i + 1], columns[2 * i + 1], values[2 * i + 1]) = (y, x, values[2 * i]);
                }

                for (int i = 0; i < N; i++)
                {
                    (rows[4 * N + i], columns[4 * N + i], values[4 * N + i]) = (i, i, i % 2);
                }

                return CsrMatrix<double>.FromTriplets(N, N, rows, columns, values);
        }
    }
}
