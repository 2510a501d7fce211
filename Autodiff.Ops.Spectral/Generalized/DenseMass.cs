using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>A dense M = UᵀU, by Cholesky's method in blocks of rows: L is Uᵀ.</summary>
internal sealed class DenseMass<T> : MassFactor<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Block = 48;

    /// <summary>From this many vectors on, they are solved for by products of blocks.</summary>
    private const int Many = 4;

    private readonly int _n;
    private readonly T[] _u;

    /// <param name="mass">Symmetric to the last bit, and finite; it is overwritten.</param>
    /// <param name="cancellation">Honoured at each block.</param>
    public DenseMass(DenseMatrix<T> mass, CancellationToken cancellation)
    {
        _n = mass.Rows;
        _u = mass.Values;
        for (int i = 0; i < _n; i++)
        {
            RequirePositive(i, _u[i * _n + i]);
        }

        var diagonal = new T[_n];
        for (int i = 0; i < _n; i++)
        {
            diagonal[i] = _u[i * _n + i];
        }

        var sum = new T[Math.Min(Block, _n) * _n];
        for (int from = 0; from < _n; from += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            SubtractEarlier(from, sum);
            Eliminate(from, Math.Min(_n, from + Block), diagonal);
        }
    }

    public override int Dimension => _n;

    public override void SolveLower(Span<T> x, int count)
    {
        if (count >= Many)
        {
            var columns = new T[_n * count];
            ProductKernel.Transpose<T>(count, _n, x, columns);
            SolveLowerColumns(columns, count);
            ProductKernel.Transpose<T>(_n, count, columns, x);
            return;
        }

        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * _n, _n);
            for (int i = 0; i < _n; i++)
            {
                vector[i] /= _u[i * _n + i];
                Span<T> rest = vector[(i + 1)..];
                TensorPrimitives.MultiplyAdd(Row(i), -vector[i], rest, rest);
            }
        }
    }

    public override void SolveUpper(Span<T> x, int count)
    {
        if (count >= Many)
        {
            var columns = new T[_n * count];
            ProductKernel.Transpose<T>(count, _n, x, columns);
            SolveUpperColumns(columns, count);
            ProductKernel.Transpose<T>(_n, count, columns, x);
            return;
        }

        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * _n, _n);
            for (int i = _n - 1; i >= 0; i--)
            {
                vector[i] = (vector[i] - TensorPrimitives.Dot(Row(i), vector[(i + 1)..])) / _u[i * _n + i];
            }
        }
    }

    public override void MultiplyLower(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * _n, _n);
            for (int i = _n - 1; i >= 0; i--)
            {
                Span<T> rest = vector[(i + 1)..];
                TensorPrimitives.MultiplyAdd(Row(i), vector[i], rest, rest);
                vector[i] *= _u[i * _n + i];
            }
        }
    }

    public override void MultiplyUpper(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * _n, _n);
            for (int i = 0; i < _n; i++)
            {
                vector[i] = vector[i] * _u[i * _n + i] + TensorPrimitives.Dot(Row(i), vector[(i + 1)..]);
            }
        }
    }

    /// <summary>X := L⁻¹X for n rows of <paramref name="width"/> numbers.</summary>
    public void SolveLowerColumns(Span<T> x, int width)
    {
        var sum = new T[Math.Min(Block, _n) * width];
        for (int from = 0; from < _n; from += Block)
        {
            int to = Math.Min(_n, from + Block);
            Span<T> rows = x[(from * width)..(to * width)];
            if (from > 0)
            {
                Span<T> part = sum.AsSpan(0, (to - from) * width);
                part.Clear();
                ProductKernel.AddTransposedProduct<T>(to - from, width, from, _u.AsSpan(from), _n, x, width, part, width);
                TensorPrimitives.Subtract(rows, part, rows);
            }

            for (int i = from; i < to; i++)
            {
                Span<T> row = x.Slice(i * width, width);
                for (int q = from; q < i; q++)
                {
                    TensorPrimitives.MultiplyAdd(x.Slice(q * width, width), -_u[q * _n + i], row, row);
                }

                TensorPrimitives.Divide(row, _u[i * _n + i], row);
            }
        }
    }

    /// <summary>X := L⁻ᵀX for n rows of <paramref name="width"/> numbers.</summary>
    private void SolveUpperColumns(Span<T> x, int width)
    {
        for (int from = (_n - 1) / Block * Block; from >= 0; from -= Block)
        {
            int to = Math.Min(_n, from + Block);
            if (to < _n)
            {
                ProductKernel.AddProduct<T>(to - from, width, _n - to, T.NegativeOne, _u.AsSpan(from * _n + to), _n, x[(to * width)..], width, x[(from * width)..(to * width)], width);
            }

            for (int i = to - 1; i >= from; i--)
            {
                Span<T> row = x.Slice(i * width, width);
                for (int q = i + 1; q < to; q++)
                {
                    TensorPrimitives.MultiplyAdd(x.Slice(q * width, width), -_u[i * _n + q], row, row);
                }

                TensorPrimitives.Divide(row, _u[i * _n + i], row);
            }
        }
    }

    /// <summary>L⁻¹ A L⁻ᵀ, made symmetric to the last bit.</summary>
    public DenseMatrix<T> Reduce(DenseMatrix<T> a)
    {
        var half = (T[])a.Values.Clone();
        SolveLowerColumns(half, _n);
        var result = new DenseMatrix<T>(_n, _n);
        ProductKernel.Transpose<T>(_n, _n, half, result.Values);
        SolveLowerColumns(result.Values, _n);
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                T mean = result[i, j] * Numbers<T>.Half + result[j, i] * Numbers<T>.Half;
                result[i, j] = result[j, i] = mean;
            }
        }

        return result;
    }

    /// <summary>The part of row i of U right of the diagonal.</summary>
    private ReadOnlySpan<T> Row(int i) => _u.AsSpan(i * _n + i + 1, _n - i - 1);

    /// <summary>A block of rows minus what the rows above contribute.</summary>
    private void SubtractEarlier(int from, T[] sum)
    {
        if (from == 0)
        {
            return;
        }

        int rows = Math.Min(Block, _n - from);
        int width = _n - from;
        Span<T> part = sum.AsSpan(0, rows * width);
        part.Clear();
        ProductKernel.AddTransposedProduct<T>(rows, width, from, _u.AsSpan(from), _n, _u.AsSpan(from), _n, part, width);
        for (int i = 0; i < rows; i++)
        {
            Span<T> row = _u.AsSpan((from + i) * _n + from, width);
            TensorPrimitives.Subtract(row, part.Slice(i * width, width), row);
        }
    }

    private void Eliminate(int from, int to, T[] diagonal)
    {
        T negligible = Numbers<T>.From(8 * Math.Sqrt(_n) * Numbers<T>.Eps);
        for (int i = from; i < to; i++)
        {
            T pivot = _u[i * _n + i];
            if (!(pivot > negligible * diagonal[i]))
            {
                string kind = pivot < -negligible * diagonal[i] ? "negative" : "0 to working accuracy";
                throw NotDefinite(string.Create(CultureInfo.InvariantCulture, $"pivot {i} of its Cholesky factorisation is {pivot}, which is {kind} beside the diagonal entry {diagonal[i]}"));
            }

            T root = T.Sqrt(pivot);
            Span<T> row = _u.AsSpan(i * _n + i, _n - i);
            TensorPrimitives.Divide(row, root, row);
            for (int q = i + 1; q < to; q++)
            {
                Span<T> below = _u.AsSpan(q * _n + q, _n - q);
                TensorPrimitives.MultiplyAdd(_u.AsSpan(i * _n + q, _n - q), -_u[i * _n + q], below, below);
            }
        }
    }
}
