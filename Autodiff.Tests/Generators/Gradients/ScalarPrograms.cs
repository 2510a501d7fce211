using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Scalar parameters, conversions, constants, strong zeros.</summary>
public static partial class ScalarPrograms
{
    private const double Gravity = 9.81;
    private static readonly double[] Table = [1.5, -0.5, 2.0];

    [Differentiable]
    public static double Pendulum(double angle, double speed, double length, [NoGradient] double mass) =>
        0.5 * mass * length * length * speed * speed + mass * Gravity * length * (1 - Math.Cos(angle));

    [Differentiable]
    public static double Reassigned(double x, double y)
    {
        x = x * y;
        y += x;
        x = Math.Pow(x, 2) / y;
        return x * y + x;
    }

    [Differentiable]
    public static double Everything(double x, double y) =>
        Math.Atan2(y, x) + Math.Max(x, y) * Math.Min(x, 3) + Math.Tanh(x * y) - Math.Log(1 + x * x) / Math.Cosh(y)
        + Math.Clamp(x, -1, 1) + Math.Abs(y) + Math.Floor(x) * y + x % 0.7 + Math.FusedMultiplyAdd(x, y, x);

    [Differentiable]
    public static double Powers(double x, double y) => Math.Pow(x, y) + Math.Pow(x, 3) + Math.Pow(2, y) + Math.Cbrt(x) * Math.Sqrt(y);

    [Differentiable]
    public static double Constants(double x) => x * Gravity * Math.PI + Table[1] * x * x + x / Table.Length;

    [Differentiable]
    public static float Single(float x, float y) => MathF.Sin(x * y) + x / y - 2 * MathF.Exp(-y);

    [Differentiable]
    public static double Mixed(float x, double y)
    {
        float z = (float)(x * y);
        int cut = (int)y;
        return z * (double)x + cut * y + (long)x;
    }

    [Differentiable]
    public static double Stopped(double x, double y) => x * Ad.StopGradient(x * y) + y;

    [Differentiable]
    public static double Quotients(double x, double y)
    {
        double q = x / y;
        q /= x + y;
        q = 3 / q;
        return q / (x * y) - -x / y;
    }

    /// <summary>√0 has an infinite slope, but nothing of it reaches the result.</summary>
    [Differentiable]
    public static double StrongZero(double x, double y) => 0 * Math.Sqrt(x) + y * Math.Sqrt(y);

    [Differentiable]
    public static double Squares(double x)
    {
        double y = x;
        for (int i = 0; i < 3; i++)
        {
            y = y * y + x;
        }

        return y;
    }
}
