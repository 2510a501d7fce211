using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Autodiff.Rules;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>
/// The rules of complex numbers, found by reflection: in the real and in the imaginary part they are what differences give,
/// and forward and reverse agree.
/// </summary>
[TestClass]
public sealed class ComplexRuleTests
{
    /// <summary>Away from branch cuts, poles and kinks, in every quadrant.</summary>
    private static readonly Complex[] Points = [new(0.7, 0.4), new(-0.6, 1.1), new(-1.3, -0.5), new(0.3, -0.8), new(1.9, 2.2)];

    /// <summary>What the generator knows as arithmetic, and what has no derivative.</summary>
    private static readonly HashSet<string> NotByRules =
    [
        "Add", "Subtract", "Multiply", "Divide", "Negate", "Conjugate", "MaxMagnitude", "MinMagnitude",
        "CreateChecked", "CreateSaturating", "CreateTruncating", "Parse",
    ];

    private static MethodInfo[] Methods { get; } = [.. typeof(ComplexRules).GetMethods(BindingFlags.Public | BindingFlags.Static)];

    private static IEnumerable<RuleBinding> Reverse => Methods
        .SelectMany(rule => rule.GetCustomAttributes<VjpOfAttribute>().SelectMany(a => RuleBinding.Fitting(rule, a.Type, a.Member, false)))
        .GroupBy(b => (b.Target, string.Join(",", b.Active)))
        .Select(group => group.MaxBy(b => b.PrimalCount)!);

    [TestMethod]
    public void Every_rule_binds_to_an_overload_of_its_target()
    {
        MethodInfo[] unbound =
        [
            .. Methods.Where(rule => rule.GetCustomAttributes<VjpOfAttribute>().Any(a => !RuleBinding.Fitting(rule, a.Type, a.Member, false).Any())
                || rule.GetCustomAttributes<JvpOfAttribute>().Any(a => !RuleBinding.Fitting(rule, a.Type, a.Member, true).Any())),
        ];
        Assert.IsEmpty(unbound, string.Join("\n", unbound.Select(rule => rule.ToString())));
    }

    [TestMethod]
    public void Every_function_has_rules_for_all_its_operands_and_for_each_alone()
    {
        ILookup<MethodInfo, string> covered = Reverse.ToLookup(b => b.Target, b => string.Join(",", b.Active));
        string[] missing =
        [
            .. from method in typeof(Complex).GetMethods(BindingFlags.Public | BindingFlags.Static)
               where !method.IsSpecialName && (method.ReturnType == typeof(Complex) || method.ReturnType == typeof(double)) && !NotByRules.Contains(method.Name)
               let names = method.GetParameters().Select(parameter => parameter.Name!).ToArray()
               from wanted in names.Append(string.Join(",", names))
               where !covered[method].Contains(wanted)
               select $"{method}: {wanted}",
        ];
        Assert.IsEmpty(missing, string.Join("\n", missing));
    }

    [TestMethod]
    public void Every_rule_agrees_with_differences_in_both_parts()
    {
        int compared = 0;
        foreach (RuleBinding binding in Reverse)
        {
            Action<Dictionary<string, Array>> rule = RuleBinding.Compile(binding.Rule);
            Action<Dictionary<string, Array>> primal = RuleBinding.Compile(binding.Target);
            foreach (int point in Enumerable.Range(0, Points.Length))
            {
                Dictionary<string, Array> call = Arguments(binding.Target, point);
                Complex seed = binding.Target.ReturnType == typeof(Complex) ? new Complex(0.3, -1.7) : 0.8;
                call["resultAdjoint"] = One(seed, binding.Target.ReturnType);
                foreach (string active in binding.Active)
                {
                    call[active + "Adjoint"] = One(new Complex(0.25, binding.Target.GetParameters().Single(p => p.Name == active).ParameterType == typeof(Complex) ? 0.5 : 0), call[active].GetType().GetElementType()!);
                }

                rule(call);
                foreach (string active in binding.Active)
                {
                    bool isComplex = call[active] is Complex[];
                    Complex before = new(0.25, isComplex ? 0.5 : 0);
                    Complex got = Number(call[active + "Adjoint"]) - before;
                    double real = Numeric.Derivative(t => Loss(primal, call, active, t, seed), 0, 1e-3);
                    double imaginary = isComplex ? Numeric.Derivative(t => Loss(primal, call, active, new Complex(0, t), seed), 0, 1e-3) : 0;
                    Numeric.AssertClose([real, imaginary], [got.Real, got.Imaginary], 1e-8, $"{binding.Rule} at {Points[point]}, {active}");
                    compared++;
                }
            }
        }

        Assert.IsGreaterThan(130, compared);
    }

    [TestMethod]
    public void Forward_rules_agree_with_reverse_ones()
    {
        ILookup<(MethodInfo, string), RuleBinding> reverse = Reverse.ToLookup(b => (b.Target, string.Join(",", b.Active)));
        HashSet<(MethodInfo, MethodInfo)> met = [];
        foreach (MethodInfo rule in Methods)
        {
            string[] active = [.. rule.GetParameters().Where(p => p.Name!.EndsWith("Tangent", StringComparison.Ordinal)).Select(p => p.Name![..^"Tangent".Length])];
            foreach (RuleBinding forward in rule.GetCustomAttributes<JvpOfAttribute>().SelectMany(a => RuleBinding.Fitting(rule, a.Type, a.Member, true)))
            {
                RuleBinding twin = reverse[(forward.Target, string.Join(",", active))].Single();
                if (twin.Rule.Name != rule.Name)
                {
                    // The Log of one operand fits the one with a base, too, which has a rule of its own.
                    Assert.AreEqual("Log", rule.Name);
                    continue;
                }

                (Action<Dictionary<string, Array>> push, Action<Dictionary<string, Array>> pull) = (RuleBinding.Compile(rule), RuleBinding.Compile(twin.Rule));
                met.Add((twin.Rule, twin.Target));
                foreach (int point in Enumerable.Range(0, Points.Length))
                {
                    Dictionary<string, Array> call = Arguments(forward.Target, point);
                    Dictionary<string, Array> tangents = new(call) { ["result"] = (Array)call["result"].Clone() };
                    var seed = new Complex(-0.9, forward.Target.ReturnType == typeof(Complex) ? 0.4 : 0);
                    call["resultAdjoint"] = One(seed, forward.Target.ReturnType);
                    foreach (string name in active)
                    {
                        Type type = call[name].GetType().GetElementType()!;
                        call[name + "Adjoint"] = One(0, type);
                        tangents[name + "Tangent"] = One(type == typeof(Complex) ? new Complex(0.6, 1.3) : 0.6, type);
                    }

                    push(tangents);
                    pull(call);
                    double along = Inner(seed, Number(tangents["result"]));
                    double against = active.Sum(name => Inner(Number(call[name + "Adjoint"]), Number(tangents[name + "Tangent"])));
                    Assert.AreEqual(against, along, 1e-13 * (1 + Math.Abs(against)), rule.ToString());
                }
            }
        }

        Assert.IsEmpty(Reverse.Where(binding => !met.Contains((binding.Rule, binding.Target))).Select(binding => binding.Rule.ToString()).ToArray());
    }

    [TestMethod]
    public void Derivatives_far_from_the_axes_stay_finite()
    {
        Complex adjoint = 0;
        ComplexRules.Tan(new Complex(0.3, 800), 1, ref adjoint);
        ComplexRules.Tanh(new Complex(-400, 0.3), 1, ref adjoint);
        Assert.AreEqual(Complex.Zero, adjoint);
        ComplexRules.Asin(new Complex(1 - 1e-12, 1e-13), 1, ref adjoint);
        Assert.IsTrue(Complex.IsFinite(adjoint));
    }

    private static double Loss(Action<Dictionary<string, Array>> primal, Dictionary<string, Array> call, string name, Complex step, Complex seed)
    {
        Dictionary<string, Array> moved = new(call) { ["result"] = (Array)call["result"].Clone() };
        moved[name] = One(Number(call[name]) + step, call[name].GetType().GetElementType()!);
        primal(moved);
        return Inner(seed, Number(moved["result"]));
    }

    /// <summary>The arguments, and the result there.</summary>
    private static Dictionary<string, Array> Arguments(MethodInfo target, int point)
    {
        Dictionary<string, Array> call = new() { ["result"] = One(0, target.ReturnType) };
        foreach (ParameterInfo parameter in target.GetParameters())
        {
            Complex number = Points[(point + parameter.Position) % Points.Length];
            call[parameter.Name!] = parameter.ParameterType == typeof(Complex) ? One(number, typeof(Complex)) : One(0.2 + Math.Abs(number.Real), typeof(double));
        }

        RuleBinding.Compile(target)(call);
        return call;
    }

    private static Array One(Complex number, Type type) => type == typeof(Complex) ? new[] { number } : new[] { number.Real };

    private static Complex Number(Array one) => one is Complex[] complex ? complex[0] : ((double[])one)[0];

    private static double Inner(Complex first, Complex second) => (first.Real * second.Real) + (first.Imaginary * second.Imaginary);
}
