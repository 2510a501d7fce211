using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>What a factor does to a block of vectors, whose numbers of one row lie together.</summary>
internal abstract class TriangularSweeps<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>For eight vectors.</summary>
    public static TriangularSweeps<T> Wide { get; } = Create(narrow: false);

    /// <summary>For four, where there is a register for so few.</summary>
    public static TriangularSweeps<T> Narrow { get; } = Create(narrow: true);

    /// <summary>The vectors of a block.</summary>
    public abstract int Width { get; }

    /// <summary>x := D⁻¹ U⁻ᵀ x for the fronts from <paramref name="first"/> to <paramref name="end"/>, or with the root C of D in its place.</summary>
    /// <param name="factor">U and D.</param>
    /// <param name="root">Whether to divide by C.</param>
    /// <param name="block">x.</param>
    /// <param name="part">Scratch for the pivots of a front.</param>
    /// <param name="first">The first front.</param>
    /// <param name="end">One behind the last.</param>
    public abstract void Forward(LdltFactor<T> factor, bool root, Span<T> block, Span<T> part, int first, int end);

    /// <summary>x := U⁻¹ x, or U⁻¹ C⁻ᵀ x; the last front first.</summary>
    /// <inheritdoc cref="Forward"/>
    public abstract void Backward(LdltFactor<T> factor, bool root, Span<T> block, Span<T> part, int first, int end);

    /// <summary>x := Uᵀ C x.</summary>
    public abstract void MultiplyLower(LdltFactor<T> factor, Span<T> block, Span<T> part);

    /// <summary>x := Cᵀ U x.</summary>
    public abstract void MultiplyUpper(LdltFactor<T> factor, Span<T> block, Span<T> part);

    private static TriangularSweeps<T> Create(bool narrow)
    {
        if (typeof(T) == typeof(double))
        {
            return narrow
                ? (TriangularSweeps<T>)(object)new TriangularSweeps<double, FourDoubles>()
                : (TriangularSweeps<T>)(object)new TriangularSweeps<double, DoubleLanes>();
        }

        if (typeof(T) == typeof(float))
        {
            return narrow
                ? (TriangularSweeps<T>)(object)new TriangularSweeps<float, FourFloats>()
                : (TriangularSweeps<T>)(object)new TriangularSweeps<float, FloatLanes>();
        }

        return new TriangularSweeps<T, GeneralLanes<T>>();
    }
}

/// <summary>The sweeps for one type of lanes.</summary>
internal sealed class TriangularSweeps<T, TLanes> : TriangularSweeps<T>
    where T : IFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private const int Strip = SymbolicFactorization.Strip;

    public override int Width => TLanes.Width;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(LdltFactor<T> factor, bool root, Span<T> block, Span<T> part, int first, int end)
    {
        int width = TLanes.Width;
        ref T x = ref MemoryMarshal.GetReference(block);
        ref T own = ref MemoryMarshal.GetReference(part);
        for (int s = first; s < end; s++)
        {
            LdltFactor<T>.Front front = factor.FrontAt(s);
            int pivots = front.Pivots.Length;
            ref T u = ref MemoryMarshal.GetReference(front.Numbers);
            Load(ref x, front.Pivots, ref own);
            for (int from = 0; from < pivots; from += Strip)
            {
                int rows = Math.Min(pivots - from, Strip);
                ref T z = ref Unsafe.Add(ref own, from * width);
                TriangularKernel<T, TLanes>.SweepDown(ref u, rows, -T.One, ref z);
                AddTransposed(ref Unsafe.Add(ref u, Triangle(rows)), front, from + rows, rows, -T.One, ref z, ref own, ref x);
                u = ref Unsafe.Add(ref u, StripEntries(front, from, rows));
            }

            if (root)
            {
                factor.DivideByRoot(front.FirstPivot, pivots, part, width);
            }
            else
            {
                DivideByD(factor, front.FirstPivot, pivots, ref own);
            }

            Store(ref own, front.Pivots, ref x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(LdltFactor<T> factor, bool root, Span<T> block, Span<T> part, int first, int end)
    {
        int width = TLanes.Width;
        ref T x = ref MemoryMarshal.GetReference(block);
        ref T own = ref MemoryMarshal.GetReference(part);
        for (int s = end - 1; s >= first; s--)
        {
            LdltFactor<T>.Front front = factor.FrontAt(s);
            int pivots = front.Pivots.Length;
            Load(ref x, front.Pivots, ref own);
            if (root)
            {
                factor.DivideByRootTransposed(front.FirstPivot, pivots, part, width);
            }

            ref T u = ref Unsafe.Add(ref MemoryMarshal.GetReference(front.Numbers), front.Numbers.Length);
            for (int from = LastStrip(pivots); from >= 0; from -= Strip)
            {
                int rows = Math.Min(pivots - from, Strip);
                ref T z = ref Unsafe.Add(ref own, from * width);
                u = ref Unsafe.Subtract(ref u, StripEntries(front, from, rows));
                Add(ref Unsafe.Add(ref u, Triangle(rows)), front, from + rows, rows, -T.One, ref z, ref own, ref x);
                TriangularKernel<T, TLanes>.SweepUp(ref u, rows, -T.One, ref z);
            }

            Store(ref own, front.Pivots, ref x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyLower(LdltFactor<T> factor, Span<T> block, Span<T> part)
    {
        int width = TLanes.Width;
        ref T x = ref MemoryMarshal.GetReference(block);
        ref T own = ref MemoryMarshal.GetReference(part);
        for (int s = factor.FrontCount - 1; s >= 0; s--)
        {
            LdltFactor<T>.Front front = factor.FrontAt(s);
            int pivots = front.Pivots.Length;
            Load(ref x, front.Pivots, ref own);
            factor.MultiplyByRoot(front.FirstPivot, pivots, part, width);
            ref T u = ref Unsafe.Add(ref MemoryMarshal.GetReference(front.Numbers), front.Numbers.Length);
            for (int from = LastStrip(pivots); from >= 0; from -= Strip)
            {
                int rows = Math.Min(pivots - from, Strip);
                ref T z = ref Unsafe.Add(ref own, from * width);
                u = ref Unsafe.Subtract(ref u, StripEntries(front, from, rows));
                AddTransposed(ref Unsafe.Add(ref u, Triangle(rows)), front, from + rows, rows, T.One, ref z, ref own, ref x);
                TriangularKernel<T, TLanes>.SweepDownFromLast(ref u, rows, T.One, ref z);
            }

            Store(ref own, front.Pivots, ref x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyUpper(LdltFactor<T> factor, Span<T> block, Span<T> part)
    {
        int width = TLanes.Width;
        ref T x = ref MemoryMarshal.GetReference(block);
        ref T own = ref MemoryMarshal.GetReference(part);
        for (int s = 0; s < factor.FrontCount; s++)
        {
            LdltFactor<T>.Front front = factor.FrontAt(s);
            int pivots = front.Pivots.Length;
            Load(ref x, front.Pivots, ref own);
            ref T u = ref MemoryMarshal.GetReference(front.Numbers);
            for (int from = 0; from < pivots; from += Strip)
            {
                int rows = Math.Min(pivots - from, Strip);
                ref T z = ref Unsafe.Add(ref own, from * width);
                TriangularKernel<T, TLanes>.SweepUpFromFirst(ref u, rows, T.One, ref z);
                Add(ref Unsafe.Add(ref u, Triangle(rows)), front, from + rows, rows, T.One, ref z, ref own, ref x);
                u = ref Unsafe.Add(ref u, StripEntries(front, from, rows));
            }

            factor.MultiplyByRootTransposed(front.FirstPivot, pivots, part, width);
            Store(ref own, front.Pivots, ref x);
        }
    }

    private static int LastStrip(int pivots) => pivots == 0 ? -1 : (pivots - 1) / Strip * Strip;

    private static int Triangle(int rows) => rows * (rows - 1) / 2;

    private static int StripEntries(in LdltFactor<T>.Front front, int from, int rows)
        => Triangle(rows) + rows * (front.Pivots.Length - from - rows + front.Delayed.Length + front.Rows.Length);

    /// <summary>The columns beside a strip's triangle: those of later pivots, of delayed rows, and the others.</summary>
    private static void AddTransposed(ref T u, in LdltFactor<T>.Front front, int later, int rows, T sign, ref T z, ref T own, ref T x)
    {
        int more = front.Pivots.Length - later;
        if (more > 0)
        {
            TriangularKernel<T, TLanes>.AddTransposed(ref u, rows, sign, ref z, front.Numbered.Slice(later, more), ref own);
            u = ref Unsafe.Add(ref u, rows * more);
        }

        if (front.Delayed.Length > 0)
        {
            TriangularKernel<T, TLanes>.AddTransposed(ref u, rows, sign, ref z, front.Delayed, ref x);
            u = ref Unsafe.Add(ref u, rows * front.Delayed.Length);
        }

        TriangularKernel<T, TLanes>.AddTransposed(ref u, rows, sign, ref z, front.Rows, ref x);
    }

    private static void Add(ref T u, in LdltFactor<T>.Front front, int later, int rows, T sign, ref T z, ref T own, ref T x)
    {
        int more = front.Pivots.Length - later;
        if (more > 0)
        {
            TriangularKernel<T, TLanes>.Add(ref u, rows, sign, front.Numbered.Slice(later, more), ref own, ref z);
            u = ref Unsafe.Add(ref u, rows * more);
        }

        if (front.Delayed.Length > 0)
        {
            TriangularKernel<T, TLanes>.Add(ref u, rows, sign, front.Delayed, ref x, ref z);
            u = ref Unsafe.Add(ref u, rows * front.Delayed.Length);
        }

        TriangularKernel<T, TLanes>.Add(ref u, rows, sign, front.Rows, ref x, ref z);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(ref T block, ReadOnlySpan<int> rows, ref T part)
    {
        int width = TLanes.Width;
        for (int i = 0; i < rows.Length; i++)
        {
            TLanes.Store(TLanes.Load(ref Unsafe.Add(ref block, (nint)rows[i] * width)), ref Unsafe.Add(ref part, (nint)i * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(ref T part, ReadOnlySpan<int> rows, ref T block)
    {
        int width = TLanes.Width;
        for (int i = 0; i < rows.Length; i++)
        {
            TLanes.Store(TLanes.Load(ref Unsafe.Add(ref part, (nint)i * width)), ref Unsafe.Add(ref block, (nint)rows[i] * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DivideByD(LdltFactor<T> factor, int first, int pivots, ref T part)
    {
        int width = TLanes.Width;
        ReadOnlySpan<T> diagonal = factor.Diagonal.Slice(first, pivots);
        ReadOnlySpan<PivotKind> kinds = factor.Kinds.Slice(first, pivots);
        for (int p = 0; p < pivots; p++)
        {
            ref T x = ref Unsafe.Add(ref part, (nint)p * width);
            T d = diagonal[p];
            switch (kinds[p])
            {
                case PivotKind.Zero:
                    TLanes.Store(TLanes.Zero, ref x);
                    break;
                case PivotKind.One:
                    TLanes.Store(TLanes.Load(ref x) / TLanes.Broadcast(d), ref x);
                    break;
                case PivotKind.FirstOfTwo:
                    T b = factor.Coupling[first + p];
                    T a = d / b;
                    T e = diagonal[p + 1] / b;
                    TLanes scale = TLanes.Broadcast(T.One / ((a * e - T.One) * b));
                    TLanes minus = TLanes.Broadcast(-T.One);
                    ref T y = ref Unsafe.Add(ref x, width);
                    TLanes u = TLanes.Load(ref x);
                    TLanes v = TLanes.Load(ref y);
                    TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(e), u, minus * v) * scale, ref x);
                    TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(a), v, minus * u) * scale, ref y);
                    break;
            }
        }
    }
}
