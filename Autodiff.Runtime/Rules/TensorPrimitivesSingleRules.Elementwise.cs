using System;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>
/// Rules for the overloads of <see cref="TensorPrimitives"/> that take <see cref="float"/> and are not generic, which
/// the language prefers: the generic rules with the type filled in.
/// </summary>
public static partial class TensorPrimitivesSingleRules
{
    /// <inheritdoc cref="TensorPrimitivesRules.Add{T}(ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void Add([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Add(destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddX{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddX([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.AddX(destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddY{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddY([WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.AddY(destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Add{T}(ReadOnlySpan{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void Add([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.Add(destinationAdjoint, xAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddY{T}(ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddY([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.AddY(destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Subtract{T}(ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void Subtract([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Subtract(destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SubtractX{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractX([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.SubtractX(destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SubtractY{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractY([WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.SubtractY(destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Subtract{T}(ReadOnlySpan{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void Subtract([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.Subtract(destinationAdjoint, xAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SubtractY{T}(ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractY([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.SubtractY(destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Multiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Multiply(x, y, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyX(ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MultiplyX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyY(ReadOnlySpan<float> x, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MultiplyY(x, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Multiply{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void Multiply(ReadOnlySpan<float> x, float y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.Multiply(x, y, destinationAdjoint, xAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyX{T}(T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyX(float y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MultiplyX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyY(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.MultiplyY(x, destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Divide{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void Divide(ReadOnlySpan<float> y, ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Divide(y, destination, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DivideX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideX(ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.DivideX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DivideY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideY(ReadOnlySpan<float> y, ReadOnlySpan<float> destination, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.DivideY(y, destination, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Divide{T}(T, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void Divide(float y, ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.Divide(y, destination, destinationAdjoint, xAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DivideX{T}(T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideX(float y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.DivideX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DivideY{T}(T, ReadOnlySpan{T}, ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideY(float y, ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.DivideY(y, destination, destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint, Span<float> addendAdjoint)
        => TensorPrimitivesRules.MultiplyAdd(x, y, destinationAdjoint, xAdjoint, yAdjoint, addendAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddX(ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MultiplyAddX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddY(ReadOnlySpan<float> x, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MultiplyAddY(x, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddAddend{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddAddend([WrittenLength("addend")] ReadOnlySpan<float> destinationAdjoint, Span<float> addendAdjoint)
        => TensorPrimitivesRules.MultiplyAddAddend(destinationAdjoint, addendAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint, ref float addendAdjoint)
        => TensorPrimitivesRules.MultiplyAdd(x, y, destinationAdjoint, xAdjoint, yAdjoint, ref addendAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddAddend{T}(ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddAddend([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float addendAdjoint)
        => TensorPrimitivesRules.MultiplyAddAddend(destinationAdjoint, ref addendAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAdd{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T}, ref T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd(ReadOnlySpan<float> x, float y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint, Span<float> addendAdjoint)
        => TensorPrimitivesRules.MultiplyAdd(x, y, destinationAdjoint, xAdjoint, ref yAdjoint, addendAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddX{T}(T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddX(float y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MultiplyAddX(y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MultiplyAddY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddY(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.MultiplyAddY(x, destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Max{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Max(x, y, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MaxX(x, y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MaxY(x, y, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Min{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Min(x, y, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MinX(x, y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MinY(x, y, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxMagnitude{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MaxMagnitude(x, y, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxMagnitudeX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MaxMagnitudeX(x, y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxMagnitudeY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MaxMagnitudeY(x, y, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinMagnitude{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MinMagnitude(x, y, destinationAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinMagnitudeX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MinMagnitudeX(x, y, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinMagnitudeY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.MinMagnitudeY(x, y, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Abs{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Abs))]
    public static void Abs(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Abs(x, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Negate{T}(ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void Negate([WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Negate(destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Exp{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp))]
    public static void Exp(ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Exp(destination, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Log{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void Log(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Log(x, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Log2{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2))]
    public static void Log2(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Log2(x, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Sigmoid{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sigmoid))]
    public static void Sigmoid(ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Sigmoid(destination, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint, Span<float> multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiply(x, y, multiplier, destinationAdjoint, xAdjoint, yAdjoint, multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyX(ReadOnlySpan<float> multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.AddMultiplyX(multiplier, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY(ReadOnlySpan<float> multiplier, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.AddMultiplyY(multiplier, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyMultiplier{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("multiplier")] ReadOnlySpan<float> destinationAdjoint, Span<float> multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiplyMultiplier(x, y, destinationAdjoint, multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T}, Span{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, Span<float> yAdjoint, ref float multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiply(x, y, multiplier, destinationAdjoint, xAdjoint, yAdjoint, ref multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyX{T}(T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyX(float multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.AddMultiplyX(multiplier, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyY{T}(T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY(float multiplier, [WrittenLength("y")] ReadOnlySpan<float> destinationAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.AddMultiplyY(multiplier, destinationAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyMultiplier{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiplyMultiplier(x, y, destinationAdjoint, ref multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiply{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ref T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply(ReadOnlySpan<float> x, float y, ReadOnlySpan<float> multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint, ref float yAdjoint, Span<float> multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiply(x, y, multiplier, destinationAdjoint, xAdjoint, ref yAdjoint, multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ref T)"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY(ReadOnlySpan<float> multiplier, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, ref float yAdjoint)
        => TensorPrimitivesRules.AddMultiplyY(multiplier, destinationAdjoint, ref yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.AddMultiplyMultiplier{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier(ReadOnlySpan<float> x, float y, [WrittenLength("multiplier")] ReadOnlySpan<float> destinationAdjoint, Span<float> multiplierAdjoint)
        => TensorPrimitivesRules.AddMultiplyMultiplier(x, y, destinationAdjoint, multiplierAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SoftMax{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SoftMax))]
    public static void SoftMax(ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.SoftMax(destination, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Sinh{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sinh))]
    public static void Sinh(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Sinh(x, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Cosh{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cosh))]
    public static void Cosh(ReadOnlySpan<float> x, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Cosh(x, destinationAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Tanh{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
    public static void Tanh(ReadOnlySpan<float> destination, [WrittenLength("x")] ReadOnlySpan<float> destinationAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Tanh(destination, destinationAdjoint, xAdjoint);
}
