using System;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Chosen eigenpairs of a symmetric tridiagonal matrix: values by bisection with Sturm counts, sixteen at a time (Barth,
/// Martin and Wilkinson, 1967), vectors by inverse iteration, orthogonalised on the way (Peters and Wilkinson, 1971).
/// </summary>
internal sealed class TridiagonalSpectrum
{
    private const int Bisections = 64;
    private const int Solves = 8;
    private const int Lanes = 16;

    private static readonly double Eps = double.BitIncrement(1) - 1;

    private readonly int _n;
    private readonly double[] _d;
    private readonly double[] _e;
    private readonly double[] _squares;
    private readonly double _smallestPivot;
    private readonly double _low = double.PositiveInfinity;
    private readonly double _high = double.NegativeInfinity;

    /// <param name="d">The diagonal.</param>
    /// <param name="e">The couplings; squares must not overflow.</param>
    public TridiagonalSpectrum(double[] d, double[] e)
    {
        _n = d.Length;
        _d = d;
        _e = e;
        _squares = new double[_n];
        double largest = 1;
        for (int i = 0; i < _n; i++)
        {
            double radius = (i > 0 ? Math.Abs(e[i - 1]) : 0) + (i < _n - 1 ? Math.Abs(e[i]) : 0);
            _low = Math.Min(_low, d[i] - radius);
            _high = Math.Max(_high, d[i] + radius);
            _squares[i] = i > 0 ? e[i - 1] * e[i - 1] : 0;
            largest = Math.Max(largest, _squares[i]);
        }

        Bound = Math.Max(Math.Abs(_low), Math.Abs(_high));
        _smallestPivot = double.BitIncrement(0) * (1L << 52) * largest;
    }

    /// <summary>At least the largest magnitude of an eigenvalue (Gershgorin, 1931), at most three times as large.</summary>
    public double Bound { get; }

    /// <summary>How many eigenvalues are below a number.</summary>
    public int CountBelow(double x)
    {
        Span<double> shifts = stackalloc double[Lanes];
        Span<double> counts = stackalloc double[Lanes];
        shifts.Fill(x);
        CountBelow(shifts, counts);
        return (int)counts[0];
    }

    /// <summary>The eigenvalues of the given indices, counted from the smallest.</summary>
    public double[] Values(ReadOnlySpan<int> indices)
    {
        var values = new double[indices.Length];
        if (Bound == 0)
        {
            return values;
        }

        Span<double> low = stackalloc double[Lanes];
        Span<double> high = stackalloc double[Lanes];
        Span<double> middle = stackalloc double[Lanes];
        Span<double> counts = stackalloc double[Lanes];
        double margin = 4 * Eps * Bound;
        for (int at = 0; at < indices.Length; at += Lanes)
        {
            int part = Math.Min(Lanes, indices.Length - at);
            low.Fill(_low - margin);
            high.Fill(_high + margin);
            for (int step = 0; step < Bisections; step++)
            {
                bool narrow = true;
                for (int l = 0; l < Lanes; l++)
                {
                    middle[l] = low[l] + (high[l] - low[l]) / 2;
                    narrow &= high[l] - low[l] <= Eps * Bound / 4;
                }

                if (narrow)
                {
                    break;
                }

                CountBelow(middle, counts);
                for (int l = 0; l < part; l++)
                {
                    if (counts[l] > indices[at + l])
                    {
                        high[l] = middle[l];
                    }
                    else
                    {
                        low[l] = middle[l];
                    }
                }

                low[part..].Fill(low[0]);
                high[part..].Fill(high[0]);
            }

            middle[..part].CopyTo(values.AsSpan(at));
        }

        return values;
    }

    /// <summary>Unit vectors of the given eigenvalues, orthogonal to each other to working accuracy.</summary>
    /// <param name="values">Ascending.</param>
    /// <param name="rows">Takes a vector of n numbers for each.</param>
    /// <returns>Whether each solves its equation to rounding; else another method must be taken.</returns>
    public bool Vectors(ReadOnlySpan<double> values, double[] rows)
    {
        var shifted = new ShiftedTridiagonal(_d, _e, Bound);
        var scratch = new double[values.Length];
        var residual = new double[_n];
        double allowed = 4 * Eps * Bound * Math.Sqrt(_n);
        for (int j = 0; j < values.Length; j++)
        {
            shifted.Factor(values[j]);
            Span<double> x = rows.AsSpan(j * _n, _n);
            uint state = 2463534242u + 97u * (uint)j;
            for (int i = 0; i < _n; i++)
            {
                // Any start will do that nobody could have chosen orthogonal to the vector (Marsaglia, 2003).
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                x[i] = state / (double)uint.MaxValue - 0.5;
            }

            bool found = false;
            for (int solve = 0; solve < Solves && !found; solve++)
            {
                shifted.Solve(x);
                if (!Normalize(x))
                {
                    return false;
                }

                BlockKernels.Orthogonalize(rows, j, x, scratch);
                if (!Normalize(x))
                {
                    return false;
                }

                shifted.Multiply(x, residual);
                found = solve > 0 && TensorPrimitives.Norm<double>(residual) <= allowed;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Normalize(Span<double> x)
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(x));
        if (!(largest > 0 && double.IsFinite(largest)))
        {
            return false;
        }

        TensorPrimitives.Divide(x, largest, x);
        TensorPrimitives.Divide(x, TensorPrimitives.Norm<double>(x), x);
        return true;
    }

    /// <summary>The negative pivots of T − x are as many as the eigenvalues below x.</summary>
    private void CountBelow(ReadOnlySpan<double> x, Span<double> counts)
    {
        var x0 = Vector512.Create(x);
        var x1 = Vector512.Create(x[8..]);
        var smallest = Vector512.Create(_smallestPivot);
        Vector512<double> q0 = Vector512<double>.One;
        Vector512<double> q1 = Vector512<double>.One;
        Vector512<double> c0 = Vector512<double>.Zero;
        Vector512<double> c1 = Vector512<double>.Zero;
        for (int i = 0; i < _n; i++)
        {
            var d = Vector512.Create(_d[i]);
            var square = Vector512.Create(_squares[i]);
            q0 = (d - x0) - square / q0;
            q1 = (d - x1) - square / q1;
            q0 = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(q0), smallest), -smallest, q0);
            q1 = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(q1), smallest), -smallest, q1);
            c0 += Vector512.LessThan(q0, Vector512<double>.Zero) & Vector512<double>.One;
            c1 += Vector512.LessThan(q1, Vector512<double>.Zero) & Vector512<double>.One;
        }

        c0.CopyTo(counts);
        c1.CopyTo(counts[8..]);
    }
}
