using System.IO;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class MatrixMarketTests
{
    [TestMethod]
    [DataRow("%%MatrixMarket matrix coordinate real symmetric\n% a comment\n\n2 2 2\n1 1 4\n\n% more\n2 1 -1.5e0\n", new[] { 4, -1.5, -1.5, 0 })]
    [DataRow("%%MatrixMarket MATRIX Coordinate Integer General\r\n2 2 3\r\n 1\t1 4 \r\n1 2 3\r\n2 1 -3\r\n", new[] { 4.0, 3, -3, 0 })]
    [DataRow("%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n2 1", new[] { 0.0, 1, 1, 0 })]
    [DataRow("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 5\n", new[] { 0.0, -5, 5, 0 })]
    [DataRow("%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n", new[] { 1.0, 3, 2, 4 })]
    [DataRow("%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n", new[] { 1.0, 2, 2, 3 })]
    public void Reads_every_real_kind(string text, double[] expected)
    {
        CsrMatrix<double> a = MatrixMarket.ReadCsr<double>(new StringReader(text), "test.mtx");
        var y = new double[2];
        for (int j = 0; j < 2; j++)
        {
            a.Apply([1 - j, j], y);
            Assert.AreEqual(expected[j], y[0]);
            Assert.AreEqual(expected[2 + j], y[1]);
        }
    }

    [TestMethod]
    [DataRow("", 1, "empty")]
    [DataRow("1 2 3\n", 1, "header")]
    [DataRow("%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 0\n", 1, "complex")]
    [DataRow("%%MatrixMarket matrix coordinate real hermitian\n1 1 0\n", 1, "hermitian")]
    [DataRow("%%MatrixMarket matrix sparse real general\n", 1, "coordinate or array")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n", 2, "size line")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2\n", 2, "rows columns entries")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n-2 2 1\n", 2, "number of rows is '-2'")]
    [DataRow("%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 1\n", 2, "square")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n", 4, "after 1 of 2 entries")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n2 2 1\n", 4, "after the last entry")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1\n", 3, "row index is '3'")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 0 1\n", 3, "column index is '0'")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 NaN\n", 3, "finite")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1e999\n", 3, "finite")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 x\n", 3, "value is 'x'")]
    [DataRow("%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 1.5\n", 3, "whole number")]
    [DataRow("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1\n", 3, "row column value")]
    [DataRow("%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 1\n", 3, "lower triangle")]
    [DataRow("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n1 1 1\n", 3, "diagonal")]
    [DataRow("%%MatrixMarket matrix array pattern general\n1 1\n1\n", 1, "pattern")]
    [DataRow("%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n", 6, "row 2, column 2")]
    public void Says_what_is_wrong_and_where(string text, int line, string part)
    {
        var exception = Assert.ThrowsExactly<MatrixMarketException>(() => MatrixMarket.ReadCsr<double>(new StringReader(text), "bad.mtx"));
        Assert.AreEqual(line, exception.LineNumber);
        StringAssert.StartsWith(exception.Message, $"bad.mtx({line}): ");
        StringAssert.Contains(exception.Message, part);
    }

    [TestMethod]
    public void Writes_what_it_reads()
    {
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(2, 3, [0, 1, 1], [2, 0, 1], [1.0 / 3, -1e-300, 7]);
        var writer = new StringWriter();
        MatrixMarket.Write(writer, a);
        CsrMatrix<double> b = MatrixMarket.ReadCsr<double>(new StringReader(writer.ToString()), "copy");
        a.RequireShadow(b, "b");
        CollectionAssert.AreEqual(a.Values, b.Values);
    }

    [TestMethod]
    public void A_missing_file_is_an_input_output_error()
        => Assert.ThrowsExactly<FileNotFoundException>(() => MatrixMarket.ReadCsr<double>("there-is-no-such-file.mtx"));
}
