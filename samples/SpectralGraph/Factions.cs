using System;
using System.IO;
using System.Linq;

namespace SpectralGraph;

/// <summary>The two sides that the members of a network really took.</summary>
/// <param name="Names">Two names; the first is that of node 1.</param>
/// <param name="Sides">0 or 1 for each node.</param>
internal sealed record Factions(string[] Names, int[] Sides)
{
    /// <summary>Reads <c>name-factions.csv</c> beside <c>name.mtx</c>, if there is one.</summary>
    /// <exception cref="SampleException">The file is there but does not give each node one of two factions.</exception>
    public static Factions? ReadBeside(string networkPath, int nodeCount)
    {
        string path = Path.Combine(
            Path.GetDirectoryName(networkPath) ?? "", Path.GetFileNameWithoutExtension(networkPath) + "-factions.csv");
        if (!File.Exists(path))
        {
            return null;
        }

        string?[] factions = new string?[nodeCount];
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && !l.StartsWith('#')).Skip(1))
        {
            string[] cells = line.Split(',', 2);
            if (cells.Length != 2 || !int.TryParse(cells[0], out int node) || node < 1 || node > nodeCount)
            {
                throw new SampleException($"'{path}': '{line}' is not 'node,faction' with a node from 1 to {nodeCount}.");
            }

            factions[node - 1] = cells[1].Trim();
        }

        int missing = Array.IndexOf(factions, null);
        if (missing >= 0)
        {
            throw new SampleException($"'{path}' gives node {missing + 1} no faction.");
        }

        string[] names = [.. factions.Distinct().Select(f => f!)];
        return names.Length == 2
            ? new Factions(names, [.. factions.Select(f => Array.IndexOf(names, f))])
            : throw new SampleException($"'{path}' names {names.Length} factions; there must be two.");
    }

    /// <summary>The nodes that the signs of a vector put on the wrong side; the sign of the vector itself is free.</summary>
    public int[] Misplaced(double[] vector)
    {
        int[] one = [.. Enumerable.Range(0, Sides.Length).Where(i => vector[i] > 0 != (Sides[i] == 1))];
        int[] other = [.. Enumerable.Range(0, Sides.Length).Except(one)];
        return one.Length <= other.Length ? one : other;
    }
}
