using System;
using System.Collections.Generic;

namespace Autodiff.Generators.Ir;

/// <summary>
/// Checks what every transform must keep true: no statement stands in two places, no variable is mentioned outside the
/// scope of its declaration, none is declared twice in one scope, and the types of an assignment agree.
/// </summary>
internal static class IrVerifier
{
    public static void Verify(string pass, IEnumerable<IrStatement> statements, IEnumerable<IrVariable> parameters)
    {
        var seen = new HashSet<object>(ReferenceComparer.Instance);
        Verify(pass, statements, [.. parameters], seen);
    }

    private static void Verify(string pass, IEnumerable<IrStatement> statements, HashSet<IrVariable> scope, HashSet<object> seen)
    {
        // What a block declares leaves the scope with it.
        var declared = new List<IrVariable>();
        foreach (IrStatement statement in statements)
        {
            if (statement is IrComment)
            {
                continue;
            }

            if (!seen.Add(statement))
            {
                throw Invalid(pass, $"a {statement.GetType().Name} stands in two places");
            }

            foreach (IrExpression expression in statement.Expressions())
            {
                foreach (IrExpression node in expression.SelfAndDescendants())
                {
                    if (node is IrOut { IsDeclaration: true } output)
                    {
                        Declare(output.Variable);
                    }
                }
            }

            foreach (IrExpression expression in statement.Expressions())
            {
                foreach (IrVariable variable in expression.Variables())
                {
                    if (!scope.Contains(variable))
                    {
                        throw Invalid(pass, $"'{variable.Name}' is mentioned where it is not declared");
                    }
                }
            }

            switch (statement)
            {
                case IrDeclare declare:
                    Declare(declare.Variable);
                    break;
                case IrAssign { Operator: null } assign when assign.Place.Type.IsNumber && assign.Value.Type.Kind != assign.Place.Type.Kind:
                    throw Invalid(pass, $"a {assign.Value.Type.Name} is assigned to a {assign.Place.Type.Name}");
            }

            IrVariable? own = statement switch
            {
                IrFor loop => loop.Index,
                IrWhile { Enumeration.Item: { } item } => item,
                _ => null,
            };
            foreach (IrBlock block in statement.Blocks())
            {
                if (own is not null && !scope.Add(own))
                {
                    throw Invalid(pass, $"'{own.Name}' is declared twice");
                }

                Verify(pass, block.Statements, scope, seen);
                if (own is not null)
                {
                    scope.Remove(own);
                }
            }
        }

        scope.ExceptWith(declared);

        void Declare(IrVariable variable)
        {
            if (!scope.Add(variable))
            {
                throw Invalid(pass, $"'{variable.Name}' is declared twice");
            }

            declared.Add(variable);
        }
    }

    private static InvalidOperationException Invalid(string pass, string message) => new($"{pass} made invalid code: {message}.");
}
