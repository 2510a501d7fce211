using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Autodiff.Benchmarks.Spectral;

/// <summary>
/// Eigenvalue problems with one thread and with two, each in a process of its own; with <c>--peers</c> beside what other
/// libraries take for the same files in the same run: <c>spectral [--peers] [--one-thread] [--folder F] [rows]</c>.
/// </summary>
internal static class SpectralBenchmark
{
    public static void Run(string[] arguments)
    {
        if (arguments is ["--measure", var name, var threads, var where])
        {
            Console.WriteLine(new RowMeasurement(Find(name), int.Parse(threads, CultureInfo.InvariantCulture), where).Run());
            return;
        }

        bool peers = false;
        bool oneThread = false;
        string folder = Path.Combine(Path.GetTempPath(), "autodiff-spectral");
        var rows = new List<SpectralRow>();
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--peers":
                    peers = true;
                    break;
                case "--one-thread":
                    oneThread = true;
                    break;
                case "--folder" when i + 1 < arguments.Length:
                    folder = arguments[++i];
                    break;
                default:
                    rows.Add(Find(arguments[i]));
                    break;
            }
        }

        Console.OutputEncoding = System.Text.Encoding.UTF8;
        Console.WriteLine("| case | solver | one thread, cold | warm | two threads | peak | products | error | set | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (SpectralRow row in rows.Count == 0 ? SpectralRow.All : rows)
        {
            row.Prepare(folder);
            Own? own = Measure(row, folder, oneThread);
            double[] expected = row.Known() ?? own?.Values ?? [];
            if (!peers || expected.Length == 0)
            {
                Print(row, own, []);
                continue;
            }

            row.Describe(folder, expected);
            Print(row, own, PeerScript.Run(folder, row.Name));
        }
    }

    private static SpectralRow Find(string name)
        => SpectralRow.All.FirstOrDefault(row => row.Name == name) ?? throw new ArgumentException($"There is no row '{name}'; there are {string.Join(", ", SpectralRow.All.Select(row => row.Name))}.", nameof(name));

    private static Own? Measure(SpectralRow row, string folder, bool oneThread)
    {
        string[] one;
        string[] two;
        try
        {
            one = OwnProcess.Run("spectral", "--measure", row.Name, "1", folder);
            two = oneThread ? one : OwnProcess.Run("spectral", "--measure", row.Name, "2", folder);
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"| {row.Name} | Autodiff | {failure.Message} |");
            return null;
        }

        double Number(string[] fields, int i) => double.Parse(fields[i], CultureInfo.InvariantCulture);
        double[] values = [.. one[5].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        double? error = row.Known()?.Zip(values, (exact, value) => Math.Abs(exact - value)).Max();
        return new Own(Number(one, 0), Number(one, 1), oneThread ? null : Number(two, 1), Number(one, 2), one[3], one[4], error, values);
    }

    private static void Print(SpectralRow row, Own? own, IReadOnlyList<PeerResult> peers)
    {
        PeerResult? best = peers.Where(peer => peer.IsRight).MinBy(peer => peer.Milliseconds);
        if (own is not null)
        {
            // The Ritz values of orthonormal vectors never pass the eigenvalues: who lies ahead shows that the other missed one.
            bool isBehind = peers.Any(peer => peer.Verdict == "ahead");
            string set = isBehind ? "**wrong**" : own.Error is { } error ? error < 1e-6 ? "right" : "**wrong**" : peers.Any(peer => peer.IsRight) ? "right" : "";
            string ratio = best is null ? "" : string.Create(CultureInfo.InvariantCulture, $"**{own.Warm / best.Milliseconds:F2}** of {best.Solver}");
            string rounded = own.Error is { } deviation ? deviation.ToString("0.0e+0", CultureInfo.InvariantCulture) : "";
            Console.WriteLine($"| {row.Name} | Autodiff ({own.Method}) | {Time(own.Cold)} | {Time(own.Warm)} | {(own.TwoThreads is { } two ? Time(two) : "")} | {own.Peak:F0} MB | {own.Products} | {rounded} | {set} | {ratio} |");
        }

        foreach (PeerResult peer in peers)
        {
            string time = peer.Milliseconds is { } milliseconds ? Time(milliseconds) : "–";
            Console.WriteLine($"| | {peer.Solver} | | {time} | | {peer.Peak:F0} MB | {peer.Products} | {peer.Error} | {(peer.IsRight ? "right" : $"**{peer.Verdict}**")} | |");
        }
    }

    private static string Time(double milliseconds)
        => milliseconds < 1000 ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms") : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:F2} s");

    private sealed record Own(double Cold, double Warm, double? TwoThreads, double Peak, string Products, string Method, double? Error, double[] Values);
}
