using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Rows that change places, and spans that are assigned again.</content>
internal sealed partial class StatementMaker
{
    private Node Rows(Scope scope)
    {
        List<Variable> all = [.. scope.Of(VariableKind.Rows)];
        Node number = expressions.Bounded(scope, 2);
        Node other = expressions.Bounded(scope, 1);
        Node index = Node.Integer("$0", expressions.Integer(scope, 0));
        if (all.Count > 0 && random.Next(5) > 0)
        {
            Variable rows = expressions.Pick(all);
            string row = Row();
            string second = Row();
            if (random.Next(6) == 0)
            {
                string kept = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Memory, kept) { IsWritable = true, IsArray = true, MinLength = 2, Root = rows.Root, IsPart = true });
                return Node.Statement($"double[] {kept} = {row};", index);
            }

            string Row() => $"{rows.Name}[{expressions.Pick(["0", "1", "2", "^1", "$0 % 3", "($0 + 1) % 3"])}]";
            return Node.Statement(
                expressions.Pick(
                [
                    $"({row}, {second}) = ({second}, {row});",
                    $"{row} = new double[] {{ $1, $2 }};",
                    $"{row} = [$2, {second}[1] * $1];",
                    $"{row} = Lib.Powers($1, 2);",
                    $"{row} = (double[]){second}.Clone();",
                    $"{row} = {second};",
                    $"{row}[0] = $1;",
                    $"{row}[1] += $1 * {second}[0];",
                    $"{row}[^1] *= $2;",
                    $"Lib.Advance({row}, $2);",
                ]),
                index,
                number,
                other);
        }

        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Rows, name) { Root = _roots++ });
        return Node.Statement(
            expressions.Pick([$"double[][] {name} = [[$0, 0.5], [0.25, $1], new double[2]];", $"double[][] {name} = {{ new double[] {{ $0, $1 }}, Lib.Powers($1, 2), new double[2] }};"]), number, other);
    }

    private IEnumerable<Node> MovingSpan(Scope scope, int nesting)
    {
        List<Variable> memories = [.. ExpressionMaker.Memories(scope).Where(m => m.MinLength > 1 && m.Name.IndexOfAny(['.', '[']) < 0)];
        if (memories.Count == 0)
        {
            return [DeclareArray(scope)];
        }

        Variable memory = expressions.Pick(memories);
        Node view = expressions.View(memory, scope, 2, out _);
        bool isWritable = memory.IsWritable && expressions.Chance(0.6);
        string type = isWritable ? "Span<double>" : "ReadOnlySpan<double>";
        string name = scope.FreshName(random);
        var variable = new Variable(VariableKind.Memory, name) { IsWritable = isWritable, IsRefLike = true, MinLength = 1, Root = memory.Root };
        if (nesting > 0 && random.Next(2) == 0)
        {
            scope.Add(variable);
            Node body = Block(scope, random.Next(1, 3), nesting - 1, inLoop: true);
            string step = expressions.Pick([$"{name} = {name}[1..];", $"{name} = {name}[..^1];", $"{name} = {name}.Slice(1, {name}.Length - 1);"]);
            return
            [
                Node.Statement($"{type} {name} = $0;", view),

                // What continues steps first, so that the loop ends.
                Node.Statement($"while ({name}.Length > 1) $0", body with { Children = [Node.Statement(step), .. body.Children] }),
            ];
        }

        scope.Add(variable);
        List<Variable> others = [.. memories.Where(m => m.IsWritable || !isWritable)];
        Variable next = expressions.Pick(others);
        if (next.Root != memory.Root)
        {
            // From now on it may be either.
            return
            [
                Node.Statement($"{type} {name} = $0;", view),
                Node.Statement($"if ($0) {{ {name} = {name}[1..]; }}", expressions.Condition(scope, 1)),
            ];
        }

        return
        [
            Node.Statement($"{type} {name} = $0;", view),
            Node.Statement($"if ($0) {{ {name} = $1; }}", expressions.Condition(scope, 1), expressions.View(next, scope, 1, out _)),
        ];
    }
}
