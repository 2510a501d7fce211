using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>The formulas of the array rules: what one element adds to an adjoint.</summary>
internal static partial class Contributions
{
    /// <summary>a times the seed.</summary>
    public readonly struct Scaled<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * a;
    }

    /// <summary>a times the seed, with the strong zero.</summary>
    public readonly struct ScaledStrongly<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * a);
    }

    /// <summary>−a times the seed.</summary>
    public readonly struct ScaledNegatively<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Number<V>(0) - (seed * a);
    }

    /// <summary>π·a times the seed.</summary>
    public readonly struct ScaledByPi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * a * V.All(T.Pi);
    }

    /// <summary>−π·a times the seed.</summary>
    public readonly struct ScaledByMinusPi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * a * V.All(-T.Pi);
    }

    /// <summary>The derivative of log a.</summary>
    public readonly struct Reciprocal<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / a);
    }

    /// <summary>The derivative of log a to a base of which b is the logarithm.</summary>
    public readonly struct ReciprocalTimes<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / (a * b));
    }

    /// <summary>The derivative of log(a + 1) to a base of which b is the logarithm.</summary>
    public readonly struct ReciprocalShifted<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / ((a + Formula<T>.Number<V>(1)) * b));
    }

    /// <summary>(a + 1)·b: the derivative of bˣ − 1 by its result a, with b the logarithm of the base.</summary>
    public readonly struct Plus1Times<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * (a + Formula<T>.Number<V>(1)) * b);
    }

    /// <summary>a·b times the seed, with the strong zero.</summary>
    public readonly struct ScaledTwice<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * a * b);
    }

    /// <summary>The derivative of |a|: 0 at 0.</summary>
    public readonly struct Sign<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => V.IfGreater(a, Formula<T>.Number<V>(0), seed, V.IfGreater(Formula<T>.Number<V>(0), a, Formula<T>.Number<V>(0) - seed, V.IfEqual(a, Formula<T>.Number<V>(0), Formula<T>.Number<V>(0), a)));
    }

    /// <summary>1/√(1 − a²).</summary>
    public readonly struct ArcSine<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / V.Sqrt((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a)));
    }

    /// <summary>−1/√(1 − a²).</summary>
    public readonly struct ArcCosine<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) / V.Sqrt((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a)));
    }

    /// <summary>1/(π√(1 − a²)).</summary>
    public readonly struct ArcSinePi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / (V.All(T.Pi) * V.Sqrt((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a))));
    }

    /// <summary>−1/(π√(1 − a²)).</summary>
    public readonly struct ArcCosinePi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) / (V.All(T.Pi) * V.Sqrt((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a))));
    }

    /// <summary>1/(1 + a²).</summary>
    public readonly struct ArcTangent<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed / ((a * a) + Formula<T>.Number<V>(1));
    }

    /// <summary>1/(π(1 + a²)).</summary>
    public readonly struct ArcTangentPi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed / (V.All(T.Pi) * ((a * a) + Formula<T>.Number<V>(1)));
    }

    /// <summary>1/√(a² + 1).</summary>
    public readonly struct AreaSine<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed / V.Sqrt((a * a) + Formula<T>.Number<V>(1));
    }

    /// <summary>1/√(a² − 1).</summary>
    public readonly struct AreaCosine<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / (V.Sqrt(a - Formula<T>.Number<V>(1)) * V.Sqrt(a + Formula<T>.Number<V>(1))));
    }

    /// <summary>1/(1 − a²).</summary>
    public readonly struct AreaTangent<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / ((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a)));
    }

    /// <summary>1/(3a²), by the result a.</summary>
    public readonly struct CubeRoot<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / (Formula<T>.Number<V>(3) * a * a));
    }

    /// <summary>1/(2a), by the result a.</summary>
    public readonly struct SquareRoot<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed / V.Abs(a + a));
    }

    /// <summary>a/(b·c): the derivative of the root a of b, of degree c.</summary>
    public readonly struct Root<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, seed * V.IfEqual(b, Formula<T>.Number<V>(0), V.IfEqual(c, Formula<T>.Number<V>(1), Formula<T>.Number<V>(1), c * V.All(T.PositiveInfinity)), a / (b * c)));
    }

    /// <summary>1 − a², by the result a.</summary>
    public readonly struct HyperbolicTangent<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * ((Formula<T>.Number<V>(1) - a) * (Formula<T>.Number<V>(1) + a));
    }

    /// <summary>1 + a², by the result a.</summary>
    public readonly struct Tangent<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * ((a * a) + Formula<T>.Number<V>(1));
    }

    /// <summary>π(1 + a²), by the result a.</summary>
    public readonly struct TangentPi<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * V.All(T.Pi) * ((a * a) + Formula<T>.Number<V>(1));
    }

    /// <summary>a(1 − a), by the result a.</summary>
    public readonly struct Sigmoid<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => seed * (a * (Formula<T>.Number<V>(1) - a));
    }

    /// <summary>−a², by the result a = 1/x.</summary>
    public readonly struct Inverse<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) * (a * a));
    }

    /// <summary>−1/a².</summary>
    public readonly struct InverseOf<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, (Formula<T>.Number<V>(0) - seed) / (a * a));
    }

    /// <summary>−a³/2, by the result a = 1/√x.</summary>
    public readonly struct InverseSquareRoot<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, Formula<T>.Number<V>(-0.5) * seed * (a * a * a));
    }

    /// <summary>−1/(2a√a).</summary>
    public readonly struct InverseSquareRootOf<T> : IContribution<T>
        where T : IFloatingPointIeee754<T>
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V seed, V a, V b, V c)
            where V : struct, ILanes<V, T>
            => Formula<T>.Strong(seed, Formula<T>.Number<V>(-0.5) * seed / (a * V.Sqrt(a)));
    }
}
