using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// A parameter that is a struct with arrays or objects in it: each of these is a parameter to what differentiates, with a
/// shadow of its own. In the end both are the fields that they stand for again.
/// </summary>
internal static class ParameterFields
{
    /// <summary>The function with the fields of its parameters as parameters, and each struct as the values of its fields.</summary>
    public static (IrFunction Function, IReadOnlyDictionary<IrVariable, IrExpression> Wholes) Split(IrFunction function, VariableFactory variables)
    {
        var parts = new List<IrFunctionParameter>();
        var wholes = new Dictionary<IrVariable, IrExpression>();
        foreach (IrFunctionParameter parameter in function.Parameters.Where(parameter => parameter.Variable.Type.HasMemoryFields))
        {
            string name = parameter.IsReceiver ? "self" : parameter.Variable.Name.TrimStart('@');
            wholes[parameter.Variable] = Split(IrBuild.Read(parameter.Variable), name);

            IrExpression Split(IrExpression value, string path)
            {
                if (value.Type.IsReferring)
                {
                    IrVariable part = variables.Create(path, value.Type, IrVariableKind.Parameter);
                    parts.Add(new IrFunctionParameter(part, parameter.IsDifferentiable && value.Type.IsDifferentiable) { Part = (IrField)value });
                    return IrBuild.Read(part);
                }

                return value.Type.HasMemoryFields
                    ? new IrNewStruct(Enumerable.Range(0, value.Type.Fields.Count).Select(i => Split(new IrField(value, i), path + Capitalized(value.Type.Fields[i].Name))).ToEquatableArray(), value.Type)
                    : value;
            }
        }

        return (parts.Count == 0 ? function : function with { Parameters = [.. function.Parameters, .. parts] }, wholes);
    }

    /// <summary>The sweeps over the parameters of the signature.</summary>
    public static Sweeps Join(Sweeps sweeps, IrFunction split)
    {
        Dictionary<IrVariable, IrExpression> fields = FieldsOf(split);
        if (fields.Count == 0)
        {
            return sweeps;
        }

        foreach (IrFunctionParameter parameter in split.Parameters.Where(parameter => parameter is { Part: not null, IsDifferentiable: true }))
        {
            IrExpression shadow = OfShadow(parameter.Part!);
            fields[sweeps.ParameterAdjoints[parameter.Variable]] = shadow.Type.IsHeldSpan ? IrBuild.AsSpan(shadow) : shadow;
        }

        return sweeps with
        {
            Forward = Rewrite(sweeps.Forward, fields),
            Value = sweeps.Value is null ? null : Rewrite(sweeps.Value, fields),
            Reverse = Rewrite(sweeps.Reverse, fields),
        };

        IrExpression OfShadow(IrExpression field) => field switch
        {
            IrField part => new IrField(OfShadow(part.Target), part.Index),
            _ => IrBuild.Read(sweeps.ParameterAdjoints[((IrVariableReference)field).Variable]),
        };
    }

    /// <summary>A body over the parameters of the signature.</summary>
    public static IrBlock Join(IrBlock body, IrFunction split) => Rewrite(body, FieldsOf(split));

    private static Dictionary<IrVariable, IrExpression> FieldsOf(IrFunction split) => split.Parameters
        .Where(parameter => parameter.Part is not null)
        .ToDictionary(parameter => parameter.Variable, parameter => (IrExpression)parameter.Part!);

    private static IrBlock Rewrite(IrBlock block, Dictionary<IrVariable, IrExpression> fields) => fields.Count == 0
        ? block
        : block with { Statements = block.Statements.Select(statement => Rewrite(statement, fields)).ToEquatableArray() };

    private static IrStatement Rewrite(IrStatement statement, Dictionary<IrVariable, IrExpression> fields) => statement is IrComment comment
        ? new IrComment(Rewrite(comment.Reversed, fields))
        : statement.WithExpressions(expression => Rewrite(expression, fields)).WithBlocks(block => Rewrite(block, fields));

    private static IrExpression Rewrite(IrExpression expression, Dictionary<IrVariable, IrExpression> fields) => expression.Rewrite(node => node switch
    {
        IrVariableReference reference when fields.TryGetValue(reference.Variable, out IrExpression? field) => field,
        IrNewStruct made => Whole(made) ?? made,
        _ => node,
    });

    /// <summary>What all the values of a struct are the fields of.</summary>
    private static IrExpression? Whole(IrNewStruct made)
    {
        if (made.Values.IsEmpty || made.Values[0] is not IrField { Target: var whole } || !whole.Type.Equals(made.Type))
        {
            return null;
        }

        for (int i = 0; i < made.Values.Count; i++)
        {
            if (made.Values[i] is not IrField field || field.Index != i || !field.Target.Equals(whole))
            {
                return null;
            }
        }

        return whole;
    }

    /// <summary>A name as a part of another: <c>pWeights</c>.</summary>
    public static string Capitalized(string name)
    {
        string bare = name.TrimStart('@', '_');
        return bare.Length == 0 ? name : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }
}
