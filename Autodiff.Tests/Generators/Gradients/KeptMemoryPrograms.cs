using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Constants in memory that something outside the method keeps, and changes before the reverse sweep reads them.</summary>
public static partial class KeptMemoryPrograms
{
    private static int[] _order = [];
    private static double[,] _weights = { };

    [Differentiable]
    public static double ByACall(ReadOnlySpan<double> x)
    {
        int[] order = [0, 1, 2];
        Keep(order);
        double s = 1;
        for (int i = 0; i < order.Length; i++)
        {
            s = s * x[order[i]] + Math.Sin(s);
            Scramble();
        }

        return s;
    }

    [Differentiable]
    public static double ByACallWithAResult(ReadOnlySpan<double> x)
    {
        int[] order = [0, 1, 2];
        int count = KeepAndCount(order);
        double s = 1;
        for (int i = 0; i < count; i++)
        {
            s = s * x[order[i]] + Math.Sin(s);
            Scramble();
        }

        return s;
    }

    [Differentiable]
    public static double ByAField(ReadOnlySpan<double> x)
    {
        int[] order = [0, 1, 2];
        _order = order;
        double s = 1;
        for (int i = 0; i < order.Length; i++)
        {
            s = s * x[order[i]] + Math.Sin(s);
            Scramble();
        }

        return s;
    }

    [Differentiable]
    public static double ByACollection(ReadOnlySpan<double> x)
    {
        int[] order = [0, 1, 2];
        var all = new List<int[]>();
        all.Add(order);
        double s = 1;
        for (int i = 0; i < order.Length; i++)
        {
            s = s * x[order[i]] + Math.Sin(s);
            Scramble(all);
        }

        return s;
    }

    [Differentiable]
    public static double ByAnElementOfAnArray(ReadOnlySpan<double> x)
    {
        int[] order = [0, 1, 2];
        int[][] all = new int[1][];
        all[0] = order;
        double s = 1;
        for (int i = 0; i < order.Length; i++)
        {
            s = s * x[order[i]] + Math.Sin(s);
            all[0][^1] = (all[0][^1] + 1) % 3;
        }

        return s;
    }

    [Differentiable]
    public static double WeightsByACall(ReadOnlySpan<double> x)
    {
        double[,] weights = { { 1, 2 }, { 3, 4 } };
        Keep(weights);
        double s = 1;
        for (int i = 0; i < 2; i++)
        {
            s = s * x[i] * weights[i, 1] + Math.Sin(s * weights[1, i]);
            Weaken();
        }

        return s;
    }

    private static void Keep(int[] values) => _order = values;

    private static int KeepAndCount(int[] values) => (_order = values).Length;

    private static void Keep(double[,] values) => _weights = values;

    private static void Weaken() => _weights[1, 1] = _weights[1, 0] = 0.5 * _weights[1, 1];

    private static void Scramble() => _order[^1] = (_order[^1] + 1) % 3;

    private static void Scramble(List<int[]> all) => all[0][^1] = (all[0][^1] + 1) % 3;
}
