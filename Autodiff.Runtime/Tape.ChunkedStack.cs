using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The part that holds the records.</summary>
public sealed partial class Tape
{
    /// <summary>A stack of chunks that double in size, so that a push never moves what is there.</summary>
    private struct ChunkedStack<T>
    {
        private const int FirstChunk = 256;
        private const int LargestChunk = 1 << 20;

        private readonly List<T[]> _chunks = [new T[FirstChunk]];
        private T[] _top;
        private RecentPeak _needed;
        private int _chunk;
        private int _highest;
        private int _count;

        public ChunkedStack() => _top = _chunks[0];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Push(T value)
        {
            T[] top = _top;
            int count = _count;
            if ((uint)count < (uint)top.Length)
            {
                top[count] = value;
                _count = count + 1;
            }
            else
            {
                PushToNextChunk(value);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Pop()
        {
            if (_count == 0)
            {
                ToPreviousChunk();
            }

            return _top[--_count];
        }

        public void PushAll(ReadOnlySpan<T> values)
        {
            while (!values.IsEmpty)
            {
                int room = Math.Min(values.Length, _top.Length - _count);
                values[..room].CopyTo(_top.AsSpan(_count));
                _count += room;
                values = values[room..];
                if (!values.IsEmpty)
                {
                    ToNextChunk();
                }
            }
        }

        public void PopAll(Span<T> destination)
        {
            while (!destination.IsEmpty)
            {
                if (_count == 0)
                {
                    ToPreviousChunk();
                }

                int room = Math.Min(destination.Length, _count);
                _count -= room;
                _top.AsSpan(_count, room).CopyTo(destination[^room..]);
                destination = destination[..^room];
            }
        }

        public void Clear()
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                for (int i = 0; i <= _highest; i++)
                {
                    Array.Clear(_chunks[i]);
                }
            }

            _needed.Reach(_highest + 1);
            if (_needed.EndRental() && _chunks.Count > _needed.Value)
            {
                int kept = (int)_needed.Value;
                _chunks.RemoveRange(kept, _chunks.Count - kept);
            }

            _highest = 0;
            _chunk = 0;
            _count = 0;
            _top = _chunks[0];
        }

        private void PushToNextChunk(T value)
        {
            ToNextChunk();
            _top[_count++] = value;
        }

        private void ToNextChunk()
        {
            _chunk++;
            if (_chunk == _chunks.Count)
            {
                _chunks.Add(new T[Math.Min(2 * _top.Length, LargestChunk)]);
            }

            _highest = Math.Max(_highest, _chunk);
            _top = _chunks[_chunk];
            _count = 0;
        }

        private void ToPreviousChunk()
        {
            if (_chunk == 0)
            {
                throw new InvalidOperationException("The tape is empty: a reverse sweep must follow its own forward sweep, once.");
            }

            _chunk--;
            _top = _chunks[_chunk];
            _count = _top.Length;
        }
    }
}
