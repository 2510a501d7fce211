using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

[TestClass]
public sealed class HermitianProgramTests
{
    private static readonly double[] Spectrum = [-3, -1.5, 0.2, 1, 2.5];

    [TestMethod]
    public void Stored_values_have_the_numeric_derivative()
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 3);
        HermitianCsrMatrix sparse = HermitianProblems.Sparse(a);
        (double value, HermitianMatrix gradient) = HermitianPrograms.OfDenseValueAndGradient(a);
        Assert.AreEqual(HermitianPrograms.OfDense(a), value, 1e-14);
        AssertNear(HermitianLosses.Differences(a.Values, () => HermitianPrograms.OfDense(a)), gradient.Values);
        AssertNear(HermitianLosses.Differences(sparse.Values, () => HermitianPrograms.OfSparse(sparse)), HermitianPrograms.OfSparseValueAndGradient(sparse).Gradient.Values);

        // Eigh checks what it is given: both mirror images are moved together.
        Complex[] all = HermitianPrograms.OfAllValueAndGradient(a).Gradient.Values;
        const double H = 1e-6;
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < i; j++)
            {
                foreach (Complex step in new[] { Complex.One, Complex.ImaginaryOne })
                {
                    double Moved(double h)
                    {
                        var moved = new HermitianMatrix(5, a.Values);
                        moved[i, j] += h * step;
                        moved[j, i] += h * Complex.Conjugate(step);
                        return HermitianPrograms.OfAll(moved);
                    }

                    double expected = (Moved(H) - Moved(-H)) / (2 * H);
                    double actual = (Complex.Conjugate(all[i * 5 + j]) * step + Complex.Conjugate(all[j * 5 + i]) * Complex.Conjugate(step)).Real;
                    Assert.AreEqual(expected, actual, 1e-7);
                }
            }
        }
    }

    [TestMethod]
    public void A_complex_target_has_a_gradient_too()
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 3);
        Complex[] target = HermitianProblems.Random(5, 8);
        (double _, (HermitianMatrix A, Complex[] Target) gradient) = HermitianPrograms.OfTargetValueAndGradient(a, target);
        AssertNear(HermitianLosses.Differences(a.Values, () => HermitianPrograms.OfTarget(a, target)), gradient.A.Values);
        AssertNear(HermitianLosses.Differences(target, () => HermitianPrograms.OfTarget(a, target)), gradient.Target);
    }

    [TestMethod]
    public void Matrices_built_in_the_method_have_the_closed_form_derivative()
    {
        (double value, (double x, double y, double z) gradient) = HermitianPrograms.SpinValueAndGradient(0.3, -0.4, 1.2);
        Assert.AreEqual(1.3, value, 1e-14);
        Assert.AreEqual(0.3 / 1.3, gradient.x, 1e-14);
        Assert.AreEqual(-0.4 / 1.3, gradient.y, 1e-14);
        Assert.AreEqual(1.2 / 1.3, gradient.z, 1e-14);
        foreach (int n in new[] { 8, 230 })
        {
            Assert.AreEqual(2 * Math.Sin(0.7 / n) / n, HermitianPrograms.FluxValueAndGradient(0.7, n).Gradient, 1e-11);
        }
    }

    [TestMethod]
    public void Arrays_of_values_and_fields_of_operators_have_the_numeric_derivative()
    {
        Complex[] values = HermitianProblems.WithSpectrum(Spectrum, 6).Values;
        AssertNear(HermitianLosses.Differences(values, () => HermitianPrograms.OfArrays(values, 5)), HermitianPrograms.OfArraysValueAndGradient(values, 5).Gradient);

        double[] phases = Graphs.Random(7, 4);
        double[] potential = Graphs.Random(7, 5);
        (double _, (double[] Phases, double[] Potential) gradient) = HermitianPrograms.OfRingValueAndGradient(phases, potential);
        double[] expected = Differences(phases, () => HermitianPrograms.OfRing(phases, potential));
        Assert.IsLessThan(1e-7, Graphs.Deviation(expected, gradient.Phases));
        Assert.IsLessThan(1e-7, Graphs.Deviation(Differences(potential, () => HermitianPrograms.OfRing(phases, potential)), gradient.Potential));
        Assert.IsLessThan(1e-12, Graphs.Deviation(gradient.Phases, HermitianPrograms.OfGivenRingValueAndGradient(new FluxRing(phases, potential)).Gradient.Phases));

        HermitianMatrix bare = HermitianProblems.WithSpectrum(Spectrum, 7);
        (double _, (HermitianMatrix Bare, Complex Hopping) dressed) = HermitianPrograms.OfDressedValueAndGradient(bare, new Complex(0.2, 0.5));
        Complex[] hopping = [new Complex(0.2, 0.5)];
        AssertNear(HermitianLosses.Differences(hopping, () => HermitianPrograms.OfDressed(bare, hopping[0])), [dressed.Hopping]);
        AssertNear(HermitianLosses.Differences(bare.Values, () => HermitianPrograms.OfDressed(bare, hopping[0])), dressed.Bare.Values);
    }

    [TestMethod]
    public void Fields_of_an_object_have_the_numeric_derivative()
    {
        double[] potential = Graphs.Random(6, 5);
        Complex[] hopping = [new Complex(0.4, -0.9)];
        (double _, HoppingChain gradient) = HermitianPrograms.OfChainValueAndGradient(new HoppingChain(potential, hopping[0]));
        AssertNear(HermitianLosses.Differences(hopping, () => HermitianPrograms.OfChain(new HoppingChain(potential, hopping[0]))), [gradient.Hopping]);
        Assert.IsLessThan(1e-7, Graphs.Deviation(Differences(potential, () => HermitianPrograms.OfChain(new HoppingChain(potential, hopping[0]))), gradient.Potential));
    }

    /// <summary>The same as a Lanczos solve and MINRES, for the ring is too large for the dense path.</summary>
    [TestMethod]
    public void Fields_of_a_large_operator_have_the_gradient_of_the_stored_matrix()
    {
        const int N = 220;
        double[] phases = Graphs.Random(N, 4);
        double[] potential = Graphs.Random(N, 5);
        (double _, (double[] Phases, double[] Potential) gradient) = HermitianPrograms.OfRingValueAndGradient(phases, potential);
        const double H = 1e-6;
        double[] direction = Graphs.Random(2 * N, 6);
        double Along(double h) => HermitianPrograms.OfRing(
            [.. phases.Select((value, i) => value + h * direction[i])],
            [.. potential.Select((value, i) => value + h * direction[N + i])]);
        double expected = (Along(H) - Along(-H)) / (2 * H);
        Assert.AreEqual(expected, Graphs.Dot([.. gradient.Phases, .. gradient.Potential], direction), 1e-7 * Math.Max(1, Math.Abs(expected)));
    }

    [TestMethod]
    public void Products_with_matrices_have_the_numeric_derivative()
    {
        HermitianMatrix a = HermitianProblems.RandomDense(4, 1);
        a[1, 2] += 0.3;
        HermitianCsrMatrix b = HermitianProblems.Hopping(4, [(0, 1, new Complex(1, 2)), (1, 3, new Complex(-0.5, 0.3))], 0.7);
        Complex[] x = HermitianProblems.Random(4, 9);
        (double _, (HermitianMatrix A, HermitianCsrMatrix B, Complex[] X) gradient) = HermitianPrograms.ExpectationValueAndGradient(a, b, x);
        AssertNear(HermitianLosses.Differences(a.Values, () => HermitianPrograms.Expectation(a, b, x)), gradient.A.Values);
        AssertNear(HermitianLosses.Differences(b.Values, () => HermitianPrograms.Expectation(a, b, x)), gradient.B.Values);
        AssertNear(HermitianLosses.Differences(x, () => HermitianPrograms.Expectation(a, b, x)), gradient.X);
    }

    [TestMethod]
    public void A_loss_of_a_phase_is_refused()
        => StringAssert.Contains(Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianPrograms.OfPhaseValueAndGradient(HermitianProblems.WithSpectrum(Spectrum, 3))).Message, "phase");

    private static double[] Differences(double[] values, Func<double> loss)
    {
        const double H = 1e-6;
        return [.. values.Select((kept, i) =>
        {
            values[i] = kept + H;
            double up = loss();
            values[i] = kept - H;
            double down = loss();
            values[i] = kept;
            return (up - down) / (2 * H);
        })];
    }

    private static void AssertNear(Complex[] expected, Complex[] actual) => Assert.IsLessThan(1e-7, HermitianProblems.Deviation(expected, actual));
}
