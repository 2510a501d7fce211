using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Names the intermediate values that the reverse sweep will read again: the result a rule asks for, a costly factor of
/// a product. What the reverse sweep does not read stays inside its expression, as the user wrote it.
/// </summary>
internal sealed class ValueHoisting
{
    private readonly Activity _activity;
    private readonly Roots _roots;
    private readonly Mutations _mutations;
    private readonly VariableFactory _variables;
    private List<IrStatement> _output = [];
    private IrBlock _block = IrBlock.Empty;

    private ValueHoisting(Activity activity, Roots roots, Mutations mutations, VariableFactory variables)
    {
        _activity = activity;
        _roots = roots;
        _mutations = mutations;
        _variables = variables;
    }

    public static IrBlock Run(IrBlock body, Activity activity, Roots roots, Mutations mutations, VariableFactory variables) =>
        new ValueHoisting(activity, roots, mutations, variables).Rewrite(body);

    private IrBlock Rewrite(IrBlock block)
    {
        (List<IrStatement> outerOutput, IrBlock outerBlock) = (_output, _block);
        (_output, _block) = ([], block);
        foreach (IrStatement statement in block.Statements)
        {
            Rewrite(statement);
        }

        var result = block with { Statements = _output.ToEquatableArray() };
        (_output, _block) = (outerOutput, outerBlock);
        return result;
    }

    private void Rewrite(IrStatement statement)
    {
        switch (statement = StabilizeWritten(statement))
        {
            case IrDeclare { Initial: { } initial } declare:
                IrExpression value = IsViewDeclaration(declare) ? StabilizeView(initial)
                    : initial is IrCall call && _activity.IsActive(call, declare.Variable) ? HoistArguments(call, declare.Variable)
                    : !_activity.IsActive(declare.Variable) ? initial
                    : Hoist(initial, isNeeded: false);
                _output.Add(declare with { Initial = value });
                break;
            case IrAssign assign:
                Rewrite(assign);
                break;
            case IrEvaluate { Expression: IrCall { Type.HoldsMemory: true } dropped } when _activity.IsActive(dropped, null):
                // The reverse sweep asks for a seed as long as the array that nobody looks at.
                _output.Add(new IrDeclare(_variables.Create(NameOf(dropped), dropped.Type), HoistArguments(dropped, null)) { Origin = statement.Origin });
                break;
            case IrEvaluate { Expression: IrCall evaluated } evaluate when _activity.IsActive(evaluated, null):
                _output.Add(evaluate with { Expression = HoistArguments(evaluated, null) });
                break;
            case IrReturn { Value: IrNewStruct made } returned:
                _output.Add(returned with { Value = HoistStruct(made, isRead: false, []) });
                break;
            case IrReturn { Value: { } value2 } returned when value2.Type.IsNumber:
                _output.Add(returned with { Value = Hoist(value2, isNeeded: false) });
                break;
            default:
                _output.Add(statement.WithBlocks(Rewrite));
                break;
        }
    }

    private void Rewrite(IrAssign assign)
    {
        if (assign.Place is IrView { IsSlot: true })
        {
            _output.Add(assign with { Place = StabilizeView(assign.Place) });
            return;
        }

        assign = Canonical(assign) with { Origin = assign.Origin };
        IrExpression place = _activity.IsActive(assign.Place) ? HoistOffsets(assign.Place) : assign.Place;
        if (!_activity.IsActive(assign.Place) || !_activity.IsActive(assign.Value))
        {
            if (assign.Value is IrCall writing && _activity.IsActive(writing, null))
            {
                // Nobody looks at its result, but at what it wrote.
                IrVariable unread = _variables.Create(NameOf(writing), writing.Type);
                _output.Add(new IrDeclare(unread, HoistArguments(writing, null)) { Origin = assign.Origin });
                _output.Add(assign with { Place = place, Value = IrBuild.Read(unread) });
                return;
            }

            if (assign.Value is IrCall { Method.Effect: not IrEffect.Pure } && place is IrVariableReference)
            {
                _output.Add(assign);
                return;
            }

            bool isFactor = _activity.IsActive(assign.Place) && assign.Operator is IrBinaryOperator.Multiply or IrBinaryOperator.Divide;
            _output.Add(assign with { Place = place, Value = isFactor ? Named(assign.Value) : assign.Value });
            return;
        }

        IrExpression value;
        if (assign.Value is IrCall call && MustStandAlone(call))
        {
            IrVariable result = Temporary(assign.Value);
            _output.Add(new IrDeclare(result, HoistArguments(call, result)) { Origin = assign.Origin });
            value = IrBuild.Read(result);
        }
        else
        {
            value = Hoist(assign.Value, isNeeded: assign.Operator is IrBinaryOperator.Multiply or IrBinaryOperator.Divide);
        }

        _output.Add(assign with { Place = place, Value = value });
    }

    /// <summary>Writes <c>t = t + e</c>, <c>t = e + t</c> and <c>t = t * e</c> as compound assignments, which reverse more simply.</summary>
    private static IrAssign Canonical(IrAssign assign)
    {
        if (assign is not { Operator: null, Value: IrBinary { Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract or IrBinaryOperator.Multiply } binary }
            || !binary.Type.Equals(assign.Place.Type))
        {
            return assign;
        }

        return binary.Left.Equals(assign.Place) ? new IrAssign(assign.Place, binary.Operator, binary.Right)
            : binary.Right.Equals(assign.Place) && binary.Operator != IrBinaryOperator.Subtract ? new IrAssign(assign.Place, binary.Operator, binary.Left)
            : assign;
    }

    private static bool MustStandAlone(IrCall call) =>
        call.Method.Kind == IrCallKind.Differentiable || call.Method.Effect != IrEffect.Pure || call.Method.Rules.Any(rule => rule.Augmented is not null);

    private bool IsViewDeclaration(IrDeclare declare) =>
        (declare.Variable.Type.IsMemory || declare.Variable.Type.Kind == IrTypeKind.Object) && _roots.IsView(declare.Variable);

    /// <summary>Gives names to offsets that will have changed by the end of the block, where the view is made again.</summary>
    private IrExpression StabilizeView(IrExpression view) => view switch
    {
        IrSlice slice => slice with
        {
            Memory = StabilizeView(slice.Memory),
            Start = Stabilize(slice.Start, "start"),
            Length = slice.Length is null ? null : Stabilize(slice.Length, "length"),
        },
        IrView member => member with
        {
            Receiver = StabilizeView(member.Receiver),
            Arguments = member.Arguments.Select(argument => Stabilize(argument, "index")).ToEquatableArray(),
        },
        IrField field => new IrField(StabilizeView(field.Target), field.Index) { Origin = field.Origin },
        IrConversion conversion => conversion with { Operand = StabilizeView(conversion.Operand) },
        _ => view,
    };

    private IrExpression Stabilize(IrExpression operand, string name)
    {
        if (_mutations.IsStable(operand, _block))
        {
            return operand;
        }

        IrVariable variable = _variables.Create(name, operand.Type);
        _output.Add(new IrDeclare(variable, operand));
        return IrBuild.Read(variable);
    }

    /// <summary>
    /// Gives names to the offsets of written places that read memory which the same statement writes: on the way back
    /// they are needed before that memory is restored.
    /// </summary>
    private IrStatement StabilizeWritten(IrStatement statement)
    {
        switch (statement)
        {
            case IrAssign { Place: IrElement or IrView or IrField } assign when _roots.Of(assign.Place) is { } root:
                return assign with { Place = NameOffsets(assign.Place, [root]) };
            case IrDeclare { Initial: IrCall call } declare:
                return declare with { Initial = Stabilized(call) };
            case IrAssign { Value: IrCall call } assign:
                return assign with { Value = Stabilized(call) };
            case IrEvaluate { Expression: IrCall call } evaluate:
                return evaluate with { Expression = Stabilized(call) };
            default:
                return statement;
        }

        IrCall Stabilized(IrCall call)
        {
            HashSet<IrVariable> written = [.. Activity.WrittenMemory(call).Select(_roots.Of).OfType<IrVariable>()];
            return written.Count == 0 ? call : (IrCall)call.WithChildren([.. call.Children.Select(child => child.Type.HoldsMemory || child is IrReference ? NameOffsets(child, written) : child)]);
        }
    }

    private IrExpression NameOffsets(IrExpression place, HashSet<IrVariable> written)
    {
        return place switch
        {
            IrElement element => element with { Memory = NameOffsets(element.Memory, written), Index = Offset(element.Index, "index") },
            IrSlice slice => slice with
            {
                Memory = NameOffsets(slice.Memory, written),
                Start = Offset(slice.Start, "start"),
                Length = slice.Length is null ? null : Offset(slice.Length, "length"),
            },
            IrField field => new IrField(NameOffsets(field.Target, written), field.Index),
            IrView view => view with { Receiver = NameOffsets(view.Receiver, written), Arguments = view.Arguments.Select(argument => Offset(argument, "index")).ToEquatableArray() },
            IrConversion conversion => conversion with { Operand = NameOffsets(conversion.Operand, written) },
            IrReference reference => reference with { Place = NameOffsets(reference.Place, written) },
            _ => place,
        };

        IrExpression Offset(IrExpression offset, string name) => ReadsMemory(offset, written) ? Name(offset, name) : offset;
    }

    /// <summary>Whether an expression reads elements of some roots; the length of memory is no element.</summary>
    private bool ReadsMemory(IrExpression expression, HashSet<IrVariable> roots) => roots.Count > 0 && expression switch
    {
        IrLength => false,
        IrVariableReference { Type.HoldsMemory: false } reference => roots.Contains(reference.Variable),
        IrElement or IrView or IrVariableReference { Type.HoldsMemory: true } when _roots.Of(expression) is { } root && roots.Contains(root) => true,
        _ => expression.Children.Any(child => ReadsMemory(child, roots)),
    };

    private IrCall HoistArguments(IrCall call, IrVariable? result)
    {
        if (call.Method.Kind == IrCallKind.Differentiable && _mutations.AssignsOutsideMemory)
        {
            throw new UnsupportedException("calling a differentiable method and writing elements of memory outside the method", "write into a local array, which the callee is given") { Origin = call.Origin };
        }

        IrRule? rule = call.Method.Kind == IrCallKind.Rule
            ? RuleSelection.Select(call, result is not null && _activity.IsActive(result), _activity)
            : null;
        HashSet<IrVariable> written = [.. Activity.WrittenMemory(call).Select(_roots.Of).OfType<IrVariable>()];
        var arguments = new IrExpression[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            IrExpression argument = call.Arguments[i];
            string name = call.Method.Parameters[i].Name;
            bool isRead = rule is null || RuleSelection.Binds(rule, IrRuleArgumentKind.Primal, name);
            if (argument is IrReference)
            {
                arguments[i] = HoistOffsets(argument);
                continue;
            }

            if (argument.Type.IsStruct || argument is IrBox)
            {
                arguments[i] = argument is IrBox box ? box with { Operand = HoistStruct(box.Operand, isRead, written) } : HoistStruct(argument, isRead, written);
                continue;
            }

            if (argument.Type.IsMemory || argument.Type.Kind is IrTypeKind.Object or IrTypeKind.Other)
            {
                arguments[i] = HoistMemory(argument, isRead);
                continue;
            }

            bool isOverwritten = ReadsMemory(argument, written);
            arguments[i] = isOverwritten ? Copied(Hoist(argument, isNeeded: false), name) : Hoist(argument, isRead);
        }

        IrExpression? receiver = call.Receiver is null ? null
            : call.Receiver.Type.IsStruct ? HoistStruct(call.Receiver, isRead: true, written)
            : HoistOffsets(call.Receiver);
        return call with { Receiver = receiver, Arguments = new(arguments) };
    }

    private IrExpression HoistMemory(IrExpression argument, bool isRead) =>
        isRead && argument.Type.HoldsMemory && _mutations.IsOutside(argument) && _mutations.ChangesOutsideMemory
            ? throw new UnsupportedException("reading memory outside the method that may change before the reverse sweep reads it again", "copy it into a local array") { Origin = argument.Origin }
            : HoistOffsets(argument);

    /// <summary>Whether the numbers in a struct are read from memory that is written; what its fields lead to is not.</summary>
    private bool ReadsNumbers(IrExpression value, HashSet<IrVariable> written) => value.Type.HasMemoryFields
        ? Enumerable.Range(0, value.Type.Fields.Count).Select(i => IrBuild.Field(value, i)).Any(part => !part.Type.IsReferring && ReadsNumbers(part, written))
        : ReadsMemory(value, written);

    /// <summary>A struct as an operand: field by field where it is made here, or where the call overwrites what it is read from.</summary>
    private IrExpression HoistStruct(IrExpression value, bool isRead, HashSet<IrVariable> written)
    {
        bool isOverwritten = ReadsNumbers(value, written);
        if (value is not IrNewStruct && !isOverwritten)
        {
            return HoistOffsets(value);
        }

        var parts = new IrExpression[value.Type.Fields.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            IrExpression part = IrBuild.Field(value, i);
            parts[i] = part.Type.IsStruct ? HoistStruct(part, isRead, written)
                : part.Type.IsReferring ? HoistMemory(part, isRead)
                : isOverwritten ? Name(Hoist(part, isNeeded: false), part.PlaceName())
                : Hoist(part, isRead);
        }

        return new IrNewStruct(new(parts), value.Type) { Origin = value.Origin };
    }

    /// <summary>Hoists below an expression, and the expression itself where its value is needed and worth a name.</summary>
    private IrExpression Hoist(IrExpression expression, bool isNeeded)
    {
        if (!expression.Type.IsNumber || !_activity.IsActive(expression))
        {
            return !isNeeded ? expression
                : _mutations.IsVolatile(expression) ? Name(expression, NameOf(expression))
                : expression.Type.IsNumber && Cost.Of(expression) >= Cost.OfRecording ? Named(expression)
                : expression;
        }

        switch (expression)
        {
            case IrBinary { Operator: IrBinaryOperator.Multiply } product:
                expression = product with
                {
                    Left = Hoist(product.Left, _activity.IsActive(product.Right)),
                    Right = Hoist(product.Right, _activity.IsActive(product.Left)),
                };
                break;
            case IrBinary { Operator: IrBinaryOperator.Divide or IrBinaryOperator.Remainder } quotient:
                expression = quotient with
                {
                    Left = Hoist(quotient.Left, _activity.IsActive(quotient.Right)),
                    Right = Hoist(quotient.Right, isNeeded: true),
                };
                break;
            case IrSelect select:
                expression = HoistSelect(select);
                break;
            case IrElement or IrView or IrField:
                expression = HoistOffsets(expression);
                break;
            case IrCall call:
                return HoistCall(call, isNeeded);
            default:
                if (expression is IrUnary or IrBinary or IrConversion or IrComplexPart or IrConjugate or IrNewComplex)
                {
                    expression = expression.WithChildren([.. expression.Children.Select(child => Hoist(child, isNeeded: false))]);
                }

                break;
        }

        return isNeeded ? Named(expression) : expression;
    }

    /// <summary>Gives names to what an element or a view is found by, where that state may have changed on the way back.</summary>
    private IrExpression HoistOffsets(IrExpression place) => place switch
    {
        IrElement element => element with { Memory = HoistOffsets(element.Memory), Index = Hoist(element.Index, isNeeded: true) },
        IrSlice slice => slice with
        {
            Memory = HoistOffsets(slice.Memory),
            Start = Hoist(slice.Start, isNeeded: true),
            Length = slice.Length is null ? null : Hoist(slice.Length, isNeeded: true),
        },
        IrField field => new IrField(HoistOffsets(field.Target), field.Index) { Origin = field.Origin },
        IrView view => view with { Receiver = HoistOffsets(view.Receiver), Arguments = view.Arguments.Select(argument => Hoist(argument, isNeeded: true)).ToEquatableArray() },
        IrConversion conversion => conversion with { Operand = HoistOffsets(conversion.Operand) },
        IrReference reference => reference with { Place = HoistOffsets(reference.Place) },
        _ => place,
    };

    private IrExpression HoistCall(IrCall call, bool isNeeded)
    {
        IrVariable result = Temporary(call);
        IrCall hoisted = HoistArguments(call, result);
        IrRule? rule = RuleSelection.Select(call, resultIsActive: true, _activity);
        if (!isNeeded && rule is not null && !RuleSelection.Binds(rule, IrRuleArgumentKind.Result))
        {
            return hoisted;
        }

        _output.Add(new IrDeclare(result, hoisted));
        return IrBuild.Read(result);
    }

    /// <summary>Hoists inside the arms; arms that need statements of their own become those of an <c>if</c>.</summary>
    private IrExpression HoistSelect(IrSelect select)
    {
        select = select with { Condition = Hoist(select.Condition, isNeeded: true) };
        (IrExpression whenTrue, List<IrStatement> beforeTrue) = Apart(select.WhenTrue);
        (IrExpression whenFalse, List<IrStatement> beforeFalse) = Apart(select.WhenFalse);
        if (beforeTrue.Count == 0 && beforeFalse.Count == 0)
        {
            return select with { WhenTrue = whenTrue, WhenFalse = whenFalse };
        }

        IrVariable chosen = Temporary(select);
        _output.Add(new IrDeclare(chosen, null));
        _output.Add(new IrIf(
            select.Condition,
            IrBlock.Of([.. beforeTrue, new IrAssign(IrBuild.Read(chosen), null, whenTrue)]),
            IrBlock.Of([.. beforeFalse, new IrAssign(IrBuild.Read(chosen), null, whenFalse)])));
        return IrBuild.Read(chosen);
    }

    private (IrExpression Value, List<IrStatement> Before) Apart(IrExpression expression)
    {
        List<IrStatement> outer = _output;
        _output = [];
        IrExpression value = Hoist(expression, isNeeded: false);
        List<IrStatement> before = _output;
        _output = outer;
        return (value, before);
    }

    private IrExpression Named(IrExpression expression) => Cost.Of(expression) > Cost.OfNaming || _mutations.IsVolatile(expression) ? Name(expression, NameOf(expression)) : expression;

    private IrExpression Name(IrExpression expression, string name) =>
        expression is IrVariableReference or IrLiteral ? expression : Copied(expression, name);

    /// <summary>A value under a name of its own.</summary>
    private IrExpression Copied(IrExpression expression, string name)
    {
        IrVariable variable = _variables.Create(name, expression.Type);
        if (_activity.IsActive(expression))
        {
            _activity.MarkActive(variable);
        }

        _output.Add(new IrDeclare(variable, expression));
        return IrBuild.Read(variable);
    }

    private IrVariable Temporary(IrExpression expression)
    {
        IrVariable variable = _variables.Create(NameOf(expression), expression.Type);
        _activity.MarkActive(variable);
        return variable;
    }

    /// <summary>A word for a value: the operation that makes it.</summary>
    public static string NameOf(IrExpression expression) => expression switch
    {
        IrOpaque opaque => CamelCase(opaque.Parts[opaque.Parts.Count - 1].Split('.').Last().Trim('[', ']', '(', ')', ' ', '@')),
        IrElement or IrField => expression.PlaceName(),
        IrCall call => CamelCase(call.Method.Name),
        IrBinary { Operator: IrBinaryOperator.Add } => "sum",
        IrBinary { Operator: IrBinaryOperator.Subtract } => "difference",
        IrBinary { Operator: IrBinaryOperator.Multiply } => "product",
        IrBinary { Operator: IrBinaryOperator.Divide } => "quotient",
        IrBinary { Operator: IrBinaryOperator.Remainder } => "remainder",
        IrSelect => "choice",
        IrUnary unary => NameOf(unary.Operand),
        IrComplexPart part => part.IsImaginary ? "imaginary" : "real",
        IrConjugate => "conjugate",
        IrConversion conversion => NameOf(conversion.Operand),
        IrVariableReference reference => reference.Variable.Name,
        _ => "value",
    };

    private static string CamelCase(string name)
    {
        name = name.TrimStart('_');
        string word = name.Length > 0 && char.IsLetter(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_') ? name : "value";
        return char.ToLowerInvariant(word[0]) + word.Substring(1);
    }
}
