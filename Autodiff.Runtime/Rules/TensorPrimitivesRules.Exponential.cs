using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: exponentials, logarithms, powers and roots.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Abs))]
    public static void Abs<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Sign<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void Negate<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Subtract(xAdjoint, destinationAdjoint, xAdjoint);

    /// <summary>The result.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp))]
    public static void Exp<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledStrongly<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>r·ln 2.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2))]
    public static void Exp2<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledTwice<T>>(xAdjoint, destinationAdjoint, destination, Partial.Ln2<T>());

    /// <summary>r·ln 10.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10))]
    public static void Exp10<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledTwice<T>>(xAdjoint, destinationAdjoint, destination, Partial.Ln10<T>());

    /// <summary>r + 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ExpM1))]
    public static void ExpM1<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Plus1Times<T>>(xAdjoint, destinationAdjoint, destination, T.One);

    /// <summary>(r + 1)·ln 2.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2M1))]
    public static void Exp2M1<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Plus1Times<T>>(xAdjoint, destinationAdjoint, destination, Partial.Ln2<T>());

    /// <summary>(r + 1)·ln 10.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10M1))]
    public static void Exp10M1<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Plus1Times<T>>(xAdjoint, destinationAdjoint, destination, Partial.Ln10<T>());

    /// <summary>1/x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void Log<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2))]
    public static void Log2<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ReciprocalTimes<T>>(xAdjoint, destinationAdjoint, x, Partial.Ln2<T>());

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10))]
    public static void Log10<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ReciprocalTimes<T>>(xAdjoint, destinationAdjoint, x, Partial.Ln10<T>());

    /// <summary>1/(x + 1).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.LogP1))]
    public static void LogP1<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ReciprocalShifted<T>>(xAdjoint, destinationAdjoint, x, T.One);

    /// <summary>1/((x + 1)·ln 2).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2P1))]
    public static void Log2P1<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ReciprocalShifted<T>>(xAdjoint, destinationAdjoint, x, Partial.Ln2<T>());

    /// <summary>1/((x + 1)·ln 10).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10P1))]
    public static void Log10P1<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ReciprocalShifted<T>>(xAdjoint, destinationAdjoint, x, Partial.Ln10<T>());

    /// <summary>1/(2r); +∞ at 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sqrt))]
    public static void Sqrt<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.SquareRoot<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>1/(3r²); +∞ at 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cbrt))]
    public static void Cbrt<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.CubeRoot<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>−r².</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void Reciprocal<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Inverse<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalEstimate))]
    public static void ReciprocalEstimate<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.InverseOf<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>−r³/2.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrt<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.InverseSquareRoot<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrtEstimate))]
    public static void ReciprocalSqrtEstimate<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.InverseSquareRootOf<T>>(xAdjoint, destinationAdjoint, x);

    /// <summary>r(1 − r).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sigmoid))]
    public static void Sigmoid<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Sigmoid<T>>(xAdjoint, destinationAdjoint, destination);

    /// <summary>1/(x·ln y), and −r/(y·ln y).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void Log<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.AccumulateVia<T, Contributions.LogarithmTimes<T>, Functions.Log<T>>(xAdjoint, destinationAdjoint, y, x);
        Kernel.AccumulateVia<T, Contributions.LogarithmBase<T>, Functions.Log<T>>(yAdjoint, destinationAdjoint, y, destination, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.LogarithmTimes<T>, Functions.Log<T>>(xAdjoint, destinationAdjoint, y, x);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogY<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.LogarithmBase<T>, Functions.Log<T>>(yAdjoint, destinationAdjoint, y, destination, y);

    /// <summary>1/(x·ln y), and −r/(y·ln y).</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void Log<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.LogarithmTimes<T>>(xAdjoint, destinationAdjoint, T.Log(y), x);
        yAdjoint += Kernel.Sum<T, Contributions.LogarithmBase<T>>(destinationAdjoint.Length, destinationAdjoint, T.Log(y), destination, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.LogarithmTimes<T>>(xAdjoint, destinationAdjoint, T.Log(y), x);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogY<T>(T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.LogarithmBase<T>>(destinationAdjoint.Length, destinationAdjoint, T.Log(y), destination, y);

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void Pow<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.PowerBase<T>>(xAdjoint, destinationAdjoint, x, y, destination);
        Kernel.AccumulateVia<T, Contributions.PowerExponent<T>, Functions.Log<T>>(yAdjoint, destinationAdjoint, x, destination);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.PowerBase<T>>(xAdjoint, destinationAdjoint, x, y, destination);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.AccumulateVia<T, Contributions.PowerExponent<T>, Functions.Log<T>>(yAdjoint, destinationAdjoint, x, destination);

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void Pow<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.PowerBase<T>>(xAdjoint, destinationAdjoint, x, y, destination);
        yAdjoint += Kernel.SumVia<T, Contributions.PowerExponent<T>, Functions.Log<T>>(destinationAdjoint.Length, destinationAdjoint, x, destination);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowX<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.PowerBase<T>>(xAdjoint, destinationAdjoint, x, y, destination);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.SumVia<T, Contributions.PowerExponent<T>, Functions.Log<T>>(destinationAdjoint.Length, destinationAdjoint, x, destination);

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void Pow<T>(T x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += Kernel.Sum<T, Contributions.PowerBase<T>>(destinationAdjoint.Length, destinationAdjoint, x, y, destination);
        Kernel.Accumulate<T, Contributions.PowerExponent<T>>(yAdjoint, destinationAdjoint, T.Log(x), destination);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowX<T>(T x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.PowerBase<T>>(destinationAdjoint.Length, destinationAdjoint, x, y, destination);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowY<T>(T x, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.PowerExponent<T>>(yAdjoint, destinationAdjoint, T.Log(x), destination);

    /// <summary>(x, y)/r; 0 at the origin.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void Hypot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Leg<T>>(xAdjoint, destinationAdjoint, x, destination);
        Kernel.Accumulate<T, Contributions.Leg<T>>(yAdjoint, destinationAdjoint, y, destination);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void HypotX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Leg<T>>(xAdjoint, destinationAdjoint, x, destination);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void HypotY<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Leg<T>>(yAdjoint, destinationAdjoint, y, destination);

    /// <summary>r/(n·x); at 0, 1 for n = 1 and +∞ for more.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.RootN))]
    public static void RootN<T>(ReadOnlySpan<T> x, int n, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Root<T>>(xAdjoint, destinationAdjoint, destination, x, T.CreateTruncating(n));
}
