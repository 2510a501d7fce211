using System;
using System.Numerics;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// P(A − λ_j)P Y_j = R_j where all eigenvalues outside of the computed ones lie on one side of them: there the system is
/// definite, and conjugate gradients (Hestenes and Stiefel, 1952) solve it for eight columns in lockstep, each with its own
/// shift. The preconditioner is that of the search, if it had one that helps, or a few Chebyshev steps for the same system,
/// a positive polynomial of A; products are what a panel is quick at.
/// </summary>
internal sealed class PanelConjugateGradients<T> : IDisposable
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int Limit = 4000;
    private const int LargestDegree = 24;

    private readonly CsrMatrix<T> _a;
    private readonly Panels<T> _panels;
    private readonly Team _team;
    private readonly Panel<T>[] _deflation;
    private readonly T[] _coefficients;
    private readonly int _side;
    private readonly double _near;
    private readonly double _far;
    private readonly IPanelPreconditioner<T>? _preconditioner;
    private readonly CancellationToken _cancellation;
    private readonly T[] _zero = PanelOperator<T>.Lane(0);
    private readonly T[] _one = PanelOperator<T>.Lane(1);

    /// <summary>Makes a solver.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="vectors">The computed vectors, n numbers each.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Where the other eigenvalues lie.</param>
    /// <param name="options">The threads, and the token.</param>
    public PanelConjugateGradients(CsrMatrix<T> a, T[] vectors, int count, DefiniteSide side, EigshOptions options)
    {
        _a = a;
        int n = a.Dimension;
        _team = Team.Create(n, a.RowPointers, options.Threads);
        _panels = Panels<T>.CreateRented(n, _team);
        _deflation = new Panel<T>[(count + W - 1) / W];
        for (int p = 0; p < _deflation.Length; p++)
        {
            _deflation[p] = _panels.NewUninitialized();
            _panels.Interleave(vectors.AsSpan(p * W * n), Math.Min(W, count - p * W), _deflation[p]);
        }

        _coefficients = new T[_deflation.Length * Panels<T>.Square];
        _side = side.Sign;
        _near = side.Near;
        _far = side.Far;
        _preconditioner = side.Preconditioner?.Prepare(a, _panels, TargetKind.SmallestAlgebraic);
        _cancellation = options.CancellationToken;
    }

    /// <summary>The steps of conjugate gradients, of all panels.</summary>
    public int Iterations { get; private set; }

    /// <summary>The products with one vector.</summary>
    public int Applications { get; private set; }

    /// <summary>Adds to <paramref name="solution"/> what makes the residual norms at most the targets.</summary>
    /// <param name="residual">R, a vector of n numbers for each column.</param>
    /// <param name="shifts">λ_j.</param>
    /// <param name="gaps">The distance of λ_j to the nearest eigenvalue outside.</param>
    /// <param name="targets">The norms asked for.</param>
    /// <param name="solution">Y.</param>
    /// <returns>Whether every column got there.</returns>
    public bool Solve(T[] residual, T[] shifts, double[] gaps, double[] targets, T[] solution)
    {
        bool all = true;
        Panel<T>[] work = [_panels.NewUninitialized(), _panels.NewUninitialized(), _panels.NewUninitialized(), _panels.NewUninitialized()];
        for (int first = 0; first < shifts.Length && all; first += W)
        {
            all &= SolvePanel(residual, shifts, gaps, targets, solution, first, Math.Min(W, shifts.Length - first), work);
        }

        _panels.Release(work);
        return all;
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose() => _panels.Dispose();

    private bool SolvePanel(T[] residual, T[] shifts, double[] gaps, double[] targets, T[] solution, int first, int count, Panel<T>[] work)
    {
        int n = _a.Dimension;
        (Panel<T> x, Panel<T> r, Panel<T> p, Panel<T> q) = (work[0], work[1], work[2], work[3]);
        x.Numbers.Clear();
        p.Numbers.Clear();
        _panels.Interleave(residual.AsSpan(first * n), count, r);

        // The system is s(A − λ) Y = s R, positive definite.
        var shift = new double[W];
        var near = new double[W];
        var span = new double[W];
        int steps = 1;
        for (int c = 0; c < W; c++)
        {
            int column = first + Math.Min(c, count - 1);
            shift[c] = Numbers<T>.ToDouble(shifts[column]);

            // The few eigenvalues before the polynomial's interval cost a step of conjugate gradients or two each, a wider
            // interval costs more in every one.
            near[c] = Math.Max(0.9 * gaps[column], double.IsNaN(_near) ? 0 : _side * (_near - shift[c]));
            span[c] = Math.Max(_side * (_far - shift[c]), 2 * near[c]);
            double digits = Math.Log(2 / Math.Clamp(targets[column] / Math.Max(double.Epsilon, Norm(residual.AsSpan(column * n, n))), 1e-16, 0.5));
            steps = _preconditioner is not null ? 1 : Math.Max(steps, (int)Math.Min(LargestDegree, Math.Sqrt(span[c] / near[c]) * digits / 10));
        }

        Panel<T>? given = _preconditioner is null ? null : _panels.NewUninitialized();
        var chebyshev = new ChebyshevSteps<T>(_a, _panels, _side) { Shift = shift, Near = near, Span = span, Count = steps };
        SingleChebyshevSteps<T>? single = given is null ? SingleChebyshevSteps<T>.Create(_a, _panels, _team, _side, chebyshev) : null;
        T[] gamma = ChebyshevSteps<T>.Lanes(c => shift[c]);
        T[] sign = PanelOperator<T>.Lane(_side);
        _panels.Combine3(r, sign, r, _zero, r, _zero, r);
        var dots = new T[W];
        var rho = new double[W];
        var norms = new double[W];
        bool[] active = new bool[W];
        Measure(r, dots, norms);
        int remaining = 0;
        for (int c = 0; c < count; c++)
        {
            active[c] = !(norms[c] <= targets[first + c]);
            remaining += active[c] ? 1 : 0;
        }

        for (int iteration = 0; remaining > 0; iteration++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (iteration * steps > Limit)
            {
                return false;
            }

            Iterations++;
            Panel<T> preconditioned = given is not null ? Given(r, given) : single is not null ? single.Apply(r, norms) : chebyshev.Apply(r);
            Applications += (steps - 1) * count;
            Deflate(preconditioned);
            _panels.Dots(r, preconditioned, dots);
            var beta = new T[W];
            for (int c = 0; c < W; c++)
            {
                double next = Numbers<T>.ToDouble(dots[c]);
                if (active[c] && !(next > 0))
                {
                    return false;
                }

                beta[c] = active[c] && iteration > 0 ? Numbers<T>.From(next / rho[c]) : T.Zero;
                rho[c] = next;
            }

            _panels.Combine3(preconditioned, _one, p, beta, p, _zero, p);
            _panels.Multiply(_a, p, q, sign, gamma);
            Applications += count;
            _panels.Dots(p, q, dots);
            var alpha = new T[W];
            for (int c = 0; c < W; c++)
            {
                double curvature = Numbers<T>.ToDouble(dots[c]);
                if (active[c] && !(curvature > 0))
                {
                    return false;
                }

                alpha[c] = active[c] ? Numbers<T>.From(rho[c] / curvature) : T.Zero;
            }

            _panels.Advance(alpha, p, x, q, r);
            Deflate(r);
            Measure(r, dots, norms);
            remaining = 0;
            for (int c = 0; c < count; c++)
            {
                active[c] &= !(norms[c] <= targets[first + c]);
                remaining += active[c] ? 1 : 0;
            }
        }

        Deflate(x);
        var rows = new T[W][];
        for (int c = 0; c < count; c++)
        {
            rows[c] = new T[n];
        }

        _panels.Extract(x, rows);
        for (int c = 0; c < count; c++)
        {
            Span<T> column = solution.AsSpan((first + c) * n, n);
            System.Numerics.Tensors.TensorPrimitives.Add(column, rows[c], column);
        }

        return true;
    }

    private Panel<T> Given(Panel<T> r, Panel<T> z)
    {
        r.CopyTo(z);
        _preconditioner!.Apply(z);
        return z;
    }

    private void Deflate(Panel<T> panel)
    {
        _panels.Inner(_deflation, _deflation.Length, panel, _coefficients);
        _panels.Subtract(_deflation, _deflation.Length, _coefficients, panel, []);
    }

    private void Measure(Panel<T> r, T[] dots, double[] norms)
    {
        _panels.Dots(r, r, dots);
        for (int c = 0; c < W; c++)
        {
            norms[c] = Math.Sqrt(Numbers<T>.ToDouble(dots[c]));
        }
    }

    private static double Norm(ReadOnlySpan<T> x) => Numbers<T>.ToDouble(System.Numerics.Tensors.TensorPrimitives.Norm(x));
}
