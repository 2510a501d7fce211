using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>Forward against reverse: J·v of each Jacobian–vector rule is ⟨Jᵀ·1, v⟩ of its vector–Jacobian twin.</summary>
[TestClass]
public class ForwardRuleTests
{
    [TestMethod]
    public void Every_forward_rule_agrees_with_its_reverse_twin()
    {
        ILookup<(MethodInfo, string), RuleBinding> reverse = RuleBinding.All().ToLookup(b => (b.Target, string.Join(",", b.Active)));
        List<string> failures = [];
        int compared = 0;
        foreach (MethodInfo rule in RuleBinding.Rules)
        {
            string active = string.Join(",", rule.GetParameters().Where(p => p.Name!.EndsWith("Tangent", StringComparison.Ordinal)).Select(p => p.Name![..^"Tangent".Length]));
            foreach (RuleBinding forward in rule.GetCustomAttributes<JvpOfAttribute>().SelectMany(a => RuleBinding.Fitting(rule, a.Type, a.Member, true)))
            {
                RuleBinding? twin = reverse[(forward.Target, active)].SingleOrDefault();
                if (twin is null || twin.Rule.Name != rule.Name)
                {
                    // The unary Log fits the overload with a base too, which has a rule of its own.
                    if (rule.Name != "Log")
                    {
                        failures.Add($"{rule.DeclaringType!.Name}.{rule} has no twin for {forward.Target}");
                    }

                    continue;
                }

                compared++;
                (double tangent, double product) = new RuleCase(twin).ForwardAndReverse(RuleBinding.Compile(forward.Rule), active.Split(','));
                if (!(Math.Abs(tangent - product) <= (twin.Number == typeof(double) ? 1e-13 : 1e-5) * (1 + Math.Abs(product))))
                {
                    failures.Add($"{rule.DeclaringType!.Name}.{rule}: forward {tangent:R}, reverse {product:R}");
                }
            }
        }

        Assert.IsEmpty(failures, string.Join("\n", failures.Take(40)));
        Assert.IsGreaterThan(200, compared);
    }
}
