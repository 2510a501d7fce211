using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

[TestClass]
public class GeneratorHarnessTests
{
    private const string Source = """
        static partial class Sums
        {
            [Differentiable]
            internal static double Sum(ReadOnlySpan<double> x) => TensorPrimitives.Sum(x);

            internal static string Throw(string message) => throw new InvalidOperationException(message);
        }
        """;

    private delegate double Twice(ReadOnlySpan<double> x, out int count);

    [TestMethod]
    public void Compiles_loads_and_calls_what_was_generated()
    {
        GeneratorRun run = GeneratorHarness.Run(new TrivialGenerator(), Source).AssertClean();

        CollectionAssert.AreEqual(new[] { "Sums.Sum.g.cs" }, run.Sources.Select(s => s.HintName).ToArray());
        StringAssert.Contains(run.Source("Sum"), "SumTwice");
        using LoadedAssembly assembly = run.Load();
        Assert.AreEqual(12, assembly.Method<Twice>("Sums", "SumTwice")([1, 2, 3], out int count));
        Assert.AreEqual(3, count);
    }

    [TestMethod]
    public void Exceptions_of_the_called_code_come_out_as_they_are()
    {
        using LoadedAssembly assembly = GeneratorHarness.Run(new TrivialGenerator(), Source).Load();

        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => assembly.Invoke("Sums", "Throw", "why"));
        Assert.AreEqual("why", exception.Message);
    }

    [TestMethod]
    public void A_method_that_is_not_there_is_answered_with_those_that_are()
    {
        using LoadedAssembly assembly = GeneratorHarness.Run(new TrivialGenerator(), Source).Load();

        var exception = Assert.ThrowsExactly<AssertFailedException>(() => assembly.Method<Func<double>>("Sums", "SumTwice"));
        StringAssert.Contains(exception.Message, "Double SumTwice(System.ReadOnlySpan`1[System.Double], Int32 ByRef)");
    }

    [TestMethod]
    public void Another_assembly_can_be_referenced()
    {
        GeneratorRun library = GeneratorHarness.Run(
            new TrivialGenerator(), "public static class Library { public static double Half(double x) => x / 2; }");
        GeneratorRun user = GeneratorHarness.Run(
            new TrivialGenerator(),
            GeneratorHarness.Compile(
                ["static class User { static double Quarter(double x) => Library.Half(Library.Half(x)); }"],
                [library.ToReference()]));

        using LoadedAssembly assembly = user.AssertClean().Load(library);
        Assert.AreEqual(2.0, assembly.Method<Func<double, double>>("User", "Quarter")(8));
    }

    [TestMethod]
    public void Errors_name_the_line()
    {
        GeneratorRun run = GeneratorHarness.Run(new TrivialGenerator(), "class C { int F() => missing; }");

        StringAssert.Contains(
            Assert.ThrowsExactly<AssertFailedException>(() => run.AssertClean()).Message, "int F() => missing;");
        Assert.ThrowsExactly<AssertFailedException>(() => run.Load());
        Assert.AreEqual("CS0103", run.CompilerDiagnostics.Single().Id);
    }

    [TestMethod]
    public void Diagnostics_of_generators_and_analyzers_are_found_at_their_marks()
    {
        Marked source = Marked.Parse("""
            static class C
            {
                static void [|_f|](int [|bad|]) { }

            #pragma warning disable TA0001
                static void G(int bad) { }
            }
            """);
        GeneratorRun run = GeneratorHarness.Run(new TrivialGenerator(), source.Text, new TrivialAnalyzer());

        source.AssertReported(run.Reported, ("TG0001", "'_f' begins"), ("TA0001", "'bad' is bad"));
        Assert.ThrowsExactly<AssertFailedException>(
            () => source.AssertReported(run.Reported, ("TG0001", "'_g' begins"), ("TA0001", "'bad' is bad")));
        Assert.ThrowsExactly<AssertFailedException>(
            () => source.AssertReported(run.GeneratorDiagnostics, ("TG0001", "'_f' begins"), ("TA0001", "'bad' is bad")));
        var moved = source with { Spans = [source.Spans[0], source.Spans[0]] };
        StringAssert.Contains(
            Assert.ThrowsExactly<AssertFailedException>(
                () => moved.AssertReported(run.Reported, ("TG0001", "_f"), ("TA0001", "bad"))).Message,
            "'_f'");
    }

    [TestMethod]
    public void Marks_nest()
    {
        Marked marked = Marked.Parse("a[|b[|c|]|]d[0]");

        Assert.AreEqual("abcd[0]", marked.Text);
        CollectionAssert.AreEqual(
            new[] { "bc", "c" }, marked.Spans.Select(s => marked.Text.Substring(s.Start, s.Length)).ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => Marked.Parse("[|a"));
    }

    [TestMethod]
    public void A_comment_leaves_the_step_unchanged_and_a_new_name_does_not()
    {
        IncrementalRun comment = GeneratorHarness.RunTwice(new TrivialGenerator(), Source, "// comment\n" + Source);
        comment.AssertReasons(TrivialGenerator.Step, IncrementalStepRunReason.Unchanged);
        comment.AssertAll(TrivialGenerator.Step, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        Assert.Contains(IncrementalStepRunReason.Cached, comment.OutputReasons());

        IncrementalRun renamed = GeneratorHarness.RunTwice(new TrivialGenerator(), Source, Source.Replace("Sum(R", "Add(R"));
        renamed.AssertReasons(TrivialGenerator.Step, IncrementalStepRunReason.Modified);
        Assert.ThrowsExactly<AssertFailedException>(
            () => renamed.AssertReasons(TrivialGenerator.Step, IncrementalStepRunReason.Unchanged));
        StringAssert.Contains(
            Assert.ThrowsExactly<AssertFailedException>(() => renamed.Reasons("Nothing")).Message, TrivialGenerator.Step);
    }

    [TestMethod]
    public void An_edit_in_another_file_keeps_the_first_one()
    {
        IncrementalRun run = GeneratorHarness.RunTwice(
            new TrivialGenerator(), [Source, "class Other { }"], [Source, "class Other { int _field; }"]);
        run.AssertReasons(TrivialGenerator.Step, IncrementalStepRunReason.Unchanged);

        IncrementalRun same = GeneratorHarness.RunTwice(new TrivialGenerator(), Source, Source);
        same.AssertReasons(TrivialGenerator.Step, IncrementalStepRunReason.Cached);
    }
}
