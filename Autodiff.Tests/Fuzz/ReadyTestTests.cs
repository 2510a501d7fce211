using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

/// <summary>What the fuzzer prints is a test.</summary>
[TestClass]
public sealed class ReadyTestTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(50)]
    [DataRow(183)]
    public void A_printed_test_holds_the_whole_program(int seed)
    {
        FuzzProgram program = ProgramMaker.Make(seed);
        SyntaxNode root = CSharpSyntaxTree.ParseText($"class C\n{{\n{ReadyTest.Of(program, new Finding(Outcome.WrongGradient))}}}\n").GetRoot();
        Assert.IsEmpty(root.GetDiagnostics());
        Assert.AreEqual($"Wrong_gradient_with_seed_{seed}", root.DescendantNodes().OfType<MethodDeclarationSyntax>().Single().Identifier.Text);
        string[] bodies =
        [
            .. root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)).Select(token => token.ValueText),
        ];
        CollectionAssert.AreEqual(program.Methods.Select(method => method.Body.Render()).ToArray(), bodies);
    }
}
