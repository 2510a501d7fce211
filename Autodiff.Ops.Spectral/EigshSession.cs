using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Carries what one solve found to the next, in a loop that solves problems which differ little: the vectors to start
/// from, with some beside the wanted ones, the signs, and the solution of the adjoint system.
/// </summary>
/// <remarks>Given to <see cref="EigshOptions.Session"/>. Vectors that are still the answer are recognised, as
/// <see cref="EigshOptions.InitialVectors"/> are. One session belongs to one loop on one thread.</remarks>
public sealed class EigshSession
{
    private double[][] _vectors = [];
    private double[][] _adjoint = [];

    /// <summary>The dimension of what was solved last; 0 before.</summary>
    public int Dimension => _vectors.Length == 0 ? 0 : _vectors[0].Length;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _vectors = [];
        _adjoint = [];
    }

    /// <summary>The vectors for a problem of this dimension, if there are.</summary>
    internal double[][]? VectorsFor(int dimension) => _vectors.Length > 0 && Dimension == dimension ? _vectors : null;

    /// <summary>Keeps the pairs of a solve, and vectors beside them.</summary>
    internal void Keep<T>(EigshResidual<T> solved)
        where T : IFloatingPointIeee754<T>
    {
        int n = solved.Operator.Dimension;
        if (n != Dimension)
        {
            _adjoint = [];
        }

        _vectors = [.. Enumerable.Range(0, solved.Values.Length).Select(i => Doubles<T>(solved.Vectors.AsSpan(i * n, n))), .. solved.Beside.Select(vector => Doubles<T>(vector))];
    }

    /// <summary>Copies the last solution of the adjoint system, where it has this shape.</summary>
    internal bool TryStart<T>(T[] solution, int count, int n)
        where T : IFloatingPointIeee754<T>
    {
        if (_adjoint.Length != count || count == 0 || _adjoint[0].Length != n)
        {
            return false;
        }

        for (int c = 0; c < count; c++)
        {
            TensorPrimitives.ConvertTruncating<double, T>(_adjoint[c], solution.AsSpan(c * n, n));
        }

        return true;
    }

    /// <summary>Keeps the solution of an adjoint system.</summary>
    internal void KeepAdjoint<T>(T[] solution, int count, int n)
        where T : IFloatingPointIeee754<T>
        => _adjoint = [.. Enumerable.Range(0, count).Select(c => Doubles<T>(solution.AsSpan(c * n, n)))];

    private static double[] Doubles<T>(ReadOnlySpan<T> vector)
        where T : IFloatingPointIeee754<T>
    {
        var doubles = new double[vector.Length];
        TensorPrimitives.ConvertTruncating(vector, doubles);
        return doubles;
    }
}
