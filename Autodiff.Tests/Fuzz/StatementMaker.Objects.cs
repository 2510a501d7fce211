using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Objects and records of differentiable classes, and structs that hold structs.</content>
internal sealed partial class StatementMaker
{
    private Node Object(Scope scope)
    {
        List<Variable> objects = [.. scope.Of(VariableKind.Object)];
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 1);
        if (objects.Count > 0 && random.Next(2) == 0)
        {
            Variable body = expressions.Pick(objects);
            List<Variable> others = [.. objects.Where(o => o.Root != body.Root)];
            string name = body.Name;
            return Node.Statement(
                expressions.Pick(
                [
                    $"{name}.Kick($0);",
                    $"_ = Lib.Pull({name}, $0);",
                    $"{name}.X *= $0;",
                    $"{name}.Y = $0 + {name}.X;",
                    $"{name}.Twice = $0;",
                    $"{name}.W[$1] += $0;",
                    others.Count > 0 ? $"Lib.Meet({name}, {expressions.Pick(others).Name});" : $"{name}.W[0] = $0;",
                    others.Count > 0 ? $"({name}.X, {expressions.Pick(others).Name}.X) = ({expressions.Pick(others).Name}.X, $0);" : $"({name}.X, {name}.Y) = ({name}.Y, {name}.X);",
                ]),
                first,
                Node.Integer("$0 % 2", expressions.Integer(scope, 1)));
        }

        string made = scope.FreshName(random);
        if (random.Next(4) == 0)
        {
            return MovingObjects(scope, made, first, second);
        }

        if (objects.Count > 0 && random.Next(3) == 0)
        {
            Variable same = expressions.Pick(objects);
            Declare(scope, made, same.Root);
            return Node.Statement($"Body {made} = {same.Name};");
        }

        if (random.Next(4) == 0)
        {
            // What it holds is an object, too, and another name may lead to that.
            scope.Add(new Variable(VariableKind.Other, made));
            scope.Add(new Variable(VariableKind.Number, made + ".Z") { IsWritable = true });
            Declare(scope, made + ".Inner", _roots);
            string steps = random.Next(2) == 0 ? $" {made}.Step($1);" : string.Empty;
            return Node.Statement($"var {made} = new Holder {{ Z = $0 }};{steps}", first, second);
        }

        Declare(scope, made, _roots);
        return Node.Statement(
            expressions.Pick([$"var {made} = new Body {{ X = $0, Y = $1 }};", $"Body {made} = new($0) {{ Y = $1 }};", $"var {made} = new Body($0); {made}.Y = $1;", $"Body {made} = Lib.Made($0, $1);"]), first, second);
    }

    /// <summary>Variables of objects that are assigned again.</summary>
    private Node MovingObjects(Scope scope, string made, Node first, Node second)
    {
        List<Variable> pairs = [.. scope.Of(VariableKind.ObjectPair)];
        if (pairs.Count > 0 && random.Next(3) > 0)
        {
            string[] names = expressions.Pick(pairs).Name.Split(',');
            return Node.Statement(
                expressions.Pick(
                [
                    $"({names[0]}, {names[1]}) = ({names[1]}, {names[0]});",
                    $"{names[0]} = {names[1]};",
                    $"{names[1]} = new Body($0) {{ Y = $1 }};",
                    $"{names[0]} = Lib.Made($0, {names[1]}.X);",
                    $"{names[1]} = Lib.Made({names[1]}.Y, $1);",
                ]),
                first,
                second);
        }

        string other = scope.FreshName(random);
        Declare(scope, made, _roots);
        int root = scope.Of(VariableKind.Object).Last().Root;
        Declare(scope, other, root);
        scope.Add(new Variable(VariableKind.ObjectPair, $"{made},{other}"));
        return Node.Statement($"Body {made} = new Body($0), {other} = new Body {{ X = $1, Y = 0.5 }};", first, second);
    }

    private void Declare(Scope scope, string name, int root)
    {
        _roots += root == _roots ? 2 : 0;
        scope.Add(new Variable(VariableKind.Object, name) { Root = root });
        scope.Add(new Variable(VariableKind.Number, name + ".X") { IsWritable = true });
        scope.Add(new Variable(VariableKind.Number, name + ".Y") { IsWritable = true });
        scope.Add(new Variable(VariableKind.Memory, name + ".W") { IsWritable = true, IsArray = true, MinLength = 2, Root = root + 1 });
    }

    private Node Record(Scope scope)
    {
        List<Variable> records = [.. scope.Of(VariableKind.Record)];
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 1);
        string name = scope.FreshName(random);
        string value = "new Pair($0, $1)";
        if (records.Count > 0 && random.Next(2) == 0)
        {
            Variable like = expressions.Pick(records);
            string old = like.Name;
            if (random.Next(4) == 0)
            {
                scope.Add(new Variable(VariableKind.Record, name) { Root = like.Root });
                return Node.Statement($"Pair {name} = {old};");
            }

            if (random.Next(3) == 0)
            {
                return Node.Statement(expressions.Pick([$"{old} = {old} with {{ A = $0 }};", $"{old} = {old}.Turned($0);", $"{old} = new Pair({old}.B, $1);"]), first, second);
            }

            value = expressions.Pick([$"{old} with {{ B = $0 }}", $"{old} with {{ A = $1, B = {old}.A * $0 }}", $"{old}.Turned($0)"]);
        }

        scope.Add(new Variable(VariableKind.Record, name) { Root = _roots++ });
        scope.Add(new Variable(VariableKind.Number, name + ".A"));
        return Node.Statement($"Pair {name} = {value};", first, second);
    }

    private Node Frame(Scope scope)
    {
        List<Variable> frames = [.. scope.Of(VariableKind.Frame)];
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 1);
        if (frames.Count > 0 && random.Next(3) > 0)
        {
            string f = expressions.Pick(frames).Name;
            string g = expressions.Pick(frames).Name;
            return Node.Statement(
                expressions.Pick(
                [
                    $"{f}.Grow($0);",
                    $"{f}.Origin.Spin($0);",
                    $"{f}.Along = {g}.Origin.Scaled($0);",
                    $"{f}.Origin = new Axis($0, {g}.Along.U);",
                    $"{f} = {f} + {g};",
                    $"{f} = {g} with {{ Scale = $0 }};",
                    $"{f}.Along.V -= $0;",
                    $"({f}.Origin, {f}.Along) = ({f}.Along, {g}.Origin);",
                ]),
                first);
        }

        string name = scope.FreshName(random);
        string value = frames.Count > 0 && random.Next(2) == 0
            ? expressions.Pick(frames).Name
            : expressions.Pick(["new Frame { Origin = new Axis($0, $1), Scale = $1 }", "new Frame { Along = new Axis { U = $1, V = 0.5 }, Scale = 0.75 }", "default"]);
        scope.Add(new Variable(VariableKind.Frame, name));
        foreach (string part in new[] { ".Scale", ".Origin.U", ".Along.V" })
        {
            scope.Add(new Variable(VariableKind.Number, name + part) { IsWritable = true });
        }

        return Node.Statement($"Frame {name} = {value};", first, second);
    }
}
