using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Carries the adjoint of an expression's value down to the places it reads: <c>place̅ += seed · ∂expression/∂place</c>.
/// </summary>
internal sealed class ExpressionAdjoint(Activity activity, AdjointVariables adjoints, CallAdjoint calls)
{
    /// <param name="value">A variable that holds the expression's value, if one does.</param>
    public void Propagate(IrExpression expression, IrExpression seed, List<IrStatement> code, IrExpression? value = null)
    {
        if (!activity.IsActive(expression))
        {
            return;
        }

        // Only the real part of an adjoint reaches a real number: dL = Re(conj(z̄)·dz).
        seed = expression.Type.IsReal ? IrBuild.RealPart(seed) : seed;

        switch (expression)
        {
            case { Type.IsStruct: true }:
                // What its fields lead to has a shadow that is added to in its own place.
                foreach (int i in Enumerable.Range(0, expression.Type.Fields.Count).Where(i => !expression.Type.Fields[i].Type.IsReferring))
                {
                    Propagate(IrBuild.Field(expression, i), IrBuild.Field(seed, i), code);
                }

                break;
            case IrVariableReference or IrElement or IrView or IrField:
                code.Add(Accumulate(adjoints.Shadow(expression), seed));
                break;
            case IrUnary { Operator: IrUnaryOperator.Negate } negation:
                Propagate(negation.Operand, IrBuild.Negate(seed), code);
                break;
            case IrConversion conversion:
                Propagate(conversion.Operand, Convert(seed, conversion.Operand.Type), code);
                break;
            case IrComplexPart part:
                Propagate(part.Operand, part.IsImaginary ? IrBuild.TimesI(seed) : seed, code);
                break;
            case IrConjugate conjugate:
                Propagate(conjugate.Operand, IrBuild.Conjugate(seed), code);
                break;
            case IrNewComplex made:
                Propagate(made, seed, code);
                break;
            case IrBinary binary:
                Propagate(binary, seed, code, value);
                break;
            case IrSelect select:
                Propagate(select, seed, code);
                break;
            case IrCall call:
                calls.PropagatePure(call, seed, code, this);
                break;
            default:
                throw new System.InvalidOperationException($"'{expression.GetType().Name}' has no adjoint.");
        }
    }

    /// <summary><c>place += seed</c>, or <c>place -= …</c> for a negated seed.</summary>
    public static IrStatement Accumulate(IrExpression place, IrExpression seed) => seed is IrUnary { Operator: IrUnaryOperator.Negate } negated
        ? new IrAssign(place, IrBinaryOperator.Subtract, negated.Operand)
        : new IrAssign(place, IrBinaryOperator.Add, seed);

    /// <summary>The seed under a name, unless it may be repeated as it stands.</summary>
    public IrExpression Named(IrExpression seed, string name, List<IrStatement> code)
    {
        if (seed.IsAtomic())
        {
            return seed;
        }

        IrVariable variable = adjoints.Create(name + "Adjoint", seed.Type);
        code.Add(new IrDeclare(variable, seed));
        return IrBuild.Read(variable);
    }

    /// <summary>A seed in the type of the operand that it belongs to; a complex number takes a real seed as it is.</summary>
    private static IrExpression Convert(IrExpression seed, IrType type) => type.IsComplex ? seed
        : IrBuild.RealPart(seed) is var real && real.Type == type ? real
        : new IrConversion(real, type, IsImplicit: type.Kind == IrTypeKind.Double && real.Type.Kind == IrTypeKind.Single);

    private void Propagate(IrNewComplex made, IrExpression seed, List<IrStatement> code)
    {
        seed = seed.Type.IsComplex && activity.IsActive(made.Real) && activity.IsActive(made.Imaginary) ? NamedForTwo(seed, made, code) : seed;
        Propagate(made.Real, seed, code);
        if (seed.Type.IsComplex)
        {
            Propagate(made.Imaginary, IrBuild.ImaginaryPart(seed), code);
        }
    }

    private void Propagate(IrBinary binary, IrExpression seed, List<IrStatement> code, IrExpression? value)
    {
        (IrExpression left, IrExpression right) = (binary.Left, binary.Right);
        bool isShared = activity.IsActive(left) && activity.IsActive(right);
        switch (binary.Operator)
        {
            case IrBinaryOperator.Add:
            case IrBinaryOperator.Subtract:
                seed = isShared ? NamedForTwo(seed, binary, code) : seed;
                Propagate(left, seed, code);
                Propagate(right, binary.Operator == IrBinaryOperator.Add ? seed : IrBuild.Negate(seed), code);
                break;
            case IrBinaryOperator.Multiply when left.Equals(right):
                Propagate(left, IrBuild.Multiply(IrBuild.Multiply(new IrLiteral("2", seed.Type), seed), IrBuild.Conjugate(left)), code);
                break;
            case IrBinaryOperator.Multiply:
                seed = isShared ? NamedForTwo(seed, binary, code) : seed;
                Propagate(left, IrBuild.Multiply(seed, IrBuild.Conjugate(right)), code);
                Propagate(right, IrBuild.Multiply(seed, IrBuild.Conjugate(left)), code);
                break;
            case IrBinaryOperator.Divide when right is IrLiteral literal && !IrBuild.IsZero(literal):
                Propagate(left, IrBuild.Divide(seed, IrBuild.Conjugate(right)), code);
                break;
            case IrBinaryOperator.Divide:
            case IrBinaryOperator.Remainder:
                PropagateQuotient(binary, seed, code, value);
                break;
            default:
                throw new System.InvalidOperationException($"'{binary.Operator}' has no adjoint.");
        }
    }

    /// <summary>Strong zero: an adjoint of exactly 0 contributes 0, whatever the denominator.</summary>
    private void PropagateQuotient(IrBinary binary, IrExpression seed, List<IrStatement> code, IrExpression? value)
    {
        (IrExpression left, IrExpression right) = (binary.Left, binary.Right);
        bool isNegated = seed is IrUnary { Operator: IrUnaryOperator.Negate };
        IrExpression named = Named(isNegated ? IrBuild.Negate(seed) : seed, ValueHoisting.NameOf(binary), code);
        seed = isNegated ? IrBuild.Negate(named) : named;
        var guarded = new List<IrStatement>();
        if (binary.Operator == IrBinaryOperator.Divide)
        {
            IrExpression share = IrBuild.Divide(seed, IrBuild.Conjugate(right));
            if (activity.IsActive(left) && activity.IsActive(right))
            {
                bool shareIsNegated = share is IrUnary;
                share = Named(shareIsNegated ? IrBuild.Negate(share) : share, "numerator", guarded);
                share = shareIsNegated ? IrBuild.Negate(share) : share;
            }

            Propagate(left, share, guarded);
            Propagate(right, IrBuild.Negate(IrBuild.Multiply(share, IrBuild.Conjugate(value ?? binary))), guarded);
        }
        else
        {
            // a % b = a - b · truncate(a / b)
            string math = binary.Type.Kind switch
            {
                IrTypeKind.Double => "global::System.Math.Truncate",
                IrTypeKind.Single => "global::System.MathF.Truncate",
                _ => binary.Type.Name + ".Truncate",
            };
            IrCall truncated = IrBuild.Call(math, binary.Type, new IrBinary(IrBinaryOperator.Divide, left, right, binary.Type));
            Propagate(left, seed, guarded);
            Propagate(right, IrBuild.Negate(IrBuild.Multiply(seed, truncated with { Method = truncated.Method with { Effect = IrEffect.Pure } })), guarded);
        }

        var isNotZero = new IrBinary(IrBinaryOperator.NotEqual, named, IrLiteral.Zero(binary.Type), IrType.Boolean);
        code.Add(new IrIf(isNotZero, IrBlock.Of(guarded), null));
    }

    private void Propagate(IrSelect select, IrExpression seed, List<IrStatement> code)
    {
        var whenTrue = new List<IrStatement>();
        var whenFalse = new List<IrStatement>();
        Propagate(select.WhenTrue, seed, whenTrue);
        Propagate(select.WhenFalse, seed, whenFalse);
        if (whenTrue.Count > 0)
        {
            code.Add(new IrIf(select.Condition, IrBlock.Of(whenTrue), whenFalse.Count == 0 ? null : IrBlock.Of(whenFalse)));
        }
        else if (whenFalse.Count > 0)
        {
            code.Add(new IrIf(IrBuild.Not(select.Condition), IrBlock.Of(whenFalse), null));
        }
    }

    /// <summary>A seed that two operands will use; a sign stays outside the name.</summary>
    private IrExpression NamedForTwo(IrExpression seed, IrExpression of, List<IrStatement> code) => seed is IrUnary { Operator: IrUnaryOperator.Negate } negated
        ? IrBuild.Negate(Named(negated.Operand, ValueHoisting.NameOf(of), code))
        : Named(seed, ValueHoisting.NameOf(of), code);
}
