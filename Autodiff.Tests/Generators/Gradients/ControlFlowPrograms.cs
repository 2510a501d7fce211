using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>One method for each form of control flow, as people write them.</summary>
public static partial class ControlFlowPrograms
{
    [Differentiable]
    public static double StraightLine(ReadOnlySpan<double> x)
    {
        double a = x[0] * x[1];
        double b = a + x[2];
        a = b * a;
        b *= a;
        return b - a / x[1];
    }

    [Differentiable]
    public static double ForLoop(ReadOnlySpan<double> x)
    {
        double energy = 0;
        for (int i = 1; i < x.Length; i++)
        {
            double d = x[i] - x[i - 1] - 0.3;
            energy += 0.5 * d * d * x[0];
        }

        return energy;
    }

    [Differentiable]
    public static double LoopsBackwardAndWithStride(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            s = s * 0.9 + x[i] * s;
        }

        for (int i = 1; i <= x.Length - 1; i += 2)
        {
            s *= 1 + x[i] * x[i];
        }

        for (int i = x.Length - 1; i > 0; i -= 3)
        {
            s += x[i] * s;
        }

        for (int i = 5; i < 5; i += 2)
        {
            s *= x[0];
        }

        return s;
    }

    [Differentiable]
    public static double NestedLoops(ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = x[i];
            for (int j = 0; j <= i; j++)
            {
                row = row * x[j] + Math.Sin(row);
                total += row * row;
            }

            total *= 0.5 + 0.1 * row;
        }

        return total;
    }

    [Differentiable]
    public static double WhileLoop(ReadOnlySpan<double> x)
    {
        // Newton's method for y³ = x₀, then a weighted sum.
        double y = 1;
        int steps = 0;
        while (Math.Abs(y * y * y - x[0]) > 1e-14 && steps < 50)
        {
            y -= (y * y * y - x[0]) / (3 * y * y);
            steps++;
        }

        int i = 0;
        double s = 0;
        while (i < x.Length)
        {
            s += x[i] * y;
            i += 1;
        }

        return s * y;
    }

    [Differentiable]
    public static double ForEach(ReadOnlySpan<double> x)
    {
        double product = 1;
        double sum = 0;
        foreach (double value in x)
        {
            product *= 1 + value * value;
            sum += Math.Exp(value) * product;
        }

        return sum;
    }

    [Differentiable]
    public static double IfElse(ReadOnlySpan<double> x)
    {
        double y;
        if (x[0] > x[1])
        {
            double t = x[0] * x[2];
            y = t * t;
        }
        else if (x[1] > 10)
        {
            y = x[1];
        }
        else
        {
            double t = Math.Cos(x[1]);
            y = t * x[2] * x[1];
        }

        if (y < 0)
        {
            y = -y * x[0];
        }

        return y * y;
    }

    [Differentiable]
    public static double BranchOnRunningValue(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        double s = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > largest)
            {
                s += largest * x[i];
                largest = x[i];
            }
            else
            {
                s -= largest * largest;
            }
        }

        return s * largest;
    }

    [Differentiable]
    public static double BreakAndContinue(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (i % 3 == 1)
            {
                continue;
            }

            s *= 1.2 + x[i];
            if (s > 3)
            {
                s += x[i] * x[0];
                break;
            }

            if (x[i] < -0.5)
            {
                s -= x[i] * x[i];
                continue;
            }

            s += Math.Sqrt(1 + x[i] * x[i]);
        }

        return s * s;
    }

    [Differentiable]
    public static double EarlyReturns(ReadOnlySpan<double> x)
    {
        if (x.Length == 0)
        {
            return 0;
        }

        if (x[0] > 2)
        {
            return x[0] * x[0];
        }

        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i] * x[i];
            if (s > 1.5)
            {
                return s * x[i];
            }

            for (int j = 0; j < i; j++)
            {
                s += 0.1 * x[j] * s;
                if (s < -1.5)
                {
                    return -s * x[j];
                }
            }
        }

        return s;
    }

    [Differentiable]
    public static double PartialExits(ReadOnlySpan<double> x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                s *= 1 + x[i];
                if (x[i] > 0.8)
                {
                    continue;
                }

                s += x[i];
            }
            else
            {
                if (s > 4)
                {
                    break;
                }

                s -= x[i] * s;
            }

            s += 0.25 * x[i] * x[i];
        }

        return s * x[0];
    }

    [Differentiable]
    public static double Ternaries(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double relu = x[i] > 0 ? x[i] : 0;
            s += relu * (i % 2 == 0 ? x[0] : Math.Exp(x[i]) * x[i]);
            s = s > 2 ? s / 2 : s * 1.5;
        }

        return s;
    }

    [Differentiable]
    public static double SideEffectsInExpressions(ReadOnlySpan<double> x)
    {
        int i = 0;
        double s = x[i++] * x[i++];
        while (i < x.Length)
        {
            s += s * x[i++];
        }

        double t;
        s += t = x[0] * 2;
        return s * t * x[--i];
    }

    [Differentiable]
    public static double IntegerState(ReadOnlySpan<double> x)
    {
        int k = 1;
        double s = 0;
        for (int step = 0; step < 6; step++)
        {
            s += x[k] * x[k];
            k = (k * 5 + step) % x.Length;
            s *= x[k];
        }

        return s;
    }

    [Differentiable]
    public static double InactiveLoop(ReadOnlySpan<double> x)
    {
        int k = 1;
        double s = x[k] * x[k];
        for (int i = 0; i < 3; i++)
        {
            k = k * 2 % x.Length;
        }

        return s * x[k] * x[k];
    }

    [Differentiable]
    public static double DeadCode(ReadOnlySpan<double> x)
    {
        double unused = Math.Log(-1 - x[0] * x[0]);
        double s = x[0] * x[1];
        double alsoUnused = s * unused;
        return s;
    }

    [Differentiable]
    public static double ThrowsOnBadInput(ReadOnlySpan<double> x)
    {
        if (x.Length < 2)
        {
            throw new ArgumentException($"needs two values, got {x.Length}", nameof(x));
        }

        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]))
            {
                throw new ArgumentException("not a number");
            }

            s *= x[i] + 2;
        }

        return s;
    }

    [Differentiable]
    public static double Scopes(ReadOnlySpan<double> x)
    {
        double s = 0;
        {
            double t = x[0] * x[1];
            s += t * t;
        }

        {
            double t = x[1] * x[2];
            s += t * t * t;
        }

        for (int i = 0; i < 2; i++)
        {
            double t = x[i] + s;
            s = t * t;
        }

        for (int i = 0; i < 2; i++)
        {
            double t = x[i] - s;
            s += 0.1 * t * t;
        }

        return s;
    }
}
