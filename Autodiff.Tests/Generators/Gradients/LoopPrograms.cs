using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Loops of every form: those that test last, those with several variables, and those that exit in the middle.</summary>
public static partial class LoopPrograms
{
    [Differentiable]
    public static double Do(ReadOnlySpan<double> x)
    {
        double s = x[0];
        int i = 0;
        do
        {
            s = (s * x[i]) + Math.Sin(s);
            i++;
        }
        while (i < x.Length);
        return s;
    }

    [Differentiable]
    public static double DoOnce(ReadOnlySpan<double> x)
    {
        double s = x[0];
        do
        {
            s *= x[1];
        }
        while (s > 1e9);

        for (int i = 0; i < 3; i++)
        {
            int j = i;
            do
            {
                double t = s * x[j];
                s += t * t;
                j++;
            }
            while (j < 3 && s < 40.3);
        }

        return s;
    }

    [Differentiable]
    public static double DoWithExits(ReadOnlySpan<double> x)
    {
        double y = 1;
        double step;
        int n = 0;
        do
        {
            step = ((y * y * y) - x[0] - 3) / (3 * y * y);
            y -= step;
            if (n == 7)
            {
                continue;
            }

            if (y > 40.1)
            {
                break;
            }

            if (y < -400.1)
            {
                return x[3];
            }

            y += 1e-3 * x[2];
        }
        while (Math.Abs(step) > 1e-3 && n++ < 12);
        return y * x[1] * (n + 1);
    }

    [Differentiable]
    public static double TwoVariables(ReadOnlySpan<double> x)
    {
        double s = 0.1;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
        {
            s += (x[i] * x[j] * s) + x[i];
        }

        for (int i = 0, stride = 1; i < x.Length; i += stride, stride++)
        {
            s *= 1 + (x[i] * 0.5);
        }

        return s;
    }

    [Differentiable]
    public static double ActiveLoopVariable(ReadOnlySpan<double> x)
    {
        double s = 0;
        double dt = 0.3 + (x[1] * x[1] * 0.01);
        for (double t = 0.1 * x[0]; t < 1.417; t += dt)
        {
            s += t * t * x[2] * dt;
        }

        for (float u = 0; u < 1; u += 0.25f)
        {
            s += u * x[3] * s;
        }

        return s;
    }

    [Differentiable]
    public static double Endless(ReadOnlySpan<double> x)
    {
        double y;
        double s = x[0];
        for (int i = 0; ; i++)
        {
            y = x[i] * s;
            if (i == x.Length - 1)
            {
                break;
            }

            s += y * 0.5;
            if (i % 2 == 0)
            {
                continue;
            }

            s *= 0.9;
        }

        while (true)
        {
            y += s;
            if (y > 3.3 || s < 0.1)
            {
                return y * y;
            }

            s *= 1.1 + (0.1 * x[1] * x[1]);
        }
    }

    [Differentiable]
    public static double ChangesItsVariable(ReadOnlySpan<double> x)
    {
        double s = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0.0007)
            {
                i++;
                continue;
            }

            s *= 1 + (x[i] * s * 0.1);
        }

        return s;
    }

    [Differentiable]
    public static double ExitsThroughTwoLoops(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                if (j == i)
                {
                    continue;
                }

                s += x[j] * s * 0.3;
                if (s > 2.017)
                {
                    return s * x[i];
                }

                if (s * s < 0.0137)
                {
                    break;
                }
            }

            do
            {
                s *= 0.9;
                if (s < 0.2003)
                {
                    break;
                }

                s -= x[i] * 0.1;
            }
            while (s > 1.0301);
        }

        return s;
    }

    [Differentiable]
    public static double Bisection(ReadOnlySpan<double> x)
    {
        // What the search finds carries no derivative but through the bracket it ends with.
        double low = x[0] - 2;
        double high = x[0] + 3;
        for (int i = 0; i < 5; i++)
        {
            double middle = 0.5 * (low + high);
            if ((middle - 0.3137 - x[0]) * middle * middle > 0)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return (low + high) * x[1];
    }

    [Differentiable]
    public static double Called(ReadOnlySpan<double> x) => (DoWithExits(x) * Do(x)) + Do(x[1..]) + SwitchPrograms.ExitsOfEveryKind(x);
}
