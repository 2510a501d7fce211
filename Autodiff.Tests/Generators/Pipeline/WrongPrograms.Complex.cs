namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Complex numbers where their derivative could not follow.</summary>
internal static partial class WrongPrograms
{
    private const string NoDerivative = "has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient";

    private static readonly (string Id, string Source, string Message)[] ComplexNumbers =
    [
        ("AD0005", "[Differentiable] public static double F(Complex z) => [|Complex.MaxMagnitude(z, 1)|].Real;", "'MaxMagnitude' " + NoDerivative),
        ("AD0005", "[Differentiable] public static Complex F(double x) => x * [|Complex.CreateChecked(x)|];", "'CreateChecked' " + NoDerivative),
        ("AD0005", "[Differentiable] public static double F(Complex[] z) => [|System.Numerics.Tensors.TensorPrimitives.Sum<Complex>(z)|].Real;", "'Sum' " + NoDerivative),
        ("AD0005", "[Differentiable] public static void F(ReadOnlySpan<Complex> z, Span<Complex> w) => [|System.Numerics.Tensors.TensorPrimitives.Add(z, w, w)|];", "'Add' " + NoDerivative),
        ("AD0005", "[Differentiable] public static double F(Complex[] z) => [|MemoryMarshal.Cast<Complex, double>(z)|][0];", "'Cast' " + NoDerivative),
        ("AD0006", "[Differentiable] public static double F(Complex z) { Complex? n = [|z|]; return n!.Value.Real; }",
            "an active value is stored in a 'Complex?', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0006", "[Differentiable] public static double F(Complex z) { object o = [|z|]; return ((Complex)o).Real; }",
            "an active value is stored in a 'object', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0002", "[Differentiable] public static double F([|System.Numerics.Tensors.Tensor<Complex> t|]) => t[0].Real;",
            "The type of the parameter 't' of 'F' is not supported: use double, float, arrays or spans of them, or mark it [NoGradient] if it is a constant"),
        ("AD0002", "[Differentiable] public static double F([|IReadOnlyList<Complex> z|]) => z[0].Real;",
            "The type of the parameter 'z' of 'F' is not supported: use double, float, arrays or spans of them, or mark it [NoGradient] if it is a constant"),
        ("AD0002", "[Differentiable] public static double F<T>([|T z|]) where T : INumberBase<T> => double.CreateChecked(z * z);",
            "The type of the parameter 'z' of 'F' is not supported: constrain it to INumber<T> or IFloatingPointIeee754<T>, or mark the parameter [NoGradient] if it is a constant"),
        ("AD0005",
            """
            public static partial class P {
                [Differentiable] public static double F(Complex z) => [|new N<Complex>(z).Size()|].Real;
            }

            [Differentiable] public readonly partial record struct N<T>(T X) where T : INumberBase<T>
            {
                public T Size() => T.Abs(X);
            }
            """,
            "'Abs' " + NoDerivative),
    ];
}
