using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Names what cannot be lowered in plain words, and the way out.</summary>
internal static class Unsupported
{
    private const string Pointer = "A pointer";

    public static IrExpression Report(LoweringContext context, IOperation operation)
    {
        if (operation is IInvalidOperation)
        {
            // The compiler says what is wrong.
            context.Report(string.Empty, operation.Syntax);
            return context.Placeholder(operation);
        }

        (string construct, string wayOut) = Describe(operation);
        if (construct == Pointer && context.Problems.Any(problem => problem.Arguments.FirstOrDefault() == Pointer))
        {
            // What makes a pointer is reported, and what uses it is not.
            return context.Placeholder(operation);
        }

        return context.Unsupported(operation, construct, wayOut);
    }

    /// <summary>Keeps code of constants as the text it is, where that can be; what is active in it is refused later.</summary>
    public static IrExpression TextOrReport(LoweringContext context, IOperation operation, ITypeSymbol? type)
    {
        bool isDelegate = operation is IDelegateCreationOperation or IAnonymousFunctionOperation;
        bool isText = isDelegate || operation is IConditionalAccessOperation or IUtf8StringOperation
            || (operation is IArrayCreationOperation or ICollectionExpressionOperation or IWithOperation or IRangeOperation && context.Types.Lower(type).Kind == IrTypeKind.Other);
        return (isText && !context.Frame.IsForeign && !TypeLowering.IsNotYetDifferentiable(type!) ? context.InactiveTexts.Lower(operation.Syntax, type, isDelegate) : null) ?? Report(context, operation);
    }

    private static (string Construct, string WayOut) Describe(IOperation operation) => operation switch
    {
        _ when IsPointer(operation) => (Pointer, "use spans"),
        ILocalFunctionOperation => ("A local function", "make it a [Differentiable] method"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("A lambda or a delegate", "make it a [Differentiable] method and call that"),
        IMethodReferenceOperation => ("A method group", "call the method"),
        ITryOperation => ("A 'try' statement", "catch exceptions around the call of this method"),
        IUsingOperation or IUsingDeclarationOperation => ("A 'using' statement", "acquire the resource in the caller"),
        ILockOperation => ("A 'lock' statement", "take the lock in the caller"),
        ISwitchOperation => ("A 'switch' statement", "use if and else"),
        ISwitchExpressionOperation => ("A 'switch' expression", "use if and else, or ?:"),
        IWhileLoopOperation { ConditionIsTop: false } => ("A 'do' loop", "write it as a while loop"),
        IForEachLoopOperation => ("A 'foreach' over anything but an array or a span", "loop over an array or a span"),
        ILabeledOperation or IBranchOperation => ("A 'goto' or a label", "use if, while, break and continue"),
        IAwaitOperation => ("An 'await'", "await in the caller"),
        ITranslatedQueryOperation => ("A query expression", "call the methods it stands for, or fill an array in a loop"),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("A 'yield'", "fill an array"),
        ITupleOperation or ITupleBinaryOperation => ("A tuple", "use a variable for each value"),
        IDeconstructionAssignmentOperation or IDeclarationExpressionOperation => ("A deconstruction or an inline declaration", "declare and assign each variable by itself"),
        IIsPatternOperation or IIsTypeOperation => ("A pattern or type test", "compare values with ==, < and so on"),
        IWithOperation => ("A 'with' expression", "compute the value in the caller"),
        ICoalesceOperation or ICoalesceAssignmentOperation => ("A '??' operator", "compare with null in an if"),
        IConditionalAccessOperation { Operation: IEventReferenceOperation raised } => ($"Raising the event '{raised.Event.Name}'", "raise it in the caller"),
        IConditionalAccessOperation => ("A '?.' operator", "compare with null in an if"),
        IThrowOperation => ("A throw expression", "write 'throw' as a statement in an if"),
        IAnonymousObjectCreationOperation => ("An anonymous object", "use a variable for each value"),
        IObjectOrCollectionInitializerOperation => ("An object initializer", "create the object in the caller"),
        ITypeParameterObjectCreationOperation => ("A creation of a type parameter", "create the object in the caller"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation
            => ("A dynamic operation", "use static types"),
        IRangeOperation => ("A range as a value", "use it directly in a slice, as in x[a..b]"),
        IUtf8StringOperation => ("A UTF-8 string", "compute it in the caller"),
        IEventReferenceOperation or IEventAssignmentOperation => ("An event", "use it in the caller"),
        ISimpleAssignmentOperation { IsRef: true } => ("A ref assignment", "assign the value"),
        ISpreadOperation => ("A spread in a collection expression", "copy the elements in a loop"),
        IRecursivePatternOperation or IPatternOperation => ("A pattern", "compare values with ==, < and so on"),
        _ => DescribeSyntax(operation.Syntax),
    };

    private static bool IsPointer(IOperation operation) => operation is IAddressOfOperation or IFunctionPointerInvocationOperation
        || operation.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol
        || (operation.Kind == OperationKind.None && operation.Syntax is PrefixUnaryExpressionSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax);

    private static (string Construct, string WayOut) DescribeSyntax(SyntaxNode syntax) => syntax switch
    {
        FixedStatementSyntax => ("A 'fixed' statement", "use spans"),
        RefExpressionSyntax => ("A reference to a place", "use the array or the span and an index"),
        _ => ("This construct", "write it with arithmetic, if, loops and calls"),
    };
}
