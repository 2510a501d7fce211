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
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) => [|x.Select(v => v * v).GroupBy(v => v > 1)|].Count();
            """,
            "'GroupBy' has no derivative, but an active value flows through it; it has no loop of its own: collect the numbers in arrays in a loop"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) { var chosen = x.Where(v => v > 0); return [|chosen.Distinct()|].Sum(); }
            """,
            "'Distinct' has no derivative, but an active value flows through it; it has no loop of its own with these arguments: use Where, Select, Sum or Aggregate with lambdas, or write the loop"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) => [|x.OrderBy(v => v).ThenBy(v => -v)|].First();
            """,
            "'ThenBy' has no derivative, but an active value flows through it; it has no loop of its own: order by one key, or sort the keys in an array"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) => [|x.Single(v => v > 1)|];
            """,
            "'Single' has no derivative, but an active value flows through it; it has no loop of its own: use First, Last or an element"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x) => [|x.Chunk(2)|].Sum(c => c[0]);
            """,
            "'Chunk' has no derivative, but an active value flows through it; it has no loop of its own: write two loops, one in the other"),
        ("AD0005",
            """
            [Differentiable] public static double F(double[] x, Func<double, double> f) => [|x.Select(f)|].Sum();
            """,
            "'Select' has no derivative, but an active value flows through it; it has no loop of its own with these arguments: use Where, Select, Sum or Aggregate with lambdas, or write the loop"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) => ([|from a in x from b in x select a * b|]).Sum();
            """,
            "A query with more than one variable is not supported in a differentiable method; write the loops, or a chain of Select and Where"),
        ("AD0006",
            """
            [Differentiable] public static double F(double[] x) { IEnumerable<double> chosen = [|x|]; foreach (double v in chosen) { } return x[0]; }
            """,
            "an active value is stored in a 'IEnumerable<double>', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0004",
            """
            [Differentiable] public static double F(List<double> l) { [|l.Clear()|]; return l.Count; }
            """,
            "'Clear' of a list that is not a new local, or that is given to something else, is not supported in a differentiable method; keep the list in the method, and give a copy of it away"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { var l = new List<double> { x }; [|l.RemoveAt(0)|]; return G(l); }
            [Differentiable] public static double G(List<double> l) => l[0];
            """,
            "'RemoveAt' of a list that is not a new local, or that is given to something else, is not supported in a differentiable method; keep the list in the method, and give a copy of it away"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { var l = new List<double> { x, 2 * x }; l.RemoveAt(0); return [|l|].Distinct().Sum(); }
            """,
            "Giving a list from which elements are removed to 'Distinct' is not supported in a differentiable method; copy it with ToArray first"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { var l = new List<double> { x, 2 * x }; [|l.Sort((a, b) => b.CompareTo(a))|]; return l[0]; }
            """,
            "'Sort' of a list is not supported in a differentiable method; use elements, Count, Add, AddRange, Insert, RemoveAt, Clear, Sort, Reverse or ToArray, or an array"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) => [|x.Half()|] * x;
            extension(double v) { public double Half() => v / 2; }
            """,
            "A call of 'Half', a member of an extension block, is not supported in a differentiable method; mark it [Differentiable], or write it as a method with 'this' on its first parameter"),
        ("AD0006",
            """
            [Differentiable] public static double F(double x) { double? a = [|x * x|]; double? b = a; return b.Value; }
            """,
            "an active value is stored in a 'double?', where no derivative can follow; keep it in double or float, or cut the edge with Ad.StopGradient"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { var q = [|x.Where(v => v > 0).Skip(1)|]; x[1] = 3 * x[0]; return q.Sum(); }
            """,
            "A variable of a sequence made by 'Skip' is not supported in a differentiable method; end the sequence with ToArray"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { List<double> l = [x]; var q = [|l.Select(v => v * v)|]; l.Add(x); return q.Sum(); }
            """,
            "A variable of a sequence made by 'Select' is not supported in a differentiable method; end the sequence with ToArray"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double run = 0; return [|x.Select(v => run += v).Reverse()|].Select(v => v * run).Sum(); }
            """,
            "'Reverse' of a sequence whose functions change variables is not supported in a differentiable method; write the loop"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double run = 0; return [|x.Where(v => v > run).Skip(1).Select(v => v * (run += 1))|].Sum(); }
            """,
            "'Select' of a sequence whose functions change variables is not supported in a differentiable method; write the loop"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double s = 0; foreach (double v in [|x.Where(u => u > 0).Skip(1)|]) { s += v * v; x[0] = s; } return s; }
            """,
            "A loop that changes what its sequence is made of is not supported in a differentiable method; go through a copy made with ToArray"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double[] d = [|[.. x, x[1] -= 5]|]; return d[0] * d[1]; }
            """,
            "A collection expression that changes what it spreads is not supported in a differentiable method; change it in a statement before"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { List<double> d = [|[.. x, x[1] -= 5, .. x]|]; return d[0] * d[1]; }
            """,
            "A collection expression that changes what it spreads is not supported in a differentiable method; change it in a statement before"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { int[] c = [1, 2]; List<double> l = [5, 7]; [|l.RemoveAt(0)|]; int[] d = Array.ConvertAll(c, v => v + l.Count); return d[0] * x; }
            """,
            "'RemoveAt' of a list that is not a new local, or that is given to something else, is not supported in a differentiable method; keep the list in the method, and give a copy of it away"),
    ];
}
