using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Block Lanczos with thick restarts for the largest |θ| of an operator that is applied to blocks: O V = V H + R, every
/// new block orthogonalised against all of V, and H measured. A block finds as many copies of a multiple eigenvalue as
/// it has vectors.
/// </summary>
internal sealed partial class BlockLanczos<T>
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
}
