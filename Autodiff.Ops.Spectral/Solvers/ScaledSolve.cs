using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Solves for a sparse matrix whose squares would overflow or vanish: times a power of two, which rounds nothing.</summary>
internal static class ScaledSolve
{
    /// <summary>The solve of the matrix that is not too large or too small.</summary>
    public delegate EigenPairs<T> Solver<T>(CsrMatrix<T> a, EigenTarget target, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>;

    /// <summary>Solves where the scale is extreme.</summary>
    public static bool TrySolve<T>(CsrMatrix<T> a, EigenTarget target, Solver<T> solve, [NotNullWhen(true)] out EigenPairs<T>? pairs, [NotNullWhen(true)] out EigshResidual<T>? residual)
        where T : IFloatingPointIeee754<T>
    {
        pairs = null;
        residual = null;
        T largest = a.NonZeroCount == 0 ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude<T>(a.Values));
        int exponent = T.IsZero(largest) ? 0 : T.ILogB(largest);
        if (Math.Abs(exponent) <= (Numbers<T>.Eps < 1e-10 ? 300 : 30))
        {
            return false;
        }

        var values = new T[a.NonZeroCount];
        TensorPrimitives.ScaleB<T>(a.Values, -exponent, values);
        CsrMatrix<T> scaled = CsrMatrix<T>.Adopt(a.Rows, a.Columns, new CsrPattern(a.RowPointers, a.ColumnIndices), values);
        EigenTarget near = target.Kind == TargetKind.Nearest ? EigenTarget.NearestTo(Math.ScaleB(target.Sigma, -exponent)) : target;
        EigenPairs<T> found = solve(scaled, near, out _);
        var eigenvalues = new T[found.Count];
        TensorPrimitives.ScaleB<T>(found.Values, exponent, eigenvalues);
        EigenReport report = found.Report with
        {
            Residuals = [.. found.Report.Residuals.Select(r => Math.ScaleB(r, exponent))],
            Norm = Math.ScaleB(found.Report.Norm, exponent),
            SmallestGap = Math.ScaleB(found.Report.SmallestGap, exponent),
            GuardValues = [.. found.Report.GuardValues.Select(v => Math.ScaleB(v, exponent))],
            Shift = found.Report.Shift is { } shift ? Math.ScaleB(shift, exponent) : null,
        };
        pairs = new EigenPairs<T>(eigenvalues, found.Vectors, a.Rows, report);
        residual = new EigshResidual<T>(a, (T[])eigenvalues.Clone(), (T[])found.Vectors.Clone(), report);
        return true;
    }
}
