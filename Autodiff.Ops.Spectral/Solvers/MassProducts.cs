using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The inner product xᵀMy of an M that is known by its products, over a power of four that brings them near 1, and M⁻¹ by
/// <see cref="EigshOptions.MassSolve"/>, or by conjugate gradients where there is none. Nothing is taken on trust: M is
/// looked at for asymmetry and directions that are not positive, and every solution is multiplied with M.
/// </summary>
internal sealed class MassProducts<T>
    where T : IFloatingPointIeee754<T>
{
    // Directions looked at when M is met: they see what is negative at the far end of M and of M⁻¹.
    private const int Looks = 60;

    private readonly ISymmetricOperator<T> _mass;
    private readonly EigshOptions _options;
    private readonly int _n;
    private readonly T _factor;
    private readonly MassConjugateGradients<T> _gradients;
    private readonly T[] _rest;
    private readonly T[] _correction;
    private double[] _x = [];
    private double[] _y = [];
    private double _scale;

    /// <param name="mass">M, symmetric to the last bit where it is stored.</param>
    /// <param name="options">The user's solve, the tolerance and the token.</param>
    /// <exception cref="ArgumentException">M is not finite, symmetric and positive definite, or the user's solve is not of M.</exception>
    public MassProducts(ISymmetricOperator<T> mass, EigshOptions options)
    {
        _mass = mass;
        _options = options;
        _n = mass.Dimension;
        _factor = T.One;
        _rest = new T[_n];
        _correction = new T[_n];
        _gradients = new MassConjugateGradients<T>(_n, options.CancellationToken);
        var random = new Random(20261127);
        T[] x = Random(random);
        var y = new T[_n];
        Multiply(x, y);
        double largest = Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude<T>(y)));
        if (largest == 0)
        {
            throw NotDefinite("its product with a random vector is 0");
        }

        int half = (int)Math.Round(Math.ILogB(largest) / 2.0);
        UnitRoot = Math.ScaleB(1, half);
        _factor = T.ScaleB(T.One, -2 * half);
        TensorPrimitives.Multiply(y, T.ScaleB(T.One, -half), y);
        TensorPrimitives.Multiply(y, T.ScaleB(T.One, -half), y);
        LookAt(x, y, random);
    }

    public int Dimension => _n;

    /// <summary>The root of the power that products are divided by.</summary>
    public double UnitRoot { get; } = 1;

    /// <summary>How far M y may be from x beside x, when y is to be its solution.</summary>
    private static double Wrong => Numbers<T>.Eps < 1e-10 ? 1e-6 : 1e-2;

    /// <summary>y = M x over the unit.</summary>
    public void Multiply(ReadOnlySpan<T> x, Span<T> y)
    {
        _mass.Apply(x, y);
        if (_factor != T.One)
        {
            TensorPrimitives.Multiply(y, _factor, y);
        }

        if (!TensorPrimitives.IsFiniteAll<T>(y))
        {
            int at = 0;
            while (T.IsFinite(y[at]))
            {
                at++;
            }

            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The mass's Apply wrote {y[at]} at row {at} for a finite vector; every entry must be finite."), "mass");
        }
    }

    /// <summary>√xᵀMx, and M x.</summary>
    /// <exception cref="ArgumentException">It is the root of a negative number.</exception>
    public T Norm(ReadOnlySpan<T> x, Span<T> product)
    {
        Multiply(x, product);
        return NormOf(x, product);
    }

    /// <summary>√xᵀy for y = M x, or for x = M⁻¹y.</summary>
    public T NormOf(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        T square = TensorPrimitives.Dot(x, y);
        if (!T.IsNormal(square) && !T.IsNaN(square))
        {
            return BeyondRange(x, y);
        }

        if (square < T.Zero)
        {
            double sizes = BlockKernels.Norm(x) * BlockKernels.Norm(y);
            if (-Numbers<T>.ToDouble(square) > 1e3 * Numbers<T>.Eps * sizes)
            {
                throw NotDefinite(string.Create(CultureInfo.InvariantCulture, $"xᵀMx is {Numbers<T>.ToDouble(square) / sizes:G3}·‖x‖‖Mx‖ for a vector of the search"));
            }

            return T.Zero;
        }

        return T.Sqrt(square);
    }

    /// <summary>√xᵀy where the product leaves the range of the type.</summary>
    private static T BeyondRange(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        double ofX = BlockKernels.Norm(x);
        double ofY = BlockKernels.Norm(y);
        if (!(ofX > 0) || !(ofY > 0))
        {
            return T.Zero;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Numbers<T>.ToDouble(x[i]) / ofX * (Numbers<T>.ToDouble(y[i]) / ofY);
        }

        return Numbers<T>.From(Math.Sqrt(Math.Max(0, sum)) * Math.Sqrt(ofX) * Math.Sqrt(ofY));
    }

    /// <summary>x := x/‖x‖ + M⁻¹x/‖M⁻¹x‖ in norms of M: a random vector then has its part of light rows, and of heavy ones.</summary>
    public void Balance(Span<T> x)
    {
        var solution = new T[_n];
        var product = new T[_n];
        Solve(x, solution);
        T light = NormOf(solution, x);
        T heavy = Norm(x, product);
        if (light > T.Zero && heavy > T.Zero)
        {
            TensorPrimitives.Divide(x, heavy, x);
            TensorPrimitives.Divide(solution, light, solution);
            TensorPrimitives.Add(x, solution, x);
        }
    }

    /// <summary>y = M⁻¹x times the unit.</summary>
    /// <exception cref="ArgumentException">M y is not x.</exception>
    public void Solve(ReadOnlySpan<T> x, Span<T> y)
    {
        y.Clear();
        double size = BlockKernels.Norm(x);
        if (size == 0)
        {
            return;
        }

        double last = double.PositiveInfinity;
        x.CopyTo(_rest);
        for (int round = 0; ; round++)
        {
            // Each round adds the solution of what the last one left.
            bool isSolved = SolveOnce(_rest, _correction, size);
            TensorPrimitives.Add(y, _correction, y);
            Multiply(y, _rest);
            TensorPrimitives.Subtract(x, _rest, _rest);
            double rest = BlockKernels.Norm<T>(_rest);
            double rounding = 16 * Numbers<T>.Eps * (_scale * BlockKernels.Norm<T>(y) + size);
            if (!(rest <= Math.Max(Wrong * size, 8 * rounding)) && (_options.MassSolve is not null || !isSolved))
            {
                throw _options.MassSolve is null ? _gradients.NotSolved(rest / size) : WrongSolve(rest / size);
            }

            if (rest <= rounding || round == 3 || rest > last / 2)
            {
                RequireAccurate(rest, size, rounding);
                return;
            }

            last = rest;
        }
    }

    /// <summary>Throws where there is a user's solve that is not of a stored M.</summary>
    public static void RequireSolution(ISymmetricOperator<T> mass, EigshOptions options)
    {
        if (options.MassSolve is not null)
        {
            _ = new MassProducts<T>(mass, options);
        }
    }

    public static ArgumentException NotDefinite(string found)
        => new($"The mass is not positive definite: {found}. A v = λ M v needs a positive definite M; exchange A and M where A is one, which gives 1/λ, or remove the rows without mass.", "mass");

    private bool SolveOnce(ReadOnlySpan<T> x, Span<T> y, double size)
    {
        if (_options.MassSolve is null)
        {
            return _gradients.Solve(Multiply, x, y, 4 * Numbers<T>.Eps * size, ref _scale);
        }

        ApplySolve(x, y);
        return true;
    }

    private void ApplySolve(ReadOnlySpan<T> x, Span<T> y)
    {
        if (_x.Length < _n)
        {
            _x = new double[_n];
            _y = new double[_n];
        }

        _options.CancellationToken.ThrowIfCancellationRequested();
        TensorPrimitives.ConvertTruncating(x, _x);
        _options.MassSolve!(_x, _y);
        for (int i = 0; i < _n; i++)
        {
            y[i] = Numbers<T>.From(_y[i] * UnitRoot * UnitRoot);
            if (!T.IsFinite(y[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EigshOptions.MassSolve wrote {_y[i]} at {i}; it must write finite numbers in the range of the element type."), "options");
            }
        }
    }

    /// <summary>What a first look tells: whether M is symmetric, and positive in every direction that Krylov spaces of M and M⁻¹ reach soon.</summary>
    private void LookAt(T[] x, T[] product, Random random)
    {
        double size = BlockKernels.Norm<T>(x);
        double image = BlockKernels.Norm<T>(product);
        _scale = image / size;
        if (!_options.AssumeSymmetric)
        {
            T[] other = Random(random);
            var otherProduct = new T[_n];
            Multiply(other, otherProduct);
            double difference = Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(x, otherProduct) - TensorPrimitives.Dot<T>(other, product)));
            double relative = difference / Math.Max(size * BlockKernels.Norm<T>(otherProduct), image * BlockKernels.Norm<T>(other));
            if (!(relative <= (Numbers<T>.Eps < 1e-10 ? 1e-10 : 1e-5)))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The mass is not symmetric: xᵀMy and yᵀMx differ by {relative:G3}·‖x‖‖My‖ for random x and y."), "mass");
            }
        }

        var y = new T[_n];
        T[] start = Random(random);
        if (_options.MassSolve is null)
        {
            // A solution for a random vector is one with a part in every direction: none is negative.
            Solve(start, y);
            return;
        }

        _gradients.Solve(Multiply, start, y, 4 * Numbers<T>.Eps * BlockKernels.Norm<T>(start), ref _scale, Looks);
        Solve(start, y);
        double inverse = BlockKernels.Norm<T>(y) / BlockKernels.Norm<T>(start);
        _gradients.Solve(ApplySolve, start, y, Wrong * BlockKernels.Norm<T>(start), ref inverse, Looks, "M⁻¹, which EigshOptions.MassSolve computes", Wrong);
    }

    private T[] Random(Random random)
    {
        var x = new T[_n];
        Numbers<T>.FillNormal(random, x);

        return x;
    }

    private void RequireAccurate(double rest, double size, double rounding)
    {
        double tolerance = _options.ToleranceOf<T>();
        if (!(rest <= Math.Max(tolerance * size, 8 * rounding)))
        {
            throw _options.MassSolve is null ? _gradients.NotSolved(rest / size) : WrongSolve(rest / size);
        }
    }

    private static ArgumentException WrongSolve(double relative)
        => new(string.Create(CultureInfo.InvariantCulture, $"EigshOptions.MassSolve does not solve with the mass: ‖M y − x‖ is {relative:0.0e+0}·‖x‖ for the y it wrote. It must compute y = M⁻¹x for the M of this call."), "options");
}
