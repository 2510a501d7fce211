using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Random programs that are generic as a whole: methods over <c>T : IFloatingPointIeee754&lt;T&gt;</c>, called with
/// <c>double</c> and with <c>float</c>.
/// </summary>
internal sealed class GenericMaker(Random random)
{
    private bool _hasHelper;
    private int _budget;
    private int _roots;

    public static FuzzProgram Make(int seed, Random random)
    {
        var maker = new GenericMaker(random);
        var methods = new List<FuzzMethod>();
        if (random.Next(2) == 0)
        {
            methods.Add(maker.Method("Helper1", [new FuzzParameter("double", "u", 1), new FuzzParameter("double", "v", 1)], 4));
            maker._hasHelper = true;
        }

        List<FuzzParameter> parameters = [new FuzzParameter("ReadOnlySpan<double>", "x", random.Next(4, 7))];
        if (random.Next(3) == 0)
        {
            parameters.Add(new FuzzParameter("double", "a", 1));
        }

        methods.Add(maker.Method("F", parameters, random.Next(5, 14)));
        return new FuzzProgram(seed, methods);
    }

    private FuzzMethod Method(string name, List<FuzzParameter> parameters, int budget)
    {
        var scope = new Scope(null);
        scope.Take("T");
        foreach (FuzzParameter parameter in parameters)
        {
            scope.Take(parameter.Name);
            scope.Add(new Variable(parameter.IsMemory ? VariableKind.Memory : VariableKind.Number, parameter.Name) { IsWritable = !parameter.IsMemory, MinLength = parameter.Size, Root = _roots++ });
        }

        _budget = budget;
        var body = new Scope(scope);
        List<Node> statements = [Declare(body), .. Statements(body, budget, 3), Node.Statement("return $0;", Number(body, 3))];
        return new FuzzMethod(name, "double", parameters, Node.Block(statements)) { IsGeneric = true };
    }

    private TItem Pick<TItem>(IEnumerable<TItem> items)
    {
        List<TItem> all = [.. items];
        return all[random.Next(all.Count)];
    }

    private List<Node> Statements(Scope scope, int count, int nesting)
    {
        var statements = new List<Node>();
        for (int i = 0; i < count && _budget-- > 0; i++)
        {
            statements.AddRange(Statement(scope, nesting));
        }

        return statements;
    }

    private Node Block(Scope outer, int count, int nesting, bool inLoop = false, Action<Scope>? declare = null)
    {
        var scope = new Scope(outer) { InLoop = inLoop || outer.InLoop };
        declare?.Invoke(scope);
        return Node.Block(Statements(scope, count, nesting));
    }

    private IEnumerable<Node> Statement(Scope scope, int nesting)
    {
        List<Variable> numbers = [.. scope.Of(VariableKind.Number).Where(v => v.IsWritable)];
        List<Variable> arrays = [.. scope.Of(VariableKind.Memory).Where(v => v.IsWritable)];
        switch (random.Next(16))
        {
            case 0 or 1:
                return [Declare(scope)];
            case 2 when arrays.Count > 1:
                Variable one = Pick(arrays.Where(a => a.IsArray));
                Variable two = Pick(arrays.Where(a => a.IsArray));
                return [Node.Statement($"({one.Name}, {two.Name}) = ({two.Name}, {one.Name});")];
            case 3 or 4 when nesting > 0:
                return [Node.Statement("if ($0) $1 else $2", Condition(scope), Block(scope, 2, nesting - 1), Block(scope, 1, nesting - 1))];
            case 5 or 6 when nesting > 0:
                string i = scope.FreshName(random);
                return [Node.Statement($"for (int {i} = 0; {i} < {random.Next(2, 5)}; {i}++) $0", Block(scope, 3, nesting - 1, inLoop: true, s => s.Add(new Variable(VariableKind.Integer, i))))];
            case 7 when nesting > 0:
                string item = scope.FreshName(random);
                return [Node.Statement($"foreach (T {item} in {Pick(scope.Of(VariableKind.Memory).Append(new Variable(VariableKind.Memory, "new T[2]"))).Name}) $0", Block(scope, 2, nesting - 1, inLoop: true, s => s.Add(new Variable(VariableKind.Number, item))))];
            case 8 when scope.InLoop:
                return [Node.Statement($"if ($0) {{ {Pick(["break;", "continue;"])} }}", Condition(scope))];
            case 9:
                return [Node.Statement("if ($0) { return $1; }", Condition(scope), Number(scope, 2))];
            case 10 or 11:
                Node first = Number(scope, 1);
                Node second = Number(scope, 1);
                string name = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = true, MinLength = 2, Root = _roots++ });
                return [Node.Statement($"T[] {name} = {Pick(["new T[2]", "[$0, $1]", "new T[] { $1, $0 }"])};", first, second)];
            case 12 or 13 when arrays.Count > 0:
                return [Node.Statement($"$0 {Pick(["=", "+=", "-="])} $1;", Element(Pick(arrays), scope), Bounded(scope))];
            default:
                return numbers.Count == 0 ? [Declare(scope)] : [Node.Statement($"{Pick(numbers).Name} {Pick(["=", "+=", "-=", "*="])} $0;", Bounded(scope))];
        }
    }

    private Node Declare(Scope scope)
    {
        Node value = Number(scope, 3);
        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Number, name) { IsWritable = true });
        return Node.Statement($"T {name} = $0;", value);
    }

    private static Node Element(Variable memory, Scope scope)
    {
        List<Variable> indices = [.. scope.Of(VariableKind.Integer)];
        return indices.Count > 0
            ? Node.Number($"{memory.Name}[$0 % {memory.MinLength}]", Node.Integer(indices[^1].Name))
            : Node.Number($"{memory.Name}[{memory.MinLength - 1}]");
    }

    private string Literal() => (0.1 + (random.Next(1, 9000) / 6000.0)).ToString("0.####", CultureInfo.InvariantCulture) is var text
        ? Pick([$"T.CreateChecked({text})", $"T.CreateChecked({text})", "T.One"])
        : text;

    private Node Bounded(Scope scope) => Node.Number(Pick(["T.Sin($0)", "T.Tanh($0)", "T.Cos($0)"]), Number(scope, 2));

    private Node Condition(Scope scope) => Node.Condition($"$0 {Pick(["<", ">"])} {Literal()}", Number(scope, 1));

    private Node Number(Scope scope, int depth)
    {
        if (depth <= 0 || random.Next(5) == 0)
        {
            List<Variable> numbers = [.. scope.Of(VariableKind.Number)];
            List<Variable> memories = [.. scope.Of(VariableKind.Memory)];
            return random.Next(5) == 0 || numbers.Count + memories.Count == 0 ? Node.Number(Literal())
                : numbers.Count > 0 && (memories.Count == 0 || random.Next(2) == 0) ? Node.Number(Pick(numbers).Name)
                : Element(Pick(memories), scope);
        }

        Node first = Number(scope, depth - 1);
        switch (random.Next(9))
        {
            case 0 or 1:
                return Node.Number(Pick(["($0 * $1)", "($0 + $1)", "($0 - $1)"]), first, Number(scope, depth - 1));
            case 2:
                return Node.Number("$0 / (T.CreateChecked(2) + T.Sin($1))", first with { Text = $"({first.Text})" }, Number(scope, depth - 1));
            case 3:
                return Node.Number("($0 ? $1 : $2)", Condition(scope), first, Number(scope, depth - 1));
            case 4:
                return Node.Number(Pick(["T.Max($0, $1 + T.CreateChecked(0.0123))", "T.Min($0, $1 - T.CreateChecked(0.0123))", "T.Atan2($0, T.CreateChecked(2) + T.Sin($1))", "T.Pow(T.CreateChecked(1.5) + T.Sin($0), $1)"]), first, Number(scope, depth - 1));
            case 5 when _hasHelper:
                return Node.Number(Pick(["Helper1<T>($0, $1)", "Helper1($1, $0)"]), first, Number(scope, depth - 1));
            case 6 when scope.Of(VariableKind.Integer).Any():
                return Node.Number($"$0 * T.CreateChecked({Pick(scope.Of(VariableKind.Integer)).Name})", first with { Text = $"({first.Text})" });
            default:
                return Node.Number(Pick(["T.Sin($0)", "T.Cos($0)", "T.Tanh($0)", "T.Exp(T.Sin($0))", "T.Log(T.CreateChecked(2) + T.Cos($0))", "T.Sqrt(T.CreateChecked(1.5) + T.Sin($0))", "T.Atan($0)", "T.Abs($0)", "(-$0)"]), first);
        }
    }
}
