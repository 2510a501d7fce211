using System;
using System.Linq;
using System.Threading.Tasks;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Operators made of others: their products against dense matrices, their gradients against finite differences.</summary>
[TestClass]
public sealed class ComposedOperatorTests
{
    private static readonly DenseMatrix<double> First = new(5, 5, Losses.SymmetricRandom(5, 1));
    private static readonly DenseMatrix<double> Second = new(5, 5, Losses.SymmetricRandom(5, 2));

    /// <summary>An operator of a type without derivatives.</summary>
    private static readonly ISymmetricOperator<double> Unmarked = new Bare(First);

    [TestMethod]
    public void Coefficients_have_the_numeric_derivative()
    {
        double[] x = [0.7, -1.3, 0.4];
        ISymmetricOperator<double>[] operators = [Unmarked, Second, First];
        Numeric.AssertGradient(c => ComposedOperatorLosses.OfCombination(operators, c), x, ComposedOperatorLosses.OfCombinationValueAndGradient(operators, x).Gradient, 1e-8);
        Numeric.AssertGradient(c => ComposedOperatorLosses.OfConstantPlus(Unmarked, operators, c), x, ComposedOperatorLosses.OfConstantPlusValueAndGradient(Unmarked, operators, x).Gradient, 1e-8);
        double[] seven = [0.3, -0.2, 1.1, 0.9, 0.5, 0.7, -1.3];
        ISymmetricOperator<double>[] two = [Unmarked, Second];
        Numeric.AssertGradient(c => ComposedOperatorLosses.OfMovingConstant(two, c), seven, ComposedOperatorLosses.OfMovingConstantValueAndGradient(two, seven).Gradient, 1e-8);
    }

    [TestMethod]
    public void Parts_have_the_numeric_derivative()
    {
        double[] x = Graphs.Random(36, 5);
        Numeric.AssertGradient(p => ComposedOperatorLosses.OfDiagonalPlusLowRank(p), x[..12], ComposedOperatorLosses.OfDiagonalPlusLowRankValueAndGradient(x.AsSpan(..12)).Gradient, 1e-7);
        Numeric.AssertGradient(p => ComposedOperatorLosses.OfNested(p), x[..12], ComposedOperatorLosses.OfNestedValueAndGradient(x.AsSpan(..12)).Gradient, 1e-7);
        Numeric.AssertGradient(p => ComposedOperatorLosses.OfDenseCongruence(p), x, ComposedOperatorLosses.OfDenseCongruenceValueAndGradient(x).Gradient, 1e-7);
        var c = new CsrMatrix<double>(5, 4, [0, 2, 3, 5, 6, 7], [0, 3, 1, 0, 2, 3, 2], Graphs.Random(7, 9));
        Numeric.AssertGradient(
            p => ComposedOperatorLosses.OfSparseCongruence(Unmarked, new CsrMatrix<double>(5, 4, c.RowPointers, c.ColumnIndices, p)),
            c.Values,
            ComposedOperatorLosses.OfSparseCongruenceValueAndGradient(Unmarked, c).Gradient.Values,
            1e-7);
    }

    /// <summary>One matrix that stands in an operator three times has one shadow, with the sum.</summary>
    [TestMethod]
    public void A_part_that_is_met_twice_has_one_shadow()
    {
        LinearCombination<double> Make(DenseMatrix<double> first, double[] coefficients) =>
            new(first, [Second, new OperatorSum<double>(first, Unmarked), first], coefficients);
        double[] c = [0.4, 0.9, -0.3];
        LinearCombination<double> a = Make(First, c);
        LinearCombination<double> gradient = ComposedOperatorLosses.OfGivenCombinationValueAndGradient(a).Gradient;
        Assert.AreSame(gradient.Constant, gradient.Operators[2]);
        Assert.AreSame(gradient.Constant, ((OperatorSum<double>)gradient.Operators[1]).First);
        Assert.AreSame(Unmarked, ((OperatorSum<double>)gradient.Operators[1]).Second);
        Numeric.AssertGradient(x => ComposedOperatorLosses.OfGivenCombination(Make(First, x)), c, gradient.Coefficients, 1e-8);
        double[] direction = Losses.SymmetricRandom(5, 8);
        double numeric = Numeric.Derivative(
            t => ComposedOperatorLosses.OfGivenCombination(Make(new DenseMatrix<double>(5, 5, [.. First.Values.Zip(direction, (s, d) => s + t * d)]), c)),
            0);
        Assert.AreEqual(numeric, Graphs.Dot(((DenseMatrix<double>)gradient.Constant!).Values, direction), 1e-7);

        // Destinations are used again, and sums of shadows add what is shared once.
        LinearCombination<double> again = a.CreateShadow();
        again.Accumulate(gradient);
        again.Accumulate(gradient);
        Numeric.AssertClose([.. ((DenseMatrix<double>)gradient.Constant).Values.Select(value => 2 * value)], ((DenseMatrix<double>)again.Constant!).Values, 1e-15);
        double value = ComposedOperatorLosses.OfGivenCombinationValueAndGradient(a, again);
        Assert.AreEqual(ComposedOperatorLosses.OfGivenCombination(a), value);
        CollectionAssert.AreEqual(((DenseMatrix<double>)gradient.Constant).Values, ((DenseMatrix<double>)again.Constant).Values);
        Assert.ThrowsExactly<ArgumentException>(() => ComposedOperatorLosses.OfGivenCombinationValueAndGradient(a, a));
        Assert.ThrowsExactly<ArgumentException>(() => ComposedOperatorLosses.OfGivenCombinationValueAndGradient(a, new LinearCombination<double>([First], [0]).CreateShadow()));
    }

    /// <summary>One matrix as operator and as factor: A³ of a symmetric A, so that f(A³) is seen along symmetric directions.</summary>
    [TestMethod]
    public void One_matrix_in_two_roles_gets_both_shares()
    {
        double[] direction = Losses.SymmetricRandom(5, 8);
        DenseMatrix<double> gradient = ComposedOperatorLosses.OfCubeValueAndGradient(First).Gradient;
        double numeric = Numeric.Derivative(t => ComposedOperatorLosses.OfCube(new DenseMatrix<double>(5, 5, [.. First.Values.Zip(direction, (s, d) => s + t * d)])), 0);
        Assert.AreEqual(numeric, Graphs.Dot(gradient.Values, direction), 1e-7 * Math.Abs(numeric));
    }

    [TestMethod]
    public void Products_are_those_of_dense_matrices()
    {
        double[] x = Graphs.Random(5, 3);
        double[] d = Graphs.Random(5, 4);
        var u = new DenseMatrix<double>(5, 2, Graphs.Random(10, 6));
        var rectangular = new DenseMatrix<double>(5, 3, Graphs.Random(15, 7));
        double[] s = [1.5, -0.5];
        double[] Dense(Func<int, int, double> entry, double[] factor) =>
            [.. Enumerable.Range(0, factor.Length).Select(i => Enumerable.Range(0, factor.Length).Sum(j => entry(i, j) * factor[j]))];
        double LowRank(int i, int j) => s[0] * u[i, 0] * u[j, 0] + s[1] * u[i, 1] * u[j, 1];
        Numeric.AssertClose(Dense((i, j) => i == j ? d[i] : 0, x), Product(new DiagonalMatrix<double>(d), x), 1e-14);
        Numeric.AssertClose(Dense(LowRank, x), Product(new LowRankMatrix<double>(u, s), x), 1e-14);
        Numeric.AssertClose(Dense((i, j) => LowRank(i, j) + (i == j ? d[i] : 0), x), Product(new OperatorSum<double>(new DiagonalMatrix<double>(d), new LowRankMatrix<double>(u, s)), x), 1e-14);
        Numeric.AssertClose(Dense((i, j) => 2 * First[i, j] - 3 * Second[i, j], x), Product(new LinearCombination<double>([First, Second], [2, -3]), x), 1e-14);
        Numeric.AssertClose(Dense((i, j) => First[i, j] - 3 * Second[i, j], x), Product(new LinearCombination<double>(First, [Second], [-3]), x), 1e-14);
        Numeric.AssertClose(Dense((i, j) => First[i, j], x), Product(new LinearCombination<double>(First, [], []), x), 1e-14);
        Numeric.AssertClose(Dense((i, j) => 0.5 * First[i, j] + (i == j ? 4 : 0), x), Product(new ShiftedOperator<double>(First, 0.5, 4), x), 1e-14);
        double Congruence(int i, int j) => Enumerable.Range(0, 5).Sum(k => Enumerable.Range(0, 5).Sum(l => rectangular[k, i] * First[k, l] * rectangular[l, j]));
        Numeric.AssertClose(Dense(Congruence, x[..3]), Product(new CongruenceOperator<double>(First, rectangular), x[..3]), 1e-13);
    }

    /// <summary>ApplyVjp of each against finite differences of wᵀA(θ)x, in single precision too by comparison.</summary>
    [TestMethod]
    public void Single_precision_agrees_with_double()
    {
        float[] d = [0.3f, -0.2f, 1.1f];
        var u = new DenseMatrix<float>(3, 1, [0.5f, 1, -0.7f]);
        var sum = new OperatorSum<float>(new DiagonalMatrix<float>(d), new LowRankMatrix<float>(u, [2f]));
        OperatorSum<float> shadow = sum.CreateShadow();
        float[] x = [1, 2, 3];
        float[] w = [0.5f, -1, 2];
        var unused = new float[3];
        shadow.ApplyVjp(sum, x, w, unused);
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(x[i] * w[i], ((DiagonalMatrix<float>)shadow.First).Values[i], 1e-6f);
        }

        float ux = 0.5f + 2 - 2.1f;
        float uw = 0.25f - 1 - 1.4f;
        Assert.AreEqual(ux * uw, ((LowRankMatrix<float>)shadow.Second).Weights[0], 1e-5f);
        Assert.AreEqual(2 * (ux * w[1] + uw * x[1]), ((LowRankMatrix<float>)shadow.Second).Vector(0)[1], 1e-5f);
        Assert.AreEqual(d[1] * w[1] + 2 * uw, unused[1], 1e-5f);
    }

    [TestMethod]
    public void Two_threads_may_ask_for_products_at_once()
    {
        var a = new CongruenceOperator<double>(new LinearCombination<double>(Unmarked, [Second, First], [0.3, -2]), Second);
        double[] x = Graphs.Random(5, 3);
        double[] expected = Product(a, x);
        Parallel.For(0, 200, _ => CollectionAssert.AreEqual(expected, Product(a, x)));
    }

    [TestMethod]
    public void Products_and_gradients_allocate_nothing()
    {
        var a = new ShiftedOperator<double>(new LinearCombination<double>(First, [Second, new DiagonalMatrix<double>([1, 2, 3, 4, 5])], [0.3, -2]), 2, 1);
        ShiftedOperator<double> shadow = a.CreateShadow();
        double[] x = Graphs.Random(5, 3);
        var y = new double[5];
        var unused = new double[5];
        for (int i = 0; i < 3; i++)
        {
            Run();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            a.Apply(x, y);
            shadow.ApplyVjp(a, x, y, unused);
        }
    }

    [TestMethod]
    public void Parts_that_do_not_fit_are_refused()
    {
        var small = new DiagonalMatrix<double>([1, 2]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new OperatorSum<double>(First, small)).Message, "'second' has dimension 2; it must have 5");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new LinearCombination<double>([First, small], [1, 2])).Message, "'operators[1]' has dimension 2");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new LinearCombination<double>([First], [1, 2])).Message, "'coefficients' has 2 elements; 1 operators take 1");
        _ = Assert.ThrowsExactly<ArgumentException>(() => new LinearCombination<double>([], []));
        _ = Assert.ThrowsExactly<ArgumentNullException>(() => new LinearCombination<double>([First, null!], [1, 2]));
        _ = Assert.ThrowsExactly<ArgumentNullException>(() => new OperatorSum<double>(null!, First));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new CongruenceOperator<double>(First, new DenseMatrix<double>(4, 5))).Message, "The factor has 4 rows; it must have 5");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new LowRankMatrix<double>(new DenseMatrix<double>(4, 2), [1])).Message, "'weights' has 1 elements; 2 columns take 2");
        _ = Assert.ThrowsExactly<ArgumentException>(() => small.Apply([1, 2, 3], new double[2]));
    }

    private static double[] Product(ISymmetricOperator<double> a, ReadOnlySpan<double> x)
    {
        var y = new double[x.Length];
        a.Apply(x, y);
        return y;
    }

    private sealed class Bare(DenseMatrix<double> matrix) : ISymmetricOperator<double>
    {
        public int Dimension => matrix.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => matrix.Apply(x, y);
    }
}
