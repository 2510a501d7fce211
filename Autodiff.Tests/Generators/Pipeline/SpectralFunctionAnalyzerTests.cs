using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Spectral functions composed by hand are seen, and what only looks like one is not.</summary>
[TestClass]
public sealed class SpectralFunctionAnalyzerTests
{
    [TestMethod]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += Math.Log(eig.Values[i]); }", "s += Math.Log(eig.Values[i])", "LogDet")]
    [DataRow("for (int i = 0; i < eig.Values.Length; ++i) s += weight * Math.Tanh(eig.Values[i] - 1);", "s += weight * Math.Tanh(eig.Values[i] - 1)", "TraceFunction")]
    [DataRow("for (int i = 0; i < eig.Dimension; i++) { double t = Math.Exp(-eig.Values[i]); s += t; }", "s += t", "TraceFunction")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { double t = eig.Values[i]; s += Math.Log(t); }", "s += Math.Log(t)", "LogDet")]
    [DataRow("foreach (double t in eig.Values) { s += t * t; }", "s += t * t", "TraceFunction")]
    [DataRow("s = 1; foreach (double t in eig.Values) { s *= t; } s = Math.Log(s);", "s *= t", "LogDet")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { ReadOnlySpan<double> v = eig.Vector(i); s += Math.Sqrt(eig.Values[i]) * v[0] * v[1]; }", "s += Math.Sqrt(eig.Values[i]) * v[0] * v[1]", "Sqrt")]
    [DataRow("var f = new DenseMatrix<double>(2, 2); for (int i = 0; i < eig.Count; i++) { for (int r = 0; r < 2; r++) { for (int c = 0; c < 2; c++) { f[r, c] += 1 / eig.Values[i] * eig.Vector(i)[r] * eig.Vector(i)[c]; } } } s += f[0, 1];", "f[r, c] += 1 / eig.Values[i] * eig.Vector(i)[r] * eig.Vector(i)[c]", "Function")]
    public void A_function_composed_by_hand_is_named(string loop, string place, string primitive)
    {
        GeneratorRun run = Run($"[Differentiable] public static double F(DenseMatrix<double> a, double weight) {{ EigenPairs<double> eig = SpectralOps.Eigh(a); double s = 0; {loop} return s; }}");
        Assert.IsEmpty(run.CompilerDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Diagnostic found = run.AnalyzerDiagnostics.Single();
        Assert.AreEqual("AD0101", found.Id);
        Assert.AreEqual(DiagnosticSeverity.Info, found.Severity);
        Assert.AreEqual(place, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        StringAssert.Contains(found.GetMessage(), $"; SpectralOps.{primitive} computes it");
    }

    [TestMethod]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += eig.Values[i]; }")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += 2 * eig.Values[i]; }")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += (i + 1) * Math.Log(eig.Values[i]); }")]
    [DataRow("for (int i = 0; i < 3; i++) { s += Math.Log(eig.Values[i]); }")]
    [DataRow("for (int i = 1; i < eig.Count; i++) { s += Math.Log(eig.Values[i]); }")]
    [DataRow("for (int i = 0; i < eig.Count; i += 2) { s += Math.Log(eig.Values[i]); }")]
    [DataRow("for (int i = 1; i < eig.Count; i++) { s += Math.Log(eig.Values[i] - eig.Values[i - 1]); }")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += Math.Log(eig.Values[i] + s); }")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += Math.Log(eig.Values[i]) * eig.Values[0]; }")]
    [DataRow("for (int i = 0; i < eig.Count; i++) { s += Math.Exp(eig.Vector(i)[0]); }")]
    [DataRow("eig = SpectralOps.Eigh(a); for (int i = 0; i < other.Count; i++) { s += Math.Log(other.Values[i]); }")]
    public void What_only_looks_like_one_is_left_alone(string loop)
    {
        GeneratorRun run = Run($"[Differentiable] public static double F(DenseMatrix<double> a) {{ EigenPairs<double> eig = SpectralOps.Eigh(a); EigenPairs<double> other = SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic); double s = 0; {loop} return s; }}");
        Assert.IsEmpty(run.AnalyzerDiagnostics);
    }

    [TestMethod]
    public void Only_differentiable_methods_are_looked_at() =>
        Assert.IsEmpty(Run("public static double F(DenseMatrix<double> a) { var eig = SpectralOps.Eigh(a); double s = 0; foreach (double t in eig.Values) { s += t * t; } return s; }").AnalyzerDiagnostics);

    private static GeneratorRun Run(string member) =>
        GeneratorHarness.Run(new DifferentiableGenerator(), $"static partial class Test {{ {member} }}", new SpectralFunctionAnalyzer());
}
