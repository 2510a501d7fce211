using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// The record of a forward sweep: a pooled, chunked stack for each type of value, and the arrays made in the body.
/// What is pushed last is popped first; a sweep that throws leaves the pool usable.
/// </summary>
/// <remarks>Generated code rents one for each gradient and disposes of it. A tape belongs to one thread at a time.</remarks>
public sealed partial class Tape : IDisposable
{
    [ThreadStatic]
    private static Stack<Tape>? _pool;

    private readonly ArrayPool<double> _doubleArrays = new();
    private readonly ArrayPool<float> _singleArrays = new();
    private readonly ArrayPool<Complex> _complexArrays = new();
    private readonly ArrayPool<int> _int32Arrays = new();
    private readonly ArrayPool<long> _int64Arrays = new();
    private readonly ArrayPool<bool> _booleanArrays = new();
    private ChunkedStack<double> _doubles = new();
    private ChunkedStack<float> _singles = new();
    private ChunkedStack<Complex> _complexes = new();
    private ChunkedStack<int> _int32s = new();
    private ChunkedStack<long> _int64s = new();
    private ChunkedStack<bool> _booleans = new();
    private ChunkedStack<object?> _objects = new();
    private Dictionary<Type, Store>? _others;
    private bool _rented;

    private Tape()
    {
    }

    /// <summary>Takes an empty tape from this thread's pool.</summary>
    public static Tape Rent()
    {
        Stack<Tape> pool = _pool ??= new Stack<Tape>();
        Tape tape = pool.Count > 0 ? pool.Pop() : new Tape();
        tape._rented = true;
        return tape;
    }

    /// <summary>Empties the tape and gives it back to this thread's pool, with every array rented from it.</summary>
    public void Dispose()
    {
        if (!_rented)
        {
            return;
        }

        _rented = false;
        _doubles.Clear();
        _singles.Clear();
        _complexes.Clear();
        _int32s.Clear();
        _int64s.Clear();
        _booleans.Clear();
        _objects.Clear();
        _doubleArrays.Reclaim();
        _singleArrays.Reclaim();
        _complexArrays.Reclaim();
        _int32Arrays.Reclaim();
        _int64Arrays.Reclaim();
        _booleanArrays.Reclaim();
        if (_others is not null)
        {
            foreach (Store store in _others.Values)
            {
                store.Clear();
            }
        }

        _containers.Reclaim();
        ReclaimSchedules();
        (_pool ??= new Stack<Tape>()).Push(this);
    }

    /// <summary>Records a value.</summary>
    /// <param name="value">The value to record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(double value) => _doubles.Push(value);

    /// <inheritdoc cref="Push(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(float value) => _singles.Push(value);

    /// <inheritdoc cref="Push(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(int value) => _int32s.Push(value);

    /// <inheritdoc cref="Push(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long value) => _int64s.Push(value);

    /// <inheritdoc cref="Push(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(bool value) => _booleans.Push(value);

    /// <summary>Records a value of a type that the caller's type parameter stands for, or a structure.</summary>
    /// <typeparam name="T">Its type; values of the number types go where the other overloads put them.</typeparam>
    /// <param name="value">The value to record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push<T>(T value) => StackOf<T>().Push(value);

    /// <summary>Records a reference: an array, a matrix, a residual.</summary>
    /// <param name="value">The reference to record.</param>
    public void PushObject(object? value) => _objects.Push(value);

    /// <summary>Records the elements of a span that is about to be overwritten.</summary>
    /// <param name="values">The elements to record.</param>
    public void PushAll(ReadOnlySpan<double> values) => _doubles.PushAll(values);

    /// <inheritdoc cref="PushAll(ReadOnlySpan{double})"/>
    public void PushAll(ReadOnlySpan<float> values) => _singles.PushAll(values);

    /// <inheritdoc cref="PushAll(ReadOnlySpan{double})"/>
    public void PushAll(ReadOnlySpan<int> values) => _int32s.PushAll(values);

    /// <inheritdoc cref="PushAll(ReadOnlySpan{double})"/>
    public void PushAll(ReadOnlySpan<long> values) => _int64s.PushAll(values);

    /// <inheritdoc cref="PushAll(ReadOnlySpan{double})"/>
    public void PushAll(ReadOnlySpan<bool> values) => _booleans.PushAll(values);

    /// <inheritdoc cref="PushAll(ReadOnlySpan{double})"/>
    /// <typeparam name="T">The element type, as for <see cref="Push{T}(T)"/>.</typeparam>
    public void PushAll<T>(ReadOnlySpan<T> values) => StackOf<T>().PushAll(values);

    /// <summary>Takes back the value recorded last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double PopDouble() => _doubles.Pop();

    /// <inheritdoc cref="PopDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float PopSingle() => _singles.Pop();

    /// <inheritdoc cref="PopDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PopInt32() => _int32s.Pop();

    /// <inheritdoc cref="PopDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long PopInt64() => _int64s.Pop();

    /// <inheritdoc cref="PopDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PopBoolean() => _booleans.Pop();

    /// <summary>Takes back the value recorded last by <see cref="Push{T}(T)"/>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop<T>() => StackOf<T>().Pop();

    /// <summary>Takes back the reference recorded last.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T PopObject<T>() => (T)_objects.Pop()!;

    /// <summary>Restores the elements recorded last by <see cref="PushAll(ReadOnlySpan{double})"/>.</summary>
    /// <param name="destination">The span they came from.</param>
    public void PopAll(Span<double> destination) => _doubles.PopAll(destination);

    /// <inheritdoc cref="PopAll(Span{double})"/>
    public void PopAll(Span<float> destination) => _singles.PopAll(destination);

    /// <inheritdoc cref="PopAll(Span{double})"/>
    public void PopAll(Span<int> destination) => _int32s.PopAll(destination);

    /// <inheritdoc cref="PopAll(Span{double})"/>
    public void PopAll(Span<long> destination) => _int64s.PopAll(destination);

    /// <inheritdoc cref="PopAll(Span{double})"/>
    public void PopAll(Span<bool> destination) => _booleans.PopAll(destination);

    /// <inheritdoc cref="PopAll(Span{double})"/>
    /// <typeparam name="T">The element type, as for <see cref="Push{T}(T)"/>.</typeparam>
    public void PopAll<T>(Span<T> destination) => StackOf<T>().PopAll(destination);

    /// <summary>
    /// Rents an array of exactly <paramref name="length"/> zeros, which is the tape's again when the tape is disposed.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[length]</c>.</exception>
    public T[] Rent<T>(int length)
    {
        T[] array = RentUninitialized<T>(length);
        Array.Clear(array);
        return array;
    }

    /// <summary>Rents an array that holds a copy of <paramref name="values"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements to copy.</param>
    public T[] RentCopy<T>(ReadOnlySpan<T> values)
    {
        T[] array = RentUninitialized<T>(values.Length);
        values.CopyTo(array);
        return array;
    }

    /// <summary>Gives an array back before the tape is disposed, so that a loop can use it again.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">An array rented from this tape; it must not be used afterwards.</param>
    public void Return<T>(T[] array)
        => Arrays<T>().Return(array);

    private T[] RentUninitialized<T>(int length)
    {
        if (length < 0)
        {
            throw new OverflowException($"An array cannot have {length} elements.");
        }

        return Arrays<T>().Rent(length);
    }

    private ArrayPool<T> Arrays<T>()
    {
        object pool = typeof(T) == typeof(double) ? _doubleArrays
            : typeof(T) == typeof(float) ? _singleArrays
            : typeof(T) == typeof(Complex) ? _complexArrays
            : typeof(T) == typeof(int) ? _int32Arrays
            : typeof(T) == typeof(long) ? _int64Arrays
            : typeof(T) == typeof(bool) ? _booleanArrays
            : OtherStore<T>().Arrays;
        return (ArrayPool<T>)pool;
    }

    /// <summary>The stack of a type; the runtime decides which when it compiles the call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ChunkedStack<T> StackOf<T>()
    {
        if (typeof(T) == typeof(double))
        {
            return ref Unsafe.As<ChunkedStack<double>, ChunkedStack<T>>(ref _doubles);
        }

        if (typeof(T) == typeof(float))
        {
            return ref Unsafe.As<ChunkedStack<float>, ChunkedStack<T>>(ref _singles);
        }

        if (typeof(T) == typeof(Complex))
        {
            return ref Unsafe.As<ChunkedStack<Complex>, ChunkedStack<T>>(ref _complexes);
        }

        if (typeof(T) == typeof(int))
        {
            return ref Unsafe.As<ChunkedStack<int>, ChunkedStack<T>>(ref _int32s);
        }

        if (typeof(T) == typeof(long))
        {
            return ref Unsafe.As<ChunkedStack<long>, ChunkedStack<T>>(ref _int64s);
        }

        if (typeof(T) == typeof(bool))
        {
            return ref Unsafe.As<ChunkedStack<bool>, ChunkedStack<T>>(ref _booleans);
        }

        return ref OtherStore<T>().Stack;
    }

    private Store<T> OtherStore<T>()
    {
        _others ??= [];
        if (!_others.TryGetValue(typeof(T), out Store? store))
        {
            _others.Add(typeof(T), store = new Store<T>());
        }

        return (Store<T>)store;
    }

    /// <summary>The stack and the arrays of one type that has no fields of its own here.</summary>
    private abstract class Store
    {
        public abstract void Clear();
    }

    private sealed class Store<T> : Store
    {
        public ChunkedStack<T> Stack = new();

        public ArrayPool<T> Arrays { get; } = new();

        public override void Clear()
        {
            Stack.Clear();
            Arrays.Reclaim();
        }
    }
}
