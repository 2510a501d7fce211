namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Declarations that cannot be differentiable.</summary>
internal static partial class WrongPrograms
{
    private static readonly (string Id, string Source, string Message)[] Declarations =
    [
        ("AD0002",
            """
            [Differentiable] public static async Task<double> [|F|](double x) { await Task.Yield(); return x; }
            """,
            "An async method of 'F' is not supported: compute the value in a method that is not async"),
        ("AD0002",
            """
            [Differentiable] public static IEnumerable<double> [|F|](double x) { yield return x; }
            """,
            "An iterator of 'F' is not supported: return an array"),
        ("AD0001",
            """
            public static class P { [Differentiable] public static double [|F|](double x) => x; }
            """,
            "'P' must be partial, because the derivative of 'F' is written into it"),
        ("AD0001",
            """
            public static class O { public static partial class P { [Differentiable] public static double [|F|](double x) => x; } }
            """,
            "'O' must be partial, because the derivative of 'F' is written into it"),
        ("AD0002",
            """
            public abstract class B { public abstract double F(double x); }
            public partial class P : B { [Differentiable] public override double [|F|](double x) => x * x; }
            """,
            "A virtual method of 'F' is not supported: its derivative could not follow an override; make it sealed or not virtual"),
        ("AD0007",
            """
            [VjpOf(typeof(Math), "Sinn")] public static void [|R|](double resultAdjoint, ref double aAdjoint) { }
            [Differentiable] public static double F(double x) => x;
            """,
            "the rule 'R' does not fit 'Math.Sinn': the type has no such member"),
        ("AD0009",
            """
            [Differentiable] public static void [|F|](double x) { Console.WriteLine(x); }
            """,
            "'F' has nothing to differentiate: nothing differentiable comes out; return a double, a float or an array of them, or fill a span"),
        ("AD0009",
            """
            [Differentiable] public static double [|F|](int n) => n * 2.0;
            """,
            "'F' has nothing to differentiate: no parameter is differentiable; take a double, a float, an array or a span of them, or a matrix"),
        ("AD0002",
            """
            [DllImport("libm")] [Differentiable] public static extern double [|F|](double x);
            """,
            "An extern method of 'F' is not supported: write a rule for it with [VjpOf]"),
        ("AD0012",
            """
            [Differentiable] public static double F(double x) => x; public static double [|FVjp|](double x, double resultAdjoint, ref double xAdjoint) => 0;
            """,
            "'P' already has a member 'FVjp', which the generator must write; rename it"),
        ("AD0002",
            """
            static async IAsyncEnumerable<double> Src() { await Task.Yield(); yield return 1; }
            [Differentiable] public static async Task<double> [|F|](double x) { await foreach (double v in Src()) x += v; return x; }
            """,
            "An async method of 'F' is not supported: compute the value in a method that is not async"),
        ("AD0002",
            """
            [Differentiable] public static IEnumerator<double> [|F|](double[] x) { foreach (double v in x) yield return v * v; }
            """,
            "An iterator of 'F' is not supported: return an array"),
        ("AD0002",
            """
            [Differentiable] public static unsafe double F([|double* p|], int n) { return p[0] * p[n]; }
            """,
            "The pointer 'p' of 'F' is not supported: take a span instead"),
        ("AD0002",
            """
            [Differentiable] public static unsafe double F(double x, [|int* p|]) { return x * p[0]; }
            """,
            "The pointer 'p' of 'F' is not supported: take a span instead"),
        ("AD0010",
            """
            public class Base { public double A; }
            [[|Differentiable|]] public partial class Model : Base { public double B; }
            """,
            "the class 'Model', which inherits from 'Base', cannot be [Differentiable] yet; a shadow would have to follow every derived class; hold the other object in a field"),
        ("AD0010",
            """
            [[|Differentiable|]] public abstract partial class Model { public double B; }
            """,
            "the class 'Model', which is abstract, cannot be [Differentiable] yet; a shadow would have to follow every derived class; hold the other object in a field"),
        ("AD0010",
            """
            [[|Differentiable|]] public class Model { public double B; }
            """,
            "the class 'Model', which is not partial, cannot be [Differentiable] yet; make it partial, so that its shadow can be written beside it"),
        ("AD0010",
            """
            [[|Differentiable|]] public record Model(double B);
            """,
            "the class 'Model', which is not partial, cannot be [Differentiable] yet; make it partial, so that its shadow can be written beside it"),
        ("AD0010",
            """
            [[|Differentiable|]] public ref partial struct S { public Span<double> V; }
            """,
            "the ref struct 'S' cannot be [Differentiable] yet; make it a struct that holds numbers"),
        ("AD0010",
            """
            [[|Differentiable|]] public partial class Model<T> { public double B; public T? C; }
            """,
            "the class 'Model', whose type parameter 'T' is no type of real numbers, cannot be [Differentiable] yet; constrain it to IFloatingPointIeee754<T>, or write the class for one type"),
        ("AD0010",
            """
            public partial class P { double k; [[|Differentiable|]] public P(double x) { k = x * x; } }
            """,
            "a constructor of 'P' cannot be [Differentiable] yet; write a rule for it with [VjpOf], under the name \".ctor\""),
        ("AD0010",
            """
            public partial class P { public double K; [[|Differentiable|]] public static P operator +(P a, P b) => new P { K = a.K + b.K }; }
            """,
            "the operator 'op_Addition' cannot be [Differentiable] yet; let it call a method that is"),
        ("AD0010",
            """
            [Differentiable] public static double F(double x) { return G(x); [[|Differentiable|]] static double G(double v) => v * v; }
            """,
            "the local function 'G' cannot be [Differentiable] yet; make it a method of the type"),
        ("AD0002",
            """
            public abstract partial class P { [Differentiable] public abstract double [|F|](double x); }
            """,
            "An abstract method of 'F' is not supported: mark a method that has a body"),
        ("AD0002",
            """
            public partial interface I { [Differentiable] double [|F|](double x) => x; }
            """,
            "A body in an interface of 'F' is not supported: leave the body to what implements it, or move it to a static method of a class"),
        ("AD0002",
            """
            public partial interface I { [Differentiable] double F(double x); }
            public partial class A : I { public double [|F|](double x) => x * x; }
            """,
            "The unmarked implementation of 'I.F' is not supported: mark it [Differentiable], as the interface's method is"),
        ("AD0002",
            """
            public partial class P { [Differentiable] public virtual double [|F|](double x) => x * x; }
            """,
            "A virtual method of 'F' is not supported: its derivative could not follow an override; make it sealed or not virtual"),
        ("AD0009",
            """
            [Differentiable] public static string [|F|](double x) => $"{x * x}";
            """,
            "'F' has nothing to differentiate: nothing differentiable comes out; return a double, a float or an array of them, or fill a span"),
        ("AD0001",
            """
            public static partial class P { public struct Inner { [Differentiable] public static double [|F|](double x) => x; } }
            """,
            "'Inner' must be partial, because the derivative of 'F' is written into it"),
        ("AD0001",
            """
            public record P(double A) { [Differentiable] public static double [|F|](double x) => x * x; }
            """,
            "'P' must be partial, because the derivative of 'F' is written into it"),
        ("AD0002",
            """
            [Differentiable] public static double F([|IList<double> x|]) => x[0];
            """,
            "The type of the parameter 'x' of 'F' is not supported: use double, float, arrays or spans of them, or mark it [NoGradient] if it is a constant"),
        ("AD0009",
            """
            [Differentiable] public static double [|F|](Dictionary<string, double> x) => x["a"];
            """,
            "'F' has nothing to differentiate: no parameter is differentiable; take a double, a float, an array or a span of them, or a matrix"),
    ];
}
