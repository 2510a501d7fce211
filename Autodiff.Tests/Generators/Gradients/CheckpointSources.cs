namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs with <c>[Checkpoint]</c>. The tests compile them as they are, and again without the attribute.</summary>
internal static class CheckpointSources
{
    public const string Programs = """
        public static partial class Programs
        {
            [Differentiable, Checkpoint]
            public static void Advance(Span<double> state, double step)
            {
                double[] slope = new double[state.Length];
                for (int i = 0; i < state.Length; i++)
                {
                    slope[i] = Math.Sin(state[i]) * state[(i + 1) % state.Length];
                }

                for (int i = 0; i < state.Length; i++)
                {
                    state[i] += step * slope[i];
                }
            }

            [Differentiable, Checkpoint]
            public static double Logistic(double x, double rate)
            {
                for (int i = 0; i < 3; i++)
                {
                    x = rate * x * (1 - x);
                }

                return x;
            }

            [Differentiable, Checkpoint]
            public static double[] Mixed(ReadOnlySpan<double> x, double weight)
            {
                double[] mixed = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    mixed[i] = x[i] * x[x.Length - 1 - i] * weight;
                }

                return mixed;
            }

            [Differentiable, Checkpoint]
            public static double Nest(ReadOnlySpan<double> x, int depth) =>
                depth == 0 ? Logistic(x[0], x[1]) : Logistic(0.5 * Math.Sin(Nest(x, depth - 1)), x[depth % x.Length]) * x[2];

            // Calls that run again

            [Differentiable]
            public static double Steps(ReadOnlySpan<double> x)
            {
                double[] state = x.ToArray();
                double energy = 0;
                for (int t = 0; t < 7; t++)
                {
                    Advance(state, 0.1 * x[0] * state[1]);
                    energy += state[t % state.Length] * state[0];
                    state[1] *= x[2];
                }

                return energy;
            }

            [Differentiable]
            public static double Scalars(ReadOnlySpan<double> x)
            {
                double y = x[0];
                for (int t = 0; t < 5; t++)
                {
                    if (y > 0)
                    {
                        y = Logistic(y * 0.3, x[1]) + x[t % x.Length];
                    }
                    else
                    {
                        y = y * y + 0.1;
                    }
                }

                return Logistic(y, y) * Logistic(x[0] * y, 2);
            }

            [Differentiable]
            public static double Arrays(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int t = 0; t < 3; t++)
                {
                    double[] mixed = Mixed(x, sum + 1);
                    mixed[0] *= mixed[1];
                    sum += mixed[0] + mixed[t];
                }

                return sum;
            }

            [Differentiable]
            public static double Recursive(ReadOnlySpan<double> x) => Nest(x, 4) + Nest(x, 1);

            [Differentiable, Checkpoint]
            public static double Through(ReadOnlySpan<double> x) => Steps(x) * Scalars(x);

            [Differentiable]
            public static double ThroughAnother(ReadOnlySpan<double> x) => Through(x) + Through(x[1..]);

            // Loops with snapshots

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double InPlace(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double energy = 0;
                double dt = 0.05;
                for (int t = 0; t < 40; t++)
                {
                    for (int i = 0; i < u.Length; i++)
                    {
                        u[i] += dt * Math.Sin(u[i]) * u[(i + 1) % u.Length];
                    }

                    energy += u[0] * u[t % u.Length];
                }

                dt *= x[0];
                u[0] = dt * u[1];
                return energy * u[0] * u[2] + dt;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double Backward(ReadOnlySpan<double> x)
            {
                double p = x[0];
                for (int t = 17; t >= -4; t -= 3)
                {
                    double rate = x[((t % x.Length) + x.Length) % x.Length];
                    if (p > 0.5)
                    {
                        p = p * rate - t * 0.01;
                        continue;
                    }

                    p += 0.3 * Math.Exp(-p * p) + rate * 0.1;
                }

                return p * p;
            }

            [Differentiable, Checkpoint(Snapshots = 1)]
            public static double OneSnapshot(ReadOnlySpan<double> x)
            {
                double p = x[0], q = x[1];
                for (long t = 2; t <= 9; t++)
                {
                    double old = p;
                    p = p * q * 0.9 + x[2];
                    q = Math.Cos(old) + q * 0.5;
                }

                return p * q;
            }

            [Differentiable, Checkpoint(Snapshots = 50)]
            public static double ManySnapshots(ReadOnlySpan<double> x)
            {
                double p = x[0];
                for (int t = 0; t < 8; t += 2)
                {
                    p = Math.Sin(p * x[1]) + p;
                }

                return p;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double NoIterations(ReadOnlySpan<double> x)
            {
                double p = x[0] * x[0];
                double q = p * p;
                for (int t = 5; t < 2; t++)
                {
                    p *= q;
                }

                q = Math.Sin(q);
                p = Math.Exp(p) * q;
                return p * q;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double OneIteration(ReadOnlySpan<double> x)
            {
                double p = x[0] * x[0];
                double last = 0;
                for (int t = 0; t < 1; t++)
                {
                    last = p;
                    p *= x[1] * p;
                }

                return p * last;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double Bounds(ReadOnlySpan<double> x)
            {
                int n = 0;
                while (n * n < 30)
                {
                    n++;
                }

                double p = x[0];
                for (int t = n - 3; t < 2 * n; t++)
                {
                    p = p * 0.8 + x[t % x.Length] * Math.Sin(p);
                }

                n = 0;
                return p + n;
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double History(ReadOnlySpan<double> x)
            {
                int steps = 20;
                double[] history = new double[steps];
                double[] scratch = new double[x.Length];
                double p = x[0];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < scratch.Length; i++)
                    {
                        scratch[i] = Math.Sin(p * x[i]);
                    }

                    Span<double> half = scratch.AsSpan(1, 2);
                    p = 0.5 * p + half[0] * scratch[0];
                    history[t] = p * p;
                }

                double sum = 0;
                for (int t = 0; t < steps; t++)
                {
                    sum += history[t] * history[(t + 1) % steps];
                }

                return sum;
            }

            [Differentiable, Checkpoint(Snapshots = 4)]
            public static double Twice(ReadOnlySpan<double> x)
            {
                double p = x[0];
                double[] u = x.ToArray();
                if (x[1] < 2)
                {
                    double scale = x[2] * x[2];
                    for (int t = 0; t < 12; t++)
                    {
                        double[] next = new double[u.Length];
                        for (int i = 0; i < u.Length; i++)
                        {
                            next[i] = Math.Cos(u[i]) * scale + u[(i + 1) % u.Length] * 0.1;
                        }

                        next.CopyTo(u, 0);
                        p += u[1] * p * 0.1;
                    }

                    scale *= p;
                    p += scale;
                }

                u[0] *= p;
                for (int t = 0; t < 9; t++)
                {
                    u[t % u.Length] = u[0] * u[1] + p;
                    p *= 0.7;
                }

                return u[0] + u[1] * u[2];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static double CallsThatRunAgain(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray();
                double p = 1;
                for (int t = 0; t < 11; t++)
                {
                    Advance(u, 0.1 * p);
                    double[] mixed = Mixed(u, p);
                    p = Logistic(0.4 * p, x[0]) + 0.1 * mixed[1] + TensorPrimitives.Dot(x, mixed) * 0.01;
                }

                return p + u[0];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static void Fill(ReadOnlySpan<double> x, Span<double> y, double[] work)
            {
                for (int t = 0; t < 6; t++)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] += Math.Sin(y[i] * x[i]) + work[i];
                        work[i] *= 0.9 * y[i];
                    }
                }

                y[0] *= y[1];
            }

            [Differentiable]
            public static double Filled(ReadOnlySpan<double> x)
            {
                double[] y = x.ToArray();
                double[] work = x.ToArray();
                double s = 0;
                for (int i = 0; i < 3; i++)
                {
                    Fill(x, y, work);
                    s += y[i] * work[0];
                }

                return s + InPlace(x) * InPlace(y) + Backward(x);
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double[] Trajectory(ReadOnlySpan<double> x)
            {
                double[] path = new double[10];
                path[0] = x[0] * x[1];
                for (int t = 1; t < path.Length; t++)
                {
                    path[t] = path[t - 1] * x[t % x.Length] + Math.Sin(path[t - 1]);
                }

                return path;
            }

            [Differentiable]
            public static double OfTrajectories(ReadOnlySpan<double> x)
            {
                double[] first = Trajectory(x);
                double[] second = Trajectory(first);
                second[3] *= first[2];
                return second[3] + second[9] * first[9];
            }
        }
        """;
}
