using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace SpectralGraph;

/// <summary>A graph with its weights, as a Matrix Market file gives it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Weights">One for each tie, all positive.</param>
/// <param name="Notes">What was ignored on reading.</param>
internal sealed record Network(string Name, Graph Graph, double[] Weights, IReadOnlyList<string> Notes)
{
    /// <exception cref="SampleException">The file is not a connected, undirected graph with positive weights.</exception>
    public static Network Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new SampleException(
                Directory.Exists(path) ? $"'{path}' is a directory, not a Matrix Market file." : $"There is no file '{path}'.");
        }

        try
        {
            return FromMatrix(Path.GetFileName(path), MatrixMarket.ReadCsr<double>(path));
        }
        catch (SampleException exception)
        {
            throw new SampleException($"'{path}': {exception.Message}");
        }
        catch (MatrixMarketException exception)
        {
            throw new SampleException(exception.Message); // It names the file and the line.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"'{path}' cannot be read: {exception.Message}");
        }
    }

    private static Network FromMatrix(string name, CsrMatrix<double> matrix)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new SampleException(
                $"the matrix is {matrix.Rows} × {matrix.Columns}; the matrix of a graph is square.");
        }

        var entries = new Dictionary<(int Row, int Column), double>();
        int diagonal = 0;
        int zeros = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int position = matrix.RowPointers[row]; position < matrix.RowPointers[row + 1]; position++)
            {
                int column = matrix.ColumnIndices[position];
                double weight = matrix.Values[position];
                if (!double.IsFinite(weight))
                {
                    throw new SampleException($"the entry ({row + 1}, {column + 1}) is {weight}; a weight is a finite number.");
                }

                if (row == column)
                {
                    diagonal++;
                }
                else if (weight < 0)
                {
                    throw new SampleException($"the entry ({row + 1}, {column + 1}) is {weight:R}; a weight is not negative.");
                }
                else if (weight == 0)
                {
                    zeros++;
                }
                else
                {
                    entries[(row, column)] = weight;
                }
            }
        }

        foreach (((int row, int column), double weight) in entries)
        {
            double mirrored = entries.GetValueOrDefault((column, row));
            if (Math.Abs(mirrored - weight) > 1e-10 * Math.Max(mirrored, weight))
            {
                throw new SampleException(
                    $"the matrix is not symmetric: ({row + 1}, {column + 1}) is {weight:R}, ({column + 1}, {row + 1}) is {mirrored:R}.");
            }
        }

        if (matrix.Rows < 3)
        {
            throw new SampleException($"the graph has {Count(matrix.Rows, "node")}; at least 3 are needed.");
        }

        (int Row, int Column)[] ties = [.. entries.Keys.Where(e => e.Row < e.Column).Order()];
        var graph = new Graph(matrix.Rows, [.. ties.Select(t => t.Row)], [.. ties.Select(t => t.Column)]);
        int unreached = Array.IndexOf(Graph.Distances(graph.Neighbours(), 0), -1);
        if (unreached >= 0)
        {
            throw new SampleException($"the graph is disconnected: there is no path from node 1 to node {unreached + 1}.");
        }

        var notes = new List<string>();
        if (diagonal > 0)
        {
            notes.Add($"{Count(diagonal, "entry", "entries")} on the diagonal ignored: a tie joins two nodes.");
        }

        if (zeros > 0)
        {
            notes.Add($"{Count(zeros, "entry", "entries")} equal to zero ignored: they are no ties.");
        }

        return new Network(name, graph, [.. ties.Select(t => entries[t])], notes);
    }

    private static string Count(int number, string one, string? many = null) =>
        number == 1 ? "1 " + one : $"{number} {many ?? one + "s"}";
}
