using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Lists, arrays of structs, local functions that call themselves, and calls that are run again on the way back.</content>
internal sealed partial class StatementMaker
{
    private Node List(Scope scope)
    {
        List<Variable> lists = [.. scope.Of(VariableKind.List)];
        Node first = expressions.Bounded(scope, 2);
        if (lists.Count > 0 && random.Next(3) > 0)
        {
            string list = expressions.Pick(lists).Name;
            return random.Next(3) switch
            {
                0 => Node.Statement($"{list}.Add($0);", first),
                1 => Node.Statement($"$0 {expressions.Pick(["=", "+=", "*="])} $1;", expressions.ListElement(scope), first),
                _ => Node.Statement($"{list}[{list}.Count - 1] *= $0;", first),
            };
        }

        Node second = expressions.Number(scope, 1);
        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.List, name));
        const string Type = "System.Collections.Generic.List<double>";
        return Node.Statement(
            expressions.Pick([$"{Type} {name} = [$0, $1];", $"var {name} = new {Type} {{ $0, 0.5 }};", $"{Type} {name} = new(4); {name}.Add($1);"]), first, second);
    }

    private Node StructArray(Scope scope)
    {
        Node first = expressions.Bounded(scope, 2);
        Node second = expressions.Bounded(scope, 1);
        Node index = expressions.Integer(scope, 0);
        if (scope.Of(VariableKind.StructArray).Any() && random.Next(4) > 0)
        {
            string element = expressions.VecElement(scope).Replace("$0", "$2", System.StringComparison.Ordinal);
            string other = expressions.VecElement(scope).Replace("$0", "$2", System.StringComparison.Ordinal);
            return Node.Statement(
                expressions.Pick(
                [
                    $"{element} = new Vec($0, $1);",
                    $"{element}.X += $0;",
                    $"{element}.Y *= $1;",
                    $"{element} = Vec.Sum({element}.Times(0.5), {other});",
                    $"{element} = {other} with {{ Y = $0 }};",
                    $"({element}, {other}) = ({other}, {element});",
                    $"{expressions.Pick(scope.Of(VariableKind.StructArray)).Name} = [{other}, new Vec($0, $1), {element}];",
                    $"{expressions.Pick(scope.Of(VariableKind.StructArray)).Name} = {expressions.Pick(scope.Of(VariableKind.StructArray)).Name};",
                ]),
                first,
                second,
                index);
        }

        string name = scope.FreshName(random);
        scope.Add(new Variable(VariableKind.StructArray, name));
        return Node.Statement(expressions.Pick([$"Vec[] {name} = new Vec[3];", $"Vec[] {name} = [new Vec($0, 0.5), new Vec($1, $0), new Vec(0.25, $1)];"]), first, second);
    }

    private Node Recursive(Scope scope)
    {
        string name = scope.FreshName(random);
        bool isStatic = random.Next(3) == 0;
        var inner = new Scope(scope) { Sees = v => !isStatic && !v.IsRefLike && v.Kind is VariableKind.Number or VariableKind.Integer, InLoop = false, IsClosed = true };
        inner.Take(name);
        string parameter = inner.FreshName(random);
        string depth = inner.FreshName(random);
        inner.Add(new Variable(VariableKind.Number, parameter));
        Node step = expressions.Lambda(inner, 1);
        scope.Add(new Variable(VariableKind.Recursive, name));
        string head = $"{(isStatic ? "static " : "")}double {name}(double {parameter}, int {depth})";
        return Node.Statement(
            expressions.Pick(
            [
                $"{head} => {depth} <= 0 ? {parameter} : Math.Sin({name}({parameter} * 0.5, {depth} - 1)) * $0;",
                $"{head} {{ if ({depth} <= 0) {{ return $0; }} double inner_ = {name}(Math.Cos({parameter}), {depth} - 1); return inner_ * {parameter} + 0.5; }}",
            ]),
            step);
    }

    private Node Checkpoint(Scope scope)
    {
        List<Variable> memories = [.. Writable(scope, VariableKind.Memory)];
        if (memories.Count == 0)
        {
            return DeclareArray(scope);
        }

        Node view = expressions.View(expressions.Pick(memories), scope, 1, out _);
        Node number = expressions.Bounded(scope, 2);
        return Node.Statement(expressions.Pick(["Lib.Relax($0, $1);", $"Lib.March($0, $1, {random.Next(6)});"]), view, number);
    }
}
