using System.Linq;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;
using Autodiff.Tests.Generators.Lowering;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Transforms;

[TestClass]
public sealed class ExitEliminationTests
{
    [TestMethod]
    public void Straight_code_is_left_alone() => AssertBody(
        "double s = x; for (int i = 0; i < 3; i++) { s *= x; } return s;",
        """
        double s = x
        for i = 0; < 3; 1
          s *= x
        return s
        """);

    [TestMethod]
    public void What_follows_a_return_moves_into_the_other_branch() => AssertBody(
        "if (x > 1) { return x; } double y = x * x; return y;",
        """
        double result = 0
        if (x > 1)
          result = x
        else
          double y = (x * x)
          result = y
        return result
        """);

    [TestMethod]
    public void What_follows_a_continue_moves_into_the_other_branch() => AssertBody(
        "double s = 0; for (int i = 0; i < 3; i++) { if (i == 1) { continue; } s += x; } return s;",
        """
        double s = 0
        for i = 0; < 3; 1
          if (i != 1)
            s += x
        return s
        """);

    [TestMethod]
    public void A_break_stops_the_loop_by_a_flag() => AssertBody(
        "double s = 1; while (s < 100) { s *= x; if (s < 0) { break; } s += 1; } return s;",
        """
        double s = 1
        bool stopped = false
        while (!stopped && (s < 100))
          s *= x
          if (s < 0)
            stopped = true
          else
            s += 1
        return s
        """);

    [TestMethod]
    public void The_step_of_a_loop_that_is_left_stands_where_control_gets() => AssertBody(
        "double s = 0; for (int i = 0; i < 3; i++) { if (x > 2) { break; } s += x; } return s;",
        """
        double s = 0
        int i = 0
        bool stopped = false
        while (!stopped && (i < 3))
          if (x > 2)
            stopped = true
          else
            s += x
            i += 1
        return s
        """);

    [TestMethod]
    public void No_statement_stands_twice()
    {
        IrFunction function = LoweringHarness.LowerMembers("""
            [Differentiable]
            public static double F(double x)
            {
                for (int i = 0; i < 4; i++)
                {
                    if (x > i)
                    {
                        if (x > 2 * i) { if (x > 9) { return x; } x += 1; continue; }
                        x *= 2;
                    }
                    else if (x < -9) { break; }

                    for (int j = 0; j < i; j++) { if (x > j) { return x * j; } x -= j; }
                    x += 3;
                }

                return x;
            }
            """);
        IrBlock body = ExitElimination.Run(function.Body, function.Result, new VariableFactory(function.VariableCount));
        IrVerifier.Verify("Exit elimination", body.Statements, function.Parameters.Select(parameter => parameter.Variable));
        Assert.IsFalse(body.SelfAndDescendants().Any(statement => statement is IrBreak or IrContinue));
        Assert.AreEqual(1, body.SelfAndDescendants().Count(statement => statement is IrReturn));
    }

    private static void AssertBody(string body, string expected)
    {
        IrFunction function = LoweringHarness.LowerMembers($"[Differentiable] public static double F(double x) {{ {body} }}");
        IrBlock structured = Flattening.Run(ExitElimination.Run(function.Body, function.Result, new VariableFactory(function.VariableCount)));
        Assert.AreEqual(expected.ReplaceLineEndings("\n"), IrPrinter.Print(function with { Body = structured }));
    }
}
