using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>A value type as people write one: operators, a constructor, computed properties.</summary>
[Differentiable]
public readonly partial struct Point
{
    public readonly double X;
    public readonly double Y;
    private const double Shift = 0.5;

    public Point(double x, double y)
    {
        X = x;
        Y = y;
    }

    public static Point Zero => new(0, 0);

    public double SquaredNorm => X * X + Y * Y;

    public double this[int i] => i == 0 ? X : Y;

    public static implicit operator Point((double X, double Y) pair) => new(pair.X, pair.Y);

    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator -(Point a) => new(-a.X, -a.Y);

    public static Point operator *(double factor, Point a) => new(factor * a.X, factor * a.Y);

    public static Point operator *(Point a, double factor) => factor * a;

    public static Point operator /(Point a, double divisor)
    {
        if (divisor == 0)
        {
            throw new DivideByZeroException();
        }

        return new Point(a.X / divisor, a.Y / divisor);
    }

    public static double Dot(in Point a, in Point b) => a.X * b.X + a.Y * b.Y;

    public double Norm() => Math.Sqrt(SquaredNorm + Shift);

    public Point Unit()
    {
        double norm = Norm();
        if (norm < 1)
        {
            return this * 2;
        }

        return this / norm;
    }

    [Differentiable]
    public double Energy(double stiffness) => stiffness * SquaredNorm + Unit().X;
}

/// <summary>A struct whose methods change it.</summary>
[Differentiable]
public partial struct Accumulator
{
    public double Sum;
    public int Count;

    public readonly double Mean => Count == 0 ? 0 : Sum / Count;

    public void Add(double x)
    {
        Sum += x * x;
        Count++;
    }

    public void Merge(Accumulator other)
    {
        Sum += other.Sum;
        Sum *= other.Sum;
        Count += other.Count;
    }

    public void Reset() => this = default;
}

[Differentiable]
public readonly record struct ComplexNumber(double Re, double Im)
{
    public double SquaredMagnitude => Re * Re + Im * Im;

    public static ComplexNumber operator *(ComplexNumber a, ComplexNumber b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static ComplexNumber operator +(ComplexNumber a, ComplexNumber b) => new(a.Re + b.Re, a.Im + b.Im);

    public ComplexNumber Conjugate() => this with { Im = -Im };
}

/// <summary>Members of differentiable structs, lowered in the place of their use.</summary>
public static partial class StructMemberPrograms
{
    [Differentiable]
    public static double Geometry(ReadOnlySpan<double> x)
    {
        var a = new Point(x[0], x[1]);
        Point b = (x[2] * x[3], 1);
        Point c = a + 2 * b - -a * x[4];
        c += b;
        c *= x[5];
        Point d = c / (1 + x[0] * x[0]);
        return Point.Dot(d, a) + d.Norm() * c.Unit().X + d[1] * a[0] + (Point.Zero + a).SquaredNorm + a.Energy(x[1]);
    }

    [Differentiable]
    public static double Statistics(ReadOnlySpan<double> x)
    {
        Accumulator all = default;
        var some = new Accumulator[2];
        for (int i = 0; i < x.Length; i++)
        {
            all.Add(x[i] * 0.5 + i);
            if (i == 2)
            {
                all.Merge(all);
            }

            some[i % 2].Add(all.Mean * 0.1);
        }

        double mean = all.Mean;
        all.Reset();
        all.Add(x[0]);
        return mean * 0.01 + all.Sum + some[1].Sum * some[0].Mean;
    }

    [Differentiable]
    public static double Iterated(ReadOnlySpan<double> x)
    {
        var z = new ComplexNumber(x[0] * 0.5, x[1] * 0.5);
        var offset = new ComplexNumber(x[2] * 0.1, 0.2);
        for (int i = 0; i < 4; i++)
        {
            z = z * z + offset;
        }

        return (z * z.Conjugate()).Re + z.SquaredMagnitude;
    }

    [Differentiable]
    public static Point Rotated(Point p, double step) => p + step * new Point(p.Y, -p.X);

    [Differentiable]
    public static double Orbit(ReadOnlySpan<double> x)
    {
        Point p = new(x[0], x[1]);
        for (int i = 0; i < 6; i++)
        {
            p = Rotated(p, 0.1 * x[i]);
        }

        (double sin, double cos) = Math.SinCos(p.X * x[2]);
        return p.SquaredNorm * p.X + sin * cos * cos;
    }

    [Differentiable]
    public static double Smoothed(ReadOnlySpan<double> x)
    {
        var points = new Point[4];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new Point(x[i] * i, x[i + 1] + i);
        }

        for (int k = 0; k < 2; k++)
        {
            for (int i = 1; i < points.Length; i++)
            {
                points[i] += 0.5 * (points[i - 1] - points[i]);
            }
        }

        double sum = 0;
        foreach (Point point in points)
        {
            sum += point.Norm() * point.X;
        }

        return sum;
    }
}
