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
    public static RitzPairs<T> None { get; } = new([], [], []);

    public int Count => Values.Length;

    public static RitzPairs<T> Union(RitzPairs<T> x, RitzPairs<T> y)
        => new RitzPairs<T>([.. x.Values, .. y.Values], [.. x.Vectors, .. y.Vectors], [.. x.Residuals, .. y.Residuals]).Pick(Enumerable.Range(0, x.Count + y.Count));

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
    public T[][] ToPanels(Panels<T> panels)
    {
        var result = new T[(Count + Panels<T>.Width - 1) / Panels<T>.Width][];
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
        return new RitzPairs<T>([.. sorted.Select(i => Values[i])], [.. sorted.Select(i => Vectors[i])], [.. sorted.Select(i => Residuals[i])]);
    }
}

/// <summary>The Rayleigh–Ritz step on panels.</summary>
internal static class RayleighRitz
{
    /// <summary>Ritz pairs of a matrix in the span of orthonormal panels, which are overwritten with the Ritz vectors.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="x">The panels.</param>
    /// <param name="order">The vectors in them; what is left of the last panel is zero.</param>
    public static RitzPairs<T> Solve<T>(PanelOperator<T> a, T[][] x, int order)
        where T : IFloatingPointIeee754<T>
    {
        const int W = Panels<T>.Width;
        const int Square = Panels<T>.Square;
        Panels<T> panels = a.Panels;
        int count = x.Length;
        var products = new T[count][];
        var projected = new double[order * order];
        var blocks = new T[count * Square];
        for (int j = 0; j < count; j++)
        {
            products[j] = panels.NewUninitialized();
            a.Apply(x[j], products[j]);
            panels.Inner(x, count, products[j], blocks);
            for (int i = 0; i < blocks.Length; i++)
            {
                int row = i / Square * W + i % Square / W;
                int column = j * W + i % W;
                if (row < order && column < order)
                {
                    double half = Numbers<T>.ToDouble(blocks[i]) / 2;
                    projected[row * order + column] += half;
                    projected[column * order + row] += half;
                }
            }
        }

        double[] values = DenseEigensolver.Decompose(order, projected);
        var rotation = new T[count * count * Square];
        for (int v = 0; v < order; v++)
        {
            for (int row = 0; row < order; row++)
            {
                rotation[(row / W * count + v / W) * Square + row % W * W + v % W] = Numbers<T>.From(projected[v * order + row]);
            }
        }

        panels.Combine(x, count, rotation, count, x);
        panels.Combine(products, count, rotation, count, products);
        var residuals = new double[order];
        var vectors = new T[order][];
        T[] one = PanelOperator<T>.Lane(1);
        T[] zero = PanelOperator<T>.Lane(0);
        var dots = new T[W];
        for (int p = 0; p < count; p++)
        {
            var minus = new T[W];
            int part = Math.Min(W, order - p * W);
            for (int c = 0; c < part; c++)
            {
                minus[c] = Numbers<T>.From(-values[p * W + c]);
                vectors[p * W + c] = new T[panels.Dimension];
            }

            panels.Extract(x[p], vectors[(p * W)..(p * W + part)]);

            panels.Combine3(products[p], one, x[p], minus, x[p], zero, products[p]);
            panels.Dots(products[p], products[p], dots);
            for (int c = 0; c < part; c++)
            {
                residuals[p * W + c] = Math.Sqrt(Numbers<T>.ToDouble(dots[c]));
            }
        }

        return new RitzPairs<T>(values, vectors, residuals);
    }
}
