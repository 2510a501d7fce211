using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Adds Ā = ½(W Vᴴ + V Wᴴ) to the shadow of a Hermitian operator, without forming it.</summary>
internal static class HermitianOperatorGradient
{
    /// <summary>Throws before any work when the shadow cannot take a gradient.</summary>
    public static void RequireSupported(IHermitianOperator a, IHermitianOperator aAdjoint)
    {
        Guard.NotNull(a);
        Guard.NotNull(aAdjoint);
        switch (a)
        {
            case HermitianMatrix dense when aAdjoint is HermitianMatrix shadow:
                dense.RequireShadow(shadow, nameof(aAdjoint));
                break;
            case HermitianCsrMatrix sparse when aAdjoint is HermitianCsrMatrix shadow:
                sparse.RequireShadow(shadow, nameof(aAdjoint));
                break;
            case not (HermitianMatrix or HermitianCsrMatrix) when aAdjoint is IDifferentiableHermitianOperator:
                break;
            default:
                throw new NotSupportedException(
                    $"The gradient of a Hermitian eigenvalue problem cannot be added to a shadow of type {aAdjoint.GetType()} for an operator of type {a.GetType()}. Mark the type and its Apply [Differentiable], or implement {nameof(IDifferentiableHermitianOperator)}.");
        }
    }

    /// <summary>Adds the gradient of <paramref name="count"/> pairs; rows of v and w hold the vectors.</summary>
    /// <param name="isHermitian">Whether W Vᴴ is Hermitian as it is: the loss looks at eigenvalues only.</param>
    public static void Add(IHermitianOperator a, IHermitianOperator aAdjoint, ReadOnlySpan<double> v, ReadOnlySpan<double> w, int count, bool isHermitian)
    {
        int n = v.Length / count / 2;
        switch (aAdjoint)
        {
            case HermitianMatrix dense:
                AddDense(ComplexRows.Reals(dense.Values.AsSpan()), n, v, w, count);
                break;
            case HermitianCsrMatrix sparse:
                AddSparse(sparse, v, w, count);
                break;
            case IDifferentiableHermitianOperator general:
                // θ̄ += Σ Vjp of Apply(θ, vᵢ) for the seed wᵢ; the adjoint of vᵢ is no one's. A stored matrix in θ is read
                // as Hermitian, and so half of the seed and the vector change places.
                var unused = new Complex[n];
                var seed = new double[2 * n];
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<Complex> vector = ComplexRows.Complexes(v.Slice(2 * i * n, 2 * n));
                    TensorPrimitives.Multiply(w.Slice(2 * i * n, 2 * n), isHermitian ? 1 : 0.5, seed);
                    ReadOnlySpan<Complex> seeds = ComplexRows.Complexes(seed.AsSpan());
                    general.ApplyVjp(a, vector, seeds, unused);
                    if (!isHermitian)
                    {
                        general.ApplyVjp(a, seeds, vector, unused);
                    }
                }

                break;
        }
    }

    /// <summary>
    /// The real part is symmetric and the imaginary one antisymmetric: each is the lower triangle of one real product of
    /// the planes of V and W.
    /// </summary>
    private static void AddDense(Span<double> target, int n, ReadOnlySpan<double> v, ReadOnlySpan<double> w, int count)
    {
        // Re: Wx, Wy, Vx, Vy with Vx, Vy, Wx, Wy. Im: Wy, −Wx, Vy, −Vx with the same. Of all pairs WVᴴ is Hermitian by itself.
        int part = count * n;
        int planes = count == n ? 2 : 4;
        var left = new double[planes * part];
        var turned = new double[left.Length];
        var right = new double[left.Length];
        Split(w, left.AsSpan(0, part), left.AsSpan(part, part));
        Split(v, right.AsSpan(0, part), right.AsSpan(part, part));
        if (planes == 4)
        {
            right.AsSpan(0, 2 * part).CopyTo(left.AsSpan(2 * part));
            left.AsSpan(0, 2 * part).CopyTo(right.AsSpan(2 * part));
        }

        for (int plane = 0; plane < planes; plane += 2)
        {
            left.AsSpan((plane + 1) * part, part).CopyTo(turned.AsSpan(plane * part));
            TensorPrimitives.Negate(left.AsSpan(plane * part, part), turned.AsSpan((plane + 1) * part, part));
        }

        double scale = planes == 4 ? 0.5 : 1;
        var re = new double[n * n];
        var im = new double[n * n];
        ProductKernel.AddLowerTransposedProduct<double>(n, planes * count, scale, left, n, right, n, re, n);
        ProductKernel.AddLowerTransposedProduct<double>(n, planes * count, scale, turned, n, right, n, im, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                target[2 * (i * n + j)] += re[i * n + j];
                target[2 * (i * n + j) + 1] += im[i * n + j];
                target[2 * (j * n + i)] += re[i * n + j];
                target[2 * (j * n + i) + 1] -= im[i * n + j];
            }

            target[2 * (i * n + i)] += re[i * n + i];
        }
    }

    private static void Split(ReadOnlySpan<double> interleaved, Span<double> re, Span<double> im)
    {
        for (int i = 0; i < re.Length; i++)
        {
            (re[i], im[i]) = (interleaved[2 * i], interleaved[2 * i + 1]);
        }
    }

    /// <summary>At the stored places alone: one real product of the rows of (W, V) and (V, W), and one with i·(V, W).</summary>
    private static void AddSparse(HermitianCsrMatrix target, ReadOnlySpan<double> v, ReadOnlySpan<double> w, int count)
    {
        int n = target.Dimension;
        int width = 4 * count;
        var left = new double[checked(n * width)];
        var right = new double[left.Length];
        var turned = new double[left.Length];
        for (int c = 0; c < count; c++)
        {
            for (int i = 0; i < n; i++)
            {
                int from = 2 * (c * n + i);
                int to = i * width + 2 * c;
                (left[to], left[to + 1]) = (w[from], w[from + 1]);
                (left[to + 2 * count], left[to + 2 * count + 1]) = (v[from], v[from + 1]);
                (right[to], right[to + 1]) = (v[from], v[from + 1]);
                (right[to + 2 * count], right[to + 2 * count + 1]) = (w[from], w[from + 1]);
            }
        }

        // Im(w·conj(v)) is the real product of w and i·v.
        ComplexRows.TimesI(right, turned);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = left.AsSpan(i * width, width);
            for (int p = target.RowPointers[i]; p < target.RowPointers[i + 1]; p++)
            {
                int at = target.ColumnIndices[p] * width;
                double re = TensorPrimitives.Dot(row, right.AsSpan(at, width));
                double im = TensorPrimitives.Dot(row, turned.AsSpan(at, width));
                target.Values[p] += new Complex(re / 2, im / 2);
            }
        }
    }
}
