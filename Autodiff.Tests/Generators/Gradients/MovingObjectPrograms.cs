using System;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Variables that lead to one object, matrix or tensor now and to another later.</summary>
public static partial class MovingObjectPrograms
{
    [Differentiable]
    public static double Steps(double[] x)
    {
        var s = new State(x[0], x[1]);
        double e = 0;
        for (int i = 0; i < 4; i++)
        {
            s = Step(s, x[i]);
            e += s.Product * Energy(s);
            if (s.X > 1)
            {
                s = s with { V = s.V * 0.5 };
            }
            else if (s.V < 0)
            {
                s = new State(s.V, s.X * x[5]);
            }
        }

        return e + s.X;
    }

    [Differentiable]
    public static double Given(double[] x)
    {
        State s = new(x[0], x[1]);
        double r = (From(s, x[2]) * FromParameter(s, x[3])) + s.Product;
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] };
        r += Alternating(a, b, x[4]);
        return r + (a.X * a.V) + (b.X * b.V * a.Kicks);
    }

    [Differentiable]
    public static double Exchanged(double[] x)
    {
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] }, best = a;
        for (int i = 0; i < 4; i++)
        {
            a.Kick(x[i]);
            b.X += a.V * a.X;
            (a, b) = (b, a);
            Body c = x[i] > 0 ? a : b;
            c.V *= 0.7;
            if (c.X > best.X)
            {
                best = c;
            }

            best.X -= 0.3 * c.V;
            Body fresh = new() { X = a.X };
            fresh.Kick(2);
            fresh.V += b.V;
            if (i == 2)
            {
                a = fresh;
            }
        }

        return (a.X * a.V) + (b.X * b.V) + best.X + a.Kicks;
    }

    [Differentiable]
    public static double Chosen(double[] x)
    {
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] };
        Body m = Larger(a, b);
        m.X *= x[4];
        for (int i = 0; i < 3; i++)
        {
            m = Larger(a, b);
            m.V += m.X;
            m.X -= x[i];
        }

        Body z = x[5] switch { > 1 => a, > 0 => m, _ => b };
        z.X += 1;
        return (a.X * a.V) + (b.X * b.V) + m.X;

        static Body Larger(Body p, Body q)
        {
            if (p.X > q.X)
            {
                return p;
            }

            return q;
        }
    }

    [Differentiable]
    public static double Nothing(double[] x)
    {
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] };
        Body? best = null;
        Body current = a;
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            if (best == null || current.X * x[i] > best.X)
            {
                best = current;
            }

            Body late;
            if (x[i] > 0.33)
            {
                late = a;
            }
            else
            {
                late = b;
            }

            late.X += best.V * 0.2;
            late.Kick(x[i]);
            current = current == a ? b : a;
            s += best.X * late.V;
            if (i == 2)
            {
                best = null;
                continue;
            }

            if (x[5] > 1 && i == 3)
            {
                break;
            }

            best.V *= 0.9;
        }

        return s + (a.X * a.V) + (b.X * b.V) + current.X;
    }

    [Differentiable]
    public static double PlacesOfThem(double[] x)
    {
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] };
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            ref double r = ref a.X;
            ref Spin p = ref a.Spin;
            ref double q = ref (i % 2 == 0 ? ref a.Spin.A : ref b.V);
            (a, b) = (b, a);
            r += x[i];
            p.A += r * 0.5;
            p.Turn(x[4]);
            a.Push(0.3);
            b.Kick(x[i]);
            q *= 0.8 + (r * 0.1);
            s += (a.Spin.B * b.Spin.A) + r;
            Grow(ref a.X, x[5]);
            Grow(ref b.Spin.B, a.X);
        }

        return s + (a.X * b.V);
    }

    [Differentiable]
    public static double Captured(double[] x)
    {
        State s = new(x[0], x[1]);
        double f = x[2], t = 0;
        for (int i = 0; i < 3; i++)
        {
            Advance(x[i] * 0.3);
            Advance(s.X * 0.1);
        }

        return t + s.Product;

        void Advance(double h)
        {
            State old = s;
            s = new State(old.X + (h * old.V), old.V - (f * s.X));
            t += old.Product * s.X;
        }
    }

    [Differentiable]
    public static double Results(double[] x)
    {
        double s = 0;
        State r = Run(x, 1);
        for (int i = 0; i < 4; i++)
        {
            State q = Run(x, i);
            s += q.Product * r.X;
            r = q;
            Body p = Made(x, i);
            p.X *= s;
            s += p.X * p.V;
        }

        return s + r.V;
    }

    [Differentiable]
    public static double RunAgain(double[] x)
    {
        Body a = new() { X = x[0], V = x[1] }, b = new() { X = x[2], V = x[3] };
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += Again(a, b, x[i] * 0.3);
            (a, b) = (b, a);
            a.V *= 0.9;
        }

        return s + (a.X * b.V);
    }

    [Differentiable]
    public static double Walks(double[] x)
    {
        Node d = new() { Z = x[3] };
        Node c = new() { Z = x[2], Next = d };
        Node b = new() { Z = x[1], Next = c };
        Node a = new() { Z = x[0], Next = b };
        c.W[0] = x[5];
        double r = Walk(a, x[3]) + Walk(b, x[4]) + Race(a, x[4]) + (Race(c, x[5]) * d.Z);
        Node? n = b;
        while (n != null)
        {
            r += n.Z * r * 0.1;
            n = n.Next;
        }

        return r + (a.Z * b.Z * c.Z) + (a.W[1] * c.W[1]);
    }

    [Differentiable]
    public static double ObjectsOfArrays(double[] x)
    {
        Samples s = new([x[0], x[1]], x[2]);
        double e = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] w = s.A;
            w[0] *= x[3];
            if (i == 2)
            {
                double[] fresh = new double[2];
                fresh[0] = s.A[1];
                fresh[1] = x[5];
                Samples t = new(fresh, s.A[0]);
                fresh[1] += 1;
                s = t;
                s.A[1] *= 2;
            }
            else
            {
                s = Next(s, x[i]);
            }

            e += s.A[0] * s.A[1] * w[1];
        }

        for (int i = 0; i < 4; i++)
        {
            Samples t = Sampled(x, i);
            e += t.A[0] * t.A[1] * t.B;
            t.A[0] = e;
            e += t.A[0] * s.A[1] * 0.1;
        }

        return (e * s.A[1]) + s.B;
    }

    [Differentiable]
    public static double ObjectsOfObjects(double[] x)
    {
        Node a = new() { Z = x[0] };
        Node b = new() { Z = x[1], Next = new Node { Z = x[2] } };
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            Node c = new() { Z = x[i], Next = new Node { Z = s } };
            s += b.Next!.Z * a.Z * c.Z;
            (a, b) = (c, c);
            b.Next!.Z *= x[4];
            a.Z += b.Next.Z;
        }

        return s * a.Z;
    }

    [Differentiable]
    public static double Constants(double[] x)
    {
        Body p = new() { X = x[0], V = x[1] };
        return WithConstant(new Body { X = 2 }, p, x[2]) * p.V;
    }

    [Differentiable]
    public static double Tensors(double[] x)
    {
        Tensor<double> t = Tensor.Create(x[..4], [2, 2]);
        Tensor<double> u = t;
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            t = (t * x[i]) + u;
            t[0, 1] += t[1, 0] * t[0, 0];
            Tensor<double> column = t[.., 1..];
            s += column[0, 0] * t[1, 1];
            t = Tensor.Tanh<double>(t);
            (t, u) = (u, t);
        }

        return s + (t[0, 0] * u[1, 1]) + Tensor.Sum<double>(u) + (Grown(t, x[4]) * t[0, 1]);
    }

    [Differentiable]
    public static double ViewsOfTensors(double[] x)
    {
        double[] values = x[..4];
        Tensor<double> t = Tensor.Create(values, [2, 2]);
        Tensor<double> z = t;
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            values[i] += x[i];
            t = i == 1 ? Tensor.Transpose(t) : Tensor.Reshape(z, [2, 2]);
            s += t[0, 1] * t[1, 1] * x[i];
            t[1, 0] *= x[4];
            z = t[..2, ..];
        }

        return s + z[0, 0] + (values[2] * values[1]);
    }

    [Differentiable]
    public static double Matrices(double[] x)
    {
        var m = new DenseMatrix<double>(2, 2, x[..4]);
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] values = new double[4];
            for (int a = 0; a < 2; a++)
            {
                for (int b = 0; b < 2; b++)
                {
                    values[(a * 2) + b] = (0.3 * m[a, 0] * m[0, b]) + (m[a, 1] * x[i]);
                }
            }

            m = new DenseMatrix<double>(2, 2, values);
            ReadOnlySpan<double> view = m.Values;
            s += view[1] * view[2];
        }

        return s + m[0, 0];
    }
}
