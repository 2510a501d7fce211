using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Which parameters and which variables of memory the body assigns. Parameters that are assigned get a local copy, so that
/// inputs keep the values they had at entry; a variable of a Memory, or of an object that leads to others, stands for one memory all its life.
/// </summary>
internal sealed class AssignmentScan(LoweringContext context, IBlockOperation body)
{
    private readonly List<(ISymbol Symbol, IOperation Assignment)> _assignments = Find(body);
    private ILookup<ISymbol, IOperation>? _bySymbol;
    private ILookup<ISymbol, IVariableDeclaratorOperation>? _declarators;

    /// <summary>The parameters by reference, each with the local that holds its value.</summary>
    public List<(IrVariable Parameter, IrVariable Value)> Outputs { get; } = [];

    public void CopyAssignedParameters(IEnumerable<IParameterSymbol> parameters)
    {
        NoteAssignedArrays();
        parameters = [.. parameters.Where(parameter => context.InlineArrays.TypeOf(parameter.Type) is null)];
        foreach (IParameterSymbol parameter in parameters.Where(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out))
        {
            IrVariable given = context.Variable(parameter, parameter.Type);
            IrVariable value = context.Local(given.Type, parameter.Name + "Value");
            context.Emit(new IrDeclare(value, parameter.RefKind == RefKind.Out ? IrBuild.Default(given.Type) : new IrVariableReference(given)));
            context.Redirect(parameter, value);
            Outputs.Add((given, value));
        }

        foreach (IParameterSymbol parameter in parameters)
        {
            IrVariable variable = context.Variable(parameter, parameter.Type);
            if (parameter.RefKind is not (RefKind.Ref or RefKind.Out) && (variable.Type.Kind != IrTypeKind.Object || context.Types.MayMove(parameter.Type)) && AssignmentsOf(parameter).Any())
            {
                if (variable.Type.Kind is IrTypeKind.Array or IrTypeKind.Object && Turn(parameter) is { } turn)
                {
                    context.Turns.Add(turn);
                    continue;
                }

                IrVariable copy = context.Local(variable.Type, parameter.Name + "Value");
                context.Emit(new IrDeclare(copy, new IrVariableReference(variable)));
                context.Redirect(parameter, copy);
            }
        }
    }

    /// <summary>
    /// The assignment from which on a parameter is another variable: the first one, where control always passes, and
    /// nothing else mentions the parameter at a time of its own.
    /// </summary>
    private ISimpleAssignmentOperation? Turn(IParameterSymbol parameter) =>
        AssignmentsOf(parameter).OrderBy(assignment => assignment.Syntax.SpanStart).First() is ISimpleAssignmentOperation { IsRef: false, Target: IParameterReferenceOperation, Parent: IExpressionStatementOperation { Parent: var around } } first
        && around == body
        && !body.Descendants().Any(operation => operation is IAnonymousFunctionOperation or ILocalFunctionOperation && operation.Descendants().OfType<IParameterReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)))
            ? first
            : null;

    /// <summary>Notes which variables of arrays and containers will lead to one now and to another later.</summary>
    public void NoteAssignedArrays() => context.AssignedArraySymbols.UnionWith(_assignments
        .Select(pair => pair.Symbol)
        .Where(symbol => ((symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type) is { } type
            && (type is IArrayTypeSymbol || context.Types.Lower(type) is { IsSpan: true } or { HasMemoryFields: true } || context.Types.MayMove(type)) && !IsLateInitialiser(symbol)));

    public void CheckViews()
    {
        foreach (IOperation assignment in body.Descendants().Where(IsToReceiver))
        {
            _ = context.Unsupported(assignment, "An assignment to the method's own struct", "return a new struct");
        }

        foreach ((ISymbol symbol, IOperation assignment) in _assignments)
        {
            ITypeSymbol? type = (symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type;
            IrType lowered = context.Types.Lower(type);
            if (((lowered.Kind == IrTypeKind.Object && !context.Types.MayMove(type)) || lowered.IsHeldSpan) && !IsLateInitialiser(symbol))
            {
                context.Report("AD0011", (Target(assignment) ?? assignment).Syntax, symbol.Name, "is assigned again, and its adjoint could not follow; declare a new local");
            }
        }
    }

    private static List<(ISymbol, IOperation)> Find(IBlockOperation body)
    {
        var found = new List<(ISymbol, IOperation)>();
        foreach (IOperation operation in body.Descendants())
        {
            found.AddRange(Changed(Target(operation)).Select(symbol => (symbol, operation)));
        }

        return found;
    }

    /// <summary>What an operation assigns.</summary>
    private static IOperation? Target(IOperation operation) => operation switch
    {
        ICompoundAssignmentOperation compound when TensorLowering.IsInPlace(compound) => null,
        ISimpleAssignmentOperation { IsRef: true } move => move.Value,
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        IInvocationOperation { Instance: { Type: { } type } instance, TargetMethod: { IsReadOnly: false, ContainingType.IsReadOnly: false } method }
            when StructShape.IsStruct(type) && !Attributes.Has(method, Attributes.Differentiable) => instance,
        IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: var referenced } => referenced,
        _ => null,
    };

    /// <summary>Whether an operation changes the struct that its method belongs to.</summary>
    private bool IsToReceiver(IOperation operation) => context.Receiver is not null && !context.Inliner.IsActive && operation is not IInvocationOperation && Target(operation) is { } target && Reaches(target);

    private static bool Reaches(IOperation target) => target switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } => StructShape.IndexOf(parameter.ContainingType, parameter) >= 0,
        ITupleOperation tuple => tuple.Elements.Any(Reaches),
        IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } conditional => Reaches(conditional.WhenTrue) || Reaches(otherwise),
        IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance } => Reaches(instance),
        _ => false,
    };

    /// <summary>The variables that an assignment to a place changes: those of a deconstruction, and that of a struct's field.</summary>
    private static IEnumerable<ISymbol> Changed(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IDeclarationExpressionOperation declaration => Changed(declaration.Expression),
        ITupleOperation tuple => tuple.Elements.SelectMany(Changed),
        IConditionalOperation { IsRef: true } conditional => Changed(conditional.WhenTrue).Concat(Changed(conditional.WhenFalse)),
        IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance } member and (IFieldReferenceOperation or IPropertyReferenceOperation)
            when member is not IPropertyReferenceOperation { Property.IsIndexer: true } || StructShape.IsStruct(instance.Type) => Changed(instance),
        _ => [],
    };

    private IEnumerable<IOperation> AssignmentsOf(ISymbol symbol) =>
        (_bySymbol ??= _assignments.ToLookup(pair => pair.Symbol, pair => pair.Assignment, SymbolEqualityComparer.Default))[symbol];

    /// <summary>Declared without a value, and given one exactly once in the same block.</summary>
    private bool IsLateInitialiser(ISymbol symbol)
    {
        _declarators ??= body.Descendants().OfType<IVariableDeclaratorOperation>().ToLookup(declarator => (ISymbol)declarator.Symbol, SymbolEqualityComparer.Default);
        IVariableDeclaratorOperation? declarator = _declarators[symbol].FirstOrDefault();
        return declarator is { Initializer: null, Parent: not IForEachLoopOperation }
            && AssignmentsOf(symbol).ToList() is [ISimpleAssignmentOperation { Parent: IExpressionStatementOperation statement }]
            && declarator.Parent?.Parent?.Parent == statement.Parent;
    }
}
