using System;

namespace Autodiff.Tests.Generators.Gradients;

[Differentiable]
public partial struct Vec
{
    public double X;
    public double Y;
    public int Tag;

    public double Z { get; set; }
}

[Differentiable]
public partial struct Particle
{
    public Vec Position;
    public double Mass;

    public Vec Velocity { get; set; }

    [Differentiable]
    public readonly double Kinetic(double scale) => 0.5 * Mass * scale * (Velocity.X * Velocity.X + Velocity.Y * Velocity.Y);
}

[Differentiable]
public readonly record struct Line(double Slope, double Offset);

/// <summary>Fields that only an accessor reaches from outside.</summary>
[Differentiable]
public partial struct Sealed
{
    private readonly double _hidden;

    [NoGradient]
    public double Constant;

    public Sealed(double hidden, double open, double constant)
    {
        _hidden = hidden;
        Open = open;
        Constant = constant;
    }

    public double Open { get; }

    public readonly double Hidden => _hidden;

    [Differentiable]
    public readonly double Product(double x) => _hidden * Open * x * Constant;
}

/// <summary>Structs marked <c>[Differentiable]</c>: locals, parameters, results, arrays, receivers.</summary>
public static partial class StructPrograms
{
    [Differentiable]
    public static double Scaled(Vec p, double k)
    {
        Vec q = p;
        q.X *= k;
        q.Z = p.Y * q.X;
        p = q;
        var r = new Vec { X = q.Z, Y = p.X, Tag = 3 };
        return r.X * r.Y * r.Tag + q.Z * p.Tag + p.Y;
    }

    [Differentiable]
    public static Vec Made(double x, double y) => new() { X = x * y, Y = y, Z = x * x, Tag = 2 };

    [Differentiable]
    public static double Locals(ReadOnlySpan<double> x)
    {
        Vec v = Made(x[0], x[1]);
        Vec w = Made(v.X, v.Z * x[2]);
        Vec sum = default;
        for (int i = 3; i < x.Length; i++)
        {
            sum.X += w.X * x[i];
            sum = sum with { Y = sum.X * 0.5 + v.Y, Z = sum.Y };
            if (x[i] > 0)
            {
                w = sum;
            }
        }

        return Scaled(w, v.Y) + Scaled(sum, 2) + sum.Tag;
    }

    [Differentiable]
    public static double Records(ReadOnlySpan<double> x)
    {
        var line = new Line(x[0], x[1]);
        for (int i = 2; i < 6; i++)
        {
            line = line with { Offset = line.Slope * x[i] + line.Offset };
            line = new Line(Offset: line.Slope, Slope: line.Offset);
        }

        (double slope, double offset) = line;
        return slope * offset + At(line, x[3]) + At(new Line(x[4], slope), 2);
    }

    [Differentiable]
    public static double At(Line line, double x) => line.Slope * Math.Exp(x * 0.1) + line.Offset;

    [Differentiable]
    public static void Step(Span<Particle> particles, double dt)
    {
        for (int i = 0; i < particles.Length; i++)
        {
            Vec velocity = particles[i].Velocity;
            velocity.X -= dt * particles[i].Position.X * particles[i].Mass;
            particles[i] = particles[i] with { Velocity = velocity };
            particles[i].Position = new Vec { X = particles[i].Position.X + dt * velocity.X, Y = Math.Sin(velocity.X) };
        }
    }

    [Differentiable]
    public static double Energy(Particle[] particles, double gravity)
    {
        double energy = 0;
        for (int i = 0; i < particles.Length; i++)
        {
            particles[i].Position.Y *= gravity;
            Particle particle = particles[i];
            energy += particle.Mass * particle.Position.Y * gravity + particle.Kinetic(gravity) + particles[i].Kinetic(2);
        }

        return energy;
    }

    [Differentiable]
    public static double Simulated(ReadOnlySpan<double> x)
    {
        var particles = new Particle[x.Length / 2];
        for (int i = 0; i < particles.Length; i++)
        {
            particles[i].Mass = 1 + 0.1 * x[i];
            particles[i].Velocity = new Vec { X = x[2 * i], Y = 0.5 };
            particles[i].Position = Made(x[2 * i + 1], 0.3);
        }

        for (int k = 0; k < 4; k++)
        {
            Step(particles, 0.1);
        }

        Particle[] last = particles.AsSpan(1).ToArray();
        Step(particles, x[0] * 0.1);
        return Energy(last, 0.5) + Energy(particles, x[1]);
    }

    [Differentiable]
    public static double Copies(ReadOnlySpan<double> x)
    {
        var lines = new Line[5];
        lines.AsSpan().Fill(new Line(x[0], 1));
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i] with { Offset = x[i] };
        }

        lines.AsSpan(0, 3).CopyTo(lines.AsSpan(1));
        lines[4] = lines[1];
        double sum = 0;
        foreach (Line line in lines)
        {
            sum = sum * 0.5 + line.Slope * line.Offset * line.Offset;
        }

        return sum;
    }

    [Differentiable]
    public static double Hidden(Sealed s, double x)
    {
        Sealed copy = s;
        for (int i = 0; i < 2; i++)
        {
            if (x > 0)
            {
                copy = s;
            }
        }

        return copy.Open * x + copy.Constant * x * s.Open + copy.Product(x) + s.Product(x * x);
    }
}
