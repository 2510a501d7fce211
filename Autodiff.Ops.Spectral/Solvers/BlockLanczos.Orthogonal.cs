using System;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <content>Makes the rows of the next block orthonormal.</content>
internal sealed partial class BlockLanczos<T>
{
    /// <summary>
    /// The remainders' own basis by the Cholesky factor of their Gram matrix, twice (Yamamoto, Nakatsukasa, Yanagisawa and
    /// Fukaya, 2015); <see langword="false"/> where they are too nearly dependent for it.
    /// </summary>
    private bool TryOrthonormalize(Span<T> products, int added, int all, double scale)
    {
        const int Four = PanelKernels.Four;
        if (added != Four || _block != Four || added > _n - all || !PanelKernels.HasFours<T>())
        {
            return false;
        }

        Span<double> total = stackalloc double[Four * Four];
        Span<double> gram = stackalloc double[Four * Four];
        for (int pass = 0; pass < 3; pass++)
        {
            PanelKernels.Gram<T>(products, _n, gram);
            for (int i = 0; i < Four && pass == 0; i++)
            {
                if (!double.IsFinite(gram[i * Four + i]))
                {
                    return false;
                }
            }

            double smallest = Cholesky(gram);
            if (pass == 0 ? !(smallest > 1e-4) || !(Smallest(gram) > 1e-6 * scale) : !(smallest > 0.1))
            {
                // After a pass they would not be dependent any more, but for numbers out of all range.
                return false;
            }

            bool small = pass == 0 && Smallest(gram) < 1e-3 * scale;
            PanelKernels.SolveRows<T>(products, _n, gram);
            Multiply(gram, total, first: pass == 0);
            if (small)
            {
                // What was magnified along is a part in V that rounding left.
                PanelKernels.Project(_basis, 0, all, all, added, _n, _coefficients, _team);
            }
            else if (pass > 0)
            {
                break;
            }
        }

        for (int r = 0; r < Four; r++)
        {
            for (int c = r; c < Four; c++)
            {
                _rest[r * _block + c] = total[r * Four + c];
            }
        }

        return true;
    }

    /// <summary>G becomes R, upper triangular, with G = RᵀR; returns the least part of a vector's length that is left of it.</summary>
    private static double Cholesky(Span<double> gram)
    {
        const int Four = PanelKernels.Four;
        double least = double.PositiveInfinity;
        for (int j = 0; j < Four; j++)
        {
            double length = gram[j * Four + j];
            for (int i = 0; i <= j; i++)
            {
                double sum = gram[i * Four + j];
                for (int p = 0; p < i; p++)
                {
                    sum -= gram[p * Four + i] * gram[p * Four + j];
                }

                gram[i * Four + j] = i < j ? sum / gram[i * Four + i] : Math.Sqrt(Math.Max(0, sum));
            }

            least = Math.Min(least, length > 0 ? gram[j * Four + j] / Math.Sqrt(length) : 0);
            if (!(least > 0))
            {
                return 0;
            }
        }

        return least;
    }

    private static double Smallest(ReadOnlySpan<double> upper)
    {
        const int Four = PanelKernels.Four;
        double smallest = upper[0];
        for (int i = 1; i < Four; i++)
        {
            smallest = Math.Min(smallest, upper[i * Four + i]);
        }

        return smallest;
    }

    /// <summary>total := R total, both upper triangular.</summary>
    private static void Multiply(ReadOnlySpan<double> upper, Span<double> total, bool first)
    {
        const int Four = PanelKernels.Four;
        if (first)
        {
            upper.CopyTo(total);
            return;
        }

        for (int i = 0; i < Four; i++)
        {
            for (int j = i; j < Four; j++)
            {
                double sum = 0;
                for (int p = i; p <= j; p++)
                {
                    sum += upper[i * Four + p] * total[p * Four + j];
                }

                total[i * Four + j] = sum;
            }
        }
    }

    /// <summary>The remainders' own basis, row by row; what is nothing but rounding is replaced, and couples to nothing.</summary>
    /// <returns>The rows made.</returns>
    private int Orthonormalize(Span<T> products, int added, int all, double scale)
    {
        int next = 0;
        int room = Math.Min(added, _n - all);
        for (int c = 0; c < added; c++)
        {
            if (next == room)
            {
                // The rows made span all that is left: the others lie in them.
                var inside = new T[Math.Max(1, next)];
                PanelKernels.Project<T>(products, next, products.Slice(c * _n, _n), 1, _n, inside);
                for (int i = 0; i < next; i++)
                {
                    _rest[i * _block + c] = Numbers<T>.ToDouble(inside[i]);
                }

                continue;
            }

            if (c != next)
            {
                products.Slice(c * _n, _n).CopyTo(products.Slice(next * _n, _n));
            }

            int row = all + next;
            double before = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(_basis.AsSpan(row * _n, _n)));
            if (!double.IsFinite(before))
            {
                throw new ArithmeticException("An operator wrote numbers that are not finite.");
            }

            int column = c;
            bool kept = before > 20 * Numbers<T>.Eps * scale
                && Normalize(row, part =>
                {
                    for (int i = 0; i < part.Length - 1; i++)
                    {
                        _rest[i * _block + column] += part[i];
                    }

                    _rest[(part.Length - 1) * _block + column] = part[^1]; // 0 when nothing of it is left
                }, thorough: before < 1e-2 * scale);
            if (!kept)
            {
                Randomize(row);
            }

            next++;
        }

        return next;
    }

    /// <summary>Fills a row with a random vector orthogonal to those before it.</summary>
    private void Randomize(int row)
    {
        for (int attempt = 0; attempt < 8; attempt++)
        {
            Span<T> vector = _basis.AsSpan(row * _n, _n);
            for (int i = 0; i < _n; i++)
            {
                // The generator SplitMix64 (Steele, Lea and Flood, 2014).
                ulong z = _random += 0x9E3779B97F4A7C15UL;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                vector[i] = Numbers<T>.From((long)(z ^ (z >> 31)) * (1.0 / 9223372036854775808.0));
            }

            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<T>(vector), vector);
            var coefficients = new T[Math.Max(1, row)];
            for (int pass = 0; pass < 2; pass++)
            {
                PanelKernels.Project<T>(_basis, row, vector, 1, _n, coefficients);
            }

            if (Normalize(row, _ => { }))
            {
                return;
            }
        }

        throw new ArithmeticException("No vector orthogonal to the basis was found.");
    }

    /// <summary>Orthogonalises a row, already orthogonal to V but for rounding, against all before it, and scales it to norm 1.</summary>
    /// <param name="row">The row.</param>
    /// <param name="thorough">Whether it is so small that rounding left something of V in it.</param>
    /// <param name="see">Told its coordinates among the block's rows and itself, last.</param>
    private bool Normalize(int row, Action<double[]> see, bool thorough = false)
    {
        Span<T> vector = _basis.AsSpan(row * _n, _n);
        int own = row - _count;
        var coefficients = new T[Math.Max(1, row)];
        var part = new double[Math.Max(0, own) + 1];
        double before = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(vector));
        double first = before;
        if (!(before > 0))
        {
            return false;
        }

        for (int pass = 0; pass < 4; pass++)
        {
            // V itself only when much was lost, which magnifies rounding.
            int from = pass == 0 && !thorough ? Math.Max(0, _count) : 0;
            PanelKernels.Project<T>(_basis.AsSpan(from * _n), row - from, vector, 1, _n, coefficients);
            for (int i = 0; i < own; i++)
            {
                part[i] += Numbers<T>.ToDouble(coefficients[_count - from + i]);
            }

            double after = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(vector));
            if (!(after > 100 * Numbers<T>.Eps * first))
            {
                see(part);
                return false;
            }

            if (after > 0.5 * before)
            {
                part[^1] = after;
                TensorPrimitives.Divide(vector, Numbers<T>.From(after), vector);
                see(part);
                return true;
            }

            before = after;
        }

        return false;
    }
}
