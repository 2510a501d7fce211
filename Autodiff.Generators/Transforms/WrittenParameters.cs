using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Parameters whose elements the method writes. The caller of <c>…Vjp</c> finds in them, and in a returned array, what
/// the method wrote, although the reverse sweep restores older values on its way; and a written array parameter has a shadow of its own there, since its
/// adjoint destination is no seed.
/// </summary>
internal sealed class WrittenParameters
{
    private readonly PreparedFunction _prepared;
    private readonly AdjointVariables _adjoints;
    private readonly IrVariable _tape;
    private readonly HashSet<IrVariable> _restored = [];

    public WrittenParameters(PreparedFunction prepared, AdjointVariables adjoints, IrVariable tape)
    {
        _prepared = prepared;
        _adjoints = adjoints;
        _tape = tape;
        Parameters = [.. prepared.Function.Parameters.Select(parameter => parameter.Variable)
            .Where(variable => variable.Type.HoldsMemory && prepared.Roots.Of(variable) is { } root && prepared.Mutations.IsWritten(prepared.Body, root))];
    }

    public IReadOnlyList<IrVariable> Parameters { get; }

    /// <summary>Those whose type would let the method write them, though it does not.</summary>
    public IEnumerable<IrVariable> Unwritten => _prepared.Function.Parameters.Select(parameter => parameter.Variable)
        .Where(variable => variable.Type is { HoldsMemory: true, IsSpan: false } && !Parameters.Contains(variable) && !_prepared.Mutations.IsOutside(IrBuild.Read(variable)));

    /// <summary>Notes that the reverse sweep restores values in a root.</summary>
    public void MarkRestored(IrVariable root) => _restored.Add(root);

    /// <summary>Notes the roots that a callee's reverse sweep may restore.</summary>
    public void MarkSweeps(IrStatement statement)
    {
        foreach (IrCall call in statement.Expressions().OfType<IrCall>().Where(call => call.Method.Kind == IrCallKind.Differentiable))
        {
            foreach (IrExpression memory in Activity.WrittenMemory(call))
            {
                if (_prepared.Roots.Of(memory) is { } root)
                {
                    _restored.Add(root);
                }
            }
        }
    }

    /// <summary>Copies what the method wrote before the reverse sweep, and back after it.</summary>
    public void KeepFinalValues(IrExpression? value, List<IrStatement> forward, List<IrStatement> reverse)
    {
        IEnumerable<IrVariable> kept = Parameters.Where(parameter => _restored.Contains(_prepared.Roots.Of(parameter)!));
        if (value is not null)
        {
            kept = kept.Concat(value.MemoryParts().Zip(_prepared.Value!.MemoryParts(), Restored).OfType<IrVariable>());
        }

        foreach (IrVariable parameter in kept)
        {
            if (parameter.Type.IsWalked)
            {
                IrVariable copy = _adjoints.Create(parameter.Name + "Final", parameter.Type);
                forward.Add(new IrDeclare(copy, IrBuild.Call("global::Autodiff.Objects.Copy", copy.Type, IrBuild.Read(parameter))));
                reverse.Add(new IrEvaluate(IrBuild.Call("global::Autodiff.Objects.CopyTo", IrType.Void, IrBuild.Read(copy), IrBuild.Read(parameter))));
                continue;
            }

            IrType element = parameter.Type.Element!;
            if (parameter.Type.IsContainer)
            {
                IrVariable container = _adjoints.Create(parameter.Name + "Final", parameter.Type.Owned);
                forward.Add(new IrDeclare(container, IrBuild.Call(".RentCopyOf", IrBuild.Read(_tape), container.Type, IrBuild.Read(parameter))));
                reverse.Add(new IrEvaluate(IrBuild.Call("global::Autodiff.Containers.CopyTo", IrType.Void, IrBuild.Read(container), IrBuild.Read(parameter))));
                continue;
            }

            IrVariable final = _adjoints.Create(parameter.Name + "Final", IrType.ArrayOf(element));
            forward.Add(new IrDeclare(final, IrBuild.Call($".RentCopy<{element.Name}>", IrBuild.Read(_tape), final.Type, IrBuild.AsSpan(IrBuild.Read(parameter)))));
            reverse.Add(new IrEvaluate(IrBuild.Call(".CopyTo", IrBuild.Read(final), IrType.Void, AsSpan(parameter))));
        }
    }

    /// <summary>The variable of memory that is returned, where the reverse sweep restores values in it.</summary>
    private IrVariable? Restored(IrExpression result, IrExpression original) =>
        result is not IrVariableReference { Type.HoldsMemory: true, Variable: var variable } || _prepared.Roots.Of(original) is not { } root || !_restored.Contains(root) ? null
        : original is IrVariableReference { Variable: var returned } && _prepared.Roots.IsReference(returned) ? variable
        : root;

    /// <summary>
    /// A parameter that is one of several arrays a variable leads to has a shadow that the forward sweep made. It is added to its
    /// destination at the end; one that is a seed gives its values first and takes them back.
    /// </summary>
    public void AddForwardShadows(Dictionary<IrVariable, IrVariable> parameterAdjoints, bool isSplit, List<IrStatement> start, List<IrStatement> end)
    {
        foreach (IrVariable parameter in parameterAdjoints.Keys.Where(_prepared.Shadows.ContainsKey).ToList())
        {
            IrExpression shadow = IrBuild.Read(_prepared.Shadows[parameter]);
            bool isObject = parameter.Type.Kind == IrTypeKind.Object;
            IrVariable destination = _adjoints.Create(parameter.Name + "Adjoint", isObject ? parameter.Type : DestinationType(parameter));
            parameterAdjoints[parameter] = destination;
            if (isObject)
            {
                bool isSeed = Parameters.Contains(parameter);
                string copy = parameter.Type.Runtime + ".CopyTo";
                if (isSeed)
                {
                    start.Insert(0, new IrEvaluate(IrBuild.Call(copy, IrType.Void, IrBuild.Read(destination), shadow)));
                }

                end.Add(isSeed ? new IrEvaluate(IrBuild.Call(copy, IrType.Void, shadow, IrBuild.Read(destination))) : IrBuild.Accumulate(shadow, IrBuild.Read(destination)));
            }
            else if (isSplit && Parameters.Contains(parameter))
            {
                start.Insert(0, new IrEvaluate(IrBuild.Call(".CopyTo", IrBuild.Read(destination), IrType.Void, shadow)));
                end.Add(new IrEvaluate(IrBuild.Call(".CopyTo", shadow, IrType.Void, IrBuild.Read(destination))));
            }
            else
            {
                end.Add(Accumulation.Of(shadow, IrBuild.Read(destination), _adjoints));
            }
        }
    }

    /// <summary>Gives each written array a shadow of its own, added to its destination at the end.</summary>
    public void AddShadows(Dictionary<IrVariable, IrVariable> parameterAdjoints, List<IrStatement> reverse)
    {
        foreach (IrVariable parameter in Parameters.Where(parameter => parameter.Type.Kind == IrTypeKind.Array && parameterAdjoints.ContainsKey(parameter) && !_prepared.Shadows.ContainsKey(parameter) && _prepared.Activity.IsActive(parameter)))
        {
            IrType element = parameter.Type.Element!;
            IrVariable shadow = parameterAdjoints[parameter];
            IrVariable destination = _adjoints.Create(parameter.Name + "Adjoint", DestinationType(parameter));
            parameterAdjoints[parameter] = destination;
            IrExpression rent = IrBuild.Call($".Rent<{element.Name}>", IrBuild.Read(_tape), shadow.Type, new IrLength(IrBuild.Read(parameter)));
            reverse.Insert(0, new IrDeclare(shadow, rent));
            reverse.Add(Accumulation.Of(IrBuild.Read(shadow), IrBuild.Read(destination), _adjoints));
        }
    }

    /// <summary>A span; for an array in a field of a parameter, the array in that field of its adjoint.</summary>
    private IrType DestinationType(IrVariable parameter) => _prepared.Function.Parameters.Any(other => other.Part is not null && other.Variable.Equals(parameter))
        ? IrType.ArrayOf(parameter.Type.Element!)
        : IrType.SpanOf(parameter.Type.Element!);

    private static IrExpression AsSpan(IrVariable parameter) => parameter.Type.IsSpan
        ? IrBuild.AsSpan(IrBuild.Read(parameter))
        : new IrSlice(IrBuild.Read(parameter), IrLiteral.Int(0), null, IrType.SpanOf(parameter.Type.Element!));
}
