using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>What the programs with moving objects call and are about.</summary>
public static partial class MovingObjectPrograms
{
    [Differentiable]
    private static State Step(State s, double f)
    {
        double v = s.V + (f * s.X * 0.1);
        return new State(s.X + (0.1 * v), v);
    }

    [Differentiable]
    private static double Energy(State s) => (s.X * s.X) + s.V;

    [Differentiable]
    private static double From(State start, double f)
    {
        State s = start;
        for (int i = 0; i < 3; i++)
        {
            s = Step(s, f);
        }

        return s.Product + start.X;
    }

    [Differentiable]
    private static double FromParameter(State start, double f)
    {
        for (int i = 0; i < 3; i++)
        {
            start = Step(start, f);
        }

        return start.Product;
    }

    [Differentiable]
    private static double Alternating(Body a, Body b, double f)
    {
        Body t = a;
        for (int i = 0; i < 3; i++)
        {
            t.Kick(f);
            t.X += b.V;
            t = i == 0 ? b : a;
        }

        a.X *= 2;
        return t.X * b.V;
    }

    [Differentiable]
    [Checkpoint]
    private static double Again(Body a, Body b, double f)
    {
        Body t = a;
        for (int i = 0; i < 3; i++)
        {
            t.Kick(f);
            t.X += b.V * 0.1;
            t = i == 0 ? b : a;
        }

        return t.X;
    }

    [Differentiable]
    private static double WithConstant([NoGradient] Body constant, Body p, double f)
    {
        Body t = p;
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            t = i == 0 ? constant : p;
            sum += f * t.X;
        }

        return (p.X * p.V * sum) + (t.X * f);
    }

    [Differentiable]
    private static State Run(double[] x, int n)
    {
        State s = new(x[0], x[1]);
        for (int i = 0; i < n; i++)
        {
            s = new State(s.V * x[i], s.X + s.Product);
            if (s.X > 3)
            {
                return s;
            }
        }

        return s;
    }

    [Differentiable]
    private static Body Made(double[] x, int n)
    {
        Body p = new() { X = x[0] }, q = new() { X = x[1], V = x[2] };
        for (int i = 0; i < n; i++)
        {
            p.Kick(x[i]);
            q.Push(p.V);
            (p, q) = (q, p);
            q.V += p.X;
        }

        return p;
    }

    [Differentiable]
    private static double Walk(Node head, double f)
    {
        double s = 0;
        Node? n = head;
        while (n != null)
        {
            s += (n.Z * f * s) + n.W[0];
            n.W[1] *= s;
            double[] w = n.W;
            n = n.Next;
            s += w[1];
        }

        return s;
    }

    [Differentiable]
    private static double Race(Node head, double f)
    {
        double s = 1;
        Node? slow = head, fast = head;
        while (fast != null && fast.Next != null)
        {
            slow = slow!.Next;
            fast = fast.Next.Next;
            s += slow!.Z * f;
            slow.Z += s;
        }

        for (Node? n = head; n is not null; n = n.Next)
        {
            s += n.Z * s;
            n.Z *= f;
            if (n.Z > 5)
            {
                break;
            }
        }

        return s * slow!.Z;
    }

    [Differentiable]
    private static Samples Next(Samples s, double f)
    {
        double[] a = new double[2];
        a[0] = s.A[0] + (f * s.A[1]);
        a[1] = s.A[1] * s.B;
        return new Samples(a, s.B + f);
    }

    [Differentiable]
    private static Samples Sampled(double[] x, int n)
    {
        Samples s = new([x[0], x[1]], x[2]);
        for (int i = 0; i < n; i++)
        {
            s = i == 1 ? new Samples([s.A[1], s.B], x[3]) : Next(s, x[i]);
        }

        return s;
    }

    [Differentiable]
    private static double Grown(Tensor<double> t, double f)
    {
        for (int i = 0; i < 2; i++)
        {
            t = (t * f) + t;
        }

        return t[0, 0] * t[1, 1];
    }

    [Differentiable]
    private static void Grow(ref double value, double by) => value += by * value * 0.1;

    [Differentiable]
    public sealed partial record State(double X, double V)
    {
        public double Product => X * V;
    }

    [Differentiable]
    public partial struct Spin
    {
        public double A;
        public double B;

        public void Turn(double t)
        {
            double a = A;
            A = (a * t) - B;
            B = (B * t) + a;
        }
    }

    [Differentiable]
    public sealed partial class Body
    {
        public double X;
        public double V;
        public Spin Spin;

        public int Kicks { get; private set; }

        [Differentiable]
        public void Kick(double f)
        {
            V += f * X;
            Kicks++;
        }

        public void Push(double f)
        {
            X += f * V;
            Spin.Turn(f);
        }
    }

    [Differentiable]
    public sealed partial class Node
    {
        public double Z;
        public Node? Next;
        public double[] W = [1, 2];
    }

    [Differentiable]
    public sealed partial record Samples(double[] A, double B);
}
