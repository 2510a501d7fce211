using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for tensors: what moves elements. All are linear.</summary>
public static partial class TensorRules
{
    /// <summary>Every element of the copy is one of the source.</summary>
    [VjpOf(typeof(Containers), nameof(Containers.Copy))]
    public static void Copy<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> sourceAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.AddTo(TensorOperands.Elements(resultAdjoint), resultAdjoint.Lengths, sourceAdjoint);

    /// <summary>Every element of the destination is one of the tensor, which is spread to its shape.</summary>
    [VjpOf(typeof(Tensor<>), nameof(Tensor<>.CopyTo))]
    [VjpOf(typeof(TensorSpan<>), nameof(TensorSpan<>.CopyTo))]
    [VjpOf(typeof(ReadOnlyTensorSpan<>), nameof(ReadOnlyTensorSpan<>.CopyTo))]
    public static void CopyTo<T>(ReadOnlyTensorSpan<T> destinationAdjoint, TensorSpan<T> selfAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.AddTo(TensorOperands.Elements(destinationAdjoint), destinationAdjoint.Lengths, selfAdjoint);

    /// <summary>Every element is the value.</summary>
    [VjpOf(typeof(Tensor<>), nameof(Tensor<>.Fill))]
    [VjpOf(typeof(TensorSpan<>), nameof(TensorSpan<>.Fill))]
    public static void Fill<T>(ReadOnlyTensorSpan<T> selfAdjoint, ref T valueAdjoint)
        where T : IFloatingPointIeee754<T>
        => valueAdjoint += TensorPrimitives.Sum(TensorOperands.Elements(selfAdjoint));

    /// <summary>Every element is zero, whatever it was.</summary>
    [VjpOf(typeof(Tensor<>), nameof(Tensor<>.Clear))]
    [VjpOf(typeof(TensorSpan<>), nameof(TensorSpan<>.Clear))]
    public static void Clear<T>(ReadOnlyTensorSpan<T> selfAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        // The generator zeroes the adjoints of what was overwritten; nothing flows on.
    }

    /// <summary>Every element of the result is one of the source, which is spread to its shape.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Broadcast))]
    public static void Broadcast<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> sourceAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.AddTo(TensorOperands.Elements(resultAdjoint), resultAdjoint.Lengths, sourceAdjoint);

    /// <summary>The same; nothing but the lengths of the other tensor are read.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Broadcast))]
    public static void BroadcastLike<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> sourceAdjoint, TensorSpan<T> lengthsSourceAdjoint)
        where T : IFloatingPointIeee754<T>
        => Broadcast(resultAdjoint, sourceAdjoint);
}
