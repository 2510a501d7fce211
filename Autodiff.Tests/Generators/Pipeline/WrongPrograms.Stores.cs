namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Active values that go where no derivative can follow.</summary>
internal static partial class WrongPrograms
{
    private static readonly (string Id, string Source, string Message)[] Stores =
    [
        ("AD0006",
            """
            static double last;
            [Differentiable] public static double F(ReadOnlySpan<double> x) { [|last|] = x[0] * 2; return last * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static double Last { get; set; }
            [Differentiable] public static double F(ReadOnlySpan<double> x) { [|Last|] = x[0]; return Last * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            class Box { public double V; }
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var b = new Box(); [|b.V|] = x[0]; return b.V * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            record Pt(double X, double Y);
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var p = new Pt([|x[0]|], 2); return p.X * x[1]; }
            """,
            "an active value is stored in a 'P.Pt', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            struct Pt { public double X, Y; }
            [Differentiable] public static double F(ReadOnlySpan<double> x) { Pt p = default; [|p.X|] = x[0]; return p.X * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { object o = [|x[0]|]; return (double)o * x[1]; }
            """,
            "an active value is stored in a 'object', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var d = new Dictionary<string, double>(); [|d["a"]|] = x[0]; return d["a"] * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static Func<double>? f;
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double y = x[0]; f = () => [|y|]; return f() * x[1]; }
            """,
            "an active value is stored in a lambda that is called elsewhere, where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { dynamic d = [|x|]; return (double)d; }
            """,
            "an active value is stored in a 'dynamic', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(float x) { var v = new Vector2([|x|], 2); return v.LengthSquared(); }
            """,
            "an active value is stored in a 'System.Numerics.Vector2', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static double[]? keep;
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(); [|keep|] = a; return keep[0] * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(); object o = [|a|]; return ((double[])o)[0]; }
            """,
            "an active value is stored in a 'object', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [ThreadStatic] static double ts;
            [Differentiable] public static double F(double x) { [|ts|] += x; return ts * x; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public partial class P { double _state; [Differentiable] public double F(double x) { [|_state|] = x * x; return _state * x; } }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var seg = new ArraySegment<double>([|x.ToArray()|], 1, 2); return seg[0] * x[0]; }
            """,
            "an active value is stored in a 'System.ArraySegment<double>', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var st = new Stack<double>([|x.ToArray()|]); return st.Pop() * x[0]; }
            """,
            "an active value is stored in a 'System.Collections.Generic.IEnumerable<double>', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public class Spring { public double K; public double Energy => 0.5 * K * K; }
            [Differentiable] public static double F(double x) { var s = new Spring { K = [|x|] }; return s.Energy; }
            """,
            "an active value is stored in a 'P.Spring', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static double scale = 2; static double Scale => scale * scale;
            [Differentiable] public static double F(double x) { [|scale|] = x; return x * Scale; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static double[] table = new double[4];
            [Differentiable] public static double F(ReadOnlySpan<double> x) { [|table[0]|] = x[0]; return table[0] * x[1]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static readonly double[] table = new double[4];
            [Differentiable] public static double F(ReadOnlySpan<double> x) { for (int i = 0; i < 4; i++) [|table[i]|] += x[i] * x[i]; return table[0]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static readonly List<double> log = new();
            [Differentiable] public static double F(double x) { [|log.Add(x * x)|]; return log[0]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { decimal d = [|(decimal)x|] * 2m; return (double)d; }
            """,
            "an active value is stored in a 'decimal', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { decimal d = new decimal([|x|]); return (double)d; }
            """,
            "an active value is stored in a 'decimal', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { Half h = [|(Half)x|]; return (double)h; }
            """,
            "an active value is stored in a 'Half', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { var b = [|(BigInteger)x|]; return (double)b; }
            """,
            "an active value is stored in a 'BigInteger', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(float x) { NFloat c = [|x|]; return (double)(c * c); }
            """,
            "an active value is stored in a 'NFloat', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { double? n = [|x|]; return (n + 1) ?? 0; }
            """,
            "an active value is stored in a 'double?', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { object[] box = { [|x|], 1 }; return (double)box[0]; }
            """,
            "an active value is stored in a 'object[]', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { IComparable c = [|x|]; return c.CompareTo(1.0) * x; }
            """,
            "an active value is stored in a 'IComparable', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static Func<double>? f;
            [Differentiable] public static double F(double x) { double y = x * x; f = () => [|y|]; return f() * x; }
            """,
            "an active value is stored in a lambda that is called elsewhere, where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { var l = new List<Func<double>> { () => [|x|] }; return l[0]() * x; }
            """,
            "an active value is stored in a lambda that is called elsewhere, where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public class Acc { public double S; public Acc(double s) { S = s; } }
            [Differentiable] public static double F(double x) { var a = new Acc([|x * x|]); return a.S; }
            """,
            "an active value is stored in a 'P.Acc', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0011",
            """
            [Differentiable] public static double F(Memory<double> m) { [|m|] = m[1..]; return m.Span[0]; }
            """,
            "'m' is assigned again, and its adjoint could not follow; declare a new local"),
        ("AD0011",
            """
            [Differentiable] public static double[] F(double[] x) { x[0] *= 2; return [|x|]; }
            """,
            "'F' returns memory that it was given; return a new array that a local holds"),
        ("AD0011",
            """
            [Differentiable] public static double[] F(double[] x) => [|x|];
            """,
            "'F' returns memory that it was given; return a new array that a local holds"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x, [NoGradient] double[] y) { [|y[0]|] = x * x; return y[0]; }
            """,
            "an active value is stored in the parameter 'y', which is marked [NoGradient], where no derivative can follow; take the attribute away, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static volatile float v;
            [Differentiable] public static float G(float x) { [|v|] = x * x; return v * x; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static double n;
            [Differentiable] public static double F(double x) { [|n|] -= x; return n; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public partial class P { readonly double[] buf = new double[4]; [Differentiable] public double F(double x) { [|buf[0]|] = x; return buf[0] * x; } }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public record Pt(double X, double Y);
            [Differentiable] public static double F(double x) { var p = new Pt(1, 2); var q = p with { X = [|x|] }; return q.X; }
            """,
            "an active value is stored in a 'P.Pt', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            static readonly double[] buf = new double[4];
            [Differentiable] public static double F(double x) { Span<double> s = buf; [|s[0]|] = x; return s[0]; }
            """,
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            sealed class Scope(double v) : IDisposable { public double V => v; public void Dispose() { } }
            [Differentiable] public static double F(double x) { using var s = new Scope([|x|]); return s.V * x; }
            """,
            "an active value is stored in a 'P.Scope', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0011",
            """
            [Differentiable] public static double F(Memory<double> x, Memory<double> y) { Span<double> r = x.Span; if (r[0] > 0) { [|r|] = y.Span; } double s = 0; while (r.Length > 1) { s += r[0] * r[1]; [|r|] = r[1..]; } return s; }
            """,
            "'r' is assigned again, and its adjoint could not follow; let it be a view of one span, or of arrays"),
        ("AD0011",
            """
            [Differentiable] public static double F(Memory<double> x, Memory<double> y) { Span<double> a = x.Span, b = y.Span; for (int i = 0; i < 3; i++) { a[0] *= b[1]; Span<double> t = a; [|a|] = b; [|b|] = t; } return a[0]; }
            """,
            "' is assigned again, and its adjoint could not follow; let it be a view of one span, or of arrays"),
    ];
}
