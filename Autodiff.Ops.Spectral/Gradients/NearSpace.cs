using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Ritz vectors of a Krylov space, AX = X diag(θ) + q sᵀ: what all of them lack is along one vector.</summary>
/// <param name="Vectors">X, one vector after another.</param>
/// <param name="Values">θ.</param>
/// <param name="Remainder">q.</param>
/// <param name="Couplings">s.</param>
internal sealed record RitzSlice<T>(T[] Vectors, double[] Values, T[] Remainder, double[] Couplings)
    where T : IFloatingPointIeee754<T>;

/// <summary>
/// Ritz vectors U next to the computed ones, which the forward solve saw: with AU = UΘ + QC, Q ⊥ U, the systems (A − λ)y = r
/// are solved for their parts in U exactly, and what is left, P(A − λ)P − QC(Θ − λ)⁻¹CᵀQᵀ on the rest, has none of the small
/// eigenvalues that make it slow. No vector of U need be accurate, and none costs a product, for Q and C are those of the
/// Krylov space.
/// </summary>
internal sealed class NearSpace<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _vectors;
    private readonly T[] _remainders;
    private readonly double[] _values;
    private readonly double[] _couplings;
    private readonly double _scale;
    private readonly int _rank;

    private NearSpace(T[] vectors, T[] remainders, double[] values, double[] couplings, double scale)
    {
        _vectors = vectors;
        _remainders = remainders;
        _values = values;
        _couplings = couplings;
        _scale = scale;
        _rank = couplings.Length / values.Length;
    }

    /// <summary>The dimension of U.</summary>
    public int Count => _values.Length;

    /// <summary>The space of given Ritz vectors, whose arrays it takes; <see langword="null"/> where there are none.</summary>
    /// <param name="n">The dimension.</param>
    /// <param name="deflation">The computed vectors.</param>
    /// <param name="deflationCount">How many.</param>
    /// <param name="slices">What U is made of.</param>
    /// <param name="scale">What A is to be multiplied with.</param>
    public static NearSpace<T>? Create(int n, T[] deflation, int deflationCount, IReadOnlyList<RitzSlice<T>> slices, double scale)
    {
        const double Dependent = 0.1;
        int most = slices.Sum(slice => slice.Values.Length);
        if (most == 0)
        {
            return null;
        }

        int rank = slices.Count;
        T[] vectors = rank == 1 ? slices[0].Vectors : [.. slices.SelectMany(slice => slice.Vectors)];
        T[] remainders = [.. slices.SelectMany(slice => slice.Remainder)];
        (int Slice, int Index)[] ritz = [.. Enumerable.Range(0, rank).SelectMany(slice => Enumerable.Range(0, slices[slice].Values.Length).Select(index => (slice, index)))];

        // X = Z R, by Gram and Schmidt. What was computed later takes its part of a vector with it, and of its product; where
        // little is left, there is no neighbour.
        var scratch = new T[Math.Max(deflationCount, most)];
        var columns = new List<double[]>();
        for (int i = 0, p0 = 0; i < most; i++)
        {
            Span<T> row = vectors.AsSpan(p0 * n, n);
            vectors.AsSpan(i * n, n).CopyTo(row);
            BlockKernels.Orthogonalize(deflation, deflationCount, row, scratch);
            var column = new double[p0 + 1];
            for (int pass = 0; pass < 2; pass++)
            {
                BlockKernels.Coefficients(vectors, p0, row, scratch);
                BlockKernels.Subtract(vectors, p0, scratch, row);
                for (int j = 0; j < p0; j++)
                {
                    column[j] += Numbers<T>.ToDouble(scratch[j]);
                }
            }

            T norm = TensorPrimitives.Norm<T>(row);
            column[p0] = Numbers<T>.ToDouble(norm);
            if (column[p0] > Dependent)
            {
                TensorPrimitives.Divide(row, norm, row);
                columns.Add(column);
                ritz[p0++] = ritz[i];
            }
        }

        int p = columns.Count;
        if (p == 0)
        {
            return null;
        }

        var r = new double[p * p];
        var given = new double[rank * p];
        for (int i = 0; i < p; i++)
        {
            given[ritz[i].Slice * p + i] = slices[ritz[i].Slice].Couplings[ritz[i].Index];
            for (int j = 0; j <= i; j++)
            {
                r[j * p + i] = columns[i][j];
            }
        }

        for (int q = 0; q < rank; q++)
        {
            BlockKernels.Orthogonalize(deflation, deflationCount, remainders.AsSpan(q * n, n), scratch);
        }

        // AZ = Z·RΘR⁻¹ + QCR⁻¹, of which Q has a part in Z.
        double[] couplings = DivideByTriangle(given, rank, r, p);
        var scaled = new double[p * p];
        for (int i = 0; i < p; i++)
        {
            for (int j = i; j < p; j++)
            {
                scaled[i * p + j] = r[i * p + j] * slices[ritz[j].Slice].Values[ritz[j].Index];
            }
        }

        double[] projected = DivideByTriangle(scaled, p, r, p);
        for (int q = 0; q < rank; q++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                Span<T> remainder = remainders.AsSpan(q * n, n);
                BlockKernels.Coefficients(vectors, p, remainder, scratch);
                BlockKernels.Subtract(vectors, p, scratch, remainder);
                for (int i = 0; i < p; i++)
                {
                    for (int j = 0; j < p; j++)
                    {
                        projected[i * p + j] += Numbers<T>.ToDouble(scratch[i]) * couplings[q * p + j];
                    }
                }
            }
        }

        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                projected[i * p + j] = projected[j * p + i] = (projected[i * p + j] + projected[j * p + i]) / 2;
            }
        }

        // Row i of the eigenvectors is that of value i.
        double[] values = DenseEigensolver.Decompose(p, projected);
        var combination = new T[p * p];
        var turned = new double[rank * p];
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                combination[j * p + i] = Numbers<T>.From(projected[i * p + j]);
                for (int q = 0; q < rank; q++)
                {
                    turned[q * p + i] += projected[i * p + j] * couplings[q * p + j];
                }
            }
        }

        ProductKernel.Rotate<T>(vectors, p, n, combination, p);
        return new NearSpace<T>(vectors, remainders, values, turned, scale);
    }

    /// <summary>Whether a shift is so far from all values that what is divided by the distance stays small beside the rest.</summary>
    public bool IsApart(double shift)
    {
        for (int i = 0; i < Count; i++)
        {
            double coupling = 0;
            for (int q = 0; q < _rank; q++)
            {
                coupling = Math.Max(coupling, Math.Abs(_couplings[q * Count + i]));
            }

            double distance = Math.Abs(_values[i] - shift / _scale);
            if (!(distance > 0.01 * coupling && distance > 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>r := P(r − QC(Θ − λ)⁻¹Uᵀr), the right-hand side that is left.</summary>
    /// <param name="r">The right-hand side.</param>
    /// <param name="shift">λ.</param>
    /// <param name="inside">Uᵀr, written.</param>
    public void Reduce(Span<T> r, double shift, double[] inside)
    {
        var scratch = new T[Count];
        BlockKernels.Coefficients(_vectors, Count, r, scratch);
        for (int i = 0; i < Count; i++)
        {
            inside[i] = Numbers<T>.ToDouble(scratch[i]);
        }

        for (int q = 0; q < _rank; q++)
        {
            double sum = 0;
            for (int i = 0; i < Count; i++)
            {
                sum += _couplings[q * Count + i] / (_values[i] - shift / _scale) * inside[i];
            }

            TensorPrimitives.MultiplyAdd(_remainders.AsSpan(q * r.Length, r.Length), Numbers<T>.From(-sum), r, r);
        }

        BlockKernels.Orthogonalize(_vectors, Count, r, scratch);
    }

    /// <summary>C(Θ − λ)⁻¹Cᵀ, in the units of A.</summary>
    public double[] Schur(double shift)
    {
        var schur = new double[_rank * _rank];
        for (int q = 0; q < _rank; q++)
        {
            for (int t = 0; t < _rank; t++)
            {
                for (int i = 0; i < Count; i++)
                {
                    schur[q * _rank + t] += _scale * _couplings[q * Count + i] * _couplings[t * Count + i] / (_values[i] - shift / _scale);
                }
            }
        }

        return schur;
    }

    /// <summary>y −= QC(Θ − λ)⁻¹CᵀQᵀx.</summary>
    public void Subtract(ReadOnlySpan<T> x, Span<T> y, double[] schur)
    {
        Span<double> along = stackalloc double[_rank];
        for (int q = 0; q < _rank; q++)
        {
            along[q] = Numbers<T>.ToDouble(TensorPrimitives.Dot(_remainders.AsSpan(q * x.Length, x.Length), x));
        }

        for (int q = 0; q < _rank; q++)
        {
            double sum = 0;
            for (int t = 0; t < _rank; t++)
            {
                sum += schur[q * _rank + t] * along[t];
            }

            TensorPrimitives.MultiplyAdd(_remainders.AsSpan(q * x.Length, x.Length), Numbers<T>.From(-sum), y, y);
        }
    }

    /// <summary>y −= UUᵀy.</summary>
    public void Project(Span<T> y, Span<T> scratch)
    {
        BlockKernels.Coefficients(_vectors, Count, y, scratch);
        BlockKernels.Subtract(_vectors, Count, scratch, y);
    }

    /// <summary>A bound of ‖y‖/‖z‖ for y = z − U(Θ − λ)⁻¹CᵀQᵀz, which is what an error of z makes of the solution.</summary>
    public double Growth(double shift)
    {
        double sum = 1;
        for (int i = 0; i < Count; i++)
        {
            double coupling = 0;
            for (int q = 0; q < _rank; q++)
            {
                coupling += Math.Abs(_couplings[q * Count + i]);
            }

            double ratio = coupling / (_values[i] - shift / _scale);
            sum += ratio * ratio;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Qᵀx.</summary>
    public double[] Along(ReadOnlySpan<T> x)
    {
        var along = new double[_rank];
        for (int q = 0; q < _rank; q++)
        {
            along[q] = Numbers<T>.ToDouble(TensorPrimitives.Dot(_remainders.AsSpan(q * x.Length, x.Length), x));
        }

        return along;
    }

    /// <summary>solution += U(Θ − λ)⁻¹(Uᵀr − CᵀQᵀz), where z was added to it.</summary>
    public void Complete(Span<T> solution, double[] inside, double[] before, double shift)
    {
        double[] after = Along(solution);
        var coefficients = new T[Count];
        for (int i = 0; i < Count; i++)
        {
            double rest = -inside[i] / _scale;
            for (int q = 0; q < _rank; q++)
            {
                rest += _couplings[q * Count + i] * (after[q] - before[q]);
            }

            coefficients[i] = Numbers<T>.From(rest / (_values[i] - shift / _scale));
        }

        BlockKernels.Subtract(_vectors, Count, coefficients, solution);
    }

    /// <summary>X with XR = B, for the rows of B and upper triangular R.</summary>
    private static double[] DivideByTriangle(double[] b, int rows, double[] r, int p)
    {
        var x = (double[])b.Clone();
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < p; j++)
            {
                double sum = x[row * p + j];
                for (int i = 0; i < j; i++)
                {
                    sum -= x[row * p + i] * r[i * p + j];
                }

                x[row * p + j] = sum / r[j * p + j];
            }
        }

        return x;
    }
}
