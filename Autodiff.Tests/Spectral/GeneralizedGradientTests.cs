using System;
using System.Linq;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of generalized problems whose gradients the generator writes.</summary>
public static partial class GeneralizedLosses
{
    private static readonly EigshOptions Stored = new() { AssumeSymmetric = true, Tolerance = 1e-13 };
    private static readonly CsrMatrix<double> ConstantMass = Finite.Line(5).Mass;

    [Differentiable]
    private static double OfPairs(EigenPairs<double> pairs, ReadOnlySpan<double> target)
    {
        double s = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            double overlap = TensorPrimitives.Dot(pairs.Vector(i), target);
            s += (i + 1) * Math.Sin(pairs.Values[i]) + (i + 2) * overlap * overlap + overlap * overlap * pairs.Vector(i)[0] * pairs.Vector(i)[0];
        }

        return s;
    }

    [Differentiable]
    public static double Both(CsrMatrix<double> a, CsrMatrix<double> mass, ReadOnlySpan<double> target)
        => OfPairs(SpectralOps.Eigsh(a, mass, k: 3, EigenTarget.SmallestAlgebraic, Stored), target);

    [Differentiable]
    public static double DenseAll(DenseMatrix<double> a, DenseMatrix<double> mass, ReadOnlySpan<double> target)
        => OfPairs(SpectralOps.Eigh(a, mass), target);

    [Differentiable]
    public static double OfStiffness(CsrMatrix<double> a, [NoGradient] CsrMatrix<double> mass, ReadOnlySpan<double> target)
        => OfPairs(SpectralOps.Eigsh(a, mass, 2, EigenTarget.LargestAlgebraic, Stored), target) + SpectralOps.Eigsh(a, ConstantMass, 1, EigenTarget.SmallestAlgebraic, Stored).Values[0];

    [Differentiable]
    public static double OfMass([NoGradient] CsrMatrix<double> a, CsrMatrix<double> mass, ReadOnlySpan<double> target)
        => OfPairs(SpectralOps.Eigsh(a, mass, 2, EigenTarget.LargestAlgebraic, Stored), target);

    /// <summary>A bar whose density and stiffness vary: both matrices made here.</summary>
    [Differentiable]
    public static double Bar(ReadOnlySpan<double> density, ReadOnlySpan<double> stiffness)
    {
        int n = density.Length;
        var k = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            k[i, i] = stiffness[i] + stiffness[i + 1];
            if (i > 0)
            {
                k[i, i - 1] = -stiffness[i];
                k[i - 1, i] = -stiffness[i];
            }
        }

        var lumped = new DiagonalMatrix<double>(density.ToArray());
        EigenPairs<double> modes = SpectralOps.Eigsh(k, lumped, 2, EigenTarget.SmallestAlgebraic);
        return Math.Sqrt(modes.Values[0]) + modes.Vector(1)[0] * modes.Vector(1)[0];
    }

    /// <summary>The subspace of the first <paramref name="k"/> vectors, and the sum of their values.</summary>
    [Differentiable]
    public static double Subspace(CsrMatrix<double> a, CsrMatrix<double> mass, ReadOnlySpan<double> u, ReadOnlySpan<double> w, int from, int k)
    {
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, mass, k, EigenTarget.SmallestAlgebraic, Stored);
        double s = 0;
        for (int i = from; i < k; i++)
        {
            s += TensorPrimitives.Dot(pairs.Vector(i), u) * TensorPrimitives.Dot(pairs.Vector(i), w) + 0.01 * pairs.Values[i];
        }

        return s;
    }
}

[TestClass]
public sealed class GeneralizedGradientTests
{
    [TestMethod]
    public void Every_stored_value_has_the_numeric_derivative()
    {
        CsrMatrix<double> a = Graphs.Sparse(GeneralizedTests.Random(5, 4));
        CsrMatrix<double> mass = Graphs.Sparse(GeneralizedTests.Positive(5, 9));
        double[] target = Graphs.Random(5, 2);
        (CsrMatrix<double> a, CsrMatrix<double> mass, double[] target) gradient = GeneralizedLosses.BothValueAndGradient(a, mass, target).Gradient;
        Numeric.AssertGradient(v => GeneralizedLosses.Both(With(a, v), mass, target), a.Values, gradient.a.Values);
        Numeric.AssertGradient(v => GeneralizedLosses.Both(a, With(mass, v), target), mass.Values, gradient.mass.Values);
        Numeric.AssertGradient(t => GeneralizedLosses.Both(a, mass, t), target, gradient.target);
    }

    [TestMethod]
    public void Dense_matrices_and_all_pairs()
    {
        DenseMatrix<double> a = GeneralizedTests.Random(4, 14);
        DenseMatrix<double> mass = GeneralizedTests.Positive(4, 19);
        double[] target = Graphs.Random(4, 12);
        var gradient = GeneralizedLosses.DenseAllValueAndGradient(a, mass, target).Gradient;

        // A symmetric change of two entries at once, which a dense matrix is checked for.
        Numeric.AssertGradient(v => GeneralizedLosses.DenseAll(Symmetric(v), mass, target), Packed(a), Doubled(gradient.a));
        Numeric.AssertGradient(v => GeneralizedLosses.DenseAll(a, Symmetric(v), target), Packed(mass), Doubled(gradient.mass));
    }

    [TestMethod]
    public void Either_may_be_a_constant()
    {
        CsrMatrix<double> a = Graphs.Sparse(GeneralizedTests.Random(5, 24));
        CsrMatrix<double> mass = Graphs.Sparse(GeneralizedTests.Positive(5, 29));
        double[] target = Graphs.Random(5, 22);
        Numeric.AssertGradient(v => GeneralizedLosses.OfStiffness(With(a, v), mass, target), a.Values, GeneralizedLosses.OfStiffnessValueAndGradient(a, mass, target).Gradient.a.Values);
        Numeric.AssertGradient(v => GeneralizedLosses.OfMass(a, With(mass, v), target), mass.Values, GeneralizedLosses.OfMassValueAndGradient(a, mass, target).Gradient.mass.Values);
    }

    [TestMethod]
    public void Matrices_made_inside_pass_the_derivative_on()
    {
        double[] density = [1, 1.5, 0.7, 2, 1.1];
        double[] stiffness = [3, 2, 4, 1, 2, 5];
        (double[] density, double[] stiffness) gradient = GeneralizedLosses.BarValueAndGradient(density, stiffness).Gradient;
        Numeric.AssertGradient(x => GeneralizedLosses.Bar(x, stiffness), density, gradient.density);
        Numeric.AssertGradient(x => GeneralizedLosses.Bar(density, x), stiffness, gradient.stiffness);
    }

    /// <summary>The second and third eigenvalue of a square are equal; their subspace and their sum have a gradient.</summary>
    [TestMethod]
    [DataRow(0, 3)]
    [DataRow(1, 3)]
    public void Subspaces_of_equal_eigenvalues_have_gradients(int from, int k)
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Square(4);
        double[] u = Graphs.Random(16, 2);
        double[] w = Graphs.Random(16, 3);
        var gradient = GeneralizedLosses.SubspaceValueAndGradient(a, mass, u, w, from, k).Gradient;
        for (int seed = 0; seed < 3; seed++)
        {
            double[] direction = Graphs.Random(mass.NonZeroCount, 40 + seed);
            CsrMatrix<double> Moved(CsrMatrix<double> matrix, double t, double scale)
                => With(matrix, [.. matrix.Values.Zip(direction, (value, d) => value + t * scale * d)]);
            double ofA = Numeric.Derivative(t => GeneralizedLosses.Subspace(Moved(a, t, 1), mass, u, w, from, k), 0);
            double ofMass = Numeric.Derivative(t => GeneralizedLosses.Subspace(a, Moved(mass, t, 0.01), u, w, from, k), 0);
            Assert.AreEqual(ofA, Graphs.Dot(gradient.a.Values, direction), 1e-7 * Math.Max(1, Math.Abs(ofA)));
            Assert.AreEqual(ofMass, 0.01 * Graphs.Dot(gradient.mass.Values, direction), 1e-7 * Math.Max(1, Math.Abs(ofMass)));
        }

        Assert.ThrowsExactly<DegenerateGradientException>(() => GeneralizedLosses.SubspaceValueAndGradient(a, mass, u, w, 2, 3));
    }

    /// <summary>Large and sparse: by products of the reduced operator, against the closed form of a dense solve.</summary>
    [TestMethod]
    public void Every_route_gives_one_gradient()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Square(15);
        for (int i = 0; i < a.NonZeroCount; i++)
        {
            a.Values[i] *= 1 + 1e-3 * (a.ColumnIndices[i] % 7);
        }

        Losses.Loss loss = Losses.Generic(225, 3, 5);
        (double[] A, double[] M) expected = Gradients(a, mass, new EigshOptions { AssumeSymmetric = true, Tolerance = 1e-13, GradientRule = GradientRule.ClosedForm }, loss);
        foreach (EigshMethod method in new[] { EigshMethod.Auto, EigshMethod.ShiftInvert, EigshMethod.Lanczos, EigshMethod.Dense })
        {
            (double[] A, double[] M) actual = Gradients(a, mass, new EigshOptions { AssumeSymmetric = true, Tolerance = 1e-13, Method = method, GradientRule = GradientRule.Adjoint }, loss);
            Assert.IsLessThan(1e-7, Graphs.Deviation(expected.A, actual.A), $"{method}");
            Assert.IsLessThan(1e-7, Graphs.Deviation(expected.M, actual.M), $"{method}");
        }
    }

    private static (double[] A, double[] M) Gradients(CsrMatrix<double> a, CsrMatrix<double> mass, EigshOptions options, Losses.Loss loss)
    {
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, mass, 3, EigenTarget.SmallestAlgebraic, options, out GeneralizedResidual<double> residual);
        CsrMatrix<double> ofA = a.CreateShadow();
        CsrMatrix<double> ofMass = mass.CreateShadow();
        SpectralRules.Eigsh(a, mass, options, pairs, residual, loss(pairs).Adjoint, ofA, ofMass);
        return (ofA.Values, ofMass.Values);
    }

    private static CsrMatrix<double> With(CsrMatrix<double> matrix, double[] values) => new(matrix.Rows, matrix.Columns, matrix.RowPointers, matrix.ColumnIndices, values);

    private static double[] Packed(DenseMatrix<double> matrix)
        => [.. Enumerable.Range(0, matrix.Rows).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => matrix[i, j]))];

    private static double[] Doubled(DenseMatrix<double> gradient)
        => [.. Enumerable.Range(0, gradient.Rows).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => i == j ? gradient[i, i] : gradient[i, j] + gradient[j, i]))];

    private static DenseMatrix<double> Symmetric(double[] packed)
    {
        int n = (int)Math.Sqrt(2 * packed.Length);
        var matrix = new DenseMatrix<double>(n, n);
        int at = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = packed[at++];
            }
        }

        return matrix;
    }
}
