using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// All min(m, n) singular triplets of a dense matrix. The eigenvectors of the smaller Gram matrix make the rows nearly
/// orthogonal, and one-sided Jacobi sweeps the rest: small singular values keep the digits that squaring loses.
/// </summary>
internal sealed class DenseSvd<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly DenseMatrix<T> _a;

    private DenseSvd(DenseMatrix<T> a, T[] values, T[] left, T[] right)
    {
        _a = a;
        Values = values;
        Left = left;
        Right = right;
        Rounding = (16 + 2 * Math.Sqrt(Math.Max(a.Rows, a.Columns))) * Numbers<T>.Eps;
        Norm = Numbers<T>.ToDouble(values[0]);
    }

    /// <summary>The singular values, descending.</summary>
    public T[] Values { get; }

    /// <summary>The left vectors, r rows of m.</summary>
    public T[] Left { get; }

    /// <summary>The right vectors, r rows of n.</summary>
    public T[] Right { get; }

    public int Count => Values.Length;

    /// <summary>‖A‖₂.</summary>
    public double Norm { get; }

    /// <summary>The relative error that rounding may make in a decomposition of this size.</summary>
    public double Rounding { get; }

    /// <summary>Decomposes a matrix that is not empty and has only finite numbers.</summary>
    public static DenseSvd<T> Of(DenseMatrix<T> a)
    {
        bool isTall = a.Rows >= a.Columns;
        int count = isTall ? a.Columns : a.Rows;
        int length = isTall ? a.Rows : a.Columns;

        // The short side's lines, one a row, scaled so that no square overflows.
        var lines = new T[(long)count * length];
        var columns = new T[lines.Length];
        T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(a.Values));
        int exponent = T.IsZero(largest) ? 0 : Math.Max(T.ILogB(largest), Numbers<T>.Eps < 1e-10 ? -1000 : -120); // 2^−exponent is to be a number itself.
        TensorPrimitives.ScaleB<T>(a.Values, -exponent, isTall ? columns : lines);
        ProductKernel.Transpose<T>(isTall ? length : count, isTall ? count : length, isTall ? columns : lines, isTall ? lines : columns);
        var q = new T[(long)count * count];
        ProductKernel.AddLowerTransposedProduct<T>(count, length, T.One, columns, count, columns, count, q, count);
        DenseEigensolver.Decompose(count, q);
        for (int i = 0; i < count / 2; i++)
        {
            // Descending.
            Span<T> first = q.AsSpan(i * count, count);
            Span<T> last = q.AsSpan((count - 1 - i) * count, count);
            for (int j = 0; j < count; j++)
            {
                (first[j], last[j]) = (last[j], first[j]);
            }
        }

        var combination = new T[q.Length];
        ProductKernel.Transpose<T>(count, count, q, combination);
        var w = columns;
        Array.Clear(w);
        ProductKernel.AddTransposedProduct<T>(count, length, count, combination, count, lines, length, w, length);
        (T[] values, T[] unit, T[] other) = Finish(count, w, length, q, count);
        TensorPrimitives.ScaleB<T>(values, exponent, values);
        return new DenseSvd<T>(a, values, isTall ? unit : other, isTall ? other : unit);
    }

    /// <summary>Singular values and unit vectors of rows W = Q·(matrix), sorted; what has no direction gets one.</summary>
    /// <exception cref="ArithmeticException">The sweeps did not converge.</exception>
    public static (T[] Values, T[] Unit, T[] Other) Finish(int count, T[] w, int length, T[] q, int width)
    {
        if (!OneSidedJacobi.Orthogonalize(count, w, length, q, width))
        {
            throw new ArithmeticException("The Jacobi sweeps of the singular value decomposition did not converge.");
        }

        var keys = new double[count];
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = -Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(w.AsSpan(i * length, length)));
            order[i] = i;
        }

        Array.Sort(keys, order);
        var values = new T[count];
        var unit = new T[w.Length];
        var other = new T[q.Length];
        double negligible = Math.Sqrt(Numbers<T>.ToDouble(OneSidedJacobi.Negligible<T>()));
        var completion = new Completion<T>(length);
        for (int i = 0; i < count; i++)
        {
            Span<T> row = unit.AsSpan(i * length, length);
            q.AsSpan(order[i] * width, width).CopyTo(other.AsSpan(i * width));
            if (-keys[i] > negligible)
            {
                values[i] = TensorPrimitives.Norm<T>(w.AsSpan(order[i] * length, length));
                TensorPrimitives.Divide(w.AsSpan(order[i] * length, length), values[i], row);
            }
            else
            {
                completion.Fill(unit, i);
            }
        }

        return (values, unit, other);
    }

    /// <summary>
    /// How far the singular value may be from the true one: ε‖A‖, or where it is below that the residuals of its triplet
    /// with their rounding bounded entry by entry, which a graded matrix keeps small.
    /// </summary>
    public double Width(int i)
    {
        double width = Rounding * Norm;
        double value = Numbers<T>.ToDouble(Values[i]);
        if (value > width || value == 0)
        {
            return width;
        }

        int m = _a.Rows;
        int n = _a.Columns;
        T[] u = Left.AsSpan(i * m, m).ToArray();
        T[] v = Right.AsSpan(i * n, n).ToArray();
        var magnitudes = new T[n];
        var bottom = new T[n];
        var bottomSize = new T[n];
        double sum = 0;
        for (int r = 0; r < m; r++)
        {
            ReadOnlySpan<T> row = _a.Row(r);
            TensorPrimitives.MultiplyAdd(row, u[r], bottom, bottom);
            TensorPrimitives.Abs(row, magnitudes);
            TensorPrimitives.MultiplyAdd(magnitudes, T.Abs(u[r]), bottomSize, bottomSize);
            TensorPrimitives.Multiply(magnitudes, v, magnitudes);
            double top = Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(row, v) - Values[i] * u[r]));
            sum = double.Hypot(sum, top + Rounding * Numbers<T>.ToDouble(TensorPrimitives.SumOfMagnitudes<T>(magnitudes)));
        }

        TensorPrimitives.MultiplyAdd(v, -Values[i], bottom, bottom);
        sum = double.Hypot(sum, Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(bottom)) + Rounding * Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(bottomSize)));
        return double.IsFinite(sum) ? Math.Min(width, sum) : width;
    }
}
