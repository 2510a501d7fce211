using System.Linq;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Operators with fields that go where nobody could ask them for their derivatives.</summary>
internal static partial class WrongPrograms
{
    /// <summary>An operator that is as it should be.</summary>
    private const string Operator = """
        [Differentiable]
        public partial struct Op : ISymmetricOperator<double>
        {
            public double Field;
            public readonly int Dimension => 3;
            [Differentiable] public readonly void Apply(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < 3; i++) y[i] = Field * (i + 1) * x[i]; }
        }

        """;

    private static readonly (string Id, string Source, string Message)[] Operators =
    [
        .. new (string, string, string)[]
        {
            ("AD0006", "[Differentiable] public static double F(double f) { ISymmetricOperator<double> a = [|new Op { Field = f }|]; return SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
                "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>', where no derivative can follow; keep it in its own type, or cut the edge with Ad.StopGradient"),
            ("AD0006", "static ISymmetricOperator<double>? kept; [Differentiable] public static double F(double f) { kept = [|new Op { Field = f }|]; return f * SpectralOps.Eigsh(kept, 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
                "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>', where no derivative can follow; keep it in its own type, or cut the edge with Ad.StopGradient"),
            ("AD0005", "static double Lowest(ISymmetricOperator<double> a) => SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic).Values[0]; [Differentiable] public static double F(double f) => [|Lowest(new Op { Field = f })|] * f;",
                "'Lowest' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
            ("AD0006", "[Differentiable] public static double Scaled(ISymmetricOperator<double> a, double f) => f * SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic).Values[0]; [Differentiable] public static double F(double f) => Scaled([|new Op { Field = f }|], f);",
                "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>', where no derivative can follow; give the parameter a differentiable type, or cut the edge with Ad.StopGradient"),
            ("AD0006", "[Differentiable] public static double F(double f) { var all = new ISymmetricOperator<double>[] { new Op { Field = [|f|] } }; return SpectralOps.Eigsh(all[0], 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
                "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>[]', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        }.Select(one => (one.Item1, $"public static partial class P {{\n{one.Item2}\n}}\n{Operator}", one.Item3)),
        Changed("[Differentiable] public readonly void", "public readonly void", "mark 'Op.Apply' [Differentiable], too"),
        Changed("(ReadOnlySpan<double> x,", "([NoGradient] ReadOnlySpan<double> x,", "take [NoGradient] off the parameter 'x' of 'Op.Apply', whose adjoint is asked for"),
        Changed("[Differentiable] public readonly void Apply", "readonly void ISymmetricOperator<double>.Apply", "implement 'Apply' by a public method of 'Op' marked [Differentiable]"),
        ("AD0006",
            $"public static partial class P {{\n[Differentiable] public static double F(Op a) => SpectralOps.Eigsh([|a|], 1, EigenTarget.SmallestAlgebraic).Values[0];\n}}\n{Operator.Replace("partial struct", "partial class").Replace("readonly ", string.Empty).Replace("[Differentiable] public void", "public void")}",
            "an active value is stored in a 'ISymmetricOperator<double>', where no derivative can follow; mark 'Op.Apply' [Differentiable], too"),
        ("AD0004",
            "[Differentiable] public static double F(ReadOnlySpan<double> x) { var d = new DiagonalMatrix<double>(x.ToArray()); var a = new ShiftedOperator<double>(d, x[0], 1); [|d.Values[0]|] = x[1]; return SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
            "Writing into 'd', which 'ShiftedOperator' keeps, is not supported in a differentiable method; make what keeps it after the last change"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x)
            {
                var m = new DenseMatrix<double>(2, 2);
                ISymmetricOperator<double>[] terms = [m];
                EigenPairs<double> pairs = SpectralOps.Eigsh(new LinearCombination<double>(terms, [x]), 1, EigenTarget.SmallestAlgebraic);
                [|m[0, 0]|] = 7;
                return pairs.Values[0] * m[0, 0];
            }
            """,
            "Writing into 'm', which an array or an object keeps, is not supported in a differentiable method; make what keeps it after the last change"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x)
            {
                var m = new DenseMatrix<double>(2, 2);
                double s = 0;
                for (int i = 0; i < 2; i++)
                {
                    [|m[0, 0]|] = x * i;
                    s += SpectralOps.Eigsh(new OperatorSum<double>(m, m), 1, EigenTarget.SmallestAlgebraic).Values[0];
                }

                return s;
            }
            """,
            "Writing into 'm', which 'OperatorSum' keeps, is not supported in a differentiable method; make what keeps it after the last change"),
        ("AD0006",
            "[Differentiable] public static double F(double x) { var d = new DiagonalMatrix<double>([x, 1]); ISymmetricOperator<double>[] a = [[|d|]]; return SpectralOps.Eigsh(a[0], 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
            "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>[]', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            "[Differentiable] public static double F(double x) { var d = new DiagonalMatrix<double>([x, 1]); var a = new ShiftedOperator<double>(d, x, 1); return SpectralOps.Eigsh([|a|].Operator, 1, EigenTarget.SmallestAlgebraic).Values[0]; }",
            "an active value is stored in a 'Autodiff.Ops.Spectral.ISymmetricOperator<double>', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
        ("AD0006",
            """
            public struct Bare : ISymmetricOperator<double>
            {
                public double Field;
                public readonly int Dimension => 3;
                public readonly void Apply(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);
            }

            [Differentiable] public static double F(double f) => SpectralOps.Eigsh(new Bare { Field = [|f|] }, 1, EigenTarget.SmallestAlgebraic).Values[0];
            """,
            "an active value is stored in a 'P.Bare', where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient"),
    ];

    /// <summary>An operator that lacks something, given to a solver.</summary>
    private static (string Id, string Source, string Message) Changed(string old, string replacement, string wayOut) =>
        ("AD0006",
            $"public static partial class P {{\n[Differentiable] public static double F(double f) => SpectralOps.Eigsh([|new Op {{ Field = f }}|], 1, EigenTarget.SmallestAlgebraic).Values[0];\n}}\n{Operator.Replace(old, replacement)}",
            $"an active value is stored in a 'ISymmetricOperator<double>', where no derivative can follow; {wayOut}");
}
