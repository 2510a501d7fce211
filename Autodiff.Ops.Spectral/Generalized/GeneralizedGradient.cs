using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The reverse rule of A V = M V Λ, VᵀMV = I. With u = Lᵀv it is that of the standard problem for the adjoint L⁻¹V̄, whose
/// weights come back as W = L⁻ᵀŴ. Then Ā = ½(WVᵀ + VWᵀ), and with S = VᵀV̄
/// M̄ = −½(WΛVᵀ + VΛWᵀ) − ¼V(S + Sᵀ)Vᵀ, whose last part is how the norm of the vectors follows M.
/// </summary>
internal static class GeneralizedGradient
{
    public static void Add<T>(ISymmetricOperator<T>? a, ISymmetricOperator<T>? aAdjoint, ISymmetricOperator<T>? mass, ISymmetricOperator<T>? massAdjoint, GeneralizedResidual<T> forward, EigenPairs<T> adjoint, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        if (aAdjoint is not null)
        {
            OperatorGradient.RequireSupported(a!, aAdjoint);
        }

        if (massAdjoint is not null)
        {
            OperatorGradient.RequireSupported(mass!, massAdjoint);
        }

        int k = adjoint.Count;
        int n = adjoint.Dimension;
        bool hasVectors = adjoint.Vectors.AsSpan().ContainsAnyExcept(T.Zero);
        var g = (T[])adjoint.Vectors.Clone();
        if (hasVectors)
        {
            forward.Mass.SolveLower(g, k);
        }

        T[]? weights;
        try
        {
            weights = EigshGradient.Weights(forward.Reduced, new EigenPairs<T>(adjoint.Values, g, n, adjoint.Report), options);
        }
        catch (EigenConvergenceException exception)
        {
            throw GeneralizedSolver.Restored(exception, forward.Mass);
        }

        if (weights is null)
        {
            return;
        }

        forward.Mass.SolveUpper(weights, k);
        if (aAdjoint is not null)
        {
            OperatorGradient.Add(a!, aAdjoint, forward.Vectors, weights, k, isSymmetric: !hasVectors);
        }

        if (massAdjoint is not null)
        {
            T[] massWeights = MassWeights(forward, g, weights, hasVectors);
            OperatorGradient.Add(mass!, massAdjoint, forward.Vectors, massWeights, k, isSymmetric: !hasVectors, isComplete: false);
        }
    }

    /// <summary>X = −WΛ − ¼V(S + Sᵀ), for which M̄ is ½(XVᵀ + VXᵀ).</summary>
    private static T[] MassWeights<T>(GeneralizedResidual<T> forward, T[] g, T[] weights, bool hasVectors)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = forward.Reduced.Values;
        int k = values.Length;
        int n = weights.Length / k;
        var result = new T[weights.Length];
        for (int j = 0; j < k; j++)
        {
            TensorPrimitives.Multiply(weights.AsSpan(j * n, n), -values[j], result.AsSpan(j * n, n));
        }

        if (!hasVectors)
        {
            return result;
        }

        // S = VᵀV̄ = UᵀL⁻¹V̄, whose scales are those of a standard problem.
        var s = new T[k * k];
        ProductKernel.AddProductTransposed<T>(k, k, n, forward.Reduced.Vectors, n, g, n, s, k);
        T quarter = -Numbers<T>.Half * Numbers<T>.Half;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                s[i * k + j] = s[j * k + i] = (s[i * k + j] + s[j * k + i]) * quarter;
            }
        }

        ProductKernel.AddTransposedProduct<T>(k, n, k, s, k, forward.Vectors, n, result, n);
        return result;
    }
}
