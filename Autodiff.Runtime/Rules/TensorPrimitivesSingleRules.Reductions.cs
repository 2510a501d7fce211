using System;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>
/// Rules for the overloads of <see cref="TensorPrimitives"/> that take <see cref="float"/> and are not generic, which
/// the language prefers: the generic rules with the type filled in.
/// </summary>
public static partial class TensorPrimitivesSingleRules
{
    /// <inheritdoc cref="TensorPrimitivesRules.Max{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Max(x, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Min{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Min(x, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MaxMagnitude{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MaxMagnitude(x, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.MinMagnitude{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.MinMagnitude(x, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Sum{T}(T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static void Sum(float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Sum(resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SumOfSquares{T}(ReadOnlySpan{T}, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static void SumOfSquares(ReadOnlySpan<float> x, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.SumOfSquares(x, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.SumOfMagnitudes{T}(ReadOnlySpan{T}, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static void SumOfMagnitudes(ReadOnlySpan<float> x, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.SumOfMagnitudes(x, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Dot{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float resultAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Dot(x, y, resultAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DotX{T}(ReadOnlySpan{T}, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void DotX(ReadOnlySpan<float> y, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.DotX(y, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DotY{T}(ReadOnlySpan{T}, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void DotY(ReadOnlySpan<float> x, float resultAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.DotY(x, resultAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Norm{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static void Norm(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Norm(x, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Distance{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void Distance(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.Distance(x, y, result, resultAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DistanceX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void DistanceX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.DistanceX(x, y, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.DistanceY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void DistanceY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.DistanceY(x, y, result, resultAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.CosineSimilarity{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T}, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarity(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> xAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.CosineSimilarity(x, y, result, resultAdjoint, xAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.CosineSimilarityX{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarityX(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.CosineSimilarityX(x, y, result, resultAdjoint, xAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.CosineSimilarityY{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarityY(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float result, float resultAdjoint, Span<float> yAdjoint)
        => TensorPrimitivesRules.CosineSimilarityY(x, y, result, resultAdjoint, yAdjoint);

    /// <inheritdoc cref="TensorPrimitivesRules.Product{T}(ReadOnlySpan{T}, T, T, Span{T})"/>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static void Product(ReadOnlySpan<float> x, float result, float resultAdjoint, Span<float> xAdjoint)
        => TensorPrimitivesRules.Product(x, result, resultAdjoint, xAdjoint);
}
