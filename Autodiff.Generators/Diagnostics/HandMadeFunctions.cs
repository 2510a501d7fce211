using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Diagnostics;

/// <summary>
/// Finds loops over all pairs of <c>Eigh</c> that add f(λᵢ), multiply the λᵢ, or add f(λᵢ) vᵢvᵢᵀ. It knows the plain ways
/// to write them and no others: a suggestion that is missing does no harm, one that is wrong does.
/// </summary>
internal static class HandMadeFunctions
{
    /// <summary>Each assignment found, what it computes, and the member of SpectralOps that does.</summary>
    public static IEnumerable<(IOperation Place, string What, string Primitive)> Find(IOperation body, INamedTypeSymbol spectralOps)
    {
        foreach (IVariableDeclaratorOperation declared in body.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (IsEigh(declared, spectralOps))
            {
                foreach (ILoopOperation loop in body.Descendants().OfType<ILoopOperation>())
                {
                    if (PairLoop.Of(loop, declared.Symbol) is { } pairs)
                    {
                        foreach ((IOperation, string, string) found in pairs.Find())
                        {
                            yield return found;
                        }
                    }
                }
            }
        }
    }

    private static bool IsEigh(IVariableDeclaratorOperation declared, INamedTypeSymbol spectralOps) =>
        (declared.Initializer?.Value ?? (declared.Parent as IVariableDeclarationOperation)?.Initializer?.Value) is IInvocationOperation call
        && call.TargetMethod.Name == "Eigh"
        && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, spectralOps);

    /// <summary>A loop that takes every pair once.</summary>
    private sealed class PairLoop
    {
        private readonly IOperation _body;
        private readonly ILocalSymbol _pairs;

        /// <summary>The counter; in a loop over the values, the value.</summary>
        private readonly ILocalSymbol _variable;
        private readonly bool _isValue;
        private readonly HashSet<ISymbol> _values = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ISymbol> _vectors = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ISymbol> _assigned;

        private PairLoop(IOperation body, ILocalSymbol pairs, ILocalSymbol variable, bool isValue)
        {
            _body = body;
            _pairs = pairs;
            _variable = variable;
            _isValue = isValue;
            _assigned = new HashSet<ISymbol>(
                body.DescendantsAndSelf().OfType<IAssignmentOperation>().Select(assignment => Root(assignment.Target)).OfType<ISymbol>(),
                SymbolEqualityComparer.Default);
            if (isValue)
            {
                _values.Add(variable);
            }

            // Names that the body gives to λᵢ, to a function of it, and to vᵢ.
            foreach (IVariableDeclaratorOperation declared in body.Descendants().OfType<IVariableDeclaratorOperation>())
            {
                if (Unwrap(declared.Initializer?.Value) is not { } value || _assigned.Contains(declared.Symbol))
                {
                    continue;
                }

                if (IsVector(value))
                {
                    _vectors.Add(declared.Symbol);
                }
                else if (IsPure(value) && Mentions(value, IsValue) && !Mentions(value, IsVector))
                {
                    _values.Add(declared.Symbol);
                }
            }
        }

        public static PairLoop? Of(ILoopOperation loop, ILocalSymbol pairs) => loop switch
        {
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation variable } each when IsValues(Unwrap(each.Collection), pairs) =>
                new PairLoop(each.Body, pairs, variable.Symbol, isValue: true),
            IForLoopOperation counted when Counter(counted, pairs) is { } counter => new PairLoop(counted.Body, pairs, counter, isValue: false),
            _ => null,
        };

        public IEnumerable<(IOperation Place, string What, string Primitive)> Find()
        {
            foreach (ICompoundAssignmentOperation assignment in _body.DescendantsAndSelf().OfType<ICompoundAssignmentOperation>())
            {
                IOperation value = Unwrap(assignment.Value)!;
                if (!IsPure(value) || !Mentions(value, IsValue))
                {
                    continue;
                }

                int vectors = value.DescendantsAndSelf().Count(IsVector);
                bool adds = assignment.OperatorKind == BinaryOperatorKind.Add;
                string? function = FunctionOf(value);
                bool isScalar = Unwrap(assignment.Target) is ILocalReferenceOperation or IParameterReferenceOperation;
                if (vectors >= 2 && adds)
                {
                    yield return (assignment, "This sum of f(λᵢ) vᵢvᵢᵀ", function switch { "Sqrt" => "Sqrt", "Exp" => "Exp", "Log" => "Log", "Pow" => "Power", _ => "Function" });
                }
                else if (vectors == 0 && isScalar && adds && !IsLinear(value))
                {
                    bool isLog = function == "Log" && value is IInvocationOperation or ILocalReferenceOperation;
                    yield return (assignment, isLog ? "This sum of log λᵢ" : "This sum of f(λᵢ)", isLog ? "LogDet" : "TraceFunction");
                }
                else if (vectors == 0 && isScalar && assignment.OperatorKind == BinaryOperatorKind.Multiply && IsValue(value))
                {
                    yield return (assignment, "This product of the λᵢ", "LogDet");
                }
            }
        }

        /// <summary>The counter of <c>for (int i = 0; i &lt; eig.Count; i++)</c>, or with another name for the number of pairs.</summary>
        private static ILocalSymbol? Counter(IForLoopOperation loop, ILocalSymbol pairs)
        {
            bool startsAtZero = loop.Before.SelectMany(before => before.Descendants()).OfType<IVariableDeclaratorOperation>().Any(declared =>
                Unwrap(declared.Initializer?.Value)?.ConstantValue is { HasValue: true, Value: 0 });
            bool stepsByOne = loop.AtLoopBottom.Length == 1 && loop.AtLoopBottom[0] is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } };
            return startsAtZero && stepsByOne
                && loop.Condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } condition
                && Unwrap(condition.LeftOperand) is ILocalReferenceOperation counter
                && Unwrap(condition.RightOperand) is IPropertyReferenceOperation bound
                && ((bound.Property.Name is "Count" or "Dimension" && IsLocal(Unwrap(bound.Instance), pairs)) || (bound.Property.Name == "Length" && IsValues(Unwrap(bound.Instance), pairs)))
                ? counter.Local
                : null;
        }

        /// <summary>Whether the only thing it knows of the counter is through λᵢ and vᵢ, and nothing it reads changes in the loop.</summary>
        private bool IsPure(IOperation value)
        {
            if (IsValue(value) || IsVector(value))
            {
                return true;
            }

            return value switch
            {
                ILocalReferenceOperation local => !SymbolEqualityComparer.Default.Equals(local.Local, _variable) && !_assigned.Contains(local.Local) && !IsDeclaredInside(local.Local),
                IParameterReferenceOperation parameter => !_assigned.Contains(parameter.Parameter),
                IPropertyReferenceOperation or IArrayElementReferenceOperation when Root(value) is { } root && (_assigned.Contains(root) || SymbolEqualityComparer.Default.Equals(root, _pairs)) => false,
                IArrayElementReferenceOperation or IPropertyReferenceOperation => value.ChildOperations.Select(Unwrap).All(child => child is null || IsPureIndex(child)),
                ILiteralOperation or IFieldReferenceOperation or IConversionOperation or IUnaryOperation or IBinaryOperation or IInvocationOperation or IArgumentOperation or IParenthesizedOperation =>
                    value.ChildOperations.All(IsPure),
                _ => false,
            };
        }

        /// <summary>An index of an inner loop may name an entry of vᵢ; the counter of this one may not.</summary>
        private bool IsPureIndex(IOperation index) =>
            IsPure(index) || !index.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(local => SymbolEqualityComparer.Default.Equals(local.Local, _variable));

        private bool IsDeclaredInside(ILocalSymbol local) =>
            local.DeclaringSyntaxReferences.Any(reference => _body.Syntax.Span.Contains(reference.Span)) && !_values.Contains(local) && !_vectors.Contains(local);

        /// <summary>λᵢ, or a name of a function of it.</summary>
        private bool IsValue(IOperation operation) =>
            (operation is ILocalReferenceOperation local && _values.Contains(local.Local))
            || (!_isValue && operation is IArrayElementReferenceOperation { Indices.Length: 1 } element
                && IsValues(Unwrap(element.ArrayReference), _pairs) && IsLocal(Unwrap(element.Indices[0]), _variable));

        /// <summary>vᵢ, or a name of it.</summary>
        private bool IsVector(IOperation operation) =>
            (operation is ILocalReferenceOperation local && _vectors.Contains(local.Local))
            || (operation is IInvocationOperation { TargetMethod.Name: "Vector", Arguments.Length: 1 } call
                && IsLocal(Unwrap(call.Instance), _pairs) && IsLocal(Unwrap(call.Arguments[0].Value), _variable));

        /// <summary>The name of the one function that λᵢ is given to, also where it has got a name first.</summary>
        private string? FunctionOf(IOperation value)
        {
            IInvocationOperation? call = value.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => call.Arguments.Length > 0 && IsValue(Unwrap(call.Arguments[0].Value)!));
            if (call is not null)
            {
                return call.TargetMethod.Name;
            }

            ILocalSymbol? name = value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(local => local.Local).FirstOrDefault(_values.Contains);
            IOperation? initial = _body.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, name))?.Initializer?.Value;
            return initial is null ? null : FunctionOf(initial);
        }

        /// <summary>λᵢ times a constant, whose sum is a trace that needs no eigenvalues.</summary>
        private bool IsLinear(IOperation value) => value switch
        {
            ILocalReferenceOperation local when _values.Contains(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, _variable) =>
                FunctionOf(value) is null && _body.Descendants().OfType<IVariableDeclaratorOperation>().First(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local.Local)) is { Initializer.Value: { } initial } && IsLinear(Unwrap(initial)!),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => !Mentions(product.LeftOperand, IsValue) ? IsLinear(Unwrap(product.RightOperand)!) : !Mentions(product.RightOperand, IsValue) && IsLinear(Unwrap(product.LeftOperand)!),
            IUnaryOperation negated => IsLinear(Unwrap(negated.Operand)!),
            _ => IsValue(value),
        };

        private static bool Mentions(IOperation operation, System.Func<IOperation, bool> what) => operation.DescendantsAndSelf().Any(what);

        private static bool IsValues(IOperation? operation, ILocalSymbol pairs) =>
            operation is IPropertyReferenceOperation { Property.Name: "Values" } values && IsLocal(Unwrap(values.Instance), pairs);

        private static bool IsLocal(IOperation? operation, ILocalSymbol local) =>
            operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

        private static ISymbol? Root(IOperation target) => Unwrap(target) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IArrayElementReferenceOperation element => Root(element.ArrayReference),
            IPropertyReferenceOperation { Instance: { } instance } => Root(instance),
            _ => null,
        };

        private static IOperation? Unwrap(IOperation? operation)
        {
            while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            {
                operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
            }

            return operation;
        }
    }
}
