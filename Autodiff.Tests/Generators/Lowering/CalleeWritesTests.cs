using System.Linq;
using System.Threading;
using Autodiff.Generators.Lowering;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Which bodies leave the memory they are given as it is; whatever is not known to does not.</summary>
[TestClass]
public sealed class CalleeWritesTests
{
    private const string Types = """
        [Differentiable] public partial class State(double[] hidden)
        {
            public double A;
            public double[] W { get; set; } = [1];
            public double Sum => A + W[0];
            public double Nasty { get { A = 1; return A; } }
            public double Automatic { get; set; }
            public State Clone() => this;
            public double Get() => W[0] + hidden[0];
            public void Set() { W[0] = 1; }
            public void SetHidden() => hidden[0] = 1;
            public void SetField() => this.A = 2;
            public double Chain() => Get();
            public double BadChain() { Set(); return 1; }
            public static State operator +(State a, State b) { a.A = 1; return b; }
            public static State operator -(State a, State b) => new State([a.A - b.A]);
        }
        public struct Particle { public double X; public double Y { get; set; } public void Move() => X += 1; public readonly double Norm() => X * X; public void Fine() { double z = X; } }
        public record Pair(double[] A, double B);
        """;

    [TestMethod]
    [DataRow("double[] p", "return p[0] + p.Length + p[^1];")]
    [DataRow("double[] p", "double s = 0; foreach (double v in p) { s += v; } return s;")]
    [DataRow("double[] p", "double[] q = p; double[] r; r = q; return r[1];")]
    [DataRow("double[] p", "return TensorPrimitives.Sum<double>(p) + TensorPrimitives.Dot<double>(p.AsSpan(1), p.AsSpan()[1..]);")]
    [DataRow("double[] p", "ReadOnlySpan<double> s = p; return Of(s[1..]); static double Of(ReadOnlySpan<double> s) => s[0];")]
    [DataRow("double[] p", "Span<double> s = p; return s[1];")]
    [DataRow("double[] p", "double[] q = System.Linq.Enumerable.ToArray(p); q[0] = 1; double[] r = p[1..]; r[0] = 1; double[] t = [.. p]; t[0] = 2; return q[0];")]
    [DataRow("double[] p", "double[] q = (double[])p.Clone(); return q[0] + System.Linq.Enumerable.Sum(p);")]
    [DataRow("double[] p", "double[] q = new double[3]; p.CopyTo(q, 0); Array.Copy(p, q, 3); p.AsSpan().CopyTo(q); return q[0];")]
    [DataRow("double[] p", "ArgumentNullException.ThrowIfNull(p); if (p is null || p == null) { throw new ArgumentException(nameof(p)); } return p[0];")]
    [DataRow("double[] p", "Func<int, double> f = i => p[i]; return f(0) + G(1); double G(int i) => p[i];")]
    [DataRow("double[] p", "return G(p); static double G(double[] q) => q[0];")]
    [DataRow("double[] p", "return p.Length > 1 ? Reads(p, 1) : Reads(p.Length > 0 ? p : p, 2);")]
    [DataRow("double[] p", "return Even(p, 3);")]
    [DataRow("double[] p", "return p.Extended();")]
    [DataRow("double[] p", "p = new double[2]; return p[0];")]
    [DataRow("double[] p", "ref readonly double x = ref p[0]; return x;")]
    [DataRow("double[][] p", "double s = 0; foreach (double[] row in p) { s += row[0]; } for (int i = 0; i < p.Length; i++) { double[] row = p[i]; s += row[i] + p[i][0] + Reads(p[i], 0); } return s;")]
    [DataRow("double[,] p", "return p[0, 1] + p.GetLength(1);")]
    [DataRow("List<double> p", "return p[0] + p.Count;")]
    [DataRow("Particle[] p", "Particle q = p[0]; q.X = 1; q.Move(); return p[0].X + p[1].Y + q.X + p[0].Norm();")]
    [DataRow("State p", "return p.A + p.W[0] + p.Sum + p.Get() + p.Chain() + p.Automatic + (p - p).A;")]
    [DataRow("int[] p", "return p[p[0]];")]
    [DataRow("double[] p", "return System.Linq.Enumerable.Sum(p, value => value * value);")]
    [DataRow("Tensor<double> p", "return p[0] + Tensor.Sum<double>(p) + (p + p)[1];")]
    [DataRow("double[] p", "var pair = new Pair(p, 1); return pair.A[0] * pair.B;")]
    public void Reading(string parameter, string body) => Assert.IsFalse(IsWritten(parameter, body), body);

    [TestMethod]
    [DataRow("double[] p", "p[0] = 1; return 1;")]
    [DataRow("double[] p", "p[0] += 1; return 1;")]
    [DataRow("double[] p", "p[0]++; return 1;")]
    [DataRow("double[] p", "(p[0], p[1]) = (p[1], p[0]); return 1;")]
    [DataRow("double[] p", "int k; (k, (p[0], p[1])) = (1, (p[1], p[0])); return 1;")]
    [DataRow("double[] p", "ref double x = ref p[0]; x = 1; return 1;")]
    [DataRow("double[] p", "ref double x = ref p[0]; x = ref p[1]; return 1;")]
    [DataRow("double[] p, bool c", "double z = 0; ref double x = ref (c ? ref p[0] : ref z); x = 1; return 1;")]
    [DataRow("double[] p", "foreach (ref double x in p.AsSpan()) { x = 1; } return 1;")]
    [DataRow("double[] p", "double[] q = p; q[0] = 1; return 1;")]
    [DataRow("double[] p", "double[] q = new double[2]; for (int i = 0; i < 2; i++) { q[0] = 1; q = p; } return 1;")]
    [DataRow("double[] p, double[] o, bool c", "double[] q = c ? o : p; q[0] = 1; return 1;")]
    [DataRow("double[] p, double[]? o", "double[] q = o ?? p; q[0] = 1; return 1;")]
    [DataRow("double[] p, double[] o, int c", "double[] q = c switch { 0 => o, _ => p }; q[0] = 1; return 1;")]
    [DataRow("double[] p", "Span<double> s = p; s[0] = 1; return 1;")]
    [DataRow("double[] p", "Span<double> s = p.AsSpan(1).Slice(0, 1); s.Clear(); return 1;")]
    [DataRow("double[] p", "new Span<double>(p).Fill(2); return 1;")]
    [DataRow("double[] p", "Memory<double> m = p; m.Span[0] = 1; return 1;")]
    [DataRow("double[] p", "Array.Clear(p); return 1;")]
    [DataRow("double[] p", "double[] q = [1]; q.CopyTo(p, 0); return 1;")]
    [DataRow("double[] p", "double[] q = [1]; Array.Copy(q, p, 1); return 1;")]
    [DataRow("double[] p", "Array.Sort(p); return 1;")]
    [DataRow("double[] p", "TensorPrimitives.Exp<double>(p, p); return 1;")]
    [DataRow("double[] p", "Writes(p); return 1;")]
    [DataRow("double[] p", "return Odd(p, 3);")]
    [DataRow("double[] p", "p.ExtendedWrite(); return 1;")]
    [DataRow("double[] p", "Writes(Itself(p)); return 1;")]
    [DataRow("double[] p", "G(p); return 1; static void G(double[] q) => q[0] = 1;")]
    [DataRow("double[] p", "G(); return 1; void G() => p[0] = 1;")]
    [DataRow("double[] p", "Action f = () => p[0] = 1; f(); return 1;")]
    [DataRow("double[] p, Action<double[]> f", "f(p); return 1;")]
    [DataRow("double[] p", "Kept = p; return 1;")]
    [DataRow("double[] p", "object o = p; ((double[])o)[0] = 1; return 1;")]
    [DataRow("double[] p", "var t = (p, 1); t.p[0] = 1; return 1;")]
    [DataRow("double[] p", "double[][] t = [p]; t[0][0] = 1; return 1;")]
    [DataRow("double[] p", "var t = new { p }; t.p[0] = 1; return 1;")]
    [DataRow("double[] p", "if (p is double[] q) { q[0] = 1; } return 1;")]
    [DataRow("double[] p", "ByReference(ref p[0]); return 1;")]
    [DataRow("double[] p", "ByReference2(ref p); return 1;")]
    [DataRow("double[] p", "unsafe { fixed (double* x = p) { *x = 1; } } return 1;")]
    [DataRow("double[] p", "var pair = new Pair(p, 1); pair.A[0] = 2; return 1;")]
    [DataRow("double[] p", "var pair = new Pair(p, 1) with { B = 2 }; pair.A[0] = 2; return 1;")]
    [DataRow("double[] p, IWriter w", "w.Write(p); return 1;")]
    [DataRow("double[][] p", "p[0][0] = 1; return 1;")]
    [DataRow("double[][] p", "var q = (double[][])p.Clone(); q[0][0] = 1; return 1;")]
    [DataRow("double[][] p", "var q = System.Linq.Enumerable.ToArray(p); q[0][0] = 1; return 1;")]
    [DataRow("double[][] p", "var q = new double[3][]; p.CopyTo(q, 0); q[0][0] = 1; return 1;")]
    [DataRow("double[][] p", "var q = new double[3][]; Array.Copy(p, q, 3); q[0][0] = 1; return 1;")]
    [DataRow("State p", "p.Clone().W[0] = 1; return 1;")]
    [DataRow("double[][] p", "double[] row = p[0]; row[0] = 1; return 1;")]
    [DataRow("double[][] p", "foreach (double[] row in p) { row[0] = 1; } return 1;")]
    [DataRow("double[][] p", "p[0] = [1]; return 1;")]
    [DataRow("double[][] p", "double[][] q = p[1..]; q[0][0] = 1; return 1;")]
    [DataRow("double[][] p", "foreach (double[] row in System.Linq.Enumerable.Reverse(p)) { row[0] = 1; } return 1;")]
    [DataRow("double[][] p", "return System.Linq.Enumerable.Sum(p, row => row[0] = 1);")]
    [DataRow("List<State> p", "p.ForEach(state => state.A = 1); return 1;")]
    [DataRow("double[,] p", "p[0, 1] = 2; return 1;")]
    [DataRow("List<double> p", "p.Add(1); return 1;")]
    [DataRow("List<double> p", "p[0] = 1; return 1;")]
    [DataRow("Particle[] p", "p[0].X = 1; return 1;")]
    [DataRow("Particle[] p", "p[0].Y = 1; return 1;")]
    [DataRow("Particle[] p", "p[0].Move(); return 1;")]
    [DataRow("Particle[] p", "ref Particle q = ref p[0]; q.X = 1; return 1;")]
    [DataRow("Particle[] p", "p[0] = default; return 1;")]
    [DataRow("State p", "p.A = 1; return 1;")]
    [DataRow("State p", "p.Automatic = 1; return 1;")]
    [DataRow("State p", "p.W[0] = 1; return 1;")]
    [DataRow("State p", "double[] w = p.W; w[0] = 1; return 1;")]
    [DataRow("State p", "return p.Nasty;")]
    [DataRow("State p", "p.Set(); return 1;")]
    [DataRow("State p", "p.SetHidden(); return 1;")]
    [DataRow("State p", "p.SetField(); return 1;")]
    [DataRow("State p", "return p.BadChain();")]
    [DataRow("State p", "return (p + p).A;")]
    [DataRow("State p, State o", "o.A = 1; o = p; o.A = 2; return 1;")]
    [DataRow("Tensor<double> p", "p[0] = 1; return 1;")]
    [DataRow("Tensor<double> p", "p.AsTensorSpan()[0] = 1; return 1;")]
    [DataRow("double[] p", "System.Linq.Enumerable.ToList([p])[0][0] = 1; return 1;")]
    [DataRow("double[] p", "dynamic d = p; d[0] = 1; return 1;")]
    public void Writing(string parameter, string body) => Assert.IsTrue(IsWritten(parameter, body), body);

    private static bool IsWritten(string parameter, string body)
    {
        string source = $$"""
            using System.Collections.Generic;
            {{Types}}
            public interface IWriter { void Write(double[] p); }
            public static partial class C
            {
                private static double[] Kept = [];
                [Differentiable] public static double F({{parameter}}) { {{body}} }
                private static double Reads(double[] q, int n) => n > 0 ? Reads(q, n - 1) : q[n];
                private static double Even(double[] q, int n) => n == 0 ? q[0] : EvenNext(q, n - 1);
                private static double EvenNext(double[] q, int n) => n == 0 ? q[1] : Even(q, n - 1);
                private static double Odd(double[] q, int n) { if (n == 0) { q[0] = 1; } return OddNext(q, n - 1); }
                private static double OddNext(double[] q, int n) => Odd(q, n - 1);
                private static void Writes(double[] q) => q[0] = 1;
                private static double[] Itself(double[] q) => q;
                private static double Extended(this double[] q) => q[0];
                private static void ExtendedWrite(this double[] q) => q[0] = 1;
                private static void ByReference(ref double x) => x = 1;
                private static void ByReference2(ref double[] x) => x = [];
            }
            """;
        CSharpCompilation compilation = GeneratorHarness.Compile(source);
        Assert.AreEqual(string.Empty, string.Join("\n", compilation.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error)));
        IMethodSymbol method = compilation.GetTypeByMetadataName("C")!.GetMembers("F").OfType<IMethodSymbol>().Single();
        return CalleeWrites.Of(compilation).IsWritten(method, 0, compilation, [], CancellationToken.None);
    }
}
