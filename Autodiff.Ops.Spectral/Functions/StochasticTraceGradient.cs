using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The gradient of the estimate itself, probes held fixed: of zᵀf(A)z it is V(D ∘ (Vᵀz zᵀV))Vᵀ (Daleckii and Krein, 1965),
/// and in the Krylov space of z, with T = SΘSᵀ, QCQᵀ for C = S(D(Θ) ∘ (s sᵀ))Sᵀ‖z‖², s the first row of S. Its mean over
/// z is f′(A). It is exact for polynomials of the space's degree, the value for those of twice as many: so the space is
/// made twice as large.
/// </summary>
internal static class StochasticTraceGradient
{
    public static void Add<T, TFunction>(StochasticResidual<T> residual, TFunction function, bool requirePositive, StochasticOptions? options, T adjoint, ISymmetricOperator<T> a, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        OperatorGradient.RequireSupported(a, aAdjoint);
        options ??= StochasticOptions.Default;
        if (T.IsZero(adjoint))
        {
            options.GradientReport?.Report(new StochasticGradientReport { Trace = 0, StandardError = 0, QuadratureError = 0 });
            return;
        }

        int n = residual.Operator.Dimension;
        int[] degrees = Array.ConvertAll(residual.Degrees, degree => Math.Min(2 * degree, n));
        int largest = 0;
        foreach (int degree in degrees)
        {
            largest = Math.Max(largest, degree);
        }

        var lanczos = new ProbeLanczos<T>(residual.Operator, largest, options.CancellationToken);
        var traces = new double[degrees.Length];
        double change = 0;
        double size = 0;
        int highestDegree = 0;
        for (int probe = 0; probe < degrees.Length; probe++)
        {
            lanczos.Start(options.Seed, probe);
            while (lanczos.Degree < degrees[probe] && !lanczos.IsExhausted)
            {
                lanczos.Step();
            }

            int m = lanczos.Degree;
            highestDegree = Math.Max(highestDegree, m);
            double[] c = Inner<T, TFunction>(function, requirePositive, m, lanczos.Alpha, lanczos.Beta, out double trace);
            traces[probe] = n * trace;
            if (!lanczos.IsExhausted && m > 1)
            {
                double[] before = Inner<T, TFunction>(function, requirePositive, m - 1, lanczos.Alpha, lanczos.Beta, out _);
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < m; j++)
                    {
                        double difference = c[i * m + j] - (i < m - 1 && j < m - 1 ? before[i * (m - 1) + j] : 0);
                        change += difference * difference;
                    }
                }
            }

            foreach (double entry in c)
            {
                size += entry * entry;
            }

            AddProbe(c, m, lanczos.Basis, n, Numbers<T>.ToDouble(adjoint) * n / degrees.Length, a, aAdjoint);
        }

        (double mean, double error) = StochasticTrace.Mean(traces);
        options.GradientReport?.Report(new StochasticGradientReport
        {
            Trace = mean,
            StandardError = error,
            QuadratureError = size > 0 ? Math.Sqrt(change / size) : 0,
            Degree = highestDegree,
            OperatorApplications = lanczos.Applications,
        });
    }

    /// <summary>C for ‖z‖ = 1, and its trace Σ s²f′(θ).</summary>
    private static double[] Inner<T, TFunction>(TFunction function, bool requirePositive, int m, ReadOnlySpan<double> alpha, ReadOnlySpan<double> beta, out double trace)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        var s = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            s[i * m + i] = alpha[i];
            if (i > 0)
            {
                s[i * m + i - 1] = s[(i - 1) * m + i] = beta[i - 1];
            }
        }

        double[] theta = DenseEigensolver.Decompose(m, s);
        if (requirePositive)
        {
            StochasticTrace.RequirePositive(theta[0], theta[m - 1], Numbers<T>.Eps, function.Name);
        }

        T[] nodes = Array.ConvertAll(theta, Numbers<T>.From);
        var d = new double[m * m];
        trace = 0;
        for (int p = 0; p < m; p++)
        {
            for (int q = 0; q <= p; q++)
            {
                double weight = s[p * m] * s[q * m];
                double quotient = Numbers<T>.ToDouble(function.Quotient(nodes[p], nodes[q]));

                // The strong zero: a node of no weight has no say.
                d[p * m + q] = d[q * m + p] = weight == 0 ? 0 : weight * quotient;
                if (!double.IsFinite(d[p * m + q]))
                {
                    throw new DegenerateGradientException(string.Create(CultureInfo.InvariantCulture, $"There is no gradient: between the Ritz values {theta[q]:G6} and {theta[p]:G6} of the operator {function.Name} has no finite divided difference."), []);
                }
            }

            trace += d[p * m + p];
        }

        var half = new double[m * m];
        ProductKernel.AddTransposedProduct<double>(m, m, m, d, m, s, m, half, m);
        Array.Clear(d);
        ProductKernel.AddTransposedProduct<double>(m, m, m, s, m, half, m, d, m);
        MatrixFunction.Symmetrize<double>(m, d);
        return d;
    }

    /// <summary>Adds scale·QCQᵀ by the eigenvectors of C, most of which weigh nothing.</summary>
    private static void AddProbe<T>(double[] c, int m, T[] basis, int n, double scale, ISymmetricOperator<T> a, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        double[] weights = DenseEigensolver.Decompose(m, c);
        double negligible = Math.Max(Math.Abs(weights[0]), Math.Abs(weights[m - 1])) * Numbers<T>.Eps / 8;
        int[] kept = [.. Enumerable.Range(0, m).Where(i => !(Math.Abs(weights[i]) <= negligible))];
        if (kept.Length == 0)
        {
            return;
        }

        var combination = new T[m * kept.Length];
        for (int k = 0; k < kept.Length; k++)
        {
            for (int j = 0; j < m; j++)
            {
                combination[j * kept.Length + k] = Numbers<T>.From(c[kept[k] * m + j]);
            }
        }

        var vectors = new T[kept.Length * n];
        ProductKernel.AddTransposedProduct<T>(kept.Length, n, m, combination, kept.Length, basis, n, vectors, n);
        var weighted = new T[vectors.Length];
        for (int k = 0; k < kept.Length; k++)
        {
            TensorPrimitives.Multiply(vectors.AsSpan(k * n, n), Numbers<T>.From(weights[kept[k]] * scale), weighted.AsSpan(k * n, n));
        }

        OperatorGradient.Add(a, aAdjoint, vectors, weighted, kept.Length, isSymmetric: true);
    }
}
