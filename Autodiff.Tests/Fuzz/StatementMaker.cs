using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>Random statements: what they declare enters the scope, and loops end.</summary>
internal sealed partial class StatementMaker(Random random, ExpressionMaker expressions, IReadOnlyList<FuzzMethod> helpers, string result, bool runsAgain = false)
{
    private int _roots = 100;
    private int _budget;

    /// <summary>A block of statements in a scope of its own.</summary>
    public Node Block(
        Scope outer, int count, int nesting, bool inLoop = false, Action<Scope>? declare = null, Node? first = null, bool isClosed = false)
    {
        var scope = new Scope(outer) { InLoop = inLoop || outer.InLoop, IsClosed = isClosed || outer.IsClosed };
        declare?.Invoke(scope);
        return Node.Block([.. first is null ? Enumerable.Empty<Node>() : [first], .. Statements(scope, count, nesting)]);
    }

    public List<Node> Statements(Scope scope, int count, int nesting)
    {
        var statements = new List<Node>();
        for (int i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            statements.AddRange(Statement(scope, nesting));
        }

        return statements;
    }

    /// <summary>The body of a whole method, with what it returns.</summary>
    public Node Body(Scope parameters, int budget)
    {
        _budget = budget;
        var scope = new Scope(parameters);
        List<Node> statements = [.. Declarations(scope, 2), .. Statements(scope, budget, 3)];
        statements.Add(Return(scope));
        return Node.Block(statements);
    }

    private IEnumerable<Node> Declarations(Scope scope, int count) => Enumerable.Range(0, count).Select(_ => DeclareNumber(scope)).ToList();

    private IEnumerable<Node> Statement(Scope scope, int nesting)
    {
        if (Forms.Used.Count > 0 && random.Next(4) == 0)
        {
            // What runs again must not make objects.
            Form form = expressions.Pick(Forms.Used);
            return runsAgain && form is Form.List or Form.Inactive ? [Assign(scope)] : FormStatement(form, scope, nesting);
        }

        switch (random.Next(46))
        {
            case < 4:
                return [DeclareNumber(scope)];
            case < 11:
                return [Assign(scope)];
            case < 16:
                return [AssignElement(scope)];
            case < 19 when nesting > 0:
                return [If(scope, nesting)];
            case < 25 when nesting > 0:
                return [Loop(scope, nesting)];
            case 25 or 26 when nesting > 0:
                return While(scope, nesting);
            case 27 or 28 when nesting > 0 && ExpressionMaker.Memories(scope).Any():
                return [ForEach(scope, nesting)];
            case 29 or 30 or 31:
                return Leave(scope);
            case 32 or 33:
                return [DeclareArray(scope)];
            case 34 or 35:
                return [DeclareView(scope)];
            case 36:
                return [DeclareInteger(scope)];
            case 37 or 38:
                return [AssignInteger(scope)];
            case 39:
                return [Table(scope)];
            case 40:
                return [DeclareCondition(scope)];
            case 41 or 42:
                return [LibraryCall(scope)];
            case 43:
                return [Tensor(scope)];
            case 44 when helpers.Any(h => h.Parameters.Any(p => p.IsWritten)):
                return [expressions.Call(expressions.Pick(helpers.Where(h => h.Parameters.Any(p => p.IsWritten))), scope, 2, asStatement: true)];
            case 45 when nesting > 0:
                return [Block(scope, 2, nesting - 1)];
            default:
                return [Assign(scope)];
        }
    }

    private Node DeclareNumber(Scope scope)
    {
        if (random.Next(8) == 0)
        {
            Node condition = expressions.Condition(scope, 1);
            Node first = expressions.Number(scope, 2);
            Node second = expressions.Number(scope, 2);
            string late = Fresh(scope, VariableKind.Number);
            return Node.Statement($"double {late}; if ($0) {{ {late} = $1; }} else {{ {late} = $2; }}", condition, first, second);
        }

        Node value = expressions.Number(scope, 3);
        return Node.Statement($"double {Fresh(scope, VariableKind.Number)} = $0;", value);
    }

    private string Fresh(Scope scope, VariableKind kind)
    {
        string name = scope.FreshName(random);
        scope.Add(new Variable(kind, name) { IsWritable = true });
        return name;
    }

    private Node Assign(Scope scope)
    {
        List<Variable> targets = [.. Writable(scope, VariableKind.Number)];
        if (targets.Count == 0)
        {
            return DeclareNumber(scope);
        }

        string name = expressions.Pick(targets).Name;
        return random.Next(10) switch
        {
            < 3 => Node.Statement($"{name} = $0;", expressions.Bounded(scope, 3)),
            < 5 => Node.Statement($"{name} += $0;", expressions.Bounded(scope, 3)),
            5 => Node.Statement($"{name} -= $0;", expressions.Bounded(scope, 2)),
            6 => Node.Statement($"{name} *= Math.Cos($0);", expressions.Number(scope, 2)),
            7 => Node.Statement($"{name} /= 1.5 + Math.Sin($0);", expressions.Number(scope, 2)),
            8 => Node.Statement($"{name}{expressions.Pick(["++", "--"])};"),
            _ => Node.Statement($"{name} = $0 * {name};", expressions.Bounded(scope, 2)),
        };
    }

    private Node AssignElement(Scope scope)
    {
        List<Variable> memories = [.. Writable(scope, VariableKind.Memory)];
        if (memories.Count == 0)
        {
            return DeclareArray(scope);
        }

        Node element = expressions.Element(expressions.Pick(memories), scope);
        return random.Next(6) switch
        {
            0 or 1 => Node.Statement("$0 = $1;", element, expressions.Bounded(scope, 3)),
            2 => Node.Statement("$0 += $1;", element, expressions.Bounded(scope, 2)),
            3 => Node.Statement("$0 *= Math.Cos($1);", element, expressions.Number(scope, 2)),
            4 => Node.Statement("$0 /= 1.5 + Math.Sin($1);", element, expressions.Number(scope, 2)),
            _ => Node.Statement($"$0{expressions.Pick(["++", "--"])};", element),
        };
    }

    private IEnumerable<Variable> Writable(Scope scope, VariableKind kind) =>
        scope.Of(kind).Where(v => v.IsWritable && !expressions.Frozen.Contains(v.Name));

    private Node DeclareInteger(Scope scope)
    {
        Node value = expressions.Integer(scope, 2);
        return Node.Statement($"int {Fresh(scope, VariableKind.Integer)} = $0;", value);
    }

    private Node AssignInteger(Scope scope)
    {
        List<Variable> targets = [.. Writable(scope, VariableKind.Integer)];
        return targets.Count == 0
            ? DeclareInteger(scope)
            : Node.Statement($"{expressions.Pick(targets).Name} = ($0) % {random.Next(3, 9)};", expressions.Integer(scope, 2));
    }

    private Node DeclareCondition(Scope scope)
    {
        List<Variable> conditions = [.. Writable(scope, VariableKind.Condition)];
        Node value = expressions.Condition(scope, 2);
        return conditions.Count > 0 && expressions.Chance(0.5)
            ? Node.Statement($"{expressions.Pick(conditions).Name} {expressions.Pick(["=", "&=", "|=", "^="])} $0;", value)
            : Node.Statement($"bool {Fresh(scope, VariableKind.Condition)} = $0;", value);
    }

    private Node Table(Scope scope)
    {
        List<Variable> tables = [.. scope.Of(VariableKind.Table)];
        if (tables.Count > 0 && expressions.Chance(0.6))
        {
            string table = expressions.Pick(tables).Name;
            return Node.Statement($"{table}[($0) % {table}.Length] = ($1) % 6;", expressions.Integer(scope, 1), expressions.Integer(scope, 1));
        }

        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Table, name));
        return Node.Statement(expressions.Pick([$"int[] {name} = {{ 2, 0, 3, 1 }};", $"int[] {name} = new int[5];", $"int[] {name} = [1, 2, 0];"]));
    }

    private Node Return(Scope scope)
    {
        switch (result)
        {
            case "void":
                return Node.Statement("return;");
            case "double[]":
                List<Variable> arrays = [.. ExpressionMaker.Memories(scope).Where(m => m.IsArray && !m.IsPart && m.Root >= 100 && m.Name.IndexOfAny(['[', '.']) < 0)];
                return arrays.Count > 0 && expressions.Chance(0.6)
                    ? Node.Statement($"return {expressions.Pick(arrays).Name};")
                    : Node.Statement("return new double[] { $0, $1 };", expressions.Bounded(scope, 2), expressions.Number(scope, 2));
            default:
                return Node.Statement("return $0;", expressions.Chance(0.5) ? expressions.Number(scope, 3) : Everything(scope));
        }
    }

    /// <summary>A result that most variables enter.</summary>
    private Node Everything(Scope scope)
    {
        Node sum = expressions.Number(scope, 2);
        foreach (Variable variable in scope.Visible.Where(v => v.Kind is VariableKind.Number or VariableKind.Memory).TakeLast(6))
        {
            sum = variable.Kind == VariableKind.Number
                ? Node.Number($"$0 + {variable.Name}", sum)
                : Node.Number($"$0 + Lib.Total({variable.Name}, 0.8)", sum);
        }

        return sum;
    }
}
