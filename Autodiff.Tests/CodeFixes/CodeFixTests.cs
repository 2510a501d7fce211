using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Autodiff.CodeFixes;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.CodeFixes;

/// <summary>Each fix, by the text before and after it; what comes out has no diagnostic left.</summary>
[TestClass]
public sealed class CodeFixTests
{
    [TestMethod]
    public Task A_type_becomes_partial_and_so_do_those_around_it() => Check(
        new MakePartialFix(),
        "Make 'Outer' and 'Inner' partial",
        """
        static class Outer
        {
            // What it is for.
            struct Inner
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
        }
        """,
        """
        static partial class Outer
        {
            // What it is for.
            partial struct Inner
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
        }
        """);

    [TestMethod]
    public Task A_parameter_without_a_derivative_becomes_a_constant() => Check(
        new MarkParameterFix(),
        "Mark 't' [NoGradient]",
        """
        static partial class A
        {
            [Differentiable]
            public static double F(double x, IReadOnlyTensor<Tensor<double>, double> t) => x * t.Rank;
        }
        """,
        """
        static partial class A
        {
            [Differentiable]
            public static double F(double x, [NoGradient] IReadOnlyTensor<Tensor<double>, double> t) => x * t.Rank;
        }
        """);

    [TestMethod]
    public Task A_companion_that_is_not_built_is_taken_out() => Check(
        new RemoveDerivativeFix(),
        "Remove 'Derivatives.Hvp'",
        """
        static partial class A
        {
            [Differentiable(Derivatives.Hvp)]
            public static double F(double x) => x * x;
        }
        """,
        """
        static partial class A
        {
            [Differentiable]
            public static double F(double x) => x * x;
        }
        """);

    [TestMethod]
    public Task A_called_method_is_marked_and_its_type_made_partial() => Check(
        new MarkDifferentiableFix(),
        "Mark 'Weight' [Differentiable]",
        """
        static class Weights
        {
            public static double Weight(double x) => 1 / (1 + x * x);
        }

        static partial class A
        {
            [Differentiable]
            public static double F(double x) => x * Weights.Weight(x);
        }
        """,
        """
        static partial class Weights
        {
            [Differentiable]
            public static double Weight(double x) => 1 / (1 + x * x);
        }

        static partial class A
        {
            [Differentiable]
            public static double F(double x) => x * Weights.Weight(x);
        }
        """);

    [TestMethod]
    public Task The_arguments_of_a_call_are_cut() => Check(
        new StopGradientFix(),
        "Treat 'x', 'x + 1' as constant: Ad.StopGradient",
        """
        static partial class A
        {
            static double Weight(double a, int n, double b, double c) => a * n * b * c;

            [Differentiable]
            public static double F(double x) => x * Weight(x, 3, x + 1, 0.5);
        }
        """,
        """
        static partial class A
        {
            static double Weight(double a, int n, double b, double c) => a * n * b * c;

            [Differentiable]
            public static double F(double x) => x * Weight(Ad.StopGradient(x), 3, Ad.StopGradient(x + 1), 0.5);
        }
        """);

    [TestMethod]
    public Task A_value_that_is_stored_outside_is_cut() => Check(
        new StopGradientFix(),
        "Treat 'x * x' as constant: Ad.StopGradient",
        """
        static partial class A
        {
            static double s_last;

            [Differentiable]
            public static double F(double x)
            {
                s_last = x * x;
                return x;
            }
        }
        """,
        """
        static partial class A
        {
            static double s_last;

            [Differentiable]
            public static double F(double x)
            {
                s_last = Ad.StopGradient(x * x);
                return x;
            }
        }
        """);

    internal static async Task Check(CodeFixProvider provider, string title, string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        CSharpCompilation compilation = GeneratorHarness.Compile(before);
        Project project = workspace
            .AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.References);
        Document? document = null;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Document added = project.AddDocument(tree.FilePath, await tree.GetTextAsync());
            document ??= added;
            project = added.Project;
        }

        document = project.GetDocument(document!.Id)!;
        Diagnostic diagnostic = (await Analyze(project)).First(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        Assert.AreEqual(title, actions.Single().Title);

        ImmutableArray<CodeActionOperation> operations = await actions[0].GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        string text = (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
        Assert.AreEqual(after, text);
        Assert.IsEmpty(await Analyze(changed.GetProject(project.Id)!));
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        Assert.IsEmpty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
