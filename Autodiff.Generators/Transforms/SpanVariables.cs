using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Makes integers of span variables that are assigned again: a view is (root, offset, length), and these can be recorded
/// where a span cannot. Where all views have one root, that variable serves; where they have several, which are arrays,
/// the root is a variable of its own, assigned as the span was.
/// </summary>
internal sealed class SpanVariables
{
    private readonly Dictionary<IrVariable, Parts> _parts = [];
    private readonly HashSet<IrVariable> _assigned;
    private readonly VariableFactory _variables;

    private SpanVariables(IrBlock body, HashSet<IrVariable> assigned, VariableFactory variables)
    {
        _assigned = assigned;
        _variables = variables;
        List<(IrVariable Span, IrExpression? Value)> bindings = Bindings(body);
        foreach (HashSet<IrVariable> family in Families(bindings, assigned))
        {
            List<(IrVariable Span, IrExpression? Value)> own = [.. bindings.Where(binding => family.Contains(binding.Span))];
            if (body.SelfAndDescendants().SelectMany(statement => statement.Expressions()).SelectMany(expression => expression.SelfAndDescendants())
                    .Any(node => node is IrReference { Place: IrVariableReference { Variable: var given } } && family.Contains(given))
                || !IsDecomposable(own, family, out IrVariable? root)
                || (root is not null && root.Type.IsSpan && _assigned.Contains(root)))
            {
                continue;
            }

            if (root is not null && (_assigned.Contains(root) || !IsInScope(body, root, family)))
            {
                if (root.Type.IsSpan)
                {
                    continue;
                }

                root = null;
            }

            foreach (IrVariable span in family)
            {
                string name = span.Name.TrimStart('@');
                _parts.Add(span, new Parts(
                    root,
                    root ?? _variables.Create(name + "Root", IrType.ArrayOf(span.Type.Element!)),
                    _variables.Create(name + "Offset", IrType.Int32),
                    _variables.Create(name + "Length", IrType.Int32)));
            }
        }
    }

    public static IrBlock Run(IrBlock body, VariableFactory variables)
    {
        HashSet<IrVariable> assigned = [.. body.SelfAndDescendants().OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        if (!assigned.Any(variable => variable.Type.IsSpan))
        {
            return body;
        }

        body = SpanParameters.Run(body, Mixed(body, assigned).Distinct(), variables);
        return new SpanVariables(body, assigned, variables).Rewrite(body);
    }

    /// <summary>The spans that the method was given and that are one of several memories some variable leads to.</summary>
    private static IEnumerable<IrVariable> Mixed(IrBlock body, HashSet<IrVariable> assigned)
    {
        List<(IrVariable Span, IrExpression? Value)> bindings = Bindings(body);
        foreach (HashSet<IrVariable> family in Families(bindings, assigned))
        {
            List<IrExpression> bases = [.. bindings.Where(binding => family.Contains(binding.Span)).Select(binding => binding.Value).OfType<IrExpression>().Select(Base)
                .Where(value => value is not (IrLiteral or IrVariableReference) || (value is IrVariableReference { Variable: var variable } && !family.Contains(variable))).Distinct()];
            foreach (IrVariable given in bases.Count < 2 ? [] : bases.OfType<IrVariableReference>().Select(value => value.Variable))
            {
                if (given is { Kind: IrVariableKind.Parameter, Type: { IsSpan: true, IsHeldSpan: false, Element: { IsNumber: true } or { IsInteger: true } } } && !assigned.Contains(given))
                {
                    yield return given;
                }
            }
        }
    }

    private static List<(IrVariable Span, IrExpression? Value)> Bindings(IrBlock body) =>
    [
        .. body.SelfAndDescendants().Select(statement => statement switch
        {
            IrDeclare { Variable.Type.IsSpan: true } declare => (declare.Variable, declare.Initial),
            IrAssign { Place: IrVariableReference { Type.IsSpan: true } place } assign => (place.Variable, assign.Value),
            _ => default((IrVariable, IrExpression?)?),
        }).OfType<(IrVariable, IrExpression?)>(),
    ];

    /// <summary>The assigned variables, each with the local views that flow into it and the assigned ones it flows into.</summary>
    private static List<HashSet<IrVariable>> Families(List<(IrVariable Span, IrExpression? Value)> bindings, HashSet<IrVariable> assigned)
    {
        HashSet<IrVariable> locals = [.. bindings.Select(binding => binding.Span)];
        List<HashSet<IrVariable>> families = [.. assigned.Where(variable => variable.Type.IsSpan && locals.Contains(variable)).OrderBy(variable => variable.Id).Select(variable => new HashSet<IrVariable> { variable })];
        bool changed;
        do
        {
            changed = false;
            foreach ((IrVariable span, IrExpression? value) in bindings)
            {
                if (families.FirstOrDefault(family => family.Contains(span)) is { } into && value is not null && Base(value) is IrVariableReference { Variable: var from } && locals.Contains(from) && into.Add(from))
                {
                    changed = true;
                    foreach (HashSet<IrVariable> other in families.Where(other => !ReferenceEquals(other, into) && other.Contains(from)).ToList())
                    {
                        into.UnionWith(other);
                        families.Remove(other);
                    }
                }
            }
        }
        while (changed);
        return families;
    }

    /// <summary>Whether every view of a family is one of a single variable or of arrays.</summary>
    private static bool IsDecomposable(List<(IrVariable Span, IrExpression? Value)> bindings, HashSet<IrVariable> family, out IrVariable? root)
    {
        var variables = new HashSet<IrVariable>();
        bool hasOthers = false;
        root = null;
        foreach ((IrVariable span, IrExpression? value) in bindings)
        {
            switch (value is null ? null : Base(value))
            {
                case null or IrLiteral:
                    break;
                case IrVariableReference { Variable: var variable } when family.Contains(variable):
                    break;
                case IrVariableReference { Variable: { Type: { IsMemory: true, IsHeldSpan: false } } variable }:
                    variables.Add(variable);
                    break;
                case IrNewArray:
                case { Type.Kind: IrTypeKind.Array } row when MemoryGroup.RowsOf(row) is not null:
                    hasOthers = true;
                    break;
                default:
                    return false;
            }

            if (span.Type.IsHeldSpan)
            {
                return false;
            }
        }

        if (variables.Count == 1 && !hasOthers)
        {
            root = variables.Single();
            return true;
        }

        return variables.All(variable => variable.Type.Kind == IrTypeKind.Array);
    }

    /// <summary>Whether a variable is declared where all variables of a family see it.</summary>
    private static bool IsInScope(IrBlock body, IrVariable root, HashSet<IrVariable> family)
    {
        return root.Kind == IrVariableKind.Parameter || Visit(body, false);

        bool Visit(IrBlock block, bool isSeen)
        {
            foreach (IrStatement statement in block.Statements)
            {
                if (statement is IrDeclare declare)
                {
                    isSeen |= declare.Variable.Equals(root);
                    if (!isSeen && family.Contains(declare.Variable))
                    {
                        return false;
                    }
                }

                if (!statement.Blocks().All(nested => Visit(nested, isSeen)))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static IrExpression Base(IrExpression view) => view switch
    {
        IrSlice slice => Base(slice.Memory),
        IrConversion { Type.IsSpan: true } conversion => Base(conversion.Operand),
        _ => view,
    };

    private IrBlock Rewrite(IrBlock block) => block with { Statements = block.Statements.SelectMany(Rewrite).ToEquatableArray() };

    private IEnumerable<IrStatement> Rewrite(IrStatement statement)
    {
        switch (statement)
        {
            case IrDeclare { Initial: null } declare when _parts.TryGetValue(declare.Variable, out Parts? parts):
                return parts.Variables.Select(variable => new IrDeclare(variable, null) { Origin = declare.Origin });
            case IrDeclare { Initial: { } initial } declare when _parts.TryGetValue(declare.Variable, out Parts? parts):
                var (declarations, initials) = Decompose(initial, parts, declare.Origin);
                return declarations.Concat(parts.Variables.Zip(initials, (variable, value) => new IrDeclare(variable, value) { Origin = declare.Origin }));
            case IrAssign { Place: IrVariableReference place } assign when _parts.TryGetValue(place.Variable, out Parts? parts):
                var (before, values) = Decompose(assign.Value, parts, assign.Origin);
                return before.Concat(parts.Variables.Zip(values, (variable, value) => Assign(variable, value, assign.Origin)).Where(part => part.Value != part.Place));
            default:
                return [statement.WithBlocks(Rewrite).WithExpressions(Rewrite)];
        }
    }

    private static IrAssign Assign(IrVariable variable, IrExpression value, Origin origin) =>
        value is IrBinary { Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract, Left: IrVariableReference left } step && left.Variable.Equals(variable)
            ? new IrAssign(IrBuild.Read(variable), step.Operator, step.Right) { Origin = origin }
            : new IrAssign(IrBuild.Read(variable), null, value) { Origin = origin };

    /// <summary>The root where it may differ, the offset and the length of a view, after the statements that they need.</summary>
    private (List<IrStatement> Before, IrExpression[] Values) Decompose(IrExpression view, Parts target, Origin origin)
    {
        var before = new List<IrStatement>();
        (IrExpression root, IrExpression offset, IrExpression length) = Split(view);
        return (before, target.Single is null ? [root, offset, length] : [offset, length]);

        (IrExpression Root, IrExpression Offset, IrExpression Length) Split(IrExpression value)
        {
            switch (value)
            {
                case IrSlice slice:
                    var whole = Split(slice.Memory);
                    IrExpression start = Named(Rewrite(slice.Start), "start");
                    IrExpression count = slice.Length is null ? IrBuild.Minus(whole.Length, start) : Named(Rewrite(slice.Length), "length");
                    if (start is not IrLiteral { Text: "0" } || slice.Length is not null)
                    {
                        before.Add(new IrEvaluate(new IrOpaque(["global::Autodiff.GeneratedCode.RequireSlice(", ", ", ", ", ")"], [whole.Length, start, count], IrType.Void, IrEffect.Reads, IsSink: true)) { Origin = origin });
                    }

                    return (whole.Root, Sum(whole.Offset, start), count);
                case IrConversion { Type.IsSpan: true } conversion:
                    return Split(conversion.Operand);
                case IrVariableReference { Variable: var variable } when _parts.TryGetValue(variable, out Parts? parts):
                    return (IrBuild.Read(parts.Root), IrBuild.Read(parts.Offset), IrBuild.Read(parts.Length));
                case IrLiteral:
                    return (IrBuild.Default(target.Root.Type), IrLiteral.Int(0), IrLiteral.Int(0));
                case IrVariableReference:
                    return (value, IrLiteral.Int(0), new IrLength(value));
                default:
                    IrVariable made = _variables.Create(target.Root.Name, IrType.ArrayOf(value.Type.Element!));
                    before.Add(new IrDeclare(made, value is IrNewArray array ? array with { Type = made.Type } : value) { Origin = origin });
                    return (IrBuild.Read(made), IrLiteral.Int(0), new IrLength(IrBuild.Read(made)));
            }
        }

        IrExpression Named(IrExpression value, string name)
        {
            if (value is IrLiteral)
            {
                return value;
            }

            IrVariable named = _variables.Create(name, IrType.Int32);
            before.Add(new IrDeclare(named, value) { Origin = origin });
            return IrBuild.Read(named);
        }
    }

    private static IrExpression Sum(IrExpression offset, IrExpression start) => start is IrLiteral { Text: "0" } ? offset
        : offset is IrLiteral { Text: "0" } ? start
        : new IrBinary(IrBinaryOperator.Add, offset, start, IrType.Int32);

    private IrExpression Rewrite(IrExpression expression) => expression switch
    {
        IrLength { Memory: IrVariableReference { Variable: var variable } } when _parts.TryGetValue(variable, out Parts? parts) => IrBuild.Read(parts.Length),
        IrVariableReference { Variable: var variable } when _parts.TryGetValue(variable, out Parts? parts) => View(variable, parts),
        _ => expression.Children.IsEmpty ? expression : expression.WithChildren([.. expression.Children.Select(Rewrite)]) with { Origin = expression.Origin },
    };

    private static IrExpression View(IrVariable span, Parts parts)
    {
        bool isReadOnly = parts.Root.Type.Kind == IrTypeKind.ReadOnlySpan;
        var view = new IrSlice(IrBuild.Read(parts.Root), IrBuild.Read(parts.Offset), IrBuild.Read(parts.Length), isReadOnly ? parts.Root.Type : IrType.SpanOf(span.Type.Element!));
        return span.Type.Kind == IrTypeKind.ReadOnlySpan && !isReadOnly ? new IrConversion(view, span.Type, IsImplicit: true) : view;
    }

    /// <param name="Single">The variable that all views of the family are views of, if there is one.</param>
    /// <param name="Root">The variable that the view is one of.</param>
    private sealed record Parts(IrVariable? Single, IrVariable Root, IrVariable Offset, IrVariable Length)
    {
        public IEnumerable<IrVariable> Variables => Single is null ? [Root, Offset, Length] : [Offset, Length];
    }
}
