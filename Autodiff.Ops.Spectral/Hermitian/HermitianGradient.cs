using System;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The weights W = V(diag(λ̄) + K) + Y of the reverse rule of A V = V Λ for Hermitian A, with dL = Re(conj(z̄)·dz). Writing
/// S = VᴴV̄: K_ij = ½(S_ij − conj(S_ji))/(λ_j − λ_i) inside the computed space, (A − λ_j) Y_j = −(I − VVᴴ)V̄_j outside of
/// it. S_jj has an imaginary part where the loss depends on the phase of v_j, and then there is no gradient.
/// </summary>
internal static class HermitianGradient
{
    /// <summary>W, k rows of 2n; <see langword="null"/> when every adjoint is zero.</summary>
    public static double[]? Weights(HermitianResidual forward, HermitianEigenPairs adjoint, EigshOptions options)
    {
        int k = adjoint.Count;
        int length = 2 * adjoint.Dimension;
        double[] g = ComplexRows.Reals(adjoint.Vectors.AsSpan()).ToArray();
        bool hasVectors = g.AsSpan().ContainsAnyExcept(0);
        bool hasValues = adjoint.Values.AsSpan().ContainsAnyExcept(0);
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

        var weights = new double[k * length];
        if (!TensorPrimitives.IsFiniteAll<double>(g) || !TensorPrimitives.IsFiniteAll<double>(adjoint.Values))
        {
            // An adjoint that is not a number makes a gradient that is not one.
            Array.Fill(weights, double.NaN);
            options.GradientReport?.Report(report with { ErrorBound = double.NaN });
            return weights;
        }

        double[] values = adjoint.Values;
        int exponent = hasVectors ? AdjointScale.Of<double>(values, g) : 0;
        if (exponent != 0)
        {
            TensorPrimitives.ScaleB(g, -exponent, g);
            values = new double[k];
            TensorPrimitives.ScaleB(adjoint.Values, -exponent, values);
            options = AdjointScale.Unscaling(options, exponent);
        }

        EigshResidual<double> doubled = hasVectors ? WarmStart.Guard(forward.Doubled(), options) : forward.Doubled();
        var known = new EigshResidual<double>(
            forward.RealForm,
            forward.Values,
            forward.Vectors,
            forward.Report with { GuardValues = doubled.Report.GuardValues, SmallestGap = Math.Min(forward.Report.SmallestGap, Gap(forward, doubled)) })
        {
            AllValues = forward.AllValues,
            Selection = forward.Selection,
            Partial = forward.Partial,
            Limits = doubled.Limits,
        };
        report = report with { SmallestGap = known.Report.SmallestGap };

        // Re S, then Im S: the real products with v and i·v.
        var s = new double[2 * k * k];
        if (hasVectors)
        {
            ProductKernel.AddProductTransposed<double>(2 * k, k, length, forward.Vectors, length, g, length, s, k);
        }

        var clusters = new ClusterAnalysis<double>(known, new EigenPairs<double>(values, g, length, forward.Report), s, options, isComplex: true);
        var measures = new OutsideMeasures(k);
        GradientCertificate<double>? certificate = options.GradientReport is null
            ? null
            : new GradientCertificate<double>(known, clusters, new EigenPairs<double>(values, g, length, forward.Report), s, isComplex: true);
        double[] inside = clusters.InsideCoefficients();
        for (int i = 0; i < k; i++)
        {
            inside[i * k + i] += values[i];
        }

        report = report with
        {
            IsSubgradient = clusters.IsSubgradient,
            CutsCluster = clusters.CutsCluster,
            Clusters = clusters.Groups,
        };
        if (hasVectors && k < adjoint.Dimension)
        {
            if (closed)
            {
                AddClosedForm(forward, clusters, g, weights, measures, options.Degeneracy.Width);
            }
            else if (forward.Partial is not { } partial || !TridiagonalOutside.TryAdd(doubled, partial, clusters, g, weights, measures, options, ref report))
            {
                report = AddAdjoint(forward, doubled, clusters, g, weights, measures, options, report);
            }
        }

        // Row j of W is Σ_i K_ij v_i = Σ_i Re(K_ij) v_i + Im(K_ij) i·v_i beside Y.
        ProductKernel.AddTransposedProduct<double>(k, length, 2 * k, inside, k, forward.Vectors, length, weights, length);
        if (certificate is not null)
        {
            options.GradientReport!.Report(certificate.Complete(report, inside, measures, options.Degeneracy.Width));
        }

        TensorPrimitives.ScaleB(weights, exponent, weights);
        return weights;
    }

    /// <summary>The distance to guard values that were found for the gradient.</summary>
    private static double Gap(HermitianResidual forward, EigshResidual<double> doubled)
    {
        double gap = double.PositiveInfinity;
        foreach (double guard in doubled.Report.GuardValues)
        {
            foreach (double value in forward.Values)
            {
                gap = Math.Min(gap, Math.Abs(value - guard));
            }
        }

        return gap;
    }

    /// <summary>Y_j = Σ_p v_p (v_pᴴV̄_j)/(λ_j − λ_p) over the pairs p outside of the result.</summary>
    private static void AddClosedForm(HermitianResidual forward, ClusterAnalysis<double> clusters, double[] g, double[] weights, OutsideMeasures measures, double broadening)
    {
        int k = forward.Values.Length;
        int n = forward.AllValues!.Length;
        var isInside = new bool[n];
        foreach (int i in forward.Selection!)
        {
            isInside[i] = true;
        }

        double[] all = ComplexRows.WithTurned(forward.AllVectors);
        var coefficients = new double[2 * n * k];
        ProductKernel.AddProductTransposed<double>(2 * n, k, 2 * n, all, 2 * n, g, 2 * n, coefficients, k);
        for (int p = 0; p < n; p++)
        {
            for (int j = 0; j < k; j++)
            {
                ref double re = ref coefficients[p * k + j];
                ref double im = ref coefficients[(n + p) * k + j];
                bool isNothing = isInside[p] || clusters.IsBlind(j) || (double.Hypot(re, im) <= clusters.Noise && broadening == 0);
                double gap = forward.Values[j] - forward.AllValues[p];
                measures.Right[j] = isInside[p] ? measures.Right[j] : double.Hypot(measures.Right[j], double.Hypot(re, im));
                re = isNothing ? 0 : ClusterAnalysis<double>.Divide(re, gap, broadening);
                im = isNothing ? 0 : ClusterAnalysis<double>.Divide(im, gap, broadening);
                measures.Solution[j] = double.Hypot(measures.Solution[j], double.Hypot(re, im));
            }
        }

        ProductKernel.AddTransposedProduct<double>(k, 2 * n, 2 * n, coefficients, k, all, 2 * n, weights, 2 * n);
    }

    /// <summary>Y by the solvers of the real form, with v and i·v deflated: A commutes with i, so that only V̄ has columns.</summary>
    private static EigenGradientReport AddAdjoint(HermitianResidual forward, EigshResidual<double> doubled, ClusterAnalysis<double> clusters, double[] g, double[] weights, OutsideMeasures measures, EigshOptions options, EigenGradientReport report)
    {
        try
        {
            return AdjointOutside.Add(doubled, clusters, g, weights, measures, options, report);
        }
        catch (EigenConvergenceException failure)
        {
            throw new EigenConvergenceException(failure.Message, forward.Pairs(), forward.Report, failure.GradientReport);
        }
    }
}
