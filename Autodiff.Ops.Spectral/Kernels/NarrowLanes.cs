using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Four doubles in one register of 256 bits.</summary>
internal readonly struct FourDoubles(Vector256<double> value) : ILanes<FourDoubles, double>
{
    private readonly Vector256<double> _value = value;

    public static int Width => 4;

    public static FourDoubles Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Load(ref double source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourDoubles lanes, ref double destination) => lanes._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles MultiplyAdd(FourDoubles x, FourDoubles y, FourDoubles z) => new(Vector256.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles SubtractProduct(FourDoubles x, FourDoubles y, FourDoubles z) => new(Vector256.FusedMultiplyAdd(-x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator +(FourDoubles x, FourDoubles y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator *(FourDoubles x, FourDoubles y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator /(FourDoubles x, FourDoubles y) => new(x._value / y._value);
}

/// <summary>Four floats in one register of 128 bits.</summary>
internal readonly struct FourFloats(Vector128<float> value) : ILanes<FourFloats, float>
{
    private readonly Vector128<float> _value = value;

    public static int Width => 4;

    public static FourFloats Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats Load(ref float source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourFloats lanes, ref float destination) => lanes._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats MultiplyAdd(FourFloats x, FourFloats y, FourFloats z) => new(Vector128.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats SubtractProduct(FourFloats x, FourFloats y, FourFloats z) => new(Vector128.FusedMultiplyAdd(-x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats operator +(FourFloats x, FourFloats y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats operator *(FourFloats x, FourFloats y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourFloats operator /(FourFloats x, FourFloats y) => new(x._value / y._value);
}
