using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Conjugate gradients (Hestenes and Stiefel, 1952), which see whether a matrix is positive definite: a polynomial with
/// positive roots grows where an eigenvalue is negative, and so no vector with a part there is solved for unnoticed.
/// </summary>
internal sealed class MassConjugateGradients<T>(int n, CancellationToken cancellation)
    where T : IFloatingPointIeee754<T>
{
    private const int Most = 5000;

    private readonly T[] _residual = new T[n];
    private readonly T[] _direction = new T[n];
    private readonly T[] _product = new T[n];
    private int _steps;

    /// <summary>Solves for y from 0.</summary>
    /// <param name="multiply">The products.</param>
    /// <param name="x">The right-hand side.</param>
    /// <param name="y">The solution, or where it stopped.</param>
    /// <param name="target">The residual's norm.</param>
    /// <param name="scale">The largest ‖Mp‖/‖p‖ seen.</param>
    /// <param name="limit">The steps allowed; 0 for what the dimension allows.</param>
    /// <param name="name">What is multiplied with, in the exception.</param>
    /// <param name="error">The error of products beside the scale; 0 for rounding, where a curvature of 0 is refused too.</param>
    /// <returns>Whether the target was reached.</returns>
    /// <exception cref="ArgumentException">A curvature is not positive.</exception>
    public bool Solve(VectorProduct<T> multiply, ReadOnlySpan<T> x, Span<T> y, double target, ref double scale, int limit = 0, string name = "M", double error = 0)
    {
        y.Clear();
        x.CopyTo(_residual);
        x.CopyTo(_direction);
        double norm = BlockKernels.Norm<T>(_residual);
        double negligible = error > 0 ? error : 16 * Numbers<T>.Eps * Math.Sqrt(n);
        int steps = limit > 0 ? Math.Min(limit, 3 * n + 20) : Math.Min(Most, 4 * n + 50);
        for (_steps = 0; _steps < steps && norm > target; _steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            multiply(_direction, _product);
            double size = BlockKernels.Norm<T>(_direction);
            scale = Math.Max(scale, BlockKernels.Norm<T>(_product) / size);
            double curvature = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(_direction, _product));
            double quotient = curvature / size / size;
            if (!(quotient > negligible * scale))
            {
                if (error > 0 && quotient > -negligible * scale)
                {
                    return false;
                }

                string kind = quotient < -negligible * scale ? "negative" : "0 to working accuracy";
                throw MassProducts<T>.NotDefinite(string.Create(CultureInfo.InvariantCulture, $"pᵀ{(error > 0 ? "(M⁻¹)" : "M")}p/pᵀp is {quotient / scale:G3} of the norm of {name} for a direction p of conjugate gradients, which is {kind}"));
            }

            double alpha = norm * norm / curvature;
            TensorPrimitives.MultiplyAdd(_direction, Numbers<T>.From(alpha), y, y);
            TensorPrimitives.MultiplyAdd(_product, Numbers<T>.From(-alpha), _residual, _residual);
            double next = BlockKernels.Norm<T>(_residual);
            TensorPrimitives.MultiplyAdd(_direction, Numbers<T>.From(next * next / (norm * norm)), _residual, _direction);
            norm = next;
        }

        return norm <= target;
    }

    public ArgumentException NotSolved(double relative)
        => new(string.Create(CultureInfo.InvariantCulture, $"M x = b was not solved: after {_steps} products conjugate gradients left a residual of {relative:0.0e+0}·‖b‖, for M is far from a multiple of the identity. Give EigshOptions.MassSolve, which computes M⁻¹x, or store M."), "mass");
}
