using System;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

/// <summary>Small programs that once went wrong; random programs led to them.</summary>
[TestClass]
public sealed class FoundByFuzzing
{
    [TestMethod]
    public void Parenthesised_elements_of_a_stack_allocation_are_elements() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            Span<double> s = stackalloc double[] { (0.5 * x[0]), x[1], (x[0] * (x[1] + 1)) };
            return s[^3] * s[1] + s[2] * s.Length;
        }
        """,
        x => (0.5 * x[0] * x[1]) + (x[0] * (x[1] + 1) * 3));

    [TestMethod]
    public void An_integer_step_is_undone_from_the_value_it_left() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            int k = 0;
            double s = 0.5;
            s += x[k + 2] / (2 + Math.Sin(x[k++ % x.Length]));
            k = x.Length % 2;
            return s * (1 + k);
        }
        """,
        x => (0.5 + (x[2] / (2 + Math.Sin(x[0])))) * (1 + (x.Length % 2)));

    [TestMethod]
    public void Two_integer_steps_in_one_expression_are_both_undone() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            int k = 0;
            double s = 0.5;
            s += (k % 2 != 1 ? x[2] : s) / (1 + x[k++] * x[k++]);
            return s;
        }
        """,
        x => 0.5 + (x[2] / (1 + (x[0] * x[1]))));

    [TestMethod]
    public void An_array_from_a_callee_may_be_written_to() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double[] p = Lib.Powers(x[0], 3);
            p[1] = 0.5;
            return p[1] + p[2] * x[1];
        }
        """,
        x => 0.5 + (Math.Sin(x[0]) * Math.Cos(x[0]) * Math.Cos(x[0]) * x[1]));

    [TestMethod]
    public void An_array_from_a_callee_is_returned_as_it_was()
    {
        using LoadedAssembly assembly = Load("public static double[] F(ReadOnlySpan<double> x) { double[] p = Lib.Powers(x[0], 3); return p; }");
        double[] xAdjoint = [0, 0];
        double[] result = assembly.Method<ArrayVjp>("P", "FVjp")([0.4, 7], [1, 1, 1], xAdjoint);
        Numeric.AssertClose([Math.Sin(0.4), Math.Sin(0.4) * Math.Cos(0.4), Math.Sin(0.4) * Math.Cos(0.4) * Math.Cos(0.4)], result, 1e-15);
        Numeric.AssertClose([Numeric.Derivative(a => Math.Sin(a) * (1 + Math.Cos(a) + (Math.Cos(a) * Math.Cos(a))), 0.4), 0], xAdjoint, 1e-9);
    }

    [TestMethod]
    public void A_parameter_may_be_named_result() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x) => Inner(x[0]) + Spans(x[0], x.ToArray());

        [Differentiable]
        public static double Inner(double result) => result * result;

        [Differentiable]
        public static double Spans(double scale, Span<double> result) => result[1] *= scale;
        """,
        x => (x[0] * x[0]) + (x[0] * x[1]));

    [TestMethod]
    public void An_array_result_may_be_ignored() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double[] y = new double[2];
            Inner(x, y, x[1]);
            return y[0];
        }

        [Differentiable]
        public static double[] Inner(ReadOnlySpan<double> x, Span<double> y, double w)
        {
            y[0] = x[0] * w;
            return new double[] { w, 0.5 };
        }
        """,
        x => x[0] * x[1]);

    [TestMethod]
    public void A_verbatim_name_leads_to_no_clash() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double @double = x[0] * x[1];
            double s = Math.Sin(@double);
            double k = 0;
            if (x.Length > 1)
            {
                k = @double-- * x[2];
            }

            return k * s + @double;
        }
        """,
        x => (x[0] * x[1] * x[2] * Math.Sin(x[0] * x[1])) + (x[0] * x[1]) - 1);

    [TestMethod]
    [DataRow("y[(int)(Math.Abs(TensorPrimitives.Sum<double>(y)) * 4) % 2] *= Math.Cos(y[2]);")]
    [DataRow("y.AsSpan((int)(Math.Abs(y[0] + y[1]) * 4) % 2, 2)[0] *= Math.Cos(y[2]);")]
    [DataRow("Lib.Advance(y.AsSpan((int)(Math.Abs(y[0] + y[1]) * 4) % 2, 2), 0.3);")]
    [DataRow("y.AsSpan((int)(Math.Abs(TensorPrimitives.Sum<double>(y)) * 4) % 2, 2).Fill(x[0]);")]
    [DataRow("Lib.Scale(x.Slice((int)(Math.Abs(y[0]) * 9) % 3, 1), 0.7, y);")]
    public void An_offset_that_reads_what_the_statement_writes_is_kept(string statement)
    {
        Node body = Node.Statement("{ double[] y = x.ToArray(); " + statement + " return y[0] + 2 * y[1] * y[1] * y[2]; }");
        var method = new FuzzMethod("F", "double", [new FuzzParameter("ReadOnlySpan<double>", "x", 4)], body);
        foreach (Finding finding in Batch.Run([.. Enumerable.Range(0, 5).Select(seed => new FuzzProgram(seed, [method]))]))
        {
            Assert.AreEqual(Finding.Clean, finding);
        }
    }

    [TestMethod]
    public void A_name_in_parentheses_in_a_string_is_renamed_with_its_variable() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double tape = Math.Sin(x[0]);
            string text = $"{(tape)} of {((x[1] - tape)):F3}";
            return tape * x[1];
        }
        """,
        x => Math.Sin(x[0]) * x[1]);

    [TestMethod]
    public void An_assignment_in_parentheses_in_a_string_is_differentiated() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double s = x[0];
            string text = $"{(s *= x[1])} and {(s = s * s)}";
            return s * x[2];
        }
        """,
        x => x[0] * x[1] * x[0] * x[1] * x[2]);

    [TestMethod]
    public void A_reference_stays_a_place_while_a_later_argument_writes_there() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double[] y = [x[0], x[1], x[2]];
            double t = x[3];
            int i = 0;
            Turn(ref t, ref y[i], Grow(ref t) * (i = 1) * Grow(ref y[0]));
            return t * y[0] + y[1];
        }

        [Differentiable]
        public static double Grow(ref double a) => a *= 1 + a;

        [Differentiable]
        public static void Turn(ref double a, ref double b, double angle)
        {
            double t = a;
            a = a * angle - b;
            b = b * angle + t;
        }
        """,
        x =>
        {
            double t = x[3] * (1 + x[3]);
            double y = x[0] * (1 + x[0]);
            return (((t * t * y) - y) * ((y * t * y) + t)) + x[1];
        });

    [TestMethod]
    public void A_list_may_grow_beside_the_rows_of_an_array_of_arrays() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double[][] rows = [new double[2], [0.5, x[0], 0.25]];
            var list = new System.Collections.Generic.List<double>();
            list.Add(x[1]);
            rows[1][2] += list[0];
            return Lib.Total(rows[1], x[2]);
        }
        """,
        x => Math.Tanh(0.5 * x[2]) + Math.Tanh(x[0] * x[2]) + Math.Tanh((0.25 + x[1]) * x[2]));

    [TestMethod]
    public void No_colon_ends_a_hole_of_a_string() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double s = x[0];
            string text = $"{Lib.Square(s):F2}, {(s > 0 ? s : x[1])}, {Math.Sin(s),9:E1} and {s * 2}";
            return s * text.Length / text.Length;
        }
        """,
        x => x[0]);

    [TestMethod]
    public void A_call_whose_result_is_constant_may_change_what_is_active() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double value = x[0];
            double constant = Scale(ref value, Math.Tanh(x[1]));
            return value * constant;
        }

        [Differentiable]
        public static double Scale(ref double a, double by)
        {
            a *= by;
            return Ad.StopGradient(2 + by * 0);
        }
        """,
        x => 2 * x[0] * Math.Tanh(x[1]));

    [TestMethod]
    public void A_ref_local_may_count_from_the_end() => Clean(
        219,
        new FuzzMethod("F", "void", [new("ReadOnlySpan<double>", "x", 4), new("Span<double>", "y", 4, IsWritten: true)], Node.Statement(
            """
            {
                ref double last = ref y[^3];
                last *= x[0];
                y[0] = last * last;
            }
            """)));

    [TestMethod]
    public void Tuples_and_array_variables_have_adjoints_inside_a_using() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double a = Math.Sin(x[0]);
            using var writer = new System.IO.StringWriter();
            (double U, double V) p = (a, a * x[1]);
            double[] y = new double[2];
            double[] z = [p.U, x[2]];
            for (int i = 0; i < 3; i++)
            {
                (y, z) = (z, y);
                z[0] = y[0] * y[1] + p.V;
                z[1] = y[1] * x[3];
            }

            return z[0] + y[1];
        }
        """,
        x =>
        {
            (double u, double v) = (Math.Sin(x[0]), x[2]);
            double before = 0;
            for (int i = 0; i < 3; i++)
            {
                before = v;
                (u, v) = ((u * v) + (Math.Sin(x[0]) * x[1]), v * x[3]);
            }

            return u + before;
        });

    [TestMethod]
    [DataRow("[NoGradient] public void Reset() => X = 0;", "v.Reset()")]
    public void A_call_that_may_change_its_struct_is_refused(string method, string call)
    {
        string source = $$"""
            [Differentiable]
            public partial struct V
            {
                public double X;

                {{method}}
            }

            public static partial class P
            {
                [Differentiable]
                public static double F(double x)
                {
                    V v = new V { X = 2 };
                    {{call}};
                    return v.X * x;
                }
            }
            """;
        Diagnostic problem = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer()).AnalyzerDiagnostics.Single();
        Assert.AreEqual("AD0004", problem.Id);
        Assert.AreEqual(call, source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [TestMethod]
    public void A_span_that_moves_may_move_again_under_checkpoint() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x) => G(x) * x[0];

        [Differentiable, Checkpoint]
        public static double G(ReadOnlySpan<double> x)
        {
            double s = 1;
            ReadOnlySpan<double> rest = x;
            while (rest.Length > 1)
            {
                s += s * rest[0] * rest[^1];
                rest = rest.Slice(1, rest.Length - 1);
            }

            return s;
        }
        """,
        x => x[0] * (1 + (x[0] * x[3])) * (1 + (x[1] * x[3])) * (1 + (x[2] * x[3])));

    [TestMethod]
    public void A_row_is_replaced_where_only_the_run_knows_which() => Gradient(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double[][] rows = [[x[0], 0.5], [0.25, x[1]], new double[2]];
            int k = x.Length % 3;
            double before = rows[1][0] * rows[1][1];
            rows[k] = new double[] { x[2], x[0] };
            return rows[1][0] * rows[1][1] + before;
        }
        """,
        x => (x[2] * x[0]) + (0.25 * x[1]));

    [TestMethod]
    public void What_a_callee_without_a_derivative_allocates_is_its_own() => Clean(
        101319,
        new FuzzMethod("Helper1", "double", [new("double", "y", 1)], Node.Statement(
            """
            {
                for (double branch = 0.5; branch < 1.1; branch += 0.4) {
                    int[] step = [1, 2, 0];
                }
                return y;
            }
            """)),
        new FuzzMethod("F", "double", [new("double[]", "x", 6, IsWritten: true)], Node.Statement(
            """
            {
                Span<double> self = stackalloc double[] { 0.5, 1 };
                Lib.Advance(self, Helper1(1.2367));
                return 0.5;
            }
            """)));

    [TestMethod]
    public void A_call_writes_what_is_read_though_its_result_is_not() => Clean(
        200026,
        new FuzzMethod("F", "double", [new("double[]", "x", 6), new("double", "v", 1)], Node.Statement(
            """
            {
                double length = 0.5;
                Body returned = new(0.8817) { Y = length };
                double tape; if (true) { tape = Lib.Pull(returned, x.AsSpan(4..6)[1]); } else { tape = v; }
                return 0.7317 + returned.X;
            }
            """)));

    [TestMethod]
    public void The_offset_of_a_view_reads_memory_that_an_outer_loop_overwrites() => Clean(
        320501,
        new FuzzMethod("F", "double", [new("double[]", "x", 6, IsWritten: true)], Node.Statement(
            """
            {
                double[] start = new double[2];
                for (int sAdjoint = 1; sAdjoint < 6; sAdjoint++) {
                    TensorPrimitives.Add<double>(x.AsSpan(0, 2), x.AsSpan(0, 2), start.AsSpan(0, 2)); TensorPrimitives.Cos<double>(start.AsSpan(0, 2), start.AsSpan(0, 2));
                    for (int j = 0; j < x.Length; j++) {
                        Span<double> t = x.AsSpan((int)(Math.Abs(TensorPrimitives.Sum<double>(start)) * 3) % 4, 1);
                        t[0] /= 1.5 + Math.Sin(0.5);
                    }
                }
                return x[0];
            }
            """)));

    [TestMethod]
    public void Rows_that_move_in_an_array_made_in_a_checkpointed_method() => Clean(
        326588,
        new FuzzMethod("Helper2", "double", [new("double[]", "x", 2), new("double", "y", 1)], Node.Statement(
            """
            {
                double[][] exit = [[0.5, 0.5], [0.25, x[1]], new double[2]];
                exit[1] = new double[] { y, Math.Sin(y * y) };
                return y * exit[1][1] + exit[0][1];
            }
            """))
        { IsCheckpoint = true },
        new FuzzMethod("F", "double", [new("double[]", "x", 2)], Node.Statement("{ return Helper2(x, x[0] * 0.5) * x[1]; }")));

    [TestMethod]
    public void A_sign_behind_a_cast_to_a_named_type() => Clean(
        15,
        new FuzzMethod("F", "double", [new("double[]", "x", 2)], Node.Statement("{ double s = x[0]; s += ((System.Numerics.Complex)(-0.7)).Imaginary; return s * ((System.Numerics.Complex)(-x[1]) * x[0]).Real; }")));

    /// <summary>What the fuzzer prints.</summary>
    private static void Clean(int seed, params FuzzMethod[] methods) =>
        Assert.AreEqual(Finding.Clean, Batch.Run([new FuzzProgram(seed, methods)])[0]);

    private delegate double Destinations(ReadOnlySpan<double> x, Span<double> xGradient);

    private delegate double[] ArrayVjp(ReadOnlySpan<double> x, ReadOnlySpan<double> resultAdjoint, Span<double> xAdjoint);

    /// <summary>Compiles <c>F</c> and compares it with the same function in plain arithmetic.</summary>
    private static void Gradient(string members, Func<double[], double> same)
    {
        double[] x = [0.7, -0.4, 1.1, 0.35];
        using LoadedAssembly assembly = Load(members);
        double[] gradient = [.. x.Select(_ => double.NaN)];
        double value = assembly.Method<Destinations>("P", "FValueAndGradient")(x, gradient);
        Numeric.AssertClose(same(x), value, 1e-14);
        Numeric.AssertGradient(same, x, gradient);
    }

    private static LoadedAssembly Load(string members)
    {
        string source = $"public static partial class P\n{{\n[Differentiable]\n{members}\n}}\n";
        return GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([Library.Methods, source])).AssertClean().Load();
    }
}
