namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs that make or change objects, records, tensors and moving spans where <c>[Checkpoint]</c> runs code again.</summary>
internal static class CheckpointObjectSources
{
    public const string Programs = """
        [Differentiable]
        public partial class Kicked
        {
            public double X, Y;
            public double[] W = new double[2];

            public Kicked(double x)
            {
                X = x;
                W[1] = x;
            }

            [Differentiable]
            public void Kick(double force)
            {
                Y = Math.Sin(Y + force * X);
                X = Math.Sin(Y + W[1]);
                W[0] = Math.Sin(force * Y + W[0]);
            }

            [Differentiable]
            public void Meet(Kicked other, double force)
            {
                double x = X;
                X = Math.Cos(other.X) * force + 0.5 * x;
                other.Y = x * Y;
            }
        }

        [Differentiable]
        public partial record Noted(double A, double B)
        {
            public double Squared => A * A + B;
        }

        public static partial class Programs
        {
            // Objects that are made anew each time

            [Differentiable, Checkpoint]
            public static double Kick(ReadOnlySpan<double> x, double by)
            {
                var first = new Kicked(x[0] * x[1]) { Y = x[2] };
                for (int i = 0; i < 4; i++)
                {
                    first.Kick(by + i);
                    var second = new Kicked(first.Y);
                    second.Kick(first.X);
                    first.W[1] *= second.X;
                }

                return first.X * first.W[0];
            }

            [Differentiable]
            public static double ObjectsMadeAnew(ReadOnlySpan<double> x)
            {
                double[] y = x.ToArray();
                double s = Kick(y, x[1]) * Kick(x, 0.5);
                y[0] = s;
                y[1] *= s;
                return s + Kick(y, s);
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double ObjectsMadeInTheLoop(ReadOnlySpan<double> x)
            {
                double u = x[0], v = x[1];
                for (int t = 0; t < 9; t++)
                {
                    var made = new Kicked(u) { Y = v };
                    made.W[1] = x[2];
                    made.Kick(0.3 * x[1]);
                    Kicked same = made;
                    same.Kick(u);
                    u = same.X + made.W[0];
                    v = made.Y * 0.5;
                }

                return u * v;
            }

            // Objects that are the state

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double OneObjectIsTheState(ReadOnlySpan<double> x)
            {
                var state = new Kicked(x[0]) { Y = x[1] };
                double s = 0;
                for (int t = 0; t < 9; t++)
                {
                    state.Kick(0.4 * x[2]);
                    s += state.X * state.Y;
                    state.W[1] *= 0.9 + 0.1 * state.X;
                }

                return s * state.W[0];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static void March(Kicked a, Kicked b, double force)
            {
                for (int t = 0; t < 8; t++)
                {
                    a.Meet(b, force);
                    b.Meet(a, force * 0.5);
                }
            }

            [Differentiable]
            public static double TwoObjectsAreTheState(ReadOnlySpan<double> x)
            {
                var a = new Kicked(x[0]) { Y = x[1] };
                var b = new Kicked(x[2]) { Y = x[0] };
                March(a, b, x[1]);
                return a.X * b.Y + b.X * a.Y;
            }

            // Records, tensors, spans that move

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double RecordsOfTheLoop(ReadOnlySpan<double> x)
            {
                double s = x[0];
                for (int t = 0; t < 7; t++)
                {
                    var p = new Noted(s, x[1]);
                    Noted q = p with { B = p.Squared * x[2] };
                    s = Math.Sin(q.Squared) + x[1] * Math.Cos(q.B);
                }

                return s;
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double TensorIsTheState(ReadOnlySpan<double> x)
            {
                Tensor<double> t = Tensor.Create(new double[] { x[0], x[1], x[2], 0.5 }, [2, 2]);
                double s = 0;
                for (int k = 0; k < 7; k++)
                {
                    Tensor<double> u = Tensor.Sin<double>(t) * x[0];
                    t[0, 1] += u[1, 0] * t[1, 1];
                    Tensor.Multiply<double>(t, u, t);
                    s += Tensor.Dot<double>(t, u);
                }

                return s + t[0, 0];
            }

            [Differentiable, Checkpoint(Snapshots = 2)]
            public static double SpanMovesInTheLoop(ReadOnlySpan<double> x)
            {
                double[] a = x.ToArray();
                ReadOnlySpan<double> rest = x;
                double s = 1;
                for (int k = 0; k < 3; k++)
                {
                    s += rest[0] * s * rest[^1];
                    a[k] *= s;
                    rest = rest[1..];
                }

                return s * a[0] + a[2];
            }
        }
        """;
}
