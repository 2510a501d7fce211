namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Loops with snapshots that assign array variables: fresh arrays, swaps, aliases, arrays that stay.</summary>
internal static class CheckpointReferenceSources
{
    public const string Programs = """
        public static partial class Programs
        {
            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double FreshArrays(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                for (int t = 0; t < 9; t++)
                {
                    double[] next = new double[u.Length];
                    for (int i = 0; i < u.Length; i++)
                        next[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1;
                    u = next;
                }

                return u[0] * u[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Swap(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] v = new double[u.Length];
                for (int t = 0; t < 9; t++)
                {
                    for (int i = 0; i < u.Length; i++)
                        v[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1;
                    (u, v) = (v, u);
                }

                return u[0] * u[1] + v[0];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double LoopStepS(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                for (int t = 0; t < 9; t++)
                    u = StepPlain(u);
                return u[0] * u[1];
            }

            [Differentiable]
            public static double[] StepPlain(double[] u)
            {
                double[] next = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                    next[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1;
                return next;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double TwoArrays(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] v = new double[u.Length];
                for (int t = 0; t < 8; t++)
                {
                    double[] a = t % 2 == 0 ? u : v;
                    double[] b = t % 2 == 0 ? v : u;
                    for (int i = 0; i < a.Length; i++)
                        b[i] = Math.Sin(a[i]) * a[(i + 1) % a.Length] + 0.1;
                }

                return u[0] * v[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Kept(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] kept = u;
                double[] first = u;
                double s = 0;
                for (int t = 0; t < 9; t++)
                {
                    double[] next = new double[u.Length];
                    for (int i = 0; i < u.Length; i++)
                        next[i] = Math.Sin(u[i]) * kept[(i + 1) % u.Length] + 0.1;
                    if (t % 4 == 2)
                        kept = u;
                    if (t % 3 == 1)
                        next[0] += 0.3 * kept[1] * s;
                    kept[2] += 0.01 * next[1];
                    u = next;
                    s += kept[0] * u[1];
                }

                return s * u[0] * kept[1] + first[2] * first[0];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Alias(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] v = new double[u.Length];
                v[1] = x[0];
                for (int t = 0; t < 9; t++)
                {
                    if (t == 4)
                        v = u;
                    else if (t == 6)
                        v = new double[u.Length];
                    for (int i = 0; i < u.Length; i++)
                        v[i] += Math.Sin(u[(i + 1) % u.Length]);
                    if (t % 2 == 0)
                        (u, v) = (v, u);
                    u[0] *= 0.5;
                }

                return u[0] * v[1];
            }

            [Differentiable]
            public static double[] Step1(double[] u)
            {
                double[] n = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                    n[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1;
                return n;
            }

            [Differentiable, Checkpoint]
            public static double[] Step2(ReadOnlySpan<double> u)
            {
                double[] n = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                    n[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1;
                n[0] *= n[1];
                return n;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Grows(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                for (int t = 0; t < 6; t++)
                {
                    double[] n = new double[u.Length + 1];
                    for (int i = 0; i < u.Length; i++)
                        n[i] = u[i] * 0.9 + 0.1 * u[0] * u[i];
                    n[u.Length] = n[0] * n[1];
                    u = n;
                }

                return u[^1] * u[2] + u[5];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Calls(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double s = 0;
                for (int t = 0; t < 6; t++)
                {
                    double[] old = u;
                    u = Step2(u);
                    u = Step1(u);
                    s += old[0] * u[1];
                    u[2] += 0.1 * s;
                }

                return s * u[0];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static void Param(double[] u, double[] v, Span<double> outp)
            {
                for (int t = 0; t < 5; t++)
                {
                    for (int i = 0; i < u.Length; i++)
                        v[i] = Math.Sin(u[i]) + 0.3 * v[(i + 1) % v.Length] * u[i];
                    (u, v) = (v, u);
                }

                u.CopyTo(outp);
                outp[0] *= v[1];
            }

            [Differentiable]
            public static double Params(ReadOnlySpan<double> x)
            {
                double[] a = x.ToArray();
                double[] b = x.ToArray();
                double[] c = new double[x.Length];
                double s = 0;
                for (int r = 0; r < 2; r++)
                {
                    s += a[0] * a[0] * b[1];
                    Param(a, b, c);
                    s += c[0] * c[1] + a[1];
                    b[2] *= 0.5 * s;
                }

                return s * a[0] * b[1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double[] Result(ReadOnlySpan<double> x, double k)
            {
                double[] u = x.ToArray();
                for (int t = 0; t < 5; t++)
                {
                    u = Step1(u);
                    u[1] *= k;
                }

                return u;
            }

            [Differentiable]
            public static double Results(ReadOnlySpan<double> x)
            {
                double[] r = Result(x, x[0]);
                double[] q = Result(r, 0.3);
                q[0] *= r[1];
                return q[0] * q[1] * r[2];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Ints(ReadOnlySpan<double> x)
            {
                int[] p =
                {
                    0,
                    1,
                    2
                };
                int[] q = new int[3];
                double s = x[0];
                for (int t = 0; t < 7; t++)
                {
                    for (int i = 0; i < 3; i++)
                        q[i] = (p[i] + t) % 3;
                    (p, q) = (q, p);
                    s = Math.Sin(s) + x[p[0]] * x[q[1]];
                }

                return s * s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double ViewOutside(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] v = x.ToArray();
                Span<double> a = u.AsSpan(1);
                double s = 0;
                for (int t = 0; t < 5; t++)
                {
                    a[0] += 0.1 * v[0] * u[0];
                    s += a[0] * a[1];
                    (u, v) = (v, u);
                    a[1] *= 0.9;
                }

                return s * u[0] * v[1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double After(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double[] v = new double[4];
                double s = u[0] * u[0];
                for (int t = 0; t < 5; t++)
                {
                    v = Step1(u);
                    u = v;
                    s += u[1];
                }

                v = new double[3];
                v[0] = s * u[0];
                u = v;
                u[1] = u[0] * x[0];
                for (int t = 0; t < 4; t++)
                {
                    u = Step1(u);
                }

                return u[0] * v[1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double InnerBlocks(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double s = 0;
                for (int t = 0; t < 5; t++)
                {
                    for (int k = 0; k < 2; k++)
                    {
                        if (u[0] > 0.2)
                        {
                            double[] n = new double[u.Length];
                            n[0] = u[1] * u[0];
                            n[1] = Math.Sin(u[0]);
                            n[2] = u[2];
                            u = n;
                        }
                        else
                        {
                            u[0] += 0.3 + u[1] * u[1];
                        }

                        s += u[0];
                    }
                }

                return s * u[1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Stays(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray(), v = x.ToArray();
                double[] best = u;
                double s = 0;
                for (int t = 0; t < 6; t++)
                {
                    for (int i = 0; i < 3; i++)
                        v[i] = Math.Cos(u[i]) * (i + 1) * s + best[i];
                    s += v[1];
                    if (v[0] > best[0])
                        best = v;
                    double[] w = u;
                    u = v;
                    if (t % 2 == 0)
                        v = new double[u.Length];
                    else
                        v = w;
                }

                return s * best[0] * u[1];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double ThreeWay(ReadOnlySpan<double> x)
            {
                double[] a = x.ToArray(), b = x.ToArray(), c = x.ToArray();
                double s = 0.1;
                for (int t = 0; t < 7; t++)
                {
                    a[t % 3] += 0.2 * b[(t + 1) % 3] * c[0];
                    double[] o = a;
                    a = b;
                    b = c;
                    c = o;
                    if (t % 3 == 0)
                    {
                        b = a;
                    }

                    if (t == 5)
                    {
                        c = Step1(a);
                    }

                    s += a[0] * c[1];
                    b[1] *= 0.7;
                }

                return s * a[0] * b[1] * c[2];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double TwoLoops(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray(), v = x.ToArray();
                double s = 0;
                for (int t = 0; t < 5; t++)
                {
                    v[0] = u[1] * Math.Sin(u[0]);
                    (u, v) = (v, u);
                    s += u[0];
                }

                double[] mid = u;
                s += mid[0] * mid[0];
                for (int t = 0; t < 5; t++)
                {
                    u = Step1(u);
                    mid[1] += 0.1 * u[0];
                    v = mid;
                }

                return s * u[0] * v[1] * mid[0];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double InsideLoop(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double s = 0;
                for (int r = 0; r < 3; r++)
                {
                    double[] w = u;
                    for (int t = 0; t < 4; t++)
                    {
                        w = Step1(w);
                        s += w[0];
                    }

                    u[0] = 0.3 * w[1];
                    if (r == 1)
                        u = w;
                }

                return s * u[0];
            }
        }
        """;
}
