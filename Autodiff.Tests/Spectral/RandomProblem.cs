using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>A small symmetric matrix with a spectrum known beforehand, of a structure that solvers find hard.</summary>
internal sealed record RandomProblem(string Name, DenseMatrix<double> Matrix, double[] Spectrum)
{
    private static readonly string[] Structures =
        ["random", "clusters", "nearly equal", "graded", "zero", "identity", "repeated diagonal", "disconnected", "rank one", "mirrored", "star", "complete", "outlier"];

    public int Order => Spectrum.Length;

    /// <summary>‖A‖.</summary>
    public double Norm => Math.Max(Math.Abs(Spectrum[0]), Math.Abs(Spectrum[^1]));

    /// <summary>The vectors, as rows in the order of the spectrum, where the matrix was made of them.</summary>
    public double[]? Vectors { get; private init; }

    /// <summary>Any structure, of order up to <paramref name="largest"/>, now and then times a power of ten up to that of <paramref name="scale"/>.</summary>
    public static RandomProblem Create(Random random, int largest, int scale)
    {
        int n = random.Next(8) == 0 ? random.Next(1, 4) : random.Next(1, largest + 1);
        string structure = Structures[random.Next(Structures.Length)];
        RandomProblem problem = Create(random, structure, n);
        return random.Next(6) == 0 ? problem.Times(Math.Pow(10, random.Next(-scale, scale + 1))) : problem;
    }

    /// <summary>One whose vectors are known.</summary>
    public static RandomProblem CreateWithVectors(Random random, int n)
        => Create(random, new[] { "random", "clusters", "nearly equal", "mirrored", "outlier" }[random.Next(5)], n);

    /// <summary>The wanted ones, ascending; where a tie is cut, one of the answers.</summary>
    public double[] Wanted(int k, EigenTarget target) => target.Kind switch
    {
        TargetKind.SmallestAlgebraic => Spectrum[..k],
        TargetKind.LargestAlgebraic => Spectrum[^k..],
        TargetKind.BothEnds => [.. Spectrum[..(k / 2)], .. Spectrum[^(k - k / 2)..]],
        TargetKind.LargestMagnitude => [.. Spectrum.OrderByDescending(Math.Abs).Take(k).Order()],
        _ => [.. Spectrum.OrderBy(value => Math.Abs(value - target.Sigma)).Take(k).Order()],
    };

    private static RandomProblem Create(Random random, string structure, int n)
    {
        double Number() => 2 * random.NextDouble() - 1;
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];
        switch (structure)
        {
            case "zero":
                return new(structure, new DenseMatrix<double>(n, n), new double[n]);
            case "identity":
                double value = Number();
                return new(structure, Graphs.Diagonal([.. Enumerable.Repeat(value, n)]), [.. Enumerable.Repeat(value, n)]);
            case "repeated diagonal":
                double[] levels = Numbers(random.Next(1, 5));
                double[] diagonal = [.. Enumerable.Range(0, n).Select(_ => levels[random.Next(levels.Length)])];
                return new(structure, Graphs.Diagonal(diagonal), [.. diagonal.Order()]);
            case "disconnected":
                return Disconnected(random, n);
            case "star":
                double[] star = n == 1 ? [0] : [0, .. Enumerable.Repeat(1.0, n - 2), n];
                return new(structure, Dense(n, Graphs.Star(n)), star);
            case "complete":
                return new(structure, Dense(n, Graphs.Complete(n)), [0, .. Enumerable.Repeat((double)n, n - 1)]);
            case "clusters":
                double[] centres = Numbers(random.Next(1, 1 + n));
                return With(structure, random, [.. Enumerable.Range(0, n).Select(_ => centres[random.Next(centres.Length)])]);
            case "nearly equal":
                double[] near = Numbers(random.Next(1, 1 + n));
                return With(structure, random, [.. Enumerable.Range(0, n).Select(_ => near[random.Next(near.Length)] + Math.Pow(10, -random.Next(4, 17)) * Number())]);
            case "graded":
                return With(structure, random, [.. Enumerable.Range(0, n).Select(_ => Math.Sign(Number()) * Math.Pow(10, random.Next(-12, 13)))]);
            case "rank one":
                return With(structure, random, [.. new double[n - 1], Number()]);
            case "mirrored":
                double[] half = Numbers(n / 2);
                return With(structure, random, [.. half, .. half.Select(number => -number), .. n % 2 == 0 ? Array.Empty<double>() : [0]]);
            case "outlier":
                return With(structure, random, [.. Numbers(n - 1).Select(number => 1e-7 * number), 1]);
            default:
                return With(structure, random, Numbers(n));
        }
    }

    private static RandomProblem With(string structure, Random random, double[] values)
    {
        Array.Sort(values);
        int seed = random.Next();
        return new(structure, Graphs.WithSpectrum(values, seed), values) { Vectors = Graphs.Orthogonal(values.Length, seed) };
    }

    private static RandomProblem Disconnected(Random random, int n)
    {
        var edges = new List<(int, int)>();
        var spectrum = new List<double>();
        int size;
        for (int start = 0; start < n; start += size)
        {
            size = random.Next(1, n - start + 1);
            int first = start;
            bool isCycle = size > 2 && random.Next(2) == 0;
            edges.AddRange((isCycle ? Graphs.Cycle(size) : Graphs.Path(size)).Select(edge => (edge.Item1 + first, edge.Item2 + first)));
            spectrum.AddRange(isCycle ? Graphs.CycleSpectrum(size) : Graphs.PathSpectrum(size));
        }

        return new("disconnected", Dense(n, edges), [.. spectrum.Order()]);
    }

    private static DenseMatrix<double> Dense(int n, IEnumerable<(int From, int To)> edges)
    {
        CsrMatrix<double> sparse = Graphs.Laplacian(n, edges);
        var dense = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                dense[i, sparse.ColumnIndices[p]] = sparse.Values[p];
            }
        }

        return dense;
    }

    private RandomProblem Times(double factor)
        => this with
        {
            Name = $"{Name} × {factor}",
            Matrix = new DenseMatrix<double>(Order, Order, [.. Matrix.Values.Select(value => value * factor)]),
            Spectrum = [.. Spectrum.Select(value => value * factor)],
        };
}
