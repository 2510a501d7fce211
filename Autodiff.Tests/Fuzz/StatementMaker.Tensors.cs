using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <content>Tensors, their views, operators and functions.</content>
internal sealed partial class StatementMaker
{
    private Node Tensors(Scope scope)
    {
        List<Variable> all = [.. scope.Of(VariableKind.Tensor)];
        Node number = expressions.Bounded(scope, 2);
        Node other = expressions.Bounded(scope, 1);
        Node index = expressions.Integer(scope, 0);
        if (all.Count == 0 || random.Next(4) == 0)
        {
            string made = scope.FreshName(random);
            string value = all.Count == 0 || random.Next(3) == 0
                ? expressions.Pick(["Tensor.CreateFromShape<double>([2, 3])", "Tensor.Create(new double[] { $0, $1, 0.5, 0.25, $1, $0 }, [2, 3])"])
                : Value(all, scope);
            scope.Add(new Variable(VariableKind.Tensor, made) { IsWritable = true, IsArray = true, Root = _roots++ });
            AddElement(scope, made);
            return Node.Statement($"Tensor<double> {made} = {value};", number, other);
        }

        Variable tensor = expressions.Pick(all);
        string name = tensor.Name;
        if (random.Next(4) == 0)
        {
            string view = scope.FreshName(random);
            if (random.Next(3) == 0)
            {
                scope.Add(new Variable(VariableKind.TensorRow, view) { IsWritable = tensor.IsWritable, Root = tensor.Root });
                return Node.Statement($"{(tensor.IsArray ? "Tensor" : tensor.IsWritable ? "TensorSpan" : "ReadOnlyTensorSpan")}<double> {view} = {name}[{expressions.Pick(["..1", "1..", "^1.."])}, ..];");
            }

            string type = tensor.IsWritable ? expressions.Pick(["TensorSpan", "ReadOnlyTensorSpan"]) : "ReadOnlyTensorSpan";
            scope.Add(new Variable(VariableKind.Tensor, view) { IsWritable = type == "TensorSpan", IsRefLike = true, Root = tensor.Root });
            return Node.Statement($"{type}<double> {view} = {name};");
        }

        if (!tensor.IsWritable)
        {
            return Assign(scope);
        }

        List<Variable> apart = [.. all.Where(t => t.Root != tensor.Root)];
        string second = apart.Count > 0 ? expressions.Pick(apart).Name : name;
        List<Variable> rows = [.. scope.Of(VariableKind.TensorRow).Where(r => r.IsWritable)];
        string row = rows.Count > 0 ? expressions.Pick(rows).Name : $"{name}[1.., ..]";
        return Node.Statement(
            expressions.Pick(
            [
                $"{name}[$2 % 2, $2 % 3] = $0;",
                $"{name}[^1, 0] += $0 * {second}[0, ^1];",
                $"{name}[0, 1] *= $0;",
                $"Tensor.Multiply<double>({second}, {name}, {name});",
                $"Tensor.Tanh<double>({name}, {name});",
                $"{second}.CopyTo({name});",
                $"{name}[..1, ..].CopyTo({row.Replace(name, second, System.StringComparison.Ordinal)});",
                $"{name}.Fill($0);",
                $"Lib.Stretch({name}, $0);",
                $"{row}[0, $2 % 3] = $0;",
                $"Tensor.Tanh<double>({row}, {row});",
                tensor.IsArray ? $"{name} *= $0;" : $"{name}[1, 1] = $1;",
                tensor.IsArray && apart.Any(t => t.IsArray) ? $"{name} += {expressions.Pick(apart.Where(t => t.IsArray)).Name};" : $"{name}[1, 2] -= $1;",
            ]),
            number,
            other,
            index);
    }

    private void AddElement(Scope scope, string name) =>
        scope.Add(new Variable(VariableKind.Number, $"{name}[{random.Next(2)}, {random.Next(3)}]") { IsWritable = true });

    /// <summary>A new tensor of two rows of three.</summary>
    private string Value(List<Variable> all, Scope scope)
    {
        List<Variable> whole = [.. all.Where(t => t.IsArray)];
        if (whole.Count == 0)
        {
            return "Tensor.CreateFromShape<double>([2, 3])";
        }

        string a = expressions.Pick(whole).Name;
        string b = expressions.Pick(whole).Name;
        return expressions.Pick(
        [
            $"{a} + {b}",
            $"{a} * {b} - {a} * $0",
            $"{a} / ({b} * {b} + 1.0)",
            $"-{a} * 0.5",
            $"$0 * {a}",
            $"1.0 - {a}",
            $"{a}[.., 1..2] + {b}",
            $"{a}[1.., ..] * {b}",
            $"Tensor.Sin<double>({a} + $0)",
            $"Tensor.Tanh<double>({b})",
            $"Lib.Layer({a}, $0)",
            $"Tensor.Reshape(Tensor.Transpose({a}) * $0, [2, 3])",
        ]);
    }
}
