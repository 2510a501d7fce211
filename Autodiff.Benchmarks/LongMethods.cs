using System;
using System.Diagnostics;
using System.Globalization;
using Autodiff.Benchmarks.Editor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Benchmarks;

/// <summary>
/// What the generator takes for one method that a program wrote, each in a process of its own: processor time, bytes
/// allocated, and the largest working set, of which the compiler has its part.
/// </summary>
internal static class LongMethods
{
    private static readonly (string Form, int Statements)[] Rows = [("straight", 300), ("straight", 30_000), ("loops", 30_000), ("sum", 30_000)];

    public static void Run(string[] arguments)
    {
        if (arguments is [var form, var statements])
        {
            Console.WriteLine(Measure(form, int.Parse(statements, CultureInfo.InvariantCulture)));
            return;
        }

        foreach ((string name, int count) in Rows)
        {
            string[] row = OwnProcess.Run("long-method", name, count.ToString(CultureInfo.InvariantCulture));
            Console.WriteLine($"{name,-10} {count,7} {row[0],7} s  allocated {row[1],8} MB  peak {row[2],8} MB  {row[3],6} lines generated");
        }
    }

    private static string Measure(string form, int statements)
    {
        CSharpCompilation compilation = EditorHarness.Compile(form switch
        {
            "straight" => Sources.StraightLine(statements),
            "loops" => Sources.Loops(statements),
            "sum" => Sources.Sum(statements),
            _ => throw new ArgumentException($"There is no form '{form}'.", nameof(form)),
        });
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        GeneratorDriverRunResult result = EditorHarness.Driver().RunGenerators(compilation).GetRunResult();
        if (result.GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException("The method was refused.");
        }

        self.Refresh();
        double seconds = (self.TotalProcessorTime - before).TotalSeconds;
        double megabytes = (GC.GetTotalAllocatedBytes() - allocated) / 1048576.0;
        int lines = 0;
        foreach (SyntaxTree tree in result.GeneratedTrees)
        {
            lines += tree.GetText().Lines.Count;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{seconds:F1};{megabytes:F0};{self.PeakWorkingSet64 / 1048576.0:F0};{lines}");
    }
}
