using System;

namespace SpectralGraph;

/// <summary>Colours that people with any colour vision tell apart.</summary>
internal static class Palette
{
    /// <summary>Orange, pale, purple (ColorBrewer's PuOr).</summary>
    private static readonly (int R, int G, int B)[] Diverging =
        [(179, 88, 6), (224, 130, 20), (253, 184, 99), (254, 224, 182), (247, 247, 247), (216, 218, 235), (178, 171, 210), (128, 115, 172), (84, 39, 136)];

    /// <summary>Pale to dark green.</summary>
    private static readonly (int R, int G, int B)[] Sequential =
        [(205, 214, 212), (153, 201, 188), (82, 166, 146), (20, 122, 104), (0, 68, 54)];

    /// <param name="position">From −1 to 1.</param>
    public static string ForNode(double position) => Hex(Mix(Diverging, (position + 1) / 2));

    /// <param name="position">From 0 to 1.</param>
    public static string ForTie(double position) => Hex(Mix(Sequential, position));

    /// <summary>Black or white, whichever reads better on the node.</summary>
    public static string ForLabel(double position)
    {
        (int r, int g, int b) = Mix(Diverging, (position + 1) / 2);
        return (0.299 * r) + (0.587 * g) + (0.114 * b) > 140 ? "#1a1a1a" : "#ffffff";
    }

    private static (int R, int G, int B) Mix((int R, int G, int B)[] stops, double position)
    {
        double scaled = Math.Clamp(position, 0, 1) * (stops.Length - 1);
        int index = Math.Min((int)scaled, stops.Length - 2);
        double part = scaled - index;
        return (
            Between(stops[index].R, stops[index + 1].R),
            Between(stops[index].G, stops[index + 1].G),
            Between(stops[index].B, stops[index + 1].B));

        int Between(int from, int to) => (int)Math.Round(from + (part * (to - from)));
    }

    private static string Hex((int R, int G, int B) colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";
}
