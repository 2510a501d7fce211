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
    private int _block;
    private readonly Random _random = new(20261127);
    private T[] _basis = [];
    private double[] _projected = [];
    private int _capacity;

    // Rows that were multiplied, and the rows of the next block after them.
    private int _count;
    private int _pending;

    // The part of the last products that lies outside of V, in the pending rows: O V_last = … + pending·_rest.
    private double[] _rest = [];
    private int _restColumns;

    public BlockLanczos(int n, int block)
    {
        _n = n;
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
    /// spanned, V has <paramref name="rows"/> vectors, or the restarts are used up.
    /// </summary>
    /// <returns>Whether they are.</returns>
    public bool Search(Operator apply, int wanted, Func<bool> done, int rows, int restarts)
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

                if (_count >= rows)
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
        var coefficients = new T[added * all];
        for (int c = 0; c < added; c++)
        {
            for (int i = 0; i < all; i++)
            {
                _projected[i * _capacity + from + c] = 0;
            }
        }

        for (int pass = 0; pass < 2; pass++)
        {
            PanelKernels.Project<T>(_basis, all, products, added, _n, coefficients);
            for (int c = 0; c < added; c++)
            {
                for (int i = 0; i < all; i++)
                {
                    _projected[i * _capacity + from + c] += Numbers<T>.ToDouble(coefficients[c * all + i]);
                }
            }
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
        _restColumns = added;
        _rest = new double[_block * _block];
        double scale = 0;
        for (int i = 0; i < all; i++)
        {
            scale = Math.Max(scale, Math.Abs(_projected[i * _capacity + i]));
        }

        // The remainders' own basis; what is nothing but rounding is replaced, and couples to nothing.
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

        _pending = next;
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
                // A normal deviate, by Box and Muller.
                double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
                vector[i] = Numbers<T>.From(radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
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
