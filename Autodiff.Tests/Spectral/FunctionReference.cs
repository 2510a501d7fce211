using System;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Matrices with a known spectrum, and the gradients of their functions from divided differences in 28 digits.</summary>
internal static class FunctionReference
{
    /// <summary>A random orthogonal matrix, rows orthonormal: Gram and Schmidt, twice.</summary>
    public static double[] Orthogonal(int n, int seed)
    {
        var random = new Random(seed);
        var q = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = q.AsSpan(i * n, n);
            foreach (ref double value in row)
            {
                value = random.NextDouble() - 0.5;
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    double dot = 0;
                    for (int j = 0; j < n; j++)
                    {
                        dot += q[(k * n) + j] * row[j];
                    }

                    for (int j = 0; j < n; j++)
                    {
                        row[j] -= dot * q[(k * n) + j];
                    }
                }

                double norm = Math.Sqrt(row.ToArray().Sum(x => x * x));
                foreach (ref double value in row)
                {
                    value /= norm;
                }
            }
        }

        return q;
    }

    /// <summary>Qᵀ diag(values) Q.</summary>
    public static DenseMatrix<double> Compose(double[] q, double[] values)
    {
        int n = values.Length;
        var a = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int p = 0; p < n; p++)
                {
                    sum += q[(p * n) + i] * values[p] * q[(p * n) + j];
                }

                a[i, j] = a[j, i] = sum;
            }
        }

        return a;
    }

    public static double[] Weights(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    /// <summary>Qᵀ(D ∘ (Q W Qᵀ))Q for the symmetric part of W.</summary>
    public static double[] Gradient(double[] q, decimal[] values, double[] w, Func<decimal, decimal> f, Func<decimal, decimal> derivative)
    {
        int n = values.Length;
        var inner = new double[n * n];
        for (int r = 0; r < n; r++)
        {
            for (int s = 0; s < n; s++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        sum += q[(r * n) + i] * (w[(i * n) + j] + w[(j * n) + i]) / 2 * q[(s * n) + j];
                    }
                }

                decimal quotient = values[r] == values[s] ? derivative(values[r]) : (f(values[r]) - f(values[s])) / (values[r] - values[s]);
                inner[(r * n) + s] = sum * (double)quotient;
            }
        }

        var gradient = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int r = 0; r < n; r++)
                {
                    for (int s = 0; s < n; s++)
                    {
                        gradient[(i * n) + j] += q[(r * n) + i] * inner[(r * n) + s] * q[(s * n) + j];
                    }
                }
            }
        }

        return gradient;
    }

    /// <summary>eˣ to 27 digits.</summary>
    public static decimal Exp(decimal x)
    {
        int halvings = 0;
        while (Math.Abs(x) > 0.25m)
        {
            x /= 2;
            halvings++;
        }

        decimal sum = 1;
        decimal term = 1;
        for (int k = 1; k < 30; k++)
        {
            term *= x / k;
            sum += term;
        }

        for (; halvings > 0; halvings--)
        {
            sum *= sum;
        }

        return sum;
    }

    public static decimal Sqrt(decimal x)
    {
        decimal root = (decimal)Math.Sqrt((double)x);
        for (int i = 0; i < 4; i++)
        {
            root = (root + (x / root)) / 2;
        }

        return root;
    }

    /// <summary>log x to 27 digits, by Newton's method on the exponential.</summary>
    public static decimal Log(decimal x)
    {
        decimal y = (decimal)Math.Log((double)x);
        for (int i = 0; i < 3; i++)
        {
            y += 2 * (x - Exp(y)) / (x + Exp(y));
        }

        return y;
    }
}
