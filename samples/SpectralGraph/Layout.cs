using System;
using System.Linq;

namespace SpectralGraph;

/// <summary>Places the nodes of a network in the plane; the same network always in the same way.</summary>
internal static class Layout
{
    private const int LargestForStress = 4000;
    private const int Rounds = 300;

    /// <summary>
    /// Stress majorisation (Gansner, Koren and North 2004) from a circle ordered by the Fiedler vector, turned so that
    /// the vector grows to the right. Coordinates lie in the unit square.
    /// </summary>
    public static (double X, double Y)[] Place(Graph graph, double[] fiedler)
    {
        (double X, double Y)[] points = Start(fiedler);
        if (graph.NodeCount <= LargestForStress)
        {
            Majorise(points, graph);
        }

        Turn(points, fiedler);
        Fit(points);
        return points;
    }

    private static (double X, double Y)[] Start(double[] fiedler)
    {
        int n = fiedler.Length;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => fiedler[i])];
        var points = new (double X, double Y)[n];
        for (int rank = 0; rank < n; rank++)
        {
            // The golden angle scatters neighbours in the order above and below; no two nodes coincide.
            double x = (2.0 * (rank + 0.5) / n) - 1;
            double height = Math.Sqrt(1 - (x * x));
            points[order[rank]] = (x, height * Math.Sin(2.399963 * rank));
        }

        return points;
    }

    private static void Majorise((double X, double Y)[] points, Graph graph)
    {
        int n = points.Length;
        int[][] neighbours = graph.Neighbours();
        int[][] distances = [.. Enumerable.Range(0, n).Select(i => Graph.Distances(neighbours, i))];
        int rounds = Math.Clamp(200_000_000 / (n * n), 20, Rounds);
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < n; i++)
            {
                double x = 0;
                double y = 0;
                double sum = 0;
                for (int j = 0; j < n; j++)
                {
                    if (i == j)
                    {
                        continue;
                    }

                    double wanted = distances[i][j];
                    double weight = 1 / (wanted * wanted);
                    double dx = points[i].X - points[j].X;
                    double dy = points[i].Y - points[j].Y;
                    double stretch = wanted / Math.Max(1e-9, Math.Sqrt((dx * dx) + (dy * dy)));
                    x += weight * (points[j].X + (stretch * dx));
                    y += weight * (points[j].Y + (stretch * dy));
                    sum += weight;
                }

                points[i] = (x / sum, y / sum);
            }
        }
    }

    private static void Turn((double X, double Y)[] points, double[] fiedler)
    {
        double centreX = points.Average(p => p.X);
        double centreY = points.Average(p => p.Y);
        double x = 0;
        double y = 0;
        for (int i = 0; i < points.Length; i++)
        {
            x += fiedler[i] * (points[i].X - centreX);
            y += fiedler[i] * (points[i].Y - centreY);
        }

        double length = Math.Max(1e-12, Math.Sqrt((x * x) + (y * y)));
        (double cos, double sin) = (x / length, y / length);
        for (int i = 0; i < points.Length; i++)
        {
            (double px, double py) = (points[i].X - centreX, points[i].Y - centreY);
            points[i] = ((cos * px) + (sin * py), (cos * py) - (sin * px));
        }
    }

    /// <summary>Both directions are stretched to fill the square.</summary>
    private static void Fit((double X, double Y)[] points)
    {
        double left = points.Min(p => p.X);
        double width = Math.Max(1e-12, points.Max(p => p.X) - left);
        double top = points.Min(p => p.Y);
        double height = Math.Max(1e-12, points.Max(p => p.Y) - top);
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = ((points[i].X - left) / width, (points[i].Y - top) / height);
        }
    }
}
