using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Samples;

/// <summary>Runs the sample as a user would, as a process of its own.</summary>
[TestClass]
public class SpectralGraphTests
{
    private const string Banner = "%%MatrixMarket matrix coordinate ";

    private readonly string _directory = Directory.CreateTempSubdirectory("spectral-graph").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void Shipped_network_is_read_differentiated_raised_and_drawn()
    {
        (int exitCode, string output, string error) = Run("--steps", "50");

        Assert.AreEqual(0, exitCode, error);
        StringAssert.Contains(output, "34 nodes, 78 ties");
        StringAssert.Contains(output, "λ₂ = 0.468525");
        StringAssert.Contains(output, "32 of 34");
        Assert.EndsWith("</svg>\n", File.ReadAllText(Path.Combine(_directory, "spectral-graph.svg")));
    }

    [TestMethod]
    public void Loops_and_zeros_are_ignored_with_a_note()
    {
        (int exitCode, string output, string error) = Run(
            Matrix("real general", "3 3 7", "1 1 5", "1 2 1", "2 1 1", "2 3 2", "3 2 2", "1 3 0", "3 1 0"));

        Assert.AreEqual(0, exitCode, error);
        StringAssert.Contains(output, "3 nodes, 2 ties");
        StringAssert.Contains(output, "1 entry on the diagonal ignored");
        StringAssert.Contains(output, "2 entries equal to zero ignored");
        StringAssert.Contains(output, "λ₂ = 1.500000"); // On a path of three, equal weights are best.
    }

    [TestMethod]
    [DataRow("real general", "3 4 1", "1 2 1", "square")]
    [DataRow("real general", "3 3 3", "1 2 1\n2 1 2\n2 3 1", "not symmetric")]
    [DataRow("pattern general", "3 3 2", "1 2\n2 3", "not symmetric")]
    [DataRow("pattern symmetric", "4 4 2", "2 1\n4 3", "disconnected")]
    [DataRow("real symmetric", "3 3 2", "2 1 -1\n3 2 1", "negative")]
    [DataRow("pattern symmetric", "2 2 1", "2 1", "at least 3")]
    [DataRow("real symmetric", "3 3 2", "2 1 x\n3 2 1", "")]
    [DataRow("real symmetric", "3 3 2", "2 1 1", "")]
    [DataRow("real symmetric", "3 3 2", "2 1 1\n4 2 1", "")]
    [DataRow("complex hermitian", "3 3 1", "2 1 1 0", "")]
    public void Bad_graph_gets_one_clear_line(string kind, string size, string entries, string part) =>
        AssertRefused(part, Matrix(kind, size, entries));

    [TestMethod]
    public void Missing_empty_and_foreign_files_get_one_clear_line()
    {
        AssertRefused("There is no file", "missing.mtx");
        AssertRefused("directory", _directory);
        File.WriteAllText(Path.Combine(_directory, "empty.mtx"), "");
        AssertRefused("empty.mtx", "empty.mtx");
        File.WriteAllBytes(Path.Combine(_directory, "foreign.mtx"), [0, 1, 2, 255, 254, 13, 10, 0]);
        AssertRefused("foreign.mtx", "foreign.mtx");
    }

    [TestMethod]
    public void Arguments_that_are_not_understood_get_one_clear_line()
    {
        AssertRefused("--fast", "--fast");
        AssertRefused("--steps takes", "--steps", "-3");
        AssertRefused("--output needs", "--output");
        AssertRefused("One graph at a time", "a.mtx", "b.mtx");
        AssertRefused("There is no directory", "--output", Path.Combine("nowhere", "picture.svg"));
    }

    private void AssertRefused(string part, params string[] arguments)
    {
        (int exitCode, string output, string error) = Run(arguments);

        Assert.AreEqual(1, exitCode, output + error);
        Assert.AreEqual("", output);
        Assert.AreEqual(1, error.Count(c => c == '\n'), error);
        StringAssert.StartsWith(error, "error: ");
        StringAssert.Contains(error, part);
        Assert.IsEmpty(Directory.GetFiles(_directory, "*.svg*"));
    }

    private string Matrix(string kind, params string[] lines)
    {
        string path = Path.Combine(_directory, "graph.mtx");
        File.WriteAllText(path, Banner + kind + "\n" + string.Join("\n", lines) + "\n");
        return path;
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), .. arguments])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>The sample as the solution built it, in the configuration of these tests.</summary>
    private static string Program([CallerFilePath] string file = "")
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string path = Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(file)!, "..", "..", "samples", "SpectralGraph", "bin", configuration, "net10.0", "SpectralGraph.dll"));
        Assert.IsTrue(File.Exists(path), $"Build the solution first: there is no '{path}'.");
        return path;
    }
}
