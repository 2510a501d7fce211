using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Comments and blank lines change nothing, and names are settled where the method stands.</summary>
[TestClass]
public sealed class TriviaTests
{
    [TestMethod]
    public void Comments_and_lines_leave_the_function_equal()
    {
        IrFunction before = LoweringHarness.LowerMembers("[Differentiable] public static double F(double[] x) { double s = 0; foreach (double v in x) s += v > 1 ? v : x[^1] * Math.Sin(v); return s; }");
        IrFunction after = LoweringHarness.LowerMembers("""

            // One line.
            [Differentiable]
            public static double F(double[] x /* the input */)
            {
                double s = 0; // zero

                foreach (double v in x)
                    s += v > 1 ? v : /* last */ x[^1]
                        * Math.Sin(v);

                return s;
            }
            """);
        Assert.AreEqual(before, after);
        Assert.AreEqual(before.GetHashCode(), after.GetHashCode());
    }

    [TestMethod]
    public void The_signature_is_repeated_as_declared()
    {
        IrFunction function = LoweringHarness.Lower("""
            namespace A.B;
            internal partial class Outer<T>
            {
                public readonly partial record struct Inner
                {
                    internal readonly double F(scoped ReadOnlySpan<double> x, [NoGradient] double y, int @event) => x[@event] * y;
                }
            }
            """.Replace("internal readonly", "[Differentiable] internal readonly", System.StringComparison.Ordinal));
        Assert.AreEqual("A.B.Outer-1.Inner.F", function.HintName);
        Assert.AreEqual("A.B", function.Namespace);
        CollectionAssert.AreEqual(new[] { "internal partial class Outer<T>", "public readonly partial record struct Inner" }, function.ContainingTypes.ToArray());
        Assert.AreEqual("internal readonly", function.Modifiers);
        CollectionAssert.AreEqual(new[] { true, false, false }, function.Parameters.Select(parameter => parameter.IsDifferentiable).ToArray());
        CollectionAssert.AreEqual(new[] { "scoped", string.Empty, string.Empty }, function.Parameters.Select(parameter => parameter.Modifier).ToArray());
        Assert.AreEqual("@event", function.Parameters[2].Variable.Name);
    }

    [TestMethod]
    public void A_hidden_type_name_is_written_in_full()
    {
        IrFunction function = LoweringHarness.LowerMembers("static class Math { }\n[Differentiable] public static double F(double Tape) => System.Math.Sin(Tape);");
        CollectionAssert.AreEqual(new[] { "Math", "Tape" }, function.QualifiedNames.ToArray());
    }
}
