using System;
using Autodiff.Tests.Generators.Gradients.StructMemoryExamples;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Structs and tuples that hold arrays, lists and objects: as parameters, receivers, locals and results.</summary>
public static partial class StructMemoryPrograms
{
    [Differentiable]
    public static double Loss(Weights p, double x)
    {
        double sum = p.Bias;
        foreach (double w in p.Values)
        {
            sum += w * w * x;
        }

        return sum * sum;
    }

    [Differentiable]
    public static Weights Made(double a, double b)
    {
        double[] values = [a, a * b, b];
        return new Weights(values, a + b);
    }

    [Differentiable]
    public static Weights Chosen(double a, double b)
    {
        if (a > b)
        {
            double[] values = [a, b];
            return new Weights(values, a);
        }

        double[] one = [b];
        return new Weights(one, b * a);
    }

    [Differentiable]
    public static void Scale(Weights p, double by)
    {
        for (int i = 0; i < p.Values.Length; i++)
        {
            p.Values[i] *= by * p.Bias;
        }
    }

    [Differentiable]
    public static double OfSystem(Springs s, double t)
    {
        for (int i = 0; i < s.Places.Length; i++)
        {
            s.Places[i].X += s.Pull * t * s.Rows[i][0];
            s.Rows[i][0] *= s.Places[i].Y;
        }

        double energy = 0;
        foreach (Vec p in s.Places)
        {
            energy += p.X * p.Y;
        }

        return energy + s.Rows[1][0] + s.Table[0, 1] * s.Path[0];
    }

    [Differentiable]
    public static double OfHolder(Holder h, double t)
    {
        h.Node.V *= t;
        h.Node.Values[1] += h.Scale;
        h.Memory.Span[0] *= h.Node.V;
        return h.Node.V * h.Node.Values[1] * h.Memory.Span[0] + h.Memory.Span[1];
    }

    [Differentiable]
    public static (double[] U, double[] V, double E) Step((double[] U, double[] V, double E) s, double h)
    {
        double[] u = new double[s.U.Length], v = new double[s.U.Length];
        for (int i = 0; i < u.Length; i++)
        {
            v[i] = s.V[i] - h * s.U[i] * s.E;
            u[i] = s.U[i] + h * v[i];
        }

        return (u, v, s.E * 0.9 + u[0]);
    }

    [Differentiable]
    public static double Assigned(Weights p, double h)
    {
        Weights first = p;
        for (int k = 0; k < 2; k++)
        {
            double[] values = [p.Values[0] * h, p.Values[1]];
            p = new Weights(values, p.Bias + first.Values[1]);
            values[1] *= p.Bias;
        }

        return p.Values[0] * p.Values[1] + p.Bias;
    }

    [Differentiable]
    public static double Dot((double[] A, double[] B) t, double k)
    {
        double sum = 0;
        for (int i = 0; i < t.A.Length && i < t.B.Length; i++)
        {
            sum += t.A[i] * t.B[i] * k;
        }

        return sum;
    }

    [Differentiable]
    public static double OfArrays(double[] w, Vec[] places, double[] v)
    {
        var springs = new Springs(places, [[w[0]], [w[1]]], new double[,] { { 1, w[0] } }, [v[0]], w[0]);
        return Dot((w, v), w[0]) + Dot((v, v), v[0]) + OfSystem(springs, w[1]);
    }

    [Differentiable]
    [Checkpoint]
    public static Weights Again(Weights p, double t)
    {
        p.Values[0] *= t;
        double[] values = [p.Values[0] * p.Bias, t];
        return new Weights(values, p.Bias * t);
    }

    [Differentiable]
    public static double Fading((double[] A, double B) t, int n)
    {
        if (n == 0)
        {
            return t.A[0] * t.B;
        }

        t.A[n % 2] *= t.B;
        return Fading((t.A, t.B * t.A[0]), n - 1);
    }

    [Differentiable]
    public static (double[], (double[], double)) Pair(double u, double v)
    {
        double[] a = [u, v], b = [u * v, 2];
        return (a, (b, u + v));
    }

    [Differentiable]
    public static double MadeHere(double[] x)
    {
        var p = new Weights([x[0], x[1] * x[2]], x[3]);
        return Loss(p, x[4]) + p.Values[0] * p.Bias;
    }

    [Differentiable]
    public static double CopiesShareTheArray(double[] x)
    {
        var p = new Weights(x, x[3]);
        Weights q = p;
        q.Values[1] *= p.Values[0];
        return Loss(p, x[4]) + Loss(q with { Bias = x[1] }, 2);
    }

    [Differentiable]
    public static double Constructed(double[] x)
    {
        var layer = new Layer { W = new double[] { x[0], x[1] }, B = x[2] };
        layer.W[0] += layer.B;
        var other = new Layer([x[3], x[4]], 1);
        other.B *= x[0];
        return layer.Apply(x) * other.Marked(x) + layer.Marked(other.W) + other.N;
    }

    [Differentiable]
    public static double WrittenByACallee(double[] x)
    {
        var p = new Weights([x[0], x[1]], x[2]);
        for (int i = 0; i < 3; i++)
        {
            Scale(p, x[3] * p.Values[0]);
        }

        Scale(p with { Bias = 2 }, x[1]);
        return Loss(p, 1);
    }

    [Differentiable]
    public static double Results(double[] x)
    {
        Weights p = Made(x[0], x[1]);
        p.Values[0] *= x[2];
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            Weights q = Made(p.Bias, p.Values[i]);
            sum += Loss(q, x[3]) + q.Values[1] * sum * 0.1;
            Weights r = Chosen(x[i], x[i + 1]);
            sum += r.Values[0] * r.Bias * (1 + sum * 0.2);
            _ = Chosen(sum, 1);
        }

        return sum;
    }

    [Differentiable]
    public static double OfBranches(double[] x)
    {
        Weights p;
        if (x[0] > 0)
        {
            p = new Weights([x[1], x[2]], x[0]);
        }
        else
        {
            p = Made(x[3], x[0]);
        }

        p.Values[1] *= p.Bias;
        Weights other = new([x[3]], x[4]), either = p;
        if (x[5] > 0)
        {
            either = other;
        }

        either.Values[0] *= either.Bias;
        if (x[0] < 0.5)
        {
            (p, other) = (other, p);
        }

        return Loss(p, x[4]) + p.Values[0] * other.Values[0] + Loss(either, 1);
    }

    [Differentiable]
    public static double StatesInALoop(double[] x)
    {
        var s = (U: new double[] { x[0], x[1] }, V: new double[] { x[2], x[3] }, E: x[4]);
        for (int k = 0; k < 4; k++)
        {
            s = Step(s, 0.1 * x[5]);
        }

        return s.U[0] * s.V[1] + s.E;
    }

    [Differentiable]
    public static double FieldsExchanged(double[] x)
    {
        var s = (U: (double[])x.Clone(), V: new double[x.Length], E: 0.5);
        for (int k = 0; k < 4; k++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                s.V[i] = s.U[i] + 0.1 * Math.Sin(s.U[(i + 1) % x.Length]) * s.E;
            }

            (s.U, s.V) = (s.V, s.U);
            s.E *= s.U[0];
        }

        return s.U[0] * s.V[1] + s.E;
    }

    [Differentiable]
    public static double ReplacedInABranch(double[] x)
    {
        var p = new Weights(x, 1);
        for (int k = 0; k < 3; k++)
        {
            if (x[k] > 0)
            {
                double[] values = new double[p.Values.Length];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = p.Values[i] * x[k] + p.Bias;
                }

                p = new Weights(values, p.Bias * x[1]);
            }
            else
            {
                p = p with { Bias = x[k] };
            }
        }

        return Loss(p, x[2]) + p.Values[3];
    }

    [Differentiable]
    public static double ParametersAssigned(double[] x) => Assigned(new Weights([x[0], x[1]], x[2]), x[3]) * Assigned(new Weights(x, 2), x[4]);

    [Differentiable]
    public static double Captured(double[] x)
    {
        var layer = new Layer { W = new double[] { x[0], x[1] }, B = x[2] };
        Func<double, double> turn = t =>
        {
            layer.W[0] *= t;
            layer.B += t;
            return layer.W[0] * layer.B;
        };
        (double[] A, double B) pair = (layer.W, x[2]);
        Add(pair, x[3]);
        Add((pair.A, pair.A[0]), pair.B);
        return turn(x[3]) + turn(layer.W[1]) + layer.B * pair.A[0] * pair.B;

        void Add((double[] A, double B) u, double d)
        {
            u.A[0] += d * u.B;
            u.B = 5;
        }
    }

    [Differentiable]
    public static double ObjectsInFields(double[] x)
    {
        var node = new Node { V = x[0], Values = [x[1], x[2]] };
        var h = new Holder { Node = node, Scale = x[3], Memory = new double[] { x[4], x[5] } };
        Holder g = h;
        g.Node.V *= 2;
        double a = OfHolder(h, x[0]);
        g.Memory.Span[1] *= a;
        return a * OfHolder(g, x[1]) + node.V;
    }

    [Differentiable]
    public static double HiddenFields(double[] x)
    {
        var w = new Wrapped(new double[] { x[0], x[1] }, x[2], new double[] { 2, 3 });
        w.First = x[3];
        Wrapped d = w.Doubled();
        double sum = w.Sum(x[4]);
        w.Replace(x);
        return sum + w.Sum(x[4]) + d.Sum(w.First) * w.At(0) + d.First;
    }

    [Differentiable]
    public static double ContainersInFields(double[] x)
    {
        var s = new Springs(new Vec[] { new() { X = x[0], Y = x[1] }, new() { X = x[2], Y = x[3] } }, [[x[4]], [x[5]]], new double[,] { { 1, x[0] } }, [x[1]], x[0]);
        s.Table[0, 1] *= s.Path[0];
        s.Path.Add(OfSystem(s, x[1]));
        return OfSystem(s, x[2]) * s.Path[1];
    }

    [Differentiable]
    public static double GivenArrays(double[] x)
    {
        Vec[] places = [new Vec { X = x[0], Y = x[1] }, new Vec { X = x[2], Y = x[3] }];
        double[] w = [x[0], x[1]];
        return Dot((w, w), x[2]) + Dot((w, x), x[3]) + OfArrays(w, places, x) + Dot((x, x), 1) + OfArrays(x, places, w);
    }

    [Differentiable]
    [Checkpoint(Snapshots = 2)]
    public static double StatesWithSnapshots(double[] x)
    {
        var s = (U: new double[] { x[0], x[1] }, V: new double[] { x[2], x[3] }, E: x[4]);
        for (int k = 0; k < 6; k++)
        {
            (s.U, s.V) = (s.V, s.U);
            s.U[0] *= s.E;
            s = Step(s, 0.1 * x[5]);
        }

        return s.U[0] * s.V[1] + s.E;
    }

    [Differentiable]
    public static double RunAgain(double[] x)
    {
        var p = new Weights([x[0], x[1]], x[2]);
        double sum = 0;
        for (int k = 0; k < 3; k++)
        {
            Weights q = Again(p, x[3]);
            sum += q.Values[0] * q.Bias;
            q.Values[1] += sum;
            p = q;
        }

        return sum + Loss(p, 2);
    }

    [Differentiable]
    public static double TakenApart(double[] x)
    {
        var (a, (b, c)) = Pair(x[0], x[1]);
        a[0] *= b[1];
        var t = (a, b);
        (t.a, t.b) = (t.b, t.a);
        t.a[0] += c;
        return t.a[0] * t.b[0] + a[1] * b[0];
    }

    [Differentiable]
    public static double Recursion(double[] x) => Fading(([x[0], x[1]], x[2]), 3) + Fading((x, x[3]), 2);

    [Differentiable]
    public static double WhileBiasIsSmall(double[] x)
    {
        var p = new Weights([x[0], x[1]], 1);
        int n = 0;
        while (p.Bias < 3)
        {
            p = new Weights([p.Values[1] * 0.9, p.Values[0]], p.Bias + 0.5 + x[2] * x[2]);
            if (++n > 4)
            {
                break;
            }
        }

        return p.Values[0] * p.Values[1] * p.Bias;
    }

    [Differentiable]
    public static double Either(double[] x)
    {
        var p = new Weights([x[0], x[1]], x[2]);
        for (int i = 0; i < 3; i++)
        {
            Weights q = x[i] > 0 ? p : new Weights(x, p.Bias * x[i]);
            q.Values[i % 2] *= q.Bias;
            p = q.Bias > x[3] ? q with { Bias = x[4] } : p;
        }

        return Loss(p, 1) * Loss(x[5] > 0 ? p : new Weights([1], 2), x[0]);
    }

    [Differentiable]
    public static double Empty(double[] x)
    {
        Weights p = default;
        double sum = p.Bias + x[2];
        if (x[0] > 0)
        {
            p = new Weights(x, x[1]);
        }

        return p.Bias != 0 ? sum + p.Values[0] * p.Bias : sum;
    }
}
