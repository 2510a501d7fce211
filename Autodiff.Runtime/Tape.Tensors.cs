using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>The part about tensors, which are made anew.</summary>
public sealed partial class Tape
{
    /// <summary>Makes a tensor of zeros with the lengths of another.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="primal">The tensor whose lengths it has.</param>
    public Tensor<T> RentShadow<T>(Tensor<T> primal) => Containers.CreateShadow(primal);

    /// <inheritdoc cref="RentShadow{T}(Tensor{T})"/>
    public Tensor<T> RentShadow<T>(scoped in TensorSpan<T> primal) => Containers.CreateShadow(primal);

    /// <inheritdoc cref="RentShadow{T}(Tensor{T})"/>
    public Tensor<T> RentShadow<T>(scoped in ReadOnlyTensorSpan<T> primal) => Containers.CreateShadow(primal);

    /// <summary>Copies a tensor.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The tensor to copy.</param>
    public Tensor<T> RentCopyOf<T>(Tensor<T> source) => Containers.Copy(source);

    /// <inheritdoc cref="RentCopyOf{T}(Tensor{T})"/>
    public Tensor<T> RentCopyOf<T>(scoped in TensorSpan<T> source) => Containers.Copy(source);

    /// <inheritdoc cref="RentCopyOf{T}(Tensor{T})"/>
    public Tensor<T> RentCopyOf<T>(scoped in ReadOnlyTensorSpan<T> source) => Containers.Copy(source);
}
