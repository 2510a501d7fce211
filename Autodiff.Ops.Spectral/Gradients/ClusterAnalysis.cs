using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Decides what a gradient is at equal and nearly equal eigenvalues. It is determined exactly when on every cluster
/// (a) S is symmetric and (b) λ̄ is constant; then nothing depends on the gap. If (b) alone fails and S is a multiple of
/// I there, a Clarke subgradient is right (Overton, 1992). Else there is nothing right to return.
/// </summary>
internal sealed class ClusterAnalysis<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int _k;
    private readonly int _n;
    private readonly T[] _s;
    private readonly double[] _values;
    private readonly double[] _widths;
    private readonly int[] _cluster;
    private readonly bool[] _blind;
    private readonly EigshResidual<T> _forward;
    private readonly EigenPairs<T> _adjoint;
    private readonly DegeneracyPolicy _policy;
    private readonly double _largestValueAdjoint;
    private readonly bool _isComplex;

    /// <param name="forward">The forward solve.</param>
    /// <param name="adjoint">The adjoints of its pairs.</param>
    /// <param name="s">S, k × k; of a Hermitian problem its real part and then its imaginary part.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="isComplex">Whether the problem is Hermitian, and vectors real and imaginary parts in turn.</param>
    public ClusterAnalysis(EigshResidual<T> forward, EigenPairs<T> adjoint, T[] s, EigshOptions options, bool isComplex = false)
    {
        _isComplex = isComplex;
        _forward = forward;
        _adjoint = adjoint;
        _s = s;
        _k = adjoint.Count;
        _n = adjoint.Dimension;
        _policy = options.Degeneracy;
        _values = [.. forward.Values.Select(Numbers<T>.ToDouble)];
        _largestValueAdjoint = adjoint.Values.Max(value => Math.Abs(Numbers<T>.ToDouble(value)));
        for (int j = 0; j < _k; j++)
        {
            Scale = Math.Max(Scale, Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(adjoint.Vectors.AsSpan(j * _n, _n))));
        }

        double rounding = (16 + 2 * Math.Sqrt(_n)) * Numbers<T>.Eps;
        Noise = 2 * rounding * Scale;
        _widths = [.. forward.Report.Residuals.Select(r => Math.Max(16 * r, rounding * forward.Report.Norm))];
        _cluster = new int[_k];
        for (int i = 1; i < _k; i++)
        {
            _cluster[i] = _cluster[i - 1] + (_values[i] - _values[i - 1] <= Math.Max(_widths[i], _widths[i - 1]) ? 0 : 1);
        }

        if (isComplex)
        {
            ExaminePhases();
        }

        _blind = new bool[_k];
        Groups = [.. Enumerable.Range(0, _k).GroupBy(i => _cluster[i]).Select(group => (IReadOnlyList<int>)[.. group]).Where(group => group.Count > 1)];
        if (_policy.Width == 0)
        {
            foreach (IReadOnlyList<int> group in Groups)
            {
                Examine(group);
            }

            double cutWidth = forward.Report.Method != EigshMethod.Dense ? forward.Report.Norm * options.ToleranceOf<T>() : 0;
            ExamineCuts(cutWidth);
        }
    }

    /// <summary>The largest norm of a vector's adjoint.</summary>
    public double Scale { get; }

    /// <summary>What an entry of S may be by rounding alone.</summary>
    public double Noise { get; }

    public bool IsSubgradient { get; private set; }

    public bool CutsCluster { get; private set; }

    /// <summary>The clusters of two and more.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Whether the loss does not look at this vector, by the examination of cut clusters.</summary>
    public bool IsBlind(int j) => _blind[j];

    /// <summary>Whether two eigenvalues are taken for equal.</summary>
    public bool AreEqual(int i, int j) => _policy.Width == 0 && _cluster[i] == _cluster[j];

    /// <summary>The distance from an eigenvalue to the nearest one known outside of the computed ones.</summary>
    public double OuterGap(int j)
    {
        double gap = double.PositiveInfinity;
        foreach (double guard in _forward.Report.GuardValues)
        {
            gap = Math.Min(gap, Math.Abs(_values[j] - guard));
        }

        return gap;
    }

    /// <summary>numerator/gap, or its Lorentzian broadening.</summary>
    public static double Divide(double numerator, double gap, double broadening)
        => broadening == 0 ? numerator / gap : numerator * gap / (gap * gap + broadening * broadening);

    /// <summary>K, k × k, with zeros inside clusters. It takes the place of S, which is as large and not needed again.</summary>
    public T[] InsideCoefficients()
    {
        if (Scale == 0)
        {
            _s.AsSpan(0, (_isComplex ? 2 : 1) * _k * _k).Clear();
            return _s;
        }

        // By tiles: S is read, and K written, on both sides of the diagonal.
        const int Tile = 32;
        for (int i0 = 0; i0 < _k; i0 += Tile)
        {
            for (int j0 = i0; j0 < _k; j0 += Tile)
            {
                ReplaceTile(i0, j0, Tile);
            }
        }

        return _s;
    }

    private void ReplaceTile(int i0, int j0, int size)
    {
        for (int i = i0; i < Math.Min(_k, i0 + size); i++)
        {
            Set(i, i, T.Zero, T.Zero);
            for (int j = Math.Max(i + 1, j0); j < Math.Min(_k, j0 + size); j++)
            {
                double gap = _values[j] - _values[i];
                double numerator = NumeratorSize(i, j);
                if (_policy.Width == 0 && (_cluster[i] == _cluster[j] || IsNoise(i, j, numerator, gap)))
                {
                    Set(i, j, T.Zero, T.Zero);
                    continue;
                }

                T re = Numbers<T>.From(Divide(Numerator(i, j), gap, _policy.Width) / 2);
                T im = _isComplex ? Numbers<T>.From(Divide(TurnedNumerator(i, j), gap, _policy.Width) / 2) : T.Zero;
                Set(i, j, re, im);
            }
        }
    }

    /// <summary>S_ij − S_ji, of a Hermitian problem Re(S_ij − conj(S_ji)).</summary>
    private double Numerator(int i, int j) => Numbers<T>.ToDouble(_s[i * _k + j]) - Numbers<T>.ToDouble(_s[j * _k + i]);

    /// <summary>Im(S_ij − conj(S_ji)).</summary>
    private double TurnedNumerator(int i, int j) => Imaginary(i, j) + Imaginary(j, i);

    private double Imaginary(int i, int j) => Numbers<T>.ToDouble(_s[(_k + i) * _k + j]);

    private double NumeratorSize(int i, int j) => _isComplex ? double.Hypot(Numerator(i, j), TurnedNumerator(i, j)) : Math.Abs(Numerator(i, j));

    /// <summary>K_ij, and K_ji, its conjugate.</summary>
    private void Set(int i, int j, T re, T im)
    {
        _s[i * _k + j] = re;
        _s[j * _k + i] = re;
        if (_isComplex)
        {
            _s[(_k + i) * _k + j] = im;
            _s[(_k + j) * _k + i] = -im;
        }
    }

    /// <summary>A small gap that is resolved, with a numerator above noise, is an honest large gradient.</summary>
    private bool IsNoise(int i, int j, double size, double gap)
    {
        return size <= Noise || (gap <= 1e3 * Math.Max(_widths[i], _widths[j]) && size <= PairNoise(i, j));
    }

    /// <summary>
    /// The noise of S between two near eigenvalues: what their residuals mix in from beyond the cluster, but never much, for
    /// S of a loss that does not look inside is symmetric with any vectors, up to the rounding of the loss itself.
    /// </summary>
    private double PairNoise(int i, int j)
    {
        double outer = Math.Min(ClusterGap(i), ClusterGap(j));
        double residual = Math.Max(_forward.Report.Residuals[i], _forward.Report.Residuals[j]);
        return Math.Max(Noise, Scale * Math.Min(Math.Max(1e-6, 1e4 * Numbers<T>.Eps), 8 * residual / outer));
    }

    private double ClusterGap(int i)
    {
        int low = i;
        int high = i;
        while (low > 0 && _values[i] - _values[low - 1] <= 1e3 * _widths[i])
        {
            low--;
        }

        while (high < _k - 1 && _values[high + 1] - _values[i] <= 1e3 * _widths[i])
        {
            high++;
        }

        double gap = OuterGap(i);
        if (low > 0)
        {
            gap = Math.Min(gap, _values[i] - _values[low - 1]);
        }

        return high < _k - 1 ? Math.Min(gap, _values[high + 1] - _values[i]) : gap;
    }

    /// <summary>The phase of an eigenvector is arbitrary: the derivative along it, −Im S_jj, must vanish.</summary>
    private void ExaminePhases()
    {
        // The caller's own rounding is larger than that of S.
        double noise = 1e3 * Noise;
        for (int j = 0; j < _k; j++)
        {
            if (Math.Abs(Imaginary(j, j)) > noise)
            {
                throw new DegenerateGradientException(
                    $"There is no gradient: the loss depends on the phase of vector {j}, which is arbitrary: its derivative along a turn of the phase is {Format(-Imaginary(j, j))}, not 0. Use a loss that no phase changes, such as |vᴴt|², vᴴBv, or the ratio of two elements.",
                    [j]);
            }
        }
    }

    private void Examine(IReadOnlyList<int> group)
    {
        for (int p = 0; p < group.Count; p++)
        {
            for (int q = p + 1; q < group.Count; q++)
            {
                int i = group[p];
                int j = group[q];
                if (NumeratorSize(i, j) > PairNoise(i, j))
                {
                    throw Refuse(group, $"the loss depends on the choice of a basis: its derivative along the rotation of vectors {i} and {j} is {Format(_isComplex ? NumeratorSize(i, j) : Numerator(i, j))}, not 0. Use a loss of the whole cluster (SpectralOps.Projector, an overlap with all its vectors), or DegeneracyPolicy.Broaden");
                }
            }
        }

        if (HasConstantValues(group))
        {
            return;
        }

        if (!LooksOnlyAtValues(group))
        {
            throw Refuse(group, "the loss weighs their values differently and looks at their vectors too. Use a spectral function of the matrix (SpectralOps.Function, Sqrt, Exp, …), or a loss that treats the cluster as one");
        }

        TakeSubgradient(group);
    }

    /// <summary>A cluster that goes on beyond k has vectors that are an arbitrary part of its eigenspace.</summary>
    private void ExamineCuts(double cutWidth)
    {
        var cut = new HashSet<int>();
        for (int i = 0; i < _k; i++)
        {
            if (OuterGap(i) <= Math.Max(_widths[i], cutWidth))
            {
                cut.Add(_cluster[i]);
            }
        }

        foreach (int cluster in cut)
        {
            CutsCluster = true;
            int[] group = [.. Enumerable.Range(0, _k).Where(i => _cluster[i] == cluster)];
            if (!IsBlindTo(group))
            {
                throw Refuse(group, $"equal eigenvalues continue beyond the {_k} computed ones, and the loss looks at their vectors. Ask for more pairs (or fewer), so that the cluster is whole");
            }

            foreach (int i in group)
            {
                _blind[i] = true;
            }

            if (group.Any(i => !T.IsZero(_adjoint.Values[i])))
            {
                TakeSubgradient(group);
            }
        }
    }

    private void TakeSubgradient(IReadOnlyList<int> group)
    {
        if (_policy.IsStrict)
        {
            throw Refuse(group, "the loss is not differentiable there; DegeneracyPolicy.Default returns a Clarke subgradient");
        }

        IsSubgradient = true;
    }

    private bool HasConstantValues(IReadOnlyList<int> group)
    {
        double low = group.Min(i => Numbers<T>.ToDouble(_adjoint.Values[i]));
        double high = group.Max(i => Numbers<T>.ToDouble(_adjoint.Values[i]));
        double norm = _forward.Report.Norm;
        double relative = Math.Max(64 * Numbers<T>.Eps, norm > 0 ? 4 * (_values[group[^1]] - _values[group[0]]) / norm : 0);
        return high - low <= relative * _largestValueAdjoint;
    }

    /// <summary>Whether S is a multiple of I on the cluster.</summary>
    private bool LooksOnlyAtValues(IReadOnlyList<int> group)
    {
        double mean = group.Average(i => Numbers<T>.ToDouble(_s[i * _k + i]));
        foreach (int i in group)
        {
            foreach (int j in group)
            {
                double difference = Numbers<T>.ToDouble(_s[i * _k + j]) - (i == j ? mean : 0);
                if ((_isComplex ? double.Hypot(difference, Imaginary(i, j)) : Math.Abs(difference)) > PairNoise(i, j))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether every adjoint of the cluster's vectors is the same multiple of the vector, which changes nothing.</summary>
    private bool IsBlindTo(IReadOnlyList<int> group)
    {
        double mean = group.Average(i => Numbers<T>.ToDouble(_s[i * _k + i]));
        var difference = new T[_n];
        foreach (int i in group)
        {
            TensorPrimitives.MultiplyAdd(_forward.Vectors.AsSpan(i * _n, _n), -Numbers<T>.From(mean), _adjoint.Vectors.AsSpan(i * _n, _n), difference);
            if (Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(difference)) > Noise)
            {
                return false;
            }
        }

        return true;
    }

    private DegenerateGradientException Refuse(IReadOnlyList<int> group, string reason)
        => new(group.Count == 1
            ? $"There is no gradient: eigenvalue {group[0]} ({Format(_values[group[0]])}) is equal to others to working accuracy, and {reason}."
            : $"There is no gradient: eigenvalues {string.Join(", ", group)} are equal to working accuracy ({string.Join(", ", group.Take(4).Select(i => Format(_values[i])))}), and {reason}.", group);

    private static string Format(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
