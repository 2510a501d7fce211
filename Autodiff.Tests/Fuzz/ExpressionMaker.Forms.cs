using System;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Expressions of one form of the language; nothing where the scope has no variable for it.</content>
internal sealed partial class ExpressionMaker
{
    private Node? FormNumber(Form form, Scope scope, int depth)
    {
        switch (form)
        {
            case Form.LocalFunction or Form.Delegate when scope.Of(VariableKind.Function).Any():
                return Node.Number($"{Pick(scope.Of(VariableKind.Function)).Name}($0)", Bounded(scope, depth - 1));
            case Form.HigherOrder:
                return HigherOrder(scope, depth);
            case Form.Grid when scope.Of(VariableKind.Grid).Any():
                return GridElement(scope);
            case Form.Switch:
                return SwitchExpression(scope, depth);
            case Form.Pattern:
                return Node.Number("($0 ? $1 : $2)", Pattern(scope), Number(scope, depth - 1), Number(scope, depth - 1));
            case Form.Struct when scope.Of(VariableKind.Struct).Any():
                string v = Pick(scope.Of(VariableKind.Struct)).Name;
                return Pick<System.Func<Node>>(
                [
                    () => Node.Number($"{v}.Dot(new Vec($0, $1))", Number(scope, depth - 1), Number(scope, depth - 1)),
                    () => Node.Number($"Vec.Sum({v}.Times($0), {v}).X", Primary(scope, depth - 1)),
                    () => Node.Number($"{v}.Norm()"),
                    () => Node.Number($"({v} with {{ Y = $0 }}).Norm()", Bounded(scope, depth - 1)),
                ])();
            case Form.Class when scope.Of(VariableKind.Object).Any():
                string body = Pick(scope.Of(VariableKind.Object)).Name;
                return Node.Number(Pick([$"{body}.Read($0)", $"{body}.Energy * $0", $"{body}.Twice", $"Lib.Look({body}, $0)", AllowEffects ? $"Lib.Pull({body}, $0)" : $"{body}.W[1]"]), Bounded(scope, depth - 1));
            case Form.Tensor when scope.Of(VariableKind.Tensor).Any():
                Variable whole = Pick(scope.Of(VariableKind.Tensor));
                string tensor = whole.Name;
                string like = Pick(scope.Of(VariableKind.Tensor)).Name;
                return Node.Number(
                    Pick([whole.IsArray ? $"Lib.Trace({tensor}, $0)" : $"{tensor}[0, 2]", $"Lib.Corner({tensor}, $0)", $"Tensor.Sum<double>({tensor}) * $0", $"Tensor.Dot<double>({tensor}, {like})", $"{tensor}[$1 % 2, $1 % 3]", whole.IsArray ? $"Tensor.Norm<double>({tensor} + 3.0)" : $"{tensor}[1, 0]", $"{tensor}[^1, 1] * $0"]),
                    Bounded(scope, depth - 1),
                    Operand(scope));
            case Form.Record when scope.Of(VariableKind.Record).Any():
                Variable record = Pick(scope.Of(VariableKind.Record));
                string pair = record.Name;
                string another = scope.Of(VariableKind.Record).LastOrDefault(other => other.Root != record.Root)?.Name ?? "new Pair(0.5, $0)";
                return Node.Number(
                    Pick([$"{pair}.At($0)", $"{pair}.Mix + $0", $"{pair}.B", $"({pair} with {{ A = $0 }}).Mix", $"Lib.Both({pair}, {another}, $0)", $"{pair}.Turned($0).At(0.3)"]),
                    Bounded(scope, depth - 1));
            case Form.StructMember when scope.Of(VariableKind.Frame).Any():
                string frame = Pick(scope.Of(VariableKind.Frame)).Name;
                return Node.Number(
                    Pick([$"{frame}.At($0)", $"{frame}.Along.Length", $"{frame}.Origin.Scaled($0).V", $"({frame} + {frame}).At($0)", $"({frame} with {{ Scale = $0 }}).At(0.7)"]),
                    Bounded(scope, depth - 1));
            case Form.Rows when scope.Of(VariableKind.Rows).Any():
                return Chance(0.7) ? RowElement(scope) : Node.Number($"Lib.Total({Row(scope)}, $1)", Operand(scope), Bounded(scope, depth - 1));
            case Form.NamedArgument:
                return Node.Number(
                    Pick(["Lib.Damp(rate: $0, x: $1)", "Lib.Damp($0, 0.7) * $1", "Lib.SumOf($0, $1)", "Lib.SumOf($0, $1, 0.3, $1)", "Lib.Cube($0 - $1)", "($0).Cube() + $1", "Lib.Even($0, 3) * $1"]),
                    Bounded(scope, depth - 1),
                    Bounded(scope, depth - 1));
            case Form.List when scope.Of(VariableKind.List).Any():
                return ListElement(scope);
            case Form.Recursive when scope.Of(VariableKind.Recursive).Any():
                return Node.Number($"{Pick(scope.Of(VariableKind.Recursive)).Name}($0, $1 % 4)", Bounded(scope, depth - 1), Operand(scope));
            case Form.Checkpoint:
                return Node.Number(Pick(["Lib.Settle($0, $1)", "Lib.Settle($1, $0) * 0.5"]), Bounded(scope, depth - 1), Bounded(scope, depth - 1));
            case Form.StructArray when scope.Of(VariableKind.StructArray).Any():
                return Node.Number(
                    Pick([$"{VecElement(scope)}.X", $"{VecElement(scope)}.Y", $"{VecElement(scope)}.Norm()", $"{VecElement(scope)}.Dot({VecElement(scope)})", $"Lib.Moment({Pick(scope.Of(VariableKind.StructArray)).Name})"]),
                    Operand(scope));
            case Form.Generic:
                return Memories(scope).Any() && Chance(0.4)
                    ? Node.Number($"Generic.Energy<double>({Pick(Memories(scope)).Name}, $0)", Bounded(scope, depth - 1))
                    : Node.Number(Pick(["Generic.Smooth<double>($0)", "Generic.Root<double>($0)"]), Bounded(scope, depth - 1));
            case Form.Complex:
                return OfComplex(scope, depth);
            case Form.Tuple:
                return Node.Number("Lib.Rotate($0, $1, 0.4).$2", Bounded(scope, depth - 1), Bounded(scope, depth - 1), Node.Statement(Pick(["U", "V"])));
            default:
                return null;
        }
    }

    /// <summary>A condition that matches a pattern; never at a constant that random numbers hit.</summary>
    public Node Pattern(Scope scope)
    {
        string value = $"{FuzzProgram.ValueMark}(Math.Sin($0))";
        return random.Next(5) switch
        {
            0 => Node.Condition($"{value} is > 0.3003 and < 0.9009", Number(scope, 1)),
            1 => Node.Condition($"{value} is < -0.2007 or > 1.1003", Number(scope, 1)),
            2 => Node.Condition($"{value} is not > 0.5003", Number(scope, 1)),
            3 => Node.Condition("Math.Max($0, 0) % 4 is 1 or 3", Operand(scope)),
            _ => Node.Condition("(Math.Max($0, 0), Math.Min($1, 9)) is (> 1, < 3)", Operand(scope), Operand(scope)),
        };
    }

    /// <summary>The text of a row of three; <c>$0</c> in it is an integer.</summary>
    public string Row(Scope scope) => $"{Pick(scope.Of(VariableKind.Rows)).Name}[{Pick(["0", "1", "2", "^1", "$0 % 3", "($0 + 1) % 3"])}]";

    public Node RowElement(Scope scope) => Node.Number($"{Row(scope)}[{Pick(["0", "1", "^1"])}]", Operand(scope));

    public Node GridElement(Scope scope) =>
        Node.Number($"{Pick(scope.Of(VariableKind.Grid)).Name}[($0) % 3, ($1) % 2]", Integer(scope, 1), Integer(scope, 0));

    public Node ListElement(Scope scope) =>
        Pick(scope.Of(VariableKind.List)).Name is var list ? Node.Number($"{list}[($0) % {list}.Count]", Integer(scope, 1)) : Leaf(scope);

    /// <summary>The text of an element of an array of three structs; <c>$0</c> in it is an integer.</summary>
    public string VecElement(Scope scope) => $"{Pick(scope.Of(VariableKind.StructArray)).Name}[{Pick(["0", "1", "2", "^1", "$0 % 3", "($0 + 1) % 3"])}]";

    private Node SwitchExpression(Scope scope, int depth) => random.Next(4) switch
    {
        0 => Node.Number("((Math.Max($0, 0) % 4) switch { 0 => $1, 1 or 3 => $2, _ => $3 })", Operand(scope), Number(scope, depth - 1), Number(scope, depth - 1), Number(scope, depth - 1)),
        1 => Node.Number($"({FuzzProgram.ValueMark}(Math.Sin($0)) switch {{ < -0.1007 => $1, >= -0.1007 and < 0.6003 => $2, _ => $3 }})", Number(scope, 1), Number(scope, depth - 1), Number(scope, depth - 1), Number(scope, depth - 1)),
        2 => Node.Number("((Math.Max($0, 0) % 2, Math.Max($1, 0) % 3) switch { (0, 1) => $2, (1, _) => $3, (_, > 1) => 0.5003, _ => $4 })", Operand(scope), Operand(scope), Number(scope, depth - 1), Number(scope, depth - 1), Number(scope, depth - 1)),
        _ => When(scope, depth),
    };

    private Node When(Scope scope, int depth)
    {
        string name = scope.FreshName(random);
        return Node.Number($"(Math.Max($0, 0) switch {{ var {name} when {name} > 2 => $1, _ when Math.Sin($2) < 0.3007 => $3, _ => 0.7003 }})", Operand(scope), Number(scope, depth - 1), Number(scope, 1), Number(scope, depth - 1));
    }

    private Node HigherOrder(Scope scope, int depth)
    {
        string name = scope.FreshName(random);
        var inner = new Scope(scope) { Sees = v => !v.IsRefLike };
        inner.Add(new Variable(VariableKind.Number, name));
        string target = random.Next(4) switch
        {
            0 => Pick(["Math.Sin", "Lib.Square"]),
            1 when scope.Of(VariableKind.Function).Any() => Pick(scope.Of(VariableKind.Function)).Name,
            _ => $"{name} => $1",
        };
        return Node.Number($"Lib.Accumulate({target}, $0, 3)", Bounded(scope, depth - 1), Lambda(inner, depth - 1));
    }

    /// <summary>A number without effects, for bodies that may be put elsewhere.</summary>
    public Node Lambda(Scope inner, int depth) => WithoutEffects(() => Number(inner, depth));

    public Node WithoutEffects(Func<Node> make)
    {
        bool before = AllowEffects;
        AllowEffects = false;
        Node made = make();
        AllowEffects = before;
        return made;
    }
}
