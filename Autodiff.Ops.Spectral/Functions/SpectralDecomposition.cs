using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A = VᵀΛV of a dense symmetric matrix, rows of V being the vectors, and how well each eigenvalue is known.</summary>
internal sealed class SpectralDecomposition<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly DenseMatrix<T> _symmetric;
    private DenseMatrix<T>? _magnitudes;

    private SpectralDecomposition(DenseMatrix<T> symmetric)
    {
        _symmetric = symmetric;
        Vectors = (T[])symmetric.Values.Clone();
        Values = DenseEigensolver.Decompose(symmetric.Rows, Vectors);
        int n = Values.Length;
        Norm = Math.Max(Math.Abs(Numbers<T>.ToDouble(Values[0])), Math.Abs(Numbers<T>.ToDouble(Values[n - 1])));
        Rounding = (16 + 2 * Math.Sqrt(n)) * Numbers<T>.Eps;
    }

    /// <summary>The eigenvalues, ascending.</summary>
    public T[] Values { get; }

    /// <summary>The vectors, n rows of n.</summary>
    public T[] Vectors { get; }

    public int Count => Values.Length;

    /// <summary>‖A‖₂.</summary>
    public double Norm { get; }

    /// <summary>The relative error that rounding may make in a decomposition of this size.</summary>
    public double Rounding { get; }

    /// <summary>Decomposes (S + Sᵀ)/2 after the checks every stored matrix gets.</summary>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric.</exception>
    public static SpectralDecomposition<T> Of(DenseMatrix<T> a) => OfSymmetric(Symmetric(a));

    /// <summary>(S + Sᵀ)/2, after the checks.</summary>
    public static DenseMatrix<T> Symmetric(DenseMatrix<T> a)
    {
        Guard.NotNull(a);
        if (a.Rows == 0 && a.Columns == 0)
        {
            throw new ArgumentException("The matrix is 0×0; it has no eigenvalues.", nameof(a));
        }

        return StoredSymmetry.Symmetrize(a, assumeSymmetric: false);
    }

    /// <summary>Decomposes a matrix that is symmetric to the last bit.</summary>
    public static SpectralDecomposition<T> OfSymmetric(DenseMatrix<T> symmetric) => new(symmetric);

    /// <summary>
    /// How far the eigenvalue may be from the true one. Where it is small beside ‖A‖ a graded matrix can know it much
    /// better than ε‖A‖: an eigenvalue lies within ‖Av − λv‖ of λ, and that residual is bounded entry by entry.
    /// </summary>
    public double Width(int p)
    {
        double width = Rounding * Norm;
        if (Math.Abs(Numbers<T>.ToDouble(Values[p])) > width)
        {
            return width;
        }

        int n = Count;
        T[] v = Vectors.AsSpan(p * n, n).ToArray();
        var residual = new T[n];
        var size = new T[n];
        _symmetric.Apply(v, residual);
        TensorPrimitives.MultiplyAdd(v, -Values[p], residual, residual);
        TensorPrimitives.Abs(v, v);
        if (_magnitudes is null)
        {
            _magnitudes = new DenseMatrix<T>(n, n);
            TensorPrimitives.Abs(_symmetric.Values, _magnitudes.Values);
        }

        _magnitudes.Apply(v, size);
        TensorPrimitives.MultiplyAdd(v, T.Abs(Values[p]), size, size);
        double bound = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(residual)) + Rounding * Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(size));
        return double.IsFinite(bound) ? Math.Min(width, bound) : width;
    }

    /// <summary>Throws unless every eigenvalue is above 0 by more than its width.</summary>
    public void RequirePositive(string function, bool allowZero = false)
    {
        for (int p = 0; p < Count; p++)
        {
            double width = Width(p);
            double value = Numbers<T>.ToDouble(Values[p]);
            if (value > width)
            {
                // They ascend, but a graded matrix knows them with widths of their own.
                if (value > Rounding * Norm)
                {
                    return;
                }

                continue;
            }

            if (value < -width || value == 0 && !allowZero)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Eigenvalue {p} of the matrix is {value:G6}; {function} needs a matrix whose eigenvalues are all {(allowZero ? "at least" : "above")} 0."),
                    "a");
            }

            if (!allowZero)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Eigenvalue {p} of the matrix is {value:G6}, which is 0 to working accuracy (±{width:G2}); {function} needs a matrix whose eigenvalues are all above 0."),
                    "a");
            }

            // Zero to working accuracy is taken for zero.
            Values[p] = T.Zero;
        }
    }

    /// <summary>Throws when an eigenvalue is 0 to working accuracy.</summary>
    public void RequireNonzero(string function)
    {
        for (int p = 0; p < Count; p++)
        {
            double value = Numbers<T>.ToDouble(Values[p]);
            double width = Width(p);
            if (!(Math.Abs(value) > width))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Eigenvalue {p} of the matrix is {value:G6}, which is 0 to working accuracy (±{width:G2}); {function} needs a matrix that is not singular."),
                    "a");
            }
        }
    }
}
