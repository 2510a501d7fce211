using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>Lanczos from one random vector of ±1, with full reorthogonalisation: A V = V T + β v eᵀ.</summary>
internal sealed class ProbeLanczos<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>A vector that keeps this part of its norm is orthogonal after one pass (Daniel, Gragg, Kaufman and Stewart, 1976).</summary>
    private const double Kept = 0.7;

    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    private readonly ISymmetricOperator<T> _a;
    private readonly int _n;
    private readonly T[] _basis;
    private readonly T[] _scratch;
    private readonly double[] _alpha;
    private readonly double[] _beta;
    private readonly CancellationToken _cancellation;
    private double _norm;

    public ProbeLanczos(ISymmetricOperator<T> a, int largestDegree, CancellationToken cancellation)
    {
        _a = a;
        _n = a.Dimension;
        _cancellation = cancellation;
        long length = (long)(largestDegree + 1) * _n;
        if (length > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException("options", largestDegree, $"{largestDegree} Lanczos vectors of {_n} numbers do not fit into an array; choose a smaller MaxDegree.");
        }

        _basis = new T[length];
        _scratch = new T[largestDegree + 1];
        _alpha = new double[largestDegree];
        _beta = new double[largestDegree];
    }

    /// <summary>The rows v₀, v₁, …</summary>
    public T[] Basis => _basis;

    public ReadOnlySpan<double> Alpha => _alpha;

    public ReadOnlySpan<double> Beta => _beta;

    /// <summary>How many steps were made.</summary>
    public int Degree { get; private set; }

    /// <summary>Whether the Krylov space is invariant, so that its quadrature is exact.</summary>
    public bool IsExhausted { get; private set; }

    public int Applications { get; private set; }

    /// <summary>Starts with probe number <paramref name="probe"/> of the sequence of the seed.</summary>
    public void Start(int seed, int probe)
    {
        // SplitMix64 (Steele, Lea and Flood, 2014): the same signs on every version of .NET.
        ulong state = Mix(unchecked((((ulong)(uint)seed << 32) | (uint)probe) + Golden));
        ulong bits = 0;
        T entry = T.One / T.Sqrt(T.CreateChecked(_n));
        for (int i = 0; i < _n; i++)
        {
            if (i % 64 == 0)
            {
                state = unchecked(state + Golden);
                bits = Mix(state);
            }

            _basis[i] = (bits & 1) == 0 ? entry : -entry;
            bits >>= 1;
        }

        Degree = 0;
        IsExhausted = false;
        _norm = 0;
    }

    /// <summary>One more vector.</summary>
    public void Step()
    {
        _cancellation.ThrowIfCancellationRequested();
        int j = Degree;
        Span<T> next = _basis.AsSpan((j + 1) * _n, _n);
        _a.Apply(_basis.AsSpan(j * _n, _n), next);
        Applications++;
        double size = BlockKernels.Norm<T>(next);
        if (!double.IsFinite(size))
        {
            RequireFinite(next);
        }

        // The three-term recurrence, then one pass against all, and another only where it took much away.
        T alpha = TensorPrimitives.Dot<T>(next, _basis.AsSpan(j * _n, _n));
        TensorPrimitives.MultiplyAdd(_basis.AsSpan(j * _n, _n), -alpha, next, next);
        if (j > 0)
        {
            TensorPrimitives.MultiplyAdd(_basis.AsSpan((j - 1) * _n, _n), Numbers<T>.From(-_beta[j - 1]), next, next);
        }

        _alpha[j] = Numbers<T>.ToDouble(alpha);
        double before = BlockKernels.Norm<T>(next);
        double beta = Reorthogonalize(j, next);
        if (beta < Kept * before)
        {
            beta = Reorthogonalize(j, next);
        }

        _norm = Math.Max(_norm, size);
        Degree = j + 1;
        if (Degree >= _n || beta <= 20 * Numbers<T>.Eps * _norm)
        {
            _beta[j] = 0;
            IsExhausted = true;
            return;
        }

        _beta[j] = beta;
        TensorPrimitives.Divide(next, Numbers<T>.From(beta), next);
    }

    /// <summary>One pass against the rows up to <paramref name="j"/>; returns the norm of what is left.</summary>
    private double Reorthogonalize(int j, Span<T> next)
    {
        BlockKernels.Coefficients<T>(_basis, j + 1, next, _scratch);
        BlockKernels.Subtract<T>(_basis, j + 1, _scratch, next);
        _alpha[j] += Numbers<T>.ToDouble(_scratch[j]);
        return BlockKernels.Norm<T>(next);
    }

    private static ulong Mix(ulong bits)
    {
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EBUL);
        return bits ^ (bits >> 31);
    }

    private void RequireFinite(ReadOnlySpan<T> product)
    {
        for (int i = 0; i < product.Length; i++)
        {
            if (!T.IsFinite(product[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The operator's Apply wrote {product[i]} at row {i} for a finite vector; every entry must be finite."), "a");
            }
        }

        throw new ArgumentException("A product A x of the operator is too large: its norm overflows. Scale the operator.", "a");
    }
}
