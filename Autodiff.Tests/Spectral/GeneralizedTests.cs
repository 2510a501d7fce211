using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class GeneralizedTests
{
    [TestMethod]
    [DataRow(40)]
    [DataRow(500)]
    public void Linear_elements_have_their_known_spectrum(int n)
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(n);
        double[] expected = Finite.LineSpectrum(n);
        foreach (EigshMethod method in new[] { EigshMethod.Auto, EigshMethod.Dense, EigshMethod.Lanczos })
        {
            EigenPairs<double> top = SpectralOps.Eigsh(a, mass, 5, EigenTarget.LargestAlgebraic, new EigshOptions { Method = method });
            Assert.IsLessThan(1e-9, Graphs.Deviation(expected[^5..], top.Values));
            RequirePairs(a, mass, top, 1e-8);
        }

        EigenPairs<double> low = SpectralOps.Eigsh(a, mass, 5, EigenTarget.SmallestAlgebraic);
        Assert.IsLessThan(1e-9, Graphs.Deviation(expected[..5], low.Values));
        RequirePairs(a, mass, low, 1e-8);
        double sigma = (expected[20] + expected[21]) / 2;
        EigenPairs<double> inside = SpectralOps.Eigsh(a, mass, 4, EigenTarget.NearestTo(sigma));
        Assert.IsLessThan(1e-9, Graphs.Deviation([.. expected.OrderBy(value => Math.Abs(value - sigma)).Take(4).Order()], inside.Values));
        EigenPairs<double> both = SpectralOps.Eigsh(a, mass, 3, EigenTarget.BothEnds);
        Assert.IsLessThan(1e-9, Graphs.Deviation([expected[0], expected[^2], expected[^1]], both.Values));
    }

    [TestMethod]
    public void Dense_pairs_solve_the_problem_however_many()
    {
        foreach (int n in new[] { 1, 2, 5, 47, 48, 49, 150, 230 })
        {
            DenseMatrix<double> a = Random(n, n);
            DenseMatrix<double> mass = Positive(n, n + 1);
            RequirePairs(a, mass, SpectralOps.Eigh(a, mass), 1e-12);
            foreach (int k in new[] { 1, Math.Min(n, 7), n })
            {
                RequirePairs(a, mass, SpectralOps.Eigsh(a, mass, k, EigenTarget.LargestMagnitude), 1e-12);
            }

            // The same by sparse storage, by a factor that pivots.
            EigenPairs<double> sparse = SpectralOps.Eigsh(Graphs.Sparse(a), Graphs.Sparse(mass), n, EigenTarget.SmallestAlgebraic);
            RequirePairs(a, mass, sparse, 1e-12);
            Assert.IsLessThan(1e-12, Graphs.Deviation(SpectralOps.Eigh(a, mass).Values, sparse.Values));
        }
    }

    [TestMethod]
    public void Identity_gives_the_standard_result_to_the_last_bit()
    {
        int n = 60;
        DenseMatrix<double> a = Random(n, 3);
        var ones = Enumerable.Repeat(1.0, n).ToArray();
        EigenPairs<double> expected = SpectralOps.Eigsh(a, 4, EigenTarget.SmallestAlgebraic);
        foreach (ISymmetricOperator<double> identity in new ISymmetricOperator<double>[] { new DiagonalMatrix<double>(ones), Graphs.Diagonal(ones), Graphs.Sparse(Graphs.Diagonal(ones)) })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, identity, 4, EigenTarget.SmallestAlgebraic);
            CollectionAssert.AreEqual(expected.Values, pairs.Values);
            CollectionAssert.AreEqual(expected.Vector(2).ToArray(), pairs.Vector(2).ToArray());
        }

        CsrMatrix<double> grid = Graphs.Laplacian(900, Graphs.Grid(30));
        EigenPairs<double> standard = SpectralOps.Eigsh(grid, 4, EigenTarget.LargestAlgebraic);
        EigenPairs<double> lumped = SpectralOps.Eigsh(grid, new DiagonalMatrix<double>(Enumerable.Repeat(1.0, 900).ToArray()), 4, EigenTarget.LargestAlgebraic);
        CollectionAssert.AreEqual(standard.Values, lumped.Values);
    }

    /// <summary>A graded mass does not blur what a scaling of rows and columns would not.</summary>
    [TestMethod]
    [DataRow(1e6)]
    [DataRow(1e-6)]
    [DataRow(1e140)]
    public void Graded_masses_are_scalings(double grade)
    {
        int n = 300;
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(n);
        double[] scales = [.. Enumerable.Range(0, n).Select(i => Math.ScaleB(1, (int)Math.Round(Math.Log2(grade) * i / n)))];
        CsrMatrix<double> Scaled(CsrMatrix<double> matrix)
            => new(n, n, matrix.RowPointers, matrix.ColumnIndices, [.. Enumerable.Range(0, n).SelectMany(i =>
                Enumerable.Range(matrix.RowPointers[i], matrix.RowPointers[i + 1] - matrix.RowPointers[i]).Select(p => matrix.Values[p] * scales[i] * scales[matrix.ColumnIndices[p]]))]);
        double[] expected = Finite.LineSpectrum(n);
        EigenPairs<double> top = SpectralOps.Eigsh(Scaled(a), Scaled(mass), 4, EigenTarget.LargestAlgebraic);
        Assert.IsLessThan(1e-9, Graphs.Deviation(expected[^4..], top.Values));
        EigenPairs<double> dense = SpectralOps.Eigsh(Scaled(a), Scaled(mass), 4, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Dense });
        Assert.IsLessThan(1e-8, Graphs.Deviation(expected[..4], dense.Values));
    }

    /// <summary>Double eigenvalues of a square, at an end and inside, of A and of an indefinite A − cM, each proven by a count.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(400.0)]
    public void Sparse_pairs_are_found_by_shift_invert_and_counted(double c)
    {
        const int Side = 20;
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Square(Side);
        for (int i = 0; i < a.NonZeroCount; i++)
        {
            a.Values[i] -= c * mass.Values[i];
        }

        double[] expected = [.. Finite.SquareSpectrum(Side).Select(value => value - c)];
        foreach ((EigenTarget target, Func<double, double> key) in new (EigenTarget, Func<double, double>)[]
        {
            (EigenTarget.SmallestAlgebraic, value => value),
            (EigenTarget.LargestAlgebraic, value => -value),
            (EigenTarget.NearestTo(777), value => Math.Abs(value - 777)),
            (EigenTarget.NearestTo(expected[4]), value => Math.Abs(value - expected[4])),
            (EigenTarget.SmallestMagnitude, Math.Abs),
        })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, mass, 6, target);
            Assert.AreEqual(EigshMethod.ShiftInvert, pairs.Report.Method);
            Assert.IsTrue(pairs.Report.CountIsProven, $"{target}");
            double[] wanted = [.. expected.OrderBy(key).Take(6).Order()];
            Assert.IsLessThan(1e-10 * expected[^1], Enumerable.Range(0, 6).Max(i => Math.Abs(wanted[i] - pairs.Values[i])), $"{target}");
            RequirePairs(a, mass, pairs, 1e-10);
        }
    }

    /// <summary>Small diagonal entries beside large ones make pivots of two rows, whose root is one of a 2×2 matrix.</summary>
    [TestMethod]
    public void Roots_of_a_factor_with_pivots_of_two_rows()
    {
        const int Blocks = 40;
        const int Order = 2 * Blocks;
        var matrix = new DenseMatrix<double>(Order, Order);
        for (int i = 0; i < Blocks; i++)
        {
            (matrix[2 * i, 2 * i], matrix[2 * i + 1, 2 * i + 1]) = (1e-6, 1);
            matrix[2 * i, 2 * i + 1] = matrix[2 * i + 1, 2 * i] = 8e-4;
            if (i > 0)
            {
                matrix[2 * i + 1, 2 * i - 1] = matrix[2 * i - 1, 2 * i + 1] = 0.1;
            }
        }

        foreach (double scale in new[] { 1, 1e200, 1e-201 })
        {
            CsrMatrix<double> sparse = Graphs.Sparse(matrix);
            for (int i = 0; i < sparse.NonZeroCount; i++)
            {
                sparse.Values[i] *= scale;
            }

            SymbolicFactorization symbolic = SymbolicFactorization.Analyze(sparse.RowPointers, sparse.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, CancellationToken.None)!;
            var factor = LdltFactor<double>.Factor(symbolic, sparse.Values, 0, CancellationToken.None);
            Assert.AreEqual(0, factor.NegativeCount);
            const int Count = 11;
            double[] x = Graphs.Random(Order * Count, 3);
            var product = (double[])x.Clone();
            factor.MultiplyUpper(product, Count);
            var back = (double[])product.Clone();
            factor.SolveUpper(back, Count);
            Assert.IsLessThan(1e-11, Graphs.Deviation(x, back));
            factor.MultiplyLower(product, Count);
            var expected = new double[x.Length];
            for (int c = 0; c < Count; c++)
            {
                sparse.Apply(x.AsSpan(c * Order, Order), expected.AsSpan(c * Order, Order));
            }

            Assert.IsLessThan(1e-12, Graphs.Deviation(expected, product));
            factor.SolveLower(product, Count);
            factor.SolveUpper(product, Count);
            Assert.IsLessThan(1e-9, Graphs.Deviation(x, product));
        }
    }

    [TestMethod]
    public void Operators_are_reduced_by_their_products()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(400);
        double[] expected = Finite.LineSpectrum(400);
        EigenPairs<double> pairs = SpectralOps.Eigsh(new ByProducts(a), mass, 3, EigenTarget.LargestAlgebraic);
        Assert.IsLessThan(1e-9, Graphs.Deviation(expected[^3..], pairs.Values));
        RequirePairs(a, mass, pairs, 1e-8);

        // A diagonal that is twice the lumped mass: (A − σM)⁻¹ given by the caller.
        var lumped = new DiagonalMatrix<double>([.. Enumerable.Range(0, 400).Select(i => 1.0 + i % 3)]);
        var diagonal = new DiagonalMatrix<double>([.. Enumerable.Range(0, 400).Select(i => (1.0 + i % 3) * (i + 0.5))]);
        var options = new EigshOptions
        {
            ShiftedSolve = (x, y) =>
            {
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = x[i] / (diagonal.Values[i] - 200 * lumped.Values[i]);
                }
            },
        };
        EigenPairs<double> inside = SpectralOps.Eigsh(diagonal, lumped, 2, EigenTarget.NearestTo(200), options);
        Assert.IsLessThan(1e-12, Graphs.Deviation([199.5, 200.5], inside.Values));
    }

    [TestMethod]
    public void Single_precision()
    {
        int n = 60;
        DenseMatrix<double> a = Random(n, 5);
        DenseMatrix<double> mass = Positive(n, 6);
        var small = new DenseMatrix<float>(n, n, [.. a.Values.Select(value => (float)value)]);
        var smallMass = new DenseMatrix<float>(n, n, [.. mass.Values.Select(value => (float)value)]);
        double[] expected = SpectralOps.Eigh(a, mass).Values;
        Assert.IsLessThan(2e-5, Graphs.Deviation(expected, [.. SpectralOps.Eigh(small, smallMass).Values.Select(value => (double)value)]));
        (CsrMatrix<double> stiffness, CsrMatrix<double> consistent) = Finite.Square(20);
        CsrMatrix<float> Single(CsrMatrix<double> matrix) => new(matrix.Rows, matrix.Columns, matrix.RowPointers, matrix.ColumnIndices, [.. matrix.Values.Select(value => (float)value)]);
        EigenPairs<float> low = SpectralOps.Eigsh(Single(stiffness), Single(consistent), 4, EigenTarget.SmallestAlgebraic);
        Assert.AreEqual(EigshMethod.ShiftInvert, low.Report.Method);
        Assert.IsLessThan(1e-5, Graphs.Deviation(Finite.SquareSpectrum(20)[..4], [.. low.Values.Select(value => (double)value)]));
    }

    [TestMethod]
    public void Masses_that_are_not_positive_definite_are_refused_by_what_was_found()
    {
        DenseMatrix<double> a = Random(4, 1);
        Refused(a, Graphs.Diagonal(1, 2, 0, 3), "(2, 2) is 0");
        Refused(a, Graphs.Sparse(Graphs.Diagonal(1, 2, -1, 3)), "(2, 2) is -1");
        Refused(a, new DiagonalMatrix<double>([1, 2, -1, 3]), "(2, 2) is -1");
        Refused(a, new DiagonalMatrix<double>([1, double.NaN, 1, 3]), "(1, 1) is NaN");
        var indefinite = new DenseMatrix<double>(new double[,] { { 1, 2, 0, 0 }, { 2, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } });
        Refused(a, indefinite, "pivot 1 of its Cholesky factorisation is -3, which is negative");
        Refused(a, Graphs.Sparse(indefinite), "one of its eigenvalues is negative");
        var singular = new DenseMatrix<double>(new double[,] { { 1, 1, 0, 0 }, { 1, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } });
        Refused(a, singular, "0 to working accuracy");
        Refused(a, Graphs.Sparse(singular), "singular to working accuracy");
        Refused(a, Graphs.Diagonal(1, 2, 3), "dimension 3; it must have 4");
        Refused(a, new DenseMatrix<double>(4, 3), "mass matrix is 4×3");
        DenseMatrix<double> lopsided = Positive(4, 3);
        lopsided[1, 2] += 1e-3;
        Refused(a, lopsided, "mass matrix is not symmetric");
        lopsided[1, 2] = double.NaN;
        Refused(a, lopsided, "(1, 2) of the mass matrix is NaN");
        Refused(a, new ByProducts(Graphs.Sparse(indefinite)), "pivot 1 of its Cholesky factorisation is -3, which is negative");
        Assert.Contains("overflows", Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(Graphs.Diagonal(1e300, 1), new DiagonalMatrix<double>([1e-300, 1]), 1, EigenTarget.SmallestAlgebraic)).Message);

        static void Refused(DenseMatrix<double> a, ISymmetricOperator<double> mass, string part)
        {
            var exception = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, mass, 2, EigenTarget.SmallestAlgebraic));
            Assert.Contains(part, exception.Message);
            Assert.AreEqual("mass", exception.ParamName);
        }
    }

    [TestMethod]
    public void What_did_not_converge_comes_back_with_vectors_of_the_given_problem()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(400);
        var exception = Assert.ThrowsExactly<EigenConvergenceException>(() => SpectralOps.Eigsh(a, mass, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, MaxIterations = 2 }));
        var pairs = (EigenPairs<double>)exception.Pairs!;
        var product = new double[400];
        for (int i = 0; i < pairs.Count; i++)
        {
            mass.Apply(pairs.Vector(i), product);
            Assert.AreEqual(1, Graphs.Dot(product, pairs.Vector(i)), 1e-10);
        }

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.Eigsh(a, mass, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { CancellationToken = source.Token }));
        var refused = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(new ByProducts(a), mass, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.ShiftInvert }));
        Assert.Contains("(A − σM)⁻¹x", refused.Message);
    }

    /// <summary>A start near the answer is one: it is given for the problem itself, not for what it is reduced to.</summary>
    [TestMethod]
    public void Initial_vectors_are_those_of_the_given_problem()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(400);
        foreach (EigshMethod method in new[] { EigshMethod.Lanczos, EigshMethod.ShiftInvert })
        {
            var options = new EigshOptions { Method = method };
            EigenPairs<double> first = SpectralOps.Eigsh(a, mass, 1, EigenTarget.LargestAlgebraic, options);
            EigenPairs<double> again = SpectralOps.Eigsh(a, mass, 1, EigenTarget.LargestAlgebraic, options with { InitialVectors = [first.Vector(0).ToArray()] });
            Assert.AreEqual(first.Values[0], again.Values[0], 1e-9 * first.Values[0]);
            Assert.IsLessThanOrEqualTo(first.Report.OperatorApplications, again.Report.OperatorApplications, $"{method}");
        }
    }

    /// <summary>A V = M V Λ and VᵀMV = I, relative to the sizes of A and M.</summary>
    internal static void RequirePairs(ISymmetricOperator<double> a, ISymmetricOperator<double> mass, EigenPairs<double> pairs, double tolerance)
    {
        int n = a.Dimension;
        var av = new double[n];
        var mv = new double[n];
        double norm = Math.Max(Math.Abs(pairs.Report.Norm), 1e-300);
        for (int i = 0; i < pairs.Count; i++)
        {
            a.Apply(pairs.Vector(i), av);
            mass.Apply(pairs.Vector(i), mv);
            double size = 0;
            double residual = 0;
            for (int x = 0; x < n; x++)
            {
                size = Math.Max(size, Math.Abs(mv[x]));
                residual = Math.Max(residual, Math.Abs(av[x] - pairs.Values[i] * mv[x]));
            }

            Assert.IsLessThanOrEqualTo(tolerance * norm * size * Math.Sqrt(n) * 10, residual, $"n = {n}, pair {i}");
            for (int j = 0; j < pairs.Count; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, Graphs.Dot(mv, pairs.Vector(j)), Math.Max(tolerance, 1e-12), $"n = {n}, ({i}, {j})");
            }
        }
    }

    internal static DenseMatrix<double> Random(int n, int seed) => new(n, n, Losses.SymmetricRandom(n, seed));

    /// <summary>Positive definite, with eigenvalues from ½ to 2.</summary>
    internal static DenseMatrix<double> Positive(int n, int seed)
        => Graphs.WithSpectrum([.. Enumerable.Range(0, n).Select(i => 0.5 * Math.Pow(4, (double)i / Math.Max(1, n - 1)))], seed);

    private sealed class ByProducts(CsrMatrix<double> matrix) : ISymmetricOperator<double>
    {
        public int Dimension => matrix.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => matrix.Apply(x, y);
    }
}

/// <summary>Stiffness and mass of elements on the unit interval and square, fixed at the border.</summary>
internal static class Finite
{
    /// <summary>Linear elements on a line with n inner nodes.</summary>
    public static (CsrMatrix<double> Stiffness, CsrMatrix<double> Mass) Line(int n)
    {
        double h = 1.0 / (n + 1);
        return (Tridiagonal(n, 2 / h, -1 / h), Tridiagonal(n, 4 * h / 6, h / 6));
    }

    /// <summary>λ_j = 6/h² · (1 − cos jπh)/(2 + cos jπh).</summary>
    public static double[] LineSpectrum(int n)
    {
        double h = 1.0 / (n + 1);
        return [.. Enumerable.Range(1, n).Select(j => 12 / (h * h) * Math.Pow(Math.Sin(j * Math.PI * h / 2), 2) / (2 + Math.Cos(j * Math.PI * h)))];
    }

    /// <summary>Bilinear elements on a square grid of side² inner nodes: K⊗M + M⊗K and M⊗M, so that eigenvalues are sums λᵢ + λⱼ.</summary>
    public static (CsrMatrix<double> Stiffness, CsrMatrix<double> Mass) Square(int side)
    {
        (CsrMatrix<double> k, CsrMatrix<double> m) = Line(side);
        var rows = new List<int>();
        var columns = new List<int>();
        var stiffness = new List<double>();
        var mass = new List<double>();
        for (int i = 0; i < side; i++)
        {
            for (int p = k.RowPointers[i]; p < k.RowPointers[i + 1]; p++)
            {
                for (int j = 0; j < side; j++)
                {
                    for (int q = k.RowPointers[j]; q < k.RowPointers[j + 1]; q++)
                    {
                        rows.Add(i * side + j);
                        columns.Add(k.ColumnIndices[p] * side + k.ColumnIndices[q]);
                        stiffness.Add(k.Values[p] * m.Values[q] + m.Values[p] * k.Values[q]);
                        mass.Add(m.Values[p] * m.Values[q]);
                    }
                }
            }
        }

        int n = side * side;
        return (CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. stiffness]), CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. mass]));
    }

    public static double[] SquareSpectrum(int side)
    {
        double[] line = LineSpectrum(side);
        return [.. line.SelectMany(x => line.Select(y => x + y)).Order()];
    }

    private static CsrMatrix<double> Tridiagonal(int n, double diagonal, double beside)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < n; i++)
        {
            for (int j = Math.Max(0, i - 1); j <= Math.Min(n - 1, i + 1); j++)
            {
                rows.Add(i);
                columns.Add(j);
                values.Add(i == j ? diagonal : beside);
            }
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }
}
