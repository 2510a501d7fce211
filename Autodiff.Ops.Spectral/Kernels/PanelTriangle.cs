using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Solves with a sparse triangle for the eight vectors of a panel together.</summary>
internal static class PanelTriangle
{
    /// <summary>X = L⁻ᵀ L⁻¹ X.</summary>
    /// <param name="rowPointers">Where each row of L begins.</param>
    /// <param name="columns">The columns of its entries left of the diagonal.</param>
    /// <param name="values">These entries.</param>
    /// <param name="reciprocals">1/Lᵢᵢ.</param>
    /// <param name="panel">X.</param>
    public static void Solve<T>(int[] rowPointers, int[] columns, T[] values, T[] reciprocals, Panel<T> panel)
        where T : IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            Solve<double, DoubleLanes>(rowPointers, columns, (double[])(object)values, (double[])(object)reciprocals, (Panel<double>)(object)panel);
        }
        else if (typeof(T) == typeof(float))
        {
            Solve<float, FloatLanes>(rowPointers, columns, (float[])(object)values, (float[])(object)reciprocals, (Panel<float>)(object)panel);
        }
        else
        {
            Solve<T, GeneralLanes<T>>(rowPointers, columns, values, reciprocals, panel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Solve<T, TLanes>(int[] rowPointers, int[] columns, T[] values, T[] reciprocals, Panel<T> panel)
        where T : IFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        const int W = Panels<T>.Width;
        int n = reciprocals.Length;
        for (int i = 0; i < n; i++)
        {
            TLanes sum = TLanes.Load(ref panel[i * W]);
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                sum = TLanes.SubtractProduct(TLanes.Broadcast(values[p]), TLanes.Load(ref panel[columns[p] * W]), sum);
            }

            TLanes.Store(sum * TLanes.Broadcast(reciprocals[i]), ref panel[i * W]);
        }

        for (int i = n - 1; i >= 0; i--)
        {
            TLanes solved = TLanes.Load(ref panel[i * W]) * TLanes.Broadcast(reciprocals[i]);
            TLanes.Store(solved, ref panel[i * W]);
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                ref T above = ref panel[columns[p] * W];
                TLanes.Store(TLanes.SubtractProduct(TLanes.Broadcast(values[p]), solved, TLanes.Load(ref above)), ref above);
            }
        }
    }
}
