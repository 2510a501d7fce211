using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>References whose place cannot be followed, and places that a call would read and write under two names.</summary>
[TestClass]
public sealed class PlaceProblemTests
{
    private const string Others = """
        using System;
        [Differentiable] public partial struct S { public double A, B; }
        [Differentiable] public partial class C { public double Z; public S State; public double[] W = [1]; [Differentiable] public void Feed(ref double v, double by) { Z += v * by; v = by; } }
        """;

    [TestMethod]
    [DataRow("ref double r = ref [|Last|]; return r * x;", "AD0004", "A reference to this place")]
    [DataRow("double a = x; ref double r = ref a; double b = 2; r = ref [|b|]; return r;", "AD0004", "A ref local that is given this place")]
    [DataRow("Span<double> s = [x, 1]; ref double r = ref s[0]; r = ref [|s[1..][0]|]; return r;", "AD0004", "A ref local that is given this place")]
    [DataRow("S s = default; s.A = x; Two([|ref s.A|], ref s.A); return s.A;", "AD0004", "An argument passed by reference beside another that may lead to the same place")]
    [DataRow("S s = default; s.A = x; Into([|ref s|], ref s.A); return s.A;", "AD0004", "An argument passed by reference beside another that may lead to the same place")]
    [DataRow("C c = new(); c.Z = x; c.Feed([|ref c.Z|], x); return c.Z;", "AD0004", "An argument passed by reference beside another that may lead to the same place")]
    [DataRow("S[] s = new S[2]; s[0].A = x; Of([|ref s[0].A|], s); return s[0].A;", "AD0004", "An argument passed by reference beside another that may lead to the same place")]
    [DataRow("S s = default; s.A = x; Reads(in s, [|ref s.A|]); return s.A;", "AD0004", "One place given to read and to write")]
    [DataRow("S s = default; s.A = x; ref S t = ref s; Reads(in s, [|ref t.B|]); return s.A;", "AD0004", "One place given to read and to write")]
    [DataRow("return [|Either(x > 0)|];", "AD0004", "A call of 'Either', which returns references to unlike places,")]
    public async Task Body(string body, string id, string message)
    {
        Marked marked = Marked.Parse(Others + """
            static partial class A
            {
                static double Last;
                static double[] Held = [1];
                [Differentiable] static void Two(ref double a, ref double b) { a += b; b = a; }
                [Differentiable] static void Into(ref S a, ref double b) { a.A += b; b = a.B; }
                [Differentiable] static void Of(ref double a, S[] b) { a += b[0].A; }
                [Differentiable] static void Reads(in S a, ref double b) { b += a.A; }
                static ref double Either(bool first) { if (first) { return ref Held[0]; } Span<double> s = Held; return ref s[0]; }
                [Differentiable] public static double F(double x) {
            """ + " " + body + " } }");
        marked.AssertReported(await GeneratorHarness.Compile(marked.Text).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync(), (id, message));
    }
}
