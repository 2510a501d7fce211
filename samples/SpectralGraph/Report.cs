using System;
using System.Diagnostics;
using System.Linq;

namespace SpectralGraph;

/// <summary>What the program says on the console.</summary>
internal sealed class Report(Network network, Factions? factions)
{
    private const int Listed = 10;
    private const int Shown = 12;

    private readonly Graph _graph = network.Graph;

    public void Introduce(Spectrum spectrum)
    {
        Console.WriteLine(
            $"{network.Name}: {_graph.NodeCount} nodes, {_graph.TieCount} ties, total weight {network.Weights.Sum():G6}");
        foreach (string note in network.Notes)
        {
            Console.WriteLine("  note: " + note);
        }

        Console.WriteLine();
        Console.WriteLine($"Algebraic connectivity λ₂ = {spectrum.Values[1]:F6}");
        DescribeFiedler(spectrum);
    }

    public void CheckGradient(double[] gradient)
    {
        GradientCheck check = GradientCheck.Of(_graph, network.Weights, gradient);
        string ties = check.Checked == _graph.TieCount ? $"all {check.Checked} ties" : $"{check.Checked} of {_graph.TieCount} ties";
        Console.WriteLine();
        Console.WriteLine("Gradient of λ₂ with respect to every tie, by generated code");
        Console.WriteLine(
            $"  largest deviation from central finite differences, over {ties}: {check.Largest:E1} ({check.Relative:E1} of the largest entry)");
    }

    public void ListTies(double[] gradient)
    {
        int count = Math.Min(Listed, _graph.TieCount);
        Console.WriteLine();
        Console.WriteLine(count < _graph.TieCount ? $"The {count} ties that matter most" : "The ties, those that matter most first");
        Console.WriteLine("       tie        ∂λ₂/∂w" + (factions is null ? "" : "   joins"));
        foreach (int tie in Enumerable.Range(0, _graph.TieCount).OrderByDescending(t => gradient[t]).Take(count))
        {
            string ends = $"{_graph.From[tie] + 1}–{_graph.To[tie] + 1}";
            string sides = factions is null
                ? ""
                : factions.Sides[_graph.From[tie]] == factions.Sides[_graph.To[tie]]
                    ? $"   {factions.Names[factions.Sides[_graph.From[tie]]]}"
                    : "   both factions";
            Console.WriteLine($"  {ends,8}   {gradient[tie],11:F6}{sides}");
        }
    }

    /// <summary>Runs the ascent, telling how it goes, and returns the weights it found.</summary>
    public double[] Raise(int steps)
    {
        Console.WriteLine();
        Console.WriteLine("Moving weight between the ties, total kept, to raise λ₂ (projected gradient ascent)");
        Console.WriteLine("    step         λ₂   at most   ties in use   seconds");
        var clock = Stopwatch.StartNew();
        TimeSpan next = TimeSpan.Zero;
        int every = Math.Max(1, steps / Shown);
        var ascent = new Ascent(_graph, network.Weights);
        AscentProgress last = new(0, ascent.BestValue, ascent.Bound, _graph.TieCount);
        Print(last);
        ascent.Run(steps, progress =>
        {
            last = progress;
            if (progress.Step is 1 or 10 || progress.Step % every == 0 || clock.Elapsed > next + TimeSpan.FromSeconds(2))
            {
                Print(progress);
            }
        });
        if (last.Step > 0 && last.Step % every != 0)
        {
            Print(last);
        }

        return ascent.Best;

        void Print(AscentProgress progress)
        {
            next = clock.Elapsed;
            Console.WriteLine(
                $"  {progress.Step,6}   {progress.Value,8:F6}  {progress.Bound,8:F6}   {progress.ActiveTies,11}   {clock.Elapsed.TotalSeconds,7:F1}");
        }
    }

    public void Compare(Spectrum before, Spectrum after, double[] weights)
    {
        Console.WriteLine();
        Console.WriteLine("              before      after");
        Console.WriteLine($"  λ₂        {before.Values[1],8:F6}   {after.Values[1],8:F6}   (× {after.Values[1] / before.Values[1]:F2})");
        for (int i = 2; i < before.Values.Length; i++)
        {
            Console.WriteLine($"  λ{"₀₁₂₃₄₅₆₇₈₉"[i + 1]}        {before.Values[i],8:F6}   {after.Values[i],8:F6}");
        }

        int together = after.Values.Skip(1).Count(v => v - after.Values[1] < 0.01 * after.Values[1]);
        if (together > 1)
        {
            Console.WriteLine(
                $"  {together} eigenvalues now lie within 1 % of each other: at the optimum λ₂ is a multiple one. There only subgradients exist, and the Fiedler vector is one of many.");
        }

        Console.WriteLine();
        Console.WriteLine("Where the weight went");
        foreach (int tie in Enumerable.Range(0, _graph.TieCount)
            .OrderByDescending(t => Math.Abs(weights[t] - network.Weights[t]))
            .Take(Math.Min(Listed / 2, _graph.TieCount)))
        {
            string ends = $"{_graph.From[tie] + 1}–{_graph.To[tie] + 1}";
            Console.WriteLine($"  {ends,8}   {network.Weights[tie],7:F3} → {weights[tie],6:F3}");
        }

        Console.WriteLine();
        Console.WriteLine($"Algebraic connectivity λ₂ = {after.Values[1]:F6}");
        DescribeFiedler(after);
    }

    private void DescribeFiedler(Spectrum spectrum)
    {
        int positive = spectrum.Fiedler.Count(x => x > 0);
        Console.WriteLine($"  The Fiedler vector cuts the network into {_graph.NodeCount - positive} and {positive} nodes.");
        if (factions is null)
        {
            return;
        }

        int[] misplaced = factions.Misplaced(spectrum.Fiedler);
        string who = misplaced.Length is 0 or > 8 ? "" : $" (not {string.Join(", ", misplaced.Select(i => i + 1))})";
        Console.WriteLine(
            $"  It places {_graph.NodeCount - misplaced.Length} of {_graph.NodeCount} on the side they really took{who}.");
    }
}
