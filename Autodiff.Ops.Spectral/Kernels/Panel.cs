using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The numbers of a panel. They begin at a cache line, so that a row of eight doubles is one line: a product that reads
/// rows in any order would read two lines for each otherwise.
/// </summary>
internal sealed class Panel<T>
{
    private const int Line = 64;

    private readonly int _start;

    /// <summary>Makes a panel.</summary>
    /// <param name="length">Its numbers.</param>
    /// <param name="memory">Where to; <see cref="Room"/> numbers or more.</param>
    public Panel(int length, T[] memory)
    {
        Length = length;
        Memory = memory;

        // Should the array be moved, the numbers are as right as before, and the rows no longer lines.
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        _start = Line % Unsafe.SizeOf<T>() == 0 ? (int)(-address & (Line - 1)) / Unsafe.SizeOf<T>() : 0;
    }

    public int Length { get; }

    public T[] Memory { get; }

    public Span<T> Numbers => Memory.AsSpan(_start, Length);

    public ref T this[int index] => ref Memory[_start + index];

    /// <summary>The numbers of an array that holds a panel of a length wherever it begins.</summary>
    public static int Room(int length) => checked(length + Line / Unsafe.SizeOf<T>());

    public void CopyTo(Panel<T> other) => Numbers.CopyTo(other.Numbers);
}
