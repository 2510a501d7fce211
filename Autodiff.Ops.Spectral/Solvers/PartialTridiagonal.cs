using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>A few eigenpairs of a symmetric tridiagonal T, and systems with T − λI outside of them, where A is 2^s·Q T Qᴴ.</summary>
internal sealed class PartialTridiagonal
{
    private readonly int _n;
    private readonly int _exponent;
    private readonly double[] _d;
    private readonly double[] _e;
    private readonly double _bound;
    private ShiftedTridiagonal? _shifted;

    /// <param name="d">The diagonal of T.</param>
    /// <param name="e">What is beside it; the last is 0.</param>
    /// <param name="exponent">s.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="cancellation">Honoured on the way.</param>
    public PartialTridiagonal(double[] d, double[] e, int exponent, int k, EigenTarget target, CancellationToken cancellation)
    {
        _n = d.Length;
        _exponent = exponent;
        _d = d;
        _e = e;
        var spectrum = new TridiagonalSpectrum(_d, _e);
        _bound = spectrum.Bound;
        Values = Select(spectrum, k, target, out int[] wanted);
        Vectors = FindVectors(spectrum, wanted, cancellation);
    }

    /// <summary>The wanted eigenvalues of T, ascending.</summary>
    public double[] Values { get; }

    /// <summary>Their vectors, one after another.</summary>
    public double[] Vectors { get; }

    /// <summary>The eigenvalues of A next to the wanted ones.</summary>
    public List<double> Guards { get; } = [];

    /// <summary>‖A‖₂.</summary>
    public double Norm { get; private set; }

    /// <summary>
    /// solution = (T − λ)⁺ right outside of the space of the wanted vectors: a solve with the singular matrix on the part where
    /// it is not.
    /// </summary>
    /// <param name="right">n numbers, orthogonal to the wanted vectors but for rounding, which is removed.</param>
    /// <param name="index">That of the eigenvalue λ among the wanted.</param>
    /// <param name="solution">n numbers.</param>
    public void SolveOutside(double[] right, int index, double[] solution)
    {
        int k = Values.Length;
        ShiftedTridiagonal shifted = _shifted ??= new ShiftedTridiagonal(_d, _e, _bound);
        var scratch = new double[k];
        shifted.Factor(Values[index]);
        Array.Clear(solution);
        BlockKernels.Orthogonalize(Vectors, k, right, scratch);
        var rest = (double[])right.Clone();
        var x = new double[_n];
        for (int refinement = 0; refinement < 3; refinement++)
        {
            // What a solve adds along the wanted vectors is noise, however large.
            rest.CopyTo(x, 0);
            shifted.Solve(x);
            BlockKernels.Orthogonalize(Vectors, k, x, scratch);
            TensorPrimitives.Add(solution, x, solution);
            shifted.Multiply(solution, rest);
            TensorPrimitives.Subtract(right, rest, rest);
            BlockKernels.Orthogonalize(Vectors, k, rest, scratch);
        }
    }

    /// <summary>√Σ 1/(λ_j − λ)² over the eigenvalues λ at least a gap away from the one of this index, or up to twice that, by counts.</summary>
    public double Crowding(int index, double gap)
    {
        if (!(gap > 0) || double.IsPositiveInfinity(gap))
        {
            return gap > 0 ? 0 : double.PositiveInfinity;
        }

        var spectrum = new TridiagonalSpectrum(_d, _e);
        double value = Values[index];
        double sum = 0;
        int inside = spectrum.CountBelow(value + double.ScaleB(gap, -_exponent)) - spectrum.CountBelow(value - double.ScaleB(gap, -_exponent));
        for (double distance = gap; inside < _n; distance *= 2)
        {
            double radius = 2 * double.ScaleB(distance, -_exponent);
            int within = radius > 2 * _bound ? _n : spectrum.CountBelow(value + radius) - spectrum.CountBelow(value - radius);
            sum += Math.Max(0, within - inside) * (gap / distance) * (gap / distance);
            inside = within;
        }

        return Math.Sqrt(sum) / gap;
    }

    /// <summary>The indices of the wanted eigenvalues, chosen among those that can be, which are found first.</summary>
    private double[] Select(TridiagonalSpectrum spectrum, int k, EigenTarget target, out int[] wanted)
    {
        double sigma = double.ScaleB(target.Sigma, -_exponent);
        int below = target.Kind == TargetKind.Nearest ? spectrum.CountBelow(sigma) : 0;
        IEnumerable<int> candidates = target.Kind switch
        {
            TargetKind.SmallestAlgebraic => Enumerable.Range(0, k),
            TargetKind.LargestAlgebraic => Enumerable.Range(_n - k, k),
            TargetKind.LargestMagnitude => Enumerable.Range(0, k).Union(Enumerable.Range(_n - k, k)),
            TargetKind.BothEnds => Enumerable.Range(0, k / 2).Union(Enumerable.Range(_n - (k + 1) / 2, (k + 1) / 2)),
            _ => Enumerable.Range(below - k, 2 * k).Where(i => i >= 0 && i < _n),
        };
        int[] inside = [.. candidates];
        int[] known = [.. inside.SelectMany(i => new[] { i - 1, i, i + 1 }).Append(0).Append(_n - 1).Where(i => i >= 0 && i < _n).Distinct().Order()];
        double[] values = spectrum.Values(known);
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], values[i - 1]); // Each was found by itself, to rounding.
        }

        double Value(int i) => values[Array.BinarySearch(known, i)];
        IEnumerable<int> chosen = target.Kind switch
        {
            TargetKind.LargestMagnitude => inside.OrderByDescending(i => Math.Abs(Value(i))).Take(k),
            TargetKind.Nearest => inside.OrderBy(i => Math.Abs(Value(i) - sigma)).Take(k),
            _ => inside,
        };
        wanted = [.. chosen.Order()];
        var isWanted = new HashSet<int>(wanted);
        Guards.AddRange(known.Where(i => !isWanted.Contains(i) && (isWanted.Contains(i - 1) || isWanted.Contains(i + 1))).Select(i => double.ScaleB(Value(i), _exponent)));
        Norm = double.ScaleB(Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])), _exponent);
        return [.. wanted.Select(Value)];
    }

    /// <summary>By inverse iteration; by divide and conquer where clusters are too large for it.</summary>
    private double[] FindVectors(TridiagonalSpectrum spectrum, int[] wanted, CancellationToken cancellation)
    {
        int k = wanted.Length;
        var vectors = new double[k * _n];
        if (spectrum.Vectors(Values, vectors) && AreOrthonormal(vectors, k))
        {
            return vectors;
        }

        double[] rows = ArrayPool<double>.Shared.Rent(_n * _n);
        var values = (double[])_d.Clone();
        int[] order = DivideAndConquer<double>.Diagonalize(_n, values, (double[])_e.Clone(), rows, cancellation)
            ?? throw new ArithmeticException("The secular equation was not solved.");
        for (int i = 0; i < k; i++)
        {
            rows.AsSpan(order[wanted[i]] * _n, _n).CopyTo(vectors.AsSpan(i * _n));
            Values[i] = values[order[wanted[i]]];
        }

        ArrayPool<double>.Shared.Return(rows);
        return vectors;
    }

    private bool AreOrthonormal(double[] vectors, int k)
    {
        var gram = new double[k * k];
        ProductKernel.AddProductTransposed<double>(k, k, _n, vectors, _n, vectors, _n, gram, k);
        for (int i = 0; i < k; i++)
        {
            gram[i * k + i] -= 1;
        }

        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(gram)) <= 8 * Numbers<double>.Eps * Math.Sqrt(_n);
    }
}
