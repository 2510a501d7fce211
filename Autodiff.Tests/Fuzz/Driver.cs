using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Writes, for one program, methods of one shape for every signature: the inputs in one array, the outputs (the result,
/// then what is left in written spans) in another, seeds for the outputs, adjoints for the inputs.
/// </summary>
internal sealed class Driver(FuzzProgram program, string target)
{
    private readonly StringBuilder _text = new();

    private FuzzMethod Main => program.Main;

    private bool IsScalar => Main.Result == "double";

    private string Of => Main.IsGeneric ? "<double>" : string.Empty;

    private string Arguments => string.Join(", ", Main.Parameters.Select(p => p.Name));

    public static string NameOf(int index) => $"Driver{index}";

    public string Write(string name)
    {
        _text.AppendLine($"public static class {name}\n{{");
        Method("double[] Primal(double[] input)", () =>
        {
            Unpack();
            Call($"{target}.{Main.Name}{Of}({Arguments})");
            Pack("input");
        });
        Method("double[] Vjp(double[] input, double[] seed, double[] adjoint)", () =>
        {
            Unpack();
            Adjoints();
            Call($"{target}.{Main.Name}Vjp{Of}({List(Arguments, Seeds(), Refs("ref "))})");
            Gather("+=");
            Pack("input");
        });
        Method("double[] Sweeps(double[] input, double[] seed, double[] adjoint)", () =>
        {
            Unpack();
            // What a method leaves in an array has an adjoint between sweeps, though not in the Vjp: here it is zero.
            Adjoints(arraysFromZero: true);
            _text.AppendLine("        using Tape tape_ = Tape.Rent();");
            Call($"{target}.{Main.Name}ForwardSweep{Of}({List(Arguments, "tape_")})");
            _text.AppendLine("        double[] output_ = PackAll();");
            _text.AppendLine($"        {target}.{Main.Name}ReverseSweep{Of}({List(Arguments, Seeds(), Refs("ref "), "tape_")});");
            Gather("+=", arraysFromZero: true);
            _text.AppendLine("        Empty(() => tape_.PopDouble()); Empty(() => tape_.PopInt32()); Empty(() => tape_.PopBoolean()); Empty(() => tape_.PopObject<object>());");
            _text.AppendLine("        return output_;");
        }, withPack: true);
        if (IsScalar)
        {
            Method("double[] Gradient(double[] input, double[] gradient)", () =>
            {
                Unpack();
                Buffers();
                Call($"{target}.{Main.Name}ValueAndGradient{Of}({List(Arguments, Outs())})");
                Gather("=", "gradient");
                Pack("input");
            });
            Method("long Allocated(double[] input, double[] gradient)", () =>
            {
                Unpack("_");
                Buffers();
                string copies = string.Concat(Main.Parameters.Where(p => p.IsMemory).Select(p => $"{p.Name}_.CopyTo({p.Name}, 0);"));
                Unpack(string.Empty);
                _text.AppendLine("        for (int round_ = 0; round_ < 3; round_++)\n        {");
                _text.AppendLine($"            {copies}\n            {target}.{Main.Name}ValueAndGradient{Of}({List(Arguments, Outs())});\n        }}");
                _text.AppendLine($"        {copies}\n        long before_ = GC.GetAllocatedBytesForCurrentThread();");
                _text.AppendLine($"        {target}.{Main.Name}ValueAndGradient{Of}({List(Arguments, Outs())});");
                _text.AppendLine("        return GC.GetAllocatedBytesForCurrentThread() - before_;");
            });
        }

        if (Main.IsGeneric)
        {
            SingleRun();
        }

        DualRun();
        _text.AppendLine("    private static void Empty(Action pop) { try { pop(); } catch (InvalidOperationException) { return; } throw new Exception(\"the tape is not empty\"); }");
        _text.AppendLine("}");
        return _text.ToString();
    }

    private static string List(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private void Method(string signature, System.Action body, bool withPack = false)
    {
        _text.AppendLine($"    public static {signature}\n    {{");
        body();
        if (withPack)
        {
            _text.AppendLine("        double[] PackAll()\n        {");
            Pack("input");
            _text.AppendLine("        }");
        }

        _text.AppendLine("    }");
    }

    private void Call(string call) => _text.AppendLine($"        {(Main.Result == "void" ? "" : "var result_ = ")}{call};");

    private IEnumerable<(FuzzParameter Parameter, int Start)> Placed()
    {
        int start = 0;
        foreach (FuzzParameter parameter in Main.Parameters.Where(p => p.IsDifferentiable))
        {
            yield return (parameter, start);
            start += parameter.Size;
        }
    }

    /// <summary>Locals named as the parameters, with a suffix where the originals are kept besides.</summary>
    private void Unpack(string suffix = "")
    {
        foreach ((FuzzParameter p, int start) in Placed())
        {
            _text.AppendLine(p.IsMemory
                ? $"        double[] {p.Name}{suffix} = input[{start}..{start + p.Size}];"
                : $"        double {p.Name}{suffix} = input[{start}];");
        }

        foreach (FuzzParameter p in Main.Parameters.Where(p => !p.IsDifferentiable))
        {
            _text.AppendLine(p.Type == "int" ? $"        int {p.Name}{suffix} = {p.Size};" : $"        double {p.Name}{suffix} = 0.37;");
        }
    }

    private void Buffers()
    {
        foreach ((FuzzParameter p, int _) in Placed())
        {
            _text.AppendLine(p.IsMemory ? $"        double[] {p.Name}__ = new double[{p.Size}]; Array.Fill({p.Name}__, double.NaN);" : $"        double {p.Name}__ = double.NaN;");
        }
    }

    private void Adjoints(bool arraysFromZero = false)
    {
        int output = Main.Result == "double" ? 1 : 0;
        foreach ((FuzzParameter p, int start) in Placed())
        {
            if (p.IsSeed)
            {
                string from = Main.Result == "double[]" ? $"seed.Length - {Main.Seeds.Sum(s => s.Size)} + {output}" : $"{output}";
                _text.AppendLine($"        double[] {p.Name}__ = seed.AsSpan({from}, {p.Size}).ToArray();");
                output += p.Size;
            }
            else if (arraysFromZero && p.IsMemory)
            {
                _text.AppendLine($"        double[] {p.Name}__ = new double[{p.Size}];");
            }
            else
            {
                _text.AppendLine(p.IsMemory ? $"        double[] {p.Name}__ = adjoint[{start}..{start + p.Size}];" : $"        double {p.Name}__ = adjoint[{start}];");
            }
        }
    }

    private string Seeds() => List(
        Main.Result switch { "double" => "seed[0]", "void" => "", _ => $"seed.AsSpan(0, seed.Length - {Main.Seeds.Sum(s => s.Size)})" },
        string.Join(", ", Main.Seeds.Select(p => p.Name + "__")));

    private string Refs(string modifier) => string.Join(", ", Main.Destinations.Select(p => p.IsMemory ? p.Name + "__" : modifier + p.Name + "__"));

    private string Outs() => string.Join(", ", Main.Parameters.Where(p => p.IsDifferentiable).Select(p => p.IsMemory ? p.Name + "__" : $"out {p.Name}__"));

    /// <summary>Copies adjoints back; a seed's is added, for it held the seed and not what was there.</summary>
    private void Gather(string operation, string into = "adjoint", bool arraysFromZero = false)
    {
        foreach ((FuzzParameter p, int start) in Placed())
        {
            string assign = p.IsSeed || arraysFromZero ? operation : "=";
            _text.AppendLine(p.IsMemory
                ? $"        for (int i_ = 0; i_ < {p.Size}; i_++) {{ {into}[{start} + i_] {assign} {p.Name}__[i_]; }}"
                : $"        {into}[{start}] = {p.Name}__;");
        }
    }

    private void Pack(string input)
    {
        _ = input;
        var parts = new List<string>();
        if (Main.Result != "void")
        {
            parts.Add(Main.Result == "double" ? "result_" : ".. result_");
        }

        parts.AddRange(Main.Seeds.Select(p => $".. {p.Name}"));
        _text.AppendLine($"        return [{string.Join(", ", parts)}];");
    }

    /// <summary>The same with <c>float</c>: the value as it is, and beside the gradient.</summary>
    private void SingleRun()
    {
        _text.AppendLine("    public static float[] Single(double[] input)\n    {");
        foreach ((FuzzParameter p, int start) in Placed())
        {
            _text.AppendLine(p.IsMemory
                ? $"        float[] {p.Name} = Array.ConvertAll(input[{start}..{start + p.Size}], v_ => (float)v_); float[] {p.Name}__ = new float[{p.Size}];"
                : $"        float {p.Name} = (float)input[{start}], {p.Name}__;");
        }

        _text.AppendLine($"        float primal_ = {target}.{Main.Name}<float>({Arguments});");
        _text.AppendLine($"        float value_ = {target}.{Main.Name}ValueAndGradient<float>({List(Arguments, Outs())});");
        _text.AppendLine($"        return [primal_, value_, {string.Join(", ", Placed().Select(placed => placed.Parameter.IsMemory ? $".. {placed.Parameter.Name}__" : $"{placed.Parameter.Name}__"))}];\n    }}");
    }

    private void DualRun()
    {
        _text.AppendLine("    public static double[] Dual(double[] input, double[] direction, out double[] tangent)\n    {");
        foreach ((FuzzParameter p, int start) in Placed())
        {
            string packed = $"Autodiff.Tests.Fuzz.Duals.Dual.Pack(input, direction, {start}, {p.Size})";
            _text.AppendLine($"        var {p.Name} = {packed}{(p.IsMemory ? "" : "[0]")};");
        }

        foreach (FuzzParameter p in Main.Parameters.Where(p => !p.IsDifferentiable))
        {
            _text.AppendLine(p.Type == "int" ? $"        int {p.Name} = {p.Size};" : $"        Autodiff.Tests.Fuzz.Duals.Dual {p.Name} = 0.37;");
        }

        Call($"Autodiff.Tests.Fuzz.Duals.{target}.{Main.Name}({Arguments})");
        var parts = new List<string>();
        if (Main.Result != "void")
        {
            parts.Add(Main.Result == "double" ? "result_" : ".. result_");
        }

        parts.AddRange(Main.Seeds.Select(p => $".. {p.Name}"));
        _text.AppendLine($"        Autodiff.Tests.Fuzz.Duals.Dual[] all_ = [{string.Join(", ", parts)}];");
        _text.AppendLine("        tangent = Array.ConvertAll(all_, d_ => d_.Tangent);\n        return Array.ConvertAll(all_, d_ => d_.Value);\n    }");
    }
}
