using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The weights W = V(diag(λ̄) + K) + Y of the reverse rule of A V = V Λ (Magnus, 1985, for single pairs). Writing
/// S = VᵀV̄: K_ij = ½(S_ij − S_ji)/(λ_j − λ_i) inside the computed space, (A − λ_j) Y_j = −(I − VVᵀ)V̄_j outside of it.
/// </summary>
internal static class EigshGradient
{
    /// <summary>W, k rows of n; <see langword="null"/> when every adjoint is zero.</summary>
    /// <param name="forward">The forward solve.</param>
    /// <param name="adjoint">λ̄ and V̄.</param>
    /// <param name="options">Its options.</param>
    /// <param name="outside">What finds the part outside, where the operator's products are not to.</param>
    public static T[]? Weights<T>(EigshResidual<T> forward, EigenPairs<T> adjoint, EigshOptions options, IOutside<T>? outside = null)
        where T : IFloatingPointIeee754<T>
    {
        int k = adjoint.Count;
        int n = adjoint.Dimension;
        bool hasVectors = adjoint.Vectors.AsSpan().ContainsAnyExcept(T.Zero);
        bool hasValues = adjoint.Values.AsSpan().ContainsAnyExcept(T.Zero);
        bool finite = TensorPrimitives.IsFiniteAll<T>(adjoint.Vectors) && TensorPrimitives.IsFiniteAll<T>(adjoint.Values);
        bool closed = forward.AllVectors is not null && options.GradientRule != GradientRule.Adjoint;
        var report = new EigenGradientReport
        {
            Rule = closed ? GradientRule.ClosedForm : GradientRule.Adjoint,
            SmallestGap = forward.Report.SmallestGap,
            Residuals = new double[k],
        };
        if (!hasVectors && !hasValues)
        {
            options.GradientReport?.Report(report);
            return null;
        }

        if (!finite)
        {
            // An adjoint that is not a number makes a gradient that is not one.
            var none = new T[(long)k * n];
            Array.Fill(none, T.NaN);
            options.GradientReport?.Report(report with { ErrorBound = double.NaN });
            return none;
        }

        if (hasVectors && AdjointScale.Of<T>(adjoint.Values, adjoint.Vectors) is not 0 and int exponent)
        {
            return AdjointScale.Weights(forward, adjoint, options, outside, exponent);
        }

        var weights = new T[(long)k * n];
        forward = hasVectors ? WarmStart.Guard(forward, options) : forward;
        T[] v = forward.Vectors;
        T[] g = adjoint.Vectors;
        T[] s = ArrayPool<T>.Shared.Rent(k * k);
        s.AsSpan(0, k * k).Clear();
        if (hasVectors)
        {
            ProductKernel.AddProductTransposed<T>(k, k, n, v, n, g, n, s, k);
        }

        var clusters = new ClusterAnalysis<T>(forward, adjoint, s, options);
        var measures = new OutsideMeasures(k);
        GradientCertificate<T>? certificate = options.GradientReport is null ? null : new GradientCertificate<T>(forward, clusters, adjoint, s);
        T[] inside = clusters.InsideCoefficients();
        for (int i = 0; i < k; i++)
        {
            inside[i * k + i] += adjoint.Values[i];
        }

        report = report with
        {
            IsSubgradient = clusters.IsSubgradient,
            CutsCluster = clusters.CutsCluster,
            Clusters = clusters.Groups,
        };
        if (hasVectors && k < n)
        {
            if (outside is not null)
            {
                report = outside.Add(forward, clusters, g, weights, measures, options, report);
            }
            else if (closed)
            {
                ClosedFormOutside.Add(forward, clusters, g, weights, measures, options.Degeneracy.Width);
            }
            else if (forward.Partial is not { } partial || !TridiagonalOutside.TryAdd(forward, partial, clusters, g, weights, measures, options, ref report))
            {
                report = AdjointOutside.Add(forward, clusters, g, weights, measures, options, report);
            }
        }

        // V(diag(λ̄) + K), of which row j is Σ_i K_ij v_i, is added to Y.
        ProductKernel.AddTransposedProduct<T>(k, n, k, inside, k, v, n, weights, n);
        if (certificate is not null)
        {
            options.GradientReport!.Report(certificate.Complete(report, inside, measures, options.Degeneracy.Width));
        }

        ArrayPool<T>.Shared.Return(s);
        return weights;
    }
}
