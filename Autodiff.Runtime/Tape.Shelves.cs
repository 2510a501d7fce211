using System;
using System.Collections.Generic;

namespace Autodiff;

/// <summary>The part that keeps arrays for the next time, and gives up those that nobody asks for any more.</summary>
public sealed partial class Tape
{
    /// <summary>How many times a tape is rented before what was not needed in all that time is given up.</summary>
    private const int Window = 16;

    /// <summary>The largest need of late: in this window of rentals, and in the one before.</summary>
    private struct RecentPeak
    {
        private long _before;
        private long _now;
        private int _rentals;

        public readonly long Value => Math.Max(_before, _now);

        public void Reach(long need) => _now = Math.Max(_now, need);

        /// <summary>Notes that a rental ends; says whether a window ends with it.</summary>
        public bool EndRental()
        {
            if (++_rentals < Window)
            {
                return false;
            }

            _rentals = 0;
            _before = _now;
            _now = 0;
            return true;
        }
    }

    /// <summary>
    /// Arrays by their exact shape, since user code may ask an array for its length. The shapes may be different each
    /// time, so what waits on the shelves is bounded by what was in use at once.
    /// </summary>
    private abstract class Shelves<TKey, TArray>
        where TKey : notnull
        where TArray : class
    {
        /// <summary>What may wait on the shelves, in multiples of the most that was in use at once, and besides.</summary>
        private const int WaitingPerUsed = 8;
        private const long WaitingAlways = 1 << 16;

        /// <summary>What an array counts for besides its elements.</summary>
        private const int Overhead = 16;

        private readonly Dictionary<TKey, Shelf> _shelves = [];
        private readonly HashSet<TArray> _used = new(ReferenceEqualityComparer.Instance);
        private RecentPeak _peak;
        private long _usedSize;
        private long _waitingSize;
        private long _clock;

        protected abstract TKey KeyOf(TArray array);

        protected abstract long LengthOf(TArray array);

        /// <summary>An array of this shape that waits, or <see langword="null"/>.</summary>
        protected TArray? Take(TKey key)
        {
            if (!_shelves.TryGetValue(key, out Shelf? shelf) || !shelf.Arrays.TryPop(out TArray? array))
            {
                return null;
            }

            shelf.LastAsked = ++_clock;
            _waitingSize -= SizeOf(array);
            return Lend(array);
        }

        /// <summary>Counts an array as in use.</summary>
        protected TArray Lend(TArray array)
        {
            _used.Add(array);
            _usedSize += SizeOf(array);
            _peak.Reach(_usedSize);
            return array;
        }

        public void Return(TArray array)
        {
            if (_used.Remove(array))
            {
                Shelve(array);
                Limit();
            }
        }

        public void Reclaim()
        {
            foreach (TArray array in _used)
            {
                Shelve(array);
            }

            _used.Clear();
            _peak.EndRental();
            Limit();
        }

        private long SizeOf(TArray array) => LengthOf(array) + Overhead;

        private void Shelve(TArray array)
        {
            TKey key = KeyOf(array);
            if (!_shelves.TryGetValue(key, out Shelf? shelf))
            {
                _shelves.Add(key, shelf = new Shelf());
            }

            shelf.LastAsked = ++_clock;
            shelf.Arrays.Push(array);
            long size = SizeOf(array);
            _usedSize -= size;
            _waitingSize += size;
        }

        /// <summary>Gives up the arrays of the shapes that were asked for longest ago, half of what may wait, when too much does.</summary>
        private void Limit()
        {
            long limit = (WaitingPerUsed * _peak.Value) + WaitingAlways;
            if (_waitingSize <= limit)
            {
                return;
            }

            var oldest = new List<KeyValuePair<TKey, Shelf>>(_shelves);
            oldest.Sort((first, second) => first.Value.LastAsked.CompareTo(second.Value.LastAsked));
            foreach (KeyValuePair<TKey, Shelf> pair in oldest)
            {
                while (_waitingSize > limit / 2 && pair.Value.Arrays.TryPop(out TArray? array))
                {
                    _waitingSize -= SizeOf(array);
                }

                if (pair.Value.Arrays.Count > 0)
                {
                    break;
                }

                _shelves.Remove(pair.Key);
            }
        }

        private sealed class Shelf
        {
            public Stack<TArray> Arrays { get; } = [];

            public long LastAsked { get; set; }
        }
    }

    /// <summary>One-dimensional arrays of one type.</summary>
    private sealed class ArrayPool<T> : Shelves<int, T[]>
    {
        public T[] Rent(int length) => Take(length) ?? Lend(new T[length]);

        protected override int KeyOf(T[] array) => array.Length;

        protected override long LengthOf(T[] array) => array.Length;
    }

    /// <summary>Rectangular arrays by their type and lengths.</summary>
    private sealed class ContainerPool : Shelves<ContainerPool.Shape, Array>
    {
        /// <summary>The shape that an array is shelved under; other containers are not shelved.</summary>
        public static Shape? ShapeOf(object container) => container is Array { Rank: 2 or 3 } array
            ? new Shape(array.GetType(), array.GetLength(0), array.GetLength(1), array.Rank == 3 ? array.GetLength(2) : 0)
            : null;

        public new Array? Take(Shape shape)
        {
            Array? array = base.Take(shape);
            if (array is not null)
            {
                Array.Clear(array);
            }

            return array;
        }

        public TContainer Lend<TContainer>(TContainer container)
            where TContainer : class
        {
            if (container is Array { Rank: 2 or 3 } array)
            {
                base.Lend(array);
            }

            return container;
        }

        protected override Shape KeyOf(Array array) => ShapeOf(array)!.Value;

        protected override long LengthOf(Array array) => array.LongLength;

        public readonly record struct Shape(Type Type, int First, int Second, int Third);
    }
}
