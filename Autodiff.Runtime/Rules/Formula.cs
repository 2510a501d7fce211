using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>What the formulas of the array rules have in common.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal static class Formula<T>
    where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Number<V>(double value)
        where V : struct, ILanes<V, T>
        => V.All(T.CreateTruncating(value));

    /// <summary>The strong zero: 0 where the seed is 0, whatever the contribution came to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Strong<V>(V seed, V contribution)
        where V : struct, ILanes<V, T>
        => V.IfEqual(seed, Number<V>(0), Number<V>(0), contribution);

    /// <summary>The share of x in a choice between x and y: 1, 0, or ½ for a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Share<V, TChoice, TNaN>(V x, V y)
        where V : struct, ILanes<V, T>
        where TChoice : struct, IChoice
        where TNaN : struct, INaNPolicy
    {
        V one = Number<V>(1);
        V zero = Number<V>(0);
        V half = Number<V>(0.5);
        x = TChoice.Key<V, T>(x);
        y = TChoice.Key<V, T>(y);
        V number = TNaN.PrefersNumbers ? one : zero;
        V unordered = V.IfEqual(x, x, number, V.IfEqual(y, y, one - number, half));
        return V.IfGreater(x, y, one, V.IfGreater(y, x, zero, V.IfEqual(x, y, half, unordered)));
    }

    /// <summary>What one operand of a choice gets when the other is constant: nothing of a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Whole<V>(V share)
        where V : struct, ILanes<V, T>
        => V.IfEqual(share, Number<V>(1), Number<V>(1), Number<V>(0));

    /// <summary>The greater of x and y; a NaN wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max<V>(V x, V y)
        where V : struct, ILanes<V, T>
        => V.IfEqual(x, x, V.IfGreater(x, y, x, y), x);
}
