using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>A particle with numbers, a constant and a property.</summary>
[Differentiable]
public partial struct Bead
{
    public double X;
    public double V;
    public int Tag;

    public double Mass { get; set; }
}

/// <summary>A struct that holds an array of structs.</summary>
[Differentiable]
public partial record struct Chain(Bead[] Beads, double Time);

/// <summary>An object in a field of a struct.</summary>
[Differentiable]
public sealed partial class Cell
{
    public double V { get; set; }

    public double[] Data { get; init; } = [];
}

/// <summary>A struct that holds an object.</summary>
[Differentiable]
public partial struct Box
{
    public Cell Cell;
    public double Scale;
}

/// <summary>Variables of arrays of structs, and of structs that hold arrays and objects, that are assigned again.</summary>
public static partial class MovingStructPrograms
{
    [Differentiable]
    public static Bead[] Start(double[] x)
    {
        var a = new Bead[x.Length / 2];
        for (int i = 0; i < a.Length; i++)
        {
            a[i].X = x[2 * i];
            a[i].V = x[2 * i + 1];
            a[i].Mass = 1 + 0.1 * x[0];
        }

        return a;
    }

    [Differentiable]
    public static Bead[] Step(Bead[] a, double h)
    {
        var next = new Bead[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            double force = Math.Sin(a[(i + 1) % a.Length].X - a[i].X);
            next[i] = a[i] with { V = a[i].V + h * force * a[i].Mass, Tag = i };
            next[i].X = a[i].X + h * next[i].V;
        }

        return next;
    }

    [Differentiable]
    public static Bead[] Exchanged(Bead[] start, double h, int steps)
    {
        Bead[] a = start.AsSpan().ToArray(), b = new Bead[a.Length];
        for (int k = 0; k < steps; k++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i].X = a[i].X * h;
                b[i].V = a[i].V - b[i].X;
            }

            (a, b) = (b, a);
        }

        return a;
    }

    [Differentiable]
    public static double OfParameter(Bead[] p, double h)
    {
        for (int k = 0; k < 2; k++)
        {
            p[0].V *= h;
            p = Step(p, h);
        }

        return p[0].X * p[1].X;
    }

    [Differentiable]
    public static double OfTwo(Bead[] p, Bead[] q, double h)
    {
        Bead[] r = p;
        if (h > 0)
        {
            r = q;
        }

        r[0].X *= h;
        Bead[] old = r;
        r = new Bead[2];
        r[1] = old[0];
        return r[1].X * p[0].V + q[1].X;
    }

    [Differentiable]
    public static Chain Moved(Chain chain, double h)
    {
        Bead[] next = Step(chain.Beads, h);
        return new Chain(next, chain.Time + h);
    }

    [Differentiable]
    public static double PingPong(double[] x)
    {
        Bead[] a = Start(x), b = new Bead[a.Length];
        for (int k = 0; k < 4; k++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i] = a[i];
                b[i].X += 0.1 * a[i].V * a[(i + 1) % a.Length].X;
                b[i].V *= b[i].X;
            }

            (a, b) = (b, a);
        }

        return a[0].X * b[1].V + a[1].V;
    }

    [Differentiable]
    public static double Steps(double[] x)
    {
        Bead[] a = Start(x), first = a;
        for (int k = 0; k < 3; k++)
        {
            a = Step(a, 0.1 * x[1]);
            if (x[k] > 0)
            {
                a[0].X *= x[2];
            }
        }

        return a[0].X * a[1].V + first[0].X;
    }

    [Differentiable]
    public static double Parameters(double[] x)
    {
        Bead[] a = Start(x);
        double moved = OfParameter(a, x[3]) + a[0].V * OfParameter(a, 0.5);
        return moved + OfTwo(Start(x), Start(x), x[1]) * OfTwo(Start(x), Start(x), -x[1]);
    }

    [Differentiable]
    public static double Results(double[] x)
    {
        Bead[] start = Start(x), moved = Exchanged(start, x[0], 3);
        return moved[0].X * moved[1].V + start[0].X * Exchanged(moved, x[2], 2)[1].V;
    }

    [Differentiable]
    public static double InAStruct(double[] x)
    {
        var chain = new Chain(Start(x), 0);
        for (int k = 0; k < 3; k++)
        {
            chain = Moved(chain, 0.1 + 0.1 * x[0]);
        }

        return chain.Beads[0].X * chain.Time + chain.Beads[1].V;
    }

    [Differentiable]
    public static double Tuples(double[] x)
    {
        (double A, double B)[] u = new (double A, double B)[3], first = u;
        for (int i = 0; i < 3; i++)
        {
            u[i] = (x[i], x[i + 1]);
        }

        for (int k = 0; k < 2; k++)
        {
            var next = new (double A, double B)[3];
            foreach (var (a, b) in u)
            {
                next[k] = (a * b, next[k].A + b);
            }

            u = next;
        }

        return u[1].A * u[1].B + first[2].A;
    }

    [Differentiable]
    [Checkpoint(Snapshots = 2)]
    public static double WithSnapshots(double[] x)
    {
        Bead[] a = Start(x), b = new Bead[a.Length];
        for (int k = 0; k < 7; k++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i] = a[i];
                b[i].X += 0.1 * a[i].V * a[(i + 1) % a.Length].X;
                b[i].V *= b[i].X;
            }

            (a, b) = (b, a);
            a = Step(a, 0.1);
        }

        return a[0].X * b[1].V + a[1].V;
    }

    [Differentiable]
    public static Box Boxed(double a, double b)
    {
        var cell = new Cell { V = a * b, Data = [a, b] };
        return new Box { Cell = cell, Scale = a };
    }

    [Differentiable]
    public static double OfBox(Box b, double t)
    {
        Box old = b;
        if (t > 0)
        {
            b = new Box { Cell = new Cell { V = b.Cell.V * t, Data = [t] }, Scale = b.Scale };
        }

        b.Cell.V += b.Cell.Data[0];
        return b.Cell.V * b.Scale + old.Cell.V;
    }

    [Differentiable]
    public static double Objects(double[] x)
    {
        Box b = Boxed(x[0], x[1]), first = b;
        double sum = OfBox(b, x[3]) * OfBox(b, -x[3]);
        for (int k = 0; k < 3; k++)
        {
            sum += b.Cell.V * b.Cell.Data[1];
            b.Cell.Data[0] *= sum;
            b = Boxed(b.Cell.Data[0], x[k] + b.Scale);
        }

        Box either = x[2] > 0 ? b : first;
        either.Cell.V *= 2;
        (b, first) = (first, b);
        return sum + b.Cell.V * first.Scale + first.Cell.Data[0];
    }

    [Differentiable]
    public static double States(double[] x)
    {
        var s = (Values: Tensor.Create([x[0], x[1]]), E: x[2]);
        for (int k = 0; k < 3; k++)
        {
            Tensor<double> next = s.Values * x[k] + s.Values * s.Values;
            next[0] += s.E;
            s = (next, s.E * 0.9 + next[1]);
        }

        return s.Values[0] * s.Values[1] + s.E;
    }
}
