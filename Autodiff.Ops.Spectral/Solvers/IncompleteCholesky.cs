using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>L Lᵀ ≈ A − λI at the wanted end, where L has no entry that the lower triangle of A has not.</summary>
internal sealed class IncompleteCholeskyPreconditioner : Preconditioner
{
    private const int Attempts = 12;

    // How far below the spectrum the matrix is factored, as a part of its diagonal.
    private const double FirstShift = 1e-3;

    internal override IPanelPreconditioner<T> Prepare<T>(ISymmetricOperator<T> a, Panels<T> panels, TargetKind kind)
    {
        CsrMatrix<T> matrix = Stored(a, nameof(IncompleteCholesky));
        (double low, double high) = CsrKernels.Gershgorin(matrix);
        int sign = kind == TargetKind.LargestAlgebraic ? -1 : 1;
        double edge = sign > 0 ? Math.Min(low, 0) : -Math.Max(high, 0);
        double[] diagonal = [.. CsrKernels.Diagonal(matrix).Select(value => sign * Numbers<T>.ToDouble(value) - edge)];
        double mean = diagonal.Average();
        if (!(mean > 0) || !double.IsFinite(mean))
        {
            throw new ArgumentException("Preconditioner.IncompleteCholesky factors the matrix less the end of its spectrum, which is zero here: every vector is an eigenvector. Use no preconditioner.", nameof(a));
        }

        double shift = FirstShift * mean;
        for (int attempt = 0; attempt < Attempts; attempt++, shift *= 4)
        {
            if (IncompleteCholesky<T>.TryFactor(matrix, sign, shift - edge, out IncompleteCholesky<T>? factor))
            {
                return factor;
            }
        }

        throw new ArgumentException($"Preconditioner.IncompleteCholesky found no factor with positive pivots, with shifts up to {shift / 4:0.0e+0}. Use Preconditioner.Jacobi, or Preconditioner.From a solve of yours.", nameof(a));
    }
}

/// <summary>The factor, row by row.</summary>
internal sealed class IncompleteCholesky<T> : IPanelPreconditioner<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int[] _rowPointers;
    private readonly int[] _columns;
    private readonly T[] _values;
    private readonly T[] _reciprocals;

    private IncompleteCholesky(int[] rowPointers, int[] columns, T[] values, T[] reciprocals)
    {
        _rowPointers = rowPointers;
        _columns = columns;
        _values = values;
        _reciprocals = reciprocals;
    }

    /// <summary>Factors ±A + shift·I; fails at the first pivot that is not positive.</summary>
    public static bool TryFactor(CsrMatrix<T> a, int sign, double shift, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IncompleteCholesky<T>? factor)
    {
        int n = a.Rows;
        var rowPointers = new int[n + 1];
        var columns = new List<int>(a.NonZeroCount / 2 + n);
        var values = new List<double>(a.NonZeroCount / 2 + n);
        var reciprocals = new double[n];
        var row = new double[n];
        var isThere = new bool[n];
        factor = null;
        for (int i = 0; i < n; i++)
        {
            double pivot = shift;
            int first = columns.Count;
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                int j = a.ColumnIndices[p];
                double value = sign * Numbers<T>.ToDouble(a.Values[p]);
                if (j == i)
                {
                    pivot += value;
                }
                else if (j < i)
                {
                    columns.Add(j);
                    row[j] = value;
                    isThere[j] = true;
                }
            }

            // Columns ascend, so that what a row takes from another is complete.
            columns.Sort(first, columns.Count - first, null);
            for (int p = first; p < columns.Count; p++)
            {
                int j = columns[p];
                double sum = row[j];
                for (int q = rowPointers[j]; q < rowPointers[j + 1]; q++)
                {
                    if (isThere[columns[q]])
                    {
                        sum -= values[q] * row[columns[q]];
                    }
                }

                row[j] = sum * reciprocals[j];
                pivot -= row[j] * row[j];
                values.Add(row[j]);
            }

            for (int p = first; p < columns.Count; p++)
            {
                isThere[columns[p]] = false;
            }

            if (!(pivot > 1e-8 * shift) || !double.IsFinite(pivot))
            {
                return false;
            }

            reciprocals[i] = 1 / Math.Sqrt(pivot);
            rowPointers[i + 1] = columns.Count;
        }

        factor = new IncompleteCholesky<T>(rowPointers, [.. columns], [.. values.Select(Numbers<T>.From)], [.. reciprocals.Select(Numbers<T>.From)]);
        return true;
    }

    /// <summary>L⁻ᵀ L⁻¹ of each vector.</summary>
    public void Apply(Panel<T> panel) => PanelTriangle.Solve(_rowPointers, _columns, _values, _reciprocals, panel);
}
