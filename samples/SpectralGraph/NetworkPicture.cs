using System;
using System.Linq;
using System.Security;
using System.Text;

namespace SpectralGraph;

/// <summary>One state of the network to draw.</summary>
internal sealed record Panel(string Title, double[] Weights);

/// <summary>
/// Draws states of a network side by side as SVG: nodes coloured by the Fiedler vector and shaped by faction, ties as
/// wide as their weight and coloured by the gradient of λ₂.
/// </summary>
internal sealed class NetworkPicture(Network network, Factions? factions)
{
    private const int Width = 760;
    private const int Height = 620;
    private const int Top = 112;
    private const int Margin = 46;
    private const int LegendHeight = 130;
    private const int MostLabels = 120;
    private const int BarSteps = 110;

    private readonly Graph _graph = network.Graph;
    private readonly double _widestTie = Math.Clamp(52 / Math.Sqrt(network.Graph.NodeCount), 1, 9);
    private readonly StringBuilder _svg = new();

    public string Draw(params ReadOnlySpan<Panel> panels)
    {
        double[] start = Spectrum.Of(_graph, panels[0].Weights).Fiedler;
        (double X, double Y)[] places = Layout.Place(_graph, start);
        double heaviest = 0;
        foreach (Panel panel in panels)
        {
            heaviest = Math.Max(heaviest, panel.Weights.Max());
        }

        int width = panels.Length * Width;
        int height = Top + Height + LegendHeight;
        _svg.Clear();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" fill="#1a1a1a">""");
        Line($"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
        Text(Margin, 44, 26, $"{network.Name}: {_graph.NodeCount} nodes, {_graph.TieCount} ties", "font-weight=\"bold\"");
        for (int i = 0; i < panels.Length; i++)
        {
            if (i > 0)
            {
                Line($"""<line x1="{i * Width}" y1="70" x2="{i * Width}" y2="{Top + Height}" stroke="#d0d0d0"/>""");
            }

            DrawPanel(panels[i], i * Width, places, start, heaviest);
        }

        DrawLegend(Top + Height + 30, heaviest);
        Line($"</svg>");
        return _svg.ToString();
    }

    private void DrawPanel(Panel panel, int left, (double X, double Y)[] places, double[] orientation, double heaviest)
    {
        (double value, double[] gradient) = Connectivity.AlgebraicConnectivityValueAndGradient(panel.Weights, _graph);
        double[] fiedler = Spectrum.Of(_graph, panel.Weights).Fiedler;
        int sign = fiedler.Zip(orientation, (a, b) => a * b).Sum() < 0 ? -1 : 1;
        double largest = sign * fiedler.Max(Math.Abs);
        double steepest = Math.Max(1e-300, gradient.Max());
        string correct = factions is null
            ? ""
            : $"   ·   {_graph.NodeCount - factions.Misplaced(fiedler).Length} of {_graph.NodeCount} on their true side";
        Text(left + Margin, 82, 19, $"{panel.Title}: λ₂ = {value:F4}{correct}");

        double radius = Math.Clamp(90 / Math.Sqrt(_graph.NodeCount), 3, 14);
        (double X, double Y)[] at =
        [
            .. places.Select(p => (left + Margin + (p.X * (Width - (2 * Margin))), Top + Margin + (p.Y * (Height - (2 * Margin))))),
        ];
        foreach (int tie in Enumerable.Range(0, _graph.TieCount).OrderBy(t => gradient[t]))
        {
            (double x1, double y1) = at[_graph.From[tie]];
            (double x2, double y2) = at[_graph.To[tie]];
            double weight = panel.Weights[tie];
            string style = weight < 1e-6 * heaviest
                ? "stroke-width=\"1\" stroke-dasharray=\"2 4\""
                : $"stroke-width=\"{TieWidth(weight, heaviest):F2}\"";
            Line($"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="{Palette.ForTie(Math.Sqrt(Math.Max(0, gradient[tie]) / steepest))}" {style}/>""");
        }

        for (int node = 0; node < _graph.NodeCount; node++)
        {
            double position = Spread(fiedler[node] / largest);
            (double x, double y) = at[node];
            Node(x, y, radius, position, factions?.Sides[node] ?? 0);
            if (_graph.NodeCount <= MostLabels)
            {
                Text(x, y + (radius * 0.36), radius, $"{node + 1}", $"text-anchor=\"middle\" fill=\"{Palette.ForLabel(position)}\"");
            }
        }
    }

    private void Node(double x, double y, double radius, double position, int side)
    {
        string style = $"""fill="{Palette.ForNode(position)}" stroke="#1a1a1a" stroke-width="{Math.Min(1.5, radius / 5):F1}" """;
        if (side == 0)
        {
            Line($"""<circle cx="{x:F1}" cy="{y:F1}" r="{radius:F1}" {style}/>""");
        }
        else
        {
            double half = 0.92 * radius;
            Line($"""<rect x="{x - half:F1}" y="{y - half:F1}" width="{2 * half:F1}" height="{2 * half:F1}" {style}/>""");
        }
    }

    private void DrawLegend(int top, double heaviest)
    {
        const int BarLength = 220;
        int x = Margin;
        Text(x, top, 15, "Node: Fiedler vector");
        Bar(x, top + 12, BarLength, p => Palette.ForNode(Spread((2 * p) - 1)));
        Text(x, top + 50, 14, "−");
        Text(x + (BarLength / 2), top + 50, 14, "0", "text-anchor=\"middle\"");
        Text(x + BarLength, top + 50, 14, "+", "text-anchor=\"end\"");

        x += BarLength + 90;
        Text(x, top, 15, "Tie colour: gradient ∂λ₂/∂w, each panel to its own largest");
        Bar(x, top + 12, BarLength, p => Palette.ForTie(Math.Sqrt(p)));
        Text(x, top + 50, 14, "0");
        Text(x + BarLength, top + 50, 14, "largest", "text-anchor=\"end\"");

        x += 480;
        Text(x, top, 15, "Tie width: weight");
        double[] weights = [heaviest, heaviest / 4, heaviest / 16];
        for (int i = 0; i < weights.Length; i++)
        {
            int left = x + (i * 105);
            Line($"""<line x1="{left}" y1="{top + 22}" x2="{left + 36}" y2="{top + 22}" stroke="#147a68" stroke-width="{TieWidth(weights[i], heaviest):F2}"/>""");
            Text(left + 44, top + 27, 14, $"{weights[i]:G3}");
        }

        Line($"""<line x1="{x}" y1="{top + 46}" x2="{x + 36}" y2="{top + 46}" stroke="#147a68" stroke-width="1" stroke-dasharray="2 4"/>""");
        Text(x + 44, top + 51, 14, "no weight left");

        if (factions is not null)
        {
            x += 390;
            Text(x, top, 15, "Shape: the side really taken");
            for (int side = 0; side < 2; side++)
            {
                Node(x + 12 + (side * 130), top + 24, 11, 0, side);
                Text(x + 32 + (side * 130), top + 29, 14, factions.Names[side]);
            }
        }
    }

    private void Bar(int left, int top, int length, Func<double, string> colour)
    {
        for (int i = 0; i < BarSteps; i++)
        {
            int from = left + (i * length / BarSteps);
            int to = left + ((i + 1) * length / BarSteps);
            Line($"""<rect x="{from}" y="{top}" width="{to - from + (i < BarSteps - 1 ? 0.5 : 0)}" height="18" fill="{colour((i + 0.5) / BarSteps)}"/>""");
        }
    }

    /// <summary>Grows like the square root of the weight, so that light ties stay visible.</summary>
    private double TieWidth(double weight, double heaviest) =>
        Math.Max(0.08 * _widestTie, _widestTie * Math.Sqrt(weight / heaviest));

    /// <summary>Moves small entries away from zero, so that their sign shows; keeps −1, 0 and 1.</summary>
    private static double Spread(double position) => Math.Sign(position) * Math.Sqrt(Math.Abs(position));

    private void Text(double x, double y, double size, string text, string more = "") =>
        Line($"""<text x="{x:F1}" y="{y:F1}" font-size="{size:G3}" {more}>{SecurityElement.Escape(text)}</text>""");

    private void Line(FormattableString line) => _svg.Append(FormattableString.Invariant(line)).Append('\n');
}
