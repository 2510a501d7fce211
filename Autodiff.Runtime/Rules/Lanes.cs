using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>One number or a vector of them: what a formula needs to be written once for both.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The number type.</typeparam>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
{
    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf All(T value);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Where <paramref name="left"/> equals <paramref name="right"/> the one value, elsewhere the other.</summary>
    static abstract TSelf IfEqual(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>Where <paramref name="left"/> is greater the one value, elsewhere the other.</summary>
    static abstract TSelf IfGreater(TSelf left, TSelf right, TSelf then, TSelf otherwise);
}

/// <summary>One number.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal readonly struct Single<T>(T value) : ILanes<Single<T>, T>
    where T : IFloatingPointIeee754<T>
{
    public T Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> operator +(Single<T> left, Single<T> right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> operator -(Single<T> left, Single<T> right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> operator *(Single<T> left, Single<T> right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> operator /(Single<T> left, Single<T> right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> All(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> Abs(Single<T> value) => new(T.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> Sqrt(Single<T> value) => new(T.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> IfEqual(Single<T> left, Single<T> right, Single<T> then, Single<T> otherwise)
        => left.Value == right.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single<T> IfGreater(Single<T> left, Single<T> right, Single<T> then, Single<T> otherwise)
        => left.Value > right.Value ? then : otherwise;
}

/// <summary>As many numbers as a hardware vector holds.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal readonly struct Many<T>(Vector<T> value) : ILanes<Many<T>, T>
{
    public Vector<T> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> operator +(Many<T> left, Many<T> right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> operator -(Many<T> left, Many<T> right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> operator *(Many<T> left, Many<T> right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> operator /(Many<T> left, Many<T> right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> All(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> Abs(Many<T> value) => new(Vector.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> Sqrt(Many<T> value) => new(Vector.SquareRoot(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> IfEqual(Many<T> left, Many<T> right, Many<T> then, Many<T> otherwise)
        => new(Vector.ConditionalSelect(Vector.Equals(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many<T> IfGreater(Many<T> left, Many<T> right, Many<T> then, Many<T> otherwise)
        => new(Vector.ConditionalSelect(Vector.GreaterThan(left.Value, right.Value), then.Value, otherwise.Value));
}
