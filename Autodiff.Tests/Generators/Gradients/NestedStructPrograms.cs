using System.Collections.Generic;
using System.Numerics.Tensors;
using Autodiff.Tests.Generators.Gradients.NestedStructExamples;
using Autodiff.Tests.Generators.Gradients.StructMemoryExamples;

namespace Autodiff.Tests.Generators.Gradients
{
    /// <summary>Structs in structs that hold arrays, constants beside them, tensors, and patterns on them.</summary>
    public static partial class NestedStructPrograms
    {
        [Differentiable]
        public static double OfField(Field w, double k)
        {
            w.Values[0] *= k;
            w.Path[0] += w.Values[1];
            return w.Values[0] * w.Values[1] * w.Scale + w.Path[0] * w.Path.Count;
        }

        [Differentiable]
        public static double OfGraph(Graph g, double k)
        {
            double sum = 0;
            for (int i = 0; i < g.Edges.Length; i++)
            {
                sum += g.Weights[g.Edges[i]] * g.Fixed[i] * k;
                g.Edges[i] = 1 - g.Edges[i];
            }

            return sum + g.Name.Length * k;
        }

        [Differentiable]
        public static Outer Made(double[] x, int n)
        {
            double[] a = [x[n], x[1]], values = [x[2] * x[n]];
            var o = new Outer((a, x[3]), new Weights(values, x[4]), n);
            o.Pair.A[1] *= o.Weights.Values[0];
            o.Pair = (o.Pair.A, o.Pair.B + 1);
            return o;
        }

        [Differentiable]
        public static double OfOuter(Outer o)
        {
            var (pair, weights, n) = o;
            var (a, b) = pair;
            return a[0] * a[1] * b + weights.Bias * weights.Values[0] * n + StructMemoryPrograms.Loss(o.Weights, o.Pair.B);
        }

        [Differentiable]
        public static (double[] U, double[] V) Run(double[] start, double h, int steps)
        {
            double[] u = (double[])start.Clone(), v = new double[start.Length];
            for (int k = 0; k < steps; k++)
            {
                for (int i = 0; i < u.Length; i++)
                {
                    v[i] = u[i] * h + v[i];
                }

                (u, v) = (v, u);
            }

            return (u, v);
        }

        [Differentiable]
        public static (double[] U, double[] V) OneOrTwo(double[] start, double h)
        {
            double[] u = (double[])start.Clone(), v = new double[start.Length];
            if (h > 0)
            {
                v = u;
            }

            v[0] *= h;
            return (u, v);
        }

        [Differentiable]
        public static double Exchanging(double[] x)
        {
            var (u, v) = Run(x, x[0], 3);
            u[0] *= v[1];
            var (a, b) = Run(v, u[0], 2);
            var (c, d) = OneOrTwo(b, -1 - x[0] * x[0]);
            return u[0] * v[1] + a[0] * b[1] + c[1] * d[0];
        }

        [Differentiable]
        public static double Tensors(double[] x)
        {
            var w = new Field { Values = Tensor.Create([x[0], x[1]]), Scale = x[2], Path = [x[3]] };
            Field same = w;
            double a = OfField(w, x[4]);
            same.Path.Add(a);
            return a * OfField(same, x[5]) + w.Path[1];
        }

        [Differentiable]
        public static double Constants(double[] x)
        {
            var g = new Graph { Edges = new int[] { 0, 1 }, Weights = [x[0], x[1]], Fixed = new double[] { 2, 3 }, Name = "ab" };
            double sum = OfGraph(g, x[2]);
            sum *= OfGraph(g, x[3]);
            return sum + g.Weights[g.Edges[0]];
        }

        [Differentiable]
        public static double Nested(double[] x)
        {
            double sum = 0;
            for (int k = 0; k < 3; k++)
            {
                Outer o = Made(x, k + 1);
                sum += OfOuter(o);
                o = o with { Pair = (o.Weights.Values, sum * 0.1), N = 2 };
                if (sum > 0)
                {
                    o.Pair.A[0] *= 2;
                }

                sum += o.Pair.A[0] * o.Pair.B;
            }

            return sum;
        }

        [Differentiable]
        public static double Exchanged(double[] x)
        {
            Outer o = Made(x, 0), copy = o;
            copy.Weights = o.Weights with { Bias = x[5] };
            copy.Weights.Values[0] += copy.Weights.Bias;
            (o, copy) = (copy, o);
            return OfOuter(o) * OfOuter(copy);
        }

        [Differentiable]
        public static double Patterns(double[] x)
        {
            Weights p = new([x[0], x[1]], x[2]);
            switch (p)
            {
                case { Bias: > 0 and var bias }:
                    p.Values[0] *= bias;
                    break;
                default:
                    p = new([x[3], x[4]], 1);
                    break;
            }

            return p is { Bias: var b, Values.Length: 2 } ? p.Values[0] * p.Values[1] * b : 0;
        }
    }
}

namespace Autodiff.Tests.Generators.Gradients.NestedStructExamples
{
    [Differentiable]
    public partial struct Field
    {
        public Tensor<double> Values;
        public double Scale;
        public List<double> Path;
    }

    [Differentiable]
    public partial struct Graph
    {
        public int[] Edges;
        public double[] Weights;

        [NoGradient]
        public double[] Fixed;

        public string Name;
    }

    [Differentiable]
    public partial record struct Outer((double[] A, double B) Pair, Weights Weights, int N);
}
