using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;

namespace Autodiff.Generators.Diagnostics;

/// <summary>
/// Refuses, in code that <c>[Checkpoint]</c> runs a second time, calls of differentiable methods that have effects or
/// read what may change, however deep. A body is another edit's business in the generator; here all of them are at hand.
/// What another assembly does is taken on trust.
/// </summary>
internal sealed class RepeatedCalls
{
    private readonly Dictionary<string, bool> _shows = [];
    private readonly Func<string, IrFunction?> _lower;

    private RepeatedCalls(Func<string, IrFunction?> lower) => _lower = lower;

    /// <param name="lower">Lowers the method with a documentation id, if it has a body here.</param>
    public static EquatableArray<Problem> Find(IrFunction function, Func<string, IrFunction?> lower)
    {
        if (function.Checkpoint is null)
        {
            return default;
        }

        var calls = new RepeatedCalls(lower);
        return function.Lifted.Prepend(function)
            .SelectMany(part => Recomputability.Repeated(part, Structure(part)))
            .SelectMany(CallsIn)
            .Where(call => calls.Shows(call.Method.Declaration!))
            .Select(call => new Problem("AD0004", [$"A call of '{call.Method.Name}', which has effects or reads what may change, and which [Checkpoint] would repeat,", "move it out of the code that runs again, or pass what it reads as numbers"], call.Origin))
            .ToEquatableArray();
    }

    private static IrBlock Structure(IrFunction function) => StructuredFunction.Of(function).Body;

    private static IEnumerable<(IrMethod Method, Origin Origin)> CallsIn(IrBlock body) => body.SelfAndDescendants()
        .SelectMany(statement => statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).OfType<IrCall>()
            .Where(call => call.Method.Declaration is not null)
            .Select(call => (call.Method, call.Origin.IsKnown ? call.Origin : statement.Origin)));

    /// <summary>Whether a second run of a method, or of what it calls, would show.</summary>
    private bool Shows(string declaration)
    {
        if (_shows.TryGetValue(declaration, out bool shows))
        {
            return shows;
        }

        // Of a method that calls itself, the other calls decide.
        _shows.Add(declaration, false);
        IrFunction? function = _lower(declaration);
        shows = function is { Problems.IsEmpty: true, IsAbstract: false } && function.Lifted.Prepend(function).Select(Structure).Any(body =>
            Recomputability.FindInAll(body).Any() || CallsIn(body).Any(call => Shows(call.Method.Declaration!)));
        _shows[declaration] = shows;
        return shows;
    }
}
