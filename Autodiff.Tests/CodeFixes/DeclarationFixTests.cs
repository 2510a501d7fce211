using System.Threading.Tasks;
using Autodiff.CodeFixes;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.CodeFixes;

/// <summary>The fixes on every kind of declaration, with the comments around it kept.</summary>
[TestClass]
public sealed class DeclarationFixTests
{
    [TestMethod]
    [DataRow("record R(double A)\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "R", "partial record R(double A)")]
    [DataRow("/// <summary>What it is.</summary>\npublic sealed record R(double A)\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "R", "public sealed partial record R(double A)")]
    [DataRow("readonly record struct R(double A)\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "R", "readonly partial record struct R(double A)")]
    [DataRow("// Why.\nrecord struct R(double A) // Here.\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "R", "partial record struct R(double A) // Here.")]
    [DataRow("interface I\n{\n    [Differentiable]\n    double F(double x);\n}", "I", "partial interface I")]
    [DataRow("#region Types\n/* One. */ struct S // Two.\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}\n#endregion", "S", "/* One. */ partial struct S // Two.")]
    [DataRow("[Serializable]\nstatic class C\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "C", "static partial class C")]
    [DataRow("[Serializable] class C<T>(int n) where T : struct\n{\n    int N => n;\n\n    [Differentiable]\n    public double F(double x) => x * x;\n}", "C", "[Serializable] partial class C<T>(int n) where T : struct")]
    [DataRow("namespace N;\n\nunsafe class C\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}", "C", "unsafe partial class C")]
    [DataRow("[Differentiable]\npublic class C\n{\n    public double A;\n}", "C", "public partial class C")]
    [DataRow("[Differentiable]\n// Why.\nrecord C(double A);", "C", "partial record C(double A);")]
    public Task A_type_becomes_partial(string before, string name, string header)
    {
        string old = header.Replace("partial ", "");
        return CodeFixTests.Check(new MakePartialFix(), $"Make '{name}' partial", before, before.Replace(old, header));
    }

    [TestMethod]
    public Task A_type_around_becomes_partial_where_the_inner_one_is() => CodeFixTests.Check(
        new MakePartialFix(),
        "Make 'Outer' and 'Middle' partial",
        """
        public class Outer
        {
            /// <summary>Between them.</summary>
            internal readonly struct Middle
            {
                private partial record Inner
                {
                    [Differentiable]
                    public static double F(double x) => x * x;
                }
            }
        }
        """,
        """
        public partial class Outer
        {
            /// <summary>Between them.</summary>
            internal readonly partial struct Middle
            {
                private partial record Inner
                {
                    [Differentiable]
                    public static double F(double x) => x * x;
                }
            }
        }
        """);

    [TestMethod]
    public Task A_class_in_another_becomes_partial_with_it() => CodeFixTests.Check(
        new MakePartialFix(),
        "Make 'Outer' and 'Model' partial",
        """
        class Outer
        {
            [Differentiable]
            public class Model
            {
                public double A;
            }
        }
        """,
        """
        partial class Outer
        {
            [Differentiable]
            public partial class Model
            {
                public double A;
            }
        }
        """);

    [TestMethod]
    public Task A_parameter_on_a_line_of_its_own_keeps_its_comment() => CodeFixTests.Check(
        new MarkParameterFix(),
        "Mark 't' [NoGradient]",
        """
        static partial class A
        {
            [Differentiable]
            public static double F(
                double x,
                // A table.
                IReadOnlyTensor<Tensor<double>, double> t) // The last.
                => x * t.Rank;
        }
        """,
        """
        static partial class A
        {
            [Differentiable]
            public static double F(
                double x,
                // A table.
                [NoGradient] IReadOnlyTensor<Tensor<double>, double> t) // The last.
                => x * t.Rank;
        }
        """);

    [TestMethod]
    public Task A_called_method_with_a_comment_and_an_attribute_is_marked() => CodeFixTests.Check(
        new MarkDifferentiableFix(),
        "Mark 'Weight' [Differentiable]",
        """
        partial struct A
        {
            [Differentiable]
            public static double F(double x) => x * Weight(x);

            /// <summary>How much it counts.</summary>
            [Obsolete("old")]
            // Slow.
            internal static double Weight(double x) => 1 / (1 + x * x);
        }
        """,
        """
        partial struct A
        {
            [Differentiable]
            public static double F(double x) => x * Weight(x);

            /// <summary>How much it counts.</summary>
            [Obsolete("old")]
            [Differentiable]
            // Slow.
            internal static double Weight(double x) => 1 / (1 + x * x);
        }
        """);

    [TestMethod]
    [DataRow("s_last += x * x; // Kept.", "x * x", "s_last += Ad.StopGradient(x * x); // Kept.")]
    [DataRow("s_table[1] = /* so */ x;", "x", "s_table[1] = /* so */ Ad.StopGradient(x);")]
    [DataRow("Last = x;", "x", "Last = Ad.StopGradient(x);")]
    [DataRow("object o = x;", "x", "object o = Ad.StopGradient(x);")]
    [DataRow("decimal d = (decimal)(x * 2);", "(x * 2)", "decimal d = (decimal)Ad.StopGradient(x * 2);")]
    [DataRow("Keep(\n    b: x, // The second.\n    a: 1);", "x", "Keep(\n    b: Ad.StopGradient(x), // The second.\n    a: 1);")]
    [DataRow("var z = new System.Tuple<double, int>(x, 1);", "x", "var z = new System.Tuple<double, int>(Ad.StopGradient(x), 1);")]
    public Task An_edge_is_cut(string before, string value, string after)
    {
        const string Start = "static partial class A\n{\n    static double s_last; static readonly double[] s_table = [1, 2]; static double Last { get; set; }\n    static void Keep(double a, double b) { }\n\n    [Differentiable]\n    public static double F(double x)\n    {\n        ";
        const string End = "\n        return x;\n    }\n}";
        return CodeFixTests.Check(new StopGradientFix(), $"Treat '{value}' as constant: Ad.StopGradient", Start + before + End, Start + after + End);
    }
}
