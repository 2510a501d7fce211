using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: reductions, and SoftMax, which reduces on the way back.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static void Sum<T>(T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(xAdjoint, resultAdjoint, xAdjoint);

    /// <summary>1/n.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Average))]
    public static void Average<T>(T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(xAdjoint, resultAdjoint / T.CreateTruncating(xAdjoint.Length), xAdjoint);

    /// <summary>2x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static void SumOfSquares<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(x, resultAdjoint + resultAdjoint, xAdjoint, xAdjoint);

    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static void SumOfMagnitudes<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Sign<T>>(xAdjoint, resultAdjoint, x);

    /// <summary>y, x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T resultAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(y, resultAdjoint, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(x, resultAdjoint, yAdjoint, yAdjoint);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void DotX<T>(ReadOnlySpan<T> y, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(y, resultAdjoint, xAdjoint, xAdjoint);

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void DotY<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(x, resultAdjoint, yAdjoint, yAdjoint);

    /// <summary>x/r; 0 at the origin.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static void Norm<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Leg<T>>(xAdjoint, resultAdjoint, x, result);

    /// <summary>(x − y)/r, (y − x)/r; 0 where the points coincide.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        DistanceX(x, y, result, resultAdjoint, xAdjoint);
        DistanceY(x, y, result, resultAdjoint, yAdjoint);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void DistanceX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        if (result != T.Zero)
        {
            Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(xAdjoint, resultAdjoint / result, x, y);
        }
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void DistanceY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => DistanceX(y, x, result, resultAdjoint, yAdjoint);

    /// <summary>y/(‖x‖‖y‖) − r·x/‖x‖², and the same with x and y exchanged; 0 where one of them is the origin.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        T xNorm = TensorPrimitives.Norm(x);
        T yNorm = TensorPrimitives.Norm(y);
        Turn(x, xNorm, y, yNorm, result, resultAdjoint, xAdjoint);
        Turn(y, yNorm, x, xNorm, result, resultAdjoint, yAdjoint);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarityX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Turn(x, TensorPrimitives.Norm(x), y, TensorPrimitives.Norm(y), result, resultAdjoint, xAdjoint);

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarityY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T resultAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Turn(y, TensorPrimitives.Norm(y), x, TensorPrimitives.Norm(x), result, resultAdjoint, yAdjoint);

    /// <summary>(x − mean)/(n·r), of the population; 0 where all elements are equal.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.StdDev))]
    public static void StdDev<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        if (result != T.Zero && !x.IsEmpty)
        {
            T scale = resultAdjoint / (T.CreateTruncating(x.Length) * result);
            Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(xAdjoint, scale, x, TensorPrimitives.Average(x));
        }
    }

    /// <summary>The product of the other elements, with any number of zeros among them.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static void Product<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        if (T.IsNormal(result))
        {
            Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, resultAdjoint * result, x);
        }
        else
        {
            ProductOfOthers(x, resultAdjoint, xAdjoint);
        }
    }

    /// <summary>p·(seed − ⟨seed, p⟩), where p is the result.</summary>
    /// <remarks>For a destination as long as x: the function itself sums a longer one to its end.</remarks>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SoftMax))]
    public static void SoftMax<T>(ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        T mean = TensorPrimitives.Dot(destinationAdjoint, destination[..destinationAdjoint.Length]);
        Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(xAdjoint, destination, destinationAdjoint, mean);
    }

    private static void Turn<T>(ReadOnlySpan<T> x, T xNorm, ReadOnlySpan<T> y, T yNorm, T cosine, T seed, Span<T> adjoint)
        where T : IFloatingPointIeee754<T>
    {
        if (seed != T.Zero && xNorm != T.Zero && yNorm != T.Zero)
        {
            T scale = seed / xNorm;
            TensorPrimitives.MultiplyAdd(y, scale / yNorm, adjoint, adjoint);
            TensorPrimitives.MultiplyAdd(x, -(cosine * scale) / xNorm, adjoint, adjoint);
        }
    }

    // Halves instead of a division by each element: exact where the product is zero, or too large or small for its type.
    private static void ProductOfOthers<T>(ReadOnlySpan<T> x, T outside, Span<T> adjoint)
        where T : IFloatingPointIeee754<T>
    {
        if (outside == T.Zero || x.IsEmpty)
        {
            return;
        }

        if (x.Length == 1)
        {
            adjoint[0] += outside;
            return;
        }

        int half = x.Length / 2;
        ProductOfOthers(x[..half], outside * TensorPrimitives.Product(x[half..]), adjoint[..half]);
        ProductOfOthers(x[half..], outside * TensorPrimitives.Product(x[..half]), adjoint[half..]);
    }
}
