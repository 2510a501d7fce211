using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Snapshots;

/// <summary>The README shows what the generator really writes.</summary>
[TestClass]
public sealed class ReadmeTests
{
    [TestMethod]
    public void Shown_code_is_the_generated_code()
    {
        string path = PathOf("../../../README.md");
        string readme = File.ReadAllText(path);
        string example = Regex.Match(readme, "```csharp\n(using Autodiff;.*?)```", RegexOptions.Singleline).Groups[1].Value;
        string generated = GeneratorHarness.Run(new DifferentiableGenerator(), example, new DifferentiableAnalyzer()).AssertClean().Source("Chain.Energy.g.cs");

        // The Vjp alone, one level less indented.
        string[] lines = generated.Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains("EnergyVjp(ReadOnlySpan", StringComparison.Ordinal));
        int last = Array.FindLastIndex(lines, line => line == "    }");
        string shown = string.Join("\n", lines[first..(last + 1)].Select(line => line.Length > 4 ? line[4..] : string.Empty));

        string block = $"<!-- generated: Chain.EnergyVjp -->\n```csharp\n{shown}\n```\n<!-- end -->";
        var marked = new Regex("<!-- generated: Chain.EnergyVjp -->.*?<!-- end -->", RegexOptions.Singleline);
        if (Environment.GetEnvironmentVariable("AUTODIFF_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, marked.Replace(readme, _ => block));
            return;
        }

        Assert.AreEqual(block, marked.Match(readme).Value);
    }

    private static string PathOf(string relative, [CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, relative));
}
