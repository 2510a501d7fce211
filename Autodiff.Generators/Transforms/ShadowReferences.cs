using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Gives each active reference of a memory group a shadow reference that the forward sweep sets beside it: where memory
/// is made, so is its shadow; where a variable is assigned, or a row is set, so is its shadow; where a list grows, so does its shadow.
/// To what follows these are variables of the primal like any others, recorded and restored as those are.
/// </summary>
internal sealed class ShadowReferences
{
    private readonly Dictionary<IrVariable, IrVariable> _shadows = [];

    private ShadowReferences(Activity activity, Roots roots, VariableFactory variables)
    {
        foreach (IrVariable member in roots.Groups.SelectMany(group => group.Members).Where(activity.IsActive).OrderBy(member => member.Id))
        {
            _shadows.Add(member, variables.Create(member.Name.TrimStart('@') + "Adjoint", ShadowType(member)));
        }
    }

    /// <summary>The body with shadow references, and the shadow of each reference.</summary>
    public static (IrBlock Body, IReadOnlyDictionary<IrVariable, IrVariable> Shadows) Run(IrBlock body, Activity activity, Roots roots, VariableFactory variables)
    {
        var pass = new ShadowReferences(activity, roots, variables);
        if (pass._shadows.Count == 0)
        {
            return (body, pass._shadows);
        }

        IEnumerable<IrStatement> parameters = pass._shadows
            .Where(pair => pair.Key.Kind == IrVariableKind.Parameter)
            .Select(pair => new IrDeclare(pair.Value, New(pair.Key)));
        return (IrBlock.Of([.. parameters, .. pass.Rewrite(body).Statements]), pass._shadows);
    }

    private static IrType ShadowType(IrVariable variable) => variable.Type.IsMemory ? IrType.ArrayOf(variable.Type.Element!) : variable.Type;

    private IrBlock Rewrite(IrBlock block) => block with { Statements = block.Statements.SelectMany(Rewrite).ToEquatableArray() };

    private IrStatement[] Rewrite(IrStatement statement)
    {
        switch (statement)
        {
            case IrDeclare declare when _shadows.TryGetValue(declare.Variable, out IrVariable? shadow):
                return [declare, new IrDeclare(shadow, declare.Initial is null ? null : ShadowOf(declare.Initial, declare.Variable))];
            case IrAssign { Place: IrVariableReference place } assign when _shadows.TryGetValue(place.Variable, out IrVariable? shadow):
                return [assign, new IrAssign(IrBuild.Read(shadow), null, ShadowOf(assign.Value, place.Variable))];
            case IrAssign { Place: IrView slot } assign when RowStores.IsStore(assign) && MemoryGroup.RowsOf(slot) is { } rows && _shadows.ContainsKey(rows):
                IrExpression row = assign.Value is IrVariableReference { Variable: var stored } ? IrBuild.Read(_shadows[stored]) : IrBuild.Default(slot.Type);
                return [assign, new IrAssign(Row(slot), null, row)];
            case IrAssign { Place: IrView { Receiver: IrVariableReference { Variable: var owner } } slot } assign when FieldStores.IsStore(assign) && _shadows.TryGetValue(owner, out IrVariable? shadow):
                IrExpression kept = assign.Value is IrVariableReference { Variable: var held } ? IrBuild.Read(_shadows[held]) : IrBuild.Default(slot.Type);
                return [assign, new IrAssign(slot with { Receiver = IrBuild.Read(shadow) }, null, kept)];
            case IrEvaluate { Expression: IrOpaque { Effect: IrEffect.Writes } growth } when growth.Operands is [IrVariableReference { Variable: var list }, ..] && _shadows.TryGetValue(list, out IrVariable? shadow):
                return [statement, new IrEvaluate(growth with { Operands = [IrBuild.Read(shadow), .. growth.Operands.Skip(1)] })];
            case IrEvaluate { Expression: IrOpaque { Effect: IrEffect.Writes } growth } when growth.Operands is [IrView list, ..] && HasShadow(list):
                return [statement, new IrEvaluate(growth with { Operands = [Row(list), .. growth.Operands.Skip(1)] })];
            default:
                return [statement.WithBlocks(Rewrite)];
        }
    }

    /// <summary>Whether what is reached through a reference is reached through its shadow, too.</summary>
    private bool HasShadow(IrView view) => view.Receiver is IrVariableReference { Variable: var root } ? _shadows.ContainsKey(root) : view.Receiver is IrView outer && HasShadow(outer);

    private IrExpression ShadowOf(IrExpression value, IrVariable variable) => value switch
    {
        IrVariableReference reference => IrBuild.Read(_shadows[reference.Variable]),
        IrLiteral => IrBuild.Default(ShadowType(variable)),
        IrView view when MemoryGroup.RowsOf(view) is { } rows && _shadows.ContainsKey(rows) => Row(view),
        IrView view when MemoryGroup.ViewedBy(view) is { } viewed && _shadows.TryGetValue(viewed, out IrVariable? shadow) =>
            view.Rewrite(node => node is IrVariableReference { Variable: var read } && read.Equals(viewed) ? IrBuild.Read(shadow) : node is IrView part ? part with { Name = part.WritableName } : node),
        IrNewArray { Type.IsJagged: true } => value,
        _ => New(variable),
    };

    /// <summary>The row of the shadow.</summary>
    private IrExpression Row(IrView view) => view with
    {
        Receiver = view.Receiver is IrVariableReference { Variable: var rows } ? IrBuild.Read(_shadows[rows]) : Row((IrView)view.Receiver),
    };

    private static IrExpression New(IrVariable variable) => variable.Type.Kind == IrTypeKind.Object
        ? IrBuild.Shadow(variable)
        : new IrNewArray(new IrLength(IrBuild.Read(variable)), IrType.ArrayOf(variable.Type.Element!));
}
