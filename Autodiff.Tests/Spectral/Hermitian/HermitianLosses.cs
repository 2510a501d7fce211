using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral.Hermitian;

/// <summary>Losses of complex eigenpairs with their adjoints, written by hand for dL = Re(conj(z̄)·dz).</summary>
internal static class HermitianLosses
{
    public delegate (double Value, HermitianEigenPairs Adjoint) Loss(HermitianEigenPairs pairs);

    /// <summary>Σ c_j λ_j² + Σ |t_jᴴv_j|² + Re((t₀ᴴv₀) conj(t₁ᴴv₀) (t₁ᴴv₁) conj(t₀ᴴv₁)): blind to phases, and to nothing else.</summary>
    public static Loss Generic(int n, int k, int seed)
    {
        Complex[] t = HermitianProblems.Random(n * Math.Max(k, 2), seed);
        double[] weights = Graphs.Random(k, seed + 1);
        return pairs =>
        {
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            double value = 0;
            for (int j = 0; j < k; j++)
            {
                value += weights[j] * pairs.Values[j] * pairs.Values[j];
                adjoint.Values[j] = 2 * weights[j] * pairs.Values[j];
                Complex dot = HermitianProblems.Dot(t.AsSpan(j * n, n), pairs.Vector(j));
                value += dot.Real * dot.Real + dot.Imaginary * dot.Imaginary;
                Add(adjoint, j, j, 2 * dot);
            }

            if (k < 2)
            {
                return (value, adjoint);
            }

            Complex a = HermitianProblems.Dot(t.AsSpan(0, n), pairs.Vector(0));
            Complex b = HermitianProblems.Dot(t.AsSpan(n, n), pairs.Vector(0));
            Complex c = HermitianProblems.Dot(t.AsSpan(n, n), pairs.Vector(1));
            Complex d = HermitianProblems.Dot(t.AsSpan(0, n), pairs.Vector(1));
            Add(adjoint, 0, 0, Complex.Conjugate(Complex.Conjugate(b) * c * Complex.Conjugate(d)));
            Add(adjoint, 0, 1, a * c * Complex.Conjugate(d));
            Add(adjoint, 1, 1, Complex.Conjugate(a * Complex.Conjugate(b) * Complex.Conjugate(d)));
            Add(adjoint, 1, 0, a * Complex.Conjugate(b) * c);
            return (value + (a * Complex.Conjugate(b) * c * Complex.Conjugate(d)).Real, adjoint);

            void Add(HermitianEigenPairs target, int j, int which, Complex factor)
            {
                for (int x = 0; x < n; x++)
                {
                    target.MutableVector(j)[x] += factor * t[which * n + x];
                }
            }
        };
    }

    /// <summary>Σ of vᴴBv over the pairs from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static (double Value, HermitianEigenPairs Adjoint) Projector(HermitianEigenPairs pairs, HermitianMatrix b, int from, int to)
    {
        HermitianEigenPairs adjoint = pairs.CreateShadow();
        double value = 0;
        var product = new Complex[pairs.Dimension];
        for (int j = from; j < to; j++)
        {
            b.Apply(pairs.Vector(j), product);
            value += HermitianProblems.Dot(pairs.Vector(j), product).Real;
            for (int x = 0; x < product.Length; x++)
            {
                adjoint.MutableVector(j)[x] = 2 * product[x];
            }
        }

        return (value, adjoint);
    }

    public static Complex[] Gradient(HermitianMatrix a, int k, EigenTarget target, EigshOptions options, Loss loss)
    {
        HermitianEigenPairs pairs = SpectralRules.EigshHermitianForward(a, k, target, options, out HermitianResidual residual);
        HermitianMatrix shadow = a.CreateShadow();
        SpectralRules.EigshHermitian(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        return shadow.Values;
    }

    public static Complex[] Gradient(HermitianCsrMatrix a, int k, EigenTarget target, EigshOptions options, Loss loss)
    {
        HermitianEigenPairs pairs = SpectralRules.EigshHermitianForward(a, k, target, options, out HermitianResidual residual);
        HermitianCsrMatrix shadow = a.CreateShadow();
        SpectralRules.EigshHermitian(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        return shadow.Values;
    }

    /// <summary>Central differences over the real and imaginary part of every stored value.</summary>
    public static Complex[] Differences(Complex[] values, Func<double> loss)
    {
        const double H = 1e-6;
        var gradient = new Complex[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Complex kept = values[i];
            double[] at = [.. new Complex[] { H, -H, new(0, H), new(0, -H) }.Select(step =>
            {
                values[i] = kept + step;
                return loss();
            })];
            values[i] = kept;
            gradient[i] = new Complex((at[0] - at[1]) / (2 * H), (at[2] - at[3]) / (2 * H));
        }

        return gradient;
    }
}
