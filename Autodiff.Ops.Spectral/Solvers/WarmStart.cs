using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Takes initial vectors for the answer where they are: one Rayleigh–Ritz step, and a few steps of Lanczos from a random
/// vector orthogonal to them that would see what is much better. More is not proven: whoever gives the vectors knows where
/// they come from.
/// </summary>
internal static class WarmStart
{
    private const int Probe = 12;

    /// <summary>Whether the best of the initial vectors are within the tolerance and nothing better was seen.</summary>
    public static bool TryAccept<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options, out int products, [NotNullWhen(true)] out EigenPairs<T>? pairs, [NotNullWhen(true)] out EigshResidual<T>? residual)
        where T : IFloatingPointIeee754<T>
    {
        pairs = null;
        residual = null;
        products = 0;
        int n = a.Dimension;
        if (options.InitialVectors is not { } initial || initial.Length < k || initial.Length + Probe > n || target.Kind is TargetKind.Nearest or TargetKind.BothEnds)
        {
            return false;
        }

        int count = initial.Length;
        var vectors = new T[(long)count * n];
        for (int v = 0; v < count; v++)
        {
            for (int i = 0; i < n; i++)
            {
                vectors[v * n + i] = Numbers<T>.From(initial[v][i]);
            }
        }

        if (initial.Any(vector => !vector.AsSpan().ContainsAnyExcept(0)))
        {
            return false;
        }

        T[] scratch = [];
        (double[] values, double[] residuals) = RayleighRitz.Solve(a, vectors, count, ref scratch);
        products = count;
        if (ScaledOperator<T>.ScaleOf([.. values.Select(Numbers<T>.From)]) != 1)
        {
            return false; // The squares of the residuals may be out of range.
        }

        int[] chosen = [.. Enumerable.Range(0, count).OrderByDescending(i => KrylovSpace<T>.Key(target.Kind, values[i])).Take(k).Order()];
        var probe = new KrylovSpace<T>(a, options);
        int steps = Math.Clamp(3 * k, 3, Probe);
        double worst = chosen.Min(i => KrylovSpace<T>.Key(target.Kind, values[i]));
        bool better = probe.SeesBetter(vectors, steps, target.Kind, worst);
        products += steps;
        double norm = Math.Max(values.Max(Math.Abs), probe.Norm);
        if (better || chosen.Any(i => residuals[i] > probe.Tolerance * norm))
        {
            return false;
        }

        double[] guards = [.. Enumerable.Range(0, count).Where(i => !chosen.Contains(i) && (chosen.Contains(i - 1) || chosen.Contains(i + 1))).Select(i => values[i])];
        T[] found = [.. chosen.Select(i => Numbers<T>.From(values[i]))];
        var kept = new T[(long)k * n];
        for (int i = 0; i < k; i++)
        {
            vectors.AsSpan(chosen[i] * n, n).CopyTo(kept.AsSpan(i * n));
        }

        Align(kept, k, initial);
        var report = new EigenReport
        {
            Method = EigshMethod.Lanczos,
            OperatorApplications = products,
            Residuals = [.. chosen.Select(i => residuals[i])],
            Norm = norm,
            SmallestGap = EigshSolver.SmallestGap(found, guards),
            Converged = true,
            GuardValues = guards,
        };
        pairs = new EigenPairs<T>(found, kept, n, report);
        residual = new EigshResidual<T>(a, (T[])found.Clone(), (T[])kept.Clone(), report)
        {
            Unguarded = guards.Length == 0 ? target.Kind : null,
            Limits = Limits(probe, target.Kind, found, guards),
            Definite = a is CsrMatrix<T> sparse && guards.Length > 0 ? Side(sparse, target.Kind) : null,
            Beside = [.. Enumerable.Range(0, count).Except(chosen).Select(i => vectors.AsSpan(i * n, n).ToArray())],
        };
        return true;
    }

    /// <summary>
    /// Where the look for better ones saw the end of the others, less the residual of what it saw there; of largest magnitudes,
    /// where guard values let them be at either end.
    /// </summary>
    private static double[] Limits<T>(KrylovSpace<T> probe, TargetKind kind, T[] found, double[] guards)
        where T : IFloatingPointIeee754<T>
    {
        if (guards.Length > 0)
        {
            return kind == TargetKind.LargestMagnitude ? [.. guards.Select(guard => -guard)] : [];
        }

        double low = probe.Values[0] - probe.Residuals[0];
        double high = probe.Values[^1] + probe.Residuals[^1];
        double[] values = [.. found.Select(Numbers<T>.ToDouble)];
        return kind switch
        {
            TargetKind.SmallestAlgebraic => values.All(value => value < low) ? [low] : [],
            TargetKind.LargestAlgebraic => values.All(value => value > high) ? [high] : [],
            _ => values.All(value => value < low || value > high) ? [low, high] : [],
        };
    }

    private static DefiniteSide? Side<T>(CsrMatrix<T> a, TargetKind kind)
        where T : IFloatingPointIeee754<T>
    {
        (double low, double high) = CsrKernels.Gershgorin(a);
        return kind switch
        {
            TargetKind.SmallestAlgebraic => new DefiniteSide(1, high, double.NaN),
            TargetKind.LargestAlgebraic => new DefiniteSide(-1, low, double.NaN),
            _ => null,
        };
    }

    /// <summary>Gives vectors the signs of the initial ones they are nearest to.</summary>
    public static void Align<T>(T[] vectors, int k, double[][]? initial)
        where T : IFloatingPointIeee754<T>
    {
        if (initial is null)
        {
            return;
        }

        for (int i = 0; i < Math.Min(k, initial.Length); i++)
        {
            Span<T> vector = vectors.AsSpan(i * initial[i].Length, initial[i].Length);
            double dot = 0;
            for (int j = 0; j < vector.Length; j++)
            {
                dot += Numbers<T>.ToDouble(vector[j]) * initial[i][j];
            }

            if (dot < 0)
            {
                System.Numerics.Tensors.TensorPrimitives.Negate(vector, vector);
            }
        }
    }

    /// <summary>Finds the eigenvalue next to pairs that were taken as they came: a gradient must know whether they cut a cluster.</summary>
    public static EigshResidual<T> Guard<T>(EigshResidual<T> forward, EigshOptions options)
        where T : IFloatingPointIeee754<T>
    {
        if (forward.Unguarded is not { } kind)
        {
            return forward;
        }

        var space = new KrylovSpace<T>(forward.Operator, options) { Subspace = 40 };
        double[] keys = [.. forward.Values.Select(value => KrylovSpace<T>.Key(kind, Numbers<T>.ToDouble(value)))];
        int worst = Array.IndexOf(keys, keys.Min());
        if (!space.Search(forward.Vectors, 1, kind, (keys[worst], forward.Report.Residuals[worst])))
        {
            throw new EigenConvergenceException(
                "The eigenvalue next to the initial vectors was not found, and without it their gradient is not known to exist. Give one more initial vector than pairs are asked for, or none.",
                new EigenPairs<T>(forward.Values, forward.Vectors, forward.Operator.Dimension, forward.Report),
                forward.Report);
        }

        double[] guards = kind == TargetKind.LargestMagnitude && space.Count > 1 ? [space.Values[0], space.Values[^1]] : [space.Values[space.Order[0]]];
        EigenReport report = forward.Report with { GuardValues = guards, SmallestGap = EigshSolver.SmallestGap(forward.Values, guards) };
        return new EigshResidual<T>(forward.Operator, forward.Values, forward.Vectors, report);
    }
}
