using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>Every rule, found by reflection: it binds, it covers, and it is right.</summary>
[TestClass]
public class RuleTests
{
    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 15, 16, 17, 33, 100, 1000];

    [TestMethod]
    public void Every_rule_binds_to_an_overload_of_each_of_its_targets()
    {
        List<string> failures = [];
        foreach (MethodInfo rule in RuleBinding.Rules)
        {
            foreach (VjpOfAttribute a in rule.GetCustomAttributes<VjpOfAttribute>().Where(a => !RuleBinding.Fitting(rule, a.Type, a.Member, false).Any()))
            {
                failures.Add($"{rule.DeclaringType!.Name}.{rule}: {a.Member}");
            }

            foreach (JvpOfAttribute a in rule.GetCustomAttributes<JvpOfAttribute>().Where(a => !RuleBinding.Fitting(rule, a.Type, a.Member, true).Any()))
            {
                failures.Add($"{rule.DeclaringType!.Name}.{rule}: {a.Member}");
            }
        }

        Assert.IsEmpty(failures, string.Join("\n", failures));
    }

    [TestMethod]
    public void Every_function_of_Math_that_has_a_derivative_has_rules()
    {
        string[] exceptions = ["BitDecrement", "BitIncrement", "SinCos", "SinCosPi", "ILogB"];
        Type[] numbers = [typeof(double), typeof(float)];
        HashSet<MethodInfo> covered = [.. RuleBinding.All().Select(b => b.Target)];
        List<string> missing = [];
        foreach (Type type in new[] { typeof(Math), typeof(MathF), typeof(double), typeof(float) })
        {
            missing.AddRange(type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(m => numbers.Contains(m.ReturnType) && m.GetParameters().Any(p => p.ParameterType == m.ReturnType))
                .Where(m => !exceptions.Contains(m.Name) && !covered.Contains(m))
                .Select(m => $"{type.Name}.{m}"));
        }

        Assert.IsEmpty(missing, string.Join("\n", missing));
    }

    [TestMethod]
    public void Every_overload_of_a_covered_array_function_has_rules_for_all_its_parameters_and_for_each_alone()
    {
        ILookup<MethodInfo, string> covered = RuleBinding.All().ToLookup(b => b.Target, b => string.Join(",", b.Active));
        ILookup<MethodInfo, ParameterInfo[]> names = RuleBinding.All().ToLookup(b => b.Target, b => b.Parameters);
        List<string> missing = [];
        foreach (MethodInfo target in covered.Select(g => g.Key))
        {
            Type number = covered[target].Any() && target.GetParameters()[0].ParameterType.ToString().Contains("Single", StringComparison.Ordinal) ? typeof(float) : typeof(double);
            string[] active = [.. names[target].First()
                .Where(p => p.ParameterType == number || p.ParameterType == typeof(ReadOnlySpan<>).MakeGenericType(number))
                .Select(p => p.Name!)];
            foreach (string wanted in active.Append(string.Join(",", active)))
            {
                if (!covered[target].Contains(wanted))
                {
                    missing.Add($"{target.DeclaringType!.Name}.{target}: {wanted}");
                }
            }
        }

        Assert.IsEmpty(missing, string.Join("\n", missing));
    }

    [TestMethod]
    public void Every_rule_agrees_with_complex_step_and_with_differences()
    {
        List<string> failures = [];
        foreach (RuleBinding binding in RuleBinding.All())
        {
            RuleCase test = new(binding);
            foreach (int length in test.HasSpans ? Lengths : [1, 1, 1, 1, 1])
            {
                if (length == 0 && test.RefusesEmpty())
                {
                    continue;
                }

                failures.AddRange(test.Failures(length));
            }
        }

        Assert.IsEmpty(failures, $"{failures.Count} failures\n{string.Join("\n", failures.Take(40))}");
    }

    [TestMethod]
    public void Every_rule_may_add_two_adjoints_to_the_same_memory()
    {
        string[] failures = [.. RuleBinding.All()
            .Where(binding => binding.Rule.GetParameters().Count(p => RuleBinding.IsSpan(p.ParameterType, typeof(Span<>))) > 1)
            .Select(binding => new RuleCase(binding))
            .SelectMany(test => new[] { 1, 17, 100 }.Select(test.SharedAdjointFailure))
            .OfType<string>()];
        Assert.IsEmpty(failures, string.Join("\n", failures));
    }
}
