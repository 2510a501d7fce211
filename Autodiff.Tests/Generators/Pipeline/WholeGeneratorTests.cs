using System.Linq;
using Autodiff.Generators;
using Autodiff.Generators.Lowering;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>The same edits as in <see cref="IncrementalTests"/>, through the real rooms.</summary>
[TestClass]
public sealed class WholeGeneratorTests
{
    private const string Source = """
        using System;
        using Autodiff;

        public static partial class Whole
        {
            [Differentiable]
            public static double Square(double x)
            {
                return x * x;
            }

            [Differentiable]
            public static double Norm(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += Square(x[i]);
                }

                return sum;
            }
        }
        """;

    [TestMethod]
    [DataRow("return x * x;", "return x   *   x; // the square")]
    [DataRow("    [Differentiable]\n    public static double Square", "\n\n    [Differentiable]\n    public static double Square")]
    public void TriviaChangesNothing(string from, string to)
    {
        (GeneratorRunResult result, int lowerings) = Edited(from, to);
        Assert.AreEqual(0, lowerings);
        Assert.IsTrue(PipelineDriver.Reasons(result, TrackingNames.Lowering).All(reason => reason == IncrementalStepRunReason.Unchanged));
        Assert.IsTrue(PipelineDriver.Reasons(result, TrackingNames.Differentiation).All(reason => reason == IncrementalStepRunReason.Cached));
        Assert.IsTrue(PipelineDriver.OutputReasons(result).All(reason => reason == IncrementalStepRunReason.Cached));
    }

    [TestMethod]
    public void AnEditInOneBodyWritesThatMethodAlone()
    {
        (GeneratorRunResult result, int lowerings) = Edited("return x * x;", "return x * x * x;");
        Assert.AreEqual(1, lowerings);
        Assert.AreEqual(1, PipelineDriver.OutputReasons(result).Count(reason => reason == IncrementalStepRunReason.Modified));
    }

    [TestMethod]
    public void AnEditInABodyThatIsInlinedWritesItsCallersToo()
    {
        const string library = """
            using System;
            using Autodiff;

            public static partial class Library
            {
                [Differentiable]
                public static double Apply(Func<double, double> f, double x)
                {
                    return Shifted(f, x) * 2;
                }

                [Differentiable]
                public static double Shifted(Func<double, double> f, double x)
                {
                    return f(x + 1);
                }
            }
            """;
        const string user = """
            using Autodiff;

            public static partial class User
            {
                [Differentiable]
                public static double Use(double x) => Library.Apply(t => t * x, x);

                [Differentiable]
                public static double Other(double x) => x * x;
            }
            """;
        var driver = new PipelineDriver(Differentiation.Run, new(MethodLowering.Lower));
        CSharpCompilation compilation = PipelineDriver.Compile(library, user);
        StringAssert.Contains(Use(driver.Run(compilation)), "x + 1");
        Assert.AreEqual(4, driver.Memo.Lowerings);

        CSharpCompilation edited = PipelineDriver.Edit(compilation, 0, library.Replace("f(x + 1)", "f(x + 3)"));
        StringAssert.Contains(Use(driver.Run(edited)), "x + 3");
        Assert.AreEqual(7, driver.Memo.Lowerings, "the edited method, and the two whose bodies it went into");

        edited = PipelineDriver.Edit(edited, 0, library.Replace("f(x + 1)", "f(x  +  3) /* three */"));
        StringAssert.Contains(Use(driver.Run(edited)), "x + 3");
        Assert.AreEqual(7, driver.Memo.Lowerings, "no token changed");

        static string Use(GeneratorRunResult result) => result.GeneratedSources.Single(file => file.HintName == "User.Use.g.cs").SourceText.ToString();
    }

    private static (GeneratorRunResult Result, int Lowerings) Edited(string from, string to)
    {
        var driver = new PipelineDriver(Differentiation.Run, new(MethodLowering.Lower));
        CSharpCompilation compilation = PipelineDriver.Compile(Source);
        GeneratorRunResult before = driver.Run(compilation);
        Assert.IsTrue(before.GeneratedSources.Any(file => file.SourceText.ToString().Contains("SquareVjp")));
        Assert.IsTrue(before.GeneratedSources.Any(file => file.SourceText.ToString().Contains("NormVjp")));
        Compilation whole = compilation.AddSyntaxTrees(before.GeneratedSources.Select(file => file.SyntaxTree));
        Assert.IsEmpty(whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        int lowerings = driver.Memo.Lowerings;
        CSharpCompilation edited = PipelineDriver.Edit(compilation, 0, Source.Replace(from, to));
        Assert.AreNotEqual(Source, edited.SyntaxTrees[0].ToString());
        return (driver.Run(edited), driver.Memo.Lowerings - lowerings);
    }
}
