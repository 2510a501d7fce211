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
        T[] u;
        T[] g;
        T[]? weights;
        if (forward.Products is { } products)
        {
            var coordinates = new MassCoordinates<T>(products, adjoint.Vectors);
            (u, g) = (coordinates.Vectors, coordinates.Adjoint);
            var found = new EigenPairs<T>(forward.Values, forward.Vectors, n, forward.Report!);
            var reduced = new EigshResidual<T>(products.Operator, forward.Values, u, forward.Report!);
            weights = EigshGradient.Weights(reduced, new EigenPairs<T>(adjoint.Values, g, coordinates.Length, adjoint.Report), options, new MassOutside<T>(products, coordinates, found));
            weights = weights is null ? null : coordinates.Restore(weights);
        }
        else
        {
            u = forward.Reduced!.Vectors;
            g = (T[])adjoint.Vectors.Clone();
            weights = Weights(forward, g, adjoint, hasVectors, options);
        }

        if (weights is null)
        {
            return;
        }

        if (aAdjoint is not null)
        {
            OperatorGradient.Add(a!, aAdjoint, forward.Vectors, weights, k, isSymmetric: !hasVectors);
        }

        if (massAdjoint is not null)
        {
            T[] massWeights = MassWeights(forward, u, g, weights, hasVectors);
            OperatorGradient.Add(mass!, massAdjoint, forward.Vectors, massWeights, k, isSymmetric: !hasVectors, isComplete: false);
        }
    }

    /// <summary>W by the root of M; <paramref name="g"/> becomes L⁻¹V̄.</summary>
    private static T[]? Weights<T>(GeneralizedResidual<T> forward, T[] g, EigenPairs<T> adjoint, bool hasVectors, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        MassFactor<T> mass = forward.Mass!;
        if (hasVectors)
        {
            mass.SolveLower(g, adjoint.Count);
        }

        T[]? weights;
        try
        {
            weights = EigshGradient.Weights(forward.Reduced!, new EigenPairs<T>(adjoint.Values, g, adjoint.Dimension, adjoint.Report), options);
        }
        catch (EigenConvergenceException exception)
        {
            throw GeneralizedSolver.Restored(exception, mass);
        }

        if (weights is not null)
        {
            mass.SolveUpper(weights, adjoint.Count);
        }

        return weights;
    }

    /// <summary>X = −WΛ − ¼V(S + Sᵀ), for which M̄ is ½(XVᵀ + VXᵀ).</summary>
    private static T[] MassWeights<T>(GeneralizedResidual<T> forward, T[] u, T[] g, T[] weights, bool hasVectors)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = forward.Values;
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
        int length = g.Length / k;
        var s = new T[k * k];
        ProductKernel.AddProductTransposed<T>(k, k, length, u, length, g, length, s, k);
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
