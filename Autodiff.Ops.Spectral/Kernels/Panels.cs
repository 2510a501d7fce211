using System;
using System.Buffers;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Operations on panels: eight vectors of n numbers, interleaved, so that the eight numbers of one index lie together.
/// A product with a panel reads each stored value once for eight vectors. Small matrices of coefficients are 8 × 8,
/// row-major.
/// </summary>
internal abstract class Panels<T>(int n, Team team) : IDisposable
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The vectors of a panel.</summary>
    public const int Width = 8;

    /// <summary>The numbers of a matrix of coefficients.</summary>
    public const int Square = Width * Width;

    private readonly List<Panel<T>> _rented = [];
    private readonly Stack<Panel<T>> _spare = [];
    private bool _areRented;

    public int Dimension { get; } = n;

    protected Team Team { get; } = team;

    public static Panels<T> Create(int n, Team team)
    {
        if (typeof(T) == typeof(double))
        {
            return (Panels<T>)(object)new Panels<double, DoubleLanes>(n, team);
        }

        return typeof(T) == typeof(float)
            ? (Panels<T>)(object)new Panels<float, FloatLanes>(n, team)
            : new Panels<T, GeneralLanes<T>>(n, team);
    }

    /// <summary>Kernels whose panels stand in rented memory until they are disposed.</summary>
    public static Panels<T> CreateRented(int n, Team team)
    {
        Panels<T> panels = Create(n, team);
        panels._areRented = true;
        return panels;
    }

    /// <summary>A panel of zeros.</summary>
    public Panel<T> New()
    {
        Panel<T> panel = NewUninitialized();
        panel.Numbers.Clear();
        return panel;
    }

    /// <summary>A panel that is written before it is read.</summary>
    public Panel<T> NewUninitialized()
    {
        if (_spare.TryPop(out Panel<T>? spare))
        {
            return spare;
        }

        int length = checked(Dimension * Width);
        int room = Panel<T>.Room(length);
        if (!_areRented)
        {
            return new Panel<T>(length, GC.AllocateUninitializedArray<T>(room));
        }

        var panel = new Panel<T>(length, ArrayPool<T>.Shared.Rent(room));
        _rented.Add(panel);
        return panel;
    }

    /// <summary>Takes panels back that nobody will read again: the next new ones.</summary>
    public void Release(params ReadOnlySpan<Panel<T>> panels)
    {
        foreach (Panel<T> panel in panels)
        {
            _spare.Push(panel);
        }
    }

    /// <summary>Gives the memory of all panels back, if it was rented.</summary>
    public void Dispose()
    {
        foreach (Panel<T> panel in _rented)
        {
            ArrayPool<T>.Shared.Return(panel.Memory);
        }

        _rented.Clear();
        _spare.Clear();
    }

    /// <summary>Fills columns of a panel with random numbers of mean square 1/n: the same for the same seed.</summary>
    public void FillRandom(Panel<T> panel, int from, int to, ulong seed)
        => Team.Run((panel, from, to, seed, scale: Math.Sqrt(3.0 / Dimension)), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                for (int c = o.from; c < o.to; c++)
                {
                    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014) on a counter.
                    ulong z = o.seed + 0x9E3779B97F4A7C15UL * (ulong)((long)i * Width + c + 1);
                    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                    z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                    double uniform = (long)(z ^ (z >> 31)) * (1.0 / 9223372036854775808.0);
                    o.panel[i * Width + c] = Numbers<T>.From(o.scale * uniform);
                }
            }
        });

    /// <summary>
    /// y = α(S x − γ x) − β y + δ z, with α, β, γ and δ for each vector; y and z are not read when <paramref name="beta"/> and
    /// <paramref name="delta"/> are empty.
    /// </summary>
    public abstract void Multiply(CsrMatrix<T> s, Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, T[] beta, Panel<T>? z, T[] delta);

    /// <inheritdoc cref="Multiply(CsrMatrix{T}, Panel{T}, Panel{T}, T[], T[], T[], Panel{T}, T[])"/>
    public void Multiply(CsrMatrix<T> s, Panel<T> x, Panel<T> y, T[] alpha, T[] gamma) => Multiply(s, x, y, alpha, gamma, [], null, []);

    /// <summary>
    /// Coefficients XᵢᵀY of the first <paramref name="count"/> panels of a basis, one matrix after another; and YᵀY in the same
    /// pass, unless <paramref name="gram"/> is empty.
    /// </summary>
    public abstract void Inner(Panel<T>[] basis, int count, Panel<T> y, T[] coefficients, T[] gram);

    /// <inheritdoc cref="Inner(Panel{T}[], int, Panel{T}, T[], T[])"/>
    public void Inner(Panel<T>[] basis, int count, Panel<T> y, T[] coefficients) => Inner(basis, count, y, coefficients, []);

    /// <summary>Y −= Σ Xᵢ Cᵢ; and the coefficients of what is left, in the same pass, unless <paramref name="rest"/> is empty.</summary>
    public abstract void Subtract(Panel<T>[] basis, int count, T[] coefficients, Panel<T> y, T[] rest);

    /// <summary>Y = X C, in place where both are the same.</summary>
    public abstract void Transform(Panel<T> x, T[] coefficients, Panel<T> y);

    /// <summary>The first <paramref name="kept"/> panels of <paramref name="destination"/> become Σ Xᵢ Cᵢⱼ, which may overwrite the basis.</summary>
    /// <param name="basis">The panels combined.</param>
    /// <param name="count">How many.</param>
    /// <param name="coefficients">count·kept matrices: that of panel i and new panel j is number i·kept + j.</param>
    /// <param name="kept">How many are made.</param>
    /// <param name="destination">Where to.</param>
    public abstract void Combine(Panel<T>[] basis, int count, T[] coefficients, int kept, Panel<T>[] destination);

    /// <summary>y = Σ over terms of cᵢ∘xᵢ, with a coefficient for each vector; a term may be y itself.</summary>
    public abstract void Combine3(Panel<T> x0, T[] c0, Panel<T> x1, T[] c1, Panel<T> x2, T[] c2, Panel<T> y);

    /// <summary>The inner product of each vector with its namesake.</summary>
    public abstract void Dots(Panel<T> x, Panel<T> y, T[] dots);

    /// <summary>x = diag(d) x.</summary>
    public abstract void ScaleRows(T[] d, Panel<T> x);

    /// <summary>x += α p and r −= α q, with a coefficient for each vector, in one pass.</summary>
    public abstract void Advance(T[] alpha, Panel<T> p, Panel<T> x, Panel<T> q, Panel<T> r);

    /// <summary>Copies vectors, one after another, into a panel; missing ones are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Interleave(ReadOnlySpan<T> rows, int count, Panel<T> panel)
    {
        const int Tile = 64;
        if (count < Width)
        {
            panel.Numbers.Clear();
        }

        for (int first = 0; first < Dimension; first += Tile)
        {
            int last = Math.Min(Dimension, first + Tile);
            for (int c = 0; c < count; c++)
            {
                ReadOnlySpan<T> row = rows.Slice(c * Dimension, Dimension);
                for (int i = first; i < last; i++)
                {
                    panel[i * Width + c] = row[i];
                }
            }
        }
    }

    /// <summary>Copies the vectors of a panel out, those of them that have a destination.</summary>
    public void Extract(Panel<T> panel, T[]?[] rows)
        => Team.Run((panel, rows), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, from, to) =>
        {
            const int Tile = 64;
            for (int first = from; first < to; first += Tile)
            {
                int last = Math.Min(to, first + Tile);
                for (int c = 0; c < o.rows.Length; c++)
                {
                    if (o.rows[c] is { } row)
                    {
                        for (int i = first; i < last; i++)
                        {
                            row[i] = o.panel[i * Width + c];
                        }
                    }
                }
            }
        });

    /// <summary>Copies one vector out of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Extract(Panel<T> panel, int column, Span<T> row)
    {
        for (int i = 0; i < Dimension; i++)
        {
            row[i] = panel[i * Width + column];
        }
    }
}

/// <summary>The kernels for one type of lanes.</summary>
internal sealed class Panels<T, TLanes>(int n, Team team) : Panels<T>(n, team)
    where T : IFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    // A stretch of a panel stays in the first-level cache while those of a basis pass by.
    private const int Stretch = 192;

    private T[] _partial = [];
    private T[] _scratch = [];

    public override void Multiply(CsrMatrix<T> s, Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, T[] beta, Panel<T>? z, T[] delta)
        => Team.Run((s, x, y, alpha, gamma, beta, z, delta), static (o, _, from, to) => Multiply(o.s, o.x, o.y, o.alpha, o.gamma, o.beta, o.z, o.delta, from, to));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Inner(Panel<T>[] basis, int count, Panel<T> y, T[] coefficients, T[] gram)
    {
        int length = count * Square;
        int all = length + gram.Length;
        T[] partial = Partial(all);
        Team.Run((basis, count, y, partial, all), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, worker, from, to) =>
        {
            int at = worker * o.all;
            int own = o.count * Square;
            o.partial.AsSpan(at, o.all).Clear();
            for (int row = from; row < to; row += Stretch)
            {
                int rows = Math.Min(Stretch, to - row);
                InnerStretch(o.basis, o.count, o.y, o.partial, at, row, rows);
                if (o.all > own)
                {
                    PanelStretches<T, TLanes>.Inner(ref o.y[row * Width], ref o.y[row * Width], ref o.partial[at + own], rows);
                }
            }
        });
        Sum(all, 0, coefficients.AsSpan(0, length));
        Sum(all, length, gram);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Subtract(Panel<T>[] basis, int count, T[] coefficients, Panel<T> y, T[] rest)
    {
        int length = count * Square;
        T[] partial = Partial(length);
        Team.Run((basis, count, coefficients, y, partial, hasRest: rest.Length > 0), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, worker, from, to) =>
        {
            int at = worker * o.count * Square;
            o.partial.AsSpan(at, o.count * Square).Clear();
            for (int row = from; row < to; row += Stretch)
            {
                int rows = Math.Min(Stretch, to - row);
                for (int i = 0; i < o.count; i++)
                {
                    PanelStretches<T, TLanes>.Subtract(ref o.basis[i][row * Width], ref o.coefficients[i * Square], ref o.y[row * Width], rows);
                }

                if (o.hasRest)
                {
                    InnerStretch(o.basis, o.count, o.y, o.partial, at, row, rows);
                }
            }
        });
        if (rest.Length > 0)
        {
            Sum(length, 0, rest.AsSpan(0, length));
        }
    }

    public override void Transform(Panel<T> x, T[] coefficients, Panel<T> y)
        => Team.Run((x, coefficients, y), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, from, to) =>
        {
            if (from < to)
            {
                PanelStretches<T, TLanes>.Product(ref o.x[from * Width], ref o.coefficients[0], ref o.y[from * Width], to - from, add: false);
            }
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Combine(Panel<T>[] basis, int count, T[] coefficients, int kept, Panel<T>[] destination)
    {
        int size = kept * Stretch * Width;
        if (_scratch.Length < size * Team.Count)
        {
            _scratch = new T[size * Team.Count];
        }

        Team.Run((basis, count, coefficients, kept, destination, scratch: _scratch), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, worker, from, to) =>
        {
            int at = worker * o.kept * Stretch * Width;
            for (int row = from; row < to; row += Stretch)
            {
                int rows = Math.Min(Stretch, to - row);
                for (int j = 0; j < o.kept; j++)
                {
                    for (int i = 0; i < o.count; i++)
                    {
                        PanelStretches<T, TLanes>.Product(ref o.basis[i][row * Width], ref o.coefficients[(i * o.kept + j) * Square], ref o.scratch[at + j * Stretch * Width], rows, add: i > 0);
                    }
                }

                for (int j = 0; j < o.kept; j++)
                {
                    o.scratch.AsSpan(at + j * Stretch * Width, rows * Width).CopyTo(o.destination[j].Numbers[(row * Width)..]);
                }
            }
        });
    }

    public override void Combine3(Panel<T> x0, T[] c0, Panel<T> x1, T[] c1, Panel<T> x2, T[] c2, Panel<T> y)
        => Team.Run((x0, c0, x1, c1, x2, c2, y), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, from, to) =>
        {
            TLanes k0 = TLanes.Load(ref o.c0[0]), k1 = TLanes.Load(ref o.c1[0]), k2 = TLanes.Load(ref o.c2[0]);
            for (int at = from * Width; at < to * Width; at += Width)
            {
                TLanes sum = TLanes.Load(ref o.x0[at]) * k0;
                sum = TLanes.MultiplyAdd(TLanes.Load(ref o.x1[at]), k1, sum);
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(ref o.x2[at]), k2, sum), ref o.y[at]);
            }
        });

    public override void ScaleRows(T[] d, Panel<T> x)
        => Team.Run((d, x), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                ref T row = ref o.x[i * Width];
                TLanes.Store(TLanes.Load(ref row) * TLanes.Broadcast(o.d[i]), ref row);
            }
        });

    public override void Advance(T[] alpha, Panel<T> p, Panel<T> x, Panel<T> q, Panel<T> r)
        => Team.Run((alpha, p, x, q, r), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, _, from, to) =>
        {
            TLanes step = TLanes.Load(ref o.alpha[0]);
            for (int at = from * Width; at < to * Width; at += Width)
            {
                TLanes.Store(TLanes.MultiplyAdd(step, TLanes.Load(ref o.p[at]), TLanes.Load(ref o.x[at])), ref o.x[at]);
                TLanes.Store(TLanes.SubtractProduct(step, TLanes.Load(ref o.q[at]), TLanes.Load(ref o.r[at])), ref o.r[at]);
            }
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Dots(Panel<T> x, Panel<T> y, T[] dots)
    {
        T[] partial = Partial(Width);
        Team.Run((x, y, partial), [MethodImpl(MethodImplOptions.AggressiveOptimization)] static (o, worker, from, to) =>
        {
            TLanes even = TLanes.Zero, odd = TLanes.Zero;
            int at = from * Width;
            for (; at + Width < to * Width; at += 2 * Width)
            {
                even = TLanes.MultiplyAdd(TLanes.Load(ref o.x[at]), TLanes.Load(ref o.y[at]), even);
                odd = TLanes.MultiplyAdd(TLanes.Load(ref o.x[at + Width]), TLanes.Load(ref o.y[at + Width]), odd);
            }

            if (at < to * Width)
            {
                even = TLanes.MultiplyAdd(TLanes.Load(ref o.x[at]), TLanes.Load(ref o.y[at]), even);
            }

            TLanes.Store(even + odd, ref o.partial[worker * Width]);
        });
        Sum(Width, 0, dots.AsSpan(0, Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(CsrMatrix<T> s, Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, T[] beta, Panel<T>? z, T[] delta, int from, int to)
    {
        ref T x0 = ref x[0];
        ref T y0 = ref y[0];
        ref int c0 = ref MemoryMarshal.GetArrayDataReference(s.ColumnIndices);
        ref T v0 = ref MemoryMarshal.GetArrayDataReference(s.Values);
        int[] rowPointers = s.RowPointers;
        TLanes scale = TLanes.Load(ref alpha[0]);
        TLanes shift = TLanes.Load(ref gamma[0]);
        bool subtracts = beta.Length > 0;
        bool adds = delta.Length > 0;
        TLanes old = subtracts ? TLanes.Load(ref beta[0]) : TLanes.Zero;
        TLanes other = adds ? TLanes.Load(ref delta[0]) : TLanes.Zero;
        int p = rowPointers[from];
        for (int i = from; i < to; i++)
        {
            int end = rowPointers[i + 1];
            TLanes even = TLanes.Zero;
            TLanes odd = TLanes.Zero;
            for (; p + 1 < end; p += 2)
            {
                even = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref v0, p)), TLanes.Load(ref Unsafe.Add(ref x0, (nint)Unsafe.Add(ref c0, p) * Width)), even);
                odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref v0, p + 1)), TLanes.Load(ref Unsafe.Add(ref x0, (nint)Unsafe.Add(ref c0, p + 1) * Width)), odd);
            }

            if (p < end)
            {
                even = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref v0, p)), TLanes.Load(ref Unsafe.Add(ref x0, (nint)Unsafe.Add(ref c0, p) * Width)), even);
                p++;
            }

            ref T target = ref Unsafe.Add(ref y0, (nint)i * Width);
            TLanes sum = TLanes.SubtractProduct(shift, TLanes.Load(ref Unsafe.Add(ref x0, (nint)i * Width)), even + odd) * scale;
            sum = adds ? TLanes.MultiplyAdd(other, TLanes.Load(ref z![i * Width]), sum) : sum;
            TLanes.Store(subtracts ? TLanes.SubtractProduct(old, TLanes.Load(ref target), sum) : sum, ref target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InnerStretch(Panel<T>[] basis, int count, Panel<T> y, T[] sums, int at, int row, int rows)
    {
        for (int i = 0; i < count; i++)
        {
            PanelStretches<T, TLanes>.Inner(ref basis[i][row * Width], ref y[row * Width], ref sums[at + i * Square], rows);
        }
    }

    private T[] Partial(int length)
    {
        if (_partial.Length < length * Team.Count)
        {
            _partial = new T[length * Team.Count];
        }

        return _partial;
    }

    /// <summary>Adds up a part of what each worker has left in its stretch of a length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int length, int from, Span<T> sums)
    {
        _partial.AsSpan(from, sums.Length).CopyTo(sums);
        for (int worker = 1; worker < Team.Count; worker++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sums, _partial.AsSpan(worker * length + from, sums.Length), sums);
        }
    }
}
