using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// What a body does with the memory that one of its parameters, or its receiver, leads to: whether it writes it itself,
/// and to which methods it hands it on. Whatever is not known to leave the memory alone counts as writing it, and so does
/// whatever lets others hold it.
/// </summary>
internal sealed class MemoryUses
{
    private readonly HashSet<ISymbol> _leading = new(SymbolEqualityComparer.Default);
    private readonly List<MemoryHandover> _handovers = [];
    private readonly IMethodSymbol _method;
    private readonly IOperation _body;

    /// <param name="method">The method whose body it is.</param>
    /// <param name="body">The whole body, local functions and lambdas in it included.</param>
    /// <param name="parameter">The parameter, or <see langword="null"/> for the receiver.</param>
    public MemoryUses(IMethodSymbol method, IOperation body, ISymbol? parameter)
    {
        _method = method;
        _body = body;
        List<IOperation> references = [.. body.DescendantsAndSelf().Where(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })];
        if (parameter is not null)
        {
            _ = _leading.Add(parameter);
        }

        // What is reached by one variable may be stored in another.
        int known;
        do
        {
            known = _leading.Count;
            _handovers.Clear();
            foreach (IOperation reference in references.Where(reference => Symbol(reference) is { } symbol ? _leading.Contains(symbol) || (parameter is null && IsField(symbol)) : parameter is null))
            {
                if (!IsWritten)
                {
                    FollowMemory(reference);
                }
            }
        }
        while (!IsWritten && _leading.Count > known);
    }

    /// <summary>Whether the body writes the memory, or lets something else do so.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>The methods that are given the memory, and as what.</summary>
    public IReadOnlyList<MemoryHandover> Handovers => _handovers;

    private static ISymbol? Symbol(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether a parameter is one of a primary constructor, which the methods of the type share.</summary>
    private bool IsField(ISymbol symbol) => symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } && !SymbolEqualityComparer.Default.Equals(constructor, _method);

    /// <summary>Whether a value of a type can lead to memory.</summary>
    private static bool Leads(ITypeSymbol? type) => type switch
    {
        null => true,
        ITypeParameterSymbol parameter => !TypeParameters.IsReal(parameter),
        _ => !(type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String || type.TypeKind == TypeKind.Enum || TypeLowering.IsComplex(type)),
    };

    /// <summary>Follows a value that leads to the memory to what is done with it.</summary>
    private void FollowMemory(IOperation value)
    {
        switch (value.Parent)
        {
            case IParenthesizedOperation or IConditionalOperation { IsRef: false } or ICoalesceOperation:
                FollowMemory(value.Parent);
                break;
            case ISwitchExpressionArmOperation { Parent: { } choice }:
                FollowMemory(choice);
                break;
            case ISpreadOperation { ElementType: var element } when !Leads(element):
                break;
            case IConversionOperation conversion when conversion.OperatorMethod is null || IsFramework(conversion.OperatorMethod.ContainingType):
                if (!CannotWrite(conversion.Type))
                {
                    FollowMemory(conversion);
                }

                break;
            case IBinaryOperation { OperatorMethod: { } method } binary:
                FollowOperator(method, ReferenceEquals(binary.LeftOperand, value) ? 0 : 1, binary);
                break;
            case IUnaryOperation { OperatorMethod: { } method } unary:
                FollowOperator(method, 0, unary);
                break;
            case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, value):
                FollowPlace(element);
                break;
            case IImplicitIndexerReferenceOperation element when ReferenceEquals(element.Instance, value):
                FollowPlace(element);
                break;
            case IFieldReferenceOperation field when ReferenceEquals(field.Instance, value):
                FollowPlace(field);
                break;
            case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, value):
                FollowProperty(property);
                break;
            case IInvocationOperation invocation when ReferenceEquals(invocation.Instance, value):
                FollowReceiver(invocation);
                break;
            case IArgumentOperation argument:
                FollowArgument(argument);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } }:
                _ = _leading.Add(local);
                break;
            case ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, value) && value is not IInstanceReferenceOperation:
                break;
            case ISimpleAssignmentOperation { IsRef: false } assignment when Symbol(assignment.Target) is { } target && IsPlain(target):
                _ = _leading.Add(target);
                if (assignment.Parent is not IExpressionStatementOperation)
                {
                    FollowMemory(assignment);
                }

                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } loop when ReferenceEquals(loop.Collection, value):
                IsWritten |= item.RefKind is RefKind.Ref;
                if (Leads(item.Type))
                {
                    _ = _leading.Add(item);
                }

                break;
            case IWithOperation copy when ReferenceEquals(copy.Operand, value):
                FollowMemory(copy);
                break;
            case IBinaryOperation { OperatorMethod: null } or IIsTypeOperation or INameOfOperation or IExpressionStatementOperation or IDiscardOperation:
                break;
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                break;
            default:
                IsWritten = true;
                break;
        }
    }

    /// <summary>The operators of the framework make something new.</summary>
    private void FollowOperator(IMethodSymbol method, int operand, IOperation result)
    {
        if (!IsFramework(method.ContainingType))
        {
            _handovers.Add(new MemoryHandover(method, method.Parameters[operand]));
            FollowMemory(result);
        }
    }

    private static bool IsPlain(ISymbol target) => target is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None };

    /// <summary>Follows a place within the memory: an element, a field, what an indexer leads to.</summary>
    private void FollowPlace(IOperation place)
    {
        bool copies = place is IArrayElementReferenceOperation { Type.TypeKind: TypeKind.Array } element && element.Indices.Any(index => index.Type?.Name == "Range");
        if (copies)
        {
            // A range of an array is a new one; of its rows, the same.
            if (place.Type is IArrayTypeSymbol { ElementType: var row } && Leads(row))
            {
                FollowMemory(place);
            }
        }
        else if (IsAssigned(place))
        {
            IsWritten = true;
        }
        else if (place.Type is { IsValueType: true } && place.Parent is IInvocationOperation { TargetMethod: { IsReadOnly: false, ContainingType.SpecialType: SpecialType.None } } invocation && ReferenceEquals(invocation.Instance, place) && !IsFramework(place.Type))
        {
            // A method of a struct changes it in its place.
            FollowReceiver(invocation);
        }
        else if (place.Type is { IsValueType: true } && place.Parent is IFieldReferenceOperation or IPropertyReferenceOperation && ReferenceEquals(((IMemberReferenceOperation)place.Parent).Instance, place))
        {
            FollowMemory(place);
        }
        else if (Leads(place.Type) && !IsPlainStruct(place.Type))
        {
            FollowMemory(place);
        }
    }

    /// <summary>Whether a value is a copy through and through.</summary>
    private static bool IsPlainStruct(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Struct, IsRefLikeType: false } && type.GetMembers().OfType<IFieldSymbol>().All(field => field.IsStatic || !Leads(field.Type) || IsPlainStruct(field.Type));

    private bool IsAssigned(IOperation place) => place.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, place) || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation or IAddressOfOperation or IReDimOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } => true,
        IReturnOperation => ReturnsReference(place),
        ITupleOperation { Parent: IDeconstructionAssignmentOperation or ITupleOperation } => true,
        IConditionalOperation { IsRef: true } => true,
        _ => false,
    };

    private bool ReturnsReference(IOperation value)
    {
        for (IOperation? around = value.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case ILocalFunctionOperation function:
                    return function.Symbol.ReturnsByRef;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.ReturnsByRef;
            }
        }

        return _method.ReturnsByRef;
    }

    private void FollowProperty(IPropertyReferenceOperation property)
    {
        if (IsFramework(property.Property.ContainingType))
        {
            FollowPlace(property);
            return;
        }

        if (IsAssigned(property))
        {
            IsWritten = true;
            return;
        }

        if (property.Property.GetMethod is { } getter && !IsAutomatic(property.Property))
        {
            _handovers.Add(new MemoryHandover(getter, null));
        }

        FollowPlace(property);
    }

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private void FollowReceiver(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (IsFramework(method.ContainingType))
        {
            // What takes over rows or objects leads to the same ones.
            IsWritten |= !IsReader(method) || (method.Name is "CopyTo" or "TryCopyTo" && HoldsReferences(invocation.Instance!.Type));
        }
        else
        {
            _handovers.Add(new MemoryHandover(method, null));
        }

        if (Leads(invocation.Type) && !IsCopier(method, invocation.Instance!.Type) && !CannotWrite(invocation.Type) && !IsPlainStruct(invocation.Type) && invocation.Type?.SpecialType != SpecialType.System_Void)
        {
            FollowMemory(invocation);
        }
    }

    /// <summary>Members of the framework's containers that leave them as they are.</summary>
    private static bool IsReader(IMethodSymbol method) => method.Name is "Slice" or "ToArray" or "AsSpan" or "AsReadOnlySpan" or "AsTensorSpan" or "AsReadOnlyTensorSpan" or "CopyTo" or "TryCopyTo" or "Clone"
        or "GetLength" or "GetLowerBound" or "GetUpperBound" or "IndexOf" or "Contains" or "GetEnumerator" or "ToString" or "Equals" or "GetHashCode" or "GetType" or "SequenceEqual";

    /// <summary>Whether a member of the framework makes a copy through and through.</summary>
    private static bool IsCopier(IMethodSymbol method, ITypeSymbol? copied) => method.Name is "ToString" or "GetType"
        || (method.Name is "ToArray" or "Clone" && IsFramework(method.ContainingType) && !HoldsReferences(copied));

    private void FollowArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter } parameter)
        {
            IsWritten = true;
            return;
        }

        switch (argument.Parent)
        {
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } call:
                if (!_body.DescendantsAndSelf().OfType<ILocalFunctionOperation>().Any(local => SymbolEqualityComparer.Default.Equals(local.Symbol, function.OriginalDefinition)))
                {
                    IsWritten = true;
                }

                _ = _leading.Add(parameter.OriginalDefinition);
                FollowResult(call);
                break;
            case IInvocationOperation { TargetMethod: var method } when IsFramework(method.ContainingType) && method.Parameters.Any(other => DelegateLowering.IsDelegate(other.Type)) && HoldsReferences(argument.Value.Type):
                // What its delegate does to a row or to an object is not followed.
                IsWritten = true;
                break;
            case IInvocationOperation { TargetMethod: { Name: "Copy" or "ConstrainedCopy" or "CopyTo" or "TryCopyTo" } taken } when IsFramework(taken.ContainingType) && HoldsReferences(Bare(argument.Value).Type):
                // What takes over rows or objects leads to the same ones.
                IsWritten = true;
                break;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } call:
                _handovers.Add(new MemoryHandover(call.TargetMethod, parameter));
                FollowResult(call);
                break;
            case IObjectCreationOperation creation when TypeLowering.IsSpan(creation.Type):
                if (!CannotWrite(creation.Type))
                {
                    FollowMemory(creation);
                }

                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation when KeepsOnly(constructor):
                FollowMemory(creation);
                break;
            case IPropertyReferenceOperation:
                // An index.
                break;
            default:
                IsWritten = true;
                break;
        }
    }

    /// <summary>Whether a constructor only puts what it is given into its object: that of a record without initialisers.</summary>
    private bool KeepsOnly(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is RecordDeclarationSyntax { BaseList: null } record
        && record.Members.All(member => member is MethodDeclarationSyntax or OperatorDeclarationSyntax);

    /// <summary>Whether the elements of a collection lead to memory themselves.</summary>
    private static bool HoldsReferences(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Leads(array.ElementType) && !IsPlainStruct(array.ElementType),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.Any(argument => Leads(argument) && !IsPlainStruct(argument)),
        _ => true,
    };

    private static IOperation Bare(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Bare(conversion.Operand) : value;

    /// <summary>What a call gives back may be what it was given.</summary>
    private void FollowResult(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ReturnsVoid || !Leads(call.Type) || CannotWrite(call.Type) || IsPlainStruct(call.Type) || IsCopier(method, call.Type))
        {
            return;
        }

        if (Attributes.Has(method, Attributes.Differentiable))
        {
            // It returns memory that it made.
            return;
        }

        FollowMemory(call);
    }

    /// <summary>Whether something stands in a namespace of the framework.</summary>
    public static bool IsFramework(ISymbol symbol)
    {
        INamespaceSymbol? space = symbol.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System" && symbol.DeclaringSyntaxReferences.IsEmpty;
    }

    /// <summary>A span that is read only, of numbers.</summary>
    public static bool CannotWrite(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" or "ReadOnlyTensorSpan", TypeArguments: [var element] } && IsFramework(type) && (!Leads(element) || IsPlainStruct(element) || element.TypeKind == TypeKind.TypeParameter);
}

/// <summary>Memory that is given to a method.</summary>
/// <param name="Parameter">As which of its parameters; <see langword="null"/> as its receiver.</param>
internal sealed record MemoryHandover(IMethodSymbol Method, IParameterSymbol? Parameter);
