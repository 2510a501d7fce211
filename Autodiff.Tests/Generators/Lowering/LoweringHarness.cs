using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Lowers one method of a source: the one called <c>F</c>.</summary>
internal static class LoweringHarness
{
    public static IrFunction Lower(string source, string method = "F") => Lower(source, method, out _);

    /// <summary>Lowers members of a static partial class around them.</summary>
    public static IrFunction LowerMembers(string members) => Lower(InClass(members));

    /// <summary>Asserts what the body of <c>F</c> becomes.</summary>
    public static void AssertBody(string members, string expected)
    {
        IrFunction function = LowerMembers(members);
        Assert.AreEqual(string.Empty, string.Join("\n", function.Problems.Select(problem => $"{problem.Id}: {string.Join(" | ", problem.Arguments)}")));
        Assert.AreEqual(expected.ReplaceLineEndings("\n").Trim(), IrPrinter.Print(function));
    }

    /// <summary>Asserts the problems of <c>F</c>: each as its id and the text it points at.</summary>
    public static void AssertProblems(string members, params string[] expected)
    {
        string source = InClass(members);
        IrFunction function = Lower(source, "F", out int start);
        Assert.AreEqual(
            string.Join("\n", expected),
            string.Join("\n", function.Problems.Select(problem => $"{problem.Id} {source.Substring(start + problem.Origin.Start, problem.Origin.Length)}")));
    }

    public static string InClass(string members) => $"using System.Collections.Generic;\nnamespace N;\n\npublic static partial class C\n{{\n{members}\n}}\n";

    public static IrFunction Lower(string source, string method, out int start)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(source);
        IMethodSymbol symbol = compilation.GetSymbolsWithName(method, SymbolFilter.Member).OfType<IMethodSymbol>()
            .First(candidate => candidate.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DifferentiableAttribute"));
        start = symbol.DeclaringSyntaxReferences[0].Span.Start;
        return MethodLowering.Lower(symbol, compilation, CancellationToken.None);
    }
}
