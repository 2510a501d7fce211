using System;
using System.Globalization;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// tr f(A) ≈ mean of zᵀf(A)z over vectors z of ±1 (Hutchinson, 1989), each by Lanczos quadrature (Golub and Meurant,
/// 1994; Ubaru, Chen and Saad, 2017).
/// </summary>
internal static class StochasticTrace
{
    private const double SlowestFactor = 0.98;
    private const double LargestFall = 10;
    private const double Negligible = 1e-15;

    /// <exception cref="ArgumentException">f is not finite at a Ritz value, or a domain check fails.</exception>
    public static T Estimate<T, TFunction>(ISymmetricOperator<T> a, TFunction function, bool requirePositive, StochasticOptions? options, out StochasticResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        Guard.NotNull(a);
        options ??= StochasticOptions.Default;
        int n = a.Dimension;
        Validate(n, options);
        ISymmetricOperator<T> symmetric = a switch
        {
            DenseMatrix<T> dense => StoredSymmetry.Symmetrize(dense, options.AssumeSymmetric),
            CsrMatrix<T> sparse => StoredSymmetry.Symmetrize(sparse, options.AssumeSymmetric),
            _ => a,
        };
        int largest = Math.Min(options.MaxDegree, n);
        double tolerance = options.Tolerance ?? (Numbers<T>.Eps < 1e-10 ? 1e-8 : 1e-4);
        var lanczos = new ProbeLanczos<T>(symmetric, largest, options.CancellationToken);
        var samples = new double[options.Probes];
        var degrees = new int[options.Probes];
        double tails = 0;
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        int highestDegree = 0;
        for (int probe = 0; probe < samples.Length; probe++)
        {
            lanczos.Start(options.Seed, probe);
            double value = double.NaN;
            double step = double.NaN;
            double tail;
            do
            {
                lanczos.Step();
                double previous = value;
                double before = step;
                (double[] nodes, double[] weights) = GaussQuadrature.Of(lanczos.Degree, lanczos.Alpha, lanczos.Beta);
                value = n * Apply<T, TFunction>(function, nodes, weights, requirePositive, ref low, ref high, out double size);
                step = Math.Abs(value - previous);
                tail = lanczos.IsExhausted ? 0 : Tail(before, step, n * size);
                if (tail <= tolerance * n * size)
                {
                    break;
                }
            }
            while (lanczos.Degree < largest);

            samples[probe] = value;
            degrees[probe] = lanczos.Degree;
            highestDegree = Math.Max(highestDegree, lanczos.Degree);
            tails += tail;
        }

        (double mean, double error) = Mean(samples);
        residual = new StochasticResidual<T>(symmetric, degrees);
        options.Report?.Report(new StochasticEstimate
        {
            Value = mean,
            StandardError = error,
            QuadratureError = tails / samples.Length,
            Probes = samples.Length,
            Degree = highestDegree,
            OperatorApplications = lanczos.Applications,
            LowestRitzValue = low,
            HighestRitzValue = high,
        });
        return Numbers<T>.From(mean);
    }

    /// <summary>The mean and its standard error.</summary>
    public static (double Mean, double Error) Mean(double[] samples)
    {
        int count = samples.Length;
        double mean = 0;
        foreach (double sample in samples)
        {
            mean += sample / count;
        }

        double squares = 0;
        foreach (double sample in samples)
        {
            squares += (sample - mean) * (sample - mean);
        }

        return (mean, Math.Sqrt(squares / count / (count - 1)));
    }

    /// <summary>
    /// What is left out after two changes: they fall by a nearly constant factor, so the rest is a geometric series. A
    /// fall by more than ten may be chance, or symmetry, and is not believed.
    /// </summary>
    private static double Tail(double before, double step, double size)
    {
        if (double.IsNaN(before))
        {
            // Where the function is 0 at the first node nothing is known at all.
            return size > 0 ? size : double.PositiveInfinity;
        }

        if (Math.Max(before, step) <= Negligible * size)
        {
            return Math.Max(before, step);
        }

        double last = Math.Max(step, before / LargestFall);
        double factor = before > 0 ? Math.Min(last / before, SlowestFactor) : SlowestFactor;
        return last * Math.Max(1, factor / (1 - factor));
    }

    /// <summary>Throws when a Ritz value, which lies within the spectrum, proves that the operator is not positive definite.</summary>
    public static void RequirePositive(double node, double scale, double eps, string name)
    {
        if (!(node > 4 * eps * scale))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The operator has an eigenvalue at or below the Ritz value {node:G6}; {name} needs a positive definite one."),
                "a");
        }
    }

    private static double Apply<T, TFunction>(TFunction function, double[] nodes, double[] weights, bool requirePositive, ref double low, ref double high, out double size)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        size = 0;
        double scale = 0;
        foreach (double node in nodes)
        {
            low = Math.Min(low, node);
            high = Math.Max(high, node);
            scale = Math.Max(scale, Math.Abs(node));
        }

        double sum = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            if (requirePositive)
            {
                RequirePositive(nodes[i], scale, Numbers<T>.Eps, function.Name);
            }

            double value = Numbers<T>.ToDouble(function.Value(Numbers<T>.From(nodes[i])));
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"At the Ritz value {nodes[i]:G6} of the operator {function.Name} is {value}; it must be finite over the spectrum."),
                    "a");
            }

            sum += weights[i] * value;
            size += weights[i] * Math.Abs(value);
        }

        return sum;
    }

    private static void Validate(int n, StochasticOptions options)
    {
        if (n < 1)
        {
            throw new ArgumentException($"The operator's dimension is {n}; it must be at least 1.", "a");
        }

        if (options.Probes < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Probes, $"Probes is {options.Probes}; it must be at least 2, so that there is a spread to state.");
        }

        if (options.MaxDegree < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxDegree, $"MaxDegree is {options.MaxDegree}; it must be at least 1.");
        }

        if (options.Tolerance is { } tolerance && !(tolerance > 0 && double.IsFinite(tolerance)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), tolerance, "Tolerance must be positive and finite.");
        }
    }
}
