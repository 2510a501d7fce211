using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>A function of each element that a contribution needs first.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal interface IFunction<T>
{
    static abstract void Invoke(ReadOnlySpan<T> x, Span<T> destination);
}

/// <summary>The functions that the derivatives of others are made of.</summary>
internal static class Functions
{
    public readonly struct Cos<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Cos(x, destination);
    }

    public readonly struct Sin<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Sin(x, destination);
    }

    public readonly struct CosPi<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.CosPi(x, destination);
    }

    public readonly struct SinPi<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.SinPi(x, destination);
    }

    public readonly struct Cosh<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Cosh(x, destination);
    }

    public readonly struct Sinh<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Sinh(x, destination);
    }

    public readonly struct Log<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public static void Invoke(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Log(x, destination);
    }
}
