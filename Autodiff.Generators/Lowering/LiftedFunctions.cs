using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Local functions that call themselves, which no inlining ends: each becomes a hidden method beside the companions,
/// and what it captures becomes its first parameters.
/// </summary>
internal sealed class LiftedFunctions
{
    private readonly Dictionary<ISymbol, Lifted?> _lifted = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _calls = new(SymbolEqualityComparer.Default);

    /// <summary>The functions, in the order of their first calls.</summary>
    public IEnumerable<LiftedFunction> Functions => _lifted.Values.OfType<Lifted>().Select(lifted => lifted.Function).OfType<LiftedFunction>();

    /// <summary>Whether a local function calls itself, by another one or not.</summary>
    public bool IsRecursive(LoweringContext context, IMethodSymbol function) =>
        CallsOf(context, function).Any(called => Reachable(context, called).Contains(function, SymbolEqualityComparer.Default));

    public IrExpression Call(LoweringContext context, IInvocationOperation invocation)
    {
        IMethodSymbol function = invocation.TargetMethod;
        List<IMethodSymbol> reachable = Reachable(context, function);
        if (Refusal(context, function, reachable) is { } reason)
        {
            return context.Unsupported(invocation, $"A call of the local function '{function.Name}', which calls itself and {reason},", "make it a [Differentiable] method of the type");
        }

        if (!_lifted.TryGetValue(function, out Lifted? lifted))
        {
            lifted = new Lifted(NameOf(context, function), Captured(context, reachable));
            _lifted[function] = lifted;
            lifted.Function = Lower(context, function, lifted);
        }

        List<InlineArgument> arguments = context.Inliner.Arguments(invocation.Arguments, function.Parameters);
        if (arguments.Any(argument => argument.Value is null))
        {
            return context.Unsupported(invocation, $"A call of the local function '{function.Name}', which calls itself and takes a delegate,", "make it a [Differentiable] method of the type");
        }

        // What it captures it reads when it runs, after its arguments.
        IEnumerable<IrExpression> captured = lifted!.Captured.Select(symbol => context.Reference(symbol, TypeOf(symbol)));
        IEnumerable<IrExpression> given = arguments.OrderBy(argument => argument.Parameter.Ordinal).Select(argument => argument.Value!);
        return new IrCall(Target(context, function, lifted), null, captured.Concat(given).ToEquatableArray());
    }

    private static IrMethod Target(LoweringContext context, IMethodSymbol function, Lifted lifted)
    {
        List<IrParameter> parameters = [.. lifted.Captured.Concat<ISymbol>(function.Parameters).Select(symbol => Parameter(context, symbol))];
        IrType result = context.Types.Lower(function.ReturnType);
        bool hasOutput = result.IsDifferentiable || parameters.Any(parameter => parameter is { IsWritten: true, IsDifferentiable: true });
        IrCallKind kind = !parameters.Any(parameter => parameter.IsDifferentiable) ? IrCallKind.Plain
            : hasOutput ? IrCallKind.Differentiable
            : IrCallKind.Sink;
        return new IrMethod(
            Names.Escape(function.Name),
            lifted.Name,
            parameters.ToEquatableArray(),
            result,
            kind,
            IrEffect.Writes,
            default,
            kind == IrCallKind.Differentiable ? new IrSweepPair(lifted.Name + "ForwardSweep", lifted.Name + "ReverseSweep") : null);
    }

    private static IrParameter Parameter(LoweringContext context, ISymbol symbol)
    {
        IrType type = context.Types.Lower(TypeOf(symbol));
        bool isDifferentiable = type.IsDifferentiable && !Attributes.Has(symbol, Attributes.NoGradient);
        return new IrParameter(Names.Escape(symbol.Name), type, isDifferentiable, IsWritten: type.Kind is IrTypeKind.Span or IrTypeKind.Array || (type.IsContainer && !type.IsReadOnlyTensor) || type.IsClass);
    }

    private static LiftedFunction? Lower(LoweringContext caller, IMethodSymbol function, Lifted lifted)
    {
        LoweringContext context = caller.Lift();
        if (InlineBody.Of(caller, caller.Method) is { } whole)
        {
            context.Inliner.Writes.Add(whole.Block);
        }

        var parameters = new List<IrFunctionParameter>();
        Declare(lifted.Captured);
        if (InlineBody.Of(context, function) is not { } body)
        {
            return null;
        }

        IrBlock block = IrBlock.Empty;
        context.Within(new Frame(function, context.Frame, receiver: null), inlining: null, () =>
        {
            Declare(function.Parameters);
            block = IrBlock.Of(context.Capture(() =>
            {
                new AssignmentScan(context, body.Block).CopyAssignedParameters(function.Parameters);
                context.Statements.Lower(body.Block.Operations);
            }));
        });
        caller.Adopt(context.Problems);
        return new LiftedFunction(lifted.Name, caller.Method.IsStatic, parameters.ToEquatableArray(), context.Types.Lower(function.ReturnType), block, context.VariableCount);

        void Declare(IEnumerable<ISymbol> symbols)
        {
            foreach (ISymbol symbol in symbols)
            {
                IrVariable variable = context.Declare(symbol, IrVariableKind.Parameter, TypeOf(symbol));
                IrParameter parameter = Parameter(context, symbol);
                parameters.Add(new IrFunctionParameter(variable, parameter.IsDifferentiable));
                if (parameter.IsDifferentiable)
                {
                    context.ActiveParameters.Add(variable);
                }
            }
        }
    }

    private string? Refusal(LoweringContext context, IMethodSymbol function, List<IMethodSymbol> reachable)
    {
        List<ISymbol> captured = Captured(context, reachable);
        var writes = new WrittenSymbols();
        foreach (IMethodSymbol called in reachable)
        {
            if (InlineBody.Of(context, called) is { } body)
            {
                writes.Add(body.Block);
            }
        }

        return context.Frame.Of(function) is not { IsOutermost: true } || reachable.Any(called => !SymbolEqualityComparer.Default.Equals(called.ContainingSymbol, context.Method))
                ? "stands in another function"
            : context.Method.IsGenericMethod ? "stands in a generic method"
            : context.Receiver is not null && UsesReceiver(context, reachable) ? "uses the struct that it stands in"
            : captured.Any(writes.IsWritten) ? "writes what it captures"
            : captured.Any(symbol => DelegateLowering.IsDelegate(TypeOf(symbol))) ? "captures a delegate"
            : function.Parameters.Any(parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) ? "takes a parameter by reference"
            : function.IsGenericMethod ? "is generic"
            : function.IsAsync || InlineBody.IsIterator(function.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken)) ? "does not run where it is called"
            : function.ReturnsByRef || function.ReturnsByRefReadonly ? "returns by reference"
            : null;
    }

    private static bool UsesReceiver(LoweringContext context, List<IMethodSymbol> functions) => functions
        .Select(function => InlineBody.Of(context, function)).OfType<InlineBody>()
        .Any(body => body.Block.Descendants().OfType<IInstanceReferenceOperation>().Any());

    /// <summary>The locals and parameters of the method around that functions read; a constant is none.</summary>
    private static List<ISymbol> Captured(LoweringContext context, List<IMethodSymbol> functions)
    {
        var captured = new List<ISymbol>();
        List<SyntaxNode> declarations = [.. functions.Select(function => function.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken))];
        foreach (IOperation operation in functions.Select(function => InlineBody.Of(context, function)).OfType<InlineBody>().SelectMany(body => body.Block.Descendants()))
        {
            ISymbol? symbol = operation switch
            {
                ILocalReferenceOperation { Local.HasConstantValue: false } local => local.Local,
                IParameterReferenceOperation { Parameter.ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => parameter.Parameter,
                _ => null,
            };
            if (symbol is { DeclaringSyntaxReferences: [var place, ..] } && !captured.Contains(symbol, SymbolEqualityComparer.Default)
                && !declarations.Any(declaration => declaration.Span.Contains(place.Span)))
            {
                captured.Add(symbol);
            }
        }

        return captured;
    }

    private List<IMethodSymbol> Reachable(LoweringContext context, IMethodSymbol function)
    {
        List<IMethodSymbol> reached = [function];
        for (int i = 0; i < reached.Count; i++)
        {
            reached.AddRange(CallsOf(context, reached[i]).Where(called => !reached.Contains(called, SymbolEqualityComparer.Default)));
        }

        return reached;
    }

    private List<IMethodSymbol> CallsOf(LoweringContext context, IMethodSymbol function)
    {
        if (!_calls.TryGetValue(function, out List<IMethodSymbol>? calls))
        {
            _calls[function] = calls = InlineBody.Of(context, function)?.Block.Descendants()
                .Select(operation => (operation as IInvocationOperation)?.TargetMethod ?? (operation as IMethodReferenceOperation)?.Method)
                .OfType<IMethodSymbol>()
                .Where(called => called.MethodKind == MethodKind.LocalFunction)
                .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
                .ToList() ?? [];
        }

        return calls;
    }

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol is IParameterSymbol parameter ? parameter.Type : ((ILocalSymbol)symbol).Type;

    private static string NameOf(LoweringContext context, IMethodSymbol function)
    {
        string name = context.Method.Name + char.ToUpperInvariant(function.Name[0]) + function.Name.Substring(1);
        List<IMethodSymbol> overloads = [.. context.Method.ContainingType.GetMembers(context.Method.Name).OfType<IMethodSymbol>()];
        int index = overloads.FindIndex(overload => SymbolEqualityComparer.Default.Equals(overload.PartialImplementationPart ?? overload, context.Method));
        return context.Names.Unique(overloads.Count > 1 ? name + "Of" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : name);
    }

    private sealed class Lifted(string name, IReadOnlyList<ISymbol> captured)
    {
        public string Name { get; } = name;

        public IReadOnlyList<ISymbol> Captured { get; } = captured;

        public LiftedFunction? Function { get; set; }
    }
}

/// <summary>A lifted function before it is one of a type: what differs from the method that it stood in.</summary>
internal sealed record LiftedFunction(string Name, bool IsStatic, EquatableArray<IrFunctionParameter> Parameters, IrType Result, IrBlock Body, int VariableCount);
