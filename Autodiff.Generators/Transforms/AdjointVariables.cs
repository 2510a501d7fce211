using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>The shadows: each active variable has one of the same type, where a view is a view of its root's shadow.</summary>
internal sealed class AdjointVariables(IrFunction function, Roots roots, IReadOnlyDictionary<IrVariable, IrVariable> shadows, VariableFactory variables)
{
    private readonly Dictionary<IrVariable, IrVariable> _adjoints = shadows.ToDictionary(pair => pair.Key, pair => pair.Value);
    private readonly Dictionary<IrVariable, IrVariable> _primals = [];
    private readonly HashSet<IrVariable> _all = [];

    /// <summary>Whether a variable is a shadow or another value of the reverse sweep, and no value of the primal.</summary>
    public bool IsAdjoint(IrVariable variable) => _all.Contains(variable);

    /// <summary>The shadow of a variable.</summary>
    public IrVariable Of(IrVariable variable)
    {
        if (!_adjoints.TryGetValue(variable, out IrVariable? adjoint))
        {
            adjoint = Create(variable.Name + "Adjoint", ShadowType(variable));
            Set(variable, adjoint);
        }

        return adjoint;
    }

    /// <summary>Uses another variable as the shadow.</summary>
    public void Set(IrVariable variable, IrVariable adjoint)
    {
        _adjoints[variable] = adjoint;
        _primals[adjoint] = variable;
    }

    /// <summary>The variable whose shadow this is, if it is one.</summary>
    public IrVariable? PrimalOf(IrVariable adjoint) => _primals.TryGetValue(adjoint, out IrVariable? variable) ? variable : null;

    /// <summary>The shadow of a variable, if anything asked for it.</summary>
    public IrVariable? Existing(IrVariable variable) => _adjoints.TryGetValue(variable, out IrVariable? adjoint) ? adjoint : null;

    /// <summary>The shadow of a reference, which the forward sweep sets.</summary>
    public IrVariable? ForwardShadow(IrVariable variable) => shadows.TryGetValue(variable, out IrVariable? shadow) ? shadow : null;

    /// <summary>A new variable of the reverse sweep.</summary>
    public IrVariable Create(string name, IrType type)
    {
        IrVariable variable = variables.Create(name, type);
        _all.Add(variable);
        return variable;
    }

    /// <summary>The view of a shadow that corresponds to a view, an element or a variable of the primal.</summary>
    public IrExpression Shadow(IrExpression expression) => expression switch
    {
        IrVariableReference reference => IrBuild.Read(Of(reference.Variable)),
        IrElement element => new IrElement(Shadow(element.Memory), element.Index),
        IrField field => new IrField(Shadow(field.Target), field.Index),
        IrSlice slice => slice with { Memory = Shadow(slice.Memory), Type = IrType.SpanOf(slice.Type.Element!) },
        IrConversion { Type.IsSpan: true } conversion => AsSpan(Shadow(conversion.Operand)),
        IrConversion conversion => Shadow(conversion.Operand),
        IrView view => view with
        {
            Receiver = Shadow(view.Receiver),
            Name = view.WritableName,
            Type = view.Type.Kind == IrTypeKind.ReadOnlySpan ? IrType.SpanOf(view.Type.Element!) : view.Type.Writable,
        },
        _ => throw new System.InvalidOperationException($"'{expression.GetType().Name}' has no shadow."),
    };

    private static IrExpression AsSpan(IrExpression shadow) =>
        shadow.Type.IsSpan ? shadow : new IrConversion(shadow, IrType.SpanOf(shadow.Type.Element!), IsImplicit: true);

    private IrType ShadowType(IrVariable variable)
    {
        IrType type = variable.Type;
        if (!type.IsMemory)
        {
            return type.Writable;
        }

        // The adjoint of an array in a field of a parameter is an array in that field.
        bool isParameter = false;
        foreach (IrFunctionParameter parameter in function.Parameters)
        {
            isParameter |= parameter.Variable.Equals(variable) && parameter.Part is null;
        }

        return isParameter || type.IsSpan || IsSpanView(variable) ? IrType.SpanOf(type.Element!) : IrType.ArrayOf(type.Element!);
    }

    /// <summary>An array that is the same array as a parameter has that parameter's shadow, a span.</summary>
    private bool IsSpanView(IrVariable variable) =>
        roots.IsView(variable) && roots.Of(variable) is { } root && root.Kind == IrVariableKind.Parameter && root.Type.IsMemory
        && function.Parameters.All(parameter => parameter.Part is null || !parameter.Variable.Equals(root));
}
