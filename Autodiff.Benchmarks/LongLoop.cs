using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autodiff.Benchmarks;

/// <summary>
/// What the gradient of a long simulation takes of memory: 100,000 steps of 1,000 numbers, once with snapshots and once
/// with all of it recorded. Each runs in a process of its own, whose largest working set is compared with that of a
/// process that computes the primal alone.
/// </summary>
internal static partial class LongLoop
{
    private const int Steps = 100_000;
    private const int Length = 1_000;

    public static void Run(string[] arguments)
    {
        if (arguments is [var mode])
        {
            Console.WriteLine(Measure(mode));
            return;
        }

        Console.WriteLine($"{Steps:N0} steps of {Length:N0} numbers");
        string[][] rows = [.. new[] { "idle", "primal", "snapshots", "recorded" }.Select(mode => OwnProcess.Run("long-loop", mode))];
        double idle = double.Parse(rows[0][1], CultureInfo.InvariantCulture);
        foreach (string[] row in rows)
        {
            double peak = double.Parse(row[1], CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row[0],-10} {row[2],7} s  peak {peak,8:F1} MB, {peak - idle,8:F1} MB above idle  {row[3]}"));
        }

        Console.WriteLine(rows[2][3] == rows[3][3] ? "The two gradients are the same to the last bit." : "The two gradients DIFFER.");
    }

    private static string Measure(string mode)
    {
        double[] x = [.. Enumerable.Range(0, Length).Select(i => 0.5 + (0.3 * Math.Sin(0.05 * i)))];
        var gradient = new double[Length];
        var watch = Stopwatch.StartNew();
        double value = mode switch
        {
            "idle" => 0,
            "primal" => WithSnapshots(x, Steps),
            "snapshots" => WithSnapshotsValueAndGradient(x, Steps, gradient),
            "recorded" => RecordedValueAndGradient(x, Steps, gradient),
            _ => throw new ArgumentException($"There is no mode '{mode}'.", nameof(mode)),
        };
        double seconds = watch.Elapsed.TotalSeconds;
        string bits = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>([value, .. gradient])))[..16];
        using Process self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{mode};{self.PeakWorkingSet64 / 1048576.0:F1};{seconds:F1};{(mode is "idle" or "primal" ? "" : bits)}");
    }

    [Differentiable]
    [Checkpoint(Snapshots = 100)]
    internal static double WithSnapshots(ReadOnlySpan<double> initial, int steps)
    {
        double[] u = initial.ToArray();
        double[] next = new double[u.Length];
        double energy = 0;
        for (int t = 0; t < steps; t++)
        {
            Advance(u, next, 1e-4);
            energy += u[t % u.Length] * u[0];
        }

        return energy / steps;
    }

    [Differentiable]
    internal static double Recorded(ReadOnlySpan<double> initial, int steps)
    {
        double[] u = initial.ToArray();
        double[] next = new double[u.Length];
        double energy = 0;
        for (int t = 0; t < steps; t++)
        {
            Advance(u, next, 1e-4);
            energy += u[t % u.Length] * u[0];
        }

        return energy / steps;
    }

    /// <summary>One explicit step of u′ = u″ + u − u³ on a ring.</summary>
    [Differentiable]
    internal static void Advance(Span<double> u, Span<double> next, double dt)
    {
        int last = u.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            double left = u[i == 0 ? last : i - 1];
            double right = u[i == last ? 0 : i + 1];
            next[i] = u[i] + dt * (left - 2 * u[i] + right + u[i] * (1 - u[i] * u[i]));
        }

        next.CopyTo(u);
    }
}
