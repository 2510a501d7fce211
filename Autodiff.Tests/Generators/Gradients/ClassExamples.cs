using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients.ClassExamples;

[Differentiable]
public partial class Oscillator
{
    public double X;

    public double V;

    public int Steps;

    public double Mass { get; set; } = 2;

    public double Kinetic => 0.5 * Mass * V * V;

    public void Kick(double force, double dt)
    {
        V += dt * force / Mass;
        Steps++;
    }

    [Differentiable]
    public double Energy(double k) => Kinetic + 0.5 * k * X * X;

    [Differentiable]
    public void Advance(double dt)
    {
        Kick(-X, dt);
        X += dt * V;
    }
}

[Differentiable]
public sealed partial record Polynomial(double[] Coefficients, double Offset)
{
    [Differentiable]
    public double At(double t)
    {
        double sum = Offset * Offset;
        for (int i = Coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * t) + Coefficients[i];
        }

        return sum;
    }
}

[Differentiable]
public sealed partial record Place(double X, double Y)
{
    public double Norm2 => (X * X) + (Y * Y);
}

[Differentiable]
public partial record struct Triple(double X, double Y, double Z);

[Differentiable]
public partial class Weights
{
    public double[] W;

    public double[,] M = new double[2, 2];

    public List<double> L = new();

    public Weights(int count)
    {
        W = new double[count];
    }

    public double Dot(double[] v)
    {
        double sum = 0;
        for (int i = 0; i < W.Length; i++)
        {
            sum += W[i] * v[i];
        }

        return sum;
    }

    [Differentiable]
    public double Norm()
    {
        double sum = 0;
        foreach (double w in W)
        {
            sum += w * w;
        }

        return sum;
    }
}

[Differentiable]
public sealed partial class Network
{
    [NoGradient]
    public double[] Fixed = [1, 2];

    public required double[] W { get; init; }

    public required Place Origin { get; init; }

    public double Scale { get; private set; } = 1.5;

    public void Rescale(double by) => Scale *= by;
}

[Differentiable]
public partial class Body
{
    public Triple Position;

    public float Charge;

    public Weights? Inner;

    public Body? Next;

    public string Name = "a";

    public int[] Indices = [1, 0];

    public Triple Velocity { get; set; }
}

[Differentiable]
public sealed partial class Ball
{
    private readonly double _radius;

    private double _shift;

    public Ball(double radius)
    {
        _radius = radius;
        Volume = radius * radius * radius;
    }

    public double Radius => _radius;

    public double Volume { get; }

    public double Shift
    {
        get => _shift - 1;
        set => _shift = 2 * value;
    }
}

[Differentiable]
public partial class Square(double side)
{
    public double Area { get; } = side * side;

    public double Twice => 2 * Area;
}

[Differentiable]
public partial class Cell
{
    public double A;

    public Cell()
    {
        A = 1;
    }

    public Cell(double a)
    {
        A = a;
        if (a < 0)
        {
            A = -a;
        }
    }

    public static Cell operator *(Cell a, Cell b) => new() { A = a.A * b.A };

    public Cell Plus(Cell other) => new(A + other.A);

    [Differentiable]
    public Cell Next(double rate)
    {
        var next = new Cell(A * rate);
        return next;
    }
}

[Differentiable]
public partial class Node
{
    public double Value;

    public Node? Left;

    public Node? Right;

    [Differentiable]
    public double Sum(double t)
    {
        double sum = Value * t;
        if (Left != null)
        {
            sum += Left.Sum(t * t);
        }

        if (Right is not null)
        {
            sum *= 1 + Right.Sum(t);
        }

        return sum;
    }
}
