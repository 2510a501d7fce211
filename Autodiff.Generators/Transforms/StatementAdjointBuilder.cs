using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>Reverses single statements: declarations, assignments, calls.</summary>
internal sealed class StatementAdjointBuilder(Activity activity, Roots roots, AdjointVariables adjoints, IrVariable tape)
{
    private readonly CallAdjoint _calls = new(activity, roots, adjoints, tape);

    private ExpressionAdjoint Expressions => field ??= new ExpressionAdjoint(activity, adjoints, _calls);

    public StatementAdjoint Build(IrStatement statement)
    {
        var adjoint = new StatementAdjoint();
        switch (statement)
        {
            case IrDeclare { Initial: IrCall call } declare when activity.IsActive(call, declare.Variable):
                _calls.Reverse(call, declare.Variable, adjoint, Expressions);
                break;
            case IrDeclare { Initial: { } initial, Variable.Type: { IsNumber: true } or { IsStruct: true } } declare when activity.IsActive(declare.Variable):
                Expressions.Propagate(initial, IrBuild.Read(adjoints.Of(declare.Variable)), adjoint.BeforeRestoring, value: IrBuild.Read(declare.Variable));
                break;
            case IrEvaluate { Expression: IrCall call } when activity.IsActive(call, null):
                _calls.Reverse(call, null, adjoint, Expressions);
                break;
            case IrAssign assign when assign.Place.Type.IsNumber && activity.IsActive(assign.Place):
                Assign(assign, adjoint.AfterRestoring);
                break;
        }

        return adjoint;
    }

    /// <summary>The seed of the returned value.</summary>
    public List<IrStatement> Return(IrExpression value, IrVariable seed)
    {
        var code = new List<IrStatement>();
        if (value is not IrVariableReference returned || !Equals(adjoints.Existing(returned.Variable), seed))
        {
            Expressions.Propagate(value, IrBuild.Read(seed), code);
        }

        if (value.Type.HasMemoryFields)
        {
            AddMemory(value, IrBuild.Read(seed));
        }

        return code;

        void AddMemory(IrExpression part, IrExpression from)
        {
            if (part.Type.IsReferring && activity.IsActive(part))
            {
                code.Add(Accumulation.Of(from, adjoints.Shadow(part), adjoints));
            }

            for (int i = 0; i < (part.Type.HasMemoryFields ? part.Type.Fields.Count : 0); i++)
            {
                AddMemory(IrBuild.Field(part, i), IrBuild.Field(from, i));
            }
        }
    }

    private void Assign(IrAssign assign, List<IrStatement> code)
    {
        IrExpression shadow = adjoints.Shadow(assign.Place);
        bool readsPlace = ReadsPlace(assign.Value, assign.Place);
        switch (assign.Operator)
        {
            case null:
                Overwrite(assign.Value, readsPlace);
                break;
            case IrBinaryOperator.Add or IrBinaryOperator.Subtract:
                // The place keeps its adjoint; the term gets a copy of it.
                bool hasSeedOfItsOwn = readsPlace || !(shadow.IsAtomic() || IsUsedOnce(assign.Value));
                IrExpression seed = hasSeedOfItsOwn && activity.IsActive(assign.Value) ? Keep() : shadow;
                Expressions.Propagate(assign.Value, assign.Operator == IrBinaryOperator.Add ? seed : IrBuild.Negate(seed), code);
                break;
            case IrBinaryOperator.Multiply when !readsPlace:
                Expressions.Propagate(assign.Value, IrBuild.Multiply(shadow, IrBuild.Conjugate(assign.Place)), code);
                code.Add(new IrAssign(shadow, IrBinaryOperator.Multiply, IrBuild.Conjugate(assign.Value)));
                break;
            case IrBinaryOperator.Divide when assign.Value is IrLiteral:
                code.Add(new IrAssign(shadow, IrBinaryOperator.Divide, IrBuild.Conjugate(assign.Value)));
                break;
            default:
                Overwrite(new IrBinary(assign.Operator!.Value, assign.Place, assign.Value, assign.Place.Type), readsPlace: true);
                break;
        }

        void Overwrite(IrExpression value, bool readsPlace)
        {
            if (!activity.IsActive(value))
            {
                code.Add(new IrAssign(shadow, null, IrLiteral.Zero(shadow.Type)));
                return;
            }

            IrExpression seed = readsPlace || !(shadow.IsAtomic() || IsUsedOnce(value)) ? Keep() : shadow;
            if (!ReferenceEquals(seed, shadow))
            {
                code.Add(new IrAssign(shadow, null, IrLiteral.Zero(shadow.Type)));
                Expressions.Propagate(value, seed, code);
                return;
            }

            Expressions.Propagate(value, seed, code);
            code.Add(new IrAssign(shadow, null, IrLiteral.Zero(shadow.Type)));
        }

        IrExpression Keep()
        {
            IrVariable seed = adjoints.Create(assign.Place.PlaceName() + "Seed", shadow.Type);
            code.Add(new IrDeclare(seed, shadow));
            return IrBuild.Read(seed);
        }
    }

    /// <summary>Whether propagating through a value reads its seed in one place only.</summary>
    private bool IsUsedOnce(IrExpression value) => value switch
    {
        IrVariableReference or IrElement or IrView or IrField or IrCall => true,
        IrUnary unary => IsUsedOnce(unary.Operand),
        IrConversion conversion => IsUsedOnce(conversion.Operand),
        IrComplexPart part => IsUsedOnce(part.Operand),
        IrConjugate conjugate => IsUsedOnce(conjugate.Operand),
        IrBinary { Operator: IrBinaryOperator.Divide or IrBinaryOperator.Remainder } => false,
        IrBinary binary => !(activity.IsActive(binary.Left) && activity.IsActive(binary.Right))
            && IsUsedOnce(activity.IsActive(binary.Left) ? binary.Left : binary.Right),
        _ => false,
    };

    /// <summary>Whether a value actively reads what an assignment to the place changes: the variable, or memory of its root.</summary>
    private bool ReadsPlace(IrExpression value, IrExpression place)
    {
        if (place is IrVariableReference reference)
        {
            return value.Mentions(reference.Variable);
        }

        IrVariable? root = roots.Of(place);
        return value.SelfAndDescendants().Any(node => (node is IrElement or IrView or IrField || node.Type.HoldsMemory) && Equals(roots.Of(node), root));
    }
}
