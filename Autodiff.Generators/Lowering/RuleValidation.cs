using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Finds rules whose shape fits no target, at the rule: a rule that is never found would be a surprise elsewhere.</summary>
internal static class RuleValidation
{
    public static ImmutableArray<(string Id, string[] Arguments, Location Location)> Validate(IMethodSymbol rule, Compilation compilation)
    {
        var problems = ImmutableArray.CreateBuilder<(string, string[], Location)>();
        foreach (RuleDeclaration declaration in RuleTable.DeclarationsOf(rule))
        {
            if (Reason(declaration, compilation) is { } reason)
            {
                string target = $"{declaration.Type.Name}.{declaration.Member.TrimStart('.')}";
                problems.Add(("AD0007", [rule.Name, target, reason], rule.Locations.FirstOrDefault() ?? Location.None));
            }
        }

        return problems.ToImmutable();
    }

    private static string? Reason(RuleDeclaration rule, Compilation compilation)
    {
        List<IMethodSymbol> targets = Targets(rule).ToList();
        if (rule.Type.TypeKind == TypeKind.Error)
        {
            return null;
        }

        if (targets.Count == 0)
        {
            return "the type has no such member";
        }

        var types = new TypeLowering();
        string? reason = null;
        List<IMethodSymbol> primals = RuleTable.Of(compilation, CancellationToken.None)
            .Find(rule.Type, rule.Member, Attributes.AugmentedPrimalOf).Select(primal => primal.Method).ToList();
        foreach (IMethodSymbol target in targets)
        {
            string found;
            bool fits = rule.Attribute switch
            {
                Attributes.VjpOf => RuleBinding.Bind(rule.Method, target, target, primals, types, out found) is not null,
                Attributes.AugmentedPrimalOf => RuleBinding.FitsPrimal(rule.Method, target, types, out found),
                _ => FitsTangent(rule.Method, target, out found),
            };
            if (fits)
            {
                return null;
            }

            reason = reason is null || reason.StartsWith("it has ", System.StringComparison.Ordinal) ? found : reason;
        }

        return targets.Count == 1 ? reason : $"none of its {targets.Count} overloads fits; for one of them, {reason}";
    }

    private static IEnumerable<IMethodSymbol> Targets(RuleDeclaration rule) => rule.Member == "Item"
        ? rule.Type.GetMembers().OfType<IPropertySymbol>().Where(property => property.IsIndexer).Select(property => property.GetMethod).OfType<IMethodSymbol>()
        : rule.Type.GetMembers(rule.Member).Select(member => member is IPropertySymbol property ? property.GetMethod : member as IMethodSymbol).OfType<IMethodSymbol>();

    private static bool FitsTangent(IMethodSymbol rule, IMethodSymbol target, out string reason)
    {
        foreach (IParameterSymbol parameter in rule.Parameters)
        {
            const string suffix = "Tangent";
            string name = parameter.Name.EndsWith(suffix, System.StringComparison.Ordinal)
                ? parameter.Name.Substring(0, parameter.Name.Length - suffix.Length)
                : parameter.Name;
            if (name is not ("self" or "result" or "residual") && target.Parameters.All(candidate => candidate.Name != name))
            {
                reason = $"the parameter '{parameter.Name}' names nothing of the target";
                return false;
            }
        }

        reason = "a Jacobian–vector product is a static method";
        return rule.IsStatic;
    }
}
