using System;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>
/// A symmetric matrix whose eigenpairs are known without any error: the vectors are products of reflections whose entries
/// are multiples of ½, the values multiples of 2⁻³⁰, and so A = QΛQᵀ is a sum of numbers that doubles hold exactly.
/// </summary>
internal sealed class ExactProblem
{
    /// <summary>The unit of the values.</summary>
    public const double Unit = 1.0 / (1 << 30);

    private ExactProblem(double[] values, double[] vectors, int[] groups)
    {
        Values = values;
        Vectors = vectors;
        Groups = groups;
        int n = values.Length;
        Matrix = new DenseMatrix<double>(n, n);
        for (int p = 0; p < n; p++)
        {
            for (int x = 0; x < n; x++)
            {
                double left = values[p] * vectors[p * n + x];
                for (int y = 0; y < n && left != 0; y++)
                {
                    Matrix.Values[x * n + y] += left * vectors[p * n + y];
                }
            }
        }
    }

    public int Order => Values.Length;

    public DenseMatrix<double> Matrix { get; }

    /// <summary>Ascending.</summary>
    public double[] Values { get; }

    /// <summary>Rows, in the order of the values.</summary>
    public double[] Vectors { get; }

    /// <summary>For each value the number of its group of equal or nearly equal ones.</summary>
    public int[] Groups { get; }

    /// <summary>Makes one.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="values">Ascending, multiples of <see cref="Unit"/> below 2.</param>
    /// <param name="groups">For each value the number of its group.</param>
    /// <param name="layers">How many reflections mix the axes: each makes rows four times as long.</param>
    public static ExactProblem Create(Random random, double[] values, int[] groups, int layers)
    {
        int n = values.Length;
        var vectors = new double[n * n];
        for (int p = 0; p < n; p++)
        {
            vectors[p * n + p] = 1;
        }

        int[] order = [.. Enumerable.Range(0, n)];
        for (int layer = 0; layer < layers; layer++)
        {
            random.Shuffle(order);
            for (int at = 0; at + 4 <= n; at += 4)
            {
                double[] signs = [.. Enumerable.Range(0, 4).Select(_ => random.Next(2) == 0 ? -1.0 : 1)];
                for (int p = 0; p < n; p++)
                {
                    Span<double> row = vectors.AsSpan(p * n, n);
                    double sum = 0;
                    for (int c = 0; c < 4; c++)
                    {
                        sum += signs[c] * row[order[at + c]];
                    }

                    for (int c = 0; c < 4; c++)
                    {
                        row[order[at + c]] -= signs[c] * sum / 2;
                    }
                }
            }
        }

        return new ExactProblem(values, vectors, groups);
    }

    /// <summary>Ā = ½(WVᵀ + VWᵀ) from the exact pairs.</summary>
    /// <param name="chosen">The places of the k pairs.</param>
    /// <param name="vectors">Their vectors with the signs that the solver gave them.</param>
    /// <param name="valueAdjoints">λ̄.</param>
    /// <param name="vectorAdjoints">V̄.</param>
    /// <param name="isBlind">Whether the loss does not look inside groups.</param>
    public double[] Gradient(int[] chosen, double[] vectors, double[] valueAdjoints, double[] vectorAdjoints, bool isBlind)
    {
        int n = Order;
        int k = chosen.Length;
        var place = new int[n];
        Array.Fill(place, -1);
        for (int j = 0; j < k; j++)
        {
            place[chosen[j]] = j;
        }

        // What is rounding in a numerator is nothing: a projector on near eigenvectors has none between them.
        double[] sizes = [.. Enumerable.Range(0, k).Select(j => 4e-15 * Math.Sqrt(Graphs.Dot(vectorAdjoints.AsSpan(j * n, n), vectorAdjoints.AsSpan(j * n, n))))];
        var weights = new double[k * n];
        for (int j = 0; j < k; j++)
        {
            ReadOnlySpan<double> adjoint = vectorAdjoints.AsSpan(j * n, n);
            Span<double> row = weights.AsSpan(j * n, n);
            AddTo(row, vectors.AsSpan(j * n, n), valueAdjoints[j]);
            for (int p = 0; p < n; p++)
            {
                int i = place[p];
                double gap = Values[chosen[j]] - Values[p];
                if (i == j || (isBlind && Groups[p] == Groups[chosen[j]]))
                {
                    continue;
                }

                if (i >= 0)
                {
                    double numerator = Graphs.Dot(vectors.AsSpan(i * n, n), adjoint) - Graphs.Dot(vectors.AsSpan(j * n, n), vectorAdjoints.AsSpan(i * n, n));
                    AddTo(row, vectors.AsSpan(i * n, n), Math.Abs(numerator) <= sizes[i] + sizes[j] ? 0 : numerator / gap / 2);
                }
                else
                {
                    ReadOnlySpan<double> outside = Vectors.AsSpan(p * n, n);
                    double numerator = Graphs.Dot(outside, adjoint);
                    AddTo(row, outside, numerator == 0 ? 0 : numerator / gap);
                }
            }
        }

        var gradient = new double[n * n];
        for (int j = 0; j < k; j++)
        {
            for (int x = 0; x < n; x++)
            {
                AddTo(gradient.AsSpan(x * n, n), weights.AsSpan(j * n, n), vectors[j * n + x] / 2);
                AddTo(gradient.AsSpan(x * n, n), vectors.AsSpan(j * n, n), weights[j * n + x] / 2);
            }
        }

        return gradient;
    }

    private static void AddTo(Span<double> y, ReadOnlySpan<double> x, double factor)
    {
        if (factor != 0)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, factor, y, y);
        }
    }
}
