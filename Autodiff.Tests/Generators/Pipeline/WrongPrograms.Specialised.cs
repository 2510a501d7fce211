namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Calls that are bodies or loops in their places, in forms that are none.</summary>
internal static partial class WrongPrograms
{
    private static readonly (string Id, string Source, string Message)[] Specialised =
    [
        ("AD0004",
            """
            [Differentiable] public static T Iterate<T>(Func<T, T> f, T x, int n) where T : IFloatingPointIeee754<T> => n == 0 ? x : [|Iterate(f, f(x), n - 1)|];
            """,
            "A call of 'Iterate' by itself is not supported in a differentiable method; write the recursion as a loop"),
        ("AD0004",
            """
            public static partial class In<T> where T : INumber<T> { public static partial class Deep { [Differentiable] public static T Run(Func<T, T> f, T x) => f(x); } }
            [Differentiable] public static double F(double x) => [|In<double>.Deep.Run(v => v * x, 2)|];
            """,
            "A call of 'Run', which stands in a generic type, is not supported in a differentiable method; move it to a type that is not"),
        ("AD0004",
            """
            [Differentiable] public static T Apply<T>(Func<T, T> f, T x) where T : IFloatingPointIeee754<T> => T.IsZero(x) ? x : f(x);
            [Differentiable] public static double F(double x) => [|Apply(v => v * x, x)|];
            """,
            "'IsZero' of 'double', which hides it behind an interface, in 'Apply' is not supported in a differentiable method; call another function, or write it with arithmetic"),
        ("AD0004",
            """
            [Differentiable] public static T Apply<T>(Func<T, T> f, T x) where T : IFloatingPointIeee754<T> => f(x) * T.CreateChecked(T.Radix);
            [Differentiable] public static double F(double x) => [|Apply(v => v * x, x)|];
            """,
            "'Radix' of 'double', which hides it behind an interface, in 'Apply' is not supported in a differentiable method; write the number it stands for"),
    ];
}
