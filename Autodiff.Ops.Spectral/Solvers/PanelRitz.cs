using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>The Rayleigh–Ritz step on panels.</summary>
internal static class PanelRitz
{
    /// <summary>Ritz pairs of a matrix in the span of orthonormal panels, which are overwritten with the Ritz vectors.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="x">The panels.</param>
    /// <param name="order">The vectors in them; what is left of the last panel is zero.</param>
    public static RitzPairs<T> Solve<T>(PanelOperator<T> a, Panel<T>[] x, int order)
        where T : IFloatingPointIeee754<T>
    {
        const int W = Panels<T>.Width;
        const int Square = Panels<T>.Square;
        Panels<T> panels = a.Panels;
        int count = x.Length;
        var products = new Panel<T>[count];
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

        panels.Release(products);
        return new RitzPairs<T>(values, vectors, residuals);
    }
}
