using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A = Q T Qᵀ with T tridiagonal and Q = H_{n−1} … H_1, H_i = I − τ_i u_i u_iᵀ, by panels of reflectors whose updates
/// are applied together (Dongarra, Sorensen and Hammarling, 1989). Rows are used up from the last, as in Martin, Reinsch
/// and Wilkinson (1968), so that every inner loop runs along a stored row.
/// </summary>
internal sealed class HouseholderReduction<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int _n;
    private readonly T[] _a;
    private readonly T[] _scales;
    private readonly T[]?[] _factors;

    private HouseholderReduction(int n, T[] a)
    {
        _n = n;
        _a = a;
        _scales = new T[n];
        _factors = new T[n / Block + 1][];
        Diagonal = new T[n];
        OffDiagonal = new T[n];
    }

    /// <summary>The reflectors applied together: more of them make larger products, and more work of their own.</summary>
    private int Block => _n < 128 ? 24 : _n < 512 ? 48 : 96;

    /// <summary>The diagonal of T.</summary>
    public T[] Diagonal { get; }

    /// <summary>Element i couples i and i + 1; the last is 0.</summary>
    public T[] OffDiagonal { get; }

    /// <summary>Reduces the symmetric matrix in the lower triangle of <paramref name="a"/>, which becomes the reflectors.</summary>
    /// <param name="n">The order.</param>
    /// <param name="a">n × n finite numbers, row-major, whose squares do not overflow.</param>
    /// <param name="cancellation">Honoured before each panel.</param>
    public static HouseholderReduction<T> Reduce(int n, T[] a, CancellationToken cancellation)
    {
        var reduction = new HouseholderReduction<T>(n, a);
        int width = n < 128 ? 16 : 32;
        int padded = (n + 15) / 16 * 16;
        T[] buffer = ArrayPool<T>.Shared.Rent((4 * width + 2) * padded + 4 * width);
        Span<T> work = buffer.AsSpan(0, (4 * width + 2) * padded + 4 * width);
        work.Clear();
        int block = RowKernels.DiagonalBlock<T>();
        for (int i = 0; i < n; i++)
        {
            // The blocks on the diagonal are kept whole.
            for (int j = i + 1; j < Math.Min(n, (i / block + 1) * block); j++)
            {
                a[i * n + j] = a[j * n + i];
            }
        }

        for (int end = n; end > 0; end -= Math.Min(end, width))
        {
            cancellation.ThrowIfCancellationRequested();
            reduction.ReducePanel(Math.Max(0, end - width), end, padded, work);
        }

        ArrayPool<T>.Shared.Return(buffer);
        return reduction;
    }

    /// <summary>Rows zᵀ become (Q z)ᵀ: eigenvectors of T become eigenvectors of A.</summary>
    public void ToOriginal(Span<T> rows, int count)
    {
        for (int from = 1; from < _n; from += Block)
        {
            Apply(from, Math.Min(_n, from + Block), rows, count, isTransposed: false);
        }
    }

    /// <summary>Rows xᵀ become (Qᵀ x)ᵀ.</summary>
    public void ToTridiagonal(Span<T> rows, int count)
    {
        for (int from = 1 + (_n - 2) / Block * Block; from >= 1; from -= Block)
        {
            Apply(from, Math.Min(_n, from + Block), rows, count, isTransposed: true);
        }
    }

    /// <summary>Uses up the rows from <paramref name="end"/> − 1 down to <paramref name="start"/>, then updates what is left of A.</summary>
    private void ReducePanel(int start, int end, int padded, Span<T> work)
    {
        // The rows u_1, w_1, u_2, w_2, … and w_1, u_1, w_2, u_2, …: A is less the product of one's transpose and the other.
        int height = 2 * (end - start);
        Span<T> pairs = work[..(height * padded)];
        Span<T> swapped = work.Slice(height * padded, height * padded);
        Span<T> u = work.Slice(2 * height * padded, padded);
        Span<T> w = work.Slice((2 * height + 1) * padded, padded);
        Span<T> coefficients = work.Slice((2 * height + 2) * padded, height);
        Span<T> exchanged = work.Slice((2 * height + 2) * padded + height, height);
        int count = 0;
        for (int i = end - 1; i >= start; i--)
        {
            int length = (i + 16) / 16 * 16;
            Span<T> row = _a.AsSpan(i * _n, i + 1);
            row.CopyTo(u);
            u[(i + 1)..].Clear();
            for (int c = 0; c < count; c++)
            {
                coefficients[c] = -swapped[c * padded + i];
            }

            RowKernels.AddRows<T>(pairs, padded, count, T.One, coefficients, u[..length]);
            Diagonal[i] = u[i];
            u[i..length].Clear();
            row.Clear();
            if (i == 0)
            {
                continue;
            }

            T scale = Reflector(u[..i], out OffDiagonal[i - 1]);
            _scales[i] = scale;
            if (T.IsZero(scale))
            {
                continue;
            }

            u[..i].CopyTo(row);

            // w = τ(A u − what the panel's earlier reflectors took from A), made such that A − u wᵀ − w uᵀ = H A H.
            RowKernels.MultiplySymmetric<T>(i, _a, _n, u[..length], w[..length]);
            RowKernels.Dots<T>(pairs, padded, count, u[..length], coefficients);
            for (int c = 0; c < count; c++)
            {
                exchanged[c] = -coefficients[c ^ 1];
            }

            RowKernels.AddRows<T>(pairs, padded, count, T.One, exchanged, w[..length]);
            w[i..].Clear();
            Span<T> used = w[..i];
            TensorPrimitives.Multiply(used, scale, used);
            T half = -scale * TensorPrimitives.Dot<T>(used, u[..i]) * Numbers<T>.Half;
            TensorPrimitives.MultiplyAdd(u[..i], half, used, used);
            u.CopyTo(pairs[(count * padded)..]);
            w.CopyTo(pairs[((count + 1) * padded)..]);
            w.CopyTo(swapped[(count * padded)..]);
            u.CopyTo(swapped[((count + 1) * padded)..]);
            count += 2;
        }

        ProductKernel.AddLowerTransposedProduct(start, count, T.NegativeOne, pairs, padded, swapped, padded, _a, _n, RowKernels.DiagonalBlock<T>() - 1);
    }

    /// <summary>
    /// x becomes u with last element 1, such that (I − τ u uᵀ) x = (0, …, 0, g); nothing overflows or vanishes on the way.
    /// </summary>
    /// <returns>τ, 0 when there is nothing to eliminate.</returns>
    private static T Reflector(Span<T> x, out T g)
    {
        int last = x.Length - 1;
        T below = last > 0 ? TensorPrimitives.MaxMagnitude<T>(x[..last]) : T.Zero;
        if (T.IsZero(below))
        {
            g = x[last];
            x.Clear();
            return T.Zero;
        }

        T size = T.Abs(TensorPrimitives.MaxMagnitude<T>(x));
        TensorPrimitives.Divide(x, size, x);
        T norm = TensorPrimitives.Norm<T>(x);
        T f = x[last];
        T mirrored = f >= T.Zero ? -norm : norm;
        g = size * mirrored;
        TensorPrimitives.Divide(x, f - mirrored, x);
        x[last] = T.One;
        return (mirrored - f) / mirrored;
    }

    /// <summary>
    /// Multiplies rows from the right by H_from … H_{to−1} = I − Uᵀ S U, or by its transpose, in compact form (Schreiber
    /// and Van Loan, 1989): the rows of U are the reflectors' vectors, S is upper triangular.
    /// </summary>
    private void Apply(int from, int to, Span<T> rows, int count, bool isTransposed)
    {
        int height = to - from;
        int length = to - 1;
        T[] buffer = ArrayPool<T>.Shared.Rent(height * length + height * height + 2 * count * height);
        Span<T> u = buffer.AsSpan(0, height * length);
        Span<T> transposed = buffer.AsSpan(u.Length, height * height);
        Span<T> projected = buffer.AsSpan(u.Length + transposed.Length, count * height);
        Span<T> mixed = buffer.AsSpan(u.Length + transposed.Length + projected.Length, count * height);
        u.Clear();
        for (int i = from; i < to; i++)
        {
            _a.AsSpan(i * _n, i).CopyTo(u[((i - from) * length)..]);
        }

        ReadOnlySpan<T> factor = _factors[from / Block] ??= Factor(from, height, length, u);
        if (isTransposed)
        {
            ProductKernel.Transpose(height, height, factor, transposed);
            factor = transposed;
        }

        projected.Clear();
        mixed.Clear();
        ProductKernel.AddProductTransposed<T>(count, height, length, rows, _n, u, length, projected, height);
        ProductKernel.AddProduct<T>(count, height, height, T.NegativeOne, projected, height, factor, height, mixed, height);
        ProductKernel.AddProduct<T>(count, length, height, T.One, mixed, height, u, length, rows, _n);
        ArrayPool<T>.Shared.Return(buffer);
    }

    /// <summary>S of a block of reflectors.</summary>
    private T[] Factor(int from, int height, int length, ReadOnlySpan<T> u)
    {
        var gram = new T[height * height];
        var s = new T[height * height];
        ProductKernel.AddProductTransposed<T>(height, height, length, u, length, u, length, gram, height);
        for (int i = 0; i < height; i++)
        {
            // Column i of S is −τ S (U u_i) above the diagonal and τ on it.
            T scale = _scales[from + i];
            s[i * height + i] = scale;
            for (int r = 0; r < i; r++)
            {
                s[r * height + i] = -scale * TensorPrimitives.Dot<T>(s.AsSpan(r * height + r, i - r), gram.AsSpan(i * height + r, i - r));
            }
        }

        return s;
    }
}
