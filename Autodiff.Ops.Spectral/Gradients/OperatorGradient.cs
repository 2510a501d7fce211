using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Adds Ā = ½(W Vᵀ + V Wᵀ) to the shadow of an operator, without forming it.</summary>
internal static class OperatorGradient
{
    /// <summary>Throws before any work when the shadow cannot take a gradient.</summary>
    public static void RequireSupported<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a);
        Guard.NotNull(aAdjoint);
        switch (a)
        {
            case DenseMatrix<T> dense when aAdjoint is DenseMatrix<T> shadow:
                dense.RequireShadow(shadow, nameof(aAdjoint));
                break;
            case CsrMatrix<T> sparse when aAdjoint is CsrMatrix<T> shadow:
                sparse.RequireShadow(shadow, nameof(aAdjoint));
                break;
            case not (DenseMatrix<T> or CsrMatrix<T>) when aAdjoint is IDifferentiableOperator<T>:
                break;
            default:
                throw new NotSupportedException(
                    $"The gradient of an eigenvalue problem cannot be added to a shadow of type {aAdjoint.GetType()} for an operator of type {a.GetType()}. Mark the type and its Apply [Differentiable], or implement IDifferentiableOperator<{typeof(T).Name}>.");
        }
    }

    /// <summary>Adds the gradient of <paramref name="count"/> pairs; rows of v and w hold the vectors.</summary>
    /// <param name="isSymmetric">Whether W Vᵀ is symmetric as it is: the loss looks at eigenvalues only.</param>
    /// <param name="isComplete">Whether it is symmetric because all pairs are there; by default when they are.</param>
    public static void Add<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> aAdjoint, T[] v, T[] w, int count, bool isSymmetric, bool? isComplete = null)
        where T : IFloatingPointIeee754<T>
    {
        int n = v.Length / count;
        switch (aAdjoint)
        {
            case DenseMatrix<T> dense:
                AddDense(dense.Values, n, v, w, count, isComplete ?? count == n);
                break;
            case CsrMatrix<T> sparse:
                var vt = new T[v.Length];
                var wt = new T[w.Length];
                ProductKernel.Transpose<T>(count, n, v, vt);
                ProductKernel.Transpose<T>(count, n, w, wt);
                CsrKernels.AddSymmetricOuter<T>(sparse.RowPointers, sparse.ColumnIndices, sparse.Values, vt, wt, count);
                break;
            case IDifferentiableOperator<T> general:
                // θ̄ += Σ Vjp of Apply(θ, vᵢ) for the seed wᵢ; the adjoint of vᵢ is no one's. A stored matrix in θ is read
                // as symmetric, and so half of the seed and the vector change places.
                var unused = new T[n];
                var seed = new T[n];
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<T> vector = v.AsSpan(i * n, n);
                    TensorPrimitives.Multiply(w.AsSpan(i * n, n), isSymmetric ? T.One : Numbers<T>.Half, seed);
                    general.ApplyVjp(a, vector, seed, unused);
                    if (!isSymmetric)
                    {
                        general.ApplyVjp(a, seed, vector, unused);
                    }
                }

                break;
        }
    }

    private static void AddDense<T>(T[] target, int n, T[] v, T[] w, int count, bool isComplete)
        where T : IFloatingPointIeee754<T>
    {
        T[] sum = ArrayPool<T>.Shared.Rent(n * n);
        sum.AsSpan(0, n * n).Clear();
        if (isComplete)
        {
            // All pairs: W = V(diag(λ̄) + K), and VᵀW is symmetric by itself.
            ProductKernel.AddLowerTransposedProduct<T>(n, n, T.One, v, n, w, n, sum, n);
        }
        else
        {
            // ½(VᵀW + WᵀV) as one product, which passes over the sum once.
            T[] left = [.. v, .. w];
            T[] right = [.. w, .. v];
            ProductKernel.AddLowerTransposedProduct<T>(n, 2 * count, Numbers<T>.Half, left, n, right, n, sum, n);
        }

        RowKernels.AddMirrored<T>(n, sum, target);
        ArrayPool<T>.Shared.Return(sum);
    }
}
