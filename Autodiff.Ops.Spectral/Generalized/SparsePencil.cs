using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A − σM for sparse A and M on the union of their patterns: (L⁻¹AL⁻ᵀ − σ)⁻¹ = Lᵀ(A − σM)⁻¹L, and as M is positive
/// definite the negative pivots of A − σM count the eigenvalues below σ (Sylvester's law of inertia). Both are scaled as
/// the factor of M is.
/// </summary>
internal sealed class SparsePencil<T> : IShiftedSystem<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly SparseMass<T> _mass;
    private readonly SymbolicFactorization _symbolic;
    private readonly T[] _a;
    private readonly T[] _m;

    // At least ‖M⁻¹‖.
    private readonly double _inverseNorm;

    private SparsePencil(SparseMass<T> mass, SymbolicFactorization symbolic, T[] a, T[] m, SpectrumBounds bounds, double inverseNorm)
    {
        _mass = mass;
        _symbolic = symbolic;
        _a = a;
        _m = m;
        Bounds = bounds;
        _inverseNorm = inverseNorm;
    }

    public int Dimension => _mass.Dimension;

    /// <summary>Where the eigenvalues lie at most.</summary>
    public SpectrumBounds Bounds { get; }

    /// <summary>The pencil; <see langword="null"/> where M is so near to a singular one that nothing could be counted.</summary>
    /// <param name="a">Symmetric to the last bit, and finite.</param>
    public static SparsePencil<T>? Create(CsrMatrix<T> a, SparseMass<T> mass, CancellationToken cancellation)
    {
        double least = mass.LeastEigenvalue(cancellation);
        if (!(least > 0))
        {
            return null;
        }

        CsrMatrix<T> scaled = mass.Scale(a);
        CsrMatrix<T> m = mass.Scaled;
        if (!TensorPrimitives.IsFiniteAll<T>(scaled.Values))
        {
            return null;
        }

        // Rayleigh quotients xᵀAx/xᵀMx lie between the bounds of A, divided by those of M that make them wider.
        SpectrumBounds ofA = SpectrumBounds.Of(scaled);
        double most = SpectrumBounds.Of(m).High;
        var bounds = new SpectrumBounds(
            ofA.Low / (ofA.Low < 0 ? least : most),
            ofA.High / (ofA.High > 0 ? least : most),
            ofA.Norm / most);
        if (!double.IsFinite(bounds.Low) || !double.IsFinite(bounds.High))
        {
            return null;
        }

        (int[] rowPointers, int[] columns, T[] aValues, T[] mValues) = Union(scaled, m);
        SymbolicFactorization symbolic = SymbolicFactorization.Analyze(rowPointers, columns, double.PositiveInfinity, double.PositiveInfinity, cancellation)!;
        return new SparsePencil<T>(mass, symbolic, aValues, mValues, bounds, 1 / least);
    }

    public IShiftedFactor<T> Factor(double shift, CancellationToken cancellation, IShiftedFactor<T>? outworn)
        => new Shifted(LdltFactor<T>.Factor(_symbolic, At(shift), 0, cancellation, (outworn as Shifted)?.Inner), _mass, shift, _inverseNorm);

    public IShiftedFactor<T> Count(double shift, CancellationToken cancellation)
        => new Shifted(LdltFactor<T>.Count(_symbolic, At(shift), 0, cancellation), _mass, shift, _inverseNorm);

    private T[] At(double shift)
    {
        var values = new T[_a.Length];
        TensorPrimitives.MultiplyAdd(_m, Numbers<T>.From(-shift), _a, values);
        return values;
    }

    private static (int[] RowPointers, int[] Columns, T[] A, T[] M) Union(CsrMatrix<T> a, CsrMatrix<T> m)
    {
        int n = a.Rows;
        var rowPointers = new int[n + 1];
        int most = checked(a.NonZeroCount + m.NonZeroCount);
        var columns = new int[most];
        var aValues = new T[most];
        var mValues = new T[most];
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            int p = a.RowPointers[i];
            int q = m.RowPointers[i];
            while (p < a.RowPointers[i + 1] || q < m.RowPointers[i + 1])
            {
                int ofA = p < a.RowPointers[i + 1] ? a.ColumnIndices[p] : n;
                int ofM = q < m.RowPointers[i + 1] ? m.ColumnIndices[q] : n;
                columns[next] = Math.Min(ofA, ofM);
                aValues[next] = ofA <= ofM ? a.Values[p++] : T.Zero;
                mValues[next++] = ofM <= ofA ? m.Values[q++] : T.Zero;
            }

            rowPointers[i + 1] = next;
        }

        return (rowPointers, columns[..next], aValues[..next], mValues[..next]);
    }

    private sealed class Shifted(LdltFactor<T> factor, SparseMass<T> mass, double shift, double inverseNorm) : IShiftedFactor<T>
    {
        public LdltFactor<T> Inner => factor;

        public int Dimension => factor.Dimension;

        public double Shift => shift;

        public double Unit => factor.Unit;

        public int NegativeCount => factor.NegativeCount;

        public int PositiveCount => factor.PositiveCount;

        public int ZeroCount => factor.ZeroCount;

        public double ErrorBound => factor.ErrorBound * inverseNorm;

        public long EntryCount => factor.EntryCount;

        public void SolveInUnits(Span<T> x, int count)
        {
            mass.Factor.MultiplyLower(x, count);
            factor.SolveInUnits(x, count);
            mass.Factor.MultiplyUpper(x, count);
        }
    }
}
