using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Gradients of eigenpairs with respect to the fields of operators that users write.</summary>
[TestClass]
public sealed class FieldOperatorTests
{
    private static readonly double[] Potential = [0.3, 1.2, -0.5, 0.8, 2.1, -0.2, 0.9];

    /// <summary>A function of a potential and a stiffness, and its gradient.</summary>
    public static object[][] Cases =>
    [
        [nameof(FieldOperatorLosses.OfMadeStruct), (Loss)(FieldOperatorLosses.OfMadeStruct), (Gradient)(FieldOperatorLosses.OfMadeStructValueAndGradient)],
        [nameof(FieldOperatorLosses.OfMadeObject), (Loss)(FieldOperatorLosses.OfMadeObject), (Gradient)(FieldOperatorLosses.OfMadeObjectValueAndGradient)],
        [nameof(FieldOperatorLosses.OfChangingStruct), (Loss)(FieldOperatorLosses.OfChangingStruct), (Gradient)(FieldOperatorLosses.OfChangingStructValueAndGradient)],
        [nameof(FieldOperatorLosses.OfChangingObject), (Loss)(FieldOperatorLosses.OfChangingObject), (Gradient)(FieldOperatorLosses.OfChangingObjectValueAndGradient)],
        [nameof(FieldOperatorLosses.OfChosen), (Loss)(FieldOperatorLosses.OfChosen), (Gradient)(FieldOperatorLosses.OfChosenValueAndGradient)],
        [
            nameof(FieldOperatorLosses.OfGivenStruct),
            (Loss)((potential, stiffness) => FieldOperatorLosses.OfGivenStruct(Struct(potential, stiffness))),
            (Gradient)((ReadOnlySpan<double> potential, double stiffness, Span<double> potentialGradient, out double stiffnessGradient) =>
            {
                (double value, Schroedinger gradient) = FieldOperatorLosses.OfGivenStructValueAndGradient(Struct(potential, stiffness));
                return Take(value, gradient, potentialGradient, out stiffnessGradient);
            }),
        ],
        [
            nameof(FieldOperatorLosses.OfBothEnds),
            (Loss)((potential, stiffness) => FieldOperatorLosses.OfBothEnds(Struct(potential, stiffness))),
            (Gradient)((ReadOnlySpan<double> potential, double stiffness, Span<double> potentialGradient, out double stiffnessGradient) =>
            {
                (double value, Schroedinger gradient) = FieldOperatorLosses.OfBothEndsValueAndGradient(Struct(potential, stiffness));
                return Take(value, gradient, potentialGradient, out stiffnessGradient);
            }),
        ],
        [
            nameof(FieldOperatorLosses.OfGivenObject),
            (Loss)((potential, stiffness) => FieldOperatorLosses.OfGivenObject(new Well(potential.ToArray(), stiffness))),
            (Gradient)((ReadOnlySpan<double> potential, double stiffness, Span<double> potentialGradient, out double stiffnessGradient) =>
            {
                (double value, Well gradient) = FieldOperatorLosses.OfGivenObjectValueAndGradient(new Well(potential.ToArray(), stiffness));
                return Take(value, new Schroedinger { Potential = gradient.Potential, Stiffness = gradient.Stiffness }, potentialGradient, out stiffnessGradient);
            }),
        ],
    ];

    public delegate double Loss(ReadOnlySpan<double> potential, double stiffness);

    public delegate double Gradient(ReadOnlySpan<double> potential, double stiffness, Span<double> potentialGradient, out double stiffnessGradient);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fields_have_the_numeric_derivative(string name, Loss loss, Gradient gradient)
    {
        foreach (double stiffness in new[] { 0.7, 1.3 })
        {
            var actual = new double[Potential.Length + 1];
            double value = gradient(Potential, stiffness, actual.AsSpan(..^1), out actual[^1]);
            Assert.AreEqual(loss(Potential, stiffness), value, 0, name);
            Numeric.AssertGradient(x => loss(x.AsSpan(..^1), x[^1]), [.. Potential, stiffness], actual, 1e-7, step: 1e-2);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Matrices_in_fields_have_the_numeric_derivative(bool isMade)
    {
        CsrMatrix<double> first = Tridiagonal([1.2, -0.3, 0.8, 2, 1.1], 0.4);
        CsrMatrix<double> second = Tridiagonal([0.2, 0.7, -0.1, 0.5, 0.3], -0.6);
        int n = first.Values.Length;
        double Loss(double[] x)
        {
            CsrMatrix<double> a = With(first, x.AsSpan(0, n));
            CsrMatrix<double> b = With(second, x.AsSpan(n, n));
            return isMade
                ? FieldOperatorLosses.OfPencil(a, b, x[^2], x[^1])
                : FieldOperatorLosses.OfGivenPencil(new Pencil(a, b, new Strength(x[^2], x[^1])));
        }

        double[] gradient;
        if (isMade)
        {
            (CsrMatrix<double> a, CsrMatrix<double> b, double linear, double quadratic) = FieldOperatorLosses.OfPencilValueAndGradient(first, second, 0.3, 0.9).Gradient;
            gradient = [.. a.Values, .. b.Values, linear, quadratic];
        }
        else
        {
            Pencil g = FieldOperatorLosses.OfGivenPencilValueAndGradient(new Pencil(first, second, new Strength(0.3, 0.9))).Gradient;
            gradient = [.. g.First.Values, .. g.Second.Values, g.Strength.Linear, g.Strength.Quadratic];
        }

        AssertAlongSymmetric(Loss, [.. first.Values, .. second.Values, 0.3, 0.9], gradient, first, 2);
    }

    [TestMethod]
    public void A_constant_matrix_in_a_field_has_no_gradient()
    {
        CsrMatrix<double> first = Tridiagonal([1.2, -0.3, 0.8, 2, 1.1], 0.4);
        var second = new DenseMatrix<double>(5, 5, Losses.SymmetricRandom(5, 3));
        ConstantPlus gradient = FieldOperatorLosses.OfConstantPlusValueAndGradient(new ConstantPlus(first, second, 0.7)).Gradient;
        Assert.AreSame(first, gradient.First);
        Numeric.AssertGradient(
            factor => FieldOperatorLosses.OfConstantPlus(new ConstantPlus(first, second, factor[0])),
            [0.7],
            [gradient.Factor],
            1e-8);
        double along = 0;
        double[] direction = Losses.SymmetricRandom(5, 8);
        for (int i = 0; i < direction.Length; i++)
        {
            along += direction[i] * gradient.Second.Values[i];
        }

        double numeric = Numeric.Derivative(
            t => FieldOperatorLosses.OfConstantPlus(new ConstantPlus(first, new DenseMatrix<double>(5, 5, [.. second.Values.Zip(direction, (s, d) => s + t * d)]), 0.7)),
            0);
        Assert.AreEqual(numeric, along, 1e-8);
    }

    /// <summary>Free fermions (Pfeuty, 1970): E₀ = −Σ √(J² + g² − 2 J g cos k) over k = (2m + 1)π/N.</summary>
    [TestMethod]
    public void The_ground_energy_of_a_ring_of_spins_is_the_exact_one()
    {
        const int Sites = 10;
        const double Coupling = 1.1;
        const double Field = 0.8;
        (double energy, double slopeOfCoupling, double slopeOfField) = (0, 0, 0);
        for (int m = 0; m < Sites; m++)
        {
            double cosine = Math.Cos((2 * m + 1) * Math.PI / Sites);
            double root = Math.Sqrt(Coupling * Coupling + Field * Field - 2 * Coupling * Field * cosine);
            energy -= root;
            slopeOfCoupling -= (Coupling - Field * cosine) / root;
            slopeOfField -= (Field - Coupling * cosine) / root;
        }

        (double value, (double coupling, double field) gradient) = FieldOperatorLosses.GroundEnergyValueAndGradient(Coupling, Field, Sites);
        Assert.AreEqual(energy, value, 1e-11);
        Assert.AreEqual(slopeOfCoupling, gradient.coupling, 1e-11);
        Assert.AreEqual(slopeOfField, gradient.field, 1e-11);
        (float single, (float coupling, float field) singles) = FieldOperatorLosses.GroundEnergyValueAndGradient((float)Coupling, (float)Field, Sites);
        Assert.AreEqual(energy, single, 1e-4);
        Assert.AreEqual(slopeOfCoupling, singles.coupling, 1e-3);
        Assert.AreEqual(slopeOfField, singles.field, 1e-3);
    }

    /// <summary>A problem too large for the dense path: Lanczos and MINRES, with nothing but products.</summary>
    [TestMethod]
    public void Vectors_of_a_large_operator_have_the_numeric_derivative()
    {
        double[] potential = [.. Enumerable.Range(0, 600).Select(i => 0.002 * (i - 290) * (i - 290) / 100 + 0.1 * Math.Sin(i))];
        (double _, (double[] potential, double stiffness) gradient) = FieldOperatorLosses.OfMadeStructValueAndGradient(potential, 1.4);
        Assert.AreEqual(Numeric.Derivative(s => FieldOperatorLosses.OfMadeStruct(potential, s), 1.4, 1e-2), gradient.stiffness, 1e-7);
        foreach (int i in new[] { 0, 290, 333 })
        {
            double At(double value)
            {
                double[] changed = [.. potential];
                changed[i] = value;
                return FieldOperatorLosses.OfMadeStruct(changed, 1.4);
            }

            Assert.AreEqual(Numeric.Derivative(At, potential[i], 1e-2), gradient.potential[i], 1e-7);
        }
    }

    private static Schroedinger Struct(ReadOnlySpan<double> potential, double stiffness) => new() { Potential = potential.ToArray(), Stiffness = stiffness };

    private static double Take(double value, Schroedinger gradient, Span<double> potentialGradient, out double stiffnessGradient)
    {
        gradient.Potential.CopyTo(potentialGradient);
        stiffnessGradient = gradient.Stiffness;
        return value;
    }

    private static CsrMatrix<double> Tridiagonal(double[] diagonal, double beside)
    {
        int n = diagonal.Length;
        int[] rows = [.. Enumerable.Range(0, n), .. Enumerable.Range(0, n - 1), .. Enumerable.Range(1, n - 1)];
        int[] columns = [.. Enumerable.Range(0, n), .. Enumerable.Range(1, n - 1), .. Enumerable.Range(0, n - 1)];
        return CsrMatrix<double>.FromTriplets(n, n, rows, columns, [.. diagonal, .. Enumerable.Repeat(beside, 2 * (n - 1))]);
    }

    private static CsrMatrix<double> With(CsrMatrix<double> pattern, ReadOnlySpan<double> values) =>
        new(pattern.Rows, pattern.Columns, pattern.RowPointers, pattern.ColumnIndices, values.ToArray());

    /// <summary>Both places of a symmetric matrix move together: an operator that is not symmetric has no eigenpairs to compare.</summary>
    private static void AssertAlongSymmetric(Func<double[], double> loss, double[] x, double[] gradient, CsrMatrix<double> pattern, int matrices)
    {
        int n = pattern.Values.Length;
        for (int k = 0; k < x.Length; k++)
        {
            int twin = k;
            if (k < matrices * n)
            {
                int row = Enumerable.Range(0, pattern.Rows).Last(i => pattern.RowPointers[i] <= k % n);
                int column = pattern.ColumnIndices[k % n];
                twin = k - (k % n) + Enumerable.Range(pattern.RowPointers[column], pattern.RowPointers[column + 1] - pattern.RowPointers[column]).Single(p => pattern.ColumnIndices[p] == row);
            }

            double At(double t)
            {
                double[] moved = [.. x];
                moved[k] = t;
                moved[twin] = t;
                return loss(moved);
            }

            Assert.AreEqual(Numeric.Derivative(At, x[k], 1e-2), twin == k ? gradient[k] : gradient[k] + gradient[twin], 1e-7, $"place {k}");
        }
    }
}
