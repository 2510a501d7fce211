using System;
using System.Numerics;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Members of extension blocks as callees.</summary>
public static partial class ExtensionBlockPrograms
{
    [Differentiable]
    public static double OfNumbers(double[] x)
    {
        double k = x[0];
        double s = x[1].Squared() * (k * x[2]).Times(by: x[3]).Squared();
        return s + double.Bell(k) + x[0].Times(k *= 2) + k;
    }

    [Differentiable]
    public static double OfMemory(double[] x)
    {
        ReadOnlySpan<double> part = x.AsSpan(1);
        x.Scale(x[0]);
        return part.Norm() * x.AsSpan(0, 2).Norm() * x.Total() * new[] { x[0], 2 }.Total();
    }

    [Differentiable]
    public static double OfFunctions(double[] x)
    {
        double k = x[0];
        return x.Total(v => v * k) + x[1].Grown(3, by => by * k);
    }

    [Differentiable]
    public static double OfReferences(double[] x)
    {
        double s = x[0];
        s.Doubled(x[1]);
        s.Doubled(s);
        return s * x[2];
    }
}

public static class ExtensionBlocks
{
    extension(double value)
    {
        [Differentiable]
        public static double Bell(double x) => Math.Exp(-x * x);

        [Differentiable]
        public double Squared()
        {
            if (value < 0.1)
            {
                return value.Times(value);
            }

            return value * value;
        }

        [Differentiable]
        public double Times(double by) => value * by;

        [Differentiable]
        public double Grown(int steps, Func<double, double> f)
        {
            for (int i = 0; i < steps; i++)
            {
                value += f(value);
            }

            return value;
        }
    }

    extension(ref double place)
    {
        [Differentiable]
        public void Doubled(double more) => place = (2 * place) + more;
    }

    extension(ReadOnlySpan<double> x)
    {
        [Differentiable]
        public double Norm()
        {
            double s = 1;
            foreach (double v in x)
            {
                s += v * v;
            }

            return Math.Sqrt(s);
        }
    }

    extension<T>(T[] x)
        where T : IFloatingPointIeee754<T>
    {
        [Differentiable]
        public T Total()
        {
            T s = T.Zero;
            foreach (T v in x)
            {
                s += v * v;
            }

            return s;
        }

        [Differentiable]
        public TOther Total<TOther>(Func<T, TOther> f)
            where TOther : INumber<TOther>
        {
            TOther s = TOther.Zero;
            foreach (T v in x)
            {
                s += f(v);
            }

            return s;
        }

        [Differentiable]
        public void Scale(T by)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] *= by;
            }
        }
    }
}
