using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients.ClassExamples;

/// <summary>Programs that make objects of differentiable classes, read and write them, and hand them on.</summary>
public static partial class ClassPrograms
{
    [Differentiable]
    public static double FieldsInALoop(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        for (int i = 0; i < 5; i++)
        {
            p.V -= 0.1 * p.X * x[2];
            p.X += 0.1 * p.V * p.V;
            p.Steps++;
        }

        return (p.X * p.V) + (p.Steps * x[3]);
    }

    [Differentiable]
    public static double MembersWithoutTheAttribute(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1], Mass = 1 + (x[2] * x[2]) };
        for (int i = 0; i < 4; i++)
        {
            p.Kick(-x[3] * p.X * p.X, 0.1);
            p.X += 0.1 * p.V;
        }

        return p.Kinetic + p.Energy(x[4]);
    }

    [Differentiable]
    public static double CalleesThatWrite(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        for (int i = 0; i < 4; i++)
        {
            p.Advance(x[2] * p.X);
            Push(p, x[3]);
        }

        return p.Energy(x[4]) * p.X;
    }

    [Differentiable]
    public static void Push(Oscillator p, double force)
    {
        p.V += force * p.X * p.V;
        p.X *= 1.1;
    }

    [Differentiable]
    public static double TwoNames(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        Oscillator q = p;
        q.X *= x[2];
        p.V += q.X * q.X;
        q.V *= p.V;
        return p.V * q.X;
    }

    [Differentiable]
    public static double ObjectsInALoop(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            var p = new Oscillator { X = x[i], V = s };
            p.X += p.V * p.X;
            Push(p, x[4]);
            s += p.X * p.V;
        }

        return s;
    }

    [Differentiable]
    public static double ObjectsInABranch(double[] x)
    {
        double s = x[0];
        if (x[1] < 0.5)
        {
            var p = new Oscillator { X = x[1] * s, V = s };
            p.X *= p.V;
            if (x[2] > 0)
            {
                Push(p, x[2]);
            }

            s = p.X * p.V;
        }

        return s * s;
    }

    [Differentiable]
    public static double Records(double[] x)
    {
        var p = new Polynomial(new[] { x[0], x[1] * x[0] }, x[2]);
        p.Coefficients[0] *= p.Offset;
        return p.At(x[3]) + (p.Coefficients[1] * p.Offset);
    }

    [Differentiable]
    public static double With(double[] x)
    {
        var a = new Place(x[0], x[1]);
        Place b = a with { X = a.Y * x[2] };
        return (a.Norm2 * b.Norm2) + b.X;
    }

    [Differentiable]
    public static double InitOnlyAndPrivate(double[] x)
    {
        var n = new Network { W = [x[0], x[1], x[0] * x[1]], Origin = new Place(x[2], x[3]) };
        n.Rescale(x[4]);
        for (int i = 0; i < 3; i++)
        {
            n.W[i] *= n.Scale * n.Origin.Norm2;
            n.Rescale(n.W[i] + n.Fixed[0]);
        }

        return (n.Scale * n.W[0]) + n.W[2];
    }

    [Differentiable]
    public static double ConstructorsAndSetters(double[] x)
    {
        var b = new Ball(x[0] * x[1]);
        b.Shift = x[2] * b.Radius;
        var s = new Square(b.Shift);
        return (b.Volume * b.Radius) + (s.Twice * s.Area);
    }

    [Differentiable]
    public static Oscillator Make(double a, double b)
    {
        var p = new Oscillator { X = a * b, V = a };
        p.V *= p.X;
        return p;
    }

    [Differentiable]
    public static double Results(double[] x)
    {
        Oscillator p = Make(x[0], x[1]);
        double e = p.X * p.V;
        p.X *= x[2];
        Push(p, x[3]);
        Oscillator q = Make(p.X, p.V);
        return e + p.Energy(1) + (q.X * q.V);
    }

    [Differentiable]
    public static double Operators(double[] x)
    {
        var a = new Cell(x[0]);
        var b = new Cell(x[1]);
        Cell c = a.Plus(b) * a;
        c.A *= x[2];
        Cell d = c.Next(x[3]);
        d.A += 1;
        return d.A * c.A * b.A;
    }

    [Differentiable]
    public static double ResultsInALoop(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            Cell c = new Cell(x[i]).Next(x[4]);
            Cell d = c.Next(c.A);
            d.A *= s + 1;
            s += d.A;
        }

        return s;
    }

    [Differentiable]
    public static double CapturedByALocalFunction(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        for (int i = 0; i < 3; i++)
        {
            Go(x[2] * i);
        }

        return p.X + (p.V * p.V);

        void Go(double force)
        {
            p.V += force * p.X;
            p.X -= p.V;
        }
    }

    [Differentiable]
    public static double ChangedByARecursiveLocalFunction(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        return Go(3) + p.X;

        double Go(int n)
        {
            if (n == 0)
            {
                return p.X;
            }

            p.X *= x[2];
            return Go(n - 1) * p.X;
        }
    }

    [Differentiable]
    public static double ControlledByFields(double[] x)
    {
        var p = new Oscillator { X = x[0] };
        if (x[1] < 0)
        {
            p.X *= x[1] * p.X;
            p.Steps = 3;
        }
        else
        {
            p.V = x[2];
        }

        while (p.Steps > 0)
        {
            p.X += p.X * x[3];
            p.Steps--;
        }

        return p is { Steps: < 1 } ? p.X * p.X : 0;
    }

    [Differentiable]
    public static double Recursive(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        return Down(p, 4) * p.X;
    }

    [Differentiable]
    public static double Down(Oscillator p, int n)
    {
        if (n == 0)
        {
            return p.X * p.V;
        }

        p.X += 0.1 * p.V;
        double below = Down(p, n - 1);
        p.V *= p.X;
        return below * p.V;
    }

    [Differentiable]
    public static double Product(Oscillator a, Oscillator b) => a.X * b.X * b.V;

    [Differentiable]
    public static double GivenTwice(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        return Product(p, p) + Product(p, new Oscillator { X = x[2], V = x[3] });
    }

    [Differentiable]
    public static double Exchange(Oscillator a, Oscillator b)
    {
        (a.X, b.X) = (b.X, a.X * a.X);
        return a.X * b.X;
    }

    [Differentiable]
    public static double Exchanged(double[] x)
    {
        var a = new Oscillator { X = x[0] };
        var b = new Oscillator { X = x[1] };
        double s = Exchange(a, b);
        (a.X, b.X) = (b.X, a.X);
        return s * a.X * b.X * b.X;
    }

    [Differentiable]
    public static double Containers(double[] x)
    {
        var l = new Weights(3);
        for (int i = 0; i < 3; i++)
        {
            l.W[i] = x[i] * x[i + 1];
            l.L.Add(x[i]);
        }

        l.M[0, 1] = x[2];
        l.M[1, 0] += l.M[0, 1] * x[0];
        l.W[0] *= l.W[2];
        return (l.Dot(x) * l.Norm()) + l.M[1, 0] + (l.L[1] * l.L[2]);
    }

    [Differentiable]
    public static double Vectors(double[] x)
    {
        var l = new Weights(5);
        x.AsSpan(0, 5).CopyTo(l.W);
        l.W.AsSpan(1, 2).CopyTo(l.W.AsSpan(2));
        Scale(l.W, x[0]);
        TensorPrimitives.Multiply(l.W, l.W, l.W);
        return l.Norm();
    }

    [Differentiable]
    public static void Scale(Span<double> a, double s)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= s * a[i];
        }
    }

    [Differentiable]
    public static double StructFields(double[] x)
    {
        var b = new Body { Position = new Triple(x[0], x[1], x[2]), Charge = 0.5f };
        b.Position.X += b.Position.Y * x[3];
        b.Velocity = new Triple(b.Position.X, 1, b.Position.Z * b.Position.Z);
        for (int i = 0; i < 3; i++)
        {
            Triple v = b.Velocity;
            b.Position = new Triple(b.Position.X + (0.1 * v.X * b.Position.Y), b.Position.Y - (v.Z * 0.1), b.Position.Z);
            b.Velocity = b.Velocity with { X = b.Position.X * b.Velocity.Y, Y = v.X };
        }

        return (b.Position.X * b.Velocity.Y) + (b.Velocity.X * b.Position.Y * b.Position.Y) + x[b.Indices[0]];
    }

    [Differentiable]
    public static double ObjectsInObjects(double[] x)
    {
        var inner = new Weights(2);
        inner.W[0] = x[0];
        var b = new Body();
        b.Inner = inner;
        b.Inner.W[1] = x[1] * inner.W[0];
        inner.W[0] *= x[2];
        return (b.Inner.Norm() * b.Inner.W[0]) + inner.W[1];
    }

    [Differentiable]
    public static double DeepObjects(double[] x)
    {
        var b = new Body { Inner = new Weights(2), Next = new Body() };
        b.Inner.W[0] = x[0];
        b.Next.Position.X = x[1] * b.Inner.W[0];
        Body next = b.Next;
        next.Position.X *= next.Position.X;
        next.Inner = new Weights(1);
        next.Inner.W[0] = next.Position.X * x[2];
        return b.Next.Inner!.W[0] * b.Next.Position.X;
    }

    [Differentiable]
    public static double ArraysInObjectsInALoop(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            var l = new Weights(2);
            for (int j = 0; j < 2; j++)
            {
                l.W[j] = x[i + j] * (s + 1);
                if (j > 0)
                {
                    l.W[j] *= l.W[0];
                }
            }

            var b = new Body { Inner = l, Position = new Triple(x[i], s, 0) };
            s += b.Inner.Norm() * b.Position.X;
            b.Inner.W[0] = s;
            s += l.W[0] * 0.5;
        }

        return s;
    }

    [Differentiable]
    public static double Tree(double[] x)
    {
        var n = new Node { Value = x[0], Left = new Node { Value = x[1], Right = new Node { Value = x[2] } } };
        return n.Sum(x[3]);
    }

    [Differentiable]
    public static double IndicesThatChange(double[] x)
    {
        int[] indices = [2, 3];
        var b = new Body();
        b.Position.X = x[0];
        b.Indices = indices;
        double s = b.Position.X * x[b.Indices[0]];
        indices[0] = 1;
        b.Position.X = s * s * x[b.Indices[0]];
        return s * b.Position.X;
    }

    [Differentiable]
    public static double Finally(double[] x)
    {
        var p = new Oscillator { X = x[0] };
        try
        {
            p.X *= x[1];
            if (p.X > 0)
            {
                p.X *= p.X;
                return p.X;
            }

            p.V = p.X * x[2];
        }
        finally
        {
            p.V += 1;
            p.X *= 2;
        }

        return p.X * p.V;
    }

    [Differentiable]
    [Checkpoint]
    public static double Product(Oscillator p, double s) => p.X * s * p.V;

    [Differentiable]
    public static double Checkpointed(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            s = Product(p, s) + 1;
            p.X *= s;
        }

        return s * p.X;
    }

    [Differentiable]
    [Checkpoint(Snapshots = 2)]
    public static void Simulate(Oscillator p, double k, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            p.V -= 0.1 * k * p.X;
            p.X += 0.1 * p.V * p.X;
            p.Steps++;
        }
    }

    [Differentiable]
    public static double Snapshots(double[] x)
    {
        var p = new Oscillator { X = x[0], V = x[1] };
        Simulate(p, x[2], 7);
        return (p.X * p.V) + p.Steps;
    }
}
