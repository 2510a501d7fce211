using System;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>A user's own interface: its companions are promised here, and written for whatever implements it.</summary>
public partial interface IIntegrand
{
    /// <summary>The value at a point.</summary>
    /// <param name="x">The point.</param>
    [Differentiable]
    double Evaluate(double x);
}

public partial interface IKernel<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The name of the kernel.</summary>
    static abstract string Name { get; }

    /// <summary>The value at a distance.</summary>
    /// <param name="r">The distance.</param>
    /// <param name="scale">The scale, a constant.</param>
    [Differentiable]
    static abstract T Value(T r, [NoGradient] T scale);
}

public partial interface IField
{
    /// <summary>Fills the velocities for positions and a parameter.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The positions.</param>
    /// <param name="mu">The parameter.</param>
    /// <param name="velocity">The velocities.</param>
    [Differentiable]
    void Velocity<T>(ReadOnlySpan<T> x, T mu, Span<T> velocity)
        where T : IFloatingPointIeee754<T>;
}

/// <summary>Changes an array in place, and so has sweeps alone.</summary>
public partial interface IRelaxation
{
    /// <summary>Changes the values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="rate">How far.</param>
    [Differentiable]
    void Relax(double[] values, double rate);
}

public sealed partial class Smoothing : IRelaxation
{
    [Differentiable]
    public void Relax(double[] values, double rate)
    {
        for (int i = 1; i < values.Length; i++)
        {
            values[i] += rate * values[i] * (values[i - 1] - values[i]);
        }
    }
}

public readonly partial struct Looking : IRelaxation
{
    [Differentiable]
    public void Relax(double[] values, double rate) => values[0] = Math.Sin(rate * values[1]);
}

public readonly partial struct Cubic(double scale) : IIntegrand
{
    private readonly double _scale = scale;

    [Differentiable]
    public double Evaluate(double x) => _scale * x * x * x;
}

public sealed partial class Wave : IIntegrand
{
    [Differentiable]
    public double Evaluate(double x) => Math.Sin(2 * x) + (x * x);
}

public readonly partial struct Gaussian<T> : IKernel<T>
    where T : IFloatingPointIeee754<T>
{
    public static string Name => "gaussian";

    [Differentiable]
    public static T Value(T r, [NoGradient] T scale)
    {
        T z = r / scale;
        return T.Exp(-z * z);
    }
}

public readonly partial struct InverseQuadratic : IKernel<double>
{
    public static string Name => "inverse quadratic";

    [Differentiable]
    public static double Value(double distance, [NoGradient] double scale) => 1 / (1 + (distance * distance * scale));
}

public readonly partial struct VanDerPol : IField
{
    [Differentiable]
    public void Velocity<T>(ReadOnlySpan<T> x, T mu, Span<T> velocity)
        where T : IFloatingPointIeee754<T>
    {
        velocity[0] = x[1];
        velocity[1] = (mu * (T.One - (x[0] * x[0])) * x[1]) - x[0];
    }
}

/// <summary>The second difference on a line, known by its products.</summary>
public readonly struct SecondDifference(int dimension) : ISymmetricOperator<double>
{
    public int Dimension => dimension;

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = (2 * x[i]) - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.Length ? x[i + 1] : 0);
        }
    }
}

/// <summary>Calls through type parameters and interfaces.</summary>
public static partial class InterfacePrograms
{
    [Differentiable]
    public static double Integrate<TIntegrand>(TIntegrand f, double a, double b, int n)
        where TIntegrand : IIntegrand
    {
        double h = (b - a) / n;
        double s = 0.5 * (f.Evaluate(a) + f.Evaluate(b));
        for (int i = 1; i < n; i++)
        {
            s += f.Evaluate(a + (i * h));
        }

        return s * h;
    }

    [Differentiable]
    public static double Integrals(ReadOnlySpan<double> x) =>
        Integrate(new Cubic(2.5), x[0], x[1], 7) + (x[2] * Integrate(new Wave(), x[3], x[0], 4)) + Chosen(x[4] > 0, x[4]);

    /// <summary>The call goes where the object goes, and so does its derivative.</summary>
    [Differentiable]
    public static double Chosen(bool isWave, double x)
    {
        IIntegrand f = isWave ? new Wave() : new Cubic(1);
        double y = f.Evaluate(x);
        f = new Cubic(3);
        return y * f.Evaluate(y);
    }

    [Differentiable]
    public static T KernelSum<T, TKernel>(ReadOnlySpan<T> x, T scale)
        where T : IFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>
    {
        T s = T.Zero;
        T constant = T.CreateChecked(TKernel.Name.Length);
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                s += TKernel.Value(x[i] - x[j], T.CreateChecked(1.5)) * constant;
            }
        }

        return s * scale;
    }

    [Differentiable]
    public static double Relaxations(ReadOnlySpan<double> x)
    {
        double[] u = x.ToArray();
        double s = 0;
        for (int step = 0; step < 3; step++)
        {
            s += u[0] * u[1] * u[1];
            Twice(new Smoothing(), u, 0.1 * x[0]);
            Once(default(Looking), u, x[2]);
            s += u[0] * u[1] * u[2];
        }

        return s;
    }

    [Differentiable]
    public static void Twice(IRelaxation relaxation, double[] values, double rate)
    {
        relaxation.Relax(values, rate);
        relaxation.Relax(values, rate * values[0]);
    }

    [Differentiable]
    public static void Once<TRelaxation>(TRelaxation relaxation, double[] values, double rate)
        where TRelaxation : struct, IRelaxation
        => relaxation.Relax(values, rate);

    [Differentiable]
    public static double Kernels(ReadOnlySpan<double> x) =>
        KernelSum<double, Gaussian<double>>(x, x[0]) * KernelSum<double, InverseQuadratic>(x[1..4], 2);

    [Differentiable]
    public static T Euler<TField, T>(TField field, ReadOnlySpan<T> x, int steps)
        where TField : struct, IField
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] position = [x[0], x[1]];
        Span<T> velocity = stackalloc T[2];
        for (int step = 0; step < steps; step++)
        {
            field.Velocity<T>(position, x[2], velocity);
            for (int i = 0; i < 2; i++)
            {
                position[i] += velocity[i] * T.CreateChecked(0.1);
            }
        }

        return position[0] * position[1];
    }

    [Differentiable]
    public static double Trajectory(ReadOnlySpan<double> x) => Euler(new VanDerPol(), x, 5) + Euler<VanDerPol, double>(default, x[2..5], 3);

    /// <summary>A power iteration with a matrix-free operator.</summary>
    [Differentiable]
    public static T Rayleigh<TOperator, T>(TOperator a, ReadOnlySpan<T> x, int steps)
        where TOperator : ISymmetricOperator<T>
        where T : IFloatingPointIeee754<T>
    {
        T[] v = x.ToArray();
        T[] w = new T[x.Length];
        T quotient = T.Zero;
        for (int step = 0; step < steps; step++)
        {
            a.Apply(v, w);
            T vv = T.Zero;
            T vw = T.Zero;
            for (int i = 0; i < v.Length; i++)
            {
                vv += v[i] * v[i];
                vw += v[i] * w[i];
            }

            quotient = vw / vv;
            for (int i = 0; i < v.Length; i++)
            {
                v[i] = w[i] / T.CreateChecked(2);
            }
        }

        return quotient;
    }

    [Differentiable]
    public static double RayleighQuotients(ReadOnlySpan<double> x)
    {
        ISymmetricOperator<double> a = new SecondDifference(x.Length);
        double[] y = new double[x.Length];
        a.Apply(x, y);
        return Rayleigh(new SecondDifference(x.Length), x, 3) + Rayleigh(a, x, 1) + (y[1] * y[2]);
    }

    /// <summary>A stored matrix as an interface: what is not symmetric in it counts with its transpose.</summary>
    [Differentiable]
    public static double StoredProduct(ReadOnlySpan<double> x, [NoGradient] ISymmetricOperator<double> a)
    {
        double[] y = new double[x.Length];
        a.Apply(x, y);
        return y[0] * y[1];
    }
}
