using System;
using T = System.Numerics.Tensors.TensorPrimitives;

namespace Autodiff.Tests.Fuzz.Duals;

/// <summary>
/// The counterpart of <see cref="System.Numerics.Tensors.TensorPrimitives"/>: values from the real one, so that they
/// agree to the last bit, tangents element by element.
/// </summary>
public static class TensorPrimitives
{
    private delegate void Unary(ReadOnlySpan<double> x, Span<double> destination);

    private delegate void Binary(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination);

    public static void Add(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> destination) => Apply(x, y, destination, T.Add, (a, b) => a + b);

    public static void Add(ReadOnlySpan<Dual> x, Dual y, Span<Dual> destination) => Add(x, Repeat(y, x.Length), destination);

    public static void Subtract(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> destination) => Apply(x, y, destination, T.Subtract, (a, b) => a - b);

    public static void Multiply(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> destination) => Apply(x, y, destination, T.Multiply, (a, b) => a * b);

    public static void Multiply(ReadOnlySpan<Dual> x, Dual y, Span<Dual> destination) => Multiply(x, Repeat(y, x.Length), destination);

    public static void Negate(ReadOnlySpan<Dual> x, Span<Dual> destination) => Apply(x, destination, T.Negate, a => -a);

    public static void Sin(ReadOnlySpan<Dual> x, Span<Dual> destination) => Apply(x, destination, T.Sin, Math.Sin);

    public static void Cos(ReadOnlySpan<Dual> x, Span<Dual> destination) => Apply(x, destination, T.Cos, Math.Cos);

    public static void Tanh(ReadOnlySpan<Dual> x, Span<Dual> destination) => Apply(x, destination, T.Tanh, Math.Tanh);

    public static Dual Sum(ReadOnlySpan<Dual> x)
    {
        double tangent = 0;
        foreach (Dual element in x)
        {
            tangent += element.Tangent;
        }

        return new(T.Sum<double>(Values(x)), tangent);
    }

    public static Dual SumOfSquares(ReadOnlySpan<Dual> x) => new(T.SumOfSquares<double>(Values(x)), Dot(x, x).Tangent);

    public static Dual Dot(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y)
    {
        double tangent = 0;
        for (int i = 0; i < x.Length; i++)
        {
            tangent += (x[i] * y[i]).Tangent;
        }

        return new(T.Dot<double>(Values(x), Values(y)), tangent);
    }

    private static double[] Values(ReadOnlySpan<Dual> x)
    {
        var values = new double[x.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = x[i].Value;
        }

        return values;
    }

    private static Dual[] Repeat(Dual value, int count)
    {
        var duals = new Dual[count];
        Array.Fill(duals, value);
        return duals;
    }

    private static void Apply(ReadOnlySpan<Dual> x, Span<Dual> destination, Unary values, Func<Dual, Dual> rule)
    {
        var result = new double[x.Length];
        values(Values(x), result);
        for (int i = 0; i < result.Length; i++)
        {
            destination[i] = new Dual(result[i], rule(x[i]).Tangent);
        }
    }

    private static void Apply(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> destination, Binary values, Func<Dual, Dual, Dual> rule)
    {
        var result = new double[x.Length];
        values(Values(x), Values(y), result);
        for (int i = 0; i < result.Length; i++)
        {
            destination[i] = new Dual(result[i], rule(x[i], y[i]).Tangent);
        }
    }
}
