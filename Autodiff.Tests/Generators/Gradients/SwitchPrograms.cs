using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Switches and patterns, over what is constant and over active numbers.</summary>
public static partial class SwitchPrograms
{
    private enum Kernel
    {
        Gaussian,
        Cauchy,
        Linear,
    }

    [Differentiable]
    public static double SharedLabels(ReadOnlySpan<double> x)
    {
        double s = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            switch (i % 4)
            {
                case 0:
                    s *= x[i];
                    break;
                case 1:
                case 2:
                    s += Math.Sin(x[i] * s);
                    break;
                default:
                    s -= x[i] * x[i];
                    break;
            }
        }

        return s;
    }

    [Differentiable]
    public static double BreakInTheMiddleOfASection(ReadOnlySpan<double> x)
    {
        double s = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            switch (i % 3)
            {
                case 0:
                    if (s > 0.123)
                    {
                        s *= 0.7;
                        break;
                    }

                    s += x[i] * s;
                    break;
                case 2:
                    s *= s;
                    break;
            }

            s += 0.5 * x[i];
        }

        return s;
    }

    [Differentiable]
    public static double ExitsOfEveryKind(ReadOnlySpan<double> x)
    {
        double s = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            switch (i)
            {
                case 0:
                    continue;
                default:
                    s += x[i] * s;
                    if (s > 1.017)
                    {
                        s *= 0.5;
                        continue;
                    }

                    break;
                case 3:
                    if (s < -0.513)
                    {
                        return s * s;
                    }

                    s *= x[i];
                    break;
                case 5:
                    {
                        double t = x[5] * s;
                        s = t;
                        break;
                    }
            }

            s += 0.1 * x[i];
        }

        return s;
    }

    [Differentiable]
    public static double SwitchInALoopInASwitch(ReadOnlySpan<double> x)
    {
        double s = 1;
        switch (x.Length)
        {
            case 0:
                return 0;
            case > 3:
                for (int i = 0; ; i++)
                {
                    switch (i)
                    {
                        case 1:
                            s *= 1 + x[1];
                            continue;
                        case 4:
                            s += x[2] * s;
                            break;
                        case 5:
                            return s * x[3];
                    }

                    if (s > 3.017)
                    {
                        break;
                    }

                    s += x[0] * 0.3;
                }

                s *= x[4];
                break;
            default:
                throw new ArgumentException("too short");
        }

        return s + x[5];
    }

    [Differentiable]
    public static double OnAnActiveNumber(ReadOnlySpan<double> x)
    {
        double s = 1;
        foreach (double v in x)
        {
            switch (v * s)
            {
                case < -0.513:
                    s *= v * v;
                    break;
                case >= -0.513 and < 0.417:
                    s += v;
                    break;
                case double product when product > 1.009:
                    s += product * product;
                    break;
                case double.NaN:
                    return 0;
                case var product:
                    s *= Math.Exp(product);
                    break;
            }
        }

        return s;
    }

    [Differentiable]
    public static double OnText(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            string name = i == 0 ? "sin" : i == 1 ? "square" : "none";
            double term;
            switch (name)
            {
                case "sin":
                    term = Math.Sin(x[0] * x[1]);
                    break;
                case "square":
                    term = x[0] * x[0] * s;
                    break;
                default:
                    term = x[2];
                    break;
            }

            s += term * x[3];
        }

        return s;
    }

    [Differentiable]
    public static double Expression(ReadOnlySpan<double> x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = i switch
            {
                0 => 0.5,
                1 or 2 => x[0],
                > 3 and < 5 => Math.Sin(x[i] * s),
                _ => 2,
            };
            s += weight * x[i];
        }

        return s;
    }

    [Differentiable]
    public static double ExpressionWithoutADiscard(ReadOnlySpan<double> x)
    {
        double s = 0;
        var kernel = Kernel.Gaussian;
        for (int i = 0; i < x.Length; i++)
        {
            s += kernel switch
            {
                Kernel.Gaussian => Math.Exp(-x[i] * x[i]),
                Kernel.Cauchy => 1 / (1 + (x[i] * x[i] * (1 + s))),
                Kernel.Linear => x[i] * s,
                _ => throw new InvalidOperationException(),
            };
            kernel = (Kernel)(((int)kernel + 1) % 3);
        }

        return s;
    }

    [Differentiable]
    public static double ExpressionOfABool(ReadOnlySpan<double> x) => (x[0] > x[1] + 0.001) switch
    {
        true => x[0] * x[2],
        false => x[1] * x[1],
    };

    [Differentiable]
    public static double NestedExpressions(ReadOnlySpan<double> x)
    {
        double s = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            s = (i % 2) switch
            {
                0 => s switch
                {
                    < 0.0171 => s * x[i],
                    var big when big * x[i] > 0.301 => big - x[i],
                    _ => Math.Cos(s),
                },
                _ => x[i] > 0.2017 ? s + x[i] : s * 0.5,
            };
        }

        return s;
    }

    [Differentiable]
    public static double Tuples(ReadOnlySpan<double> x)
    {
        double s = x[2];
        for (int i = 0; i < 5; i++)
        {
            s = (i, x[i]) switch
            {
                (0, > 0.003) => s * x[i],
                (1, _) => s + (x[i] * s),
                (var k, var v) when k >= 2 && v > 0.101 => v * v * s,
                (4, double v) => v - s,
                _ => s - (x[i] * 2),
            };
        }

        return s;
    }

    [Differentiable]
    public static double IsPatterns(ReadOnlySpan<double> x)
    {
        object label = "abc";
        double s = x[0];
        if (label is string text && text.Length == 3)
        {
            s *= x[1];
        }

        if (label is not string other)
        {
            return s;
        }

        s *= other.Length;
        if (x[0] is > 0.003 and < 1.003)
        {
            s += x[0] * x[2];
        }

        if (x is [var first, .., var last] && last > first)
        {
            s += first * last * s;
        }

        int count = 0;
        while (count is not > 3 && s is double current and < 10.01)
        {
            s += current * 0.1 * x[count];
            count++;
        }

        return s;
    }

    [Differentiable]
    public static double Properties(ReadOnlySpan<double> x)
    {
        var version = new Version(1, 2);
        double s = x[0];
        if (version is { Major: 1, Minor: var minor } && minor > 1)
        {
            s *= x[1] * minor;
        }

        if (version is { Major: > 2 } or { Minor: 7 } || x is { Length: 0 })
        {
            s = 0;
        }

        return s * version switch
        {
            { Major: 2 } => x[0],
            { Minor: 2 } found when found.Major < 9 => x[2] * found.Major,
            null => throw new ArgumentNullException(nameof(x)),
            _ => x[3],
        };
    }

    [Differentiable]
    public static double Coalescing(ReadOnlySpan<double> x)
    {
        double? scale = null;
        string? name = null;
        double s = (scale ?? x[0]) * x[1];
        for (int i = 0; i < 3; i++)
        {
            s += (scale ?? 3.0) * x[i + 1] * s;
            name ??= "abcd";
            scale = i;
        }

        s *= (scale ?? throw new InvalidOperationException()) * name!.Length;
        return s * (name is null ? 2 : x[0]);
    }

    [Differentiable]
    public static double ThrowExpressions(ReadOnlySpan<double> x)
    {
        double s = x[0] > -50 ? x[0] * x[1] : throw new ArgumentException("small");
        double t = x[1] < -50 ? throw new ArgumentException("small") : s * s;
        return x[2] switch { < 50 => t * s, _ => throw new ArgumentException("large") };
    }
}
