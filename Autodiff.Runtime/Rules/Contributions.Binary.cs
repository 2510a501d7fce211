using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>The formulas of the array rules: what one element adds to an adjoint.</summary>
internal static partial class Contributions
{
    /// <summary>The derivative of a quotient a in its divisor b.</summary>
    public readonly struct Quotient<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) * a / b);
    }

    /// <summary>The derivative of atan2(a, b) in a.</summary>
    public readonly struct AngleY<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * b / ((a * a) + (b * b)));
    }

    /// <summary>The derivative of atan2(a, b) in b.</summary>
    public readonly struct AngleX<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) * a / ((a * a) + (b * b)));
    }

    /// <summary>The derivative of atan2(a, b)/π in a.</summary>
    public readonly struct AnglePiY<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * b / (V.All(T.Pi) * ((a * a) + (b * b))));
    }

    /// <summary>The derivative of atan2(a, b)/π in b.</summary>
    public readonly struct AnglePiX<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) * a / (V.All(T.Pi) * ((a * a) + (b * b))));
    }

    /// <summary>a/b times the seed; 0 where the hypotenuse b is 0.</summary>
    public readonly struct Leg<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => V.IfEqual(b, Formula<T>.Number<V>(0), Formula<T>.Number<V>(0), seed * a / b);
    }

    /// <summary>The derivative of the logarithm b in its base c, of which a is the logarithm.</summary>
    public readonly struct LogarithmBase<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) * b / (c * a));
    }

    /// <summary>The derivative of log b to a base of which a is the logarithm.</summary>
    public readonly struct LogarithmTimes<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / (a * b));
    }

    /// <summary>The derivative of the power c = aᵇ in a.</summary>
    public readonly struct PowerBase<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * V.IfEqual(b, Formula<T>.Number<V>(0), Formula<T>.Number<V>(0), V.IfEqual(a, Formula<T>.Number<V>(0), V.IfGreater(b, Formula<T>.Number<V>(1), Formula<T>.Number<V>(0), V.IfEqual(b, Formula<T>.Number<V>(1), Formula<T>.Number<V>(1), b * V.All(T.PositiveInfinity))), b * c / a)));
    }

    /// <summary>The derivative of the power b in its exponent, with a the logarithm of its base.</summary>
    public readonly struct PowerExponent<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, V.IfEqual(b, Formula<T>.Number<V>(0), V.IfGreater(Formula<T>.Number<V>(0), a, Formula<T>.Number<V>(0), b * a), b * a) * seed);
    }

    /// <summary>a + b times the seed.</summary>
    public readonly struct ScaledSum<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * (a + b);
    }

    /// <summary>(1 − a) times the seed.</summary>
    public readonly struct Complement<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * (Formula<T>.Number<V>(1) - a);
    }

    /// <summary>a − b times the seed.</summary>
    public readonly struct ScaledDifference<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * (a - b);
    }

    /// <summary>(a − b)·c times the seed.</summary>
    public readonly struct Centered<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * ((a - b) * c);
    }
}
