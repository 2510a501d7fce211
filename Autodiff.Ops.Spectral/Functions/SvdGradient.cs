using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The gradient of singular triplets, as eigenvectors (uᵢ, vᵢ)/√2 of −[0 A; Aᵀ 0]. With P = UᵀŪ, Q = VᵀV̄ and all
/// min(m, n) triplets Ā = U M Vᵀ + (I − UUᵀ)Ū Σ⁻¹Vᵀ + UΣ⁻¹ V̄ᵀ(I − VVᵀ), where
/// M_ij = ½(S_ij − S_ji)/(σ_j − σ_i) + ½(D_ij − D_ji)/(σ_i + σ_j) with S = P + Q, D = P − Q, and M_ii = σ̄ᵢ: the usual
/// quotients by σ_j² − σ_i² (Papadopoulo and Lourakis, 2000) taken apart, so that each cancels, or is refused, alone.
/// </summary>
internal static class SvdGradient
{
    /// <summary>Adds the gradient of the result's triplets.</summary>
    public static void Add<T>(SvdResidual<T> residual, SingularTriplets<T> adjoint, EigshOptions options, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        try
        {
            if (residual.All is { } all)
            {
                Closed(all, adjoint, options, aAdjoint);
            }
            else
            {
                Adjoint(residual.Augmented!, residual.Exponent, adjoint, options, aAdjoint);
            }
        }
        catch (DegenerateGradientException exception) when (!exception.Message.Contains("singular value", StringComparison.Ordinal))
        {
            throw new DegenerateGradientException($"Of singular values, which are eigenvalues of −[0 A; Aᵀ 0] but for their sign: {exception.Message}", exception.Indices);
        }
    }

    /// <summary>The triplets as pairs of −[0 A; Aᵀ 0], in the same order.</summary>
    public static EigshResidual<T> Pairs<T>(ISymmetricOperator<T> augmented, T[] values, T[] left, T[] right, EigenReport report)
        where T : IFloatingPointIeee754<T>
        => new(augmented, Array.ConvertAll(values, value => -value), Join(left, right, values.Length, values.Length, Numbers<T>.From(Math.Sqrt(0.5))), report);

    /// <summary>Rows (lᵢ, rᵢ)·scale, zeros where there are fewer than <paramref name="count"/>.</summary>
    private static T[] Join<T>(T[] left, T[] right, int given, int count, T scale)
        where T : IFloatingPointIeee754<T>
    {
        int m = left.Length / given;
        int n = right.Length / given;
        var joined = new T[(long)count * (m + n)];
        for (int i = 0; i < given; i++)
        {
            Span<T> row = joined.AsSpan(i * (m + n), m + n);
            TensorPrimitives.Multiply(left.AsSpan(i * m, m), scale, row[..m]);
            TensorPrimitives.Multiply(right.AsSpan(i * n, n), scale, row[m..]);
        }

        return joined;
    }

    /// <summary>The incoming adjoints as those of pairs of −[0 A; Aᵀ 0]; values of zero take no part.</summary>
    private static EigenPairs<T> Joined<T>(SingularTriplets<T> adjoint, int count, EigenReport report, bool[] isZero)
        where T : IFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (int i = 0; i < adjoint.Count; i++)
        {
            values[i] = isZero[i] ? T.Zero : -adjoint.Values[i];
        }

        T[] vectors = Join(adjoint.Left, adjoint.Right, adjoint.Count, count, Numbers<T>.From(Math.Sqrt(2)));
        return new EigenPairs<T>(values, vectors, adjoint.Rows + adjoint.Columns, report);
    }

    private static void Adjoint<T>(EigshResidual<T> forward, int exponent, SingularTriplets<T> adjoint, EigshOptions options, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        int k = adjoint.Count;
        int m = adjoint.Rows;
        int n = adjoint.Columns;
        double rounding = (16 + 2 * Math.Sqrt(m + n)) * Numbers<T>.Eps * forward.Report.Norm;
        bool[] isZero = [.. Enumerable.Range(0, k).Select(i => -Numbers<T>.ToDouble(forward.Values[i]) <= Math.Max(rounding, 16 * forward.Report.Residuals[i]))];
        bool isKink = RequireSmooth(adjoint, isZero, options);
        EigenPairs<T> pairs = Joined(adjoint, k, forward.Report, isZero);
        EigenGradientReport? seen = null;
        T[]? weights = EigshGradient.Weights(forward, pairs, options.GradientReport is null ? options : options with { GradientReport = new Kept(report => seen = report) });
        if (weights is null)
        {
            options.GradientReport?.Report(seen! with { IsSubgradient = isKink || seen.IsSubgradient });
            return;
        }

        if (exponent != 0)
        {
            Rescale(weights, forward.Vectors, pairs.Values, exponent);
        }

        // −½(W Xᵀ + X Wᵀ), its upper right block and the transpose of its lower left one.
        TensorPrimitives.Negate(weights, weights);
        var wLeft = new T[(long)k * m];
        var wRight = new T[(long)k * n];
        var xLeft = new T[(long)k * m];
        var xRight = new T[(long)k * n];
        for (int i = 0; i < k; i++)
        {
            weights.AsSpan(i * (m + n), m).CopyTo(wLeft.AsSpan(i * m));
            weights.AsSpan(i * (m + n) + m, n).CopyTo(wRight.AsSpan(i * n));
            forward.Vectors.AsSpan(i * (m + n), m).CopyTo(xLeft.AsSpan(i * m));
            forward.Vectors.AsSpan(i * (m + n) + m, n).CopyTo(xRight.AsSpan(i * n));
        }

        MatrixGradient.Add(aAdjoint, m, n, wLeft, xRight, k);
        MatrixGradient.Add(aAdjoint, m, n, xLeft, wRight, k);
        if (seen is not null)
        {
            // Twice a block of what is bounded, which holds that block and its transpose; values have no scale.
            bool hasValues = pairs.Values.AsSpan().ContainsAnyExcept(T.Zero);
            bool hasVectors = pairs.Vectors.AsSpan().ContainsAnyExcept(T.Zero);
            double scale = Math.Max(hasValues ? 1 : 0, hasVectors ? Math.ScaleB(1, -exponent) : 0);
            options.GradientReport!.Report(seen with
            {
                IsSubgradient = isKink || seen.IsSubgradient,
                ErrorBound = Math.Sqrt(2) * scale * seen.ErrorBound,
                GradientNorm = SvdCertificate.Norm([.. wLeft, .. xLeft], m, [.. xRight, .. wRight], n),
            });
        }
    }

    /// <summary>
    /// The pairs are those of the matrix times 2^(−exponent): what adjoints of vectors weigh goes with the inverse of that
    /// scale, what adjoints of values weigh, λ̄ᵢxᵢ, does not.
    /// </summary>
    private static void Rescale<T>(T[] weights, T[] vectors, T[] valueAdjoints, int exponent)
        where T : IFloatingPointIeee754<T>
    {
        int n = vectors.Length / valueAdjoints.Length;
        T rounding = T.CreateChecked(4) * Numbers<T>.Epsilon;
        for (int at = 0; at < weights.Length; at++)
        {
            T byValue = valueAdjoints[at / n] * vectors[at];
            T byVector = weights[at] - byValue;
            weights[at] = byValue + (T.Abs(byVector) <= rounding * T.Abs(byValue) ? T.Zero : T.ScaleB(byVector, -exponent));
        }
    }

    private static void Closed<T>(DenseSvd<T> all, SingularTriplets<T> adjoint, EigshOptions options, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        int r = all.Count;
        int k = adjoint.Count;
        int m = adjoint.Rows;
        int n = adjoint.Columns;
        var report = new EigenReport
        {
            Method = EigshMethod.Dense,
            Residuals = [.. Enumerable.Repeat(Numbers<T>.Eps * all.Norm, r)],
            Norm = all.Norm,
            SmallestGap = 0,
            Converged = true,
        };
        double[] widths = [.. Enumerable.Range(0, r).Select(all.Width)];
        bool[] isZero = [.. Enumerable.Range(0, r).Select(i => Numbers<T>.ToDouble(all.Values[i]) <= widths[i])];
        bool isKink = RequireSmooth(adjoint, isZero, options);

        // P and Q, r × k.
        bool hasVectors = adjoint.Left.AsSpan().ContainsAnyExcept(T.Zero) || adjoint.Right.AsSpan().ContainsAnyExcept(T.Zero);
        bool hasValues = adjoint.Values.AsSpan().ContainsAnyExcept(T.Zero);
        var gradientReport = new EigenGradientReport { Rule = GradientRule.ClosedForm, IsSubgradient = isKink, Residuals = new double[k] };
        if (!hasVectors && !hasValues)
        {
            options.GradientReport?.Report(gradientReport);
            return;
        }

        T[] both = [.. adjoint.Left, .. adjoint.Right];
        int exponent = hasVectors && TensorPrimitives.IsFiniteAll<T>(both) && TensorPrimitives.IsFiniteAll<T>(adjoint.Values) ? AdjointScale.Of<T>(adjoint.Values, both) : 0;
        if (exponent != 0)
        {
            SingularTriplets<T> given = adjoint;
            adjoint = given.CreateShadow();
            TensorPrimitives.ScaleB(given.Values, -exponent, adjoint.Values);
            TensorPrimitives.ScaleB(given.Left, -exponent, adjoint.Left);
            TensorPrimitives.ScaleB(given.Right, -exponent, adjoint.Right);
            options = AdjointScale.Unscaling(options, exponent);
        }

        T[] p = Products(all.Left, r, adjoint.Left, k, m, hasVectors);
        T[] q = Products(all.Right, r, adjoint.Right, k, n, hasVectors);
        bool finite = TensorPrimitives.IsFiniteAll<T>(adjoint.Values) && TensorPrimitives.IsFiniteAll<T>(p) && TensorPrimitives.IsFiniteAll<T>(q);
        var x = new T[(long)r * n];
        if (!finite)
        {
            Array.Fill(x, T.NaN);
            MatrixGradient.Add(aAdjoint, m, n, all.Left, x, r);
            options.GradientReport?.Report(gradientReport with { ErrorBound = double.NaN });
            return;
        }

        // S = P + Q, with zeros for the triplets that have no adjoint.
        var s = new T[(long)r * r];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < k; j++)
            {
                s[i * r + j] = p[i * k + j] + q[i * k + j];
            }
        }

        // No product is made with the operator: all pairs are there.
        EigshResidual<T> forward = Pairs(aAdjoint, all.Values, all.Left, all.Right, report);
        EigenPairs<T> joined = Joined(adjoint, r, report, isZero);
        var clusters = new ClusterAnalysis<T>(forward, joined, s, options);
        SvdCertificate<T>? certificate = options.GradientReport is null ? null : new SvdCertificate<T>(all, forward, clusters, joined, s, p, q, adjoint);
        T[] inside = clusters.InsideCoefficients();
        EigenGradientReport? bounded = certificate?.Complete(gradientReport, inside, options.Degeneracy.Width);
        T[] middle = Middle(all, adjoint, clusters, inside, p, q, widths, isZero, options.Degeneracy.Width);

        // Σ_i u_i (Σ_j M_ij v_j)ᵀ, M being transposed here.
        ProductKernel.AddTransposedProduct<T>(r, n, r, middle, r, all.Right, n, x, n);
        if (hasVectors && n > r)
        {
            Outside(all.Right, adjoint.Right, q, all, clusters, widths, n, k, x, options.Degeneracy.Width);
        }

        double norm = BlockKernels.Norm<T>(x);
        TensorPrimitives.ScaleB(x, exponent, x);
        MatrixGradient.Add(aAdjoint, m, n, all.Left, x, r);
        if (hasVectors && m > r)
        {
            var y = new T[(long)r * m];
            Outside(all.Left, adjoint.Left, p, all, clusters, widths, m, k, y, options.Degeneracy.Width);
            norm = double.Hypot(norm, BlockKernels.Norm<T>(y));
            TensorPrimitives.ScaleB(y, exponent, y);
            MatrixGradient.Add(aAdjoint, m, n, y, all.Right, r);
        }

        options.GradientReport?.Report(bounded! with
        {
            SmallestGap = SmallestGap(all.Values),
            IsSubgradient = isKink || clusters.IsSubgradient,
            Clusters = clusters.Groups,
            GradientNorm = norm,
        });
    }

    /// <summary>Mᵀ, r × r.</summary>
    private static T[] Middle<T>(DenseSvd<T> all, SingularTriplets<T> adjoint, ClusterAnalysis<T> clusters, T[] inside, T[] p, T[] q, double[] widths, bool[] isZero, double broadening)
        where T : IFloatingPointIeee754<T>
    {
        int r = all.Count;
        int k = adjoint.Count;
        double Difference(int i, int j) => j < k ? Numbers<T>.ToDouble(p[i * k + j]) - Numbers<T>.ToDouble(q[i * k + j]) : 0;
        var middle = new T[(long)r * r];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double numerator = Difference(i, j) - Difference(j, i);
                double sum = Numbers<T>.ToDouble(all.Values[i]) + Numbers<T>.ToDouble(all.Values[j]);
                double coefficient = 0;
                if (broadening > 0 || sum > widths[i])
                {
                    coefficient = numerator == 0 ? 0 : ClusterAnalysis<T>.Divide(numerator, sum, broadening) / 2;
                }
                else if (Math.Abs(numerator) > 2 * clusters.Noise)
                {
                    throw Refuse(all, [j, i], "the loss depends on the choice of bases of their two spaces");
                }

                T symmetric = -inside[i * r + j];
                middle[j * r + i] = symmetric + Numbers<T>.From(coefficient);
                middle[i * r + j] = symmetric - Numbers<T>.From(coefficient);
            }

            middle[i * r + i] = i < k && !isZero[i] ? adjoint.Values[i] : T.Zero;
        }

        return middle;
    }

    /// <summary>Adds the rows σ_j⁻¹ (I − BBᵀ) b̄_j, for one side's basis B.</summary>
    private static void Outside<T>(T[] basis, T[] adjoint, T[] products, DenseSvd<T> all, ClusterAnalysis<T> clusters, double[] widths, int length, int k, T[] target, double broadening)
        where T : IFloatingPointIeee754<T>
    {
        int r = all.Count;

        // (I − BBᵀ)B̄ by one product, and once more for what rounding left.
        var rest = (T[])adjoint.Clone();
        var negated = new T[products.Length];
        TensorPrimitives.Negate(products, negated);
        ProductKernel.AddTransposedProduct<T>(k, length, r, negated, k, basis, length, rest, length);
        T[] again = Products(basis, r, rest, k, length, hasVectors: true);
        TensorPrimitives.Negate(again, again);
        ProductKernel.AddTransposedProduct<T>(k, length, r, again, k, basis, length, rest, length);
        for (int j = 0; j < k; j++)
        {
            Span<T> row = rest.AsSpan(j * length, length);
            double sigma = Numbers<T>.ToDouble(all.Values[j]);
            if (Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(row)) <= clusters.Noise)
            {
                continue;
            }

            if (sigma <= widths[j] && broadening == 0)
            {
                throw Refuse(all, [j], "the loss looks at its vector, which is an arbitrary one of the null space");
            }

            Span<T> to = target.AsSpan(j * length, length);
            TensorPrimitives.MultiplyAdd(row, Numbers<T>.From(ClusterAnalysis<T>.Divide(1, sigma, broadening)), to, to);
        }
    }

    /// <summary>B C ᵀ for rows of length <paramref name="length"/>: r × k.</summary>
    private static T[] Products<T>(T[] b, int r, T[] c, int k, int length, bool hasVectors)
        where T : IFloatingPointIeee754<T>
    {
        var products = new T[(long)r * k];
        if (hasVectors)
        {
            var bt = new T[b.Length];
            var ct = new T[c.Length];
            ProductKernel.Transpose<T>(r, length, b, bt);
            ProductKernel.Transpose<T>(k, length, c, ct);
            ProductKernel.AddTransposedProduct<T>(r, k, length, bt, r, ct, k, products, k);
        }

        return products;
    }

    /// <summary>|σ| has a kink at 0; of its Clarke subgradients there the smallest, 0, is taken.</summary>
    private static bool RequireSmooth<T>(SingularTriplets<T> adjoint, bool[] isZero, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < adjoint.Count; i++)
        {
            if (isZero[i] && !T.IsZero(adjoint.Values[i]))
            {
                return options.Degeneracy.IsStrict
                    ? throw new DegenerateGradientException($"There is no gradient: singular value {i} is 0 to working accuracy, where it has a kink; DegeneracyPolicy.Default returns a Clarke subgradient.", [i])
                    : true;
            }
        }

        return false;
    }

    private static double SmallestGap<T>(T[] descending)
        where T : IFloatingPointIeee754<T>
    {
        double gap = double.PositiveInfinity;
        for (int i = 1; i < descending.Length; i++)
        {
            gap = Math.Min(gap, Numbers<T>.ToDouble(descending[i - 1]) - Numbers<T>.ToDouble(descending[i]));
        }

        return gap;
    }

    private static DegenerateGradientException Refuse<T>(DenseSvd<T> all, int[] indices, string reason)
        where T : IFloatingPointIeee754<T>
        => new(
            string.Create(CultureInfo.InvariantCulture, $"There is no gradient: singular value{(indices.Length > 1 ? "s" : "")} {string.Join(", ", indices)} ({string.Join(", ", indices.Select(i => Numbers<T>.ToDouble(all.Values[i]).ToString("G6", CultureInfo.InvariantCulture)))}) {(indices.Length > 1 ? "are" : "is")} 0 to working accuracy, and {reason}."),
            indices);

    private sealed class Kept(Action<EigenGradientReport> keep) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => keep(value);
    }
}
