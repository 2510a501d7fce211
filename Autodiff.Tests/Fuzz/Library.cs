namespace Autodiff.Tests.Fuzz;

/// <summary>Methods that random programs call: once as they stand, once over duals.</summary>
internal static class Library
{
    /// <summary>Differentiable methods of every shape.</summary>
    public const string Methods = """
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
