using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>Methods that random programs call: once as they stand, once over duals.</summary>
internal static class Library
{
    /// <summary>Differentiable methods of every shape.</summary>
    public static string Methods => CommonMethods + "\n" + FormMethods;

    private const string CommonMethods = """
        public static partial class Lib
        {
            [Differentiable]
            public static double Square(double value) => value * value;

            [Differentiable]
            public static double Mix(double left, double right, int times)
            {
                double s = left;
                for (int i = 0; i < times; i++)
                {
                    s = Math.Sin(s * right) + left;
                }

                return s;
            }

            [Differentiable]
            public static double Deep(double x, int depth)
            {
                if (depth <= 0)
                {
                    return x;
                }

                double inner = Deep(Math.Sin(x), depth - 1);
                return inner * 0.5 + inner * x;
            }

            [Differentiable]
            public static double Total(ReadOnlySpan<double> x, double scale)
            {
                double s = 0;
                foreach (double value in x)
                {
                    s += Math.Tanh(value * scale);
                }

                return s;
            }

            [Differentiable]
            public static void Scale(ReadOnlySpan<double> x, double factor, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] = Math.Cos(factor * x[i % x.Length]) * x[i % x.Length];
                }
            }

            [Differentiable]
            public static void Advance(Span<double> state, double step)
            {
                for (int i = 0; i < state.Length; i++)
                {
                    state[i] += step * Math.Sin(state[i]) * Math.Cos(state[(i + 1) % state.Length]);
                }
            }

            [Differentiable]
            public static double Shift(Span<double> state, ReadOnlySpan<double> by)
            {
                double first = state[0];
                for (int i = 0; i < state.Length - 1; i++)
                {
                    state[i] = Math.Sin(state[i + 1] * by[i % by.Length]);
                }

                state[state.Length - 1] = first;
                return first * state[0];
            }

            [Differentiable]
            public static double[] Powers(double x, int count)
            {
                double[] powers = new double[count];
                powers[0] = Math.Sin(x);
                for (int i = 1; i < count; i++)
                {
                    powers[i] = powers[i - 1] * Math.Cos(x);
                }

                return powers;
            }

            [Differentiable]
            public static double Fold(ReadOnlySpan<double> x) => x.Length <= 1 ? x[0] : Math.Sin(Fold(x[..^1])) * 0.5 + x[^1];
        }
        """;

    /// <summary>Methods and types for the forms of the language that come later.</summary>
    private static string FormMethods => string.Join("\n", Forms.Used.Select(form => form switch
    {
        Form.HigherOrder => "public static partial class Lib { [Differentiable] public static double Accumulate(Func<double, double> f, double x, int count) { double s = x; for (int i = 0; i < count; i++) { s = Math.Sin(f(s)) + 0.3 * i * x; } return s; } }",
        Form.Tuple => "public static partial class Lib { [Differentiable] public static (double U, double V) Rotate(double a, double b, double angle) { double c = Math.Cos(angle); double s = Math.Sin(angle); return (c * a - s * b, s * a + c * b); } }",
        Form.Struct => """
            [Differentiable]
            public partial record struct Vec(double X, double Y)
            {
                [Differentiable] public readonly double Norm() => Math.Sqrt(1 + X * X + Y * Y);
                [Differentiable] public static Vec Sum(Vec a, Vec b) => new Vec(a.X + b.X, a.Y + b.Y);
                [Differentiable] public readonly Vec Times(double b) => new Vec(X * b, Y * b);
                [Differentiable] public readonly double Dot(Vec other) => X * other.X + Y * other.Y;
            }
            """,
        Form.Class => Classes,
        Form.Record => """
            [Differentiable]
            public sealed partial record Pair(double A, double B)
            {
                public double Mix => A * Math.Cos(B);
                [Differentiable] public Pair Turned(double by) { var turned = new Pair(A * Math.Cos(by) - B, B + by * A); return turned; }
                [Differentiable] public double At(double t) => A + t * B;
            }

            public static partial class Lib
            {
                [Differentiable] public static double Both(Pair first, Pair second, double by) => first.At(by) * second.Mix;
            }
            """,
        Form.Tensor => """
            public static partial class Lib
            {
                [Differentiable] public static double Trace(Tensor<double> t, double by) { double sum = 0; for (int i = 0; i < 2; i++) { sum += t[i, i] * t[^1, i + 1] * by; } return sum * t[0, 2]; }
                [Differentiable] public static Tensor<double> Layer(Tensor<double> t, double by) { Tensor<double> layer = Tensor.Tanh<double>(t * by + 0.5); return layer; }
                [Differentiable] public static void Stretch(TensorSpan<double> t, double by) { for (int i = 0; i < t.Lengths[0]; i++) { for (int j = 0; j < t.Lengths[1]; j++) { t[i, j] *= by * Math.Cos(t[i, j]); } } }
                [Differentiable] public static double Corner(ReadOnlyTensorSpan<double> t, double by) => t[0, 0] * t[^1, ^1] + by;
            }
            """,
        Form.Complex => """
            public static partial class Lib
            {
                [Differentiable] public static System.Numerics.Complex Tame(System.Numerics.Complex z) => z / (1 + (z * System.Numerics.Complex.Conjugate(z)).Real);
                [Differentiable] public static void Spin(Span<System.Numerics.Complex> z, System.Numerics.Complex by) { for (int i = 0; i < z.Length; i++) { z[i] = Tame(z[i] * by + z[(i + 1) % z.Length]); } }
                [Differentiable] public static double Modulus(ReadOnlySpan<System.Numerics.Complex> z, double scale) { double s = 0; foreach (System.Numerics.Complex value in z) { s += System.Numerics.Complex.Abs(3 + Tame(value)) * Math.Cos(scale * value.Imaginary); } return s; }
                [Differentiable] public static System.Numerics.Complex Power(System.Numerics.Complex z, int n) => n <= 0 ? 1 : z * Power(Tame(z), n - 1);
            }
            """,
        Form.StructMember => """
            [Differentiable]
            public partial struct Axis
            {
                public double U, V;
                public Axis(double u, double v) { U = u; V = v * Math.Cos(u); }
                public readonly double Length => Math.Sqrt(1 + U * U + V * V);
                [Differentiable] public readonly Axis Scaled(double by) => new Axis { U = U * by, V = V + by };
                public void Spin(double by) { double before = U; U = Math.Cos(by) * U - Math.Sin(by) * V; V = Math.Sin(by) * before + Math.Cos(by) * V; }
            }

            [Differentiable]
            public partial struct Frame
            {
                public Axis Origin;
                public Axis Along;
                public double Scale;
                [Differentiable] public readonly double At(double t) => Origin.U + t * Along.V * Scale;
                public void Grow(double by) { Scale *= Math.Cos(by); Origin.U += by * Scale; Along.Spin(by); }
                [Differentiable] public static Frame operator +(Frame a, Frame b) => new Frame { Origin = a.Along, Along = b.Origin.Scaled(a.Scale), Scale = Math.Sin(a.Scale + b.Scale) };
            }
            """,
        Form.ByReference => """
            public static partial class Lib
            {
                [Differentiable] public static void Turn(ref double a, ref double b, double angle) { double t = a; a = Math.Cos(angle) * a - Math.Sin(angle) * b; b = Math.Sin(angle) * t + Math.Cos(angle) * b; }
                [Differentiable] public static void Polar(double r, in double angle, out double a, out double b) { a = r * Math.Cos(angle); b = r * Math.Sin(angle); }
            }
            """,
        Form.NamedArgument => """
            public static partial class Lib
            {
                [Differentiable] public static double Damp(double x, double rate, int times = 2) { double s = x; for (int i = 0; i < times; i++) { s *= Math.Cos(rate * s); } return s; }
                [Differentiable] public static double SumOf(params ReadOnlySpan<double> terms) { double s = 0; foreach (double term in terms) { s += Math.Sin(term) * s + term; } return s; }
                [Differentiable] public static double Cube(this double x) => x * x * x;
                [Differentiable] public static double Even(double x, int n) => n <= 0 ? x : Math.Cos(Odd(x * 0.5, n - 1));
                [Differentiable] public static double Odd(double x, int n) => n <= 0 ? 1 : Even(x + 0.25, n - 1) * x;
            }
            """,
        Form.Checkpoint => """
            public static partial class Lib
            {
                [Differentiable, Checkpoint] public static double Settle(double x, double rate) { double s = x; for (int i = 0; i < 3; i++) { s = Math.Sin(s * rate) + x; } return s; }
                [Differentiable, Checkpoint] public static void Relax(Span<double> state, double rate) { for (int i = 0; i + 1 < state.Length; i++) { double flow = rate * Math.Sin(state[i + 1] - state[i]); state[i] += flow; state[i + 1] -= flow * state[i]; } }
                [Differentiable, Checkpoint(Snapshots = 2)] public static void March(Span<double> state, double step, int times) { for (int t = 0; t < times; t++) { Advance(state, step); state[0] *= Math.Cos(step); } }
            }
            """,
        Form.StructArray => "public static partial class Lib { [Differentiable] public static double Moment(ReadOnlySpan<Vec> points) { double s = 0; for (int i = 0; i < points.Length; i++) { s += points[i].Norm() * (i + 1); } return s; } }",
        _ => string.Empty,
    }));

    private const string Classes = """
        [Differentiable]
        public partial class Body
        {
            public double X { get; set; }
            public double Y;
            public double[] W = new double[2];
            public Body() { }
            public Body(double x) { X = x; W[1] = x * 0.5; }
            public double Energy => 0.5 * X * X + Y * W[0];
            public double Twice { get => 2 * Y; set => Y = Math.Sin(value) * 0.5; }
            [Differentiable] public void Kick(double force) { Y += force * X; X = Math.Sin(Y) + W[1] * 0.3; W[0] = force * Y; }
            [Differentiable] public double Read(double t) => Math.Sin(X * t) + Y * W[1];
        }

        [Differentiable]
        public partial class Holder
        {
            public Body Inner = new Body();
            public double Z;
            [Differentiable] public void Step(double by) { Z += by * Inner.X; Inner.Kick(Math.Sin(Z)); }
        }

        public static partial class Lib
        {
            [Differentiable] public static double Pull(Body body, double by) { body.X += Math.Sin(by * body.Y); body.W[0] *= by; return body.W[0] + body.X; }
            [Differentiable] public static double Look(Body body, double by) => body.X * by + body.W[1] * body.Y;
            [Differentiable] public static void Meet(Body first, Body second) { double x = first.X; first.X = Math.Cos(second.X) + 0.5 * x; second.Y = x * first.Y; second.W[0] += first.W[1]; }
            [Differentiable] public static Body Made(double x, double y) { var made = new Body(x * y) { Y = Math.Sin(y) }; made.Kick(x); return made; }
        }
        """;

    /// <summary>Generic methods; what they compute over duals is written in Duals/.</summary>
    public static string GenericMethods => !Forms.Used.Contains(Form.Generic) ? string.Empty : """
        public static partial class Generic
        {
            [Differentiable]
            public static T Smooth<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(x) * T.CreateChecked(0.5) + T.Exp(-x * x);

            [Differentiable]
            public static T Energy<T>(ReadOnlySpan<T> x, T scale) where T : System.Numerics.IFloatingPointIeee754<T>
            {
                T sum = T.Zero;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += T.Tanh(x[i] * scale) * x[i];
                }

                return sum;
            }

            [Differentiable]
            public static T Root<T>(T a) where T : System.Numerics.IFloatingPointIeee754<T>
            {
                T b = a * a + T.One;
                T x = b;
                for (int i = 0; i < 6; i++)
                {
                    x = (x + b / x) / T.CreateChecked(2);
                }

                return x;
            }
        }
        """;

    /// <summary>Methods with rules written by hand.</summary>
    public const string Rules = """
        public static class Native
        {
            public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

            public static double Weigh(ReadOnlySpan<double> points, double weight)
            {
                double sum = 0;
                foreach (double point in points)
                {
                    sum += point * point * weight;
                }

                return sum;
            }
        }

        public static class NativeRules
        {
            [VjpOf(typeof(Native), nameof(Native.Softplus))]
            public static void Softplus(double x, double resultAdjoint, ref double xAdjoint) => xAdjoint += resultAdjoint / (1 + Math.Exp(-x));

            [VjpOf(typeof(Native), nameof(Native.Weigh))]
            public static void Weigh(ReadOnlySpan<double> points, double weight, double resultAdjoint, Span<double> pointsAdjoint, ref double weightAdjoint)
            {
                for (int i = 0; i < points.Length; i++)
                {
                    pointsAdjoint[i] += 2 * resultAdjoint * points[i] * weight;
                    weightAdjoint += resultAdjoint * points[i] * points[i];
                }
            }
        }
        """;
}
