using System;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class BadInputTests
{
    private static readonly EigenTarget Low = EigenTarget.SmallestAlgebraic;

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(-1)]
    public void A_bad_k_names_k_and_n(int k)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Eigsh(Graphs.Diagonal(1, 2, 3), k, Low));
        Assert.AreEqual("k", exception.ParamName);
        StringAssert.Contains(exception.Message, $"k is {k}");
        StringAssert.Contains(exception.Message, "n = 3");
    }

    [TestMethod]
    public void An_entry_that_is_not_finite_is_named()
    {
        DenseMatrix<double> dense = Graphs.Diagonal(1, 2, 3);
        dense[2, 1] = double.NaN;
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigh(dense)), "(2, 1) of the matrix is NaN");
        CsrMatrix<double> sparse = Graphs.Laplacian(4, Graphs.Path(4));
        sparse.Values[3] = double.PositiveInfinity;
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(sparse, 1, Low)), "(1, 1)");
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(new NotANumber(), 1, Low)), "row 7");
    }

    [TestMethod]
    public void An_asymmetric_matrix_is_refused_with_its_worst_entry_unless_assumed()
    {
        var dense = new DenseMatrix<double>(new double[,] { { 1, 2, 0 }, { 2.5, 1, 3 }, { 0, 3.1, 1 } });
        string message = Refused<ArgumentException>(() => SpectralOps.Eigh(dense));
        StringAssert.Contains(message, "(1, 0) is 2.5 and (0, 1) is 2");
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(Graphs.Sparse(dense), 1, Low)), "not symmetric");
        var options = new EigshOptions { AssumeSymmetric = true };
        var middle = new DenseMatrix<double>(new double[,] { { 1, 2.25, 0 }, { 2.25, 1, 3.05 }, { 0, 3.05, 1 } });
        double expected = SpectralOps.Eigh(middle).Values[0];
        Assert.AreEqual(expected, SpectralOps.Eigsh(dense, 1, Low, options).Values[0], 1e-14);
        Assert.AreEqual(expected, SpectralOps.Eigsh(Graphs.Sparse(dense), 1, Low, options).Values[0], 1e-14);
        CsrMatrix<double> oneTriangle = CsrMatrix<double>.FromTriplets(2, 2, [0, 0, 1], [0, 1, 1], [1, 1, 1]);
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(oneTriangle, 1, Low)), "(0, 1) is 1 and (1, 0) is 0");
    }

    [TestMethod]
    public void Rounding_is_not_asymmetry()
    {
        var dense = new DenseMatrix<double>(new[,] { { 1, 2 }, { 2 + 1e-11, 1 } });
        Assert.AreEqual(-1, SpectralOps.Eigh(dense).Values[0], 1e-10);
        var single = new DenseMatrix<float>(new[,] { { 1, 2 }, { 2.00001f, 1 } });
        Assert.AreEqual(-1, SpectralOps.Eigh(single).Values[0], 1e-4f);
    }

    [TestMethod]
    public void Shapes_that_do_not_fit_are_refused()
    {
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigh(new DenseMatrix<double>(2, 3))), "2×3");
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigh(new DenseMatrix<double>(0, 0))), "0×0");
        Assert.ThrowsExactly<ArgumentNullException>(() => SpectralOps.Eigh<double>(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SpectralOps.Eigsh<double>(null!, 1, Low));
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new DenseMatrix<double>(2, 2, [1, 2, 3])), "3 elements");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = new DenseMatrix<double>(-1, 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Graphs.Diagonal(1)[0, 1]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Eigh(Graphs.Diagonal(1)).Vector(1));
        DenseMatrix<double> matrix = Graphs.Diagonal(1, 2);
        StringAssert.Contains(Refused<ArgumentException>(() => matrix.RequireShadow(matrix, "gradient")), "'gradient' is the matrix itself");
        StringAssert.Contains(Refused<ArgumentException>(() => matrix.RequireShadow(Graphs.Diagonal(1), "gradient")), "1×1; it must be 2×2");
        CsrMatrix<double> path = Graphs.Laplacian(4, Graphs.Path(4));
        StringAssert.Contains(Refused<ArgumentException>(() => path.RequireShadow(Graphs.Laplacian(4, Graphs.Cycle(4)), "g")), "sparsity pattern");
    }

    [TestMethod]
    public void Options_that_make_no_sense_are_refused()
    {
        DenseMatrix<double> a = Graphs.Diagonal(1, 2, 3);
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(a, 1, Low, new EigshOptions { InitialVectors = [[1, 2]] })), "InitialVectors[0] has 2 elements");
        StringAssert.Contains(Refused<ArgumentException>(() => SpectralOps.Eigsh(a, 1, Low, new EigshOptions { InitialVectors = [[1, 2, double.NaN]] })), "InitialVectors[0][2]");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Eigsh(a, 1, Low, new EigshOptions { Tolerance = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Eigsh(a, 1, Low, new EigshOptions { SubspaceSize = 9 }));
        Assert.ThrowsExactly<ArgumentException>(() => EigenTarget.NearestTo(double.NaN));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DegeneracyPolicy.Broaden(0));
        CsrMatrix<double> large = Graphs.Laplacian(3000, Graphs.Path(3000));
        StringAssert.Contains(Refused<NotSupportedException>(() => SpectralOps.Eigsh(new Wrapped(large), 1, EigenTarget.NearestTo(1))), "NearestTo(1)");
    }

    [TestMethod]
    public void Arrays_that_are_no_sparse_matrix_are_refused()
    {
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new CsrMatrix<double>(2, 2, [0, 1], [0], [1])), "'rowPointers' has 2 elements");
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new CsrMatrix<double>(2, 2, [0, 2, 1], [0], [1])), "rowPointers[2] is 1");
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new CsrMatrix<double>(2, 2, [0, 1, 2], [0, 2], [1, 1])), "columnIndices[1] is 2");
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new CsrMatrix<double>(2, 2, [0, 2, 2], [1, 1], [1, 1])), "stored twice");
        StringAssert.Contains(Refused<ArgumentException>(() => _ = new CsrMatrix<double>(2, 2, [0, 1, 2], [0, 1], [1])), "'values' has 1 elements");
        StringAssert.Contains(Refused<ArgumentException>(() => CsrMatrix<double>.FromTriplets(2, 2, [0, 2], [0, 0], [1, 1])), "Triplet 1 is at (2, 0)");
        StringAssert.Contains(Refused<ArgumentException>(() => CsrMatrix<double>.FromTriplets(2, 2, [0], [0, 0], [1, 1])), "1 row indices");
    }

    [TestMethod]
    public void Matrices_copy_their_arrays_and_unsorted_rows_are_fine()
    {
        double[] values = [5, 1, 1];
        var a = new CsrMatrix<double>(2, 2, [0, 2, 3], [1, 0, 0], values);
        values[0] = 7;
        Assert.AreEqual(5, a.Values[0]);
        var y = new double[2];
        a.Apply([1, 10], y);
        CollectionAssert.AreEqual(new double[] { 51, 1 }, y);
        var b = DenseMatrix<double>.FromTensor(new DenseMatrix<double>(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ToTensor());
        Assert.AreEqual(6, b[1, 2]);
    }

    private static string Refused<TException>(Action action)
        where TException : Exception
        => Assert.ThrowsExactly<TException>(action).Message;

    private readonly struct Wrapped(CsrMatrix<double> matrix) : ISymmetricOperator<double>
    {
        public int Dimension => matrix.Rows;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => matrix.Apply(x, y);
    }

    private readonly struct NotANumber : ISymmetricOperator<double>
    {
        public int Dimension => 400;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            x.CopyTo(y);
            y[7] = double.NaN;
        }
    }
}
