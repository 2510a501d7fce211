using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Lists and memories as parameters and locals.</summary>
public static partial class ContainerPrograms
{
    [Differentiable]
    public static double Memories(ReadOnlySpan<double> x)
    {
        double[] a = x[..3].ToArray();
        double[] b = x[3..].ToArray();
        Memory<double> whole = a;
        double s = OfMemories(a.AsMemory(), b);
        s += OfMemories(whole[..2], b.AsMemory(1, 2)) * whole.Span[0];
        double[] c = whole.ToArray();
        c[0] *= c[1];
        whole[..2].CopyTo(whole[1..]);
        return s + (c[0] * a[0]) + a[1];
    }

    [Differentiable]
    public static double OfMemories(Memory<double> values, ReadOnlyMemory<double> weights)
    {
        Span<double> span = values.Span;
        for (int i = 0; i < values.Length; i++)
        {
            span[i] *= weights.Span[i] * span[i];
        }

        Memory<double> part = values.Slice(0, 2);
        part.Span[0] += part.Span[1] * weights.Span[0];
        double sum = 0;
        foreach (double value in values[1..].Span)
        {
            sum += value * value;
        }

        return sum + TensorPrimitives.Dot<double>(values.Span, weights.Span[..values.Length]);
    }

    [Differentiable]
    public static double Lists(ReadOnlySpan<double> x)
    {
        var list = new List<double>();
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0.8)
            {
                continue;
            }

            list.Add(x[i] * x[(i + 1) % x.Length]);
            if (list.Count > 1)
            {
                list[^1] *= list[list.Count - 2];
            }
        }

        list.Add(x[0]);
        double s = OfList(list, x[1]);
        List<double> more = new List<double>(4) { x[2], s * x[3] };
        more.AddRange(list);
        more.AddRange(x);
        more.AddRange(more);
        List<double> spread = [x[5], .. more, 1.5];
        var copy = new List<double>(spread);
        copy[0] *= copy[1];
        double[] array = copy.ToArray();
        return s + (more[0] * more[1] * more[more.Count - 1]) + (array.Sum() * spread[2]) + spread.Count;
    }

    [Differentiable]
    public static double OfList(List<double> values, double weight)
    {
        double s = 0;
        for (int i = 0; i < values.Count; i++)
        {
            s += values[i] * values[i] * weight;
        }

        foreach (double value in values)
        {
            s += Math.Sin(value);
        }

        values[0] *= values[^1];
        return s * values[0];
    }

    [Differentiable]
    public static double GrowingPath(ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int t = 0; t < 3; t++)
        {
            var path = new List<double> { 1 + (0.1 * x[t]) };
            while (path[^1] < 3 && path.Count < 10)
            {
                path.Add(path[path.Count - 1] * (1.2 + (0.1 * x[t + 1])));
            }

            foreach (double value in path)
            {
                if (value > 2.5)
                {
                    break;
                }

                total += value * value;
            }

            total *= path[path.Count / 2];
        }

        return total;
    }

    [Differentiable]
    public static List<double> Squares(List<double> values)
    {
        var squares = new List<double>();
        foreach (double value in values)
        {
            squares.Add(value * value);
        }

        return squares;
    }

    [Differentiable]
    public static double OfReturnedList(ReadOnlySpan<double> x)
    {
        List<double> values = [.. x];
        List<double> squares = Squares(values);
        squares.Add(squares[0] * x[1]);
        return squares[1] * squares[^1];
    }

    /// <summary>Containers of a type parameter.</summary>
    [Differentiable]
    public static T OfAnyReal<T>(T[] x)
        where T : IFloatingPointIeee754<T>
    {
        T[] copy = x[1..];
        T[,] square = new T[2, 2] { { x[0], copy[0] }, { copy[1], x[0] * x[1] } };
        T[][] rows = [[x[0]], [copy[0], x[2]]];
        List<T> list = [.. copy];
        list.Add(square[1, 1] * rows[1][1]);
        Array.Reverse(copy);
        copy[0] *= list[^1];
        T sum = T.Zero;
        foreach (T value in square)
        {
            sum += value * value;
        }

        return sum * copy[0];
    }

    [Differentiable]
    public static double OfGenerics(ReadOnlySpan<double> x) => OfAnyReal(x.ToArray()) + (OfAnyReal<float>([(float)x[0], 1, 2]) * 0);
}
