using System;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of eigenpairs with their adjoints, written by hand.</summary>
internal static class Losses
{
    public delegate (double Value, EigenPairs<double> Adjoint) Loss(EigenPairs<double> pairs);

    /// <summary>Σ c_j λ_j² + Σ (t_jᵀv_j)² + (t₀ᵀv₀)(t₀ᵀv₁)(t₁ᵀv₀)(t₁ᵀv₁): blind to signs, and to nothing else.</summary>
    public static Loss Generic(int n, int k, int seed)
    {
        double[] t = Graphs.Random(n * k, seed);
        double[] c = Graphs.Random(k, seed + 1);
        return pairs =>
        {
            EigenPairs<double> adjoint = pairs.CreateShadow();
            double value = 0;
            for (int j = 0; j < k; j++)
            {
                value += c[j] * pairs.Values[j] * pairs.Values[j];
                adjoint.Values[j] = 2 * c[j] * pairs.Values[j];
                double dot = Graphs.Dot(t.AsSpan(j * n, n), pairs.Vector(j));
                value += dot * dot;
                Add(adjoint, j, t, j, 2 * dot);
            }

            double d00 = Graphs.Dot(t.AsSpan(0, n), pairs.Vector(0));
            double d01 = Graphs.Dot(t.AsSpan(0, n), pairs.Vector(1));
            double d10 = Graphs.Dot(t.AsSpan(n, n), pairs.Vector(0));
            double d11 = Graphs.Dot(t.AsSpan(n, n), pairs.Vector(1));
            Add(adjoint, 0, t, 0, d01 * d10 * d11);
            Add(adjoint, 1, t, 0, d00 * d10 * d11);
            Add(adjoint, 0, t, 1, d00 * d01 * d11);
            Add(adjoint, 1, t, 1, d00 * d01 * d10);
            return (value + d00 * d01 * d10 * d11, adjoint);

            void Add(EigenPairs<double> target, int j, double[] vectors, int which, double factor)
            {
                for (int x = 0; x < n; x++)
                {
                    target.MutableVector(j)[x] += factor * vectors[which * n + x];
                }
            }
        };
    }

    public static double[] SymmetricRandom(int n, int seed)
    {
        double[] b = Graphs.Random(n * n, seed);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                b[i * n + j] = b[j * n + i];
            }
        }

        return b;
    }

    /// <summary>Σ over the first <paramref name="k"/> pairs of vᵀBv.</summary>
    public static (double Value, EigenPairs<double> Adjoint) Projector(EigenPairs<double> pairs, int n, int k, int seed)
    {
        double[] b = SymmetricRandom(n, seed);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        double value = 0;
        for (int j = 0; j < k; j++)
        {
            for (int x = 0; x < n; x++)
            {
                double product = Graphs.Dot(b.AsSpan(x * n, n), pairs.Vector(j));
                value += product * pairs.Vector(j)[x];
                adjoint.MutableVector(j)[x] = 2 * product;
            }
        }

        return (value, adjoint);
    }

    public static double[] Gradient(DenseMatrix<double> a, int k, EigenTarget target, EigshOptions options, Loss loss)
    {
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
        DenseMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        return shadow.Values;
    }
}
