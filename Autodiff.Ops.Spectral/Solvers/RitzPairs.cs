using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Approximate eigenpairs with their true residuals, in ascending order.</summary>
/// <param name="Values">The Ritz values.</param>
/// <param name="Vectors">The vectors, one after another, orthonormal within what one step made.</param>
/// <param name="Residuals">‖Av − θv‖.</param>
internal sealed record RitzPairs<T>(double[] Values, T[][] Vectors, double[] Residuals)
    where T : IFloatingPointIeee754<T>
{
    public static RitzPairs<T> None { get; } = new([], [], []) { Angles = [] };

    public int Count => Values.Length;

    /// <summary>The angles of the vectors to the exact ones; <see langword="null"/> where they are not known.</summary>
    public double[]? Angles { get; init; }

    public static RitzPairs<T> Union(RitzPairs<T> x, RitzPairs<T> y)
        => new RitzPairs<T>([.. x.Values, .. y.Values], [.. x.Vectors, .. y.Vectors], [.. x.Residuals, .. y.Residuals])
        {
            Angles = x.Angles is { } a && y.Angles is { } b ? [.. a, .. b] : null,
        }.Pick(Enumerable.Range(0, x.Count + y.Count));

    /// <summary>The best by a kind's order.</summary>
    public RitzPairs<T> Best(int count, TargetKind kind)
        => Pick(Enumerable.Range(0, Count).OrderByDescending(i => KrylovSpace<T>.Key(kind, Values[i])).Take(count));

    /// <summary>The pairs whose residuals are at most this.</summary>
    public RitzPairs<T> Within(double residual) => Pick(Enumerable.Range(0, Count).Where(i => Residuals[i] <= residual));

    /// <summary>The place of the worst by a kind's order.</summary>
    public int Worst(TargetKind kind) => Enumerable.Range(0, Count).MinBy(i => KrylovSpace<T>.Key(kind, Values[i]));

    /// <summary>The values of pairs that are not in a part of these, but next to one that is.</summary>
    public IEnumerable<double> Neighbours(RitzPairs<T> part)
    {
        bool Chosen(int i) => (uint)i < (uint)Count && part.Vectors.Contains(Vectors[i]);
        return Enumerable.Range(0, Count).Where(i => !Chosen(i) && (Chosen(i - 1) || Chosen(i + 1))).Select(i => Values[i]);
    }

    /// <summary>Whether more than <paramref name="many"/> values lie within a width, so that there may be more copies.</summary>
    public bool NeedsSweep(int many, double width)
    {
        for (int i = many; i < Count; i++)
        {
            if (Values[i] - Values[i - many] <= width)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The vectors as panels; what is left of the last is zero.</summary>
    public Panel<T>[] ToPanels(Panels<T> panels)
    {
        var result = new Panel<T>[(Count + Panels<T>.Width - 1) / Panels<T>.Width];
        for (int p = 0; p < result.Length; p++)
        {
            result[p] = panels.New();
            for (int c = 0; c < Panels<T>.Width && p * Panels<T>.Width + c < Count; c++)
            {
                T[] vector = Vectors[p * Panels<T>.Width + c];
                for (int i = 0; i < vector.Length; i++)
                {
                    result[p][i * Panels<T>.Width + c] = vector[i];
                }
            }
        }

        return result;
    }

    private RitzPairs<T> Pick(IEnumerable<int> places)
    {
        int[] sorted = [.. places.OrderBy(i => Values[i])];
        return new RitzPairs<T>([.. sorted.Select(i => Values[i])], [.. sorted.Select(i => Vectors[i])], [.. sorted.Select(i => Residuals[i])]) { Angles = Angles is { } angles ? [.. sorted.Select(i => angles[i])] : null };
    }
}
