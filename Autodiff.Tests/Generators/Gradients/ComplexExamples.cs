using System;
using System.Collections.Generic;
using System.Numerics;

namespace Autodiff.Tests.Generators.Gradients.ComplexExamples;

[Differentiable]
public readonly partial record struct Phasor(Complex Amplitude, double Rate)
{
    public Complex Conjugated => Complex.Conjugate(Amplitude);

    public static Phasor operator *(Complex factor, Phasor p) => p with { Amplitude = factor * p.Amplitude };

    [Differentiable]
    public Complex At(double t) => Amplitude * Complex.Exp(new Complex(0, Rate * t));
}

/// <summary>A polynomial with a gain.</summary>
[Differentiable]
public readonly partial record struct Polynomial(Complex[] Coefficients, Complex Gain)
{
    [Differentiable]
    public Complex At(Complex z)
    {
        Complex sum = 0;
        for (int i = Coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * z) + Coefficients[i];
        }

        return Gain * sum;
    }
}

[Differentiable]
public partial class Filter
{
    public Complex Pole { get; set; }

    public Complex[] Taps = [1, 2];

    public List<Complex> Zeros { get; init; } = [];

    public Complex[][] Blocks { get; init; } = [];

    public double Gain = 0.5;

    public void Turn(Complex by) => Pole *= by;

    [Differentiable]
    public Complex Answer(Complex z)
    {
        Complex sum = Taps[0] + (Taps[1] * z);
        foreach (Complex zero in Zeros)
        {
            sum *= z - zero;
        }

        foreach (Complex[] block in Blocks)
        {
            sum += block[0] * z;
        }

        return Gain * sum / (z - Pole);
    }
}

/// <summary>A struct over whatever multiplies and adds, complex numbers among them.</summary>
[Differentiable]
public readonly partial record struct Pair<T>(T X, T Y)
    where T : INumberBase<T>
{
    public T Dot(Pair<T> other) => (X * other.X) + (Y * other.Y) - T.One;

    public static Pair<T> operator +(Pair<T> a, Pair<T> b) => new(a.X + b.X, a.Y - -b.Y);
}

/// <summary>A library's class with complex numbers, views of them, and rules.</summary>
public sealed class Field : IDifferentiableObject<Field>
{
    private readonly Complex[] _values;

    public Field(ReadOnlySpan<Complex> values) => _values = values.ToArray();

    [View(Writable = nameof(WritableValues))]
    public ReadOnlySpan<Complex> Values => _values;

    public Span<Complex> WritableValues => _values;

    [View]
    public Complex this[int i]
    {
        get => _values[i];
        set => _values[i] = value;
    }

    [View(Writable = nameof(WritableRow))]
    public ReadOnlySpan<Complex> Row(int i) => _values.AsSpan(2 * i, 2);

    public Span<Complex> WritableRow(int i) => _values.AsSpan(2 * i, 2);

    public Complex Sum()
    {
        Complex sum = 0;
        foreach (Complex value in _values)
        {
            sum += value;
        }

        return sum;
    }

    public Field CreateShadow() => new(new Complex[_values.Length]);

    public void SetToZero() => Array.Clear(_values);

    public void RequireShadow(Field shadow, string name) => ArgumentNullException.ThrowIfNull(shadow, name);
}

/// <summary>What is known by its products alone.</summary>
[DerivativeInterface(typeof(ILinearDerivative))]
public interface ILinear
{
    int Dimension { get; }

    void Apply(ReadOnlySpan<Complex> x, Span<Complex> y);
}

public interface ILinearDerivative : ILinear
{
    void ApplyVjp(ILinear primal, ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint);
}

public static class Library
{
    /// <summary>vᴴ A v.</summary>
    public static Complex Form(ILinear a, ReadOnlySpan<Complex> v)
    {
        var product = new Complex[v.Length];
        a.Apply(v, product);
        Complex sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += Complex.Conjugate(v[i]) * product[i];
        }

        return sum;
    }

    /// <summary>y = i·x.</summary>
    public static void Turn(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Complex.ImaginaryOne * x[i];
        }
    }

    [VjpOf(typeof(Library), nameof(Form))]
    public static void Form(ILinear a, ReadOnlySpan<Complex> v, Complex resultAdjoint, ILinear aAdjoint, Span<Complex> vAdjoint)
    {
        var product = new Complex[v.Length];
        a.Apply(v, product);
        var productAdjoint = new Complex[v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            vAdjoint[i] += Complex.Conjugate(resultAdjoint) * product[i];
            productAdjoint[i] = resultAdjoint * v[i];
        }

        ((ILinearDerivative)aAdjoint).ApplyVjp(a, v, productAdjoint, vAdjoint);
    }

    [VjpOf(typeof(Library), nameof(Turn))]
    public static void TurnBack(ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint)
    {
        for (int i = 0; i < yAdjoint.Length; i++)
        {
            xAdjoint[i] -= Complex.ImaginaryOne * yAdjoint[i];
        }
    }

    [VjpOf(typeof(Field), ".ctor")]
    public static void Make(Field resultAdjoint, Span<Complex> valuesAdjoint)
    {
        for (int i = 0; i < valuesAdjoint.Length; i++)
        {
            valuesAdjoint[i] += resultAdjoint[i];
        }
    }

    [VjpOf(typeof(Field), nameof(Field.Sum))]
    public static void Sum(Complex resultAdjoint, Field selfAdjoint)
    {
        foreach (ref Complex value in selfAdjoint.WritableValues)
        {
            value += resultAdjoint;
        }
    }
}

/// <summary>A Hermitian chain: a real diagonal and one hopping with a phase.</summary>
[Differentiable]
public readonly partial struct Lattice(double[] diagonal, Complex hopping) : ILinear
{
    public int Dimension => diagonal.Length;

    [Differentiable]
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = diagonal[i] * x[i];
            if (i > 0)
            {
                y[i] += Complex.Conjugate(hopping) * x[i - 1];
            }

            if (i + 1 < x.Length)
            {
                y[i] += hopping * x[i + 1];
            }
        }
    }
}

/// <summary>A diagonal of complex numbers, held by an object.</summary>
[Differentiable]
public sealed partial class Diagonal : ILinear
{
    public Complex[] Values = [];

    public int Dimension => Values.Length;

    [Differentiable]
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Values[i] * x[i];
        }
    }
}
