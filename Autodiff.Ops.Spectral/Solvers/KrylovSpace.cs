using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>y = i·x for vectors of real and imaginary parts.</summary>
internal delegate void Turn<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>
/// Thick-restart Lanczos (Wu and Simon, 2000) on the space orthogonal to locked vectors: A V = V H + r eᵀ, where every
/// new vector is orthogonalised against all others and H is measured, not assumed tridiagonal.
/// </summary>
internal sealed partial class KrylovSpace<T>
    where T : IFloatingPointIeee754<T>
{
    private const int DefaultRestarts = 3000;

    private readonly ISymmetricOperator<T> _a;
    private readonly EigshOptions _options;
    private readonly Turn<T>? _turn;
    private readonly MassProducts<T>? _mass;
    private readonly int _n;
    private readonly Random _random = new(20261123);
    private T[] _locked = [];
    private T[] _basis = [];

    // The products of M with them; without an M they are the same arrays.
    private T[] _lockedDuals = [];
    private T[] _duals = [];
    private T[] _turned = [];
    private T[] _scratch = [];
    private T[] _combination = [];
    private double[] _projected = [];
    private double[] _ritzVectors = [];
    private int _lockedCount;
    private readonly double _inner;
    private bool _started;
    private double _remainder;

    /// <param name="a">A.</param>
    /// <param name="options">The tolerance and the bounds.</param>
    /// <param name="turn">
    /// Multiplication by i, when A is the real form of a Hermitian operator. The space is then orthogonal to its own multiple
    /// by i, which makes it the complex Krylov space: from one vector on, all its numbers are real.
    /// </param>
    /// <param name="mass">M, when A is symmetric in the inner product xᵀMy; vectors are then orthonormal in it.</param>
    public KrylovSpace(ISymmetricOperator<T> a, EigshOptions options, Turn<T>? turn = null, MassProducts<T>? mass = null)
    {
        _a = a;
        _turn = turn;
        _mass = mass;
        _options = options;
        _n = a.Dimension;
        Tolerance = options.ToleranceOf<T>();
        _inner = Tolerance / 4;
    }

    public double Tolerance { get; }

    public double Norm { get; private set; }

    public int Restarts { get; private set; }

    public int Applications { get; private set; }

    /// <summary>The largest number of vectors kept.</summary>
    public int Subspace { get; set; }

    /// <summary>The Ritz values of the last search, and the estimates of their residuals.</summary>
    public double[] Values { get; private set; } = [];

    public double[] Residuals { get; private set; } = [];

    /// <summary>The Ritz values' places, best first.</summary>
    public int[] Order { get; private set; } = [];

    public int Count => Values.Length;

    /// <summary>How many Ritz values are better than the bound of the last search.</summary>
    public int BetterCount { get; private set; }

    public static double Key(TargetKind kind, double value) => kind switch
    {
        TargetKind.SmallestAlgebraic => -value,
        TargetKind.LargestAlgebraic => value,
        _ => Math.Abs(value),
    };

    public void CountApplications(int count) => Applications += count;

    /// <summary>A Ritz vector of the last search.</summary>
    public T[] Vector(int ritz)
    {
        var vector = new T[_n];
        for (int j = 0; j < Count; j++)
        {
            TensorPrimitives.MultiplyAdd(_basis.AsSpan(j * _n, _n), Numbers<T>.From(_ritzVectors[ritz * Count + j]), vector, vector);
        }

        return vector;
    }

    /// <summary>
    /// Searches until the <paramref name="wanted"/> best pairs are there; or, given a bound, until every pair better
    /// than it is there and the best of the others is known well enough to be none.
    /// </summary>
    /// <returns>Whether it ended before the restarts were used up.</returns>
    public bool Search(T[] locked, int wanted, TargetKind kind, (double Key, double Residual)? bound)
    {
        Lock(locked);
        int room = (_n - _lockedCount) / (_turn is null ? 1 : 2);
        int size = Math.Min(room, Math.Max(Subspace, wanted + 2));
        Reserve(size);
        Start();
        int kept = 0;
        while (true)
        {
            double beta = Extend(kept, size, room);
            Project(size, beta, kind);
            int converged = 0;
            while (converged < size && Residuals[Order[converged]] <= _inner * Norm)
            {
                converged++;
            }

            bool done = bound is { } b ? IsSettled(b, kind, converged) : converged >= Math.Min(wanted, size);
            Report(wanted, converged);
            if (done)
            {
                return true;
            }

            if (Restarts >= (_options.MaxIterations > 0 ? _options.MaxIterations : DefaultRestarts))
            {
                return false;
            }

            Restarts++;
            kept = Math.Max(wanted, converged) + Math.Max(1, (size - wanted) / 2);
            kept = Math.Clamp(kept, 1, Math.Max(Math.Min(wanted + 1, size - 1), size * 3 / 4));
            Restart(size, kept, kind);
        }
    }

    /// <summary>Whether a few steps from a random vector see something better than a bound.</summary>
    public bool SeesBetter(T[] locked, int steps, TargetKind kind, double bound)
    {
        Lock(locked);
        Reserve(steps);
        Randomize(0);
        double beta = Extend(0, steps, _n - _lockedCount);
        Project(steps, beta, kind);
        return Key(kind, Values[Order[0]]) > bound + 16 * Numbers<T>.Eps * Norm;
    }

    /// <summary>
    /// A Ritz vector near an eigenvalue θ hides a better eigenvalue at distance d only if its random start was poorer in it
    /// by the factor residual/d: one in a hundred thousand is taken as proof.
    /// </summary>
    private bool IsSettled((double Key, double Residual) bound, TargetKind kind, int converged)
    {
        const double Hidden = 1e-5;
        BetterCount = 0;
        foreach (int i in Order)
        {
            double slack = Math.Min(Residuals[i], _inner * Norm) + bound.Residual + 16 * Numbers<T>.Eps * Norm;
            if (Key(kind, Values[i]) <= bound.Key + slack)
            {
                break;
            }

            BetterCount++;
        }

        if (BetterCount > 0)
        {
            return converged >= BetterCount;
        }

        bool Known(int i) => Residuals[i] <= Math.Max(_inner * Norm, Hidden * (bound.Key - Key(kind, Values[i])));
        return Known(Order[0]) && (kind != TargetKind.LargestMagnitude || (Known(0) && Known(Count - 1)));
    }

    private void Reserve(int size)
    {
        long length = (long)(size + 1) * _n;
        if (length > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The subspace does not fit into an array; ask for fewer pairs or a smaller SubspaceSize.");
        }

        if (_basis.Length < length)
        {
            _basis = new T[length];
            _duals = _mass is null ? _basis : new T[length];
            _turned = _turn is null ? [] : new T[length];
        }

        if (_projected.Length < size * size)
        {
            _projected = new double[size * size];
            _combination = new T[size * size];
        }

        if (_scratch.Length < size + 1 + _lockedCount)
        {
            _scratch = new T[size + 1 + _lockedCount];
        }
    }

    private void Lock(T[] locked)
    {
        _locked = locked;
        _lockedCount = locked.Length / _n;
        _lockedDuals = locked;
        if (_mass is not null)
        {
            _lockedDuals = new T[locked.Length];
            for (int i = 0; i < _lockedCount; i++)
            {
                _mass.Multiply(locked.AsSpan(i * _n, _n), _lockedDuals.AsSpan(i * _n, _n));
            }
        }
    }

    private void Start()
    {
        Span<T> first = _basis.AsSpan(0, _n);
        first.Clear();
        if (!_started && _options.InitialVectors is { } initial)
        {
            foreach (double[] vector in initial)
            {
                for (int i = 0; i < _n; i++)
                {
                    first[i] += Numbers<T>.From(vector[i]);
                }
            }
        }

        _started = true;
        if (!Normalize(0, T.Zero))
        {
            Randomize(0);
        }
    }

    /// <summary>Fills the row with a random vector orthogonal to everything before it.</summary>
    private void Randomize(int row)
    {
        for (int attempt = 0; attempt < 8; attempt++)
        {
            Span<T> vector = _basis.AsSpan(row * _n, _n);
            Numbers<T>.FillNormal(_random, vector);

            _mass?.Balance(vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<T>(vector), vector);
            if (Normalize(row, Numbers<T>.Epsilon * Numbers<T>.From(100)))
            {
                return;
            }
        }

        throw new ArithmeticException("No vector orthogonal to the basis was found.");
    }

    /// <summary>Orthogonalises a row against the locked vectors and the rows before it, and scales it to norm 1.</summary>
    private bool Normalize(int row, T negligible)
    {
        Span<T> vector = _basis.AsSpan(row * _n, _n);
        for (int pass = 0; pass < 2; pass++)
        {
            Remove(_locked, _lockedDuals, _lockedCount, vector);
            Remove(_basis, _duals, row, vector);
            RemoveTurned(row, vector);
            T norm = Measure(row);
            if (norm <= negligible)
            {
                return false;
            }

            Divide(row, norm);
        }

        TurnRow(row);
        return true;
    }

    /// <summary>Orthogonalises a vector against rows, by their products with M.</summary>
    private void Remove(T[] rows, T[] duals, int count, Span<T> vector)
    {
        for (int pass = 0; pass < 2 && count > 0; pass++)
        {
            BlockKernels.Coefficients<T>(duals, count, vector, _scratch);
            BlockKernels.Subtract<T>(rows, count, _scratch, vector);
        }
    }

    /// <summary>The norm of a row, whose product with M is kept.</summary>
    private T Measure(int row)
    {
        ReadOnlySpan<T> vector = _basis.AsSpan(row * _n, _n);
        return _mass is null ? TensorPrimitives.Norm(vector) : _mass.Norm(vector, _duals.AsSpan(row * _n, _n));
    }

    private void Divide(int row, T norm)
    {
        Span<T> vector = _basis.AsSpan(row * _n, _n);
        TensorPrimitives.Divide(vector, norm, vector);
        if (_mass is not null)
        {
            Span<T> dual = _duals.AsSpan(row * _n, _n);
            TensorPrimitives.Divide(dual, norm, dual);
        }
    }

    /// <summary>Orthogonalises a vector against i times the rows before one.</summary>
    private void RemoveTurned(int row, Span<T> vector)
    {
        if (_turn is not null)
        {
            BlockKernels.Orthogonalize(_turned, row, vector, _scratch);
        }
    }

    private void TurnRow(int row) => _turn?.Invoke(_basis.AsSpan(row * _n, _n), _turned.AsSpan(row * _n, _n));

    /// <summary>Adds rows from <paramref name="kept"/> to the full size; returns the norm of the last remainder.</summary>
    private double Extend(int kept, int size, int room)
    {
        double beta = 0;
        for (int j = kept; j < size; j++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            Span<T> next = _basis.AsSpan((j + 1) * _n, _n);
            _a.Apply(_basis.AsSpan(j * _n, _n), next);
            Applications++;
            T size0 = TensorPrimitives.Norm<T>(next);
            if (!T.IsFinite(size0))
            {
                RequireFinite(next);
            }

            Remove(_locked, _lockedDuals, _lockedCount, next);
            for (int i = 0; i <= j; i++)
            {
                _projected[i * size + j] = 0;
            }

            for (int pass = 0; pass < 2; pass++)
            {
                BlockKernels.Coefficients<T>(_duals, j + 1, next, _scratch);
                BlockKernels.Subtract<T>(_basis, j + 1, _scratch, next);
                for (int i = 0; i <= j; i++)
                {
                    _projected[i * size + j] += Numbers<T>.ToDouble(_scratch[i]);
                }
            }

            for (int i = 0; i < j; i++)
            {
                _projected[j * size + i] = _projected[i * size + j];
            }

            RemoveTurned(j + 1, next);
            T norm = Measure(j + 1);
            beta = Numbers<T>.ToDouble(norm);
            Norm = Math.Max(Norm, Math.Abs(_projected[j * size + j]));
            if (j + 1 >= room)
            {
                return 0; // The whole space is spanned.
            }

            double scale = Math.Max(Norm, _mass is null ? Numbers<T>.ToDouble(size0) : beta);
            if (beta <= 20 * Numbers<T>.Eps * scale)
            {
                beta = 0;
                Randomize(j + 1);
                continue;
            }

            Divide(j + 1, norm);
            TurnRow(j + 1);
            if (_lockedCount > 0 || beta <= 1e-3 * scale)
            {
                // What cancellation left of the others is large beside a small remainder.
                if (!Normalize(j + 1, Numbers<T>.Half))
                {
                    beta = 0;
                    Randomize(j + 1);
                }
            }
        }

        return beta;
    }

    public static void RequireFinite(ReadOnlySpan<T> product)
    {
        if (TensorPrimitives.IsFiniteAll(product))
        {
            return;
        }

        for (int i = 0; i < product.Length; i++)
        {
            if (!T.IsFinite(product[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The operator's Apply wrote {product[i]} at row {i} for a finite vector; every entry must be finite."), "a");
            }
        }
    }

    private void Project(int size, double beta, TargetKind kind)
    {
        _remainder = beta;
        _ritzVectors = _projected.AsSpan(0, size * size).ToArray();
        Values = DenseEigensolver.Decompose(size, _ritzVectors);
        Residuals = new double[size];
        Order = new int[size];
        var keys = new double[size];
        for (int i = 0; i < size; i++)
        {
            Residuals[i] = Math.Abs(beta * _ritzVectors[i * size + size - 1]);
            Order[i] = i;
            keys[i] = -Key(kind, Values[i]);
        }

        Array.Sort(keys, Order);
        Norm = Math.Max(Norm, Math.Max(Math.Abs(Values[0]), Math.Abs(Values[^1])));
    }

    private void Restart(int size, int kept, TargetKind kind)
    {
        if (kind == TargetKind.LargestMagnitude && kept > 1)
        {
            // The best is one end of the spectrum; the other end is watched too.
            int otherEnd = Order[0] == 0 ? size - 1 : 0;
            int at = Array.IndexOf(Order, otherEnd);
            if (at >= kept)
            {
                (Order[kept - 1], Order[at]) = (Order[at], Order[kept - 1]);
            }
        }

        for (int i = 0; i < kept; i++)
        {
            for (int j = 0; j < size; j++)
            {
                _combination[j * kept + i] = Numbers<T>.From(_ritzVectors[Order[i] * size + j]);
            }
        }

        ProductKernel.Rotate<T>(_basis, size, _n, _combination, kept);
        _basis.AsSpan(size * _n, _n).CopyTo(_basis.AsSpan(kept * _n));
        if (_mass is not null)
        {
            ProductKernel.Rotate<T>(_duals, size, _n, _combination, kept);
            _duals.AsSpan(size * _n, _n).CopyTo(_duals.AsSpan(kept * _n));
        }

        for (int i = 0; _turn is not null && i <= kept; i++)
        {
            TurnRow(i);
        }

        _projected.AsSpan().Clear();
        for (int i = 0; i < kept; i++)
        {
            _projected[i * size + i] = Values[Order[i]];
        }
    }

    private void Report(int wanted, int converged)
    {
        if (_options.Progress is { } progress)
        {
            double worst = 0;
            for (int i = 0; i < Math.Min(wanted, Count); i++)
            {
                worst = Math.Max(worst, Residuals[Order[i]]);
            }

            progress.Report(new EigshProgress(Restarts, Math.Min(converged, wanted), wanted, Norm > 0 ? worst / Norm : 0));
        }
    }
}
