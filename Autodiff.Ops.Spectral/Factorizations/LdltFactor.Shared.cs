using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <content>
/// Solves by several threads. Each has a block of its own, of which it uses the rows of its subtrees and of the fronts
/// above them; what the threads add to the latter is summed in their order.
/// </content>
internal sealed partial class LdltFactor<T>
{
    private FrontShares? _shares;
    private T[][] _sharedBlocks = [];
    private T[][] _sharedParts = [];

    /// <summary>Lets solves be shared by threads from now on.</summary>
    public void Share(FrontShares? shares) => _shares = shares;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveShared(TriangularSweeps<T> sweeps, FrontShares shares)
    {
        int width = sweeps.Width;
        if (_sharedBlocks.Length == 0)
        {
            _sharedBlocks = new T[shares.Count][];
            _sharedParts = new T[shares.Count][];
            for (int t = 0; t < shares.Count; t++)
            {
                _sharedBlocks[t] = [];
                _sharedParts[t] = GC.AllocateUninitializedArray<T>(_part.Length);
            }
        }

        for (int t = 1; t < shares.Count; t++)
        {
            if (_sharedBlocks[t].Length < _block.Length)
            {
                _sharedBlocks[t] = GC.AllocateUninitializedArray<T>(_block.Length);
            }
        }

        _sharedBlocks[0] = _block;
        shares.Run((factor: this, sweeps, shares), static (o, thread) => o.factor.ForwardShare(o.sweeps, o.shares, thread));
        for (int t = 1; t < shares.Count; t++)
        {
            foreach ((int first, int end) in shares.Top)
            {
                foreach (int row in PivotsOf(first, end))
                {
                    Span<T> sum = _block.AsSpan(row * width, width);
                    System.Numerics.Tensors.TensorPrimitives.Add(sum, _sharedBlocks[t].AsSpan(row * width, width), sum);
                }
            }
        }

        foreach ((int first, int end) in shares.Top)
        {
            sweeps.Forward(this, root: false, _block, _part, first, end);
        }

        for (int i = shares.Top.Length - 1; i >= 0; i--)
        {
            sweeps.Backward(this, root: false, _block, _part, shares.Top[i].First, shares.Top[i].End);
        }

        shares.Run((factor: this, sweeps, shares), static (o, thread) => o.factor.BackwardShare(o.sweeps, o.shares, thread));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForwardShare(TriangularSweeps<T> sweeps, FrontShares shares, int thread)
    {
        T[] block = _sharedBlocks[thread];
        if (thread > 0)
        {
            foreach ((int first, int end) in shares.Subtrees[thread])
            {
                CopyRows(PivotsOf(first, end), _block, block, sweeps.Width);
            }

            foreach ((int first, int end) in shares.Top)
            {
                foreach (int row in PivotsOf(first, end))
                {
                    block.AsSpan(row * sweeps.Width, sweeps.Width).Clear();
                }
            }
        }

        foreach ((int first, int end) in shares.Subtrees[thread])
        {
            sweeps.Forward(this, root: false, block, _sharedParts[thread], first, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardShare(TriangularSweeps<T> sweeps, FrontShares shares, int thread)
    {
        T[] block = _sharedBlocks[thread];
        foreach ((int first, int end) in shares.Top)
        {
            if (thread > 0)
            {
                CopyRows(PivotsOf(first, end), _block, block, sweeps.Width);
            }
        }

        (int First, int End)[] subtrees = shares.Subtrees[thread];
        for (int i = subtrees.Length - 1; i >= 0; i--)
        {
            sweeps.Backward(this, root: false, block, _sharedParts[thread], subtrees[i].First, subtrees[i].End);
            if (thread > 0)
            {
                CopyRows(PivotsOf(subtrees[i].First, subtrees[i].End), block, _block, sweeps.Width);
            }
        }
    }

    private ReadOnlySpan<int> PivotsOf(int firstFront, int endFront)
        => _pivots.AsSpan(_firstPivot[firstFront], _firstPivot[endFront] - _firstPivot[firstFront]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(ReadOnlySpan<int> rows, T[] from, T[] to, int width)
    {
        foreach (int row in rows)
        {
            from.AsSpan(row * width, width).CopyTo(to.AsSpan(row * width, width));
        }
    }
}
