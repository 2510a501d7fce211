using System.Collections.Generic;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// What names mean in one activation of a body: its own locals and parameters, and around them those that it captures.
/// A body that is inlined twice has two frames.
/// </summary>
/// <param name="parent">The frame of the body around it: of a local function or a lambda the one it was made in.</param>
/// <param name="receiver">What <c>this</c> is, where that is not the receiver of the differentiated method.</param>
/// <param name="isForeign">Whether the body stands in another declaration than the differentiated method.</param>
/// <param name="types">What its type parameters stand for, where that is not themselves.</param>
internal sealed class Frame(IMethodSymbol method, Frame? parent, IrExpression? receiver, bool isForeign = false, TypeArguments? types = null)
{
    private readonly Dictionary<ISymbol, IrExpression> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, DelegateTarget> _targets = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Sequence> _sequences = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Method { get; } = method;

    public IrExpression? Receiver { get; } = receiver ?? parent?.Receiver;

    public TypeArguments? Types { get; } = types ?? parent?.Types;

    public bool IsForeign { get; } = isForeign || (parent?.IsForeign ?? false);

    /// <summary>A name stands for a variable, or for the place that a parameter by reference was given.</summary>
    public void Bind(ISymbol symbol, IrExpression place) => _places[symbol] = place;

    /// <summary>A delegate whose target is known.</summary>
    public void Bind(ISymbol symbol, DelegateTarget target) => _targets[symbol] = target;

    /// <summary>A sequence that has a name.</summary>
    public void Bind(ISymbol symbol, Sequence sequence) => _sequences[symbol] = sequence;

    public IrExpression? Find(ISymbol symbol) => _places.TryGetValue(symbol, out IrExpression? place) ? place : parent?.Find(symbol);

    public Sequence? FindSequence(ISymbol symbol) => _sequences.TryGetValue(symbol, out Sequence? sequence) ? sequence : parent?.FindSequence(symbol);

    public DelegateTarget? FindTarget(ISymbol symbol) => _targets.TryGetValue(symbol, out DelegateTarget? target) ? target : parent?.FindTarget(symbol);

    /// <summary>The frame of the body that declares a local function.</summary>
    public Frame? Of(IMethodSymbol function)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Parent)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, function.ContainingSymbol))
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>Whether it is a frame, or stands in one.</summary>
    public bool IsWithin(Frame around) => this == around || parent?.IsWithin(around) == true;

    /// <summary>Whether it is the frame of the differentiated method itself.</summary>
    public bool IsOutermost => parent is null && !IsForeign;

    private Frame? Parent => parent;
}
