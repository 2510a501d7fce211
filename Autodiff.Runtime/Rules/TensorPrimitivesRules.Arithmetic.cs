using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: arithmetic.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>1, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void Add<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);
        TensorPrimitives.Add(yAdjoint, destinationAdjoint, yAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddX<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddY<T>([WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(yAdjoint, destinationAdjoint, yAdjoint);

    /// <summary>1, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void Add<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Sum(destinationAdjoint);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddY<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>1, −1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void Subtract<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);
        TensorPrimitives.Subtract(yAdjoint, destinationAdjoint, yAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractX<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractY<T>([WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Subtract(yAdjoint, destinationAdjoint, yAdjoint);

    /// <summary>1, −1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void Subtract<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(xAdjoint, destinationAdjoint, xAdjoint);
        yAdjoint -= TensorPrimitives.Sum(destinationAdjoint);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractY<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint -= TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>1, −1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void Subtract<T>([WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += TensorPrimitives.Sum(destinationAdjoint);
        TensorPrimitives.Subtract(yAdjoint, destinationAdjoint, yAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractX<T>([WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>y, x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyX<T>(ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyY<T>(ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);

    /// <summary>y, x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void Multiply<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyX<T>(T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyY<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);

    /// <summary>1/y, −r/y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void Divide<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, destinationAdjoint, y);
        Kernel.Accumulate<T, Contributions.Quotient<T>>(yAdjoint, destinationAdjoint, destination, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideX<T>(ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, destinationAdjoint, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideY<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Quotient<T>>(yAdjoint, destinationAdjoint, destination, y);

    /// <summary>1/y, −r/y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void Divide<T>(T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, destinationAdjoint, y);
        yAdjoint += Kernel.Sum<T, Contributions.Quotient<T>>(destinationAdjoint.Length, destinationAdjoint, destination, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideX<T>(T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Reciprocal<T>>(xAdjoint, destinationAdjoint, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideY<T>(T y, ReadOnlySpan<T> destination, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.Quotient<T>>(destinationAdjoint.Length, destinationAdjoint, destination, y);

    /// <summary>1/y, −r/y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void Divide<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> destination, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += Kernel.Sum<T, Contributions.Reciprocal<T>>(destinationAdjoint.Length, destinationAdjoint, y);
        Kernel.Accumulate<T, Contributions.Quotient<T>>(yAdjoint, destinationAdjoint, destination, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideX<T>(ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.Reciprocal<T>>(destinationAdjoint.Length, destinationAdjoint, y);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddX<T>(ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddY<T>(ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddAddend<T>([WrittenLength("addend")] ReadOnlySpan<T> destinationAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);
    }

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddAddend<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddX<T>(T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddY<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddX<T>(ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddY<T>(ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddAddend<T>([WrittenLength("addend")] ReadOnlySpan<T> destinationAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);
    }

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddAddend<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddX<T>(T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddY<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);
}
