using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Complex vectors as real ones of twice the length, real and imaginary part in turn. The real product of two is
/// Re(xᴴy); with J x = i·x, that of J x and y is Im(xᴴy). So every complex product here is a real one of doubled rows.
/// </summary>
internal static class ComplexRows
{
    public static ReadOnlySpan<double> Reals(ReadOnlySpan<Complex> x) => MemoryMarshal.Cast<Complex, double>(x);

    public static Span<double> Reals(Span<Complex> x) => MemoryMarshal.Cast<Complex, double>(x);

    public static ReadOnlySpan<Complex> Complexes(ReadOnlySpan<double> x) => MemoryMarshal.Cast<double, Complex>(x);

    public static Span<Complex> Complexes(Span<double> x) => MemoryMarshal.Cast<double, Complex>(x);

    /// <summary>y = i·x.</summary>
    public static void TimesI(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            (y[i], y[i + 1]) = (-x[i + 1], x[i]);
        }
    }

    /// <summary>y = i·conj(x).</summary>
    public static void Swap(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            (y[i], y[i + 1]) = (x[i + 1], x[i]);
        }
    }

    /// <summary>y = conj(x).</summary>
    public static void Conjugate(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            (y[i], y[i + 1]) = (x[i], -x[i + 1]);
        }
    }

    /// <summary>x *= factor.</summary>
    public static void Multiply(Span<double> x, Complex factor)
    {
        double p = factor.Real;
        double q = factor.Imaginary;
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            (x[i], x[i + 1]) = (p * x[i] - q * x[i + 1], p * x[i + 1] + q * x[i]);
        }
    }

    /// <summary>The rows of V, then those of J V.</summary>
    public static double[] WithTurned(ReadOnlySpan<double> vectors)
    {
        var both = new double[checked(2 * vectors.Length)];
        vectors.CopyTo(both);
        TimesI(vectors, both.AsSpan(vectors.Length));
        return both;
    }

    /// <summary>v₀, J v₀, v₁, J v₁, …: a product with an interleaved complex row from the left is the complex one.</summary>
    public static double[] Paired(ReadOnlySpan<double> vectors, int count)
    {
        int length = count == 0 ? 0 : vectors.Length / count;
        var both = new double[checked(2 * vectors.Length)];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> vector = vectors.Slice(i * length, length);
            vector.CopyTo(both.AsSpan(2 * i * length));
            TimesI(vector, both.AsSpan((2 * i + 1) * length, length));
        }

        return both;
    }
}
