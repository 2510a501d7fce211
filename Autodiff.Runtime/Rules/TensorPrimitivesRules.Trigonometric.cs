using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: trigonometric and hyperbolic functions.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>cos(x).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sin))]
    public static void Sin<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.Scaled<T>, Functions.Cos<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cos))]
    public static void Cos<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.ScaledNegatively<T>, Functions.Sin<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1 + r².</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Tan))]
    public static void Tan<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Tangent<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>π·cos(πx).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinPi))]
    public static void SinPi<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.ScaledByPi<T>, Functions.CosPi<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−π·sin(πx).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosPi))]
    public static void CosPi<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.ScaledByMinusPi<T>, Functions.SinPi<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>π(1 + r²).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.TanPi))]
    public static void TanPi<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.TangentPi<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Asin))]
    public static void Asin<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcSine<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Acos))]
    public static void Acos<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcCosine<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan))]
    public static void Atan<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcTangent<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AsinPi))]
    public static void AsinPi<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcSinePi<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AcosPi))]
    public static void AcosPi<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcCosinePi<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/(π(1 + x²)).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AtanPi))]
    public static void AtanPi<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ArcTangentPi<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sinh))]
    public static void Sinh<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.ScaledStrongly<T>, Functions.Cosh<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cosh))]
    public static void Cosh<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.ScaledStrongly<T>, Functions.Sinh<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1 − r².</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
    public static void Tanh<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.HyperbolicTangent<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Asinh))]
    public static void Asinh<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AreaSine<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Acosh))]
    public static void Acosh<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AreaCosine<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atanh))]
    public static void Atanh<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AreaTangent<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>π/180.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.DegreesToRadians))]
    public static void DegreesToRadians<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, Partial.DegreesToRadians<T>(), xAdjoint, xAdjoint);

    /// <summary>180/π.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.RadiansToDegrees))]
    public static void RadiansToDegrees<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, Partial.RadiansToDegrees<T>(), xAdjoint, xAdjoint);

    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.AngleY<T>>(yAdjoint, destinationAdjoint, y, x);
        Kernel.Accumulate<T, Contributions.AngleX<T>>(xAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Y<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AngleY<T>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2X<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AngleX<T>>(xAdjoint, destinationAdjoint, y, x);

    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.AngleY<T>>(yAdjoint, destinationAdjoint, y, x);
        xAdjoint += Kernel.Sum<T, Contributions.AngleX<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Y<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AngleY<T>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2X<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.AngleX<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        yAdjoint += Kernel.Sum<T, Contributions.AngleY<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);
        Kernel.Accumulate<T, Contributions.AngleX<T>>(xAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Y<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.AngleY<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2X<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AngleX<T>>(xAdjoint, destinationAdjoint, y, x);

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2Pi<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.AnglePiY<T>>(yAdjoint, destinationAdjoint, y, x);
        Kernel.Accumulate<T, Contributions.AnglePiX<T>>(xAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiY<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AnglePiY<T>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiX<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AnglePiX<T>>(xAdjoint, destinationAdjoint, y, x);

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2Pi<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.AnglePiY<T>>(yAdjoint, destinationAdjoint, y, x);
        xAdjoint += Kernel.Sum<T, Contributions.AnglePiX<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiY<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AnglePiY<T>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiX<T>(ReadOnlySpan<T> y, T x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.AnglePiX<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2Pi<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        yAdjoint += Kernel.Sum<T, Contributions.AnglePiY<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);
        Kernel.Accumulate<T, Contributions.AnglePiX<T>>(xAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiY<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.AnglePiY<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiX<T>(T y, ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.AnglePiX<T>>(xAdjoint, destinationAdjoint, y, x);

    /// <summary>(cos, −sin).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinCos))]
    public static void SinCos<T>(ReadOnlySpan<T> sinDestination, ReadOnlySpan<T> cosDestination, [WrittenLength("x")] ReadOnlySpan<T> sinDestinationAdjoint, [WrittenLength("x")] ReadOnlySpan<T> cosDestinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Scaled<T>>(xAdjoint, sinDestinationAdjoint, cosDestination);
        Kernel.Accumulate<T, Contributions.ScaledNegatively<T>>(xAdjoint, cosDestinationAdjoint, sinDestination);
    }

    /// <summary>(cos, −sin)·π.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinCosPi))]
    public static void SinCosPi<T>(ReadOnlySpan<T> sinPiDestination, ReadOnlySpan<T> cosPiDestination, [WrittenLength("x")] ReadOnlySpan<T> sinPiDestinationAdjoint, [WrittenLength("x")] ReadOnlySpan<T> cosPiDestinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.ScaledByPi<T>>(xAdjoint, sinPiDestinationAdjoint, cosPiDestination);
        Kernel.Accumulate<T, Contributions.ScaledByMinusPi<T>>(xAdjoint, cosPiDestinationAdjoint, sinPiDestination);
    }
}
