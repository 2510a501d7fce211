using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Statements of one form of the language.</content>
internal sealed partial class StatementMaker
{
    private IEnumerable<Node> FormStatement(Form form, Scope scope, int nesting)
    {
        switch (form)
        {
            case Form.LocalFunction:
                return [LocalFunction(scope, nesting)];
            case Form.Delegate:
                return [Delegate(scope)];
            case Form.Grid:
                return [Grid(scope)];
            case Form.ArrayMember:
                return [ArrayMember(scope)];
            case Form.Do when nesting > 0:
                return Do(scope, nesting);
            case Form.Switch when nesting > 0:
                return [Switch(scope, nesting)];
            case Form.Pattern when nesting > 0:
                Node pattern = expressions.Pattern(scope);
                return [Node.Statement("if ($0) $1", pattern, Block(scope, 2, nesting - 1))];
            case Form.Finally when nesting > 0:
                return [Node.Statement("try $0 finally $1", Block(scope, 3, nesting - 1), Block(scope, 2, nesting - 1, isClosed: true))];
            case Form.Inactive:
                return [Inactive(scope, nesting)];
            case Form.Tuple:
                return [Tuple(scope)];
            case Form.Struct:
                return [Struct(scope)];
            case Form.Class:
                return [Object(scope)];
            case Form.Record:
                return [Record(scope)];
            case Form.StructMember:
                return [Frame(scope)];
            case Form.Tensor:
                return [Tensors(scope)];
            case Form.Rows:
                return [Rows(scope)];
            case Form.Complex:
                return [Complex(scope)];
            case Form.MovingSpan:
                return MovingSpan(scope, nesting);
            case Form.ByReference:
                return [ByReference(scope)];
            case Form.RefLocal:
                return [RefLocal(scope)];
            case Form.Swap:
                return Swap(scope);
            case Form.Jagged:
                return [Jagged(scope)];
            case Form.List:
                return [List(scope)];
            case Form.Recursive:
                return [Recursive(scope)];
            case Form.Checkpoint:
                return [Checkpoint(scope)];
            case Form.StructArray:
                return [StructArray(scope)];
            default:
                return [Assign(scope)];
        }
    }

    private Node LocalFunction(Scope scope, int nesting)
    {
        string name = scope.FreshName(random);
        bool isStatic = random.Next(3) == 0;
        var inner = new Scope(scope) { Sees = v => !isStatic && !v.IsRefLike && v.Kind != VariableKind.Table, InLoop = false, IsClosed = true };
        inner.Take(name);
        string parameter = inner.FreshName(random);
        inner.Add(new Variable(VariableKind.Number, parameter) { IsWritable = true });
        Node made;
        if (nesting > 0 && random.Next(2) == 0)
        {
            // The body may write what it captures.
            _budget += 2;
            Node body = Block(inner, random.Next(1, 3), 1);
            made = Node.Statement(
                $"{(isStatic ? "static " : "")}double {name}(double {parameter}) $0",
                body with { Children = [.. body.Children, Node.Statement("return $0;", expressions.Bounded(inner, 2))] });
        }
        else
        {
            made = Node.Statement($"{(isStatic ? "static " : "")}double {name}(double {parameter}) => $0;", expressions.Lambda(inner, 2));
        }

        scope.Add(new Variable(VariableKind.Function, name) { IsRefLike = false });
        return made;
    }

    private Node Delegate(Scope scope)
    {
        string name = scope.FreshName(random);
        var inner = new Scope(scope) { Sees = v => !v.IsRefLike };
        string parameter = inner.FreshName(random);
        inner.Add(new Variable(VariableKind.Number, parameter));
        Node body = expressions.Lambda(inner, 2);
        scope.Add(new Variable(VariableKind.Function, name));
        return Node.Statement($"Func<double, double> {name} = {parameter} => $0;", body);
    }

    private Node Grid(Scope scope)
    {
        if (scope.Of(VariableKind.Grid).Any() && random.Next(4) > 0)
        {
            Node element = expressions.GridElement(scope);
            return Node.Statement($"$0 {expressions.Pick(["=", "+=", "*="])} $1;", element, expressions.Bounded(scope, 2));
        }

        Node first = expressions.Number(scope, 1);
        Node second = expressions.Number(scope, 1);
        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Grid, name));
        return random.Next(2) == 0
            ? Node.Statement($"double[,] {name} = new double[3, 2];")
            : Node.Statement($"double[,] {name} = {{ {{ $0, 0.5 }}, {{ 0.25, $1 }}, {{ $1, $0 }} }};", first, second);
    }

    private Node ArrayMember(Scope scope)
    {
        List<Variable> arrays = [.. Writable(scope, VariableKind.Memory).Where(v => v.IsArray)];
        if (arrays.Count == 0)
        {
            return DeclareArray(scope);
        }

        Variable array = expressions.Pick(arrays);
        string name;
        switch (random.Next(6))
        {
            case 0:
                return Node.Statement($"Array.Reverse({array.Name});");
            case 1:
                return Node.Statement($"Array.Fill({array.Name}, $0);", expressions.Bounded(scope, 2));
            case 2:
                return Node.Statement($"Array.Copy({array.Name}, 0, {array.Name}, {array.MinLength / 2}, {array.MinLength - (array.MinLength / 2)});");
            case 3:
                name = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = true, MinLength = array.MinLength, Root = _roots++ });
                return Node.Statement($"double[] {name} = (double[]){array.Name}.Clone();");
            case 4 when array.MinLength > 1:
                name = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = true, MinLength = array.MinLength - 1, Root = _roots++ });
                return Node.Statement($"double[] {name} = {array.Name}[1..];");
            default:
                Node number = expressions.WithoutEffects(() => expressions.Bounded(scope, 1));
                name = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = true, MinLength = array.MinLength + 1, Root = _roots++ });
                return Node.Statement($"double[] {name} = [.. {array.Name}, $0];", number);
        }
    }

    private IEnumerable<Node> Do(Scope scope, int nesting)
    {
        string counter = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Integer, counter));
        Node body = Block(scope, random.Next(1, 4), nesting - 1, inLoop: true, first: Node.Statement($"{counter}++;"));
        string guard = $"{counter} < {random.Next(2, 6)}";
        return
        [
            Node.Statement($"int {counter} = 0;"),
            Node.Statement("do $0 while ($1);", body, Node.Statement(random.Next(2) == 0 ? guard : $"{guard} && $0", expressions.Condition(scope, 1))),
        ];
    }

    private Node Switch(Scope scope, int nesting)
    {
        // The blocks of a switch: a break there leaves the switch, not the loop around it.
        Node Case() => Block(scope, random.Next(1, 3), nesting - 1, inLoop: scope.InLoop);
        switch (random.Next(3))
        {
            case 0:
                Node selector = expressions.Integer(scope, 1);
                return Node.Statement("switch (Math.Max($0, 0) % 4) { case 0: $1 break; case 1: case 2: $2 break; default: $3 break; }", selector, Case(), Case(), Case());
            case 1:
                Node number = expressions.Number(scope, 1);
                return Node.Statement($"switch ({FuzzProgram.ValueMark}(Math.Sin($0))) {{ case < -0.1003: $1 break; case > 0.4003 and < 1.1007: $2 break; }}", number, Case(), Case());
            default:
                Node integer = expressions.Integer(scope, 1);
                Node condition = expressions.Condition(scope, 0);
                return Node.Statement("switch (Math.Max($0, 0)) { case > 1 when $1: $2 break; case not 0: $3 break; default: break; }", integer, condition, Case(), Case());
        }
    }

    private Node Inactive(Scope scope, int nesting)
    {
        Node number = expressions.Number(scope, 1);
        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Other, name));
        return random.Next(4) switch
        {
            0 => Node.Statement($"string {name} = $\"{{$0}} of it\";", number),
            1 => Node.Statement("System.Diagnostics.Debug.Assert($0 < 1e9, \"too large\");", number),
            2 => Node.Statement($"using var {name} = new System.IO.StringWriter();"),
            _ when nesting > 0 => Node.Statement($"using (var {name} = new System.IO.StringWriter()) $0", Block(scope, 2, nesting - 1)),
            _ => Node.Statement($"var {name} = System.Diagnostics.Stopwatch.StartNew();"),
        };
    }

    private Node Tuple(Scope scope)
    {
        List<Variable> numbers = [.. Writable(scope, VariableKind.Number)];
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 2);
        if (numbers.Count > 1 && random.Next(2) == 0)
        {
            Variable a = expressions.Pick(numbers);
            Variable b = expressions.Pick(numbers.Where(v => v.Name != a.Name));
            return expressions.Chance(0.5)
                ? Node.Statement($"({a.Name}, {b.Name}) = ({b.Name}, $0 * {a.Name});", first)
                : Node.Statement($"({a.Name}, {b.Name}) = Lib.Rotate($0, $1, {b.Name});", first, second);
        }

        string name = scope.FreshName(random);
        string other = scope.FreshName(random);
        if (random.Next(2) == 0)
        {
            scope.Add(new Variable(VariableKind.Number, name) { IsWritable = true });
            scope.Add(new Variable(VariableKind.Number, other) { IsWritable = true });
            return Node.Statement($"var ({name}, {other}) = {(random.Next(2) == 0 ? "Lib.Rotate($0, $1, 0.3)" : "($0, $1)")};", first, second);
        }

        scope.Add(new Variable(VariableKind.Other, name));
        scope.Add(new Variable(VariableKind.Number, name + ".A") { IsWritable = true });
        scope.Add(new Variable(VariableKind.Number, name + ".B") { IsWritable = true });
        return Node.Statement($"(double A, double B) {name} = ($0, $1);", first, second);
    }

    private Node Struct(Scope scope)
    {
        List<Variable> structs = [.. scope.Of(VariableKind.Struct).Where(v => v.IsWritable)];
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 2);
        if (structs.Count > 0 && random.Next(2) == 0)
        {
            string v = expressions.Pick(structs).Name;
            return Node.Statement(
                expressions.Pick([$"{v} = Vec.Sum({v}.Times(0.5), new Vec($0, $1));", $"{v} = {v} with {{ X = $0 }};", $"{v}.X *= $1;", $"{v} = new Vec {{ Y = $0, X = $1 }};"]), first, second);
        }

        string name = scope.FreshName(random);
        string copied = structs.Count > 0 && random.Next(3) == 0 ? expressions.Pick(structs).Name : "new Vec($0, $1)";
        Node made = Node.Statement($"Vec {name} = {copied};", first, second);
        scope.Add(new Variable(VariableKind.Struct, name) { IsWritable = true });
        scope.Add(new Variable(VariableKind.Other, name));
        scope.Add(new Variable(VariableKind.Number, name + ".X") { IsWritable = true });
        scope.Add(new Variable(VariableKind.Number, name + ".Y") { IsWritable = true });
        return made;
    }

    private Node ByReference(Scope scope)
    {
        List<Variable> numbers = [.. Writable(scope, VariableKind.Number).Where(v => !v.IsRefLike && v.IsPlace)];
        List<Variable> memories = [.. Writable(scope, VariableKind.Memory)];
        Node number = expressions.Bounded(scope, 2);
        switch (random.Next(4))
        {
            case 0 when numbers.Count > 1:
                Variable a = expressions.Pick(numbers);
                return Node.Statement($"Lib.Turn(ref {a.Name}, ref {expressions.Pick(numbers.Where(v => v.Name != a.Name)).Name}, $0);", number);
            case 1 when memories.Any(m => m.MinLength > 1):
                string memory = expressions.Pick(memories.Where(m => m.MinLength > 1)).Name;
                return Node.Statement($"Lib.Turn(ref {memory}[1], ref {memory}[0], $0);", number);
            case 2 when numbers.Count > 0:
                return Node.Statement($"Lib.Polar($0, 0.7 + $0, out {expressions.Pick(numbers).Name}, out _);", number);
            default:
                Node other = expressions.Number(scope, 1);
                string name = scope.FreshName(random);
                string second = scope.FreshName(random);
                scope.Add(new Variable(VariableKind.Number, name) { IsWritable = true });
                scope.Add(new Variable(VariableKind.Number, second) { IsWritable = true });
                return Node.Statement($"Lib.Polar($0, $1, out double {name}, out var {second});", number, other);
        }
    }

    private Node RefLocal(Scope scope)
    {
        List<Variable> numbers = [.. Writable(scope, VariableKind.Number).Where(v => v.IsPlace)];
        List<Variable> memories = [.. Writable(scope, VariableKind.Memory)];
        Node? place = memories.Count > 0 && random.Next(3) > 0
            ? expressions.Element(expressions.Pick(memories), scope)
            : numbers.Count > 0 ? Node.Number(expressions.Pick(numbers).Name) : null;
        if (place is null)
        {
            return DeclareArray(scope);
        }

        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Number, name) { IsWritable = true, IsRefLike = true });
        return Node.Statement($"ref double {name} = ref $0;", place with { Kind = NodeKind.Statement });
    }

    private IEnumerable<Node> Swap(Scope scope)
    {
        List<Variable> pairs = [.. scope.Of(VariableKind.Pair)];
        if (pairs.Count > 0 && random.Next(4) > 0)
        {
            string[] names = expressions.Pick(pairs).Name.Split(',');
            if (random.Next(4) == 0)
            {
                Node made = expressions.Bounded(scope, 1);
                return [Node.Statement(expressions.Pick([$"{names[0]} = Lib.Powers($0, 3);", $"{names[0]} = (double[]){names[1]}.Clone();", $"{names[1]} = new double[] {{ $0, 0.5, $0 }};", $"{names[0]} = {names[1]};"]), made)];
            }

            if (random.Next(2) == 0)
            {
                return [Node.Statement($"({names[0]}, {names[1]}) = ({names[1]}, {names[0]});")];
            }

            string swapped = scope.FreshName(random);
            return [Node.Statement($"double[] {swapped} = {names[0]}; {names[0]} = {names[1]}; {names[1]} = {swapped};")];
        }

        Node number = expressions.Bounded(scope, 1);
        string one = scope.FreshName(random);
        string two = scope.FreshName(random);
        int root = _roots++;
        foreach (string name in new[] { one, two })
        {
            scope.Add(new Variable(VariableKind.Memory, name) { IsWritable = true, IsArray = true, MinLength = 3, Root = root });
        }

        scope.Add(new Variable(VariableKind.Pair, $"{one},{two}"));
        return [Node.Statement($"double[] {one} = new double[3]; double[] {two} = [0.5, $0, 0.25];", number)];
    }

    private Node Jagged(Scope scope)
    {
        Node number = expressions.Bounded(scope, 1);
        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.Other, name));
        for (int row = 0; row < 2; row++)
        {
            scope.Add(new Variable(VariableKind.Memory, $"{name}[{row}]") { IsWritable = true, IsArray = true, MinLength = 2 + row, Root = _roots++ });
        }

        return Node.Statement($"double[][] {name} = [new double[2], [0.5, $0, 0.25]];", number);
    }
}
