using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>The columns of the adjoint system that have a right-hand side, what is asked of them, and what was reached.</summary>
internal sealed class AdjointColumns<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _g;
    private readonly int[] _columns;
    private readonly double[] _norms;
    private readonly double[] _floors;
    private readonly double[] _reached;
    private readonly double[] _sizes;
    private readonly T[] _scratch;

    private AdjointColumns(EigshResidual<T> forward, T[] g, T[] solution, int[] columns, double[] norms, double[] gaps, double[] tolerances, double mostSlack)
    {
        _g = g;
        _columns = columns;
        _norms = norms;
        Operator = forward.Operator;
        Deflation = forward.Vectors;
        DeflationCount = forward.Values.Length;
        Norm = forward.Report.Norm;
        Solution = solution;
        Gaps = gaps;
        Tolerances = tolerances;
        MostSlack = mostSlack;
        Shifts = [.. columns.Select(j => forward.Values[j])];
        _reached = new double[columns.Length];
        _sizes = new double[columns.Length];
        _scratch = new T[DeflationCount];
        int n = Dimension;

        // A right-hand side is made again for each residual, and known to the rounding of V̄ alone.
        _floors = [.. columns.Select(j => 8 * Numbers<T>.Eps * Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(g.AsSpan(j * n, n))))];
    }

    public ISymmetricOperator<T> Operator { get; }

    public int Dimension => Operator.Dimension;

    public int Count => _columns.Length;

    /// <summary>The computed vectors: of a Hermitian problem in its real form twice as many as have adjoints.</summary>
    public T[] Deflation { get; }

    public int DeflationCount { get; }

    /// <summary>‖A‖.</summary>
    public double Norm { get; }

    /// <summary>λ of each column.</summary>
    public T[] Shifts { get; }

    /// <summary>The distance of λ to the nearest eigenvalue outside.</summary>
    public double[] Gaps { get; }

    /// <summary>The relative residuals asked for.</summary>
    public double[] Tolerances { get; }

    /// <summary>How many times larger than asked for a residual may be of which it is known that it makes no larger error.</summary>
    public double MostSlack { get; }

    /// <summary>Y, the columns one after another.</summary>
    public T[] Solution { get; }

    /// <summary>Finds the columns; one whose adjoint lies in the computed space has no right-hand side.</summary>
    public static AdjointColumns<T> Create(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] solution, OutsideMeasures measures, EigshOptions options)
    {
        int n = forward.Operator.Dimension;
        int k = g.Length / n;
        int known = forward.Values.Length;
        var column = new T[n];
        var scratch = new T[known];
        var columns = new int[k];
        var norms = new double[k];
        int count = 0;
        for (int j = 0; j < k; j++)
        {
            g.AsSpan(j * n, n).CopyTo(column);
            BlockKernels.Orthogonalize(forward.Vectors, known, column, scratch);
            double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(column));
            measures.Right[j] = norm;
            if (norm > clusters.Noise && !clusters.IsBlind(j))
            {
                columns[count] = j;
                norms[count++] = norm;
            }
            else
            {
                measures.Rest[j] = norm > clusters.Noise ? 0 : norm;
            }
        }

        columns = columns[..count];
        norms = norms[..count];
        double[] gaps = [.. columns.Select(clusters.OuterGap)];
        double[] residuals = [.. columns.Select(j => forward.Report.Residuals[j])];
        return new AdjointColumns<T>(forward, g, solution, columns, norms, gaps, AskedFor(options, residuals, gaps, norms), options.AdjointTolerance is null ? 10 : 1);
    }

    public Span<T> SolutionOf(int c) => Solution.AsSpan(c * Dimension, Dimension);

    /// <summary>V̄_j.</summary>
    public ReadOnlySpan<T> Adjoint(int c) => _g.AsSpan(_columns[c] * Dimension, Dimension);

    /// <summary>‖(I − VVᵀ)V̄_j‖.</summary>
    public double RightNorm(int c) => _norms[c];

    /// <summary>Forgets solutions that are no numbers.</summary>
    public void ClearNonFinite()
    {
        for (int c = 0; c < Count; c++)
        {
            if (!TensorPrimitives.IsFiniteAll<T>(SolutionOf(c)))
            {
                SolutionOf(c).Clear();
            }
        }
    }

    /// <summary>right = −(I − VVᵀ)V̄_j.</summary>
    public void RightHandSide(int c, Span<T> right)
    {
        TensorPrimitives.Negate(Adjoint(c), right);
        Project(right);
    }

    /// <summary>x −= VVᵀx.</summary>
    public void Project(Span<T> x) => BlockKernels.Orthogonalize(Deflation, DeflationCount, x, _scratch);

    /// <summary>The residual norms to aim at: a part of what is allowed.</summary>
    public double[] Targets(double part) => [.. Enumerable.Range(0, Count).Select(c => Target(c, part))];

    /// <summary>The residual norm to aim at.</summary>
    public double Target(int c, double part) => part * Math.Max(Tolerances[c] * _norms[c], _floors[c]);

    /// <summary>The largest residual norm that is good enough: no arithmetic gets below the rounding of A·Y itself.</summary>
    /// <param name="c">The column.</param>
    /// <param name="solutionNorm">‖Y‖.</param>
    /// <param name="slack">How many times smaller the error is than such a residual could make it.</param>
    public double Allowed(int c, double solutionNorm, double slack) => Math.Max(Target(c, 1) * slack, 8 * Numbers<T>.Eps * Norm * solutionNorm);

    /// <summary>Notes the norm of the residual.</summary>
    /// <returns>Whether it is good enough.</returns>
    public bool Measure(int c, double residual, double slack = 1)
    {
        double size = BlockKernels.Norm<T>(SolutionOf(c));
        _reached[c] = residual;
        _sizes[c] = size;
        return residual <= Allowed(c, size, slack);
    }

    /// <summary>Moves the solutions to the rows of their pairs.</summary>
    /// <returns>The relative residuals of all pairs.</returns>
    public double[] Conclude(T[] rows, OutsideMeasures measures)
    {
        int n = Dimension;
        int k = _g.Length / n;
        var residuals = new double[k];
        for (int j = k - 1, c = Count - 1; j >= 0; j--)
        {
            Span<T> row = rows.AsSpan(j * n, n);
            if (c < 0 || _columns[c] != j)
            {
                row.Clear();
                continue;
            }

            SolutionOf(c).CopyTo(row);
            measures.Rest[j] = _reached[c];
            measures.Solution[j] = _sizes[c];
            residuals[j] = _reached[c] / _norms[c];
            c--;
        }

        return residuals;
    }

    /// <summary>
    /// What is asked of the columns' relative residuals: that they add a half to the error which the residuals of the pairs
    /// make, ‖r_j‖ρ_j/gap² at its largest, if that is more than a hundredth of the forward tolerance.
    /// </summary>
    internal static double[] AskedFor(EigshOptions options, double[] residuals, double[] gaps, double[] norms)
    {
        const double Largest = 1e-4;
        double eps = Numbers<T>.Eps;
        double least = Math.Max(8 * eps, options.ToleranceOf<T>() / 100);
        double scale = norms.Length == 0 ? 0 : norms.Max();
        double error = 0;
        for (int c = 0; c < gaps.Length; c++)
        {
            error = gaps[c] > 0 ? Math.Max(error, norms[c] / scale * (residuals[c] / gaps[c]) / gaps[c]) : error;
        }

        // Where no gap is known, the error is not.
        double Own(int c) => double.IsFinite(gaps[c]) && gaps[c] > 0 ? Math.Clamp(error * gaps[c] / (2 * norms[c] / scale), least, Math.Max(Largest, least)) : least;
        return [.. Enumerable.Range(0, gaps.Length).Select(c => options.AdjointTolerance ?? Own(c))];
    }
}
