namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Calls of what has no derivative.</summary>
internal static partial class WrongPrograms
{
    private static readonly (string Id, string Source, string Message)[] Calls =
    [
        ("AD0005",
            """
            static IEnumerable<double> Squares(double v) { yield return v * v; throw new InvalidOperationException(); }
            [Differentiable] public static double F(double x) { foreach (double v in [|Squares(x)|]) { return v * x; } return x; }
            """,
            "'Squares' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static double Plain(double v) => v * v;
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double s = x[0]; return s + [|Plain(s)|]; }
            """,
            "'Plain' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            public interface IFn { double Eval(double x); }
            [Differentiable] public static double F(IFn f, double x) => [|f.Eval(x)|];
            """,
            "'Eval' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            public class B { public virtual double Eval(double x) => x; }
            [Differentiable] public static double F(B b, double x) => [|b.Eval(x)|];
            """,
            "'Eval' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0013",
            """
            static readonly Func<double, double> fn = v => v * v;
            [Differentiable] public static double F(double x) => [|fn(x)|];
            """,
            "an active value flows through the delegate 'fn', whose target is not known at compile time; call this method from another [Differentiable] one with a lambda, a local function or a method group, or cut the edge with Ad.StopGradient"),
        ("AD0013",
            """
            [Differentiable] public static double F(double x) { Func<double, double>[] fs = [Math.Sin, Math.Cos]; double s = 0; foreach (var f in fs) s += [|f(x)|]; return s; }
            """,
            "an active value flows through the delegate 'f', whose target is not known at compile time; call this method from another [Differentiable] one with a lambda, a local function or a method group, or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) { long l = [|BitConverter.DoubleToInt64Bits(x)|]; return BitConverter.Int64BitsToDouble(l); }
            """,
            "'DoubleToInt64Bits' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(); var l = new List<double[]>(); [|l.Add(a)|]; return l[0][0]; }
            """,
            "'Add' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { var l = [|MemoryMarshal.Cast<double, long>(x)|]; return BitConverter.Int64BitsToDouble(l[0]); }
            """,
            "'Cast' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static void Sq(ref double a) => a *= a;
            [Differentiable] public static double F(double x) { double y = x; [|Sq(ref y)|]; return y; }
            """,
            "'Sq' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static void SqAll(double[] a) { for (int i = 0; i < a.Length; i++) a[i] *= a[i]; }
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(); [|SqAll(a)|]; return a[0]; }
            """,
            "'SqAll' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(); double best = 0; foreach (double v in [|a.Union(a)|]) best = v; return best; }
            """,
            "'Union' has no derivative, but an active value flows through it; it has no loop of its own with these arguments: use Where, Select, Sum or Aggregate with lambdas, or write the loop"),
        ("AD0005",
            """
            public abstract class B { public abstract double Eval(double x); }
            [Differentiable] public static double F(B b, double x) => [|b.Eval(x)|] * x;
            """,
            "'Eval' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            public interface IPotential { double Energy(double r); }
            [Differentiable] public static double F(IPotential p, double r) => [|p.Energy(r)|] * r;
            """,
            "'Energy' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) => x * [|Convert.ToDouble(x)|];
            """,
            "'ToDouble' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) => [|double.Parse(x.ToString())|] * x;
            """,
            "'Parse' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) => [|double.Parse($"{x}")|] * x;
            """,
            "'Parse' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0013",
            """
            public static Func<double, double> act = Math.Tanh;
            [Differentiable] public static double F(double x) => x * [|act(x)|];
            """,
            "an active value flows through the delegate 'act', whose target is not known at compile time; call this method from another [Differentiable] one with a lambda, a local function or a method group, or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) => [|Math.BitIncrement(x)|];
            """,
            "'BitIncrement' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static double Smooth(double v) => v / (1 + Math.Abs(v));
            [Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += [|Smooth(x[i])|]; } return s; }
            """,
            "'Smooth' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static double A(double v) => v; static double B(double v) => v;
            [Differentiable] public static double F(double x) => [|A(x)|] * [|B(x)|];
            """,
            "' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static double A(double v) => v;
            [Differentiable] public static double F(double x) => Math.Sin([|A([|A(x)|])|]);
            """,
            "'A' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            public class Net { double w = 2; public double Run(double x) => w * x; }
            [Differentiable] public static double F(Net n, double x) => [|n.Run(x)|];
            """,
            "'Run' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) => [|x.Sq()|];
            }
            public static partial class E { public static double Sq(this double v) => v * v;
            """,
            "'Sq' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            static T Id<T>(T v) => v;
            [Differentiable] public static double F(double x) => [|Id(x)|] * x;
            """,
            "'Id' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0008",
            """
            public static partial class Q { [Differentiable] public static double G(double x) => x * x; }
            [Differentiable] public static double F(double x) => [|Q.GValueAndGradient(x)|].Gradient;
            """,
            "the body calls the generated companion 'GValueAndGradient', which does not exist while the generator runs; call 'G' itself, and it is differentiated with this body"),
        ("AD0005",
            """
            public static partial class Lib { public static double Kernel(double r) => Math.Exp(-r * r); }
            [Differentiable] public static double F(double[] x) => [|Lib.Kernel(x[0])|];
            """,
            "'Kernel' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) => [|x.Distinct()|].Sum();
            """,
            "'Distinct' has no derivative, but an active value flows through it; it has no loop of its own with these arguments: use Where, Select, Sum or Aggregate with lambdas, or write the loop"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) { double y = [|Task.FromResult(x)|].Result; return y; }
            """,
            "'FromResult' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0005",
            """
            [Differentiable] public static double F(double x) { var b = new byte[8]; [|BitConverter.TryWriteBytes(b, x)|]; return BitConverter.ToDouble(b); }
            """,
            "'TryWriteBytes' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
    ];
}
