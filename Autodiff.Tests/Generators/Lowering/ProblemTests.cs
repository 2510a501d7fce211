using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>What is not supported is reported, at the exact place; nothing is dropped in silence.</summary>
[TestClass]
public sealed class ProblemTests
{
    [TestMethod]
    [DataRow("switch (v.Length) { case 0: goto case 1; case 1: x = 2; break; }", "AD0004", "goto")]
    [DataRow("switch (v.Length) { case 0: double t = 1; break; default: t = 2; break; }", "AD0004", "t")]
    [DataRow("if (v is [_, .. var rest]) { }", "AD0004", ".. var rest")]
    [DataRow("again: x *= 2; if (x < 1) { goto again; }", "AD0004", "goto")]
    [DataRow("var y = (Array)v.Clone();", "AD0004", "(Array)v.Clone()")]
    [DataRow("Buffer.BlockCopy(v, 0, new double[2], 0, 8);", "AD0006", "v")]
    [DataRow("try { x = 2; } catch { x = 3; }", "AD0004", "catch")]
    [DataRow("try { x = 2; } catch (Exception e) when (x > 2) { x = 3; } finally { }", "AD0004", "catch")]
    [DataRow("System.Threading.Tasks.Parallel.For(0, 2, i => { v[i] = x; });", "AD0004", "System.Threading.Tasks.Parallel.For(0, 2, i => { v[i] = x; })")]
    [DataRow("var t = System.Threading.Tasks.Task.Run(() => x);", "AD0004", "System.Threading.Tasks.Task.Run(() => x)")]
    [DataRow("var t = new System.Threading.Thread(() => { });", "AD0004", "new System.Threading.Thread(() => { })")]
    [DataRow("int n = 0; new List<int>().ForEach(i => n += i);", "AD0004", "i => n += i")]
    [DataRow("int[] n = new int[2]; new List<int>().ForEach(i => n[i]++);", "AD0004", "i => n[i]++")]
    [DataRow("int[] n = new int[2]; new List<int>().ForEach(i => Array.Sort(n));", "AD0004", "i => Array.Sort(n)")]
    [DataRow("object q = System.Linq.Enumerable.Select(new int[2], i => new { A = i });", "AD0004", "i => new { A = i }")]
    [DataRow("double[] w = { 1 }; IList<double> l = w;", "AD0006", "w")]
    [DataRow("lock (v) { }", "AD0004", "lock")]
    [DataRow("double[] y = [.. new List<int>(), 1];", "AD0004", ".. new List<int>()")]
    [DataRow("dynamic d = 1; d.F();", "AD0004", "d.F()")]
    [DataRow("var l = new List<double>(); l.Clear(); A(l);", "AD0004", "l.Clear()")]
    [DataRow("var l = new List<double>(); IReadOnlyList<double> r = l;", "AD0006", "l")]
    [DataRow("var o = new { A = 1 };", "AD0004", "new { A = 1 }")]
    [DataRow("unsafe { double* p = &x; }", "AD0004", "&x")]
    [DataRow("object o = x;", "AD0006", "x")]
    [DataRow("decimal d = (decimal)x;", "AD0006", "(decimal)x")]
    [DataRow("Half h = (Half)x;", "AD0006", "(Half)x")]
    [DataRow("IEnumerable<double> s = v;", "AD0006", "v")]
    [DataRow("ref double[] r = ref v;", "AD0004", "v")]
    [DataRow("B(x, ref x);", "AD0004", "x")]
    [DataRow("A(ref v);", "AD0004", "ref v")]
    [DataRow("Memory<double> w = v; w = w[1..];", "AD0011", "w")]
    [DataRow("x = GValueAndGradient(x).Value;", "AD0008", "GValueAndGradient(x)")]
    public void Body(string statements, string id, string place)
    {
        const string others = "[Differentiable] static void B(in double a, ref double b) => b = a;\nstatic void A(ref double[] a) { }\nstatic void A(List<double> a) { }\nstatic double M(params double[] y) => 1;\n[Differentiable] public static double G(double n) => n;";
        LoweringHarness.AssertProblems(
            $"// A comment.\n[Differentiable]\npublic static double F(double x, double[] v) {{ {statements} return x; }}\n{others}",
            $"{id} {place}");
    }

    [TestMethod]
    [DataRow("[Differentiable] public static double F<T>(T x) where T : System.Numerics.INumberBase<T> => 1;", "AD0002 T x")]
    [DataRow("[Differentiable] public static T F<T>(T x) where T : System.Numerics.IBinaryInteger<T> => x;", "AD0002 T")]
    [DataRow("[Differentiable] public static T F<T>(T x) where T : System.Numerics.INumber<T> => x % x;", "AD0004 x % x")]
    [DataRow("[Differentiable] public static T F<T>(T x) where T : System.Numerics.INumber<T> { x %= x; return x; }", "AD0004 x %= x")]
    [DataRow("[Differentiable] public static double F(ref double[] x) => x[0];", "AD0002 ref double[] x")]
    [DataRow("[Differentiable] public static double F(TensorDimensionSpan<double> x) => x[0][0];", "AD0002 TensorDimensionSpan<double> x")]
    [DataRow("[Differentiable] public static double F(double[,][] x) => 1;", "AD0002 double[,][] x")]
    [DataRow("[Differentiable] public static double F((double A, double B)[][] x) => 1;", "AD0002 (double A, double B)[][] x")]
    [DataRow("[Differentiable] public static double F(List<(double A, double B)> x) => 1;", "AD0002 List<(double A, double B)> x")]
    [DataRow("[Differentiable] public static double F(ArraySegment<double> x) => 1;", "AD0002 ArraySegment<double> x")]
    [DataRow("[Differentiable] public static double F(IReadOnlyList<double> x) => 1;", "AD0002 IReadOnlyList<double> x")]
    [DataRow("[Differentiable] public static double F((double, Dictionary<int, double>) x) => 1;", "AD0002 (double, Dictionary<int, double>) x")]
    [DataRow("[Differentiable] public static ReadOnlySpan<double> F(double[] x) => x;", "AD0002 ReadOnlySpan<double>")]
    [DataRow("[Differentiable] public static async System.Threading.Tasks.Task<double> F(double x) => x;", "AD0002 F")]
    [DataRow("[Differentiable] public static IEnumerable<double> F(double x) { yield return x; }", "AD0002 F")]
    [DataRow("[Differentiable] public static double F(int n) => n;", "AD0009 F")]
    [DataRow("[Differentiable] public static int F(double x) => 1;", "AD0009 F")]
    [DataRow("[Differentiable] public static void F(double x) { }", "AD0009 F")]
    [DataRow("[Differentiable(Derivatives.Jvp)] public static double F(double x) => x;", "AD0003 Derivatives.Jvp")]
    public void Signature(string members, string expected) => LoweringHarness.AssertProblems(members, expected);

    [TestMethod]
    public void A_type_that_is_not_partial()
    {
        IrFunction function = LoweringHarness.Lower("public static class C { [Differentiable] public static double F(double x) => x; }");
        Problem problem = function.Problems.Single();
        Assert.AreEqual("AD0001", problem.Id);
        CollectionAssert.AreEqual(new[] { "C", "F" }, problem.Arguments.ToArray());
    }

    [TestMethod]
    [DataRow("x + undefined")]
    [DataRow("\"a\"")]
    [DataRow("x +")]
    public void Broken_code_is_the_compilers_matter(string value)
    {
        IrFunction function = LoweringHarness.LowerMembers($"[Differentiable] public static double F(double x) => {value};");
        Assert.AreEqual(string.Empty, function.Problems.Single().Id);
    }
}
