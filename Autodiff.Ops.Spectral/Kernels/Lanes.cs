using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Numbers that are computed with together: one row of a panel.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
{
    /// <summary>How many: eight, or four.</summary>
    static abstract int Width { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(ref T source);

    static abstract void Store(TSelf lanes, ref T destination);

    /// <summary>x·y + z.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>z − x·y.</summary>
    static abstract TSelf SubtractProduct(TSelf x, TSelf y, TSelf z);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);
}

/// <summary>Eight doubles in one register of 512 bits, or in two of 256.</summary>
internal readonly struct DoubleLanes(Vector512<double> value) : ILanes<DoubleLanes, double>
{
    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    public static DoubleLanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes Load(ref double source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes lanes, ref double destination) => lanes._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes MultiplyAdd(DoubleLanes x, DoubleLanes y, DoubleLanes z) => new(Vector512.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes SubtractProduct(DoubleLanes x, DoubleLanes y, DoubleLanes z) => new(Vector512.FusedMultiplyAdd(-x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator +(DoubleLanes x, DoubleLanes y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator *(DoubleLanes x, DoubleLanes y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator /(DoubleLanes x, DoubleLanes y) => new(x._value / y._value);
}

/// <summary>Eight floats in one register of 256 bits.</summary>
internal readonly struct FloatLanes(Vector256<float> value) : ILanes<FloatLanes, float>
{
    private readonly Vector256<float> _value = value;

    public static int Width => 8;

    public static FloatLanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes Load(ref float source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes lanes, ref float destination) => lanes._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes MultiplyAdd(FloatLanes x, FloatLanes y, FloatLanes z) => new(Vector256.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes SubtractProduct(FloatLanes x, FloatLanes y, FloatLanes z) => new(Vector256.FusedMultiplyAdd(-x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes operator +(FloatLanes x, FloatLanes y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes operator *(FloatLanes x, FloatLanes y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes operator /(FloatLanes x, FloatLanes y) => new(x._value / y._value);
}

/// <summary>Eight numbers of a type that has no vectors.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal struct GeneralLanes<T> : ILanes<GeneralLanes<T>, T>
    where T : System.Numerics.IFloatingPointIeee754<T>
{
    private Eight _values;

    public static int Width => 8;

    public static GeneralLanes<T> Zero => Broadcast(T.Zero);

    public static GeneralLanes<T> Broadcast(T value)
    {
        GeneralLanes<T> lanes = default;
        ((System.Span<T>)lanes._values).Fill(value);
        return lanes;
    }

    public static GeneralLanes<T> Load(ref T source)
    {
        GeneralLanes<T> lanes = default;
        MemoryMarshal.CreateSpan(ref source, 8).CopyTo(lanes._values);
        return lanes;
    }

    public static void Store(GeneralLanes<T> lanes, ref T destination)
        => ((System.ReadOnlySpan<T>)lanes._values).CopyTo(MemoryMarshal.CreateSpan(ref destination, 8));

    public static GeneralLanes<T> MultiplyAdd(GeneralLanes<T> x, GeneralLanes<T> y, GeneralLanes<T> z) => x * y + z;

    public static GeneralLanes<T> SubtractProduct(GeneralLanes<T> x, GeneralLanes<T> y, GeneralLanes<T> z)
    {
        for (int c = 0; c < 8; c++)
        {
            z._values[c] -= x._values[c] * y._values[c];
        }

        return z;
    }

    public static GeneralLanes<T> operator +(GeneralLanes<T> x, GeneralLanes<T> y)
    {
        for (int c = 0; c < 8; c++)
        {
            x._values[c] += y._values[c];
        }

        return x;
    }

    public static GeneralLanes<T> operator *(GeneralLanes<T> x, GeneralLanes<T> y)
    {
        for (int c = 0; c < 8; c++)
        {
            x._values[c] *= y._values[c];
        }

        return x;
    }

    public static GeneralLanes<T> operator /(GeneralLanes<T> x, GeneralLanes<T> y)
    {
        for (int c = 0; c < 8; c++)
        {
            x._values[c] /= y._values[c];
        }

        return x;
    }

    [InlineArray(8)]
    private struct Eight
    {
        private T _first;
    }
}
