using System;
using System.Globalization;

namespace SpectralGraph;

/// <summary>The command line.</summary>
/// <param name="Path">The graph; <see langword="null"/> for the one shipped with the sample.</param>
/// <param name="Steps">How many steps the ascent makes.</param>
/// <param name="Output">Where the picture goes.</param>
internal sealed record Options(string? Path = null, int Steps = 2000, string Output = "spectral-graph.svg", bool Help = false)
{
    public const string Usage = """
        Raises the algebraic connectivity of a network by moving weight between its ties,
        with gradients written by the Autodiff generator.

        Usage: SpectralGraph [graph.mtx] [--output picture.svg] [--steps number]

          graph.mtx   an undirected graph in Matrix Market format (default: Zachary's karate club)
          --output    where the picture is written (default: spectral-graph.svg)
          --steps     how many steps the ascent makes (default: 2000)
          --help      shows this
        """;

    /// <exception cref="SampleException">An argument is not understood.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h" or "-?":
                    options = options with { Help = true };
                    break;
                case "--output" or "-o":
                    options = options with { Output = Value(arguments, ref i) };
                    break;
                case "--steps":
                    string steps = Value(arguments, ref i);
                    options = int.TryParse(steps, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                        ? options with { Steps = number }
                        : throw new SampleException($"--steps takes a whole number that is not negative, not '{steps}'.");
                    break;
                case ['-', ..] unknown:
                    throw new SampleException($"There is no option '{unknown}'; --help lists them.");
                case "":
                    throw new SampleException("The name of the graph's file is empty.");
                case string path when options.Path is null:
                    options = options with { Path = path };
                    break;
                case string second:
                    throw new SampleException($"One graph at a time: '{options.Path}' was given, then '{second}'.");
            }
        }

        return options;
    }

    private static string Value(ReadOnlySpan<string> arguments, ref int i) =>
        i + 1 < arguments.Length && arguments[i + 1] is not ("" or ['-', '-', ..])
            ? arguments[++i]
            : throw new SampleException($"{arguments[i]} needs a value.");
}
