using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace Autodiff.Benchmarks.Spectral;

/// <summary>What another library took for a row.</summary>
/// <param name="Solver">Which.</param>
/// <param name="Milliseconds">The processor time of the median run on one thread; none when it failed.</param>
/// <param name="Peak">The largest resident set of its process, in MB.</param>
/// <param name="Products">Products with the matrix, or solves, where they can be counted.</param>
/// <param name="Error">The largest difference from the expected eigenvalues, or from the gradient found here.</param>
/// <param name="Verdict">right, misses (a wrong set), ahead (the expected set is the wrong one), or what went wrong.</param>
internal sealed record PeerResult(string Solver, double? Milliseconds, double Peak, string Products, string Error, string Verdict)
{
    public bool IsRight => Verdict == "right" && Milliseconds is not null;
}

/// <summary>Runs Peers/eigsh_peers.py, which needs Python and whatever of SciPy, PyTorch and SLEPc is to be compared.</summary>
internal static class PeerScript
{
    public static IReadOnlyList<PeerResult> Run(string folder, string row)
    {
        string python = Environment.GetEnvironmentVariable("PEERS_PYTHON") ?? "python3";
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "eigsh_peers.py");
        using Process process = Process.Start(new ProcessStartInfo(python, [script, folder, row]) { RedirectStandardOutput = true })!;
        var results = new List<PeerResult>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement element = document.RootElement;
            results.Add(new PeerResult(
                element.GetProperty("solver").GetString()!,
                element.TryGetProperty("ms", out JsonElement time) ? time.GetDouble() : null,
                element.TryGetProperty("peak_mb", out JsonElement peak) ? peak.GetDouble() : 0,
                element.TryGetProperty("products", out JsonElement products) ? products.ToString() : "",
                element.TryGetProperty("error", out JsonElement error) ? error.GetString()! : "",
                element.GetProperty("verdict").GetString()!));
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? results : throw new InvalidOperationException($"{script} ended with {process.ExitCode}.");
    }
}
