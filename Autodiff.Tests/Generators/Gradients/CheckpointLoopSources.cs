namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Loops with snapshots in all kinds of places, and what may stand in them.</summary>
internal static class CheckpointLoopSources
{
    public const string Programs = """
        public static partial class Programs
        {
            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double PartlyWritten(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                double s = w[0] * w[0] * w[1];
                for (int t = 0; t < 5; t++)
                {
                    w[t % 3] = 0.3 * s;
                    s = Math.Sin(s) + 0.1 * t;
                }

                return s * w[0] * w[1] * w[3];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double WrittenButNotRead(ReadOnlySpan<double> x)
            {
                double p = x[0];
                double s = p * p * x[1];
                double last = 0;
                for (int t = 0; t < 7; t++)
                {
                    last = p;
                    p = Math.Sin(s) * x[2] + t;
                    s += 0.1 * p * p;
                }

                return s * last * p;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double NestedLoops(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                double s = 0;
                for (int t = 0; t < 6; t++)
                {
                    int n = t % 3;
                    double q = 1;
                    while (n < 4)
                    {
                        q *= w[n % w.Length];
                        n++;
                        if (q > 0.9)
                            break;
                    }

                    s += q * q;
                    w[1] = 0.5 * w[1] + q;
                    for (int i = 0; i <= t; i++)
                    {
                        if (w[0] * i > 1.5)
                            continue;
                        w[0] += 0.01 * s * w[1];
                    }
                }

                return s * w[0];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double SpanSwap(ReadOnlySpan<double> x)
            {
                double[] u = new double[2 * x.Length];
                x.CopyTo(u);
                for (int t = 0; t < 8; t++)
                {
                    Span<double> a = u.AsSpan(t % 2 == 0 ? 0 : x.Length, x.Length);
                    Span<double> b = u.AsSpan(t % 2 == 0 ? x.Length : 0, x.Length);
                    for (int i = 0; i < a.Length; i++)
                        b[i] = Math.Sin(a[i]) * a[(i + 1) % a.Length] + 0.1;
                }

                return u[0] * u[x.Length + 1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double InTry(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double s = 0;
                try
                {
                    for (int t = 0; t < 8; t++)
                    {
                        u[0] += 0.1 * u[1] * u[0];
                        s += u[0];
                    }
                }

                finally
                {
                    s *= u[2];
                }

                return s * u[0];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double InIf(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double s = 0;
                if (u[0] > 0)
                {
                    s = u[0] * u[0];
                    for (int t = 0; t < 8; t++)
                    {
                        u[0] += 0.1 * u[1] * u[0];
                        s += u[0];
                    }

                    s *= u[0];
                }
                else
                {
                    for (long t = 20; t > 2; t -= 5)
                    {
                        u[1] += 0.1 * u[1] * u[0];
                        s += u[1] * t;
                    }
                }

                u[0] = 2;
                return s * u[0] * u[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static void Run(Span<double> u, int n, out double e)
            {
                e = 1;
                for (int t = 0; t < n; t++)
                {
                    u[t % u.Length] = u[0] * u[1] + e;
                    e *= 0.5 * u[0];
                }
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Loop1(double[] u)
            {
                double s = 0;
                for (int t = 0; t < 4; t++)
                    s += u[t] * s + u[0];
                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double EarlyReturn(ReadOnlySpan<double> x)
            {
                if (x[0] > 0.5)
                    return x[0] * x[1];
                double s = x[1];
                for (int t = 0; t < 7; t++)
                {
                    s = Math.Sin(s * x[2]) + x[0];
                }

                if (s > 1)
                    return s * s;
                for (int t = 0; t < 7; t++)
                {
                    s = Math.Cos(s * x[2]) + x[0];
                }

                return s * x[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double LocalFn(ReadOnlySpan<double> x)
            {
                double s = x[1];
                double k = x[0];
                double q = x[2];
                for (int t = 0; t < 7; t++)
                {
                    Step();
                }

                return s * k;
                void Step()
                {
                    s = Math.Sin(s) * k + q;
                    k *= 0.9;
                    if (k < 0.3)
                        return;
                    k += 0.01 * s;
                }
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Uninit(ReadOnlySpan<double> x)
            {
                double tmp;
                double s = x[0];
                double[] q;
                for (int t = 0; t < 7; t++)
                {
                    tmp = s * x[1];
                    s += Math.Sin(tmp) * tmp;
                    q = x.ToArray();
                    q[0] *= s;
                    s += 0.1 * q[0] * q[1];
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Guarded(ReadOnlySpan<double> x)
            {
                double p = x[0];
                bool isDone = false;
                for (int t = 0; t < 20; t++)
                {
                    if (!isDone)
                    {
                        p = Math.Sin(p) + 0.3 * x[1];
                        isDone = p > 0.8;
                    }
                }

                return p * p;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Rec(ReadOnlySpan<double> x)
            {
                double s = x[0];
                double k = x[1];
                for (int t = 0; t < 4; t++)
                {
                    s = Grow(s, t);
                }

                return s;
                double Grow(double a, int n) => n == 0 ? a * a : Math.Sin(Grow(a * 0.9, n - 1)) + k;
            }

            [Differentiable]
            public static double SpanParam(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                Run(u, 5, out double e);
                Run(u.AsSpan(1), 3, out double g);
                return u[0] * u[1] + e * g + Loop1(u);
            }

            [Differentiable, Checkpoint]
            public static double Fib(double a, int n) => n < 2 ? a * a : Math.Sin(Fib(a * 0.9, n - 1)) + Fib(a, n - 2) * 0.3;

            [Differentiable]
            public static double Fibs(ReadOnlySpan<double> x) => Fib(x[0] * x[1], 6) + Fib(x[2], 1);
        }
        """;
}
