using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>One body for every number type.</summary>
public static partial class GenericPrograms
{
    private static readonly double[] Table = [0.5, -1.25, 2, 0.75];

    [Differentiable]
    public static T Horner<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T s = T.Zero;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            s = (s * x[0]) + x[i];
        }

        return s + T.One - T.NegativeOne;
    }

    [Differentiable]
    public static T Literals<T>(ReadOnlySpan<T> x)
        where T : IFloatingPoint<T>
    {
        T half = T.CreateChecked(0.5);
        T s = T.CreateTruncating(2) * x[0] * T.Pi;
        s += x[1] * T.CreateSaturating(-3f) / T.E;
        s -= half;
        s *= x[2] + half;
        s /= T.CreateChecked(7);
        return s + (T.CreateChecked(Math.PI) * x[3]) + default(T)!;
    }

    [Differentiable]
    public static T Functions<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T a = T.Sin(x[0]) * T.Cos(x[1]);
        a += T.Exp(x[2] * T.Tanh(x[3]));
        a -= T.Log(T.One + (x[4] * x[4]));
        a += T.Sqrt(T.CreateChecked(3) + x[5]) * T.Cbrt(x[0] + T.CreateChecked(2));
        a *= T.Hypot(x[1], x[2]);
        a += T.Pow(T.CreateChecked(2), x[3]) + T.Pow(T.CreateChecked(3) + x[0], x[1]);
        a += T.Atan2(x[4], x[5] + T.CreateChecked(4)) + T.Abs(x[0]) + T.Max(x[1], x[2]) + T.Min(x[2], x[3]);
        a += T.FusedMultiplyAdd(x[0], x[1], x[2]) + T.Lerp(x[0], x[3], x[5]) + T.Log2(x[1] + T.CreateChecked(3));
        return a + T.Clamp(x[4], T.CreateChecked(-0.5), T.CreateChecked(0.5)) + T.Floor(x[2]) + T.CopySign(x[3], x[4]);
    }

    [Differentiable]
    public static T Branches<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T s = T.Zero;
        foreach (T value in x)
        {
            if (value > T.Zero && !T.IsNaN(value))
            {
                s += value * value;
            }
            else
            {
                s = s * T.CreateChecked(0.25) - value;
            }

            s = s > T.One ? T.Sqrt(s) : s;
        }

        return s;
    }

    [Differentiable]
    public static T Buffers<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = x.ToArray();
        Span<T> window = stackalloc T[2];
        for (int step = 0; step < 3; step++)
        {
            window.Clear();
            for (int i = 0; i < y.Length; i++)
            {
                window[i % 2] += y[i] * y[(i + 1) % y.Length];
            }

            y[step] = window[0] * window[1] + y[step + 1];
            y[step + 1] *= T.Tanh(y[step]);
        }

        return TensorPrimitives.Sum<T>(y) + (window[0] * window[0]);
    }

    [Differentiable]
    public static T Rectangles<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        var a = new T[2, 3];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    a[i, j] = (a[1 - i, j] * x[i]) + (x[(2 * i) + j] * x[(2 * i) + j]);
                }
            }
        }

        return a[0, 1] * a[1, 2];
    }

    [Differentiable]
    public static T Tensors<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T[] y = new T[x.Length];
        TensorPrimitives.Multiply(x, x[0], y);
        TensorPrimitives.Sigmoid<T>(y, y);
        return TensorPrimitives.Dot(x, y) + TensorPrimitives.Norm(x);
    }

    [Differentiable]
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : INumber<T>
    {
        T s = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * y[i];
        }

        return s;
    }

    [Differentiable]
    public static T Calls<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T s = Dot(x, x) * Dot<T>(x[..2], x[2..4]);
        return s + Power(x[0], 5) + Power(x[1], 2) + Even(x[2], 4);
    }

    [Differentiable]
    public static T Power<T>(T x, int n)
        where T : INumber<T>
        => n == 0 ? T.One : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

    [Differentiable]
    public static T Even<T>(T x, int n)
        where T : IFloatingPointIeee754<T>
        => n == 0 ? x : T.Sin(Odd(x, n - 1));

    [Differentiable]
    public static T Odd<T>(T x, int n)
        where T : IFloatingPointIeee754<T>
        => x * Even(x, n - 1);

    /// <summary>Through double and back: a conversion has a derivative.</summary>
    [Differentiable]
    public static T Mixed<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        double d = double.CreateChecked(x[0]) * Math.Sin(double.CreateChecked(x[1]));
        T s = T.CreateChecked(d * 3) + T.CreateTruncating(d * d);
        for (int i = 0; i < Table.Length; i++)
        {
            s += T.CreateChecked(Table[i]) * x[i] * T.CreateChecked(i);
        }

        return s * T.CreateChecked(int.CreateTruncating(x[3]) + 2);
    }

    [Differentiable]
    public static T Newton<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T target = T.One + (x[0] * x[0]) + T.Exp(x[1]);
        T root = T.One;
        T change;
        int n = 0;
        T tolerance = T.CreateChecked(1e-3);
        change = tolerance + tolerance;
        while (T.Abs(change) > tolerance || n < 8)
        {
            change = ((root * root) - target) / (root + root);
            root -= change;
            n++;
            if (n > 30)
            {
                break;
            }
        }

        return root * x[2];
    }

    [Differentiable]
    public static T Remainders<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T s = (x[0] * T.CreateChecked(10)) % (x[1] + T.CreateChecked(3));
        s++;
        T t = +s;
        t--;
        return -(t * x[2]) + (x[3].Equals(x[4]) ? T.One : T.Zero);
    }

    [Differentiable]
    public static T Members<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
        => Kernel<T>.Gaussian(x[0], x[1]) + Kernel<T>.Shape.Area(x[2], x[3]) + x[4].Squared();

    [Differentiable]
    public static T Squared<T>(this T x)
        where T : INumber<T>
        => x * x;

    /// <summary>Several type parameters, of which one has no numbers.</summary>
    [Differentiable]
    public static T Tagged<T, TTag>(ReadOnlySpan<T> x, TTag tag)
        where T : IFloatingPointIeee754<T>
        where TTag : notnull
    {
        T s = T.CreateChecked(tag.ToString()!.Length);
        return s * x[0] * x[0] * x[1];
    }

    [Differentiable]
    public static T CallsTagged<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
        => Tagged(x, "abc") + Tagged<T, int>(x, 1000);

    [Differentiable]
    public static double OfDoubles(ReadOnlySpan<double> x) => Dot(x, x) + Power(x[0], 3) + Kernel<double>.Gaussian(x[1], 2) + x[2].Squared();

    [Differentiable]
    public static double OfFloats(ReadOnlySpan<double> x)
    {
        float a = (float)x[0];
        float[] y = [a, (float)x[1], 2];
        return Dot<float>(y, y) + Power(a, 3) + Through(a);
    }

    [Differentiable]
    private static T Through<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        float single = float.CreateChecked(x);
        return T.CreateSaturating(single * single);
    }

    /// <summary>A generic kernel, with constants of the type.</summary>
    public static partial class Kernel<T>
        where T : IFloatingPointIeee754<T>
    {
        private static readonly T MinusHalf = T.CreateChecked(-0.5);

        [Differentiable]
        public static T Gaussian(T x, T width)
        {
            T z = x / width;
            return T.Exp(MinusHalf * z * z) / T.Sqrt(T.Tau);
        }

        public static partial class Shape
        {
            [Differentiable]
            public static T Area(T a, T b) => a * b * MinusHalf;
        }
    }
}
