using System;
using System.Numerics;
using Autodiff.Tests.Generators.Gradients.ComplexExamples;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Complex numbers in tuples, structs, objects and operators; each program takes the parts of three of them.</summary>
public static partial class ComplexTypePrograms
{
    [Differentiable]
    public static double Tuples(double[] x)
    {
        (Complex A, double B) pair = (new Complex(x[0], x[1]), x[2]);
        (Complex, Complex)[] all = new (Complex, Complex)[2];
        all[0] = (pair.A * pair.B, new Complex(x[3], x[4]));
        all[1] = Swapped(all[0]);
        (pair.A, Complex w) = all[1];
        all[1].Item1 *= w;
        return (pair.A / (w + x[5]) * all[1].Item1).Real;
    }

    [Differentiable]
    public static (Complex, Complex) Swapped((Complex First, Complex Second) pair) => (pair.Second + 1, pair.First * pair.Second);

    [Differentiable]
    public static double Structs(double[] x)
    {
        var p = new Phasor(new Complex(x[0], x[1]), x[2]);
        Phasor turned = new Complex(x[3], x[4]) * p;
        var polynomial = new Polynomial([turned.Amplitude, turned.At(x[5]), 2], p.Conjugated);
        polynomial.Coefficients[1] += p.Amplitude;
        Phasor[] several = [p, turned];
        several[1] = several[0] with { Rate = x[5] };
        Complex sum = polynomial.At(several[1].At(0.3)) + Shifted(turned).Amplitude;
        return sum.Real - sum.Imaginary;
    }

    [Differentiable]
    public static Phasor Shifted(Phasor p) => new(p.Amplitude + p.At(0.4), p.Rate);

    [Differentiable]
    public static double Generics(double[] x)
    {
        var a = new Pair<Complex>(new Complex(x[0], x[1]), new Complex(x[2], x[3]));
        Pair<Complex> b = a + new Pair<Complex>(x[4], x[5]);
        var real = new Pair<double>(x[4], x[5]);
        return (a.Dot(b) * b.X).Real + real.Dot(real);
    }

    [Differentiable]
    public static double Objects(double[] x)
    {
        var filter = new Filter { Pole = new Complex(x[0], x[1]), Gain = x[2], Zeros = [new(x[3], x[4])], Blocks = [[x[5]], [new(x[0], 1)]] };
        filter.Turn(new Complex(x[3], 1));
        filter.Taps[1] *= filter.Pole;
        filter.Zeros[0] += filter.Taps[1];
        Filter other = filter;
        other.Pole -= x[4];
        Complex answer = filter.Answer(new Complex(x[4], x[5]));
        Filter[] both = [filter, new Filter { Pole = answer }];
        return (answer * Answer(both, 0.3)).Imaginary;
    }

    [Differentiable]
    public static Complex Answer(Filter[] filters, Complex z)
    {
        Complex product = 1;
        foreach (Filter filter in filters)
        {
            product *= filter.Answer(z + filter.Pole + 2);
        }

        return product;
    }

    [Differentiable]
    public static double Views(double[] x)
    {
        Complex[] values = [new(x[0], x[1]), new(x[2], x[3]), new(x[4], x[5]), 1];
        var field = new Field(values);
        field[2] = field[0] * field[1];
        Complex sum = field.Sum() * field.Row(1)[0] + Dot(field.Row(0), field.Values[2..]) + Weighted(field, field[3]);
        Complex[] turned = new Complex[4];
        Library.Turn(field.Values, turned);
        Library.Turn(turned, values);
        return (sum * turned[2] * values[1]).Real;
    }

    [Differentiable]
    public static Complex Dot(ReadOnlySpan<Complex> a, ReadOnlySpan<Complex> b)
    {
        Complex sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Complex.Conjugate(a[i]) * b[i];
        }

        return sum;
    }

    [Differentiable]
    public static Complex Weighted(Field field, Complex weight) => field[0] * weight + field.Values[1];

    [Differentiable]
    public static double Operators(double[] x)
    {
        var lattice = new Lattice([x[0], x[1] * x[2], 0.5], new Complex(x[3], x[4]));
        Complex[] v = [1, new(x[5], x[0]), new(0.2, x[1])];
        Complex energy = Library.Form(lattice, v);
        var diagonal = new Diagonal { Values = [energy, new(x[2], x[3]), x[4]] };
        return energy.Real + (Library.Form(diagonal, v) * Library.Form(diagonal, new Complex[3])).Imaginary + Library.Form(diagonal, v).Imaginary;
    }
}
