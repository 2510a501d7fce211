using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Lowering;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>What each kind of edit makes the generator do again.</summary>
[TestClass]
public sealed class IncrementalTests
{
    private const string First = """
        using Autodiff;

        public static partial class First
        {
            [Differentiable]
            public static double Square(double x)
            {
                return x * x;
            }

            [Differentiable]
            public static double Cube(double x)
            {
                return x * x * x;
            }
        }
        """;

    private const string Second = """
        public static class Second
        {
            public const double Scale = 2;

            public static double Twice(double x) => 2 * x;

            public static int Count { get { return 3; } }
        }

        public struct Pair(double a, double b)
        {
            public double Other = b;

            public double Own() => 2 * a;
        }
        """;

    [TestMethod]
    [DataRow("return x * x;", "return x * x; // the square")]
    [DataRow("return x * x;", "/* the square */ return x   *   x;")]
    [DataRow("public static partial class First", "\n\n\npublic static partial class First")]
    [DataRow("    [Differentiable]\n    public static double Square", "\n    /// <summary>Text.</summary>\n    [Differentiable]\n    public static double Square")]
    public void TriviaChangesNothing(string from, string to)
    {
        (GeneratorRunResult result, int lowerings) = Edited(0, First.Replace(from, to));
        Assert.AreEqual(0, lowerings);
        AssertNothingNew(result);
    }

    [TestMethod]
    [DataRow("=> 2 * x;", "=> x + x;")]
    [DataRow("return 3;", "int three = 3; return three;")]
    [DataRow("=> 2 * a;", "=> a * a;")]
    [DataRow("public static class Second", "// Comment.\npublic static class Second")]
    public void AnotherBodyInAnotherFileChangesNothing(string from, string to)
    {
        (GeneratorRunResult result, int lowerings) = Edited(1, Second.Replace(from, to));
        Assert.AreEqual(0, lowerings);
        AssertNothingNew(result);
    }

    [TestMethod]
    public void AnEditInOneBodyLowersThatMethodAlone()
    {
        (GeneratorRunResult result, int lowerings) = Edited(0, First.Replace("return x * x;", "return 2 * x;"));
        Assert.AreEqual(1, lowerings);
        CollectionAssert.AreEqual(
            new[] { IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged },
            PipelineDriver.Reasons(result, TrackingNames.Lowering).ToArray());
        CollectionAssert.AreEqual(
            new[] { IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached },
            PipelineDriver.Reasons(result, TrackingNames.Differentiation).ToArray());
        Assert.AreEqual(1, PipelineDriver.OutputReasons(result).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.AreEqual(2, PipelineDriver.OutputReasons(result).Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [TestMethod]
    [DataRow("Scale = 2", "Scale = 3")]
    [DataRow("Twice(double x)", "Twice(float x)")]
    [DataRow("public static double Twice", "[Autodiff.Differentiable] public static double Twice")]
    [DataRow("public static class Second", "using System;\npublic static class Second")]
    [DataRow("public static int Count { get { return 3; } }", "public static int Count { get; }")]
    [DataRow("=> 2 * a;", "=> a * b;")]
    public void ADeclarationElsewhereLowersAgain(string from, string to)
    {
        Assert.IsGreaterThanOrEqualTo(2, Edited(1, Second.Replace(from, to)).Lowerings);
    }

    [TestMethod]
    public void LoweredAgainToTheSameChangesNothingAfterIt()
    {
        (GeneratorRunResult result, int lowerings) = Edited(1, Second.Replace("Scale = 2", "Scale = 3"));
        Assert.AreEqual(2, lowerings);
        AssertNothingNew(result);
    }

    [TestMethod]
    public void ANewReferenceAndCheckedArithmeticLowerAgain()
    {
        var driver = new PipelineDriver();
        CSharpCompilation compilation = PipelineDriver.Compile(First, Second);
        driver.Run(compilation);
        driver.Run(compilation.WithOptions(compilation.Options.WithOverflowChecks(true)));
        Assert.AreEqual(4, driver.Memo.Lowerings);
        driver.Run(compilation.AddReferences(PipelineDriver.Compile("public class Third;").ToMetadataReference()));
        Assert.AreEqual(6, driver.Memo.Lowerings);
        driver.Run(compilation);
        Assert.AreEqual(6, driver.Memo.Lowerings);
    }

    [TestMethod]
    public void AMethodMovedToAFileWithOtherUsingsLowersAgain()
    {
        var driver = new PipelineDriver();
        const string method = "static partial class A { [Autodiff.Differentiable] static double F(double x) => Sin(x); }";
        const string rest = "static partial class A { }";
        const string usings = "using static System.Math;\n";
        driver.Run(PipelineDriver.Compile(usings + method, rest));
        Assert.AreEqual(1, driver.Memo.Lowerings);
        driver.Run(PipelineDriver.Compile(usings + rest, method));
        Assert.AreEqual(2, driver.Memo.Lowerings);
    }

    [TestMethod]
    public void ANewMethodLeavesTheOthersAlone()
    {
        (GeneratorRunResult result, _) = Edited(0, First.Replace(
            "    [Differentiable]\n    public static double Square",
            "    [Differentiable]\n    public static double Fourth(double x) => x * x * x * x;\n\n    [Differentiable]\n    public static double Square"));
        Assert.HasCount(3, result.GeneratedSources);
    }

    [TestMethod]
    public void TheMemoDropsWhatIsNoLongerAskedFor()
    {
        var driver = new PipelineDriver(memo: new(FakeRooms.Lower, generationSize: 4));
        CSharpCompilation compilation = PipelineDriver.Compile(First);
        for (int i = 0; i < 50; i++)
        {
            driver.Run(PipelineDriver.Edit(compilation, 0, First.Replace("return x * x;", $"return {i} * x;")));
            Assert.IsLessThanOrEqualTo(8, driver.Memo.Count);
        }

        Assert.AreEqual(51, driver.Memo.Lowerings, "the method that was asked for each time stays");
    }

    /// <summary>A caller asks of a callee what it writes, and of nothing else in its body.</summary>
    [TestMethod]
    [DataRow("return q[0];", "return 2 * q[0] * Third(q);", 1)]
    [DataRow("return q[0];", "q[1] = 2; return q[0];", 2)]
    [DataRow("return q[0] + 1;", "return q[0] + 2;", 1)]
    [DataRow("return q[0] + 1;", "q[0] = 3; return q[0] + 1;", 2)]
    public void ABodyThatIsCalledLowersItsCallersOnlyWhereItWritesSomethingElse(string from, string to, int expected)
    {
        const string source = """
            using Autodiff;

            public static partial class Calls
            {
                [Differentiable]
                public static double F(double x)
                {
                    double[] p = [x, x];
                    return Second(p);
                }

                [Differentiable]
                public static double Second(double[] q)
                {
                    return q[0];
                }

                [Differentiable]
                public static double Third(double[] q)
                {
                    return q[0] + 1;
                }
            }
            """;
        string start = from.Contains("+ 1") ? source.Replace("return q[0];", "return Third(q);") : source;
        var driver = new PipelineDriver(memo: new(MethodLowering.Lower));
        CSharpCompilation compilation = PipelineDriver.Compile(start);
        driver.Run(compilation);
        Assert.AreEqual(3, driver.Memo.Lowerings);
        CSharpCompilation edited = PipelineDriver.Edit(compilation, 0, start.Replace(from, to));
        driver.Run(edited);
        Assert.AreEqual(3 + expected + (from.Contains("+ 1") && expected == 2 ? 1 : 0), driver.Memo.Lowerings);
        driver.Run(PipelineDriver.Edit(edited, 0, start.Replace(from, to) + "// the end"));
        Assert.AreEqual(3 + expected + (from.Contains("+ 1") && expected == 2 ? 1 : 0), driver.Memo.Lowerings);
    }

    private static (GeneratorRunResult Result, int Lowerings) Edited(int file, string source)
    {
        var driver = new PipelineDriver();
        CSharpCompilation compilation = PipelineDriver.Compile(First, Second);
        GeneratorRunResult before = driver.Run(compilation);
        Assert.HasCount(2, before.GeneratedSources);
        Assert.AreEqual(2, driver.Memo.Lowerings);
        CSharpCompilation edited = PipelineDriver.Edit(compilation, file, source);
        Assert.AreNotEqual(compilation.SyntaxTrees[file].ToString(), edited.SyntaxTrees[file].ToString());
        GeneratorRunResult after = driver.Run(edited);
        Assert.IsNull(after.Exception);
        return (after, driver.Memo.Lowerings - 2);
    }

    private static void AssertNothingNew(GeneratorRunResult result)
    {
        IReadOnlyList<IncrementalStepRunReason> lowering = PipelineDriver.Reasons(result, TrackingNames.Lowering);
        Assert.HasCount(2, lowering);
        Assert.IsTrue(lowering.All(reason => reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached), string.Join(", ", lowering));
        Assert.IsTrue(PipelineDriver.Reasons(result, TrackingNames.Differentiation).All(reason => reason == IncrementalStepRunReason.Cached));
        Assert.IsTrue(PipelineDriver.OutputReasons(result).All(reason => reason == IncrementalStepRunReason.Cached));
    }
}
