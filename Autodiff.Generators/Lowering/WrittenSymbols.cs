using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Which locals and parameters the bodies at hand write, and which of them in a local function or a lambda that captures
/// them: those may change while a call runs, and an argument that reads one must be copied.
/// </summary>
internal sealed class WrittenSymbols
{
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _writtenByCapture = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _capturingWriters = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _known = [];

    public void Add(IBlockOperation body)
    {
        if (!_known.Add(body.Syntax))
        {
            return;
        }

        foreach (IOperation operation in body.Descendants())
        {
            foreach (ISymbol symbol in Targets(operation))
            {
                _written.Add(symbol);
                ISymbol? function = FunctionAround(operation);
                if (function is not null && !SymbolEqualityComparer.Default.Equals(function, symbol.ContainingSymbol))
                {
                    _writtenByCapture.Add(symbol);
                    _capturingWriters.Add(function);
                }
            }
        }
    }

    public bool IsWritten(ISymbol symbol) => _written.Contains(symbol);

    public bool IsWrittenByCapture(ISymbol symbol) => _writtenByCapture.Contains(symbol);

    /// <summary>Whether a local function or a lambda writes what it captures.</summary>
    public bool WritesCaptured(IMethodSymbol function) => _capturingWriters.Contains(function);

    private static IEnumerable<ISymbol> Targets(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (IOperation target in deconstruction.Target.DescendantsAndSelf())
                {
                    foreach (ISymbol assigned in Roots(target))
                    {
                        yield return assigned;
                    }
                }

                yield break;
            case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } declarator:
                foreach (ISymbol referred in Roots((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value))
                {
                    yield return referred;
                }

                yield break;
        }

        IOperation? written = operation switch
        {
            ISimpleAssignmentOperation { IsRef: true } move => move.Value,
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            IInvocationOperation { Instance: { Type.IsValueType: true } instance, TargetMethod.IsReadOnly: false } when instance.Type.IsRefLikeType is false && instance.Type.SpecialType == SpecialType.None => instance,
            _ => null,
        };
        foreach (ISymbol symbol in Roots(written))
        {
            yield return symbol;
        }
    }

    /// <summary>The variables that a place is, or is a part of: two for a ref conditional.</summary>
    private static IEnumerable<ISymbol> Roots(IOperation? place) => place switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => Roots(instance),
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true, Type.IsRefLikeType: false } instance } => Roots(instance),
        IInlineArrayAccessOperation access => Roots(access.Instance),
        IParenthesizedOperation parenthesized => Roots(parenthesized.Operand),
        IConditionalOperation { IsRef: true } conditional => Roots(conditional.WhenTrue).Concat(Roots(conditional.WhenFalse)),
        _ => [],
    };

    private static ISymbol? FunctionAround(IOperation operation)
    {
        for (IOperation? around = operation.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
            }
        }

        return null;
    }
}
