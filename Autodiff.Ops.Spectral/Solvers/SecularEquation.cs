using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The eigenproblem of D + ρ z zᵀ, ρ &gt; 0: its eigenvalues are the roots of 1/ρ + Σ z_j²/(d_j − λ), one in each interval
/// between neighbouring poles and one beyond the last. A root is kept as the distance μ from a pole next to it, so that
/// each d_j − λ is known to full relative accuracy. The vectors are those of the z for which the computed roots are
/// exact, by Löwner's formula: they are orthogonal however near the roots are to each other (Gu and Eisenstat, 1995).
/// </summary>
internal sealed class SecularEquation
{
    private const int MostSteps = 150;
    private const double Eps = 1.0 / (1L << 53);

    private readonly double[] _poles;
    private readonly double[] _squares;
    private readonly double[] _lengths;
    private readonly int[] _origins;
    private readonly double[] _offsets;
    private int _count;
    private double _inverse;
    private double _width;

    /// <param name="capacity">The most poles there will be.</param>
    public SecularEquation(int capacity)
    {
        _poles = new double[Padded(capacity)];
        _squares = new double[Padded(capacity)];
        _lengths = new double[Padded(capacity)];
        _origins = new int[capacity];
        _offsets = new double[capacity];
    }

    /// <summary>Finds all roots.</summary>
    /// <param name="poles">d, ascending, no two equal.</param>
    /// <param name="weights">z, none of them 0.</param>
    /// <param name="rho">ρ &gt; 0.</param>
    /// <param name="roots">Takes the eigenvalues, ascending.</param>
    /// <returns>Whether each was found in the bounded number of steps.</returns>
    public bool Solve(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, double rho, Span<double> roots)
    {
        _count = poles.Length;
        _inverse = 1 / rho;
        poles.CopyTo(_poles);
        double sum = 0;
        for (int j = 0; j < _count; j++)
        {
            _squares[j] = weights[j] * weights[j];
            sum += _squares[j];
        }

        // The padding adds nothing: no weight, and a pole that no root reaches.
        _width = rho * sum * (1 + 4 * _count * Eps);
        _poles.AsSpan(_count).Fill(_poles[_count - 1] + 4 * _width + 1);
        _squares.AsSpan(_count).Clear();
        for (int i = 0; i < _count; i++)
        {
            bool found = _count == 1 ? SolveSingle() : i < _count - 1 ? SolveInterior(i) : SolveLast();
            if (!found)
            {
                return false;
            }

            roots[i] = _poles[_origins[i]] + _offsets[i];
        }

        FindLengths(weights);
        return true;
    }

    /// <summary>The unit eigenvector of a root, in an order of the poles of the caller's choice.</summary>
    /// <param name="i">Which.</param>
    /// <param name="poles">d in that order, padded with numbers above all poles.</param>
    /// <param name="lengths">What <see cref="Lengths"/> made, padded with zeros.</param>
    /// <param name="vector">Takes the numbers, up to whole vectors.</param>
    public void Vector(int i, ReadOnlySpan<double> poles, ReadOnlySpan<double> lengths, Span<double> vector)
    {
        var origin = Vector512.Create(_poles[_origins[i]]);
        var offset = Vector512.Create(_offsets[i]);
        Vector512<double> sum = Vector512<double>.Zero;
        for (int j = 0; j < _count; j += 8)
        {
            Vector512<double> distance = (Vector512.Create(poles.Slice(j, 8)) - origin) - offset;
            Vector512<double> x = Vector512.Create(lengths.Slice(j, 8)) / distance;
            x.CopyTo(vector.Slice(j, 8));
            sum = Vector512.FusedMultiplyAdd(x, x, sum);
        }

        var scale = Vector512.Create(1 / Math.Sqrt(Vector512.Sum(sum)));
        for (int j = 0; j < _count; j += 8)
        {
            (Vector512.Create(vector.Slice(j, 8)) * scale).CopyTo(vector.Slice(j, 8));
        }
    }

    /// <summary>The z for which the roots are exact, ascending by poles.</summary>
    public ReadOnlySpan<double> Lengths => _lengths.AsSpan(0, _count);

    /// <summary>The room that vectors of 8 need.</summary>
    public static int Padded(int count) => (count + 7) / 8 * 8;

    private bool SolveSingle()
    {
        _origins[0] = 0;
        _offsets[0] = _squares[0] / _inverse;
        return true;
    }

    private bool SolveInterior(int i)
    {
        double gap = _poles[i + 1] - _poles[i];
        double middle = gap / 2;
        Sums at = Evaluate(i, i, middle);
        double value = _inverse + at.Below + at.Above;

        // What is constant when the two poles beside the root are set apart.
        double left = _squares[i];
        double right = _squares[i + 1];
        double c = value + left / middle - right / (gap - middle);
        double low;
        double high;
        double mu;
        int origin;
        if (value > 0)
        {
            origin = i;
            (low, high) = (0, middle);
            double a = c * gap + left + right;
            double b = left * gap;
            double root = Math.Sqrt(Math.Abs(a * a - 4 * b * c));
            mu = a > 0 ? 2 * b / (a + root) : (a - root) / (2 * c);
        }
        else
        {
            origin = i + 1;
            (low, high) = (-middle, 0);
            double a = c * gap - left - right;
            double b = right * gap;
            double root = Math.Sqrt(Math.Abs(a * a + 4 * b * c));
            mu = a < 0 ? 2 * b / (a - root) : -(a + root) / (2 * c);
        }

        _origins[i] = origin;
        return Iterate(i, i, origin, mu, low, high);
    }

    private bool SolveLast()
    {
        int last = _count - 1;
        double left = _squares[last - 1];
        double right = _squares[last];
        double gap = _poles[last] - _poles[last - 1];
        double middle = _width / 2;
        Sums at = Evaluate(last - 1, last, middle);
        double value = _inverse + at.Below + at.Above;
        double c = value + left / (gap + middle) + right / middle;
        double a = left + right - c * gap;
        double b = right * gap;
        double root = Math.Sqrt(Math.Abs(a * a + 4 * b * c));
        double mu = a < 0 ? 2 * b / (root - a) : (a + root) / (2 * c);
        _origins[last] = last;
        return value <= 0 ? Iterate(last, last - 1, last, mu, middle, _width) : Iterate(last, last - 1, last, mu, 0, middle);
    }

    /// <summary>
    /// Rational interpolation with the poles p and p + 1: of the sums on both sides by their values and slopes (the middle
    /// way), or of the pole at the origin exactly (the fixed weight) where that stalls (Li, 1994); bisection of the
    /// bracket wherever a step leaves it.
    /// </summary>
    private bool Iterate(int i, int p, int origin, double mu, double low, double high)
    {
        double poleBelow = _poles[p] - _poles[origin];
        double poleAbove = _poles[p + 1] - _poles[origin];
        bool isLast = i == _count - 1;
        bool isWeightFixed = !isLast;
        double before = double.PositiveInfinity;
        if (!(mu > low && mu < high))
        {
            mu = Middle(low, high);
        }

        for (int step = 0; step < MostSteps; step++)
        {
            Sums at = Evaluate(p, origin, mu);
            double value = _inverse + at.Below + at.Above;
            double slope = at.SlopeBelow + at.SlopeAbove;
            double rounding = Eps * (8 * (Math.Abs(at.Below) + Math.Abs(at.Above)) + _inverse + Math.Abs(mu) * slope);
            if (Math.Abs(value) <= rounding)
            {
                _offsets[i] = mu;
                return true;
            }

            if (value <= 0)
            {
                low = Math.Max(low, mu);
            }
            else
            {
                high = Math.Min(high, mu);
            }

            if (!isLast && Math.Abs(value) > before / 10)
            {
                isWeightFixed = !isWeightFixed;
            }

            before = Math.Abs(value);
            double below = poleBelow - mu;
            double above = poleAbove - mu;
            double c;
            if (!isWeightFixed)
            {
                c = value - below * at.SlopeBelow - above * at.SlopeAbove;
            }
            else if (origin == p)
            {
                double ratio = 1 / below;
                c = value - above * slope - (below - above) * _squares[p] * ratio * ratio;
            }
            else
            {
                double ratio = 1 / above;
                c = value - below * slope - (above - below) * _squares[p + 1] * ratio * ratio;
            }

            double change = Step(value, slope, below, above, isLast ? Math.Abs(c) : c, isLast);
            double next = mu + change;
            if (!(next > low && next < high))
            {
                next = Middle(low, high);
                if (!(next > low && next < high))
                {
                    // No number is left between.
                    _offsets[i] = mu;
                    return mu != 0;
                }
            }

            if (Math.Abs(next - mu) <= 2 * Eps * Math.Abs(mu))
            {
                _offsets[i] = next;
                return true;
            }

            mu = next;
        }

        return false;
    }

    /// <summary>The root of the interpolating function, on the side where the value says that it is.</summary>
    private static double Step(double value, double slope, double below, double above, double c, bool isLast)
    {
        double a = (below + above) * value - below * above * slope;
        double b = below * above * value;
        double root = Math.Sqrt(Math.Abs(a * a - 4 * b * c));
        double change;
        if (c == 0)
        {
            change = b / a;
        }
        else if (isLast)
        {
            change = a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
        }
        else
        {
            change = a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
        }

        return value * change < 0 ? change : -value / slope;
    }

    /// <summary>Halves the bracket, by magnitude where it spans many.</summary>
    private static double Middle(double low, double high)
    {
        double small = Math.Min(Math.Abs(low), Math.Abs(high));
        double large = Math.Max(Math.Abs(low), Math.Abs(high));
        if (small == 0)
        {
            return (low + high) / 64;
        }

        return large > 16 * small ? Math.CopySign(Math.Sqrt(small) * Math.Sqrt(large), low + high) : low + (high - low) / 2;
    }

    /// <summary>The sums over the poles up to <paramref name="p"/> and beyond it at d_origin + μ.</summary>
    private Sums Evaluate(int p, int origin, double mu)
    {
        var d = Vector512.Create(_poles[origin]);
        var m = Vector512.Create(mu);
        Vector512<double> below = Vector512<double>.Zero, slopeBelow = Vector512<double>.Zero;
        Vector512<double> above = Vector512<double>.Zero, slopeAbove = Vector512<double>.Zero;
        ref double poles = ref MemoryMarshal.GetArrayDataReference(_poles);
        ref double squares = ref MemoryMarshal.GetArrayDataReference(_squares);
        int border = (p + 1) & ~7;
        int j = 0;
        for (; j < border; j += 8)
        {
            Vector512<double> inverse = Vector512<double>.One / ((Vector512.LoadUnsafe(ref poles, (nuint)j) - d) - m);
            Vector512<double> term = Vector512.LoadUnsafe(ref squares, (nuint)j) * inverse;
            below += term;
            slopeBelow = Vector512.FusedMultiplyAdd(term, inverse, slopeBelow);
        }

        if (j < _count)
        {
            Vector512<double> inverse = Vector512<double>.One / ((Vector512.LoadUnsafe(ref poles, (nuint)j) - d) - m);
            Vector512<double> term = Vector512.LoadUnsafe(ref squares, (nuint)j) * inverse;
            Vector512<double> isBelow = Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)(p + 1 - border)));
            Vector512<double> part = isBelow & term;
            below += part;
            slopeBelow = Vector512.FusedMultiplyAdd(part, inverse, slopeBelow);
            part = Vector512.AndNot(term, isBelow);
            above += part;
            slopeAbove = Vector512.FusedMultiplyAdd(part, inverse, slopeAbove);
        }

        for (j += 8; j < _count; j += 8)
        {
            Vector512<double> inverse = Vector512<double>.One / ((Vector512.LoadUnsafe(ref poles, (nuint)j) - d) - m);
            Vector512<double> term = Vector512.LoadUnsafe(ref squares, (nuint)j) * inverse;
            above += term;
            slopeAbove = Vector512.FusedMultiplyAdd(term, inverse, slopeAbove);
        }

        return new Sums(Vector512.Sum(below), Vector512.Sum(slopeBelow), Vector512.Sum(above), Vector512.Sum(slopeAbove));
    }

    /// <summary>ẑ_j² = Π_i (λ_i − d_j) / Π_{i≠j} (d_i − d_j), up to a common factor, with the signs of z.</summary>
    private void FindLengths(ReadOnlySpan<double> weights)
    {
        _lengths.AsSpan().Fill(1);
        ref double poles = ref MemoryMarshal.GetArrayDataReference(_poles);
        ref double lengths = ref MemoryMarshal.GetArrayDataReference(_lengths);
        for (int i = 0; i < _count; i++)
        {
            var origin = Vector512.Create(_poles[_origins[i]]);
            var offset = Vector512.Create(_offsets[i]);
            var own = Vector512.Create(_poles[i]);
            double kept = _lengths[i];
            for (int j = 0; j < _count; j += 8)
            {
                Vector512<double> d = Vector512.LoadUnsafe(ref poles, (nuint)j);
                Vector512<double> factor = ((d - origin) - offset) / (d - own);
                (Vector512.LoadUnsafe(ref lengths, (nuint)j) * factor).StoreUnsafe(ref lengths, (nuint)j);
            }

            // Its own difference of poles is left out.
            _lengths[i] = kept * ((_poles[i] - _poles[_origins[i]]) - _offsets[i]);
        }

        for (int j = 0; j < _count; j++)
        {
            _lengths[j] = Math.CopySign(Math.Sqrt(Math.Abs(_lengths[j])), weights[j]);
        }

        _lengths.AsSpan(_count).Clear();
    }

    /// <summary>Σ z_j²/(d_j − λ) on both sides of the root, and the derivatives.</summary>
    private readonly record struct Sums(double Below, double SlopeBelow, double Above, double SlopeAbove);
}
