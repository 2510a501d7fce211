using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Unit vectors orthogonal to given ones, from a fixed sequence of random numbers.</summary>
internal sealed class Completion<T>(int length)
    where T : IFloatingPointIeee754<T>
{
    private const int Attempts = 8;

    private readonly Random _random = new(20261127);

    /// <summary>Writes row <paramref name="row"/> of the basis, orthogonal to the rows before it.</summary>
    public void Fill(T[] basis, int row)
    {
        Span<T> vector = basis.AsSpan(row * length, length);
        var scratch = new T[row + 1];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            for (int i = 0; i < length; i++)
            {
                vector[i] = Numbers<T>.From(_random.NextDouble() - 0.5);
            }

            if (Normalize(basis, row, scratch, Numbers<T>.Epsilon * T.CreateChecked(100)))
            {
                return;
            }
        }

        throw new ArithmeticException("No vector orthogonal to the basis was found.");
    }

    /// <summary>Orthogonalises a row against those before it and scales it to norm 1, unless too little is left.</summary>
    public bool Normalize(T[] basis, int row, T[] scratch, T negligible)
    {
        Span<T> vector = basis.AsSpan(row * length, length);
        for (int pass = 0; pass < 2; pass++)
        {
            T before = TensorPrimitives.Norm<T>(vector);
            BlockKernels.Orthogonalize(basis, row, vector, scratch);
            T norm = TensorPrimitives.Norm<T>(vector);
            if (!(norm > negligible * before))
            {
                return false;
            }

            TensorPrimitives.Divide(vector, norm, vector);
        }

        return true;
    }
}
