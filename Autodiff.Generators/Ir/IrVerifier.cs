using System;
using System.Collections.Generic;
using System.Linq;

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
        foreach (IrStatement statement in statements)
        {
            if (statement is IrComment)
            {
                continue;
            }

            Require(seen.Add(statement), pass, $"a {statement.GetType().Name} stands in two places");
            foreach (IrVariable output in statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).OfType<IrOut>().Where(output => output.IsDeclaration).Select(output => output.Variable))
            {
                Require(scope.Add(output), pass, $"'{output.Name}' is declared twice");
            }

            foreach (IrVariable variable in statement.Expressions().SelectMany(expression => expression.Variables()))
            {
                Require(scope.Contains(variable), pass, $"'{variable.Name}' is mentioned where it is not declared");
            }

            switch (statement)
            {
                case IrDeclare declare:
                    Require(scope.Add(declare.Variable), pass, $"'{declare.Variable.Name}' is declared twice");
                    break;
                case IrAssign { Operator: null } assign when assign.Place.Type.IsReal:
                    Require(assign.Value.Type.Kind == assign.Place.Type.Kind, pass, $"a {assign.Value.Type.Name} is assigned to a {assign.Place.Type.Name}");
                    break;
            }

            foreach (IrBlock block in statement.Blocks())
            {
                HashSet<IrVariable> inner = [.. scope];
                if (statement is IrFor loop)
                {
                    Require(inner.Add(loop.Index), pass, $"'{loop.Index.Name}' is declared twice");
                }

                if (statement is IrWhile { Enumeration.Item: { } item })
                {
                    Require(inner.Add(item), pass, $"'{item.Name}' is declared twice");
                }

                Verify(pass, block.Statements, inner, seen);
            }
        }
    }

    private static void Require(bool condition, string pass, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"{pass} made invalid code: {message}.");
        }
    }
}
