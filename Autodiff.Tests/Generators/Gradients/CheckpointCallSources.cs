namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs whose calls run again, over everything that a call may write.</summary>
internal static class CheckpointCallSources
{
    public const string Programs = """
        public static partial class Programs
        {
            // What a call overwrites is what it was, for what stands before the call

            [Differentiable, Checkpoint]
            public static void Replace(Span<double> w, double s)
            {
                w[0] = 3 * s;
                w[1] = w[1] + s;
            }

            [Differentiable]
            public static double ReadBeforeTheCall(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                double s = 0.5;
                for (int t = 0; t < 3; t++)
                {
                    s += 0.1 * w[0] * w[0] * w[1];
                    Replace(w, s * x[1]);
                    w[0] += x[2];
                }

                s += w[0] * w[0];
                Replace(w.AsSpan(1), w[2]);
                return s + w[0] * w[1] * w[2];
            }

            // By reference

            [Differentiable, Checkpoint]
            public static void Turn(double angle, ref double a, ref double b)
            {
                double t = Math.Cos(angle) * a - Math.Sin(angle) * b;
                b = Math.Sin(angle) * a + Math.Cos(angle) * b;
                a = t + 0.2 * b;
            }

            [Differentiable, Checkpoint]
            public static void Polar(in double x, in double y, out double r, out double angle)
            {
                r = Math.Sqrt(x * x + y * y);
                angle = Math.Atan2(y, x);
            }

            [Differentiable]
            public static double ByReference(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                double q = x[2];
                for (int i = 0; i < 4; i++)
                {
                    w[3] += 0.1 * w[i % 2] * w[2] * q;
                    Turn(x[0] * q, ref w[i % 2], ref w[2]);
                    q = 0.5 * Math.Sin(q * w[0]);
                    Turn(q, ref q, ref w[1]);
                    Polar(q + 2, x[0], out double r, out w[1]);
                    q += 0.1 * r;
                }

                return q * w[1] * w[2] + w[3];
            }

            [Differentiable]
            public static double Outputs(ReadOnlySpan<double> x)
            {
                double s = x[0];
                double r;
                for (int t = 0; t < 4; t++)
                {
                    s += 0.1;
                    r = s * s;
                    Polar(r + 1, s, out r, out double g);
                    s = r * g;
                    Polar(r + 2, g, out s, out r);
                    s += r * 0.2;
                }

                Polar(s, 2, out double q, out _);
                return q;
            }

            [Differentiable, Checkpoint]
            public static void Bump(ref int k, ref double a, double s)
            {
                a = a * a * s + 0.2;
                k = (k + 1) % 3;
                a *= k + 1;
            }

            [Differentiable]
            public static double IndexByReference(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                int k = 0;
                double s = 0;
                for (int t = 0; t < 4; t++)
                {
                    s += 0.3 * w[k] * w[k];
                    Bump(ref k, ref w[k], s);
                    s += 0.1 * w[k] * k;
                }

                return s * w[1] + k;
            }

            [Differentiable, Checkpoint]
            public static bool TryStep(double a, out double b, ref bool flag)
            {
                b = a * a;
                flag = !flag;
                return a > 0;
            }

            [Differentiable]
            public static double BranchOnAResult(ReadOnlySpan<double> x)
            {
                double s = x[0];
                bool flag = false;
                for (int t = 0; t < 4; t++)
                {
                    if (TryStep(s, out double b, ref flag))
                    {
                        s = b * x[1] - 0.3;
                    }
                    else
                    {
                        s = flag ? b + x[2] : b - x[2] * s;
                    }
                }

                return s * s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static void Evolve(ref double a, ref double b, out double energy)
            {
                energy = 0;
                for (int t = 0; t < 8; t++)
                {
                    double old = a;
                    a = a * Math.Cos(b);
                    b = b + 0.2 * old;
                    energy += a * b;
                }
            }

            [Differentiable]
            public static double EvolvedByReference(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                Evolve(ref w[0], ref w[1], out double energy);
                Evolve(ref w[1], ref w[2], out w[0]);
                return energy * w[0] * w[1] * w[2];
            }

            // Jagged and rectangular arrays, lists, structs

            [Differentiable, Checkpoint]
            public static double Total(double[][] rows)
            {
                double sum = 0;
                foreach (double[] row in rows)
                {
                    foreach (double value in row)
                    {
                        sum += value * value * Math.Cos(sum);
                    }

                    sum += 0.1;
                }

                return sum;
            }

            [Differentiable, Checkpoint]
            public static void Scale(double[][] rows)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    for (int j = 0; j < rows[i].Length; j++)
                    {
                        rows[i][j] = 0.5 * rows[i][j] * rows[0][0] + 0.2;
                    }
                }
            }

            [Differentiable]
            public static double JaggedArgument(ReadOnlySpan<double> x)
            {
                double[][] rows = new double[2][];
                rows[0] = x.ToArray();
                rows[1] = x[1..].ToArray();
                double s = 0;
                for (int t = 0; t < 3; t++)
                {
                    s += rows[1][0] * rows[0][0] * rows[0][0];
                    Scale(rows);
                    s += Total(rows);
                    rows[0][1] *= 0.1 * s;
                }

                return s;
            }

            [Differentiable, Checkpoint]
            public static void Scale(double[,] cells)
            {
                for (int i = 0; i < cells.GetLength(0); i++)
                {
                    for (int j = 0; j < cells.GetLength(1); j++)
                    {
                        cells[i, j] = cells[i, j] * cells[0, 0] + 0.2;
                    }
                }
            }

            [Differentiable]
            public static double RectangularArgument(ReadOnlySpan<double> x)
            {
                double[,] cells = { { x[0], 0 }, { x[1], x[2] } };
                double s = 0;
                for (int t = 0; t < 3; t++)
                {
                    s += cells[0, 0] * cells[1, 1] * cells[0, 0];
                    Scale(cells);
                    s += cells[1, 0] * cells[1, 1];
                    cells[0, 1] *= s;
                }

                return s + cells[0, 1];
            }

            [Differentiable, Checkpoint]
            public static void Scale(System.Collections.Generic.List<double> list)
            {
                for (int i = 0; i < list.Count; i++)
                {
                    list[i] = list[i] * list[0] + 0.2;
                }
            }

            [Differentiable]
            public static double ListArgument(ReadOnlySpan<double> x)
            {
                var list = new System.Collections.Generic.List<double> { x[0], x[1], x[2] };
                double s = 0;
                for (int t = 0; t < 3; t++)
                {
                    s += list[0] * list[0] * list[2];
                    Scale(list);
                    s += list[1] * list[2];
                    list[1] *= s;
                }

                return s + list[1];
            }

            [Differentiable, Checkpoint]
            public static (double A, double B) Pair(double a, double b) => (a * b, Math.Sin(a) + b);

            [Differentiable]
            public partial record struct Vec(double X, double Y);

            [Differentiable, Checkpoint]
            public static Vec Next(Vec v) => new(v.Y * Math.Sin(v.X), v.X + 0.1 * v.Y);

            [Differentiable]
            public static double Structs(ReadOnlySpan<double> x)
            {
                (double a, double b) = (x[0], x[1]);
                Vec v = new(x[2], a);
                for (int t = 0; t < 5; t++)
                {
                    (a, b) = Pair(a, b);
                    v = Next(v);
                    v.X *= 0.9 * a;
                    a *= x[2];
                }

                return a * b + v.X * v.Y;
            }

            // Arrays that are assigned anew

            [Differentiable, Checkpoint]
            public static double[] Fresh(double[] u)
            {
                double[] next = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                {
                    next[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length];
                }

                next[0] *= next[1];
                return next;
            }

            [Differentiable, Checkpoint]
            public static void Into(double[] u, double[] next)
            {
                for (int i = 0; i < u.Length; i++)
                {
                    next[i] = Math.Sin(u[i]) * u[(i + 1) % u.Length] + 0.1 * next[i];
                }
            }

            [Differentiable]
            public static double AssignedAnew(ReadOnlySpan<double> x)
            {
                double[] w = x.ToArray();
                double s = 0;
                double[] kept = w;
                for (int t = 0; t < 4; t++)
                {
                    double[] fresh = Fresh(w);
                    s += fresh[0];
                    if (t % 2 == 0)
                    {
                        w = fresh;
                    }
                    else
                    {
                        kept = fresh;
                    }

                    w[0] += 0.1 * kept[1];
                }

                return s * w[0] * kept[1];
            }

            [Differentiable]
            public static double Swapped(ReadOnlySpan<double> x)
            {
                double[] u = x.ToArray(), next = new double[x.Length];
                double s = 0;
                for (int t = 0; t < 5; t++)
                {
                    s += next[1] * u[0] * next[1];
                    Into(u, next);
                    (u, next) = (next, u);
                }

                return u[0] * next[1] + s;
            }

            // Nested, and left early

            [Differentiable, Checkpoint]
            public static double Outer(ReadOnlySpan<double> x, double s)
            {
                double[] w = x.ToArray();
                for (int i = 0; i < 3; i++)
                {
                    s += 0.1 * w[1] * w[1];
                    Inner(w, s);
                    s = Math.Sin(s * Product(w[0], s));
                }

                return s;
            }

            [Differentiable, Checkpoint]
            public static void Inner(Span<double> w, double s)
            {
                for (int i = 0; i < w.Length; i++)
                {
                    w[i] = 0.5 * w[i] * w[i] * s + 0.3;
                }
            }

            [Differentiable, Checkpoint]
            public static double Product(double a, double b)
            {
                a *= b;
                b *= a;
                return a + b;
            }

            [Differentiable]
            public static double Nested(ReadOnlySpan<double> x)
            {
                double s = 1;
                double[] w = x.ToArray();
                for (int t = 0; t < 3; t++)
                {
                    s = Outer(x, s) * x[1] + 0.2;
                    w[0] = Product(w[0], w[1]);
                    s = Product(s, s);
                    Inner(w, w[0]);
                }

                return s + w[0] * w[1];
            }

            [Differentiable, Checkpoint]
            public static double LeavesEarly(ReadOnlySpan<double> x, double s)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    s *= x[i];
                    if (s > 0.4)
                    {
                        return s * s;
                    }
                }

                while (s < 1)
                {
                    s = s * 1.5 + 0.1;
                    if (s > 0.9)
                    {
                        break;
                    }
                }

                return s;
            }

            [Differentiable]
            public static double Early(ReadOnlySpan<double> x)
            {
                double s = 1;
                for (int t = 0; t < 5; t++)
                {
                    s = LeavesEarly(x, s) + 0.2 * s;
                }

                return s;
            }
        }
        """;
}
