using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Arguments by reference that are no variable of a number and no element: a struct, a field, one of two places. The call
/// gets a local instead, which takes the value before it and gives it back after it.
/// </summary>
internal sealed class ReferenceArguments(LoweringContext context)
{
    /// <summary>Puts locals where they are needed; <see langword="null"/> where the callee could tell the difference.</summary>
    public IrExpression? Call(IrCall call)
    {
        if (!call.Arguments.Any(argument => argument is IrReference reference && !IsPlain(reference.Place)))
        {
            return call;
        }

        if (call.Arguments.OfType<IrReference>().Any(reference => !IsPlain(reference.Place) && call.Children.Any(other => !ReferenceEquals(other, reference) && MayMeet(reference.Place, other))))
        {
            return null;
        }

        var after = new List<IrAssign>();
        IrExpression[] arguments = [.. call.Arguments];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is IrReference { Place: var place } reference && !IsPlain(place))
            {
                IrVariable local = context.Temporary(place.Type, Name(place));
                context.Emit(new IrDeclare(local, reference.IsOut && !place.Type.IsStruct ? null : reference.IsOut ? IrBuild.Default(place.Type) : IrCopy.Copy(place)) { Origin = reference.Origin });
                arguments[i] = reference with { Place = IrBuild.Read(local) };
                after.Add(new IrAssign(place, null, IrBuild.Read(local)) { Origin = reference.Origin });
            }
        }

        IrCall made = call with { Arguments = new(arguments) };
        IrExpression result = made;
        if (call.Type.Kind == IrTypeKind.Void)
        {
            context.Emit(new IrEvaluate(made) { Origin = call.Origin });
            result = new IrLiteral("default!", call.Type);
        }
        else
        {
            result = context.Hoist(made);
        }

        after.ForEach(context.Emit);
        return result;
    }

    /// <summary>
    /// Whether a place that the call reads by reference may be one that it writes. Two elements are told apart when the
    /// call runs.
    /// </summary>
    public static bool IsWritten(IrExpression read, IrCall call) => call.Arguments.OfType<IrReference>()
        .Any(written => !(IsPlain(written.Place) && read is IrElement) && MayMeet(written.Place, new IrReference(read)));

    private static bool IsPlain(IrExpression place) => place is IrVariableReference { Type.IsStruct: false } or IrElement;

    private static string Name(IrExpression place) => place is IrSelect select ? Name(select.WhenTrue) : place.PlaceName().TrimStart('@') + "Given";

    /// <summary>Whether a place may be, or hold, what another argument leads to.</summary>
    private static bool MayMeet(IrExpression place, IrExpression other)
    {
        if (place is IrSelect select)
        {
            return MayMeet(select.WhenTrue, other) || MayMeet(select.WhenFalse, other);
        }

        if (other is IrReference { Place: IrSelect chosen } choice)
        {
            return MayMeet(place, choice with { Place = chosen.WhenTrue }) || MayMeet(place, choice with { Place = chosen.WhenFalse });
        }

        (IrExpression root, List<int> path) = Path(place);
        if (other is not IrReference { Place: var otherPlace })
        {
            return root is not IrVariableReference && other.Type.IsReferring && (other.Type.Kind == IrTypeKind.Object || root is not IrElement || other.Type.Number == root.Type);
        }

        (IrExpression otherRoot, List<int> otherPath) = Path(otherPlace);
        bool isSame = (root, otherRoot) switch
        {
            (IrVariableReference variable, IrVariableReference second) => variable.Variable.Equals(second.Variable),
            (IrView view, IrView second) => view.Name == second.Name && view.Receiver.Type == second.Receiver.Type,
            (IrElement element, IrElement second) => element.Type == second.Type && !AreApart(element, second),
            _ => false,
        };
        return isSame && path.Zip(otherPath, (one, two) => one == two).All(equal => equal);
    }

    private static bool AreApart(IrElement one, IrElement other) =>
        one.Memory is IrVariableReference && one.Memory.Equals(other.Memory) && one.Index is IrLiteral && other.Index is IrLiteral && !one.Index.Equals(other.Index);

    /// <summary>What a field belongs to, and the way to it from there.</summary>
    private static (IrExpression Root, List<int> Path) Path(IrExpression place)
    {
        if (place is not IrField field)
        {
            return (place, []);
        }

        (IrExpression root, List<int> path) = Path(field.Target);
        path.Add(field.Index);
        return (root, path);
    }
}
