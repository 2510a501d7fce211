using System.Threading.Tasks;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>What structs that hold arrays and objects must not do, at the place where they do it.</summary>
[TestClass]
public sealed class StructProblemTests
{
    private const string Others = """
        using System;
        using System.Collections.Generic;
        [Differentiable] public readonly partial record struct P(double[] W, double B);
        [Differentiable] public partial class N { public double V; }
        [Differentiable] public partial struct H { public N Node; public double B; }
        [Differentiable] public partial struct M { public Memory<double> Data; }
        [Differentiable] public partial struct D { public Dictionary<string, double> Table; public double B; }
        [Differentiable] public partial struct Deep { public P[][] All; }
        public static class Store { public static P Saved; public static P[] Many; public static object Box; }
        """;

    [TestMethod]
    [DataRow("return [|Plain(p)|];", "AD0005", "'Plain' has no derivative")]
    [DataRow("return [|Cut(p)|] + p.B;", "AD0004", "giving active memory to 'Cut'")]
    [DataRow("return [|Ruled(p)|];", "AD0004", "giving arrays or objects in a struct to 'Ruled', which has a rule,")]
    [DataRow("[|Store.Saved|] = p; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("Store.Box = [|p|]; return x;", "AD0006", "a 'object'")]
    [DataRow("var all = new P[1]; [|all[0]|] = p; return x;", "AD0011", "'w' is given an array or an object that is not new there;")]
    [DataRow("[|many[0]|] = new P([x], x); return many[0].B;", "AD0011", "'w' is a field of something that the method was given")]
    [DataRow("[|many[0]|] = many[1]; return many[0].B;", "AD0011", "'w' is a field of something that the method was given")]
    [DataRow("Store.Box = [|many|]; return x;", "AD0006", "a 'object'")]
    [DataRow("[|Store.Many|] = many; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("var own = new P[1]; if (x > 0) { own = many; } [|own[0]|] = new P([2], x); return own[0].B;", "AD0011", "'w' is a field of something that the method was given")]
    [DataRow("P[] part = [|many[1..]|]; return part[0].B;", "AD0004", "A range of this type")]
    [DataRow("ref P first = ref many[0]; return first.B * first.W[0] + [|Plain(first)|];", "AD0005", "'Plain' has no derivative")]
    [DataRow("var q = new P([x], x); [|q = new P(Store.Saved.W, x)|]; return q.W[0] * x;", "AD0011", "is assigned an array that belongs to something else")]
    [DataRow("P q = default; return Marked([|q|], x);", "AD0004", "null in a field of the differentiable parameter 'p'")]
    [DataRow("var m = new M { Data = new double[] { x } }; [|m = new M { Data = new double[] { 1 } }|]; return m.Data.Span[0];", "AD0004", "giving a field of a struct another Memory")]
    public async Task Body(string body, string id, string message)
    {
        Marked marked = Marked.Parse(Others + """

            static partial class A
            {
                static double Plain(P p) => p.B;
                [NoGradient] static double Cut(P p) { p.W[0] = 1; return p.B; }
                static double Ruled(P p) => p.B;
                [VjpOf(typeof(A), nameof(Ruled))] public static void RuleOfRuled(P p, double resultAdjoint, ref P pAdjoint) { }
                [Differentiable] public static double Marked(P p, double x) => p.B * x;
                [Differentiable] public static double F(P p, P[] many, double x) {
            """ + body + " } }");
        marked.AssertReported(await ClassProblemTests.Analyze(marked.Text), (id, message));
    }

    [TestMethod]
    [DataRow("[Differentiable] public static double F([|P[][] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|(double[], double)[] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public struct Q { public double[] W; } [Differentiable] public static double F([|Q[] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|M[] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public partial struct T { public double X; public T[] Rest; } [Differentiable] public static double F([|T[] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|List<P> all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|Span<P> all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|Deep deep|], double x) => x;", "AD0002", "The type of the parameter 'deep'")]
    [DataRow("[Differentiable] public static double F([|D table|], double x) => x;", "AD0002", "The type of the parameter 'table'")]
    [DataRow("[Differentiable] public static double F([|ref P p|], double x) => x;", "AD0002", "The parameter 'p', passed by reference,")]
    [DataRow("[Differentiable] public static P F(P p) { return [|p|]; }", "AD0011", "'F' returns memory that it was given")]
    [DataRow("[Differentiable] public static P F(double[] w, double x) { return [|new P(w, x)|]; }", "AD0011", "'F' returns memory that it was given")]
    [DataRow("[Differentiable] public static (double[], double[]) F(double x) { double[] w = [x]; return [|(w, w)|]; }", "AD0011", "'F' returns a struct with the same memory in two fields")]
    [DataRow("[[|Differentiable|]] public partial struct S(double k) { public double F() { double G(double k) => k; return G(k); } }", "AD0010", "use each parameter of its primary constructor in the part that declares it")]
    [DataRow("[[|Differentiable|]] public partial struct S(double k) { } public partial struct S { public double F() => k; }", "AD0010", "use each parameter of its primary constructor in the part that declares it")]
    public async Task Signature(string member, string id, string message)
    {
        Marked marked = Marked.Parse(Others + "\nstatic partial class A { " + member + " }");
        marked.AssertReported(await ClassProblemTests.Analyze(marked.Text), (id, message));
    }
}
