namespace Autodiff.Tests.Generators.Gradients;

/// <summary>All kinds of state: numbers of other types, containers, structs, matrices.</summary>
internal static class CheckpointStateSources
{
    public const string Programs = """
        public static partial class Programs
        {
            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double CounterState(ReadOnlySpan<double> x)
            {
                int k = 0;
                double s = x[0];
                for (int t = 0; t < 9; t++)
                {
                    k += 2;
                    if (s > 0.5)
                        k++;
                    s = s * 0.7 + x[k % x.Length];
                }

                return s * s + k;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double BoolState(ReadOnlySpan<double> x)
            {
                bool f = true;
                double s = x[0];
                int[] hits = new int[4];
                for (int t = 0; t < 9; t++)
                {
                    f = !f;
                    hits[t % 4]++;
                    s = f ? Math.Sin(s) + x[1] : s * x[2] * hits[(t + 1) % 4] + 0.3;
                }

                return s * s + hits[2];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Stack(ReadOnlySpan<double> x)
            {
                Span<double> w = stackalloc double[3];
                w[0] = x[0];
                w[2] = x[1];
                double s = 0;
                for (int t = 0; t < 7; t++)
                {
                    w[t % 3] += Math.Sin(w[0]) * x[2];
                    s += w[2] * w[1];
                }

                return s * w[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double MemoryState(ReadOnlySpan<double> x)
            {
                Memory<double> m = x.ToArray();
                double s = 0;
                for (int t = 0; t < 7; t++)
                {
                    m.Span[t % 3] += Math.Sin(m.Span[0]) * x[2];
                    s += m.Span[1];
                }

                return s * m.Span[2];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static float FloatState(float a, float b)
            {
                for (int t = 0; t < 7; t++)
                {
                    a = MathF.Sin(a) * b;
                    b += 0.1f * a;
                }

                return a * b;
            }

            [Differentiable]
            public static double Floats(ReadOnlySpan<double> x) => FloatState(0.3f, 0.2f) * x[0];

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static T Gen<T>(T a, T b)
                where T : System.Numerics.IFloatingPointIeee754<T>
            {
                for (int t = 0; t < 7; t++)
                {
                    a = T.Sin(a) * b;
                    b += T.CreateChecked(0.1) * a;
                }

                return a * b;
            }

            [Differentiable]
            public static double Gens(ReadOnlySpan<double> x)
            {
                double s = x[0];
                for (int i = 0; i < 3; i++)
                    s += Gen(s, x[1]);
                return s * Gen(x[2], s);
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double JagState(ReadOnlySpan<double> x)
            {
                double[][] u = new double[2][];
                u[0] = x.ToArray();
                u[1] = x.ToArray();
                double s = 0;
                for (int t = 0; t < 7; t++)
                {
                    s += u[0][0];
                    for (int i = 0; i < x.Length; i++)
                    {
                        u[t % 2][i] += u[(t + 1) % 2][i] * Math.Sin(u[0][0]);
                    }
                }

                return u[0][0] * u[1][1] * s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double StructArr(ReadOnlySpan<double> x)
            {
                Vec[] s = new Vec[2];
                s[0] = new(x[0], x[1]);
                s[1] = new(x[2], 0.5);
                Vec w = s[0];
                for (int t = 0; t < 7; t++)
                {
                    s[t % 2] = NextVec(s[(t + 1) % 2]);
                    s[0].X += 0.1 * s[1].Y * w.X;
                    w = s[1];
                }

                return s[0].X * s[1].Y;
            }

            [Differentiable]
            public static Vec NextVec(Vec v) => new(v.Y * Math.Sin(v.X), v.X + 0.1 * v.Y);

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double TupleArr(ReadOnlySpan<double> x)
            {
                var s = new (double a, int n)[2];
                s[0].a = x[0];
                s[1].a = x[1];
                for (int t = 0; t < 7; t++)
                {
                    s[t % 2] = (s[0].a * s[1].a + x[2] * s[0].n, s[1].n + 1);
                }

                return s[0].a * s[1].a * s[1].n;
            }

            [Differentiable, Checkpoint]
            public static double Own(ReadOnlySpan<double> x, double s)
            {
                double[][] m = new double[2][];
                for (int i = 0; i < 2; i++)
                {
                    m[i] = new double[3];
                    m[i][1] = x[i] * s;
                }

                double q = 0;
                foreach (double[] r in m)
                    q += r[1] * r[1];
                return q;
            }

            [Differentiable]
            public static double JagOwn(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 3; t++)
                    s = Math.Sin(Own(x, s)) + 0.3;
                return s;
            }

            [Differentiable, Checkpoint]
            public static double OwnList(ReadOnlySpan<double> x, double s)
            {
                var m = new System.Collections.Generic.List<double>();
                for (int i = 0; i < 2; i++)
                {
                    m.Add(x[i] * s);
                }

                double q = 0;
                foreach (double r in m)
                    q += r * r;
                return q;
            }

            [Differentiable]
            public static double ListOwn(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 3; t++)
                    s = Math.Sin(OwnList(x, s)) + 0.3;
                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double ListInside(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 3; t++)
                {
                    var m = new System.Collections.Generic.List<double>();
                    for (int i = 0; i < 2; i++)
                    {
                        m.Add(x[i] * s);
                    }

                    double q = 0;
                    foreach (double r in m)
                        q += r * r;
                    s = Math.Sin(q) + 0.2;
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double JagInside(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 3; t++)
                {
                    double[][] m = new double[2][];
                    for (int i = 0; i < 2; i++)
                    {
                        m[i] = new double[3];
                        m[i][1] = x[i] * s;
                    }

                    s = Math.Sin(m[0][1] * m[1][1]) + s * 0.5;
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double RectInside(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 3; t++)
                {
                    double[, ] m = new double[2, 2];
                    for (int i = 0; i < 2; i++)
                    {
                        m[i, 1] = x[i] * s;
                    }

                    s = Math.Sin(m[0, 1] * m[1, 1]) + s * 0.5;
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Rect(ReadOnlySpan<double> x)
            {
                double[, ] u = new double[2, 3];
                u[0, 0] = x[0];
                u[1, 2] = x[1];
                u[0, 1] = x[2];
                for (int t = 0; t < 7; t++)
                {
                    for (int i = 0; i < 3; i++)
                    {
                        u[t % 2, i] += u[(t + 1) % 2, i] * Math.Sin(u[0, 0]) + 0.1;
                    }
                }

                return u[0, 0] * u[1, 1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double ListState(ReadOnlySpan<double> x)
            {
                var u = new System.Collections.Generic.List<double>
                {
                    x[0],
                    x[1]
                };
                for (int t = 0; t < 7; t++)
                {
                    u[t % 2] = Math.Sin(u[0]) * u[1] + 0.2;
                }

                return u[0] * u[1];
            }

            [Differentiable, Checkpoint]
            public static double SpecC(ReadOnlySpan<double> v, int t)
            {
                double[] w =
                {
                    2 + v[0],
                    v[1],
                    v[1],
                    1 - v[2] * t * 0.1
                };
                var e = SpectralOps.Eigh(new DenseMatrix<double>(2, 2, w));
                return e.Values[0] * e.Vector(1)[0] * e.Vector(1)[0];
            }

            [Differentiable]
            public static double Spec(ReadOnlySpan<double> x)
            {
                double s = 0;
                double[] w = x.ToArray();
                for (int t = 0; t < 3; t++)
                {
                    s += SpecC(w, t);
                    w[0] = 0.2 * s;
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double SpecS(ReadOnlySpan<double> x)
            {
                double s = 0;
                double[] w = x.ToArray();
                for (int t = 0; t < 3; t++)
                {
                    double[] q =
                    {
                        2 + w[0],
                        w[1],
                        w[1],
                        1 - w[2] * t * 0.1
                    };
                    var e = SpectralOps.Eigh(new DenseMatrix<double>(2, 2, q));
                    s += e.Values[0] * e.Vector(1)[0] * e.Vector(1)[0];
                    w[0] = 0.2 * s;
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Tuples(ReadOnlySpan<double> x)
            {
                (double a, double b) s = (x[0], x[1]);
                for (int t = 0; t < 7; t++)
                {
                    s = (s.b * Math.Sin(s.a), s.a + 0.1 * s.b);
                }

                return s.a * s.b;
            }

            [Differentiable]
            public static double CountInside(ReadOnlySpan<double> x)
            {
                double s = x[0];
                int[] c = new int[4];
                for (int t = 0; t < 6; t++)
                {
                    s = Count(c, s, t);
                    c[0] += 2;
                }

                return s * c[1];
            }

            [Differentiable, Checkpoint]
            public static double Count(int[] c, double s, int t)
            {
                c[t % 4]++;
                return Math.Sin(s) * (c[t % 4] % 3 + 1);
            }
        }
        """;
}
