using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>The derivative rules of operators that are made of others: their constructors, and their products.</summary>
public static class OperatorRules
{
    /// <summary>A diagonal made from an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The diagonal.</param>
    /// <param name="valuesAdjoint">n numbers, added to.</param>
    [VjpOf(typeof(DiagonalMatrix<>), ".ctor")]
    public static void Diagonal<T>(DiagonalMatrix<T> resultAdjoint, T[] values, Span<T> valuesAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(valuesAdjoint, resultAdjoint.Values, valuesAdjoint);

    /// <summary>U diag(s) Uᵀ made from U and s.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="vectorsAdjoint">Ū, added to.</param>
    /// <param name="weightsAdjoint">s̄, added to.</param>
    [VjpOf(typeof(LowRankMatrix<>), ".ctor")]
    public static void LowRank<T>(LowRankMatrix<T> resultAdjoint, DenseMatrix<T> vectorsAdjoint, Span<T> weightsAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        resultAdjoint.AddVectorsTo(vectorsAdjoint);
        TensorPrimitives.Add(weightsAdjoint, resultAdjoint.Weights, weightsAdjoint);
    }

    /// <summary>Σ θᵢ Bᵢ made from an array of operators, which are constants here, and θ.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the combination.</param>
    /// <param name="operators">B.</param>
    /// <param name="coefficientsAdjoint">θ̄, added to.</param>
    [VjpOf(typeof(LinearCombination<>), ".ctor")]
    public static void Combination<T>(LinearCombination<T> resultAdjoint, ISymmetricOperator<T>[] operators, Span<T> coefficientsAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(coefficientsAdjoint, resultAdjoint.Coefficients, coefficientsAdjoint);

    /// <summary>A₀ + Σ θᵢ Bᵢ made from A₀, an array of operators, which are constants here, and θ.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the combination.</param>
    /// <param name="constantAdjoint">The shadow of A₀, added to; <see langword="null"/> for a constant.</param>
    /// <param name="operators">B.</param>
    /// <param name="coefficientsAdjoint">θ̄, added to.</param>
    [VjpOf(typeof(LinearCombination<>), ".ctor")]
    public static void Combination<T>(LinearCombination<T> resultAdjoint, ISymmetricOperator<T> constantAdjoint, ISymmetricOperator<T>[] operators, Span<T> coefficientsAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        PartShadows<T>.Accumulate(resultAdjoint.Constant!, constantAdjoint, PartShadows<T>.NoneMet());
        TensorPrimitives.Add(coefficientsAdjoint, resultAdjoint.Coefficients, coefficientsAdjoint);
    }

    /// <summary>A + B made from both.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the sum.</param>
    /// <param name="firstAdjoint">The shadow of A, added to; <see langword="null"/> for a constant.</param>
    /// <param name="secondAdjoint">The shadow of B, added to; <see langword="null"/> for a constant.</param>
    [VjpOf(typeof(OperatorSum<>), ".ctor")]
    public static void Sum<T>(OperatorSum<T> resultAdjoint, ISymmetricOperator<T> firstAdjoint, ISymmetricOperator<T> secondAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        // What both have in common has one shadow there, which holds both shares already.
        HashSet<object> met = PartShadows<T>.NoneMet();
        PartShadows<T>.Accumulate(resultAdjoint.First, firstAdjoint, met);
        PartShadows<T>.Accumulate(resultAdjoint.Second, secondAdjoint, met);
    }

    /// <summary>scale·A + shift·I made from A and both numbers.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the operator.</param>
    /// <param name="aAdjoint">The shadow of A, added to; <see langword="null"/> for a constant.</param>
    /// <param name="scaleAdjoint">Added to.</param>
    /// <param name="shiftAdjoint">Added to.</param>
    [VjpOf(typeof(ShiftedOperator<>), ".ctor")]
    public static void Shifted<T>(ShiftedOperator<T> resultAdjoint, ISymmetricOperator<T> aAdjoint, ref T scaleAdjoint, ref T shiftAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        PartShadows<T>.Accumulate(resultAdjoint.Operator, aAdjoint, PartShadows<T>.NoneMet());
        scaleAdjoint += resultAdjoint.Scale;
        shiftAdjoint += resultAdjoint.Shift;
    }

    /// <summary>CᵀAC made from A and a dense C.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the operator.</param>
    /// <param name="aAdjoint">The shadow of A, added to; <see langword="null"/> for a constant.</param>
    /// <param name="factorAdjoint">C̄, added to.</param>
    [VjpOf(typeof(CongruenceOperator<>), ".ctor")]
    public static void Congruence<T>(CongruenceOperator<T> resultAdjoint, ISymmetricOperator<T> aAdjoint, DenseMatrix<T> factorAdjoint)
        where T : IFloatingPointIeee754<T>
        => Congruence(resultAdjoint, aAdjoint, (IDifferentiableOperator<T>)factorAdjoint);

    /// <summary>CᵀAC made from A and a sparse C.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the operator.</param>
    /// <param name="aAdjoint">The shadow of A, added to; <see langword="null"/> for a constant.</param>
    /// <param name="factorAdjoint">C̄, added to.</param>
    [VjpOf(typeof(CongruenceOperator<>), ".ctor")]
    public static void Congruence<T>(CongruenceOperator<T> resultAdjoint, ISymmetricOperator<T> aAdjoint, CsrMatrix<T> factorAdjoint)
        where T : IFloatingPointIeee754<T>
        => Congruence(resultAdjoint, aAdjoint, (IDifferentiableOperator<T>)factorAdjoint);

    /// <summary>y = A x for a diagonal A.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="self">A.</param>
    /// <param name="selfAdjoint">Its shadow, added to.</param>
    /// <param name="x">The factor.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ.</param>
    [VjpOf(typeof(DiagonalMatrix<>), nameof(DiagonalMatrix<>.Apply))]
    public static void DiagonalApply<T>(DiagonalMatrix<T> self, DiagonalMatrix<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    /// <summary>y = A x for A = U diag(s) Uᵀ.</summary>
    /// <inheritdoc cref="DiagonalApply"/>
    [VjpOf(typeof(LowRankMatrix<>), nameof(LowRankMatrix<>.Apply))]
    public static void LowRankApply<T>(LowRankMatrix<T> self, LowRankMatrix<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    /// <summary>y = A x for A = A₀ + Σ θᵢ Bᵢ.</summary>
    /// <inheritdoc cref="DiagonalApply"/>
    [VjpOf(typeof(LinearCombination<>), nameof(LinearCombination<>.Apply))]
    public static void CombinationApply<T>(LinearCombination<T> self, LinearCombination<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    /// <summary>y = (A + B) x.</summary>
    /// <inheritdoc cref="DiagonalApply"/>
    [VjpOf(typeof(OperatorSum<>), nameof(OperatorSum<>.Apply))]
    public static void SumApply<T>(OperatorSum<T> self, OperatorSum<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    /// <summary>y = (scale·A + shift·I) x.</summary>
    /// <inheritdoc cref="DiagonalApply"/>
    [VjpOf(typeof(ShiftedOperator<>), nameof(ShiftedOperator<>.Apply))]
    public static void ShiftedApply<T>(ShiftedOperator<T> self, ShiftedOperator<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    /// <summary>y = CᵀAC x.</summary>
    /// <inheritdoc cref="DiagonalApply"/>
    [VjpOf(typeof(CongruenceOperator<>), nameof(CongruenceOperator<>.Apply))]
    public static void CongruenceApply<T>(CongruenceOperator<T> self, CongruenceOperator<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => selfAdjoint.ApplyVjp(self, x, yAdjoint, xAdjoint);

    private static void Congruence<T>(CongruenceOperator<T> resultAdjoint, ISymmetricOperator<T> aAdjoint, IDifferentiableOperator<T> factorAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        HashSet<object> met = PartShadows<T>.NoneMet();
        PartShadows<T>.Accumulate(resultAdjoint.Operator, aAdjoint, met);
        PartShadows<T>.Accumulate(resultAdjoint.Factor, factorAdjoint, met);
    }
}
