using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <content>The formulas of Max, Min, Clamp and their kin.</content>
internal static partial class Contributions
{
    /// <summary>The share of a in a choice between a and b.</summary>
    public readonly struct Share<T, TChoice, TNaN> : IContribution<T>
        where T : IFloatingPointIeee754<T>
        where TChoice : struct, IChoice
        where TNaN : struct, INaNPolicy
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Share<V, TChoice, TNaN>(a, b);
    }

    /// <summary>The share of a in a choice between a and a constant b.</summary>
    public readonly struct WholeShare<T, TChoice, TNaN> : IContribution<T>
        where T : IFloatingPointIeee754<T>
        where TChoice : struct, IChoice
        where TNaN : struct, INaNPolicy
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Whole(Formula<T>.Share<V, TChoice, TNaN>(a, b));
    }

    /// <summary>The seed where a is as good as the choice b.</summary>
    public readonly struct Chosen<T, TChoice> : IContribution<T>
        where T : IFloatingPointIeee754<T>
        where TChoice : struct, IChoice
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => V.IfEqual(b, b, V.IfEqual(TChoice.Key<V, T>(a), TChoice.Key<V, T>(b), seed, Formula<T>.Number<V>(0)), V.IfEqual(a, a, Formula<T>.Number<V>(0), seed));
    }

    /// <summary>The share of a in min(max(a, b), c).</summary>
    public readonly struct ClampValue<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Share<V, Choices.Max, Choices.Any>(a, b) * Formula<T>.Share<V, Choices.Min, Choices.Any>(Formula<T>.Max(a, b), c);
    }

    /// <summary>The share of the lower bound b in min(max(a, b), c).</summary>
    public readonly struct ClampMin<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Share<V, Choices.Max, Choices.Any>(b, a) * Formula<T>.Share<V, Choices.Min, Choices.Any>(Formula<T>.Max(a, b), c);
    }

    /// <summary>The share of the upper bound c in min(max(a, b), c).</summary>
    public readonly struct ClampMax<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Share<V, Choices.Min, Choices.Any>(c, Formula<T>.Max(a, b));
    }

    /// <summary>The share of a in min(max(a, b), c), the rest being constant.</summary>
    public readonly struct ClampInside<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Whole(Formula<T>.Share<V, Choices.Max, Choices.Any>(a, b) * Formula<T>.Share<V, Choices.Min, Choices.Any>(Formula<T>.Max(a, b), c));
    }

    /// <summary>The share of the lower bound b in min(max(a, b), c), the rest being constant.</summary>
    public readonly struct ClampAtMin<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Whole(Formula<T>.Share<V, Choices.Max, Choices.Any>(b, a) * Formula<T>.Share<V, Choices.Min, Choices.Any>(Formula<T>.Max(a, b), c));
    }

    /// <summary>The share of the upper bound c in min(max(a, b), c), the rest being constant.</summary>
    public readonly struct ClampAtMax<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * Formula<T>.Whole(Formula<T>.Share<V, Choices.Min, Choices.Any>(c, Formula<T>.Max(a, b)));
    }
}
