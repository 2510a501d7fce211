using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Rules;

/// <summary>
/// Lets the rules of spans serve tensors: elements in order, spread to the shape of the result, and adjoints that find
/// their way back, summed over what was spread.
/// </summary>
internal static class TensorOperands
{
    /// <summary>A rule of one span: what its factor is made of, the seed, and the adjoint it adds to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The operand or the result, whichever the rule reads.</param>
    /// <param name="seed">The adjoint of the result.</param>
    /// <param name="adjoint">The adjoint of the operand.</param>
    public delegate void Rule<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> seed, Span<T> adjoint);

    /// <summary>Runs a rule of one span for a tensor.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The operand or the result, whichever the rule reads.</param>
    /// <param name="seed">The adjoint of the result.</param>
    /// <param name="adjoint">The adjoint of the operand.</param>
    /// <param name="rule">The rule.</param>
    public static void Reverse<T>(in ReadOnlyTensorSpan<T> value, in ReadOnlyTensorSpan<T> seed, in TensorSpan<T> adjoint, Rule<T> rule)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new Adjoint<T>(adjoint, seed.Lengths);
        rule(Elements(value, seed.Lengths), Elements(seed), sum.Elements);
        sum.Add();
    }

    /// <summary>The elements of a tensor in order: its own memory where they lie so, else a copy.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    public static ReadOnlySpan<T> Elements<T>(in ReadOnlyTensorSpan<T> tensor)
    {
        int length = checked((int)tensor.FlattenedLength);
        if (tensor.IsDense)
        {
            return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in tensor.GetPinnableReference()), length);
        }

        var copy = new T[length];
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>The elements of a tensor that is spread to a shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    /// <param name="lengths">The shape.</param>
    public static ReadOnlySpan<T> Elements<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths)
    {
        if (tensor.Lengths.SequenceEqual(lengths))
        {
            return Elements(tensor);
        }

        var copy = new T[Count(lengths)];
        Tensor.BroadcastTo(tensor, new TensorSpan<T>(copy, lengths));
        return copy;
    }

    /// <summary>Adds elements of a shape to a tensor that was spread to that shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements, in order.</param>
    /// <param name="lengths">The shape.</param>
    /// <param name="target">The tensor, whose missing or single dimensions get sums.</param>
    public static void AddTo<T>(ReadOnlySpan<T> values, ReadOnlySpan<nint> lengths, in TensorSpan<T> target)
        where T : IFloatingPointIeee754<T>
    {
        if (values.IsEmpty)
        {
            return;
        }

        ref T first = ref target.GetPinnableReference();
        int rank = lengths.Length;
        if (rank == 0)
        {
            first += values[0];
            return;
        }

        // A dimension that was spread has stride 0, and so do those that the tensor does not have.
        Span<nint> strides = stackalloc nint[rank];
        Span<nint> index = stackalloc nint[rank];
        strides.Clear();
        index.Clear();
        int missing = rank - target.Rank;
        for (int i = 0; i < target.Rank; i++)
        {
            strides[missing + i] = target.Lengths[i] == 1 ? 0 : target.Strides[i];
        }

        int columns = (int)lengths[^1];
        nint step = strides[^1];
        nint offset = 0;
        for (int start = 0; start < values.Length; start += columns)
        {
            AddRow(values.Slice(start, columns), ref Unsafe.Add(ref first, offset), step);
            for (int d = rank - 2; d >= 0; d--)
            {
                offset += strides[d];
                if (++index[d] < lengths[d])
                {
                    break;
                }

                offset -= strides[d] * lengths[d];
                index[d] = 0;
            }
        }
    }

    private static void AddRow<T>(ReadOnlySpan<T> row, ref T place, nint step)
        where T : IFloatingPointIeee754<T>
    {
        if (step == 1)
        {
            Span<T> places = MemoryMarshal.CreateSpan(ref place, row.Length);
            TensorPrimitives.Add(places, row, places);
        }
        else if (step == 0)
        {
            place += TensorPrimitives.Sum(row);
        }
        else
        {
            for (int i = 0; i < row.Length; i++)
            {
                Unsafe.Add(ref place, i * step) += row[i];
            }
        }
    }

    private static int Count(ReadOnlySpan<nint> lengths)
    {
        nint count = 1;
        foreach (nint length in lengths)
        {
            count = checked(count * length);
        }

        return checked((int)count);
    }

    /// <summary>The adjoint of an operand, in the shape of the result: its own memory where it is that, else zeros to be added.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    public readonly ref struct Adjoint<T>
        where T : IFloatingPointIeee754<T>
    {
        private readonly TensorSpan<T> _target;
        private readonly ReadOnlySpan<nint> _lengths;
        private readonly bool _isApart;

        public Adjoint(in TensorSpan<T> target, ReadOnlySpan<nint> lengths)
        {
            _target = target;
            _lengths = lengths;
            _isApart = !target.IsDense || !target.Lengths.SequenceEqual(lengths);
            Elements = _isApart
                ? new T[Count(lengths)]
                : MemoryMarshal.CreateSpan(ref target.GetPinnableReference(), checked((int)target.FlattenedLength));
        }

        /// <summary>Where a rule adds.</summary>
        public Span<T> Elements { get; }

        /// <summary>Adds what came together apart from the adjoint.</summary>
        public void Add()
        {
            if (_isApart)
            {
                AddTo<T>(Elements, _lengths, _target);
            }
        }
    }
}
