using System;
using System.IO;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

[TestClass]
public sealed class TryIt
{
    [TestMethod]
    public void Show_it()
    {
        string source = File.ReadAllText("/tmp/try/in.cs");
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([Library.Methods, Library.Rules, source]), new DifferentiableAnalyzer());
        var w = new StringWriter();
        foreach (var d in run.Diagnostics) { w.WriteLine(d); }
        foreach (var s in run.Sources) { if (s.HintName.StartsWith("P0", StringComparison.Ordinal) || s.HintName.Contains("Powers", StringComparison.Ordinal)) { w.WriteLine(s.Text); } }
        File.WriteAllText("/tmp/try/out.txt", w.ToString());
    }
}
