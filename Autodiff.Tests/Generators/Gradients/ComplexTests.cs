using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Autodiff.Tests.Generators.Gradients.ComplexExamples;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Complex numbers in generated code: programs against finite differences, and the companions as their callers see them.</summary>
[TestClass]
public sealed class ComplexTests
{
    public static IEnumerable<object[]> Cases => new[] { typeof(ComplexPrograms), typeof(ComplexTypePrograms), typeof(ComplexFormPrograms) }
        .SelectMany(type => ArrayProgram.Of(type).Select(program => new object[] { type, program.ToString() }));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Programs_have_the_numeric_gradient(Type type, string name)
    {
        ArrayProgram program = ArrayProgram.Of(type).Single(candidate => candidate.ToString() == name);
        program.Check([0.7, 0.4, -0.6, 1.1, 0.9, 0.3]);
        program.Check([0.2, -0.8, 1.3, 0.5, 0.4, -0.7]);
        program.Check([-0.5, 0.6, 0.8, -0.9, 1.2, 1.6]);
    }

    [TestMethod]
    public void The_gradient_of_a_complex_number_is_one()
    {
        Complex[] z = [new(0.4, -0.3), new(-1.2, 0.8)];
        (double value, (Complex[] z, Complex c, float k) gradient) = ComplexCompanions.EnergyValueAndGradient(z, new Complex(0.6, 0.2), 0.5f);
        Assert.AreEqual(ComplexCompanions.Energy(z, new Complex(0.6, 0.2), 0.5f), value);
        Numeric.AssertGradient(
            x => ComplexCompanions.Energy([new(x[0], x[1]), new(x[2], x[3])], new Complex(x[4], x[5]), 0.5f),
            [0.4, -0.3, -1.2, 0.8, 0.6, 0.2],
            [gradient.z[0].Real, gradient.z[0].Imaginary, gradient.z[1].Real, gradient.z[1].Imaginary, gradient.c.Real, gradient.c.Imaginary]);
        Numeric.AssertClose(ComplexCompanions.Energy(z, new Complex(0.6, 0.2), 1) - ComplexCompanions.Energy(z, new Complex(0.6, 0.2), 0), gradient.k, 1e-6);

        Complex[] zGradient = [Complex.NaN, Complex.NaN];
        Assert.AreEqual(value, ComplexCompanions.EnergyValueAndGradient(z, new Complex(0.6, 0.2), 0.5f, zGradient, out Complex cGradient, out _));
        CollectionAssert.AreEqual(gradient.z, zGradient);
        Assert.AreEqual(gradient.c, cGradient);
    }

    [TestMethod]
    public void A_complex_result_has_a_complex_seed()
    {
        (Complex z, Complex w, var seed) = (new Complex(0.3, 1.1), new Complex(-0.7, 0.4), new Complex(2, -3));
        (Complex zAdjoint, Complex wAdjoint) = (new Complex(10, 20), 0);
        Assert.AreEqual(z * w, ComplexCompanions.ProductVjp(z, w, seed, ref zAdjoint, ref wAdjoint));
        Assert.AreEqual(new Complex(10, 20) + (seed * Complex.Conjugate(w)), zAdjoint);
        Assert.AreEqual(seed * Complex.Conjugate(z), wAdjoint);

        Complex[] x = [z, w, 1], xAdjoint = new Complex[3], y = new Complex[3], yAdjoint = [seed, 1, Complex.ImaginaryOne];
        ComplexCompanions.ConvolvedVjp(x, y, w, yAdjoint, xAdjoint, ref wAdjoint);
        Complex[] yOfPrimal = new Complex[3];
        ComplexCompanions.Convolved(x, yOfPrimal, w);
        CollectionAssert.AreEqual(yOfPrimal, y);
        CollectionAssert.AreEqual(new Complex[3], yAdjoint);
        Numeric.AssertGradient(Loss, [0.3, 1.1, -0.7, 0.4, 1, 0], [.. xAdjoint.SelectMany(a => new[] { a.Real, a.Imaginary })]);

        static double Loss(double[] parts)
        {
            Complex[] y = new Complex[3];
            ComplexCompanions.Convolved([new(parts[0], parts[1]), new(parts[2], parts[3]), new(parts[4], parts[5])], y, new Complex(-0.7, 0.4));
            return (2 * y[0].Real) - (3 * y[0].Imaginary) + y[1].Real + y[2].Imaginary;
        }
    }

    [TestMethod]
    public void Gradients_of_containers_structs_and_objects_have_complex_parts()
    {
        (double _, (Complex[,] a, Complex[][] rows, List<Complex> list) gradient) = ComplexCompanions.InContainersValueAndGradient(
            new Complex[,] { { new(1, 2), 3 } }, [[new(0, 1)], [2, new(4, -1)]], [new(5, 5)]);
        Assert.AreEqual((new Complex(8, 1), new Complex(0, 0)), (gradient.a[0, 0], gradient.a[0, 1]));
        Assert.AreEqual((new Complex(0, 0), new Complex(1, 0), new Complex(1, -2)), (gradient.rows[0][0], gradient.rows[1][0], gradient.rows[1][1]));
        Assert.AreEqual(new Complex(0, 1), gradient.list[0]);

        var polynomial = new Polynomial([new(1, 1), new(0, 2)], new Complex(0.5, -1));
        Complex zAdjoint = 0;
        var adjoint = new Polynomial(new Complex[2], 0);
        polynomial.AtVjp(new Complex(0.3, 0.6), 1, ref adjoint, ref zAdjoint);
        Assert.AreEqual(Complex.Conjugate(polynomial.Gain), adjoint.Coefficients[0]);
        Assert.AreEqual(Complex.Conjugate(polynomial.Gain * new Complex(0.3, 0.6)), adjoint.Coefficients[1]);
        Assert.AreEqual(Complex.Conjugate(polynomial.Gain * polynomial.Coefficients[1]), zAdjoint);

        var filter = new Filter { Pole = new Complex(0.2, 0.1), Zeros = { 1, new(0, 1) }, Blocks = [[2]] };
        Filter filterAdjoint = filter.CreateShadow();
        zAdjoint = 0;
        filter.AnswerVjp(new Complex(0.9, 0.7), 1, filterAdjoint, ref zAdjoint);
        Complex q = 0.5 / (new Complex(0.9, 0.7) - filter.Pole);
        Numeric.AssertClose(0, Complex.Abs(filterAdjoint.Blocks[0][0] - Complex.Conjugate(q * new Complex(0.9, 0.7))), 1e-14);
        Assert.IsTrue(filterAdjoint.Zeros.All(zero => zero != 0) && filterAdjoint.Taps.All(tap => tap != 0) && filterAdjoint.Pole != 0 && filterAdjoint.Gain != 0);
        filterAdjoint.SetToZero();
        Assert.IsTrue(filterAdjoint.Zeros.All(zero => zero == 0) && filterAdjoint.Taps.All(tap => tap == 0) && filterAdjoint.Pole == 0);
    }

    [TestMethod]
    public void Kinks_leave_no_NaN_in_a_gradient()
    {
        (double value, (Complex z, Complex w) gradient) = ComplexCompanions.AtKinksValueAndGradient(0, new Complex(0, 2));
        Assert.AreEqual(2, value);
        Assert.AreEqual((Complex.Zero, Complex.ImaginaryOne), gradient);
        (_, Complex unused) = ComplexCompanions.UnusedValueAndGradient(0);
        Assert.AreEqual(Complex.One, unused);
    }
}

/// <summary>Methods whose companions are looked at.</summary>
public static partial class ComplexCompanions
{
    [Differentiable]
    public static Complex Product(Complex z, Complex w) => z * w;

    [Differentiable]
    public static double Energy(Complex[] z, Complex c, float k)
    {
        double energy = 0;
        foreach (Complex value in z)
        {
            Complex turned = (value * c) + (k * c);
            energy += turned.Magnitude * turned.Magnitude;
        }

        return energy;
    }

    [Differentiable]
    public static void Convolved(ReadOnlySpan<Complex> x, Span<Complex> y, Complex c)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = (c * x[i]) + (x[(i + 1) % x.Length] * Complex.Conjugate(x[i]));
        }
    }

    [Differentiable]
    public static double InContainers(Complex[,] a, Complex[][] rows, List<Complex> list) =>
        (a[0, 0] * rows[1][1]).Real + a[0, 0].Real * rows[0].Length + (a[0, 0].Real * 3) + rows[1][0].Real + list[^1].Imaginary;

    /// <summary>|0| and powers of 0, which have derivatives, and a magnitude that has one.</summary>
    [Differentiable]
    public static double AtKinks(Complex z, Complex w) =>
        Complex.Abs(z) + w.Magnitude + (Complex.Pow(z, 2) + Complex.Pow(z, new Complex(3, 1)) + Complex.Pow(z, 0)).Real - 1;

    /// <summary>What would have no derivative at 0 does not reach the result.</summary>
    [Differentiable]
    public static double Unused(Complex z)
    {
        Complex without = Complex.Log(z) + Complex.Sqrt(z) + Complex.Pow(z, 0.5) + Complex.Reciprocal(z) + (1 / z) + z.Phase;
        return z.Real > 1 ? without.Real : z.Real;
    }
}
