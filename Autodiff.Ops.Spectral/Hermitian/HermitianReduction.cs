using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A = Q D T Dᴴ Qᴴ with T real, symmetric and tridiagonal: Q = H_{n−1} … H_1 is a product of reflectors
/// H_i = I − τ_i u_i u_iᴴ with real τ, and the diagonal D holds the phases that are left. Rows are used up from the last, as
/// in Martin, Reinsch and Wilkinson (1968), so that every inner loop runs along a stored row.
/// </summary>
internal sealed class HermitianReduction
{
    private readonly int _n;
    private readonly double[] _a;
    private readonly double[] _scales;
    private readonly double[] _phases;

    private HermitianReduction(int n, double[] a)
    {
        _n = n;
        _a = a;
        _scales = new double[n];
        _phases = new double[2 * n];
        Diagonal = new double[n];
        OffDiagonal = new double[n];
    }

    /// <summary>The reflectors applied together.</summary>
    private int Block => _n < 128 ? 24 : 48;

    /// <summary>The diagonal of T.</summary>
    public double[] Diagonal { get; }

    /// <summary>Element i couples i and i + 1, and is not negative; the last is 0.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reduces the Hermitian matrix in the lower triangle of <paramref name="a"/>, which becomes the reflectors.</summary>
    /// <param name="n">The order.</param>
    /// <param name="a">n rows of 2n finite numbers, real and imaginary parts in turn, whose squares do not overflow.</param>
    /// <param name="cancellation">Honoured before each panel.</param>
    public static HermitianReduction Reduce(int n, double[] a, CancellationToken cancellation)
    {
        var reduction = new HermitianReduction(n, a);
        int width = n < 128 ? 16 : 32;
        double[] buffer = ArrayPool<double>.Shared.Rent(4 * width * (2 * n + 2) + 4 * width * n + 10 * n);
        for (int end = n; end > 0; end -= Math.Min(end, width))
        {
            cancellation.ThrowIfCancellationRequested();
            reduction.ReducePanel(Math.Max(0, end - width), end, buffer);
        }

        ArrayPool<double>.Shared.Return(buffer);
        reduction.AbsorbPhases();
        return reduction;
    }

    /// <summary>Real rows zᵀ, eigenvectors of T, become complex ones (Q D z)ᵀ, eigenvectors of A.</summary>
    /// <param name="vectors">Rows of n numbers.</param>
    /// <param name="rows">As many rows of 2n numbers, overwritten.</param>
    /// <param name="count">How many.</param>
    public void ToOriginal(ReadOnlySpan<double> vectors, Span<double> rows, int count)
    {
        for (int r = 0; r < count; r++)
        {
            ReadOnlySpan<double> z = vectors.Slice(r * _n, _n);
            Span<double> row = rows.Slice(r * 2 * _n, 2 * _n);
            for (int i = 0; i < _n; i++)
            {
                row[2 * i] = z[i] * _phases[2 * i];
                row[2 * i + 1] = z[i] * _phases[2 * i + 1];
            }
        }

        MultiplyByReflectors(rows, count);
    }

    /// <summary>Complex rows zᵀ become (Q D z)ᵀ.</summary>
    /// <param name="rows">Rows of 2n numbers, real and imaginary parts in turn.</param>
    /// <param name="count">How many.</param>
    public void ToOriginal(Span<double> rows, int count)
    {
        for (int r = 0; r < count; r++)
        {
            TurnPhases(rows.Slice(r * 2 * _n, 2 * _n), sign: 1);
        }

        MultiplyByReflectors(rows, count);
    }

    /// <summary>Complex rows xᵀ become (Dᴴ Qᴴ x)ᵀ.</summary>
    /// <inheritdoc cref="ToOriginal(Span{double}, int)"/>
    public void ToTridiagonal(Span<double> rows, int count)
    {
        for (int from = 1 + (_n - 2) / Block * Block; from >= 1 && _n > 1; from -= Block)
        {
            Apply(from, Math.Min(_n, from + Block), rows, count, isAdjoint: true);
        }

        for (int r = 0; r < count; r++)
        {
            TurnPhases(rows.Slice(r * 2 * _n, 2 * _n), sign: -1);
        }
    }

    private void MultiplyByReflectors(Span<double> rows, int count)
    {
        for (int from = 1; from < _n; from += Block)
        {
            Apply(from, Math.Min(_n, from + Block), rows, count, isAdjoint: false);
        }
    }

    /// <summary>Multiplies by the phases, or by their conjugates.</summary>
    private void TurnPhases(Span<double> row, double sign)
    {
        for (int i = 0; i < _n; i++)
        {
            (double re, double im) = (_phases[2 * i], sign * _phases[2 * i + 1]);
            (row[2 * i], row[2 * i + 1]) = (row[2 * i] * re - row[2 * i + 1] * im, row[2 * i] * im + row[2 * i + 1] * re);
        }
    }

    /// <summary>
    /// Uses up the rows from <paramref name="end"/> − 1 down to <paramref name="start"/>, then updates what is left of A by
    /// the reflectors of all of them together (Dongarra, Sorensen and Hammarling, 1989).
    /// </summary>
    private void ReducePanel(int start, int end, double[] buffer)
    {
        // Of each reflector conj(w), i·conj(w), conj(u), i·conj(u): row a of A is less their sum with the parts of u_a and w_a.
        int stride = 2 * end;
        int height = 4 * (end - start);
        Span<double> rows = buffer.AsSpan(0, height * stride);
        Span<double> coefficients = buffer.AsSpan(rows.Length, height);
        Span<double> exchanged = buffer.AsSpan(rows.Length + height, height);
        Span<double> work = buffer.AsSpan(rows.Length + 2 * height, 4 * stride);
        int count = 0;
        for (int i = end - 1; i >= start; i--)
        {
            Span<double> row = _a.AsSpan(2 * i * _n, 2 * (i + 1));
            Parts(rows, stride, count, i, coefficients);
            RowKernels.AddRows<double>(rows, stride, count, -1, coefficients, row);
            Diagonal[i] = row[2 * i];
            row[(2 * i)..].Clear();
            if (i == 0)
            {
                continue;
            }

            Span<double> u = row[..(2 * i)];
            ComplexRows.Conjugate(u, u);
            double scale = Reflector(u, out Complex beta);
            _scales[i] = scale;
            (_phases[2 * i], _phases[2 * i + 1]) = (beta.Real, beta.Imaginary);
            if (scale == 0)
            {
                continue;
            }

            // w = τ(A u − what the panel's earlier reflectors took from A), made such that A − u wᴴ − w uᴴ = H A H.
            Span<double> conjugateW = rows.Slice(count * stride, 2 * i);
            Span<double> turnedW = rows.Slice((count + 1) * stride, 2 * i);
            Span<double> conjugateU = rows.Slice((count + 2) * stride, 2 * i);
            Span<double> turnedU = rows.Slice((count + 3) * stride, 2 * i);
            rows.Slice(count * stride, 4 * stride).Clear();
            ComplexRows.Conjugate(u, conjugateU);
            ComplexRows.TimesI(conjugateU, turnedU);
            HermitianKernels.MultiplyLower(i, _a, 2 * _n, u, conjugateU, turnedU, conjugateW, work);
            RowKernels.Dots<double>(rows, stride, count, conjugateU, coefficients);
            for (int c = 0; c < count; c++)
            {
                exchanged[c] = coefficients[c ^ 2];
            }

            RowKernels.AddRows<double>(rows, stride, count, -1, exchanged, conjugateW);
            TensorPrimitives.Multiply(conjugateW, scale, conjugateW);
            double half = -scale / 2 * TensorPrimitives.Dot<double>(conjugateU, conjugateW);
            TensorPrimitives.MultiplyAdd(conjugateU, half, conjugateW, conjugateW);
            ComplexRows.TimesI(conjugateW, turnedW);
            count += 4;
        }

        Update(start, rows, stride, count, buffer.AsSpan(rows.Length + 2 * height));
    }

    /// <summary>For each reflector Re and Im of u_a and of w_a, in the order of the rows they are to be multiplied with.</summary>
    private static void Parts(ReadOnlySpan<double> rows, int stride, int count, int a, Span<double> parts)
    {
        for (int c = 0; c < count; c += 4)
        {
            parts[c] = rows[(c + 2) * stride + 2 * a];
            parts[c + 1] = -rows[(c + 2) * stride + 2 * a + 1];
            parts[c + 2] = rows[c * stride + 2 * a];
            parts[c + 3] = -rows[c * stride + 2 * a + 1];
        }
    }

    /// <summary>A −= Σ u wᴴ + w uᴴ in the lower triangle of the leading part, by blocks of rows.</summary>
    private void Update(int order, ReadOnlySpan<double> rows, int stride, int count, Span<double> work)
    {
        const int Rows = 48;
        if (count == 0)
        {
            return;
        }

        Span<double> parts = work[..(order * count)];
        for (int a = 0; a < order; a++)
        {
            Parts(rows, stride, count, a, parts[(a * count)..]);
        }

        for (int from = 0; from < order; from += Rows)
        {
            int to = Math.Min(order, from + Rows);
            ProductKernel.AddProduct(to - from, 2 * to, count, -1, parts[(from * count)..], count, rows, stride, _a.AsSpan(2 * from * _n), 2 * _n);
        }
    }

    /// <summary>
    /// x becomes u with last element 1, such that (I − τ u uᴴ) x = (0, …, 0, β); nothing overflows or vanishes on the way.
    /// </summary>
    /// <returns>τ, 0 when there is nothing to eliminate.</returns>
    private static double Reflector(Span<double> x, out Complex beta)
    {
        int last = x.Length - 2;
        double below = last > 0 ? TensorPrimitives.MaxMagnitude<double>(x[..last]) : 0;
        if (below == 0)
        {
            beta = new Complex(x[last], x[last + 1]);
            x.Clear();
            return 0;
        }

        double size = Math.Abs(TensorPrimitives.MaxMagnitude<double>(x));
        TensorPrimitives.Divide(x, size, x);
        double norm = TensorPrimitives.Norm<double>(x);
        double magnitude = double.Hypot(x[last], x[last + 1]);
        Complex phase = magnitude == 0 ? Complex.One : new Complex(x[last] / magnitude, x[last + 1] / magnitude);
        beta = -size * norm * phase;

        // x_last − β = phase·(|x_last| + ‖x‖): no cancellation.
        ComplexRows.Multiply(x, Complex.Conjugate(phase) / (magnitude + norm));
        (x[last], x[last + 1]) = (1, 0);
        return (norm + magnitude) / norm;
    }

    /// <summary>The couplings β become |β|: conj(d_{i−1}) β_i d_i = |β_i|.</summary>
    private void AbsorbPhases()
    {
        var phase = Complex.One;
        for (int i = 0; i < _n; i++)
        {
            if (i > 0)
            {
                double re = _phases[2 * i];
                double im = _phases[2 * i + 1];
                double magnitude = double.Hypot(re, im);
                OffDiagonal[i - 1] = magnitude;
                if (magnitude > 0)
                {
                    phase *= new Complex(re / magnitude, -im / magnitude);
                    phase /= double.Hypot(phase.Real, phase.Imaginary);
                }
            }

            (_phases[2 * i], _phases[2 * i + 1]) = (phase.Real, phase.Imaginary);
        }
    }

    /// <summary>
    /// Multiplies rows by H_{to−1} … H_from = I − U S Uᴴ in compact form (Schreiber and Van Loan, 1989), with S lower
    /// triangular; or by the adjoint of that.
    /// </summary>
    private void Apply(int from, int to, Span<double> rows, int count, bool isAdjoint)
    {
        int height = to - from;
        int length = 2 * (to - 1);
        double[] buffer = ArrayPool<double>.Shared.Rent(2 * height * length + 4 * height * height + 4 * count * height);
        Span<double> u = buffer.AsSpan(0, 2 * height * length);
        Span<double> factor = buffer.AsSpan(u.Length, 4 * height * height);
        Span<double> projected = buffer.AsSpan(u.Length + factor.Length, 2 * count * height);
        Span<double> mixed = buffer.AsSpan(u.Length + factor.Length + projected.Length, 2 * count * height);
        u.Clear();
        for (int i = from; i < to; i++)
        {
            // u, and i·u: the real products with both are Re and Im of uᴴz.
            Span<double> reflector = u.Slice(2 * (i - from) * length, 2 * i);
            _a.AsSpan(2 * i * _n, 2 * i).CopyTo(reflector);
            ComplexRows.TimesI(reflector, u[((2 * (i - from) + 1) * length)..]);
        }

        Factor(from, height, length, u, factor);
        projected.Clear();
        mixed.Clear();
        ProductKernel.AddProductTransposed<double>(count, 2 * height, length, rows, 2 * _n, u, length, projected, 2 * height);
        if (isAdjoint)
        {
            ProductKernel.AddProductTransposed<double>(count, 2 * height, 2 * height, projected, 2 * height, factor, 2 * height, mixed, 2 * height);
        }
        else
        {
            ProductKernel.AddProduct<double>(count, 2 * height, 2 * height, 1, projected, 2 * height, factor, 2 * height, mixed, 2 * height);
        }

        ProductKernel.AddProduct<double>(count, length, 2 * height, -1, mixed, 2 * height, u, length, rows, 2 * _n);
        ArrayPool<double>.Shared.Return(buffer);
    }

    /// <summary>Sᵀ of a block of reflectors, with 2 × 2 blocks such that it multiplies interleaved rows from the right.</summary>
    private void Factor(int from, int height, int length, ReadOnlySpan<double> u, Span<double> factor)
    {
        var gram = new double[4 * height * height];
        ProductKernel.AddProductTransposed<double>(2 * height, 2 * height, length, u, length, u, length, gram, 2 * height);
        var s = new Complex[height * height];
        for (int i = 0; i < height; i++)
        {
            // Row i of S is −τ (u_iᴴ U) S before the diagonal and τ on it.
            double scale = _scales[from + i];
            s[i * height + i] = scale;
            for (int c = 0; c < i; c++)
            {
                Complex sum = Complex.Zero;
                for (int m = c; m < i; m++)
                {
                    // u_iᴴ u_m: row u_i gives the real, row i·u_i the imaginary part.
                    var product = new Complex(gram[2 * i * 2 * height + 2 * m], gram[(2 * i + 1) * 2 * height + 2 * m]);
                    sum += product * s[m * height + c];
                }

                s[i * height + c] = -scale * sum;
            }
        }

        factor.Clear();
        for (int i = 0; i < height; i++)
        {
            for (int c = 0; c <= i; c++)
            {
                Complex value = s[i * height + c];
                int at = 2 * c * 2 * height + 2 * i;
                factor[at] = value.Real;
                factor[at + 1] = value.Imaginary;
                factor[at + 2 * height] = -value.Imaginary;
                factor[at + 2 * height + 1] = value.Real;
            }
        }
    }
}
