using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Random expressions over what is in scope. Numbers stay in the domain of every function; integers are never negative
/// and never large, so that remainders are valid indices.
/// </summary>
internal sealed partial class ExpressionMaker(Random random, IReadOnlyList<FuzzMethod> helpers)
{
    /// <summary>Whether expressions may assign; switched off where the order of evaluation is another one's business.</summary>
    public bool AllowEffects { get; set; } = true;

    /// <summary>Variables that must not be assigned now, such as the counters of loops.</summary>
    public HashSet<string> Frozen { get; } = [];

    public T Pick<T>(IEnumerable<T> items)
    {
        List<T> list = [.. items];
        return list[random.Next(list.Count)];
    }

    public bool Chance(double probability) => random.NextDouble() < probability;

    public string Literal() => (Math.Round((random.NextDouble() * 2.4) - 0.9, 3) + 0.0007).ToString("R", CultureInfo.InvariantCulture) is var text && text.StartsWith('-') ? $"({text})" : text;

    public Node Number(Scope scope, int depth)
    {
        if (depth <= 0 || Chance(0.15))
        {
            return Leaf(scope);
        }

        if (Forms.Used.Count > 0 && random.Next(8) == 0 && FormNumber(Pick(Forms.Used), scope, depth) is { } form)
        {
            return form;
        }

        switch (random.Next(30))
        {
            case < 4:
                return Node.Number("($0 * $1)", Number(scope, depth - 1), Number(scope, depth - 1));
            case < 7:
                return Node.Number(Pick(["$0 + $1", "$0 - $1"]) is var sum ? $"({sum})" : "", Number(scope, depth - 1), Number(scope, depth - 1));
            case 7:
                return Node.Number("$0 / (2 + Math.Sin($1))", Primary(scope, depth - 1), Number(scope, depth - 1));
            case < 12:
                return Node.Number(
                    Pick(["Math.Sin($0)", "Math.Cos($0)", "Math.Tanh($0)", "Math.Exp(Math.Sin($0))", "Math.Log(2 + Math.Cos($0))", "Math.Sqrt(1.5 + Math.Sin($0))", "Math.Atan($0)", "Math.Abs($0)"]),
                    Number(scope, depth - 1));
            case 12:
                return Node.Number(
                    Pick(["Math.Atan2($0, 2 + Math.Sin($1))", "Math.Pow(1.5 + Math.Sin($0), $1)", "Math.Max($0, $1 + 0.0123)", "Math.Min($0, $1 - 0.0123)", "Math.FusedMultiplyAdd($0, $1, 0.3)"]),
                    Number(scope, depth - 1),
                    Number(scope, depth - 1));
            case 13 or 14:
                return Node.Number("($0 ? $1 : $2)", Condition(scope, 1), Number(scope, depth - 1), Number(scope, depth - 1));
            case 15:
                return Node.Number("-$0", Primary(scope, depth - 1));
            case 16:
                return Node.Number(Pick(["(double)($0)", "($0) * 0.25", "($0 + 1) / 3.0"]), Integer(scope, 1));
            case 17 or 18:
                return Node.Number(
                    Pick(["Lib.Square(Math.Sin($0))", "Lib.Deep($0, 3)", "Native.Softplus($0)", "Ad.StopGradient($0)"]), Number(scope, depth - 1));
            case 19:
                return Node.Number("Lib.Mix($0, $1, $2)", Number(scope, depth - 1), Number(scope, depth - 1), Node.Integer("$0 % 4", Operand(scope)));
            case 20 or 21 when Memories(scope).Any():
                return Reduction(scope, depth);
            case 22 or 23 when helpers.Any(IsCallable):
                return Call(Pick(helpers.Where(IsCallable)), scope, depth);
            case 24 when AllowEffects:
                return Effect(scope, depth);
            default:
                return Node.Number("Math.Sin($0)", Number(scope, depth - 1));
        }
    }

    /// <summary>Whether a helper may be called in the middle of an expression.</summary>
    private bool IsCallable(FuzzMethod helper) =>
        helper.Result == "double" && helper.Parameters.All(p => !p.IsSeed && (AllowEffects || p.Modifier != "ref "));

    /// <summary>A number in (−2, 2), whatever went into it.</summary>
    public Node Bounded(Scope scope, int depth) => random.Next(3) switch
    {
        0 => Node.Number("Math.Sin($0)", Number(scope, depth)),
        1 => Node.Number("Math.Tanh($0)", Number(scope, depth)),
        _ => Node.Number("$0 / (1 + $1 * $1)", Primary(scope, depth), Leaf(scope)),
    };

    public Node Integer(Scope scope, int depth)
    {
        if (depth <= 0 || Chance(0.3))
        {
            return Operand(scope);
        }

        return random.Next(9) switch
        {
            8 when Memories(scope).Any() => Node.Integer("(int)(Math.Abs(TensorPrimitives.Sum<double>($0)) * 3) % 4", Node.Statement(Pick(Memories(scope)).Name)),
            0 => Node.Integer("($0 + $1)", Integer(scope, depth - 1), Operand(scope)),
            1 => Node.Integer($"($0 * {random.Next(2, 6)} + {random.Next(4)}) % {random.Next(2, 8)}", Operand(scope)),
            2 => Node.Integer("Math.Min($0, $1)", Operand(scope), Operand(scope)),
            3 => Node.Integer("($0 ? $1 : $2)", Condition(scope, 0), Operand(scope), Operand(scope)),
            4 when scope.Of(VariableKind.Table).Any() => TableElement(scope),
            5 => Node.Integer($"(int)(Math.Abs($0) * {random.Next(2, 5)}) % {random.Next(2, 5)}", Number(scope, 1)),
            6 when Memories(scope).Any() => Node.Integer($"{Pick(Memories(scope)).Name}.Length"),
            _ => Node.Integer("$0 / 2", Operand(scope)),
        };
    }

    public Node Condition(Scope scope, int depth) => random.Next(8) switch
    {
        0 when depth > 0 => Node.Condition(Pick(["($0 && $1)", "($0 || $1)"]), Condition(scope, depth - 1), Condition(scope, depth - 1)),
        1 when depth > 0 => Node.Condition("!($0)", Condition(scope, depth - 1)),
        2 when AllowEffects && depth > 0 && Counter(scope) is { } counter => Node.Condition($"{counter}++ % 3 {Pick(["==", ">"])} 1"),
        2 when scope.Of(VariableKind.Condition).Any() => Node.Condition(Pick(scope.Of(VariableKind.Condition)).Name),
        3 or 4 => Node.Condition($"$0 % {random.Next(2, 4)} {Pick(["==", "!="])} {random.Next(2)}", Operand(scope)),
        5 => Node.Condition($"$0 {Pick(["<", ">", "<=", ">="])} $1", Operand(scope), Operand(scope)),
        _ => Node.Condition($"$0 {Pick(["<", ">"])} {Literal()}", Number(scope, 1)),
    };

    /// <summary>An index that is valid in a memory.</summary>
    public Node Index(Variable memory, Scope scope)
    {
        List<Variable> certain = [.. scope.Of(VariableKind.Integer).Where(v => v.Indexes.Contains($"|{memory.Name}|", StringComparison.Ordinal))];
        if (certain.Count > 0 && Chance(0.6))
        {
            string name = Pick(certain).Name;
            return Node.Integer(random.Next(5) switch
            {
                0 => $"(({name} + 1) % {memory.Name}.Length)",
                1 => $"{memory.Name}.Length - 1 - {name}",
                _ => name,
            });
        }

        return random.Next(6) switch
        {
            0 or 1 => Node.Integer(random.Next(memory.MinLength).ToString(CultureInfo.InvariantCulture)),
            2 => Node.Integer($"^{random.Next(1, memory.MinLength + 1)}"),
            3 when AllowEffects && Counter(scope) is { } counter => Node.Integer(
                Pick([$"{counter}++ % {memory.Name}.Length", $"++{counter} % {memory.Name}.Length", $"({counter} = ({counter} * 5 + 3) % {memory.MinLength})"])),
            _ => Node.Integer($"($0) % {memory.Name}.Length", Integer(scope, 1)),
        };
    }

    public Node Element(Variable memory, Scope scope) => Chance(0.1)
        ? Node.Number($"$0[{random.Next(2)}]", memory.MinLength > 2 ? View(memory, scope, 2, out _) : Node.Statement($"{memory.Name}"))
        : Node.Number($"{memory.Name}[$0]", Index(memory, scope));

    /// <summary>A span expression over a memory: itself or a view of it; with at least <paramref name="least"/> elements.</summary>
    public Node View(Variable memory, Scope scope, int least, out int length)
    {
        length = memory.MinLength;
        if (memory.MinLength <= least || Chance(0.4))
        {
            return Node.Statement(memory.Name);
        }

        int slack = memory.MinLength - least;
        int start = random.Next(1, slack + 1);
        length = memory.MinLength - start;
        int count = random.Next(Math.Max(1, least), length + 1);
        string text;
        Node[] children = [];
        if (Chance(0.35) && slack > 1)
        {
            // The offset depends on the program's state.
            children = [Node.Integer($"($0) % {slack + 1}", Integer(scope, 1))];
            length = count = Math.Max(1, least);
            text = memory.IsArray ? $".AsSpan($0, {count})" : $".Slice($0, {count})";
        }
        else
        {
            switch (random.Next(4))
            {
                case 0:
                    text = memory.IsArray ? $".AsSpan({start})" : $"[{start}..]";
                    break;
                case 1:
                    text = memory.IsArray ? $".AsSpan({start}, {count})" : $".Slice({start}, {count})";
                    length = count;
                    break;
                case 2:
                    text = memory.IsArray ? $".AsSpan({start}..{start + count})" : $"[{start}..{start + count}]";
                    length = count;
                    break;
                default:
                    text = memory.IsArray ? $".AsSpan()[..^{start}]" : $"[..^{start}]";
                    break;
            }
        }

        return Node.Statement(memory.Name + text, children);
    }

    public static IEnumerable<Variable> Memories(Scope scope) => scope.Of(VariableKind.Memory);

    /// <summary>A call of a helper; memory arguments of writing parameters overlap no other argument.</summary>
    public Node Call(FuzzMethod method, Scope scope, int depth, bool asStatement = false)
    {
        var used = new HashSet<int>();
        var arguments = new List<Node>();
        foreach (FuzzParameter parameter in method.Parameters)
        {
            bool writes = parameter.IsWritten;
            if (parameter.Modifier == "ref ")
            {
                if (Place(scope, used) is not { } place)
                {
                    return asStatement ? Node.Statement(";") : Leaf(scope);
                }

                arguments.Add(place);
            }
            else if (parameter.Type == "int")
            {
                arguments.Add(Node.Integer("$0 % 4", Operand(scope)));
            }
            else if (!parameter.IsMemory)
            {
                arguments.Add(Number(scope, depth - 1));
            }
            else
            {
                bool wantsArray = parameter.Type == "double[]";
                bool someWrites = method.Parameters.Any(p => p.IsWritten);
                List<Variable> fitting =
                [
                    .. Memories(scope).Where(m => m.MinLength >= parameter.Size && (!wantsArray || m.IsArray) && (!writes || m.IsWritable) && (!someWrites || !used.Contains(m.Root))),
                ];
                if (fitting.Count == 0)
                {
                    return asStatement ? Node.Statement(";") : Leaf(scope);
                }

                Variable memory = Pick(fitting);
                used.Add(memory.Root);
                arguments.Add(wantsArray ? Node.Statement(memory.Name) : View(memory, scope, parameter.Size, out _));
            }
        }

        string[] written = [.. arguments.Select((_, i) => method.Parameters[i].Modifier == "ref " ? $"ref ${i}" : $"${i}")];
        if (Forms.Used.Contains(Form.NamedArgument) && Chance(0.3))
        {
            written = [.. written.Select((argument, i) => $"{method.Parameters[i].Name}: {argument}").OrderBy(_ => random.Next())];
        }

        string list = string.Join(", ", written);
        string text = $"{method.Name}({list})";
        return asStatement ? Node.Statement(text + ";", [.. arguments]) : Node.Number(text, [.. arguments]);
    }

    /// <summary>A number or an element to pass by reference, no other argument's; nothing if there is none.</summary>
    private Node? Place(Scope scope, HashSet<int> used)
    {
        List<Variable> places =
        [
            .. scope.Of(VariableKind.Number).Where(v => v.IsWritable && !Frozen.Contains(v.Name) && !v.IsRefLike && v.IsPlace && !used.Contains(Key(v))),
            .. Memories(scope).Where(m => m.IsWritable && !used.Contains(m.Root)),
        ];
        if (places.Count == 0)
        {
            return null;
        }

        Variable place = Pick(places);
        used.Add(place.Kind == VariableKind.Memory ? place.Root : Key(place));
        return place.Kind == VariableKind.Memory
            ? Node.Statement($"{place.Name}[$0]", Node.Integer(random.Next(place.MinLength).ToString(CultureInfo.InvariantCulture)))
            : Node.Statement(place.Name);

        // Negative, so that it is no root of memory.
        static int Key(Variable variable) => -1 - (StringComparer.Ordinal.GetHashCode(variable.Name) & 0xFFFFFFF);
    }

    public Node Leaf(Scope scope)
    {
        List<Variable> numbers = [.. scope.Of(VariableKind.Number)];
        List<Variable> memories = [.. Memories(scope)];
        int choice = random.Next(10);
        return choice switch
        {
            0 => Node.Number(Literal()),
            < 5 when memories.Count > 0 => Element(Pick(memories), scope),
            _ when numbers.Count > 0 => Node.Number(Pick(numbers).Name),
            _ => memories.Count > 0 ? Element(Pick(memories), scope) : Node.Number(Literal()),
        };
    }

    /// <summary>A number that needs no parentheses around it.</summary>
    private Node Primary(Scope scope, int depth) => Node.Number("($0)", Number(scope, depth));

    private Node Operand(Scope scope)
    {
        List<Variable> integers = [.. scope.Of(VariableKind.Integer)];
        return integers.Count > 0 && Chance(0.75)
            ? Node.Integer(Pick(integers).Name)
            : Node.Integer(random.Next(5).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An integer that an expression may step.</summary>
    private string? Counter(Scope scope)
    {
        List<Variable> counters = [.. scope.Of(VariableKind.Integer).Where(v => v.IsWritable && !Frozen.Contains(v.Name))];
        return counters.Count == 0 ? null : Pick(counters).Name;
    }

    private Node TableElement(Scope scope)
    {
        Variable table = Pick(scope.Of(VariableKind.Table));
        return Node.Integer($"{table.Name}[($0) % {table.Name}.Length]", Operand(scope));
    }

    private Node Reduction(Scope scope, int depth)
    {
        Variable memory = Pick(Memories(scope));
        Node view = View(memory, scope, 1, out _);
        switch (random.Next(6))
        {
            case 0:
                return Node.Number("TensorPrimitives.Sum<double>($0)", view);
            case 1:
                return Node.Number("TensorPrimitives.SumOfSquares<double>($0)", view);
            case 2:
                return Node.Number($"TensorPrimitives.Dot<double>({memory.Name}, {memory.Name})");
            case 3:
                return Node.Number("Native.Weigh($0, $1)", view, Number(scope, depth - 1));
            case 4:
                return Node.Number("Lib.Fold($0)", view);
            default:
                return Node.Number("Lib.Total($0, $1)", view, Number(scope, depth - 1));
        }
    }

    private Node Effect(Scope scope, int depth)
    {
        List<Variable> numbers = [.. scope.Of(VariableKind.Number).Where(v => v.IsWritable && !Frozen.Contains(v.Name))];
        List<Variable> memories = [.. Memories(scope).Where(m => m.IsWritable)];
        return random.Next(4) switch
        {
            0 when numbers.Count > 0 => Node.Number($"({Pick(numbers).Name} {Pick(["=", "+=", "*="])} $0)", Bounded(scope, depth - 1)),
            1 when numbers.Count > 0 => Node.Number($"{Pick(numbers).Name}{Pick(["++", "--"])}"),
            2 when memories.Count > 0 => Node.Number($"($0 {Pick(["=", "-=", "*="])} $1)", Element(Pick(memories), scope), Bounded(scope, depth - 1)),
            _ => Leaf(scope),
        };
    }
}
