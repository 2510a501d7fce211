using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: vector–Jacobian products, two operands.</summary>
public static partial class NumberRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2<T>(T y, T x, T resultAdjoint, ref T yAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Y<T>(T y, T x, T resultAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2X<T>(T y, T x, T resultAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Pi<T>(T y, T x, T resultAdjoint, ref T yAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiY<T>(T y, T x, T resultAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiX<T>(T y, T x, T resultAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySign<T>(T value, T sign, T resultAdjoint, ref T valueAdjoint, ref T signAdjoint)
        where T : INumber<T>
    {
        valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);
    }

    /// <summary>For a constant sign.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySignValue<T>(T value, T sign, T resultAdjoint, ref T valueAdjoint)
        where T : INumber<T>
        => valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.CopySign))]
    public static void CopySignSign<T>(ref T signAdjoint)
        where T : INumber<T>
    {
    }

    /// <summary>1, and −n for result = x − n·y.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754Remainder<T>(T left, T right, T result, T resultAdjoint, ref T leftAdjoint, ref T rightAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        leftAdjoint += resultAdjoint;
        rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));
    }

    /// <summary>For a constant right.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderLeft<T>(T left, T right, T resultAdjoint, ref T leftAdjoint)
        where T : IFloatingPointIeee754<T>
        => leftAdjoint += resultAdjoint;

    /// <summary>For a constant left.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderRight<T>(T left, T right, T result, T resultAdjoint, ref T rightAdjoint)
        where T : IFloatingPointIeee754<T>
        => rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log<T>(T x, T newBase, T result, T resultAdjoint, ref T xAdjoint, ref T newBaseAdjoint)
        where T : ILogarithmicFunctions<T>
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));
        newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));
    }

    /// <summary>For a constant newBase.</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogX<T>(T x, T newBase, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogNewBase<T>(T x, T newBase, T result, T resultAdjoint, ref T newBaseAdjoint)
        where T : ILogarithmicFunctions<T>
        => newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pow<T>(T x, T y, T result, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowY<T>(T x, T y, T result, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hypot<T>(T x, T y, T result, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : IRootFunctions<T>
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotX<T>(T x, T y, T result, T resultAdjoint, ref T xAdjoint)
        where T : IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotY<T>(T x, T y, T result, T resultAdjoint, ref T yAdjoint)
        where T : IRootFunctions<T>
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitude<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitude<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumber<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MaxNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumber<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MinNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumber<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumber<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNative<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNative<T>(T x, T y, T resultAdjoint, ref T xAdjoint, ref T yAdjoint)
        where T : INumber<T>
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeX<T>(T x, T y, T resultAdjoint, ref T xAdjoint)
        where T : INumber<T>
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeY<T>(T x, T y, T resultAdjoint, ref T yAdjoint)
        where T : INumber<T>
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));
}
