using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Where the body of another declaration is being lowered: its name, and the call that stands for all of it.</summary>
internal sealed record Inlining(string Name, Origin Origin);

/// <summary>An argument in the order of evaluation, ready to be bound.</summary>
/// <param name="Value">Its value; a place, when it is passed by reference.</param>
/// <param name="Target">What it calls, when it is a delegate that is known.</param>
internal sealed record InlineArgument(IParameterSymbol Parameter, IrExpression? Value, DelegateTarget? Target = null)
{
    public bool IsPlace => Parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter;
}

/// <summary>
/// Lowers a body that has source in the place of its call: parameters become locals (or the very variable that was
/// given, where neither side can tell), captured names stand for the caller's own variables.
/// </summary>
internal sealed class Inliner(LoweringContext context)
{
    /// <summary>Deeper than anybody nests calls; what gets there calls itself.</summary>
    private const int MaximalDepth = 24;

    private const int MaximalRepetition = 6;

    private const int MaximalCount = 2000;

    private readonly Stack<IMethodSymbol> _active = new();
    private readonly HashSet<ISymbol> _refused = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IrVariable> _shared = [];
    private int _count;

    public WrittenSymbols Writes { get; } = new();

    /// <summary>Whether what is lowered now stands in the place of a call.</summary>
    public bool IsActive => _active.Count > 0;

    /// <summary>Tells which variable a name stands for, so that what a local function changes is never shared.</summary>
    public void Declared(ISymbol symbol, IrVariable variable)
    {
        if (Writes.IsWrittenByCapture(symbol))
        {
            _shared.Add(variable);
        }
    }

    /// <summary>
    /// Whether a method is lowered anew for each of its calls: one that takes delegates, one that gives a place, and one
    /// that only the body being inlined can reach.
    /// </summary>
    public bool IsSpecialised(IMethodSymbol method) => method is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false }
        && ((GivesPlace(method) && (method.IsStatic || ClassShape.IsClass(method.ContainingType))) || IsMarkedForEach(method));

    private bool IsMarkedForEach(IMethodSymbol method) => Attributes.Has(method, Attributes.Differentiable)
        && !Attributes.Has(method, Attributes.NoGradient)
        && (method.Parameters.Any(parameter => DelegateLowering.IsDelegate(parameter.Type) || IsGivenDerivatives(parameter)) || (context.Frame.IsForeign && !IsInReach(method)));

    /// <summary>Whether a parameter's type says of what it is given that it may have derivatives, and nothing of where they go: a type parameter.</summary>
    private bool IsGivenDerivatives(IParameterSymbol parameter) =>
        parameter.OriginalDefinition.Type is ITypeParameterSymbol open && open.ConstraintTypes.Any(constraint => DerivativeInterfaces.Of(constraint) is not null)
        && context.Types.Lower(parameter.Type).IsDifferentiable;

    /// <summary>Whether a method returns a place, which has no derivative of its own, whether it is marked or not.</summary>
    public static bool GivesPlace(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    /// <summary>Reports what the body of another type may use and this one may not.</summary>
    public bool IsOutOfReach(IOperation operation)
    {
        ISymbol? used = operation switch
        {
            IFieldReferenceOperation { Field.HasConstantValue: true } => null,
            IMemberReferenceOperation reference => reference.Member,
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary } invocation when !IsSpecialised(invocation.TargetMethod) => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured }
                when !SymbolEqualityComparer.Default.Equals(captured.ContainingSymbol, context.Frame.Method) => captured,
            _ => null,
        };

        // Those of a differentiable struct are not called by their names: fields become variables, members go in here.
        if (used is null || StructShape.IsStruct(used.ContainingType) || ClassShape.IsClass(used.ContainingType) || (IsInReach(used) && !IsHidden(operation, used)))
        {
            return false;
        }

        string wayOut = used is IParameterSymbol ? "keep it in a field" : "make it internal";
        _ = context.Unsupported(operation, $"The use of '{used.ContainingType.Name}.{used.Name}', which is out of reach,", wayOut);
        return true;
    }

    /// <summary>
    /// Whether a simple name would mean something else in the differentiated method's own type: a primary constructor's
    /// parameter, or a member of a base type that another one hides.
    /// </summary>
    private bool IsHidden(IOperation operation, ISymbol used)
    {
        bool isOwnType = context.Receiver is null && SymbolEqualityComparer.Default.Equals(used.ContainingType, context.Method.ContainingType);
        IOperation? instance = (operation as IMemberReferenceOperation)?.Instance ?? (operation as IInvocationOperation)?.Instance;
        return !isOwnType && (used is IParameterSymbol
            || (instance is IInstanceReferenceOperation && context.Receiver is null && context.Method.ContainingType.GetMembers(used.Name).Any()));
    }

    public bool IsInReach(ISymbol symbol) => symbol is IParameterSymbol || context.Compilation.IsSymbolAccessibleWithin(symbol.OriginalDefinition, context.Method.ContainingType);

    /// <summary>
    /// The value of a call, its body's statements before it. The value may be one call of any effect, as in
    /// <see cref="ExpressionLowering.Initializer"/>; it is nothing of use where the body gives none.
    /// </summary>
    public IrExpression Inline(InlineBody body, IReadOnlyList<InlineArgument> arguments, IOperation call, IrExpression? receiver = null)
    {
        IMethodSymbol method = body.Method;
        if (Refuse(body, call) is { } refused)
        {
            return refused;
        }

        _count++;
        _active.Push(method);
        Writes.Add(body.Block);
        Inlining? inlining = null;
        if (body.IsForeign)
        {
            inlining = new Inlining(method.Name, context.OriginOf(call.Syntax));
            context.Dependencies.AddInlined(method);
        }

        IrType result = IrType.Void;
        List<IrStatement> statements = context.Capture(() => context.Within(new Frame(method, body.Around, receiver, body.IsForeign, body.Types), inlining, () =>
        {
            result = context.Types.Lower(method.ReturnType);
            AssignmentScan? assignments = body.IsForeign ? new AssignmentScan(context, body.Block) : null;
            assignments?.NoteAssignedArrays();
            Bind(arguments);
            context.Statements.Lower(body.Block.Operations);
            if (assignments is not null)
            {
                assignments.CheckViews();
            }
        }));
        _ = _active.Pop();
        IrExpression value = Value(statements, method, result, call);
        return Attributes.Has(method, Attributes.NoGradient) && value.Type.IsDifferentiable
            ? new IrStopGradient(EffectSet.HasEffect(value) ? context.Hoist(value) : value)
            : value;
    }

    /// <summary>
    /// What a delegate calls that a body returns: its statements run here, and what they declare stays for the delegate.
    /// <see langword="null"/> where the body does not end in its only return, or that is not known.
    /// </summary>
    public DelegateTarget? Returned(InlineBody body, IReadOnlyList<InlineArgument> arguments, IOperation call)
    {
        List<IOperation> operations = [.. body.Block.Operations.Where(operation => operation is not ILocalFunctionOperation)];
        if (operations.Count == 0 || operations[operations.Count - 1] is not IReturnOperation { ReturnedValue: { } value } || ReturnsOf(body.Block) != 1 || Refuse(body, call) is not null)
        {
            return null;
        }

        _count++;
        _active.Push(body.Method);
        Writes.Add(body.Block);
        if (body.IsForeign)
        {
            context.Dependencies.AddInlined(body.Method);
        }

        DelegateTarget? target = null;
        List<IrStatement> statements = context.Capture(() => context.Within(new Frame(body.Method, body.Around, null, body.IsForeign, body.Types), body.IsForeign ? new Inlining(body.Method.Name, context.OriginOf(call.Syntax)) : null, () =>
        {
            AssignmentScan? assignments = body.IsForeign ? new AssignmentScan(context, body.Block) : null;
            assignments?.NoteAssignedArrays();
            Bind(arguments);
            context.Statements.Lower(operations.Take(operations.Count - 1));
            target = context.Delegates.Known(value);
            assignments?.CheckViews();
        }));
        _ = _active.Pop();
        if (target is not null)
        {
            context.Output.AddRange(statements);
        }

        return target;
    }

    /// <summary>How many returns leave a body, and not a lambda or a local function in it.</summary>
    private static int ReturnsOf(IOperation operation) => operation switch
    {
        IReturnOperation => 1,
        IAnonymousFunctionOperation or ILocalFunctionOperation => 0,
        _ => operation.ChildOperations.Sum(ReturnsOf),
    };

    /// <summary>Lowers what a constructor does before its body: the parameters of a primary one are bound.</summary>
    public void Construct(IMethodSymbol constructor, IReadOnlyList<InlineArgument> arguments, IOperation creation, IrExpression receiver, Action initialize, TypeArguments? types = null)
    {
        _active.Push(constructor);
        context.Within(new Frame(constructor, null, receiver, isForeign: true, types), new Inlining(constructor.ContainingType.Name, context.OriginOf(creation.Syntax)), () =>
        {
            Bind(arguments);
            initialize();
        });
        _ = _active.Pop();
    }

    /// <summary>Evaluates arguments in the order in which they stand.</summary>
    /// <param name="parameters">The parameters of the body, where the call names those of a delegate.</param>
    public List<InlineArgument> Arguments(IEnumerable<IArgumentOperation> arguments, IReadOnlyList<IParameterSymbol> parameters)
    {
        var bound = new List<InlineArgument>();
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = parameters[argument.Parameter!.Ordinal];
            int mark = context.Output.Count;
            if (DelegateLowering.IsDelegate(parameter.Type) && context.Delegates.Known(argument.Value) is { } target)
            {
                bound.Add(new InlineArgument(parameter, null, target));
                Protect(bound, mark);
                continue;
            }

            var next = new InlineArgument(parameter, null);
            bound.Add(next with
            {
                Value = next.IsPlace ? context.References.Find(argument.Value)
                : context.InlineArrays.TypeOf(parameter.Type) is not null ? context.InlineArrays.Argument(argument.Value)
                : context.Calls.Argument(argument.Value, argument.Parameter.Type)
            });
            Protect(bound, mark);
        }

        return bound;
    }

    /// <summary>Values that were evaluated before an effect keep what they were; places follow it.</summary>
    private void Protect(List<InlineArgument> bound, int mark)
    {
        int last = bound.Count - 1;
        List<int> values = [.. Enumerable.Range(0, last).Where(i => bound[i] is { IsPlace: false, Value: not null })];
        IrExpression[] before = [.. values.Select(i => bound[i].Value!)];
        context.Protect(before, before.Length, mark);
        for (int i = 0; i < before.Length; i++)
        {
            bound[values[i]] = bound[values[i]] with { Value = before[i] };
        }
    }

    private void Bind(IEnumerable<InlineArgument> arguments)
    {
        List<InlineArgument> all = [.. arguments];
        HashSet<IrVariable> places = [.. all.Where(argument => argument is { IsPlace: true, Value: not null }).SelectMany(argument => argument.Value!.Variables())];
        foreach ((IParameterSymbol parameter, IrExpression? value, DelegateTarget? target) in all)
        {
            if (target is not null)
            {
                context.Frame.Bind(parameter, target);
            }
            else if (context.InlineArrays.TypeOf(parameter.Type) is { } inlineArray)
            {
                context.InlineArrays.Bind(parameter, inlineArray, value!);
            }
            else if (parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter || CanShare(parameter, value!, places))
            {
                context.Frame.Bind(parameter, value!);
            }
            else
            {
                bool isCut = Attributes.Has(parameter, Attributes.NoGradient) && value!.Type.IsDifferentiable;
                IrVariable local = context.Declare(parameter, IrVariableKind.Local, parameter.Type);
                context.Emit(new IrDeclare(local, isCut ? new IrStopGradient(value!) : value) { Origin = value!.Origin });
            }
        }
    }

    /// <summary>Whether a parameter may be the variable that was given for it: nobody changes either while the body runs.</summary>
    private bool CanShare(IParameterSymbol parameter, IrExpression value, HashSet<IrVariable> places)
    {
        if (Writes.IsWritten(parameter) || Attributes.Has(parameter, Attributes.NoGradient))
        {
            return false;
        }

        return value switch
        {
            IrThis => true,
            IrVariableReference { Variable: var variable } => !_shared.Contains(variable) && !places.Contains(variable)
                && (variable.Type.Kind == IrTypeKind.Other || variable.Type == context.Types.Lower(parameter.Type)),
            _ => false,
        };
    }

    /// <summary>Puts the statements before what is being lowered, and gives what the body returns.</summary>
    private IrExpression Value(List<IrStatement> statements, IMethodSymbol method, IrType type, IOperation call)
    {
        int last = statements.Count - 1;
        var final = last >= 0 ? statements[last] as IrReturn : null;
        bool isStraight = !statements.Take(final is null ? statements.Count : last).Returns().Any();
        if (isStraight && (final is not null || method.ReturnsVoid))
        {
            context.Output.AddRange(final is null ? statements : statements.Take(last));
            return final?.Value ?? context.Placeholder(call);
        }

        if (GivesPlace(method))
        {
            return context.References.Returned(statements, ResultName(method), context.OriginOf(call.Syntax))
                ?? context.Unsupported(call, $"A call of {Describe(method)}, which returns references to unlike places,", "return references to parameters and to elements of arrays, or use indices");
        }

        if (context.InlineArrays.TypeOf(method.ReturnType) is not null)
        {
            return context.InlineArrays.Refuse(call);
        }

        if (type.IsTensorSpan)
        {
            context.Report("AD0011", call.Syntax, NameOf(method), "returns memory in more than one place; assign one local and return it at the end");
            return context.Placeholder(call);
        }

        IrVariable? result = method.ReturnsVoid ? null : context.Temporary(type, ResultName(method));
        context.Emit(new IrInlined(IrBlock.Of(statements), result) { Origin = context.OriginOf(call.Syntax) });
        return result is null ? context.Placeholder(call) : new IrVariableReference(result);
    }

    private IrExpression? Refuse(InlineBody body, IOperation call)
    {
        IMethodSymbol method = body.Method;
        if (_refused.Contains(method))
        {
            return context.Placeholder(call);
        }

        bool isOtherClosure = body.Around is { } around && method.MethodKind == MethodKind.AnonymousFunction && !context.Frame.IsWithin(around);
        bool isRecursive = (IsInside(call, body) && !isOtherClosure) || _active.Count > MaximalDepth
            || _active.Count(active => SymbolEqualityComparer.Default.Equals(active, method)) > MaximalRepetition;
        (string What, string WayOut)? problem =
            isRecursive ? ($"A call of {Describe(method)} by itself", WayOutOfRecursion(method)) :
            _count > MaximalCount ? ($"A call of {Describe(method)} in so many places", "make it a [Differentiable] method without delegates") :
            method.IsAsync ? ($"A call of {Describe(method)}, which is async,", "compute the value in a method that is not async") :
            body.Types is { IsCircular: true } ? ($"A call of {Describe(method)} with type arguments made of its own type parameters", "write it for double or float") :
            body is { IsForeign: true, Types: not null } && method.ContainingType.ContainingType is { IsGenericType: true } ? ($"A call of {Describe(method)}, which stands in a generic type,", "move it to a type that is not") :
            InlineBody.IsIterator(body.Block.Syntax) ? ($"A call of {Describe(method)}, which is an iterator,", "fill an array") :
            Attributes.Has(method, Attributes.NoGradient) && Writes.WritesCaptured(method)
                ? ($"A call of {Describe(method)}, which is marked [NoGradient] and writes what it captures,", "return the value, or take the attribute away") :
            null;
        if (problem is not { } found)
        {
            return null;
        }

        _ = _refused.Add(method);
        return context.Unsupported(call, found.What, found.WayOut);
    }

    private static bool IsInside(IOperation call, InlineBody body) =>
        call.Syntax.SyntaxTree == body.Block.Syntax.SyntaxTree && body.Block.Syntax.Span.Contains(call.Syntax.Span);

    private static string WayOutOfRecursion(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary
        ? "write the recursion as a loop"
        : "make it a [Differentiable] method of the type";

    private static string Describe(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => $"the local function '{method.Name}'",
        MethodKind.AnonymousFunction => "a lambda",
        _ => $"'{method.Name}'",
    };

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction ? "the lambda" : method.Name;

    private static string ResultName(IMethodSymbol method) =>
        method.MethodKind == MethodKind.AnonymousFunction ? "value" : Names.CamelCase(method.AssociatedSymbol?.Name ?? method.Name) + "Value";
}
