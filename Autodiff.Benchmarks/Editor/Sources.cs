using System.Linq;
using System.Text;

namespace Autodiff.Benchmarks.Editor;

/// <summary>What the editor's user has written.</summary>
internal static class Sources
{
    private const string Usings = """
        using System;
        using System.Numerics.Tensors;
        using Autodiff;

        """;

    /// <summary>A hundred lines as people write them: a small network, a filter and a penalty, with loops, calls and arrays.</summary>
    public const string HundredLines = Usings + """
        public static partial class Model
        {
            [Differentiable]
            public static double Loss(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int hidden, double decay)
            {
                int features = inputs.Length;
                if (features == 0)
                {
                    throw new ArgumentException("There is no input.");
                }

                double[] layer = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double sum = weights[i];
                    for (int j = 0; j < features; j++)
                    {
                        sum += weights[hidden + i * features + j] * inputs[j];
                    }

                    layer[i] = Math.Tanh(sum);
                }

                double[] gates = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double argument = layer[i] * weights[i] - 0.5;
                    gates[i] = 1 / (1 + Math.Exp(-argument));
                }

                double norm = Math.Sqrt(TensorPrimitives.Dot(layer, layer) + 1e-9);
                for (int i = 0; i < hidden; i++)
                {
                    layer[i] = layer[i] * gates[i] / norm;
                }

                // Smooths from left to right, in place.
                double state = layer[0];
                for (int i = 1; i < hidden; i++)
                {
                    state = 0.9 * state + 0.1 * layer[i];
                    layer[i] = state;
                }

                double largest = layer[0];
                for (int i = 1; i < hidden; i++)
                {
                    largest = Math.Max(largest, layer[i]);
                }

                double total = 0;
                for (int i = 0; i < hidden; i++)
                {
                    total += Math.Exp(layer[i] - largest);
                }

                double entropy = 0;
                for (int i = 0; i < hidden; i++)
                {
                    double p = Math.Exp(layer[i] - largest) / total;
                    entropy -= p * Math.Log(p);
                }

                // A root of t³ + t = entropy, by Newton's method.
                double t = entropy;
                int steps = 0;
                while (Math.Abs(t * t * t + t - entropy) > 1e-10 && steps < 20)
                {
                    t -= (t * t * t + t - entropy) / (3 * t * t + 1);
                    steps++;
                }

                double penalty = 0;
                for (int i = 0; i < weights.Length; i++)
                {
                    double w = weights[i];
                    if (w > 1)
                    {
                        penalty += Huber(w - 1, decay);
                    }
                    else if (w < -1)
                    {
                        penalty += Huber(w + 1, decay);
                    }
                    else
                    {
                        penalty += 0.5 * w * w;
                    }
                }

                double roughness = 0;
                for (int i = 2; i < hidden; i++)
                {
                    double bend = layer[i] - 2 * layer[i - 1] + layer[i - 2];
                    roughness += bend * bend;
                }

                return entropy + t + decay * penalty + 0.01 * roughness;
            }

            [Differentiable]
            public static double Huber(double x, double width)
            {
                double size = Math.Abs(x);
                return size < width ? 0.5 * x * x : width * (size - 0.5 * width);
            }
        }
        """;

    /// <summary>The file in which the keystrokes fall, and twenty others with ten differentiable methods each.</summary>
    public static string[] Solution() => [Edited, .. Enumerable.Range(0, 20).Select(File)];

    /// <summary>A method that nothing is to be differentiated of, one that is, and a declaration.</summary>
    private const string Edited = Usings + """
        public static partial class Edited
        {
            public static int Width => 3;

            public static string Describe(double x)
            {
                return "x = " + x;
            }

            [Differentiable]
            public static double Own(double x)
            {
                return x * Math.Sin(x);
            }
        }
        """;

    private static string File(int file)
    {
        var text = new StringBuilder(Usings + $"public static partial class Models{file}\n{{\n");
        for (int i = 0; i < 10; i++)
        {
            text.Append($$"""
                    [Differentiable]
                    public static double Energy{{i}}(ReadOnlySpan<double> x, double stiffness, double rest)
                    {
                        double energy = {{i}};
                        for (int i = 1; i < x.Length; i++)
                        {
                            double stretch = x[i] - x[i - 1] - rest;
                            energy += 0.5 * stiffness * stretch * stretch;
                            if (stretch > {{i}} + rest)
                            {
                                energy += Math.Exp(-stretch);
                            }
                        }

                        return energy / Math.Sqrt(1 + energy * energy);
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>A generated method: each statement reads others, a few back, and elements.</summary>
    public static string StraightLine(int statements)
    {
        var text = new StringBuilder(Usings + "public static partial class Long\n{\n    [Differentiable]\n    public static double Line(double x, ReadOnlySpan<double> y)\n    {\n        double t0 = x;\n");
        for (int i = 1; i < statements; i++)
        {
            text.Append($"        double t{i} = t{i - 1} * x + Math.Sin(t{i / 2}) * y[{i % 5}];\n");
        }

        return text.Append($"        return t{statements - 1};\n    }}\n}}\n").ToString();
    }

    /// <summary>The same number of statements in loops of three, one after the other.</summary>
    public static string Loops(int statements)
    {
        var text = new StringBuilder(Usings + "public static partial class Long\n{\n    [Differentiable]\n    public static double Line(double x, ReadOnlySpan<double> y)\n    {\n        double a = x;\n");
        for (int i = 0; i < statements / 4; i++)
        {
            text.Append($"        for (int i = 0; i < y.Length; i++)\n        {{\n            double p = a * y[i];\n            if (p > {i})\n            {{\n                a += p * p;\n            }}\n        }}\n\n");
        }

        return text.Append("        return a;\n    }\n}\n").ToString();
    }

    /// <summary>Loops inside each other, thirty deep.</summary>
    public static string Nested()
    {
        var text = new StringBuilder(Usings + "public static partial class Long\n{\n    [Differentiable]\n    public static double Line(double x, ReadOnlySpan<double> y)\n    {\n        double a = x;\n");
        for (int i = 0; i < 30; i++)
        {
            text.Append($"        for (int i{i} = 0; i{i} < 2; i{i}++)\n        {{\n            a = a * y[i{i}] + x;\n");
        }

        return text.Append(new string('}', 30)).Append("\n        return a;\n    }\n}\n").ToString();
    }

    /// <summary>One sum.</summary>
    public static string Sum(int terms) => Usings
        + "public static partial class Long\n{\n    [Differentiable]\n    public static double Line(double x, ReadOnlySpan<double> y) => "
        + string.Join(" + ", Enumerable.Range(0, terms).Select(i => $"x * y[{i % 7}]")) + ";\n}\n";
}
