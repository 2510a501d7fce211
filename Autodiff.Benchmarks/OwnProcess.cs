using System;
using System.Diagnostics;
using System.IO;

namespace Autodiff.Benchmarks;

/// <summary>One row of a table, measured in a process of its own, so that none sees the memory of another.</summary>
internal static class OwnProcess
{
    /// <summary>Runs this program again, and gives the fields of the line that it prints.</summary>
    public static string[] Run(params string[] arguments)
    {
        // Under 'dotnet run' the process is the executable itself, under 'dotnet Autodiff.Benchmarks.dll' it is dotnet.
        string path = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(path) == "dotnet";
        var start = new ProcessStartInfo(path, isHost ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? line.Split(';') : throw new InvalidOperationException($"The process for '{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }
}
