using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Arrays, spans, slices, fields and text.</summary>
[TestClass]
public sealed class MemoryTests
{
    [TestMethod]
    public void Slices_have_a_start_and_a_length() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(ReadOnlySpan<double> x, double[] p, int i) { var a = x[1..]; var b = x[..^1]; var c = x[2..5]; var d = x[i..(i + 3)]; var e = p.AsSpan(1, 2); var f = p.AsSpan(1..); return x[^1] + x.Slice(1)[0]; }",
        """
        ReadOnlySpan<double> a = slice(x, 1)
        ReadOnlySpan<double> b = slice(x, 0, (x.Length - 1))
        ReadOnlySpan<double> c = slice(x, 2, 3)
        ReadOnlySpan<double> d = slice(x, i, 3)
        Span<double> e = slice(p, 1, 2)
        Span<double> f = slice(p, 1)
        return (x[(x.Length - 1)] + slice(x, 1)[0])
        """);

    [TestMethod]
    public void New_arrays_are_zeros_and_assignments() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x, int n) { Span<double> t = stackalloc double[n]; double[] w = { 1, x }; double[] c = [x]; double[] late; late = new double[n]; return t[0] + w[1] + c[0] + late[0]; }",
        """
        Span<double> t = new double[n]
        double[] w = new double[2]
        w[0] = 1
        w[1] = x
        double[] c = new double[1]
        c[0] = x
        double[] late
        late = new double[n]
        return (((t[0] + w[1]) + c[0]) + late[0])
        """);

    [TestMethod]
    public void Fields_and_constants_are_text() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x, int n) { _scale = 3; return x * _scale * Table[n] * H * Math.PI + Fixed; }\nstatic double _scale = 2; static readonly double Fixed = 1; static readonly double[] Table = { 1, 2 }; const double H = 0.5;",
        """
        opaque:Writes`_scale` = 3
        return (((((x * opaque:Reads`_scale`) * opaque:Reads`Table`[n]) * H) * global::System.Math.PI) + opaque:Pure`Fixed`)
        """);

    [TestMethod]
    public void Sinks_take_what_is_printed() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x, int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); if (n > 3) throw new ArgumentException($\"bad {x:F2} {n}\", nameof(n)); Console.WriteLine(x.ToString()); System.Diagnostics.Debug.Assert(x > 0, $\"x = {x}\"); return Ad.StopGradient(x); }",
        """
        Sink:global::System.ArgumentOutOfRangeException.ThrowIfNegative(n)
        if (n > 3)
          throw opaque:Writes:sink`new global::System.ArgumentException(opaque:Pure:sink`$"bad {x:F2} {n}"`, "n")`
        Sink:global::System.Console.WriteLine(opaque:Reads:sink`x.ToString()`)
        Sink:global::System.Diagnostics.Debug.Assert((x > 0), opaque:Pure:sink`$"x = {x}"`)
        return stop(x)
        """);
}
