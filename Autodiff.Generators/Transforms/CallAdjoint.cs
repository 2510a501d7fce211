using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>Reverses calls: by a rule, or by the callee's own reverse sweep on the caller's tape.</summary>
internal sealed class CallAdjoint(Activity activity, Roots roots, AdjointVariables adjoints, IrVariable tape)
{
    /// <summary>A call inside an expression: it writes nothing and its rule does not ask for its result.</summary>
    public void PropagatePure(IrCall call, IrExpression seed, List<IrStatement> code, ExpressionAdjoint expressions) =>
        InvokeRule(call, SelectRule(call, resultIsActive: true), new Seeds(seed, null, null), code, code, expressions);

    /// <summary>A call that is a statement, or the initial value of <paramref name="result"/>.</summary>
    public void Reverse(IrCall call, IrVariable? result, StatementAdjoint adjoint, ExpressionAdjoint expressions)
    {
        if (call.Method.Kind == IrCallKind.Differentiable)
        {
            ReverseSweep(call, result, adjoint, expressions);
            return;
        }

        bool resultIsActive = result is not null && activity.IsActive(result);
        IrRule rule = SelectRule(call, resultIsActive);
        if (rule.Augmented is { } augmented && RuleSelection.Binds(rule, IrRuleArgumentKind.Residual))
        {
            IrVariable residual = adjoints.Create((result?.Name ?? ValueHoisting.NameOf(call)) + "Residual", augmented.Residual);
            adjoint.Residual = residual;
            IrExpression[] arguments = [.. call.Children, new IrOut(residual, IsDeclaration: true)];
            IrCall forward = IrBuild.Call(augmented.CallText, call.Type, arguments);
            adjoint.Forward = result is null ? new IrEvaluate(forward) : new IrDeclare(result, forward);
        }

        IrExpression? seed = result is null ? null : resultIsActive ? adjoints.Shadow(IrBuild.Read(result)) : IrBuild.Default(result.Type);
        var seeds = new Seeds(seed, result, adjoint.Residual);
        bool aliases = Activity.WrittenMemory(call).Any(written => call.Children.Any(other => !ReferenceEquals(other, written) && SharesMemory(other, written)));
        List<IrStatement> code = aliases ? adjoint.AfterRestoring : adjoint.BeforeRestoring;
        InvokeRule(call, rule, seeds, adjoint.BeforeRestoring, code, expressions);
    }

    private IrRule SelectRule(IrCall call, bool resultIsActive) => RuleSelection.Select(call, resultIsActive, activity)
        ?? throw new System.InvalidOperationException($"no rule of '{call.Method.Name}' covers its active arguments.");

    private bool SharesMemory(IrExpression first, IrExpression second) =>
        (first.Type.IsMemory || first.Type.Kind == IrTypeKind.Object) && roots.Of(first) is { } root && Equals(root, roots.Of(second));

    /// <summary>
    /// Calls a rule. What it needs of written memory is read in <paramref name="before"/>; the rule itself, and the
    /// clearing of the adjoints of what was overwritten, go to <paramref name="code"/>.
    /// </summary>
    private void InvokeRule(IrCall call, IrRule rule, Seeds seeds, List<IrStatement> before, List<IrStatement> code, ExpressionAdjoint expressions)
    {
        var arguments = new List<IrExpression>();
        var invocation = new List<IrStatement>();
        var after = new List<IrStatement>();
        var returned = new List<IrVariable>();
        var lent = new List<IrStatement>();
        bool isApart = !ReferenceEquals(before, code);
        foreach (IrRuleArgument argument in rule.Arguments)
        {
            arguments.Add(argument.Kind switch
            {
                IrRuleArgumentKind.Primal => Primal(argument),
                IrRuleArgumentKind.Self => call.Receiver!,
                IrRuleArgumentKind.Result => IrBuild.Read(seeds.ResultVariable!),
                IrRuleArgumentKind.Residual => IrBuild.Read(seeds.Residual!),
                IrRuleArgumentKind.ResultAdjoint => seeds.Result!,
                IrRuleArgumentKind.WrittenAdjoint => Written(argument, Argument(argument.Name)),
                IrRuleArgumentKind.SelfWrittenAdjoint => Written(argument, call.Receiver!),
                IrRuleArgumentKind.Adjoint => Adjoint(Argument(argument.Name), argument.Name),
                IrRuleArgumentKind.SelfAdjoint => Adjoint(call.Receiver!, "self"),
                _ => throw new System.InvalidOperationException($"'{argument.Kind}' is no rule argument."),
            });
        }

        code.AddRange(invocation);
        code.Add(new IrEvaluate(IrBuild.Call(rule.CallText, IrType.Void, [.. arguments])));
        code.AddRange(lent);
        code.AddRange(returned.Select(Return));
        code.AddRange(after);

        IrExpression Argument(string name)
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Method.Parameters[i].Name == name)
                {
                    return call.Arguments[i];
                }
            }

            throw new System.InvalidOperationException($"'{call.Method.Name}' has no parameter '{name}'.");
        }

        IrExpression Primal(IrRuleArgument argument)
        {
            IrExpression value = Argument(argument.Name);
            bool isWritten = Activity.WrittenMemory(call).Any(written => ReferenceEquals(written, value));
            return isWritten && isApart ? Copy(value) : value;
        }

        IrExpression Written(IrRuleArgument argument, IrExpression place)
        {
            if (!activity.IsActive(place))
            {
                return Scratch(place, argument.Name);
            }

            IrExpression shadow = adjoints.Shadow(place);
            if (argument.WrittenLength is not null)
            {
                IrExpression measure = argument.WrittenLength == "self" ? call.Receiver! : Argument(argument.WrittenLength);
                if (!measure.Unconverted().Equals(place.Unconverted()))
                {
                    shadow = new IrSlice(shadow, IrLiteral.Int(0), measure.Type.IsTensor ? new IrLength(measure, "FlattenedLength") : new IrLength(measure), IrType.SpanOf(shadow.Type.Element!));
                }
            }

            IrExpression seed = isApart ? Copy(shadow) : shadow;
            if (isApart)
            {
                before.Add(Clear(shadow));
            }
            else
            {
                after.Insert(0, Clear(shadow));
            }

            return seed;
        }

        IrExpression Adjoint(IrExpression value, string name)
        {
            if (value is IrBox box)
            {
                return Boxed(box, name);
            }

            if (value.Type is { Kind: IrTypeKind.Other, IsReference: true } && !activity.IsActive(value))
            {
                // What is known by an interface alone is a constant, and nothing is added anywhere.
                return new IrLiteral("null!", value.Type);
            }

            if (value.Type.IsMemory || value.Type.Kind == IrTypeKind.Object)
            {
                return activity.IsActive(value) ? adjoints.Shadow(value) : Scratch(value, name);
            }

            if (activity.IsActive(value) && value is IrVariableReference or IrElement)
            {
                return new IrReference(adjoints.Shadow(value));
            }

            IrVariable sum = adjoints.Create((value is IrNewStruct ? name : ValueHoisting.NameOf(value)) + "Adjoint", value.Type);
            invocation.Add(new IrDeclare(sum, IrBuild.Default(value.Type)));
            expressions.Propagate(value, IrBuild.Read(sum), after);
            return new IrReference(IrBuild.Read(sum));
        }

        // A box holds the struct's shadow for the time of the call; what the rule added there goes to where the fields came from.
        IrExpression Boxed(IrBox box, string name)
        {
            var fields = new StructShadow(activity, adjoints, tape, Scratch, invocation, returned);
            IrVariable whole = adjoints.Create(name + "Adjoint", box.Operand.Type);
            IrVariable held = adjoints.Create(name + "Box", box.Type);
            IrExpression shadow = fields.Of(box.Operand);
            invocation.Add(new IrDeclare(whole, shadow));
            invocation.Add(new IrDeclare(held, new IrBox(IrBuild.Read(whole), box.Type)));
            lent.AddRange(fields.Taken);
            var propagation = new List<IrStatement>();
            expressions.Propagate(box.Operand, IrBuild.Read(whole), propagation);
            if (propagation.Count > 0)
            {
                after.Add(new IrAssign(IrBuild.Read(whole), null, new IrConversion(IrBuild.Read(held), whole.Type, IsImplicit: false)));
                after.AddRange(propagation);
            }

            return IrBuild.Read(held);
        }

        IrExpression Copy(IrExpression memory)
        {
            IrType element = memory.Type.Element!;
            IrVariable copy = adjoints.Create(memory.PlaceName() + "Copy", memory.Type.IsTensor ? memory.Type.Owned : IrType.ArrayOf(element));
            before.Add(new IrDeclare(copy, memory.Type.IsTensor
                ? IrBuild.Call(".RentCopyOf", IrBuild.Read(tape), copy.Type, memory)
                : IrBuild.Call($".RentCopy<{element.Name}>", IrBuild.Read(tape), copy.Type, memory)));
            returned.Add(copy);
            return IrBuild.Read(copy);
        }

        IrExpression Scratch(IrExpression value, string name)
        {
            (IrVariable scratch, IrStatement declaration) = ScratchFor(value, name);
            invocation.Add(declaration);
            if (scratch.Type is { HoldsMemory: true, IsWalked: false })
            {
                returned.Add(scratch);
            }

            return IrBuild.Read(scratch);
        }
    }

    public static IrEvaluate Clear(IrExpression shadow) => new(shadow.Unconverted().Type.Kind == IrTypeKind.Array
        ? IrBuild.Call("global::System.Array.Clear", IrType.Void, shadow)
        : IrBuild.Call(".Clear", shadow, IrType.Void));

    private IrStatement Return(IrVariable array) => new IrEvaluate(IrBuild.Call(".Return", IrBuild.Read(tape), IrType.Void, IrBuild.Read(array)));

    /// <summary>A place for an adjoint that nobody asks for.</summary>
    private (IrVariable Variable, IrStatement Declaration) ScratchFor(IrExpression value, string name)
    {
        if (value.Type.IsMemory)
        {
            IrType element = value.Type.Element!;
            IrVariable array = adjoints.Create(name + "Unused", IrType.ArrayOf(element));
            return (array, new IrDeclare(array, IrBuild.Call($".Rent<{element.Name}>", IrBuild.Read(tape), array.Type, new IrLength(value))));
        }

        IrVariable scratch = adjoints.Create(name + "Unused", value.Type.Owned);
        IrExpression initial = value.Type.IsNumber || value.Type.IsStruct ? IrBuild.Default(value.Type)
            : value.Type.IsWalked ? IrBuild.Call("global::Autodiff.Objects.CreateShadow", value.Type, value)
            : value.Type.IsContainer ? IrBuild.Call(".RentShadow", IrBuild.Read(tape), scratch.Type, value)
            : IrBuild.Call(".CreateShadow", value, value.Type);
        return (scratch, new IrDeclare(scratch, initial));
    }

    /// <summary>
    /// The callee's sweep pair: its forward sweep in place of the call, its reverse sweep on the way back. Of a callee
    /// that runs again both stand on the way back, where all that the call overwrote is what it was before.
    /// </summary>
    private void ReverseSweep(IrCall call, IrVariable? result, StatementAdjoint adjoint, ExpressionAdjoint expressions)
    {
        IrMethod method = call.Method;
        IrExpression tapeArgument = IrBuild.Read(tape);
        var forward = new IrCall(
            method with { CallText = method.Sweeps!.Forward, DeclaredResult = null, Parameters = [.. method.Parameters.Select(parameter => parameter with { Declared = null }), new IrParameter("tape", IrType.Tape, false, false)] },
            call.Receiver,
            [.. call.Arguments, tapeArgument]);
        bool isRerun = method.Sweeps.IsRerun;
        if (!isRerun)
        {
            adjoint.Forward = result is null ? new IrEvaluate(forward) : new IrDeclare(result, forward);
        }

        var propagation = new List<IrStatement>();
        List<IrExpression> arguments = [.. call.Arguments.Where(argument => argument is not IrReference)];
        var returned = new List<IrVariable>();
        var declarations = new List<IrStatement>();
        var fields = new StructShadow(activity, adjoints, tape, ScratchArgument, declarations, returned);
        if (method.Result.IsDifferentiable)
        {
            bool resultIsActive = result is not null && activity.IsActive(result);
            arguments.Add(method.Result.HasMemoryFields ? Seed(IrBuild.Read(result!), resultIsActive ? adjoints.Shadow(IrBuild.Read(result!)) : IrBuild.Default(method.Result))
                : resultIsActive ? adjoints.Shadow(IrBuild.Read(result!))
                : method.Result.IsNumber || method.Result.IsStruct ? IrBuild.Default(method.Result)
                : ScratchArgument(IrBuild.Read(result!), "result"));
        }

        foreach (bool isSeed in new[] { true, false })
        {
            if (!isSeed && call.Receiver is { Type: { IsStruct: true, IsDifferentiable: true } or { IsClass: true } })
            {
                arguments.Add(AdjointArgument(call.Receiver, "self"));
            }

            for (int i = 0; i < call.Arguments.Count; i++)
            {
                IrParameter parameter = method.Parameters[i];
                if (parameter.IsDifferentiable && (parameter.Type.IsWritableSpan || call.Arguments[i] is IrReference) == isSeed)
                {
                    arguments.Add(AdjointArgument(call.Arguments[i] is IrReference reference ? reference.Place : call.Arguments[i], parameter.Name));
                }
            }
        }

        arguments.Add(tapeArgument);
        List<IrStatement> code = isRerun ? adjoint.AfterRestoring : adjoint.BeforeRestoring;
        List<IrExpression> overwritten = isRerun ? [.. Activity.WrittenMemory(call).Select(written => written is IrReference reference ? reference.Place : written)] : [];
        code.AddRange(overwritten.Select(Keep));
        code.AddRange(isRerun ? [new IrEvaluate(forward), .. declarations] : declarations);
        code.Add(new IrEvaluate(new IrCall(
            IrBuild.Call(method.Sweeps.Reverse, IrType.Void, [.. arguments]).Method with { Name = method.Name },
            call.Receiver,
            arguments.ToEquatableArray())));
        code.AddRange(fields.Taken);
        code.AddRange(returned.Select(Return));
        code.AddRange(Enumerable.Reverse(overwritten).Select(PutBack));
        adjoint.AfterRestoring.AddRange(propagation);

        // The seed of a result: what its arrays and objects are is known under names of their own.
        IrExpression Seed(IrExpression value, IrExpression shadow) => value.Type.IsReferring ? fields.Place(IrBuild.Read(roots.Holder(value)!))
            : value.Type.HasMemoryFields ? new IrNewStruct(Enumerable.Range(0, value.Type.Fields.Count).Select(i => Seed(IrBuild.Field(value, i), IrBuild.Field(shadow, i))).ToEquatableArray(), value.Type)
            : shadow;

        IrExpression AdjointArgument(IrExpression value, string name)
        {
            if (value.Type.HasMemoryFields)
            {
                IrVariable whole = adjoints.Create(name + "Adjoint", value.Type);
                declarations.Add(new IrDeclare(whole, fields.Of(value)));
                expressions.Propagate(value, IrBuild.Read(whole), propagation);
                return new IrReference(IrBuild.Read(whole));
            }

            if (activity.IsActive(value))
            {
                if (!value.Type.IsNumber && !value.Type.IsStruct)
                {
                    return adjoints.Shadow(value);
                }

                if (value is IrVariableReference or IrElement)
                {
                    return new IrReference(adjoints.Shadow(value));
                }

                IrVariable sum = adjoints.Create((value is IrNewStruct ? name : ValueHoisting.NameOf(value)) + "Adjoint", value.Type);
                declarations.Add(new IrDeclare(sum, IrBuild.Default(value.Type)));
                expressions.Propagate(value, IrBuild.Read(sum), propagation);
                return new IrReference(IrBuild.Read(sum));
            }

            return ScratchArgument(value, name);
        }

        IrExpression ScratchArgument(IrExpression value, string name)
        {
            (IrVariable scratch, IrStatement declaration) = ScratchFor(value, name);
            declarations.Add(declaration);
            if (scratch.Type is { HoldsMemory: true, IsWalked: false })
            {
                returned.Add(scratch);
            }

            return value.Type.IsNumber || value.Type.IsStruct ? new IrReference(IrBuild.Read(scratch)) : IrBuild.Read(scratch);
        }
    }

    /// <summary>
    /// What a callee that runs again overwrites is kept while it does: what precedes the call is reversed after it, and
    /// reads the values that were there before.
    /// </summary>
    private static IrStatement Keep(IrExpression place) => place.Type.HoldsMemory ? new IrPushAll(place) : new IrPush(place);

    private static IrStatement PutBack(IrExpression place) => place.Type.HoldsMemory ? new IrPopAll(place) : new IrAssign(place, null, new IrPop(place.Type));

    private readonly record struct Seeds(IrExpression? Result, IrVariable? ResultVariable, IrVariable? Residual);
}
