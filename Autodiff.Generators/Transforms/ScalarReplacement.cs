using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Scalar replacement of aggregates: each field of a struct or tuple local becomes a local of its own, so that every
/// analysis sees numbers, and arrays under names of their own. What stays a struct is a parameter, an element of memory,
/// the bare result of a call, what is put together again to be passed, stored or returned, and a local that is passed by
/// reference. Fields that nothing reads are dropped.
/// </summary>
internal sealed class ScalarReplacement
{
    private readonly Dictionary<IrVariable, IrExpression> _parts = [];
    private readonly HashSet<IrVariable> _leaves = [];
    /// <summary>Locals that are passed by reference.</summary>
    private readonly HashSet<IrVariable> _given;

    /// <summary>Arrays and objects that a callee made, and whose adjoints it asks for whether or not anything reads them.</summary>
    private readonly HashSet<IrVariable> _ofResults = [];
    private readonly VariableFactory _variables;
    private List<IrStatement> _output = [];

    private ScalarReplacement(IrBlock body, IReadOnlyDictionary<IrVariable, IrExpression> wholes, VariableFactory variables)
    {
        _variables = variables;
        _given = [.. body.SelfAndDescendants().SelectMany(statement => statement.Expressions()).SelectMany(expression => expression.SelfAndDescendants()).OfType<IrReference>()
            .Select(reference => reference.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        foreach (KeyValuePair<IrVariable, IrExpression> whole in wholes)
        {
            _parts.Add(whole.Key, whole.Value);
        }
    }

    /// <param name="wholes">The parameters with fields that are variables already.</param>
    public static IrBlock Run(IrBlock body, IReadOnlyDictionary<IrVariable, IrExpression> wholes, VariableFactory variables)
    {
        bool hasStructs = body.SelfAndDescendants().Any(statement =>
            statement is IrDeclare { Variable.Type.IsStruct: true }
            || statement.Expressions().Any(expression => expression.SelfAndDescendants().Any(node => node.Type.IsStruct)));
        if (!hasStructs)
        {
            return body;
        }

        var pass = new ScalarReplacement(body, wholes, variables);
        body = LateFields.Run(pass.Rewrite(body), pass._leaves);
        pass._leaves.ExceptWith(pass._ofResults);
        return new UnreadLeaves(pass._leaves).Run(body);
    }

    private IrBlock Rewrite(IrBlock block)
    {
        List<IrStatement> outer = _output;
        _output = [];
        foreach (IrStatement statement in block.Statements)
        {
            Rewrite(statement);
        }

        IrBlock rewritten = block with { Statements = _output.ToEquatableArray() };
        _output = outer;
        return rewritten;
    }

    private void Rewrite(IrStatement statement)
    {
        switch (statement)
        {
            case IrBlock block:
                _output.Add(Rewrite(block));
                break;
            case IrIf conditional:
                _output.Add(conditional with { Condition = Rewrite(conditional.Condition), Then = Rewrite(conditional.Then), Else = conditional.Else is null ? null : Rewrite(conditional.Else) });
                break;
            case IrFor loop:
                _output.Add(loop with { From = Rewrite(loop.From), Limit = Rewrite(loop.Limit), Body = Rewrite(loop.Body) });
                break;
            case IrWhile loop:
                _output.Add(loop with { Condition = Rewrite(loop.Condition), Enumeration = loop.Enumeration is { } over ? over with { Collection = Rewrite(over.Collection) } : null, Body = Rewrite(loop.Body), Increment = loop.Increment is null ? null : Rewrite(loop.Increment) });
                break;
            case IrTry:
                _output.Add(statement.WithBlocks(Rewrite));
                break;
            case IrDeclare { Variable.Type.IsStruct: true } declare when !_given.Contains(declare.Variable):
                Declare(declare);
                break;
            case IrDeclare { Initial: { } initial } declare:
                _output.Add(declare with { Initial = Rewrite(initial) });
                break;
            case IrAssign { Place.Type.IsStruct: true } assign:
                Assign(assign.Place, Value(assign.Value, assign.Place.PlaceName(), assign.Origin), assign.Origin);
                break;
            case IrAssign assign:
                AssignLeaf(assign with { Place = Rewrite(assign.Place), Value = Rewrite(assign.Value) });
                break;
            case IrEvaluate { Expression: IrCall { Type.HasMemoryFields: true } ignored }:
                _ = Value(ignored, "ignored", statement.Origin);
                break;
            case IrEvaluate evaluate:
                _output.Add(evaluate with { Expression = Rewrite(evaluate.Expression) });
                break;
            case IrReturn { Value: { } value } returned:
                _output.Add(returned with { Value = value.Type.IsStruct ? IrBuild.Explode(Value(value, "result", returned.Origin)) : Rewrite(value) });
                break;
            case IrThrow thrown:
                _output.Add(thrown with { Exception = Rewrite(thrown.Exception) });
                break;
            default:
                _output.Add(statement);
                break;
        }
    }

    /// <summary>An expression over leaves: fields of locals are the locals that stand for them.</summary>
    private IrExpression Rewrite(IrExpression expression) => expression.Rewrite(node => node switch
    {
        IrField field => IrBuild.Field(field.Target, field.Index),
        IrVariableReference { Variable.Type.IsStruct: true } reference when _parts.TryGetValue(reference.Variable, out IrExpression? parts) => parts with { Origin = node.Origin },
        _ => node,
    });

    private void Declare(IrDeclare declare)
    {
        IrVariable variable = declare.Variable;
        if (declare.Initial is null)
        {
            _ = Split(variable, variable.Name, variable.Type, leaf => _output.Add(new IrDeclare(leaf, null) { Origin = declare.Origin }));
            return;
        }

        IrExpression value = IrBuild.Explode(Value(declare.Initial, variable.Name, declare.Origin, variable.Kind, isDeclared: true));
        List<IrExpression> values = [.. Leaves(value)];
        int next = 0;
        _ = Split(variable, variable.Name, variable.Type, leaf =>
        {
            if (IsOfResult(values[next]))
            {
                _ofResults.Add(leaf);
            }

            _output.Add(new IrDeclare(leaf, values[next++]) { Origin = declare.Origin });
        });
    }

    /// <summary>Whether a value is what an array or an object in a call's result leads to.</summary>
    private static bool IsOfResult(IrExpression value) => value is IrField { Type.IsReferring: true } && value.Variables().Any(variable => variable.Kind != IrVariableKind.Parameter);

    /// <summary>Makes the locals for the fields of a local, in the order of the fields.</summary>
    private IrExpression Split(IrVariable variable, string name, IrType type, Action<IrVariable> declare)
    {
        var parts = new IrExpression[type.Fields.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            string part = name.TrimStart('@') + ParameterFields.Capitalized(type.Fields[i].Name);
            if (type.Fields[i].Type is { IsStruct: true } nested)
            {
                parts[i] = Split(variable, part, nested, declare);
                continue;
            }

            IrVariable leaf = _variables.Create(part, type.Fields[i].Type);
            _leaves.Add(leaf);
            declare(leaf);
            parts[i] = IrBuild.Read(leaf);
        }

        IrExpression whole = new IrNewStruct(new(parts), type);
        _parts[variable] = whole;
        return whole;
    }

    /// <summary>A struct's value that may be taken apart: the result of a call, or of code that cannot be seen, gets a name first.</summary>
    /// <param name="isDeclared">Whether each field of it becomes a variable anyway.</param>
    private IrExpression Value(IrExpression value, string name, Origin origin, IrVariableKind kind = IrVariableKind.Temporary, bool isDeclared = false)
    {
        value = Rewrite(value);
        switch (value)
        {
            case IrNewStruct made:
                return made with { Values = made.Values.Select(part => part.Type.IsStruct ? Value(part, name, origin) : part).ToEquatableArray() };
            case IrCall or IrOpaque { Effect: not IrEffect.Pure }:
                IrVariable whole = _variables.Create(name.TrimStart('@'), value.Type, kind);
                _output.Add(new IrDeclare(whole, value) { Origin = origin });
                return isDeclared ? IrBuild.Read(whole) : IrBuild.Read(whole).WithMemoryParts(part => Held(part, whole.Name, origin));
            case IrSelect select when select.SelfAndDescendants().Any(node => node is IrOpaque { Type.IsStruct: true, Effect: IrEffect.Computes or IrEffect.Writes }):
                throw new UnsupportedException("a choice between structs, one of which a property computes,", "take the property's value into a local first") { Origin = select.Origin.IsKnown ? select.Origin : origin };
            case IrSelect { Type.HasMemoryFields: true } select:
                return Choice(select, name, select.Origin.IsKnown ? select.Origin : origin);
            case IrSelect select when !select.Condition.IsAtomic():
                IrVariable condition = _variables.Create("condition", IrType.Boolean);
                _output.Add(new IrDeclare(condition, select.Condition) { Origin = origin });
                return select with { Condition = IrBuild.Read(condition) };
            default:
                return value;
        }
    }

    /// <summary>One of two structs that lead to arrays: variables that are given those of either.</summary>
    private IrExpression Choice(IrSelect select, string name, Origin origin)
    {
        IrVariable chosen = _variables.Create(name, select.Type);
        IrExpression parts = Split(chosen, chosen.Name, chosen.Type, leaf => _output.Add(new IrDeclare(leaf, null) { Origin = origin }));
        _output.Add(new IrIf(select.Condition, Branch(select.WhenTrue), Branch(select.WhenFalse)) { Origin = origin });
        return parts;

        IrBlock Branch(IrExpression value)
        {
            List<IrStatement> outer = _output;
            _output = [];
            Assign(parts, Value(value, name, origin), origin);
            IrBlock branch = IrBlock.Of(_output);
            _output = outer;
            return branch;
        }
    }

    /// <summary>An array or an object in a call's result, under a name: memory like any other.</summary>
    private IrVariableReference Held(IrExpression part, string whole, Origin origin)
    {
        string path = string.Empty;
        for (IrExpression field = part; field is IrField { Field.Name: var name, Target: var target }; field = target)
        {
            path = ParameterFields.Capitalized(name) + path;
        }

        IrVariable held = _variables.Create(whole + path, part.Type);
        _output.Add(new IrDeclare(held, part) { Origin = origin });
        return IrBuild.Read(held);
    }

    /// <summary>Assigns field by field. Where a field's value reads what another field's assignment changes, all values are taken first.</summary>
    private void Assign(IrExpression place, IrExpression value, Origin origin)
    {
        List<IrExpression> places = [.. Leaves(IrBuild.Explode(Rewrite(place)))];
        List<IrExpression> values = [.. Leaves(IrBuild.Explode(value))];
        if (IsMade(value) && Enumerable.Range(1, Math.Max(0, places.Count - 1)).Any(i => places.Take(i).Any(earlier => Reads(values[i], earlier))))
        {
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i] is not IrLiteral && !(values[i] is IrVariableReference && !places.Contains(values[i])))
                {
                    IrVariable taken = _variables.Create(places[i].PlaceName(), values[i].Type);
                    _output.Add(new IrDeclare(taken, values[i]) { Origin = origin });
                    values[i] = IrBuild.Read(taken);
                }
            }
        }

        for (int i = 0; i < places.Count; i++)
        {
            AssignLeaf(new IrAssign(places[i], null, values[i]) { Origin = origin });
        }
    }

    private void AssignLeaf(IrAssign assign)
    {
        // A field that is assigned to itself, as in p = p with { X = x }, keeps its value.
        if (assign.Operator is not null || !assign.Place.Equals(assign.Value))
        {
            _output.Add(assign);
        }
    }

    private static IEnumerable<IrExpression> Leaves(IrExpression value) =>
        value is IrNewStruct made ? made.Values.SelectMany(Leaves) : [value];

    /// <summary>Whether a struct's fields come from anywhere: those of a whole struct are different memory than each other.</summary>
    private static bool IsMade(IrExpression value) => value is IrNewStruct or IrSelect;

    private static bool Reads(IrExpression value, IrExpression place) => place is IrVariableReference reference
        ? value.Mentions(reference.Variable)
        : value.SelfAndDescendants().Any(node => node is IrElement or IrView or IrField || node.Type.IsMemory);

    /// <summary>Drops locals that nothing reads, and what they are assigned.</summary>
    private sealed class UnreadLeaves(HashSet<IrVariable> leaves)
    {
        private readonly HashSet<IrVariable> _dropped = [];

        public IrBlock Run(IrBlock body)
        {
            while (FindUnread(body))
            {
                body = Without(body);
                _dropped.Clear();
            }

            return body;
        }

        private bool FindUnread(IrBlock body)
        {
            var declared = new HashSet<IrVariable>();
            var used = new HashSet<IrVariable>();
            foreach (IrStatement statement in body.SelfAndDescendants())
            {
                IrVariable? target = TargetOf(statement);
                foreach (IrExpression expression in target is null ? statement.Expressions() : ValueOf(statement))
                {
                    // What is assigned only to itself counts as unread; what has an effect must run.
                    used.UnionWith(expression.Variables().Where(variable => !variable.Equals(target)));
                    if (target is not null && !IsPlain(expression))
                    {
                        used.Add(target);
                    }
                }

                if (statement is IrDeclare declare)
                {
                    declared.Add(declare.Variable);
                }
            }

            _dropped.UnionWith(leaves.Where(leaf => declared.Contains(leaf) && !used.Contains(leaf)));
            return _dropped.Count > 0;
        }

        private static IrVariable? TargetOf(IrStatement statement) => statement switch
        {
            IrDeclare declare => declare.Variable,
            IrAssign { Place: IrVariableReference place } => place.Variable,
            _ => null,
        };

        private static IEnumerable<IrExpression> ValueOf(IrStatement statement) => statement switch
        {
            IrDeclare { Initial: { } initial } => [initial],
            IrAssign assign => [assign.Value],
            _ => [],
        };

        /// <summary>Whether nobody sees that a value is not computed.</summary>
        private static bool IsPlain(IrExpression value) => value.SelfAndDescendants().All(node =>
            node is not (IrOpaque { Effect: IrEffect.Writes or IrEffect.Computes } or IrCall { Method.Effect: not IrEffect.Pure }));

        private IrBlock Without(IrBlock block) => block with
        {
            Statements = block.Statements
                .Where(statement => TargetOf(statement) is not { } target || !_dropped.Contains(target))
                .Select(statement => statement.WithBlocks(Without)).ToEquatableArray(),
        };
    }
}
