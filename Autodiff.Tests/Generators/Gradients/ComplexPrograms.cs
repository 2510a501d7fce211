using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Numbers of <see cref="Complex"/> in expressions, statements and memory; each program takes the parts of three of them.</summary>
public static partial class ComplexPrograms
{
    private static readonly Complex Outside = new(0.4, -0.2);

    [Differentiable]
    public static double Arithmetic(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new Complex(imaginary: x[3], real: x[2]);
        Complex r = (z * w) + (z / w) - (w * w);
        r = -r + (2 * z) - (z * 0.5) + (w * x[4]) + (x[5] / z) - (w / x[4]) + (1 - z) - (z - x[5]) + (3 + w);
        r = Complex.Add(r, z) * Complex.Subtract(x[4], w) / Complex.Multiply(w, 0.3) - Complex.Divide(z, w) + Complex.Negate(+w);
        return (r.Real * 0.7) - (r.Imaginary * x[0]);
    }

    [Differentiable]
    public static double Parts(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new(x[2], x[3]);
        double s = z.Real * w.Imaginary;
        s += (z * w).Real - Complex.Conjugate(z * w).Imaginary;
        s += (x[4] * z).Real + (w * x[5]).Imaginary;
        s += Complex.Conjugate(new Complex(x[5], z.Real)).Imaginary;
        s += (z - w).Magnitude * (z * w).Phase + z.Phase;
        s += new Complex(1, x[4]).Real;
        Complex real = x[4];
        Complex one = 1;
        return s + (real * z / (one + w)).Imaginary;
    }

    [Differentiable]
    public static double Functions(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new(x[2], x[3]);
        Complex r = Complex.Exp(z * 0.3) + Complex.Log(w) - Complex.Log(z, x[4] * x[4] + 1.5) + Complex.Log10(z + 3);
        r += Complex.Sqrt(z * w) * Complex.Pow(w, z) + Complex.Pow(z, 2) - Complex.Pow(w, x[4]) / Complex.Reciprocal(w);
        r += Complex.Sin(z) * Complex.Cos(w) - Complex.Tan(z * 0.2) + Complex.Sinh(w) * Complex.Cosh(z) / Complex.Tanh(w);
        r += Complex.Asin(z * 0.3) - Complex.Acos(w * 0.2) * Complex.Atan(z * 0.4);
        r *= Complex.FromPolarCoordinates(x[4], x[5]) + Complex.FromPolarCoordinates(1, x[5]) + Complex.FromPolarCoordinates(x[4], 0.2);
        return Complex.Abs(r) + r.Real;
    }

    [Differentiable]
    public static double Loops(double[] x)
    {
        Complex z = new(x[0], x[1]);
        Complex c = new(x[2], x[3]);
        Complex sum = Complex.Zero;
        for (int i = 0; i < 6; i++)
        {
            z = (z * z * 0.3) + c;
            if (z.Magnitude > 1)
            {
                z /= z + 2;
                sum += z * Complex.ImaginaryOne;
            }
            else
            {
                z *= Complex.Exp(c * 0.1);
                sum -= z;
                z++;
            }

            sum *= z == c ? Complex.One : w(i);
        }

        while (sum.Real * sum.Real > 4)
        {
            sum *= new Complex(0.4, 0.1);
        }

        return sum.Real + (sum.Imaginary * z.Real);

        Complex w(int i) => c + i;
    }

    [Differentiable]
    public static double Arrays(double[] x)
    {
        Complex[] z = new Complex[x.Length / 2];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = new Complex(x[2 * i], x[(2 * i) + 1]);
        }

        Complex[] products = [z[0] * z[1], z[1] * z[2], 2, .. z];
        foreach (Complex value in z)
        {
            products[0] += value * products[2];
            products[2] *= value;
        }

        for (int i = 1; i < z.Length; i++)
        {
            z[i] += z[i - 1] * z[i];
            z[i - 1] /= z[i];
            z[i] -= 0.1;
        }

        Complex[] copy = (Complex[])z.Clone();
        copy[1] = products[0] * Outside;
        z.AsSpan(1).CopyTo(copy);
        Complex[] part = copy.AsSpan(0, 2).ToArray();
        part.AsSpan().Reverse();
        return (part[0] * z[0] * products[2]).Imaginary + (products[3] * copy[^1]).Real;
    }

    [Differentiable]
    public static double Containers(double[] x)
    {
        Complex[,] a = { { new(x[0], x[1]), 0.5 }, { new(x[2], 1), new(x[3], x[4]) } };
        Complex[][] rows = new Complex[2][];
        for (int i = 0; i < 2; i++)
        {
            rows[i] = new Complex[2];
            for (int j = 0; j < 2; j++)
            {
                rows[i][j] = a[i, j] * a[j, i];
            }
        }

        (rows[0], rows[1]) = (rows[1], rows[0]);
        List<Complex> list = [rows[0][1]];
        list.Add(a[0, 0] * x[5]);
        list[0] *= list[1];
        Memory<Complex> memory = rows[1];
        memory.Span[0] += list[0];
        Complex determinant = (a[0, 0] * a[1, 1]) - (a[0, 1] * a[1, 0]);
        return (determinant * rows[1][0] + list[^1]).Real + rows[0][0].Imaginary;
    }

    [Differentiable]
    public static double Spans(double[] x)
    {
        Complex[] z = new Complex[4];
        Span<Complex> head = z.AsSpan(0, 3), tail = z.AsSpan(1);
        head.Fill(new Complex(x[0], x[1]));
        tail[0] *= new Complex(x[2], x[3]);

        // The same elements by two names
        head[1] += head[0] * tail[1];
        tail[2] = head[1] * head[1];
        Scale(tail, new Complex(x[4], x[5]));
        Span<Complex> small = stackalloc Complex[2];
        small[0] = z[3];
        small[1] += small[0] * z[1];
        head.Clear();
        return (small[1] + z[3] + z[0]).Real + Energy(z) + Energy(small);
    }

    [Differentiable]
    public static void Scale(Span<Complex> z, Complex factor)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] *= factor;
        }
    }

    [Differentiable]
    public static double Energy(ReadOnlySpan<Complex> z)
    {
        double sum = 0;
        foreach (Complex value in z)
        {
            sum += (value * Complex.Conjugate(value)).Real;
        }

        return sum;
    }

    [Differentiable]
    public static double Calls(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new(x[2], x[3]);
        Complex[] made = Made(z, w, x[4]);
        Complex r = Power(z, 4) * Power(made[0], 2) + made[1];
        Step(ref z, w, out Complex before);
        r += z * before + Square(made[1], out double size) * size;
        Func<Complex, Complex> shift = v => v + (w * x[5]);
        return (shift(r) * shift(z)).Real;
    }

    [Differentiable]
    public static Complex[] Made(Complex z, Complex w, double k)
    {
        Complex[] made = new Complex[2];
        made[0] = z * k;
        made[1] = Complex.Exp(w) * z;
        return made;
    }

    [Differentiable]
    public static Complex Power(Complex z, int n) => n == 0 ? 1 : n % 2 == 1 ? z * Power(z, n - 1) : Power(z * z, n / 2);

    [Differentiable]
    public static void Step(ref Complex z, Complex w, out Complex before)
    {
        before = z;
        z = (z * w) + Complex.Sin(z);
    }

    [Differentiable]
    public static Complex Square(Complex z, out double size)
    {
        size = Complex.Abs(z);
        return z * z;
    }

    [Differentiable]
    public static double Choices(double[] x)
    {
        Complex z = new(x[0], x[1]), w = new(x[2], x[3]);
        Complex r = x[4] > 0.5 ? z * w : x[5];
        r += z.Real > w.Real ? z : w;
        r = z switch
        {
            { Real: > 0.6 } => r * z,
            { Imaginary: < 0 } => r / w,
            _ => Complex.Conjugate(r),
        };
        if (r != w && !Complex.IsNaN(r) && Complex.IsFinite(z) && !r.Equals(z))
        {
            r -= 2 * w;
        }

        Complex swapped = z;
        (swapped, w) = (w * r, swapped);
        return (swapped / (w + 3)).Imaginary + Ad.StopGradient(0.5);
    }

    [Differentiable]
    public static double Sequences(double[] x)
    {
        Complex[] z = [new(x[0], x[1]), new(x[2], x[3]), new(x[4], x[5])];
        Complex product = z.Select(v => v + 1).Aggregate((a, b) => a * b);
        double[] keys = [3, 1, 2];
        Array.Sort(keys, z);
        return product.Real + (z[0] * z[1]).Imaginary + z.Where(v => v.Real > 0).Sum(v => v.Magnitude);
    }

    [Differentiable]
    [Checkpoint(Snapshots = 3)]
    public static double Snapshots(double[] x)
    {
        Complex z = new(x[0], x[1]);
        Complex[] u = [new(x[2], x[3]), new(x[4], x[5])], next = new Complex[2];
        for (int t = 0; t < 9; t++)
        {
            next[0] = u[0] + (0.1 * Complex.Sin(u[1] * z));
            next[1] = u[1] * Complex.Exp(0.1 * Complex.ImaginaryOne * u[0]);
            (u, next) = (next, u);
            z = Rotated(z, u[0]);
        }

        return z.Real + (u[0] * u[1]).Imaginary;
    }

    [Differentiable]
    [Checkpoint]
    public static Complex Rotated(Complex z, Complex by) => z * Complex.Exp(0.05 * Complex.ImaginaryOne * by) / (1 + (0.1 * z));
}
