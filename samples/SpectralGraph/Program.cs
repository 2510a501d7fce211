using System;
using System.IO;
using System.Linq;

namespace SpectralGraph;

/// <summary>Reads a network, raises its algebraic connectivity by gradient ascent, and draws what came of it.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        try
        {
            return Run(Options.Parse(arguments));
        }
        catch (Exception exception)
        {
            // The one place where everything ends: a line for the user, whatever went wrong.
            string message = exception.Message.ReplaceLineEndings(" ");
            Console.Error.WriteLine("error: " + string.Concat(message.Select(c => char.IsControl(c) ? '?' : c)));
            return 1;
        }
    }

    private static int Run(Options options)
    {
        if (options.Help)
        {
            Console.WriteLine(Options.Usage);
            return 0;
        }

        RequireFolder(options.Output);
        string path = options.Path ?? Path.Combine(AppContext.BaseDirectory, "data", "karate.mtx");
        Network network = Network.Read(path);
        Factions? factions = Factions.ReadBeside(path, network.Graph.NodeCount);
        var report = new Report(network, factions);
        report.Introduce(Spectrum.Of(network.Graph, network.Weights));

        double[] gradient = Connectivity.AlgebraicConnectivityValueAndGradient(network.Weights, network.Graph).Gradient;
        report.CheckGradient(gradient);
        report.ListTies(gradient);

        double[] raised = report.Raise(options.Steps);
        report.Compare(Spectrum.Of(network.Graph, network.Weights), Spectrum.Of(network.Graph, raised), raised);

        var picture = new NetworkPicture(network, factions);
        WriteWhole(options.Output, picture.Draw(
            new Panel("Before", network.Weights), new Panel("After", raised)));
        Console.WriteLine();
        Console.WriteLine($"Picture: {Path.GetFullPath(options.Output)}");
        return 0;
    }

    private static void RequireFolder(string output)
    {
        if (Directory.Exists(output))
        {
            throw new SampleException($"The picture '{output}' would be a directory.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!Directory.Exists(folder))
        {
            throw new SampleException($"There is no directory '{folder}' to write the picture to.");
        }
    }

    /// <summary>Writes beside the file and moves it there, so that no half picture is ever found.</summary>
    private static void WriteWhole(string path, string text)
    {
        string temporary = path + ".tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new SampleException($"The picture '{path}' cannot be written: {exception.Message}");
        }
    }
}
