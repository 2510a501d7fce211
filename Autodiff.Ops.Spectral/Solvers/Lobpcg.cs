using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Locally optimal block preconditioned conjugate gradients (Knyazev, 2001) for one end of a spectrum, on panels. The
/// basis [X, W, P] is made orthonormal in every step (Duersch, Shao, Yang and Gu, 2018), so that it does not degrade
/// when residuals become small.
/// </summary>
internal sealed class Lobpcg<T>
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int Square = Panels<T>.Square;

    private readonly PanelOperator<T> _a;
    private readonly Panels<T> _panels;
    private readonly PanelBasis<T> _orthogonal;
    private readonly IPanelPreconditioner<T> _preconditioner;
    private readonly int _sign;
    private readonly int _count;
    private readonly Panel<T>[] _basis;
    private readonly Panel<T>[] _products;
    private readonly double[] _projected;
    private readonly T[] _blocks;

    /// <summary>Makes a solver.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="orthogonal">Makes panels orthonormal.</param>
    /// <param name="preconditioner">About the inverse near the wanted end.</param>
    /// <param name="kind">Which end.</param>
    /// <param name="panels">The panels of vectors iterated on.</param>
    public Lobpcg(PanelOperator<T> a, PanelBasis<T> orthogonal, IPanelPreconditioner<T> preconditioner, TargetKind kind, int panels)
    {
        _a = a;
        _panels = a.Panels;
        _orthogonal = orthogonal;
        _preconditioner = preconditioner;
        _sign = kind == TargetKind.LargestAlgebraic ? -1 : 1;
        _count = panels;
        _basis = [.. Enumerable.Range(0, 3 * panels).Select(_ => _panels.NewUninitialized())];
        _products = [.. Enumerable.Range(0, 3 * panels).Select(_ => _panels.NewUninitialized())];
        _projected = new double[9 * panels * panels * Square];
        _blocks = new T[3 * panels * Square];
    }

    /// <summary>The Ritz values, the wanted end first.</summary>
    public double[] Values { get; private set; } = [];

    public double[] Residuals { get; private set; } = [];

    /// <summary>Iterates until the wanted residuals are small, or no longer get smaller.</summary>
    /// <param name="start">As many panels as iterated on; overwritten.</param>
    /// <param name="wanted">How many pairs.</param>
    /// <param name="tolerance">The residual asked for, given the largest Ritz value seen.</param>
    /// <param name="limit">The steps allowed.</param>
    /// <param name="step">Told after each step.</param>
    /// <param name="cancellation">Honoured at each step.</param>
    /// <returns>Whether the wanted pairs are there; the panels of the start then hold them.</returns>
    public bool Solve(Panel<T>[] start, int wanted, Func<double> tolerance, int limit, Action step, CancellationToken cancellation)
    {
        int n = _panels.Dimension;
        for (int p = 0; p < _count; p++)
        {
            start[p].CopyTo(_basis[p]);
            _orthogonal.Orthonormalize(_basis, p, _basis[p], 1, [], [], n);
            _a.Apply(_basis[p], _products[p]);
        }

        int active = _count;
        Project(active, keepDirections: false);
        double best = double.PositiveInfinity;
        int stalled = 0;
        for (int iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            Measure();
            double worst = TensorPrimitives.Max<double>(Residuals.AsSpan(0, wanted));
            step();
            if (worst <= tolerance())
            {
                for (int p = 0; p < _count; p++)
                {
                    _basis[p].CopyTo(start[p]);
                }

                return true;
            }

            if (worst < 0.7 * best)
            {
                best = worst;
                stalled = 0;
            }

            if (iteration >= limit || ++stalled > 60)
            {
                return false;
            }

            // Behind the Ritz vectors stand the directions of the last step, if any, and then the new residuals.
            int directions = active - _count;
            for (int p = 0; p < _count; p++)
            {
                Panel<T> residual = _basis[_count + directions + p];
                Residual(p, residual);
                _preconditioner.Apply(residual);
                _orthogonal.Orthonormalize(_basis, _count + directions + p, residual, Norm(residual), [], [], n);
                _a.Apply(residual, _products[_count + directions + p]);
            }

            Project(2 * _count + directions, keepDirections: true);
            active = 2 * _count;
        }
    }

    /// <summary>Gives its panels back.</summary>
    public void Release()
    {
        _panels.Release(_basis);
        _panels.Release(_products);
    }

    /// <summary>A Rayleigh–Ritz step over the first panels; the next directions are what it adds to the old Ritz vectors.</summary>
    private void Project(int active, bool keepDirections)
    {
        int order = active * W;
        for (int j = 0; j < active; j++)
        {
            _panels.Inner(_basis, active, _products[j], _blocks);
            for (int i = 0; i < active * Square; i++)
            {
                int row = i / Square * W + i % Square / W;
                int column = j * W + i % W;
                _projected[row * order + column] = _sign * Numbers<T>.ToDouble(_blocks[i]);
            }
        }

        var vectors = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                vectors[i * order + j] = (_projected[i * order + j] + _projected[j * order + i]) / 2;
            }
        }

        double[] values = DenseEigensolver.Decompose(order, vectors);
        Values = [.. values.Take(_count * W).Select(value => _sign * value)];
        int kept = keepDirections ? 2 * _count : _count;
        var combination = new T[active * kept * Square];
        double[][] columns = Columns(vectors, order, keepDirections);
        for (int v = 0; v < columns.Length; v++)
        {
            for (int row = 0; row < order; row++)
            {
                combination[(row / W * kept + v / W) * Square + row % W * W + v % W] = Numbers<T>.From(columns[v][row]);
            }
        }

        _panels.Combine(_basis, active, combination, kept, _basis);
        _panels.Combine(_products, active, combination, kept, _products);
    }

    /// <summary>Coefficients of the new Ritz vectors, and of directions that are orthonormal to them.</summary>
    private double[][] Columns(double[] vectors, int order, bool keepDirections)
    {
        int m = _count * W;
        double[][] ritz = [.. Enumerable.Range(0, m).Select(v => vectors.AsSpan(v * order, order).ToArray())];
        if (!keepDirections)
        {
            return ritz;
        }

        // The part of each Ritz vector that is not in the old ones, made orthonormal to all new ones: coefficients are
        // orthonormal as the basis is.
        double[][] directions = [.. ritz.Select(column => column.Select((value, row) => row < m ? 0 : value).ToArray())];
        for (int v = 0; v < m; v++)
        {
            double[][] others = [.. ritz, .. directions.Take(v)];

            // Where nothing is left of one, a Ritz vector that was not kept takes its place.
            for (int spare = m; !Orthonormalize(directions[v], others) && spare < order; spare++)
            {
                directions[v] = vectors.AsSpan(spare * order, order).ToArray();
            }
        }

        return [.. ritz, .. directions];
    }

    private static bool Orthonormalize(double[] x, double[][] others)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            foreach (double[] other in others)
            {
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(x, other), x, x);
            }

            double norm = TensorPrimitives.Norm<double>(x);
            if (!(norm > (pass == 0 ? 1e-300 : 1e-3)))
            {
                return false;
            }

            TensorPrimitives.Divide(x, norm, x);
        }

        return true;
    }

    private void Residual(int panel, Panel<T> residual)
    {
        T[] zero = PanelOperator<T>.Lane(0);
        T[] minus = [.. Values.AsSpan(panel * W, W).ToArray().Select(value => Numbers<T>.From(-value))];
        _panels.Combine3(_products[panel], PanelOperator<T>.Lane(1), _basis[panel], minus, _basis[panel], zero, residual);
    }

    private void Measure()
    {
        Residuals = new double[_count * W];
        var dots = new T[W];
        Panel<T> residual = _basis[^1];
        for (int p = 0; p < _count; p++)
        {
            Residual(p, residual);
            _panels.Dots(residual, residual, dots);
            for (int c = 0; c < W; c++)
            {
                Residuals[p * W + c] = Math.Sqrt(Numbers<T>.ToDouble(dots[c]));
            }
        }
    }

    private static double Norm(Panel<T> panel) => Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(panel.Numbers));
}
