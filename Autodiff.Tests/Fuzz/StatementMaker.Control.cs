using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Branches, loops and ways out of them.</content>
internal sealed partial class StatementMaker
{
    private Node If(Scope scope, int nesting)
    {
        Node condition = expressions.Condition(scope, 2);
        Node then = Block(scope, random.Next(1, 4), nesting - 1);
        return random.Next(3) switch
        {
            0 => Node.Statement("if ($0) $1", condition, then),
            1 => Node.Statement("if ($0) $1 else $2", condition, then, Block(scope, random.Next(1, 3), nesting - 1)),
            _ => Node.Statement(
                "if ($0) $1 else if ($2) $3 else $4",
                condition,
                then,
                expressions.Condition(scope, 1),
                Block(scope, 2, nesting - 1),
                Block(scope, 1, nesting - 1)),
        };
    }

    private Node Loop(Scope scope, int nesting)
    {
        var header = new Scope(scope);
        string i = header.FreshName(random);
        Variable? memory = ExpressionMaker.Memories(scope).Any() ? expressions.Pick(ExpressionMaker.Memories(scope)) : null;
        string indexed = memory is null ? string.Empty : $"|{memory.Name}|";
        string length = memory is null ? "4" : $"{memory.Name}.Length";
        int start = memory is null ? 1 : random.Next(memory.MinLength);
        string text;
        bool bodyMayStep = false;
        List<Node> children = [];
        switch (random.Next(13))
        {
            case 0 or 1 or 2:
                text = $"for (int {i} = 0; {i} < {length}; {i}++)";
                break;
            case 3:
                text = $"for (int {i} = {start}; {i} <= {length} - 1; {i} += {random.Next(1, 4)})";
                break;
            case 4:
                text = $"for (int {i} = {length} - 1; {i} >= 0; {i}--)";
                break;
            case 5:
                text = $"for (int {i} = {length} - 1; {i} > 0; {i} -= {random.Next(2, 4)})";
                break;
            case 6:
                children.Add(Node.Integer("$0 % 3", expressions.Integer(header, 1)));
                text = $"for (int {i} = $0; {i} < {length}; {i}++)";
                break;
            case 7:
                indexed = string.Empty;
                children.Add(Node.Integer("$0 % 5", expressions.Integer(header, 1)));
                text = $"for (int {i} = 0; {i} < $0; {i}++)";
                break;
            case 8:
                indexed = string.Empty;
                bodyMayStep = true;
                text = $"for (int {i} = {random.Next(2)}; {i} < {random.Next(3, 7)}; {i}++)";
                break;
            case 9:
                indexed = string.Empty;
                string j = header.FreshName(random);
                header.Add(new Variable(VariableKind.Integer, j));
                text = $"for (int {i} = 0, {j} = {random.Next(4, 7)}; {i} < {j}; {i}++, {j}--)";
                break;
            case 10:
                // The bound changes while the loop runs, within limits.
                indexed = string.Empty;
                List<Variable> bounds = [.. Writable(scope, VariableKind.Integer)];
                text = bounds.Count > 0
                    ? $"for (int {i} = 0; {i} < Math.Min({expressions.Pick(bounds).Name}, 5); {i}++)"
                    : $"for (int {i} = 0; {i} < 3; {i}++)";
                break;
            case 11:
                // A loop over a number that is active.
                children.Add(Node.Number("Math.Tanh($0)", expressions.Number(header, 1)));
                text = $"for (double {i} = $0; {i} < 1.1; {i} += 0.4)";
                return Node.Statement(
                    text + " $1",
                    [.. children, Frozen(i, () => Block(header, random.Next(1, 3), nesting - 1, inLoop: true, s => s.Add(new Variable(VariableKind.Number, i) { IsWritable = true })))]);
            default:
                indexed = string.Empty;
                text = $"for (int {i} = 0; ; {i}++)";
                return Node.Statement(
                    text + " $0",
                    Block(
                        header,
                        random.Next(1, 4),
                        nesting - 1,
                        inLoop: true,
                        s => s.Add(new Variable(VariableKind.Integer, i)),
                        Node.Statement($"if ({i} >= {random.Next(1, 5)}) {{ break; }}")));
        }

        Node body = Block(
            header, random.Next(1, 4), nesting - 1, inLoop: true, s => s.Add(new Variable(VariableKind.Integer, i) { Indexes = indexed }));
        if (bodyMayStep && expressions.Chance(0.6))
        {
            body = body with { Children = [.. body.Children, Node.Statement($"if ($0) {{ {i} += {random.Next(1, 3)}; }}", expressions.Condition(scope, 1))] };
        }

        return Node.Statement($"{text} ${children.Count}", [.. children, body]);
    }

    private IEnumerable<Node> While(Scope scope, int nesting)
    {
        int limit = random.Next(2, 6);
        string counter = scope.FreshName(random);
        Node guard = random.Next(3) switch
        {
            0 => Node.Statement($"{counter} < {limit} && $0", expressions.Condition(scope, 1)),
            1 => Node.Statement($"{counter}++ < {limit}"),
            _ => Node.Statement($"{counter} < {limit}"),
        };
        bool stepped = guard.Text.Contains("++", StringComparison.Ordinal);
        Variable variable = scope.Add(new Variable(VariableKind.Integer, counter));
        Node body = Block(
            scope, random.Next(1, 4), nesting - 1, inLoop: true, first: stepped ? null : Node.Statement($"{variable.Name}++;"));
        return [Node.Statement($"int {counter} = 0;"), Node.Statement("while ($0) $1", guard, body)];
    }

    private Node ForEach(Scope scope, int nesting)
    {
        Variable memory = expressions.Pick(ExpressionMaker.Memories(scope));
        Node view = expressions.View(memory, scope, 1, out _);
        var header = new Scope(scope);
        string name = header.FreshName(random);
        return Node.Statement(
            $"foreach (double {name} in $0) $1",
            view,
            Block(header, random.Next(1, 3), nesting - 1, inLoop: true, s => s.Add(new Variable(VariableKind.Number, name))));
    }

    private IEnumerable<Node> Leave(Scope scope)
    {
        if (scope.IsClosed)
        {
            return [Assign(scope)];
        }

        Node condition = expressions.Condition(scope, 1);
        string exit = random.Next(scope.InLoop ? 5 : 1) switch
        {
            1 or 2 => "break;",
            3 => "continue;",
            _ when random.Next(6) == 0 => "throw new InvalidOperationException();",
            _ => string.Empty,
        };
        if (exit.StartsWith("throw", StringComparison.Ordinal))
        {
            condition = Node.Condition("($0) > 1e3", expressions.Number(scope, 1));
        }

        if (exit.Length == 0)
        {
            if (result == "double[]")
            {
                return [Assign(scope)];
            }

            return [Node.Statement("if ($0) { $1 }", condition, Return(scope))];
        }

        return expressions.Chance(0.3)
            ? [Node.Statement($"if ($0) {{ $1 {exit} }}", condition, Assign(scope))]
            : [Node.Statement($"if ($0) {{ {exit} }}", condition)];
    }

    private Node Frozen(string name, Func<Node> make)
    {
        expressions.Frozen.Add(name);
        Node made = make();
        expressions.Frozen.Remove(name);
        return made;
    }
}
