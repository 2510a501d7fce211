using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What a delegate calls, where that is known at compile time.</summary>
internal abstract record DelegateTarget
{
    /// <summary>A lambda or a local function, with the variables that it captures.</summary>
    public sealed record Function(InlineBody Body) : DelegateTarget;

    /// <summary>A method group. The receiver is evaluated where the delegate is made.</summary>
    public sealed record Method(IMethodSymbol Symbol, IrExpression? Receiver) : DelegateTarget
    {
        /// <summary>The type parameter whose static member it is.</summary>
        public ITypeSymbol? ConstrainedTo { get; init; }

        /// <summary>What the type parameters in the method's signature stand for where the delegate is made.</summary>
        public TypeArguments? Types { get; init; }
    }

    /// <summary>No delegate: <c>null</c>, as for an optional parameter.</summary>
    public sealed record Nothing : DelegateTarget;

    /// <summary>One of two, by a condition that is fixed where the delegate is made.</summary>
    public sealed record Choice(IrVariable Condition, DelegateTarget WhenTrue, DelegateTarget WhenFalse) : DelegateTarget;
}
