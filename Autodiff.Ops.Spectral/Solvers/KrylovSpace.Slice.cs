using System;

namespace Autodiff.Ops.Spectral;

/// <content>What a search leaves beside its pairs.</content>
internal sealed partial class KrylovSpace<T>
{
    /// <summary>How much of the vector that the space would go on with A times a Ritz vector of the last search has.</summary>
    public double Coupling(int ritz) => _remainder * _ritzVectors[ritz * Count + Count - 1];

    /// <summary>Ritz vectors of the last search, from a place in the order on.</summary>
    public RitzSlice<T> Slice(int first, int count)
    {
        int size = Count;
        var combination = new T[size * count];
        var values = new double[count];
        var couplings = new double[count];
        for (int i = 0; i < count; i++)
        {
            int ritz = Order[first + i];
            values[i] = Values[ritz];
            couplings[i] = Coupling(ritz);
            for (int j = 0; j < size; j++)
            {
                combination[j * count + i] = Numbers<T>.From(_ritzVectors[ritz * size + j]);
            }
        }

        var vectors = new T[(long)count * _n];
        ProductKernel.AddTransposedProduct<T>(count, _n, size, combination, count, _basis, _n, vectors, _n);
        T[] remainder = _remainder == 0 ? new T[_n] : _basis.AsSpan(size * _n, _n).ToArray();
        return new RitzSlice<T>(vectors, values, remainder, couplings);
    }
}
