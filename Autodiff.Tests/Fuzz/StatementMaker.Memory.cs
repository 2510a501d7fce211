using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Arrays, views, and calls that write to them.</content>
internal sealed partial class StatementMaker
{
    private Node DeclareArray(Scope scope)
    {
        List<Variable> memories = [.. ExpressionMaker.Memories(scope)];
        int length = random.Next(2, 6);
        string text;
        Node[] children = [];
        bool isArray = true;
        string type = "double[]";
        List<FuzzMethod> makers = [.. helpers.Where(h => h.Result == "double[]" && h.Parameters.All(p => !p.IsSeed))];
        switch (random.Next(10))
        {
            case 0 or 1:
                text = $"new double[{length}]";
                break;
            case 2:
                children = [Node.Integer("$0 % 3", expressions.Integer(scope, 1))];
                length = 2;
                text = "new double[2 + $0]";
                break;
            case 3 or 4 when memories.Count > 0:
                Variable like = expressions.Pick(memories);
                length = like.MinLength;
                text = expressions.Chance(0.5) ? $"new double[{like.Name}.Length]" : like.IsArray ? $"{like.Name}.AsSpan().ToArray()" : $"{like.Name}.ToArray()";
                break;
            case 5:
                (type, isArray) = ("Span<double>", false);
                text = scope.InLoop || scope.IsClosed ? $"new double[{length}]" : $"stackalloc double[{length}]";
                break;
            case 6:
                length = 3;
                children = [expressions.Number(scope, 2), expressions.Bounded(scope, 2)];
                text = expressions.Pick(["new double[] { $0, $1, 0.5 }", "[$0, $1, 0.25]", "{ $0, 0.75, $1 }"]);
                break;
            case 7:
                length = 3;
                children = [expressions.Number(scope, 1), Node.Integer("3")];
                text = "Lib.Powers($0, $1)";
                break;
            case 8 when makers.Count > 0:
                length = 2;
                Node call = expressions.Call(expressions.Pick(makers), scope, 2);
                children = call.Text.Contains('(', System.StringComparison.Ordinal) && call.Text.StartsWith("Helper", System.StringComparison.Ordinal) ? [call] : [];
                text = children.Length > 0 ? "$0" : "new double[2]";
                break;
            default:
                (type, isArray) = ("Span<double>", false);
                length = 2;
                children = [expressions.Number(scope, 2), expressions.Number(scope, 2)];
                text = scope.InLoop || scope.IsClosed ? "new double[] { $0, $1 }" : "stackalloc double[] { $0, $1 }";
                break;
        }

        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = isArray, IsRefLike = !isArray, MinLength = length, Root = _roots++ });
        return Node.Statement($"{type} {name} = {text};", children);
    }

    private Node DeclareView(Scope scope)
    {
        List<Variable> memories = [.. ExpressionMaker.Memories(scope)];
        if (memories.Count == 0)
        {
            return DeclareArray(scope);
        }

        Variable memory = expressions.Pick(memories);
        Node view = expressions.View(memory, scope, 1, out int length);
        string name = scope.FreshName(random);
        bool isWritable = memory.IsWritable && !expressions.Chance(0.2);
        scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = isWritable, IsRefLike = true, MinLength = length, Root = memory.Root });
        return Node.Statement($"{(isWritable ? "Span" : "ReadOnlySpan")}<double> {name} = $0;", view);
    }

    private Node LibraryCall(Scope scope)
    {
        List<Variable> writable = [.. Writable(scope, VariableKind.Memory)];
        if (writable.Count == 0)
        {
            return DeclareArray(scope);
        }

        Variable target = expressions.Pick(writable);
        Node view = expressions.View(target, scope, 1, out _);
        List<Variable> others = [.. ExpressionMaker.Memories(scope).Where(m => m.Root != target.Root)];
        switch (random.Next(7))
        {
            case 0 or 1:
                return Node.Statement("Lib.Advance($0, $1);", view, expressions.Bounded(scope, 2));
            case 2 or 3 when others.Count > 0:
                return Node.Statement(
                    "Lib.Scale($0, $1, $2);", expressions.View(expressions.Pick(others), scope, 1, out _), expressions.Bounded(scope, 1), view);
            case 4 when others.Count > 0 && Writable(scope, VariableKind.Number).Any():
                return Node.Statement(
                    $"{expressions.Pick(Writable(scope, VariableKind.Number)).Name} += Lib.Shift($0, $1);",
                    view,
                    expressions.View(expressions.Pick(others), scope, 1, out _));
            case 5:
                string span = target.IsArray ? $"{target.Name}.AsSpan()" : target.Name;
                return Node.Statement(expressions.Chance(0.3) ? $"{span}.Clear();" : $"{span}.Fill($0);", expressions.Bounded(scope, 2));
            default:
                return CopyTo(scope, target);
        }
    }

    private Node CopyTo(Scope scope, Variable target)
    {
        // From one part of an array to another part of the same one, or from one that is as long.
        string span = target.IsArray ? $"{target.Name}.AsSpan()" : target.Name;
        if (target.MinLength > 1 && expressions.Chance(0.5))
        {
            int count = random.Next(1, target.MinLength);
            return expressions.Chance(0.5)
                ? Node.Statement($"{span}[..{count}].CopyTo({span}[{target.MinLength - count}..]);")
                : Node.Statement($"{span}[{target.MinLength - count}..].CopyTo({span});");
        }

        Variable from = expressions.Pick(ExpressionMaker.Memories(scope));
        int least = System.Math.Min(from.MinLength, target.MinLength);
        string source = from.IsArray ? $"{from.Name}.AsSpan(0, {least})" : $"{from.Name}[..{least}]";
        return Node.Statement($"{source}.CopyTo({target.Name});");
    }

    private Node Tensor(Scope scope)
    {
        List<Variable> writable = [.. Writable(scope, VariableKind.Memory)];
        if (writable.Count == 0)
        {
            return DeclareArray(scope);
        }

        Variable target = expressions.Pick(writable);
        Variable left = expressions.Pick(ExpressionMaker.Memories(scope).Where(m => m.MinLength >= target.MinLength && (m.Root != target.Root || m == target)));
        Variable right = expressions.Pick(ExpressionMaker.Memories(scope).Where(m => m.MinLength >= target.MinLength && (m.Root != target.Root || m == target)));
        int n = target.MinLength;
        string t = Part(target, n);
        string l = Part(left, n);
        string r = Part(right, n);
        return random.Next(5) switch
        {
            0 => Node.Statement($"TensorPrimitives.{expressions.Pick(["Sin", "Cos", "Tanh", "Negate"])}<double>({l}, {t});"),
            1 => Node.Statement($"TensorPrimitives.{expressions.Pick(["Multiply", "Add"])}<double>({l}, $0, {t});", expressions.Bounded(scope, 2)),
            2 => Node.Statement($"TensorPrimitives.Subtract<double>({l}, {r}, {t}); TensorPrimitives.Sin<double>({t}, {t});"),
            3 => Node.Statement($"TensorPrimitives.Multiply<double>({l}, {r}, {t}); TensorPrimitives.Tanh<double>({t}, {t});"),
            _ => Node.Statement($"TensorPrimitives.Add<double>({l}, {r}, {t}); TensorPrimitives.Cos<double>({t}, {t});"),
        };
    }

    private static string Part(Variable memory, int count) => memory.IsArray ? $"{memory.Name}.AsSpan(0, {count})" : $"{memory.Name}[..{count}]";
}
