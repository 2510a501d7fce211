using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>A choice picks the operand with the greatest key.</summary>
internal interface IChoice
{
    static abstract V Key<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : IFloatingPointIeee754<T>;
}

/// <summary>Whether a number is chosen before a NaN, or a NaN before a number.</summary>
internal interface INaNPolicy
{
    static abstract bool PrefersNumbers { get; }
}

/// <summary>The choices that Max, Min and their kin make.</summary>
internal static class Choices
{
    public readonly struct Max : IChoice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Key<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : IFloatingPointIeee754<T>
            => x;
    }

    public readonly struct Min : IChoice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Key<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : IFloatingPointIeee754<T>
            => V.All(T.Zero) - x;
    }

    public readonly struct MaxMagnitude : IChoice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Key<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : IFloatingPointIeee754<T>
            => V.Abs(x);
    }

    public readonly struct MinMagnitude : IChoice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Key<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : IFloatingPointIeee754<T>
            => V.All(T.Zero) - V.Abs(x);
    }

    public readonly struct Any : INaNPolicy
    {
        public static bool PrefersNumbers => false;
    }

    public readonly struct Number : INaNPolicy
    {
        public static bool PrefersNumbers => true;
    }
}
