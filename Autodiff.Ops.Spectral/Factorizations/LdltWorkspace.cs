using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>What a factorisation needs while it runs, and the next one of the same pattern again.</summary>
internal sealed class LdltWorkspace<T>
    where T : IFloatingPointIeee754<T>
{
    private int[] _local = [];

    /// <exception cref="FactorizationSizeException">There is not enough memory.</exception>
    public LdltWorkspace(SymbolicFactorization symbolic, int threads = 1)
    {
        RequireMemory(symbolic);
        Front = new FrontElimination<T>(symbolic.LargestFront, threads);
        Place = new int[symbolic.Dimension];
        Waiting = new int[symbolic.Count];
        Stack = GC.AllocateUninitializedArray<T>(checked((int)symbolic.StackEntries));
    }

    public FrontElimination<T> Front { get; }

    /// <summary>Where each row is in the front at hand.</summary>
    public int[] Place { get; }

    /// <summary>The fronts whose contributions wait.</summary>
    public int[] Waiting { get; }

    /// <summary>The contributions.</summary>
    public T[] Stack { get; private set; }

    /// <summary>The stack, made longer when rows that were passed on ask for it.</summary>
    public T[] RequireStack(long needed)
    {
        if (needed > Stack.Length)
        {
            T[] stack = Stack;
            Array.Resize(ref stack, checked((int)Math.Min(Array.MaxLength, Math.Max(needed, Stack.Length + Stack.Length / 2))));
            Stack = stack;
        }

        return Stack;
    }

    public int[] Local(int length)
    {
        if (_local.Length < length)
        {
            _local = new int[2 * length];
        }

        return _local;
    }

    private static void RequireMemory(SymbolicFactorization symbolic)
    {
        double bytes = symbolic.Bytes(Unsafe.SizeOf<T>());
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > 0.7 * available || symbolic.LargestFront > 46_000 || symbolic.StackEntries > Array.MaxLength)
        {
            throw new FactorizationSizeException(
                string.Create(CultureInfo.InvariantCulture, $"The factor of the matrix of dimension {symbolic.Dimension} would need {bytes:0.0e+0} bytes ({symbolic.FactorEntries:0.0e+0} numbers, its largest front is {symbolic.LargestFront}×{symbolic.LargestFront}); {0.7 * available:0.0e+0} may be used. Use Method = EigshMethod.Lanczos, which needs no factor, or EigshOptions.ShiftedSolve."),
                bytes);
        }
    }
}
