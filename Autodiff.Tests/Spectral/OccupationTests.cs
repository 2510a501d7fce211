using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Free energies, density matrices and projectors.</summary>
[TestClass]
public sealed class OccupationTests
{
    [TestMethod]
    public void The_free_energy_has_the_numeric_gradients()
    {
        double[] q = FunctionReference.Orthogonal(3, 11);
        double[] w = FunctionReference.Weights(9, 12);
        foreach (double[] values in new double[][] { [1, 1, 1], [-0.5, 0.3, 0.3], [-2, 0, 5] })
        {
            DenseMatrix<double> a = FunctionReference.Compose(q, values);
            (double value, (DenseMatrix<double> a, double temperature, double chemicalPotential) gradient) = FunctionLosses.FreeEnergyValueAndGradient(a, 0.7, 0.2);
            Assert.AreEqual(values.Sum(x => -0.7 * Math.Log(1 + Math.Exp(-(x - 0.2) / 0.7))), value, 1e-14);
            SpectralFunctionTests.AssertNumeric(m => FunctionLosses.FreeEnergy(m, 0.7, 0.2), a, gradient.a.Values);
            Numeric.AssertClose(Numeric.Derivative(t => FunctionLosses.FreeEnergy(a, t, 0.2), 0.7), gradient.temperature);
            Numeric.AssertClose(Numeric.Derivative(mu => FunctionLosses.FreeEnergy(a, 0.7, mu), 0.2), gradient.chemicalPotential);
            Numeric.AssertClose(SpectralOps.FermiDirac(a, 0.7, 0.2).Values, gradient.a.Values, 1e-14);

            (DenseMatrix<double> a, double temperature, double chemicalPotential, double[] weights) density = FunctionLosses.FermiDiracValueAndGradient(a, 0.7, 0.2, w).Gradient;
            SpectralFunctionTests.AssertNumeric(m => FunctionLosses.FermiDirac(m, 0.7, 0.2, w), a, density.a.Values);
            Numeric.AssertClose(Numeric.Derivative(t => FunctionLosses.FermiDirac(a, t, 0.2, w), 0.7), density.temperature);
            Numeric.AssertClose(Numeric.Derivative(mu => FunctionLosses.FermiDirac(a, 0.7, mu, w), 0.2), density.chemicalPotential);
        }
    }

    /// <summary>Ω, its slope by T (minus the entropy) and by μ (minus the particles), for |λ − μ|/T up to a million and beyond.</summary>
    [TestMethod]
    public void Far_from_the_chemical_potential_nothing_overflows()
    {
        foreach (double temperature in new[] { 1e-6, 1e-300 })
        {
            var a = new DenseMatrix<double>(3, 3, [-1, 0, 0, 0, 1, 0, 0, 0, 0.5]);
            (double value, (DenseMatrix<double> a, double temperature, double chemicalPotential) gradient) = FunctionLosses.FreeEnergyValueAndGradient(a, temperature, 0);
            Assert.AreEqual(-1, value, 1e-15);
            Assert.AreEqual(0, gradient.temperature);
            Assert.AreEqual(-1, gradient.chemicalPotential);
            Numeric.AssertClose([1, 0, 0, 0, 0, 0, 0, 0, 0], gradient.a.Values, 1e-15);
            double[] weights = [.. Enumerable.Repeat(1.0, 9)];
            (DenseMatrix<double> a, double temperature, double chemicalPotential, double[] weights) density = FunctionLosses.FermiDiracValueAndGradient(a, temperature, 0, weights).Gradient;
            Assert.AreEqual(0, density.temperature);
            Assert.AreEqual(0, density.chemicalPotential);
            Numeric.AssertClose([0, -0.5, -2.0 / 3, -0.5, 0, 0, -2.0 / 3, 0, 0], density.a.Values, 1e-15);
        }

        // In the tails every digit is kept: Ω = −T log(1 + e⁻⁴⁰), N = e⁻⁴⁰/(1 + e⁻⁴⁰).
        var one = new DenseMatrix<double>(1, 1, [40]);
        (double tail, (DenseMatrix<double> a, double temperature, double chemicalPotential) slope) = FunctionLosses.FreeEnergyValueAndGradient(one, 1, 0);
        double e = Math.Exp(-40);
        Numeric.AssertClose(-e, tail, 1e-15, floor: 0);
        Numeric.AssertClose(e, slope.a.Values[0], 1e-15, floor: 0);
        Numeric.AssertClose(-41 * e, slope.temperature, 1e-15, floor: 0);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.FreeEnergy(one, 0, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.FermiDirac(one, 1, double.NaN));
    }

    /// <summary>Logistic divided differences in 28 digits.</summary>
    [TestMethod]
    public void Density_matrices_have_exact_gradients_at_every_gap()
    {
        double[] q = FunctionReference.Orthogonal(5, 5);
        double[] w = FunctionReference.Weights(25, 6);
        foreach (decimal gap in new[] { 1e-2m, 1e-4m, 1e-8m, 1e-12m, 0m })
        {
            decimal[] values = [-1.2m, 0.4m, 0.4m + gap, 0.4m + (2 * gap), 1.7m];
            DenseMatrix<double> a = FunctionReference.Compose(q, [.. values.Select(x => (double)x)]);
            static decimal Occupation(decimal x) => 1 / (1 + FunctionReference.Exp(2 * (x - 0.25m)));
            double[] expected = FunctionReference.Gradient(q, values, w, Occupation, x => -2 * Occupation(x) * (1 - Occupation(x)));
            Numeric.AssertClose(expected, FunctionLosses.FermiDiracValueAndGradient(a, 0.5, 0.25, w).Gradient.a.Values, 2e-14, $"gap {gap}", floor: 1);
        }
    }

    [TestMethod]
    public void A_projector_is_exact_however_near_eigenvalues_are_on_one_side()
    {
        double[] q = FunctionReference.Orthogonal(6, 5);
        double[] w = FunctionReference.Weights(36, 6);
        foreach (decimal gap in new[] { 1e-2m, 1e-4m, 1e-8m, 1e-12m, 0m })
        {
            decimal[] values = [-1, -1 + gap, 1, 1 + gap, 1 + (2 * gap), 3];
            DenseMatrix<double> a = FunctionReference.Compose(q, [.. values.Select(x => (double)x)]);
            DenseMatrix<double> projector = SpectralOps.Projector(a, 0, 2);
            Numeric.AssertClose(FunctionReference.Compose(q, [0, 0, 1, 1, 1, 0]).Values, projector.Values, 1e-14);
            double[] expected = FunctionReference.Gradient(q, values, w, x => x is > 0 and < 2 ? 1 : 0, _ => 0);
            (DenseMatrix<double> a, double low, double high, double[] weights) gradient = FunctionLosses.ProjectorValueAndGradient(a, 0, 2, w).Gradient;
            Numeric.AssertClose(expected, gradient.a.Values, 2e-14, $"gap {gap}", floor: 1);
            Assert.AreEqual(0, gradient.low);
            Assert.AreEqual(0, gradient.high);
        }

        DenseMatrix<double> triple = FunctionReference.Compose(q, [1, 1, 1, 2, 2, 5]);
        SpectralFunctionTests.AssertNumeric(m => FunctionLosses.Projector(m, double.NegativeInfinity, 1.5, w), triple, FunctionLosses.ProjectorValueAndGradient(triple, double.NegativeInfinity, 1.5, w).Gradient.a.Values);
    }

    [TestMethod]
    public void An_eigenvalue_on_the_edge_of_a_window_is_refused()
    {
        DenseMatrix<double> a = FunctionReference.Compose(FunctionReference.Orthogonal(4, 5), [0, 1, 2, 3]);
        EigenvalueOnEdgeException edge = Assert.ThrowsExactly<EigenvalueOnEdgeException>(() => SpectralOps.Projector(a, -1, 2));
        Assert.AreEqual(2, edge.Index);
        Assert.AreEqual(2, edge.Edge);
        Assert.AreEqual(0, Assert.ThrowsExactly<EigenvalueOnEdgeException>(() => SpectralOps.Projector(a, 1e-16, 2.5)).Index);
        Assert.ThrowsExactly<EigenvalueOnEdgeException>(() => SpectralOps.Projector(new DenseMatrix<double>(1, 1), 0, 1));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Projector(a, 2, 1));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Projector(a, double.NaN, 1));
        Numeric.AssertClose(FunctionReference.Compose(FunctionReference.Orthogonal(4, 5), [0, 1, 1, 1]).Values, SpectralOps.Projector(a, 1e-13, double.PositiveInfinity).Values, 1e-14);
    }
}
