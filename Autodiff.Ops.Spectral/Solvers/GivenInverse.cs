using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>y = A x for some A.</summary>
internal delegate void VectorProduct<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>
/// <see cref="EigshOptions.ShiftedSolve"/>, which is multiplied back once for a random vector: the inverse at another shift
/// finds pairs, too, whose residuals are small.
/// </summary>
/// <param name="options">The solve, the tolerance and the token.</param>
/// <param name="dimension">n.</param>
/// <param name="shifted">y = (A − σI)x, or (A − σM)x.</param>
/// <param name="name">What it is the inverse of.</param>
internal sealed class GivenInverse<T>(EigshOptions options, int dimension, VectorProduct<T> shifted, string name)
    where T : IFloatingPointIeee754<T>
{
    private readonly double[] _x = new double[dimension];
    private readonly double[] _y = new double[dimension];
    private bool _isChecked;

    /// <summary>What solutions are multiplied with: where none is chosen, a power of two that brings the first of them near 1.</summary>
    public double Factor { get; set; }

    /// <summary>y = the solution times <see cref="Factor"/>; both may be one vector.</summary>
    /// <exception cref="ArgumentException">It is not finite, or not the solution.</exception>
    public void Solve(ReadOnlySpan<T> x, Span<T> y)
    {
        if (!_isChecked)
        {
            _isChecked = true;
            Check();
        }

        SolveOnce(x, y);
    }

    private void SolveOnce(ReadOnlySpan<T> x, Span<T> y)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        TensorPrimitives.ConvertTruncating(x, _x);
        options.ShiftedSolve!(_x, _y);
        if (Factor == 0)
        {
            double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(_y));
            int exponent = largest > 0 && double.IsFinite(largest) ? Math.ILogB(largest) : 0;
            Factor = Math.Abs(exponent) <= (Numbers<T>.Eps < 1e-10 ? 400 : 16) ? 1 : Math.ScaleB(1, -exponent);
        }

        double factor = Factor;
        for (int i = 0; i < dimension; i++)
        {
            y[i] = Numbers<T>.From(_y[i] * factor);
            if (!T.IsFinite(y[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EigshOptions.ShiftedSolve wrote {_y[i]} at {i}; it must write finite numbers in the range of the element type."), nameof(options));
            }
        }
    }

    private void Check()
    {
        double tolerance = options.ToleranceOf<T>();
        double wrong = Math.Max(10 * tolerance, Numbers<T>.Eps < 1e-10 ? 1e-6 : 1e-2);
        var x = new T[dimension];
        var y = new T[dimension];
        var product = new T[dimension];
        var random = new Random(20261128);
        Numbers<T>.FillNormal(random, x);

        double size = BlockKernels.Norm<T>(x);
        shifted(x, product);
        double norm = BlockKernels.Norm<T>(product) / size;
        SolveOnce(x, y);
        shifted(y, product);
        TensorPrimitives.MultiplyAdd(x, -Numbers<T>.From(Factor), product, product);
        double rest = BlockKernels.Norm<T>(product) / Factor;
        double rounding = 1e3 * Numbers<T>.Eps * norm * (BlockKernels.Norm<T>(y) / Factor);
        if (!(rest <= Math.Max(wrong * size, rounding)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EigshOptions.ShiftedSolve does not solve with {name}: multiplied with it, what it wrote for a random x differs from x by {rest / size:0.0e+0}·‖x‖."), nameof(options));
        }
    }
}
