using System;
using System.Numerics;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Thick-restart block Lanczos (Wu and Simon, 2000; Golub and Underwood, 1977) with panels of eight vectors, on the
/// space orthogonal to locked ones. A random panel has a part in every direction of an eigenspace of up to eight
/// dimensions, so copies of a multiple eigenvalue come out together.
/// </summary>
internal sealed class BlockKrylov<T>
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int Square = Panels<T>.Square;

    // A vector beside the wanted ones is known when it cannot hide a better one: with four random vectors to spare, the
    // odds that all are this much poorer in a direction than in another are its fourth power.
    private const double Hidden = 0.02;

    private readonly PanelOperator<T> _b;
    private readonly Panels<T> _panels;
    private readonly PanelBasis<T> _orthogonal;
    private readonly CancellationToken _cancellation;
    private readonly Panel<T>[] _locked;
    private readonly int _lockedCount;
    private readonly int _size;
    private readonly Panel<T>[] _all;
    private readonly Panel<T>[] _basis;
    private readonly double[] _projected;
    private readonly double[] _remainder = new double[Square];
    private readonly T[] _coefficients;
    private readonly T[] _nearCoefficients;
    private readonly Panel<T>[] _near;
    private readonly int _stride;
    private double[] _ritz = [];
    private int _order;
    private int _built;

    /// <summary>Makes a space.</summary>
    /// <param name="b">The operator.</param>
    /// <param name="orthogonal">Where randomness comes from.</param>
    /// <param name="locked">Panels that the space stays orthogonal to.</param>
    /// <param name="lockedCount">The vectors in them.</param>
    /// <param name="size">The panels kept at most.</param>
    /// <param name="storage">Panels to use again, size + 1 of them.</param>
    /// <param name="cancellation">Honoured at each panel.</param>
    public BlockKrylov(PanelOperator<T> b, PanelBasis<T> orthogonal, Panel<T>[] locked, int lockedCount, int size, Panel<T>[] storage, CancellationToken cancellation)
    {
        _b = b;
        _panels = b.Panels;
        _orthogonal = orthogonal;
        _cancellation = cancellation;
        _locked = locked;
        _lockedCount = lockedCount;
        _size = size;
        _basis = storage;
        _stride = size * W;
        _all = new Panel<T>[locked.Length + size + 1];
        locked.CopyTo(_all, 0);
        _projected = new double[_stride * _stride];
        _coefficients = new T[(locked.Length + size) * Square];
        _nearCoefficients = new T[size * Square];
        _near = new Panel<T>[size];
    }

    /// <summary>The Ritz values, ascending, with the estimates of their residuals.</summary>
    public double[] Values { get; private set; } = [];

    public double[] Residuals { get; private set; } = [];

    /// <summary>The Ritz values' places, best first.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>The largest Ritz value's magnitude.</summary>
    public double Norm { get; private set; }

    /// <summary>How many of the best are within their tolerance, counted without a gap.</summary>
    public int Converged { get; private set; }

    /// <summary>Starts from a panel, which is overwritten.</summary>
    public void Start(Panel<T> panel)
    {
        _built = 0;
        Array.Clear(_projected);
        panel.CopyTo(_basis[0]);
        _orthogonal.Orthonormalize(_locked, _locked.Length, _basis[0], 1, [], [], Room(0));
    }

    /// <summary>The panels in the space now.</summary>
    public int Built => _built;

    /// <summary>Extends the space to a number of panels and solves the projected problem.</summary>
    public void Extend(int panels, TargetKind kind, Func<double, double> tolerance)
    {
        int locked = _locked.Length;
        _basis.AsSpan(0, _size + 1).CopyTo(_all.AsSpan(locked));
        for (int j = _built; j < panels; j++)
        {
            _cancellation.ThrowIfCancellationRequested();
            Panel<T> next = _basis[j + 1];
            _b.Apply(_basis[j], next);
            double scale = Size(next);
            Norm = Math.Max(Norm, scale / Math.Sqrt(W));
            Span<T> coefficients = _coefficients.AsSpan(0, (locked + j + 1) * Square);
            coefficients.Clear();
            Reduce(j, next, coefficients[(locked * Square)..]);
            _orthogonal.Orthonormalize(_all, locked + j + 1, next, Math.Max(Norm, scale), coefficients, _remainder, Room(j + 1), isReduced: true);
            for (int i = 0; i <= j; i++)
            {
                Store(i, j, coefficients.Slice((locked + i) * Square, Square));
            }

            if (j + 1 < _size)
            {
                Expect(j + 1, j, _remainder);
            }
        }

        _built = panels;
        _order = panels * W;
        Project(kind, tolerance);
    }

    /// <summary>Keeps the best Ritz vectors and the panel that continues them.</summary>
    /// <param name="panels">How many panels of them.</param>
    public void Restart(int panels)
    {
        _panels.Combine(_basis, _built, Combination(Order.AsSpan(0, panels * W)), panels, _basis);
        (_basis[panels], _basis[_built]) = (_basis[_built], _basis[panels]);
        Array.Clear(_projected);
        for (int i = 0; i < panels * W; i++)
        {
            _projected[i * _stride + i] = Values[Order[i]];
            for (int r = 0; r < W; r++)
            {
                // B y = θ y + Q Γ s for a Ritz vector y, with the last part s of its coefficients.
                double entry = 0;
                for (int c = 0; c < W; c++)
                {
                    entry += _remainder[r * W + c] * _ritz[Order[i] * _order + _order - W + c];
                }

                _projected[i * _stride + panels * W + r] = entry;
            }
        }

        _built = panels;
    }

    /// <summary>Writes Ritz vectors into panels; what is left of the last panel is zero.</summary>
    public void Vectors(ReadOnlySpan<int> ritz, Panel<T>[] destination)
    {
        int kept = (ritz.Length + W - 1) / W;
        _panels.Combine(_basis, _built, Combination(ritz), kept, destination);
    }

    /// <summary>Whether the best <paramref name="wanted"/> are there, and none beside them hides a better one.</summary>
    public bool HasFound(int wanted, Func<double, double> tolerance)
    {
        if (Converged < wanted)
        {
            return false;
        }

        var chosen = new bool[_order];
        for (int i = 0; i < wanted; i++)
        {
            chosen[Order[i]] = true;
        }

        for (int i = 0; i < _order; i++)
        {
            double gap = double.PositiveInfinity;
            if (!chosen[i] && i > 0 && chosen[i - 1])
            {
                gap = Values[i] - Values[i - 1];
            }

            if (!chosen[i] && i + 1 < _order && chosen[i + 1])
            {
                gap = Math.Min(gap, Values[i + 1] - Values[i]);
            }

            if (!double.IsPositiveInfinity(gap) && Residuals[i] > Math.Max(tolerance(Values[i]), Hidden * gap))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many pairs are better than a bound, and whether that is settled: each is there, or none is hidden.</summary>
    public int CountBetter(TargetKind kind, int wanted, double key, double slack, Func<double, double> tolerance, out bool settled)
    {
        int better = 0;
        while (better < _order && KrylovSpace<T>.Key(kind, Values[Order[better]]) > key + slack + Math.Min(Residuals[Order[better]], tolerance(Values[Order[better]])))
        {
            better++;
        }

        bool Known(int i) => Residuals[i] <= Math.Max(tolerance(Values[i]), Hidden * (key - KrylovSpace<T>.Key(kind, Values[i])));
        settled = better > 0 ? Converged >= Math.Min(better, wanted) && (Math.Min(better, wanted) == _order || IsNeighbourKnown(Math.Min(better, wanted), tolerance)) : Known(Order[0]);
        return better;
    }

    /// <summary>Whether the Ritz value at a place of the order is known as well as it must be to tell its distance from the one before.</summary>
    private bool IsNeighbourKnown(int place, Func<double, double> tolerance)
    {
        int i = Order[place];
        return Residuals[i] <= Math.Max(tolerance(Values[i]), Hidden * Math.Abs(Values[i] - Values[Order[place - 1]]));
    }

    /// <summary>Ritz values, not among the best <paramref name="wanted"/>, that lie next to one of them.</summary>
    public double[] Guards(int wanted)
    {
        var chosen = new bool[_order];
        for (int i = 0; i < wanted; i++)
        {
            chosen[Order[i]] = true;
        }

        var guards = new System.Collections.Generic.List<double>();
        for (int i = 0; i < _order; i++)
        {
            if (!chosen[i] && ((i > 0 && chosen[i - 1]) || (i + 1 < _order && chosen[i + 1])))
            {
                guards.Add(Values[i]);
            }
        }

        return [.. guards];
    }

    /// <summary>
    /// Takes away what a product with panel j is known to have of the space: the panel itself, and what the recurrence
    /// says.
    /// </summary>
    private void Reduce(int j, Panel<T> product, Span<T> coefficients)
    {
        int count = 0;
        for (int i = 0; i < j; i++)
        {
            bool isExpected = false;
            for (int entry = 0; entry < Square; entry++)
            {
                double value = _projected[(i * W + entry / W) * _stride + j * W + entry % W];
                _nearCoefficients[count * Square + entry] = Numbers<T>.From(value);
                isExpected |= value != 0;
            }

            if (isExpected)
            {
                _nearCoefficients.AsSpan(count * Square, Square).CopyTo(coefficients[(i * Square)..]);
                _near[count++] = _basis[i];
            }
        }

        if (count > 0)
        {
            _panels.Subtract(_near, count, _nearCoefficients, product, []);
        }

        _near[0] = _basis[j];
        _panels.Inner(_near, 1, product, _nearCoefficients);
        _nearCoefficients.AsSpan(0, Square).CopyTo(coefficients[(j * Square)..]);
        _panels.Subtract(_near, 1, _nearCoefficients, product, []);
    }

    /// <summary>Puts down what the product with panel i will have of panel j: the transpose of what that of j has of i.</summary>
    private void Expect(int i, int j, ReadOnlySpan<double> block)
    {
        for (int r = 0; r < W; r++)
        {
            for (int c = 0; c < W; c++)
            {
                _projected[(j * W + c) * _stride + i * W + r] = block[r * W + c];
            }
        }
    }

    private int Room(int panels) => Math.Max(0, _panels.Dimension - _lockedCount - panels * W);

    private double Size(Panel<T> panel)
    {
        double norm = Numbers<T>.ToDouble(System.Numerics.Tensors.TensorPrimitives.Norm<T>(panel.Numbers));
        if (!double.IsFinite(norm))
        {
            for (int i = 0; i < panel.Length; i++)
            {
                if (!T.IsFinite(panel[i]))
                {
                    throw new ArgumentException($"The product of the matrix with a vector of norm 1 is not finite at row {i / W}; the entries are too large for {typeof(T).Name}. Scale the matrix.", "a");
                }
            }
        }

        return norm;
    }

    private void Store(int i, int j, ReadOnlySpan<T> block)
    {
        for (int r = 0; r < W; r++)
        {
            for (int c = 0; c < W; c++)
            {
                double value = Numbers<T>.ToDouble(block[r * W + c]);
                int row = i * W + r;
                int column = j * W + c;
                if (i == j)
                {
                    value = (value + Numbers<T>.ToDouble(block[c * W + r])) / 2;
                }

                _projected[row * _stride + column] = value;
                _projected[column * _stride + row] = value;
            }
        }
    }

    private void Project(TargetKind kind, Func<double, double> tolerance)
    {
        _ritz = new double[_order * _order];
        for (int row = 0; row < _order; row++)
        {
            _projected.AsSpan(row * _stride, _order).CopyTo(_ritz.AsSpan(row * _order));
        }

        Values = DenseEigensolver.Decompose(_order, _ritz);
        Residuals = new double[_order];
        for (int v = 0; v < _order; v++)
        {
            double sum = 0;
            for (int r = 0; r < W; r++)
            {
                double entry = 0;
                for (int c = 0; c < W; c++)
                {
                    entry += _remainder[r * W + c] * _ritz[v * _order + _order - W + c];
                }

                sum += entry * entry;
            }

            Residuals[v] = Math.Sqrt(sum);
        }

        Norm = Math.Max(Norm, Math.Max(Math.Abs(Values[0]), Math.Abs(Values[^1])));
        Sort(kind);
        Converged = 0;
        while (Converged < _order && Residuals[Order[Converged]] <= tolerance(Values[Order[Converged]]))
        {
            Converged++;
        }
    }

    private void Sort(TargetKind kind)
    {
        Order = new int[_order];
        for (int i = 0; i < _order; i++)
        {
            Order[i] = kind == TargetKind.SmallestAlgebraic ? i : _order - 1 - i;
        }
    }

    /// <summary>The matrices that make the panels of these Ritz vectors, as <see cref="Panels{T}.Combine"/> takes them.</summary>
    private T[] Combination(ReadOnlySpan<int> ritz)
    {
        int kept = (ritz.Length + W - 1) / W;
        var combination = new T[_built * kept * Square];
        for (int v = 0; v < ritz.Length; v++)
        {
            int panel = v / W;
            int column = v % W;
            for (int row = 0; row < _order; row++)
            {
                combination[((row / W) * kept + panel) * Square + (row % W) * W + column] = Numbers<T>.From(_ritz[ritz[v] * _order + row]);
            }
        }

        return combination;
    }
}
