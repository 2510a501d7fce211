using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses to write into what an object was given to keep (<c>[Kept]</c>), itself or in an array: the object would change,
/// too, and its derivative be taken where it is afterwards.
/// </summary>
internal sealed class KeptObjects(Roots roots)
{
    private readonly Dictionary<IrVariable, string> _kept = [];
    private readonly List<Problem> _problems = [];

    public static IEnumerable<Problem> Problems(IrBlock body, Roots roots)
    {
        if (!body.SelfAndDescendants().SelectMany(Calls).Any(call => call.Method.Parameters.Any(parameter => parameter.IsKept)))
        {
            return [];
        }

        var pass = new KeptObjects(roots);
        pass.Visit(body);
        return pass._problems;
    }

    private void Visit(IrBlock block)
    {
        foreach (IrStatement statement in block.Statements)
        {
            Visit(statement);
        }
    }

    private void Visit(IrStatement statement)
    {
        if (statement is IrDeclare declare)
        {
            _kept.Remove(declare.Variable);
        }

        if (statement is IrAssign { Place: not IrVariableReference } assign)
        {
            Check(assign.Place, assign.PlaceOrigin);
        }

        foreach (IrCall call in Calls(statement))
        {
            foreach (IrExpression written in Activity.WrittenMemory(call))
            {
                Check(written, written.Origin.IsKnown ? written.Origin : call.Origin.IsKnown ? call.Origin : statement.Origin);
            }

            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Method.Parameters[i].IsKept)
                {
                    foreach (IrVariable root in call.Arguments[i].MemoryParts().Select(roots.Of).OfType<IrVariable>())
                    {
                        _kept[root] = $"'{call.Method.Name}'";
                    }
                }
            }
        }

        foreach (IrVariable root in PutElsewhere(statement).Select(roots.Of).OfType<IrVariable>())
        {
            _kept[root] = "an array or an object";
        }

        // What an iteration keeps, the next one may write.
        for (int i = statement is IrFor or IrWhile ? 2 : 1; i > 0; i--)
        {
            foreach (IrBlock block in statement is IrBlock inner ? [inner] : statement.Blocks())
            {
                Visit(block);
            }
        }
    }

    private void Check(IrExpression place, Origin origin)
    {
        if (roots.Of(place) is { } root && _kept.TryGetValue(root, out string? keeper))
        {
            var problem = new Problem("AD0004", new([$"Writing into '{root.Name}', which {keeper} keeps,", "make what keeps it after the last change"]), origin);
            if (!_problems.Any(known => known.Origin.Equals(origin)))
            {
                _problems.Add(problem);
            }
        }
    }

    /// <summary>Objects that go where an object may find them that keeps the whole: an array of operators.</summary>
    private static IEnumerable<IrExpression> PutElsewhere(IrStatement statement)
    {
        IEnumerable<IrExpression> put = statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).SelectMany(node => node switch
        {
            IrOpaque { IsSink: false } opaque => opaque.Operands.Where(operand => !ProblemFinder.IsAsked(operand, opaque)),
            IrCall { Method.Kind: IrCallKind.Plain } call => call.Arguments,
            _ => Enumerable.Empty<IrExpression>(),
        });
        return (statement is IrAssign { Place: not IrVariableReference } assign ? put.Append(assign.Value) : put)
            .Where(value => value.Type is { Kind: IrTypeKind.Object, IsContainer: false });
    }

    private static IEnumerable<IrCall> Calls(IrStatement statement) => statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).OfType<IrCall>();
}
