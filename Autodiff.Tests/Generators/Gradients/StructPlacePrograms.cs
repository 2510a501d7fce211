using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Structs and fields by another name: ref locals, <c>foreach (ref …)</c>, parameters by reference.</summary>
public static partial class StructPlacePrograms
{
    [Differentiable]
    public static double Elements(double[] x)
    {
        Body[] bodies = new Body[3];
        for (int i = 0; i < 3; i++)
        {
            bodies[i].X = x[i];
            bodies[i].V = x[i + 3];
        }

        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 3; i++)
            {
                ref Body b = ref bodies[i];
                b.X += 0.1 * b.V;
                b.V -= 0.1 * b.X * x[i];
                b.Step(0.2);
                b = b with { X = b.Product };
            }

            foreach (ref Body b in bodies.AsSpan())
            {
                b.X *= x[t];
                ref double v = ref b.V;
                v += b.X;
                if (v > 1)
                {
                    continue;
                }

                v *= 0.5;
            }

            foreach (ref readonly Body b in bodies.AsSpan())
            {
                bodies[0].V += b.X;
            }
        }

        ref double square = ref bodies[1].X;
        square *= square;
        double s = 0;
        foreach (Body b in bodies)
        {
            s += b.X * b.V;
        }

        return s;
    }

    [Differentiable]
    public static double Tuples(double[] x)
    {
        (double A, double B)[] pairs = new (double, double)[3];
        int i = 0;
        foreach (ref var e in pairs.AsSpan())
        {
            e.A = x[i++];
            e.B = x[i + 1] * e.A;
        }

        foreach (ref (double A, double B) e in pairs.AsSpan())
        {
            e = (e.B, e.A);
        }

        double s = 0;
        foreach (ref readonly var e in pairs.AsSpan())
        {
            pairs[1].A += 0.5;
            s += e.A * e.B;
        }

        return s;
    }

    [Differentiable]
    public static double Fields(double[] x)
    {
        Pair pair = default;
        pair.K = x[0];
        ref Body a = ref pair.First;
        a.X = x[1];
        a.V = x[2] * pair.K;
        ref double second = ref pair.Second.X;
        second += x[3] * a.X;
        var model = new Model { Z = x[4] };
        ref double z = ref model.Z;
        z *= second;
        ref Body state = ref model.State;
        state.X = z * z;
        state.Step(x[5]);
        state.V += 1;
        ref Body one = ref (x[0] > 0 ? ref pair.First : ref model.State);
        one.X *= 3;
        one.Step(x[1]);
        return (pair.First.X * pair.First.V) + pair.Second.X + model.Z + (model.State.X * model.State.V) + one.Twice();
    }

    [Differentiable]
    public static double Objects(double[] x)
    {
        Model c = new() { Z = x[0] }, d = new() { Z = x[1] };
        for (int i = 0; i < 2; i++)
        {
            c.Slot(i) += x[i + 1];
            c.Slot(1 - i) *= c.Slot(i);
            d.Marked(i) -= c.Z;
            c.Place += d.Place * x[2];
            ref double f = ref (i == 0 ? ref c.Z : ref d.Z);
            f *= c.W[0];
            c.State.Step(f);
            d.State.X += f;
            ref Body s = ref (x[i] > 0 ? ref c.State : ref d.State);
            s.Step(0.5);
            s.V += x[3];
            f = s.Product + s.Twice();
            Body copy = s;
            c.Feed(ref copy.X, x[4]);
            d.State = copy;
            double number = f;
            c.Feed(ref number, x[5]);
            f += number;
        }

        return (c.Z * c.W[0]) + (d.Z * c.W[1]) + d.W[1] + c.State.Product + (d.State.X * d.State.V);
    }

    [Differentiable]
    public static double Returned(double[] x)
    {
        Body[] bodies = new Body[4];
        for (int i = 0; i < 3; i++)
        {
            Pick(bodies, i, x[i] > 0).X += x[i];
            Pick(bodies, i, true) = new Body { X = x[i], V = bodies[0].X };
            Number(bodies, i, x[i] < 0.45) += x[i + 1];
            Number(bodies, i, x[3] > 0) *= x[5];
        }

        double s = 0;
        foreach (Body b in bodies)
        {
            s += b.Product + b.V;
        }

        return s;
    }

    [Differentiable]
    public static double ByReference(double[] x)
    {
        var body = new Body { X = x[0], V = x[1] };
        Body[] bodies = new Body[2];
        (double A, double B) t = (x[2], x[3]);
        for (int i = 0; i < 3; i++)
        {
            Advance(ref body, x[i], out Body old, bodies[1]);
            Advance(ref bodies[1], body.X, out bodies[0], old);
            Turn(ref t, x[i]);
        }

        Pair pair = default;
        pair.First = body;
        Advance(ref pair.First, x[4], out pair.Second, body);
        return (body.X * body.V) + bodies[0].X + (bodies[1].V * t.A) + t.B + (pair.First.X * pair.Second.V);
    }

    [Differentiable]
    public static double NestedByReference(double[] x)
    {
        Sum sum = new(x[0], x[1], 0);
        Body[] bodies = new Body[3];
        Pair p = default, q = default;
        Pair[] pairs = new Pair[2];
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            bodies[i].X = x[i];
            bodies[i].V = x[i + 2] * sum.A;
            Fold(ref sum, bodies[i], ref p, out (double A, Body B) both);
            s += both.A * both.B.V;
            Fold(ref p.Sum, bodies[0], ref q, out (double A, Body B) other);
            Fold(ref pairs[0].Sum, bodies[0], ref pairs[1], out _);
            Fold(ref x[i] > 0 ? ref sum : ref q.Sum, bodies[0], ref pairs[0], out _);
            s += other.A + pairs[0].K + pairs[1].Sum.B;
        }

        return s + (sum.A * sum.B) + p.K + (q.K * q.First.X);
    }

    [Differentiable]
    public static double FieldsByReference(double[] x)
    {
        var body = new Body { X = x[0], V = x[1] };
        Body[] bodies = new Body[2];
        bodies[1].X = x[2];
        var model = new Model { Z = x[3] };
        (double, double) t = (x[2], x[3]);
        for (int i = 0; i < 2; i++)
        {
            Grow(ref body.X, x[i]);
            Grow(ref bodies[1].X, body.X);
            Grow(ref model.Z, bodies[1].X);
            Grow(ref model.State.X, model.Z);
            model.State.X += body.X;
            ref double one = ref (x[i] > 0 ? ref body.X : ref model.Z);
            Grow(ref one, x[3]);
            Two(ref body.X, ref body.V, x[4]);
            Two(ref t.Item2, ref t.Item1, body.X * 0.1);
            Two(ref body.V, ref t.Item1, body.X += 1);
        }

        return (body.X * bodies[1].X) + (model.Z * model.State.X) + (t.Item1 * t.Item2);
    }

    [Differentiable]
    public static double RunAgain(double[] x)
    {
        var body = new Body { X = x[0], V = x[1] };
        Body[] bodies = new Body[2];
        bodies[0] = body;
        var model = new Model { Z = x[5] };
        for (int i = 0; i < 4; i++)
        {
            Again(ref body, ref model.Z, x[i]);
            bodies[1].X += body.Product;
            Again(ref bodies[0], ref body.X, body.V);
            bodies[0].V *= bodies[1].X;
        }

        return body.Product + bodies[0].Product + model.Z;
    }

    [Differentiable]
    public static void Advance(ref Body body, double force, out Body old, in Body other)
    {
        old = body;
        body.V += force * other.X;
        body.X += body.V * 0.1;
    }

    [Differentiable]
    public static void Into(ref Body body, Body[] bodies)
    {
        body.X += bodies[0].V;
        bodies[0].V = body.X;
    }

    [Differentiable]
    private static void Fold(ref Sum sum, in Body body, ref Pair pair, out (double A, Body B) both)
    {
        both = (body.X * sum.A, body);
        if (sum.A > 2)
        {
            both.A = 3 * sum.B;
            return;
        }

        sum += new Sum(body.X, pair.K, 1);
        pair.First.Step(sum.B);
        pair.Sum = sum;
        for (int i = 0; i < sum.N; i++)
        {
            pair.K += both.A * pair.First.X;
            pair.First = pair.First with { V = body.V * pair.K };
        }
    }

    [Differentiable]
    private static void Turn(ref (double A, double B) t, double by) => t = ((t.A * by) - t.B, (t.B * by) + t.A);

    [Differentiable]
    private static void Two(ref double a, ref double b, double f)
    {
        a += b * f;
        b = a * a * 0.1;
    }

    [Differentiable]
    private static void Grow(ref double value, double by) => value += by * value;

    [Differentiable]
    [Checkpoint]
    private static void Again(ref Body body, ref double z, double f)
    {
        body.V += f * body.X;
        body.X += body.V * 0.1 * z;
        z = body.X * f;
    }

    private static ref Body Pick(Body[] bodies, int i, bool isOther)
    {
        if (isOther)
        {
            return ref bodies[i];
        }

        return ref bodies[0];
    }

    private static ref double Number(Body[] bodies, int i, bool isX) => ref (isX ? ref bodies[i].X : ref Pick(bodies, i + 1, true).V);

    [Differentiable]
    public partial struct Body
    {
        public double X;
        public double V;

        public readonly double Product => X * V;

        public void Step(double h)
        {
            ref double x = ref X;
            x += h * V;
            V -= h * X;
        }

        public double Twice()
        {
            ref double larger = ref (X > V ? ref X : ref V);
            return larger * 2;
        }
    }

    [Differentiable]
    public readonly partial record struct Sum(double A, double B, int N)
    {
        public static Sum operator +(Sum a, Sum b) => new(a.A + b.A, a.B + b.B, a.N + b.N);
    }

    [Differentiable]
    public partial struct Pair
    {
        public Body First;
        public Body Second;
        public Sum Sum;
        public double K;
    }

    [Differentiable]
    public sealed partial class Model
    {
        public double Z;
        public Body State;
        public double[] W = [1, 2];

        public ref double Place => ref Z;

        public ref double Slot(int i) => ref W[i];

        [Differentiable]
        public ref double Marked(int i) => ref W[i];

        [Differentiable]
        public void Feed(ref double v, double by)
        {
            Z += v * by;
            v = Z * by;
        }
    }
}
