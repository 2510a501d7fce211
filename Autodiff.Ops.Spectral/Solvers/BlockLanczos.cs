using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Block Lanczos with thick restarts for the largest |θ| of an operator that is applied to blocks: O V = V H + R, every
/// new block orthogonalised against all of V, and H measured. A block finds as many copies of a multiple eigenvalue as
/// it has vectors.
/// </summary>
internal sealed class BlockLanczos<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int _n;
    private readonly Team _team;
    private int _block;
    private ulong _random = 20261127;
    private T[] _basis = [];
    private double[] _projected = [];
    private int _capacity;

    // Rows that were multiplied, and the rows of the next block after them.
    private int _count;
    private int _pending;

    // The part of the last products that lies outside of V, in the pending rows: O V_last = … + pending·_rest.
    private double[] _rest = [];
    private int _restColumns;

    // The first row that the next products have a part in, beside rounding.
    private int _coupledFrom;
    private T[] _coefficients = [];

    public BlockLanczos(int n, int block, int threads)
    {
        _n = n;
        _team = Team.Create(n, null, threads);
        _block = Math.Min(n, block);
    }

    public delegate void Operator(Span<T> vectors, int count);

    /// <summary>The Ritz values of the last projection, the largest by magnitude first.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>‖O x − θ x‖ for each.</summary>
    public double[] Residuals { get; private set; } = [];

    /// <summary>The Ritz vectors' coordinates, a row for each.</summary>
    private double[] _coordinates = [];

    public int Count => Values.Length;

    /// <summary>The vectors of a block.</summary>
    public int Block => _block;

    public int Applications { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Begins anew with given vectors, mixed into one block and filled up with random ones.</summary>
    public void Start(ReadOnlySpan<T> vectors, int count, int capacity)
    {
        Reserve(capacity);
        _count = 0;
        _coupledFrom = 0;
        _restColumns = 0;
        Span<T> block = _basis.AsSpan(0, _block * _n);
        block.Clear();
        for (int i = 0; i < count; i++)
        {
            Span<T> row = block.Slice(i % _block * _n, _n);
            TensorPrimitives.Add(row, vectors.Slice(i * _n, _n), row);
        }

        _pending = 0;
        for (int i = 0; i < _block; i++)
        {
            if (i >= count || !Normalize(i, _ => { }))
            {
                Randomize(i);
            }

            _pending++;
        }
    }

    /// <summary>
    /// Goes on until the caller says that the <paramref name="wanted"/> largest are good enough, the whole space is
    /// spanned, or the <paramref name="steps"/> or the restarts are used up.
    /// </summary>
    /// <returns>Whether they are.</returns>
    public bool Search(Operator apply, int wanted, Func<bool> done, int steps, int restarts)
    {
        wanted = Math.Min(wanted, _n);
        for (int used = 0; ; used++)
        {
            while (_pending > 0 && _count + _pending <= _capacity)
            {
                Extend(apply);
                if (_count < wanted + _block && _pending > 0)
                {
                    continue; // Too early to have converged.
                }

                Project();

                if (done())
                {
                    return true;
                }

                if (--steps <= 0)
                {
                    return false;
                }
            }

            if (_pending == 0 || used == restarts)
            {
                return _pending == 0;
            }

            Restarts++;
            Restart(Math.Clamp((_capacity + wanted) / 2 - _block / 2, wanted, Math.Max(wanted, _capacity - 2 * _block)));
        }
    }

    /// <summary>Makes room for more rows; the search goes on where it was.</summary>
    public void Grow(int capacity) => Reserve(capacity);

    /// <summary>Widens the block by random vectors, which see what it was blind to.</summary>
    public void Inject(int vectors)
    {
        int added = Math.Min(vectors, _n - _count - _pending);
        if (added <= 0)
        {
            return;
        }

        int capacity = _capacity + 2 * added;
        _block += added;
        _coupledFrom = 0;
        Reserve(capacity, always: true);
        for (int i = 0; i < added; i++)
        {
            Randomize(_count + _pending);
            _pending++;
        }
    }

    /// <summary>The best Ritz vectors, one after another, in an array that is made anew when it is too small.</summary>
    public void Vectors(int count, ref T[] vectors)
    {
        int size = checked(count * _n);
        if (vectors.Length < size)
        {
            vectors = new T[size];
        }

        Span<T> used = vectors.AsSpan(0, size);
        used.Clear();
        ProductKernel.AddTransposedProduct<T>(count, _n, _count, Combination(count), count, _basis, _n, used, _n);
    }

    private T[] Combination(int kept)
    {
        var combination = new T[_count * kept];
        for (int i = 0; i < kept; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                combination[j * kept + i] = Numbers<T>.From(_coordinates[i * _count + j]);
            }
        }

        return combination;
    }

    /// <summary>V becomes the best Ritz vectors; H their values.</summary>
    private void Compress(int kept)
    {
        ProductKernel.Rotate(_basis, _count, _n, Combination(kept), kept);
        Array.Clear(_projected);
        for (int i = 0; i < kept; i++)
        {
            _projected[i * _capacity + i] = Values[i];
        }
    }

    private void Restart(int kept)
    {
        Compress(kept);
        _basis.AsSpan(_count * _n, _pending * _n).CopyTo(_basis.AsSpan(kept * _n));
        _count = kept;
        _coupledFrom = 0;
    }

    private void Reserve(int capacity, bool always = false)
    {
        capacity = Math.Min(capacity, _n);
        if (capacity <= _capacity && !always)
        {
            return;
        }

        long length = (long)(capacity + _block) * _n;
        if (length > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The subspace does not fit into an array; ask for fewer pairs.");
        }

        var projected = new double[capacity * capacity];
        for (int i = 0; i < _capacity; i++)
        {
            Array.Copy(_projected, i * _capacity, projected, i * capacity, _capacity);
        }

        _projected = projected;
        Array.Resize(ref _basis, (int)length);
        _capacity = capacity;
    }

    /// <summary>Multiplies the pending rows, and makes the next ones.</summary>
    private void Extend(Operator apply)
    {
        int from = _count;
        int added = _pending;
        int all = from + added;
        Span<T> products = _basis.AsSpan(all * _n, added * _n);
        _basis.AsSpan(from * _n, added * _n).CopyTo(products);
        apply(products, added);
        Applications += added;
        for (int c = 0; c < added; c++)
        {
            for (int i = 0; i < all; i++)
            {
                _projected[i * _capacity + from + c] = 0;
            }
        }

        // First against the rows that the products have a part in, then against all of them, for rounding's sake.
        Project(added, _coupledFrom, all);
        double scale = 0;
        for (int i = 0; i < all; i++)
        {
            scale = Math.Max(scale, Math.Abs(_projected[i * _capacity + i]));
        }

        double seen = Project(added, 0, all);
        if (seen > Math.Sqrt(Numbers<T>.Eps) * scale)
        {
            Project(added, 0, all);
        }

        // Columns of older rows are measured now; inside of the block both ways are.
        for (int c = from; c < all; c++)
        {
            for (int i = 0; i < c; i++)
            {
                double mean = i < from ? _projected[i * _capacity + c] : (_projected[i * _capacity + c] + _projected[c * _capacity + i]) / 2;
                _projected[i * _capacity + c] = _projected[c * _capacity + i] = mean;
            }
        }

        _count = all;
        _coupledFrom = from;
        _restColumns = added;
        _rest = new double[_block * _block];
        _pending = TryOrthonormalize(products, added, all, scale) ? added : Orthonormalize(products, added, all, scale);
    }

    /// <summary>Takes from the products their part in the rows from <paramref name="first"/> to <paramref name="end"/>, and adds its coefficients to H.</summary>
    /// <returns>The largest of them.</returns>
    private double Project(int added, int first, int end)
    {
        int rows = end - first;
        if (_coefficients.Length < added * rows)
        {
            _coefficients = new T[added * Math.Max(rows, _capacity)];
        }

        PanelKernels.Project(_basis, first, rows, end, added, _n, _coefficients, _team);
        double largest = 0;
        for (int c = 0; c < added; c++)
        {
            for (int i = 0; i < rows; i++)
            {
                double coefficient = Numbers<T>.ToDouble(_coefficients[c * rows + i]);
                _projected[(first + i) * _capacity + end - added + c] += coefficient;
                largest = Math.Max(largest, Math.Abs(coefficient));
            }
        }

        return largest;
    }

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

    /// <summary>Ritz values, and their residuals from the block that couples V to the rest.</summary>
    private void Project()
    {
        int m = _count;
        var matrix = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            Array.Copy(_projected, i * _capacity, matrix, i * m, m);
        }

        double[] values = DenseEigensolver.Decompose(m, matrix);
        var order = new int[m];
        var keys = new double[m];
        for (int i = 0; i < m; i++)
        {
            order[i] = i;
            keys[i] = -Math.Abs(values[i]);
        }

        Array.Sort(keys, order);
        Values = new double[m];
        Residuals = new double[m];
        _coordinates = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            Values[i] = values[order[i]];
            Array.Copy(matrix, order[i] * m, _coordinates, i * m, m);
            double sum = 0;
            for (int r = 0; r < _pending; r++)
            {
                double component = 0;
                for (int c = 0; c < _restColumns; c++)
                {
                    component += _rest[r * _block + c] * _coordinates[i * m + m - _restColumns + c];
                }

                sum += component * component;
            }

            Residuals[i] = Math.Sqrt(sum);
        }
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
