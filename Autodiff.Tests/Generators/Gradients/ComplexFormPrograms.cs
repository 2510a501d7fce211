using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Complex numbers in the other forms of the language; each program takes the parts of three of them.</summary>
public static partial class ComplexFormPrograms
{
    public partial interface IMap
    {
        [Differentiable]
        Complex At(Complex z);
    }

    public sealed partial class Cube : IMap
    {
        [Differentiable]
        public Complex At(Complex z) => z * z * z;
    }

    public readonly partial struct Inverse : IMap
    {
        [Differentiable]
        public Complex At(Complex z) => 1 / z;
    }

    [InlineArray(3)]
    public struct Three
    {
        private Complex _first;
    }

    [Differentiable]
    public static double Parameters(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new(x[2], x[3]);
        System.Diagnostics.Debug.WriteLine($"{z} {w.Real:F2}");
        Complex r = Given(z) + Given(z, w) + Given(w, z, 2) + ByReference(in z, in w);
        return (r * Total(z, 2, w * x[4], x[5])).Real + OfReal(x[4]) + OfReal(0.5f);
    }

    [Differentiable]
    public static Complex Given(Complex z, Complex w = default, [NoGradient] Complex k = default) => (z * w) + (k * z);

    [Differentiable]
    public static Complex ByReference(in Complex z, ref readonly Complex w) => z / w;

    [Differentiable]
    public static Complex Total(params ReadOnlySpan<Complex> all)
    {
        Complex sum = 1;
        foreach (Complex value in all)
        {
            sum *= value + 1;
        }

        return sum;
    }

    [Differentiable]
    public static T OfReal<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CreateChecked(Complex.Exp(new Complex(double.CreateChecked(x), 1)).Real) * x;

    [Differentiable]
    public static double Mixed(double[] x)
    {
        Complex z = new(x[0], x[1]);
        float f = 0.5f;
        long l = 3;
        byte b = 2;
        Complex r = (f * z) + (l * z) - (z / l) + (b / z) + ((Complex)x[2] * x[3]) + ((Complex)1.5m * z) - (Complex)x[4];
        r += Complex.Negate(x[5]).Real + default(Complex).Real + (new Complex() + x[5]).Real + Complex.Negate(1).Imaginary;
        Complex old = z++;
        Complex now = --z;
        z -= 1;
        return (old * now / z * (z += old) * r).Real;
    }

    [Differentiable]
    public static double Recursive(double[] x)
    {
        Complex w = new(x[2], x[3]);
        return Down(new Complex(x[0], x[1]), 3).Real + Deep(w, 4).Imaginary;

        Complex Down(Complex v, int n) => n == 0 ? v * w : v * Down(v * w, n - 1);
    }

    [Differentiable]
    public static Complex Deep(Complex z, int n)
    {
        if (n == 0)
        {
            return z;
        }

        Complex half = Deep(z * z * 0.5, n - 1);
        return half.Real > 0 ? half * z : Deep(half / (z + 3), n - 2 < 0 ? 0 : n - 2);
    }

    [Differentiable]
    public static double Interfaces(double[] x)
    {
        IMap map = new Cube();
        Complex z = new(x[0], x[1]);
        return (map.At(z) * Mapped(default(Inverse), z)).Imaginary;
    }

    [Differentiable]
    public static Complex Mapped<T>(T map, Complex z)
        where T : IMap => map.At(z + 1) * 2;

    [Differentiable]
    public static double InlineArrays(double[] x)
    {
        Three t = default;
        for (int i = 0; i < 3; i++)
        {
            t[i] = new Complex(x[i], x[i + 3]);
        }

        Three u = t;
        u[1] *= t[2];
        return Dot(u, in t).Real;
    }

    [Differentiable]
    public static Complex Dot(Three a, in Three b) => (a[0] * b[0]) + (a[1] * Complex.Conjugate(b[1])) + (a[2] / b[2]);

    [Differentiable]
    public static double Memories(double[] x)
    {
        Complex[] z = [new(x[0], x[1]), new(x[2], x[3]), new(x[4], x[5])];
        Complex product = Shared(z.AsMemory(0, 1), z.AsMemory(1));
        ref Complex a = ref z[1];
        a *= product;
        ref Complex b = ref z[0];
        b += a;
        foreach (ref Complex value in z.AsSpan())
        {
            value *= value;
        }

        Span<Complex> rest = z;
        rest = rest[1..];
        rest[0] += z[0];
        return z[1].Real + z[0].Imaginary + Pairs(z).Item1.Real * x[4];
    }

    [Differentiable]
    public static Complex Shared(Memory<Complex> written, ReadOnlyMemory<Complex> read)
    {
        written.Span[0] *= read.Span[1];
        return written.Span[0] + read.Span[0];
    }

    [Differentiable]
    public static (Complex, double) Pairs(Complex[] z)
    {
        Complex[] made = new Complex[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            made[i] = z[i] * z[^1];
        }

        return (made[0], made[1].Imaginary);
    }

    [Differentiable]
    public static double Statements(double[] x)
    {
        Complex z = new(x[0], x[1]);
        try
        {
            z *= new Complex(x[2], x[3]);
        }
        finally
        {
            z += 1;
        }

        do
        {
            z *= 0.5;
        }
        while (Complex.Abs(z) > 0.6);

        Complex[] a = [z, z * z];
        Array.Reverse(a);
        Array.Fill(a, z * 3, 0, 1);
        Complex[] c = a[..];
        Array.Clear(a, 1, 1);
        double stopped = (Ad.StopGradient(2.0) * c[1]).Real + a[1].Real;
        return z switch
        {
            var v when v.Real > 0 => (v * c[0]).Real + stopped,
            _ => (z - c[1]).Imaginary,
        };
    }
}
