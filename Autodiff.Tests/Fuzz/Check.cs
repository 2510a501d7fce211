using System;
using System.Globalization;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;

namespace Autodiff.Tests.Fuzz;

/// <summary>Runs one compiled program at some points and compares every companion with the oracle.</summary>
internal sealed class Check(FuzzProgram program, LoadedAssembly assembly, string driver)
{
    private const double Tolerance = 1e-8;
    private const double Huge = 1e5;

    /// <summary>What allocates in the program itself.</summary>
    private static readonly string[] AllocatingText = ["Powers", "return [", "List<", "StringWriter", "Stopwatch", " of it", "[][]", "Vec[]", "Body", "Holder", "Pair", "Lib.Made", "Tensor<double>", "new T[", "T[]"];

    private delegate double[] DualRun(double[] input, double[] direction, out double[] tangent);

    public Finding Run()
    {
        var random = new Random(program.Seed);
        var primal = assembly.Method<Func<double[], double[]>>(driver, "Primal");
        var dual = assembly.Method<DualRun>(driver, "Dual");
        int compared = 0;
        for (int point = 0; point < 3; point++)
        {
            double[] input = [.. Enumerable.Range(0, program.Main.Inputs).Select(_ => (random.NextDouble() * 2.6) - 1.3)];
            double[] expected;
            double[][] jacobian;
            try
            {
                expected = primal([.. input]);
                jacobian = Jacobian(dual, input, expected);
            }
            catch (Exception exception) when (exception is not OracleException)
            {
                continue;
            }
            catch (OracleException exception)
            {
                return new Finding(Outcome.Invalid, "oracle", exception.Message);
            }

            if (expected.Any(Extreme) || jacobian.Any(row => row.Any(Extreme)))
            {
                continue;
            }

            compared++;
            double[] seed = [.. expected.Select(_ => (random.NextDouble() * 2) - 1)];
            Finding finding;
            try
            {
                finding = At(input, expected, jacobian, seed);
            }
            catch (Exception exception)
            {
                string where = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? string.Empty;
                finding = new Finding(Outcome.Throws, exception.GetType().Name, exception.Message + " " + where);
            }

            if (finding.Outcome is Outcome.WrongGradient or Outcome.WrongVjp or Outcome.WrongSweeps && IsIllConditioned(dual, input, expected, jacobian))
            {
                compared--;
                continue;
            }

            if (finding.IsFailure)
            {
                return finding with { Detail = finding.Detail + "\n    at [" + Show(input) + "]" };
            }
        }

        return compared == 0 ? new Finding(Outcome.Skipped) : Finding.Clean;
    }

    private static double[][] Jacobian(DualRun dual, double[] input, double[] expected)
    {
        // One row for each input: the derivative of every output.
        var rows = new double[input.Length][];
        for (int i = 0; i < input.Length; i++)
        {
            var direction = new double[input.Length];
            direction[i] = 1;
            double[] values = dual(input, direction, out rows[i]);
            if (!Same(values, expected))
            {
                throw new OracleException($"the copy over duals computes [{Show(values)}], the program [{Show(expected)}]");
            }
        }

        return rows;
    }

    /// <summary>Whether rounding errors alone may change the gradient visibly, or numbers on the way are huge.</summary>
    private static bool IsIllConditioned(DualRun dual, double[] input, double[] expected, double[][] jacobian)
    {
        Duals.Dual.Noise = 1e-14;
        Duals.Dual.Largest = 0;
        try
        {
            double[][] noisy = Jacobian(dual, input, expected);
            return !(Duals.Dual.Largest < Huge) || noisy.Zip(jacobian).Any(rows => !Close(rows.Second, rows.First));
        }
        finally
        {
            Duals.Dual.Noise = 0;
        }
    }

    private Finding At(double[] input, double[] expected, double[][] jacobian, double[] seed)
    {
        var vjp = assembly.Method<Func<double[], double[], double[], double[]>>(driver, "Vjp");
        var sweeps = assembly.Method<Func<double[], double[], double[], double[]>>(driver, "Sweeps");
        double[] start = [.. input.Select((_, i) => 0.5 + i)];
        double[] wanted = [.. jacobian.Select((row, i) => start[i] + row.Zip(seed, (d, w) => d * w).Sum())];
        double[] adjoint = [.. start];
        if (program.Main.Result == "double")
        {
            var gradientOf = assembly.Method<Func<double[], double[], double[]>>(driver, "Gradient");
            var gradient = new double[input.Length];
            double[] value = gradientOf(input, gradient);
            double[] first = [.. jacobian.Select(row => row[0])];
            if (!Same(value, expected))
            {
                return Difference(Outcome.WrongValue, expected, value);
            }

            if (!Close(first, gradient))
            {
                return Difference(Outcome.WrongGradient, first, gradient);
            }

            var again = new double[input.Length];
            gradientOf(input, again);
            if (!Same(gradient, again))
            {
                return Difference(Outcome.NotRepeatable, gradient, again);
            }
        }

        if (program.Main.IsGeneric && InSingle(input, expected, jacobian) is { } single)
        {
            return single;
        }

        double[] output = vjp(input, seed, adjoint);
        if (!Same(output, expected))
        {
            return Difference(Outcome.WrongValue, expected, output, "Vjp");
        }

        if (!Close(wanted, adjoint))
        {
            return Difference(Outcome.WrongVjp, wanted, adjoint);
        }

        double[] split = [.. start];
        output = sweeps(input, seed, split);
        if (!Same(output, expected))
        {
            return Difference(Outcome.WrongValue, expected, output, "Sweeps");
        }

        if (!Close(wanted, split))
        {
            return Difference(Outcome.WrongSweeps, wanted, split);
        }

        return Allocations(input);
    }

    /// <summary>The program over <c>float</c>, unless rounding alone sends it another way: what it computes tells.</summary>
    private Finding? InSingle(double[] input, double[] expected, double[][] jacobian)
    {
        float[] all = assembly.Method<Func<double[], float[]>>(driver, "Single")(input);
        if (!all[0].Equals(all[1]))
        {
            return Difference(Outcome.WrongValue, [all[0]], [all[1]], "Single");
        }

        double[] wanted = [.. jacobian.Select(row => row[0])];
        double[] found = [.. all.Skip(2).Select(value => (double)value)];
        double scale = wanted.Select(Math.Abs).Append(0.1).Max();
        double allowed = (0.01 * scale) + (10 * Spread(input, wanted));
        bool isClose = wanted.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= allowed);
        return isClose || Math.Abs(all[0] - expected[0]) > 1e-4 * Math.Max(1, Math.Abs(expected[0])) ? null : Difference(Outcome.WrongGradient, wanted, found, "Single");
    }

    /// <summary>How much the gradient changes when the input does by some rounding errors of a <c>float</c>.</summary>
    private double Spread(double[] input, double[] gradient)
    {
        var gradientOf = assembly.Method<Func<double[], double[], double[]>>(driver, "Gradient");
        return new[] { -2e-6, 2e-6 }.Max(step =>
        {
            var moved = new double[input.Length];
            gradientOf([.. input.Select(value => value * (1 + step))], moved);
            return moved.Zip(gradient).Max(pair => Math.Abs(pair.First - pair.Second));
        });
    }

    private Finding Allocations(double[] input)
    {
        bool escapes = program.Methods.Any(m => m.Body.Render() is var text
            && AllocatingText.Any(part => text.Contains(part, StringComparison.Ordinal)));

        // A callee that no derivative goes through runs as the user wrote it, allocations and all.
        escapes |= program.Methods.Any(m => m.Result == "double[]" || (!ReferenceEquals(m, program.Main) && MayAllocate(m)));
        if (program.Main.Result != "double" || escapes)
        {
            return Finding.Clean;
        }

        var allocated = assembly.Method<Func<double[], double[], long>>(driver, "Allocated");
        long bytes = allocated(input, new double[input.Length]);
        return bytes == 0 ? Finding.Clean : new Finding(Outcome.Allocates, "", $"{bytes} bytes");
    }

    /// <summary>Whether a method makes arrays, or delegates with a closure.</summary>
    private static bool MayAllocate(FuzzMethod method) => method.Body.Render() is var text
        && (text.Contains("new ", StringComparison.Ordinal) || text.Contains("[] ", StringComparison.Ordinal) || text.Contains("double[", StringComparison.Ordinal) || text.Contains("=>", StringComparison.Ordinal));

    private static Finding Difference(Outcome outcome, double[] expected, double[] actual, string key = "") =>
        new(outcome, key, $"expected [{Show(expected)}]\n    actual   [{Show(actual)}]");

    private static bool Extreme(double value) => !(Math.Abs(value) < Huge);

    private static bool Same(double[] x, double[] y) => x.Length == y.Length && x.Zip(y).All(p => p.First.Equals(p.Second));

    private static bool Close(double[] x, double[] y)
    {
        double scale = x.Select(Math.Abs).Append(1e-3).Max();
        return x.Zip(y).All(p => Math.Abs(p.First - p.Second) <= Tolerance * scale);
    }

    private static string Show(double[] values) => string.Join(", ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private sealed class OracleException(string message) : Exception(message);
}
