using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Constants of an element type, and the way to and from the double in which small projected problems are solved.</summary>
internal static class Numbers<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The distance from 1 to the next larger number.</summary>
    public static readonly T Epsilon = T.BitIncrement(T.One) - T.One;

    /// <summary>One half.</summary>
    public static readonly T Half = T.One / (T.One + T.One);

    /// <summary><see cref="Epsilon"/> as a double.</summary>
    public static readonly double Eps = double.CreateChecked(Epsilon);

    public static T From(double value) => T.CreateTruncating(value);

    /// <summary>A normal deviate (Box and Muller, 1958).</summary>
    public static T Normal(Random random) => From(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>Normal deviates.</summary>
    public static void FillNormal(Random random, Span<T> x)
    {
        foreach (ref T value in x)
        {
            value = Normal(random);
        }
    }

    public static double ToDouble(T value) => double.CreateTruncating(value);
}
