using System.Collections.Immutable;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>What objects of differentiable classes must not do, at the place where they do it.</summary>
[TestClass]
public sealed class ClassProblemTests
{
    private const string Others = """
        using System;
        using System.Collections.Generic;
        [Differentiable] public partial class P { public double X; public double[] W = []; public P Next; public virtual double V() => X; public double Set { get => X; set => X = 2 * value; } }
        [Differentiable] public partial record R(double X, double[] W);
        [Differentiable] public partial class T { public double X; public P[] All; public T[] Rest; }
        public class Keeper { public Keeper(P[] all) => All = all; public Keeper(double[][] rows) => Rows = rows; public P[] All; public double[][] Rows; public static P[] Last; public static readonly P[] Table = [new P()]; }
        public class Holder(P p) { public double X; public P P = p; public static P Global = new(); public static double Last; }
        """;

    [TestMethod]
    [DataRow("[|p.W|] = new double[2]; return p.W[0] * x;", "AD0011", "'w' is a field of something that the method was given, and its adjoint could not follow another array or object;")]
    [DataRow("[|p.Next|] = new P(); return p.Next.X * x;", "AD0011", "'next' is a field of something that the method was given")]
    [DataRow("var q = new P(); [|q.W|] = p.W; return q.W[0] * x;", "AD0011", "'w' is given an array or an object that is not new there;")]
    [DataRow("var q = new P(); q.X = x; [|q.Next|] = q; return q.Next.X;", "AD0011", "'next' would lead an object back to itself")]
    [DataRow("var q = new P(); q.X = x; [|q.W|] = null; return q.X;", "AD0011", "'w' is given an array or an object that is not new there;")]
    [DataRow("P q = x > 0 ? p : new P(); [|q.W|] = new double[1]; return q.X * x;", "AD0011", "'w' is a field of something that the method was given")]
    [DataRow("P q = new P(); while (x > 0) { P r = new P(); [|r.Next|] = q; q = r; } return q.X * x;", "AD0011", "'next' would lead an object back to itself, or is given another name of it")]
    [DataRow("[|Holder.Global.X|] = x; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("[|Holder.Last|] = p.X; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("var h = new Holder([|p|]); return h.X * x;", "AD0006", "a 'Holder'")]
    [DataRow("object o = [|p|]; return x;", "AD0006", "a 'object'")]
    [DataRow("var one = new P[] { p }; var h = new Keeper([|one|]); return h.All[0].X * x;", "AD0006", "a 'Keeper'")]
    [DataRow("double[][] rows = [[x]]; var h = new Keeper([|rows|]); return h.Rows[0][0];", "AD0006", "a 'Keeper'")]
    [DataRow("[|all[0]|] = new P { X = x }; return all[0].X;", "AD0011", "'all' has an object replaced that the method was given;")]
    [DataRow("[|Keeper.Last|] = all; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("[|Keeper.Table[0].X|] = x; return x;", "AD0006", "a field, a property or memory outside the method")]
    [DataRow("object o = [|all|]; return x;", "AD0006", "a 'object'")]
    [DataRow("P[] c = [|all[1..]|]; return c[0].X;", "AD0004", "A range of this type")]
    [DataRow("List<P> list = [new P { X = x }]; [|list.RemoveAt(0)|]; return x;", "AD0004", "'RemoveAt' of a list")]
    [DataRow("List<P> list = [new P { X = x }]; var c = [|list.ToArray()|]; return c[0].X;", "AD0004", "'ToArray' of a list")]
    [DataRow("P[] many = new P[1]; var t = new T { All = many }; [|many[0]|] = t.All[0]; many[0] = new P(); return x;", "AD0011", "")]
    [DataRow("var t = new T { X = x }; T[] many = [[|t|]]; t.Rest = many; return t.Rest[0].X;", "AD0011", "")]
    [DataRow("return [|p.V()|] * x;", "AD0004", "A virtual call of 'V' is not supported")]
    [DataRow("([|p.Set|], x) = (x, 1); return p.X;", "AD0004", "A change of 'Set', whose accessors have code,")]
    [DataRow("var r = new R(x, [x]); var s = [|r with { X = 2 }|]; return s.X * s.W[0];", "AD0004", "A copy that would share what 'W' leads to")]
    [DataRow("return [|G(p)|] * x;", "AD0005", "'G' has no derivative")]
    public async Task Body(string body, string id, string message)
    {
        Marked marked = Marked.Parse(Others + "\nstatic partial class A { static double G(P p) => p.X; [Differentiable] public static double F(P p, P[] all, double x) { " + body + " } }");
        ImmutableArray<Diagnostic> reported = await Analyze(marked.Text);
        if (id.Length > 0)
        {
            marked.AssertReported(reported, (id, message));
        }
    }

    [TestMethod]
    [DataRow("[Differentiable] public static double F([|P[,] all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|ReadOnlySpan<P> all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|List<P[]> all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F([|IReadOnlyList<P> all|], double x) => x;", "AD0002", "The type of the parameter 'all'")]
    [DataRow("[Differentiable] public static double F(List<P> all, double x) { [|all.Add(new P { X = x })|]; return all[0].X; }", "AD0004", "adding to a list that the method was given")]
    [DataRow("[Differentiable] public static P[] F(P[] all, double x) { P[] some = new P[1]; some[0] = all[0]; return [|some|]; }", "AD0011", "'F' returns memory that it was given")]
    [DataRow("[Differentiable] public static P F(P p, double x) { p.X = x; return [|p|]; }", "AD0011", "'F' returns memory that it was given")]
    [DataRow("[Differentiable] public static P F(P p, double x) { return [|p.Next|]; }", "AD0011", "'F' returns memory that it was given")]
    [DataRow("[Differentiable] static void S(double[] w, double x) { w[0] = x; } [Differentiable] public static double F([NoGradient] double[] k, double[] w, double x) { double[] t = w; if (x > 0) { t = k; } S([|t|], x); return t[0]; }", "AD0006", "the parameter 'k', which is marked [NoGradient]")]
    [DataRow("[Differentiable] public static void F([|ref P p|], double x) { p.X = x; }", "AD0002", "The parameter 'p', passed by reference,")]
    public async Task Signature(string member, string id, string message)
    {
        Marked marked = Marked.Parse(Others + "\nstatic partial class A { " + member + " }");
        marked.AssertReported(await Analyze(marked.Text), (id, message));
    }

    internal static Task<ImmutableArray<Diagnostic>> Analyze(string source) =>
        GeneratorHarness.Compile(source).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}
