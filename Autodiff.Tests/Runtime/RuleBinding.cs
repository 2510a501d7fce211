using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using Autodiff.Rules;

namespace Autodiff.Tests.Runtime;

/// <summary>One rule bound to one overload of its target, both with their type arguments filled in.</summary>
/// <param name="Parameters">The target's parameters by the names that the rule knows: an interface's, where it is a rule of one.</param>
internal sealed record RuleBinding(MethodInfo Rule, MethodInfo Target, Type Number, ParameterInfo[] Parameters)
{
    private const string AdjointSuffix = "Adjoint";

    // The members of spans and arrays are tested where generated code calls them, and tensors and complex numbers by tests of their own.
    public static IReadOnlyList<MethodInfo> Rules { get; } =
    [
        .. typeof(Tape).Assembly.GetTypes()
            .Where(type => type.Namespace == "Autodiff.Rules" && type.IsPublic && type != typeof(MemoryRules) && type != typeof(ContainerRules) && type != typeof(TensorRules) && type != typeof(ComplexRules))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.GetCustomAttributes<VjpOfAttribute>().Any() || method.GetCustomAttributes<JvpOfAttribute>().Any()),
    ];

    /// <summary>The parameters whose adjoints the rule adds to.</summary>
    public IEnumerable<string> Active => Rule.GetParameters()
        .Where(p => p.ParameterType.IsByRef || IsSpan(p.ParameterType, typeof(Span<>)))
        .Select(p => p.Name![..^AdjointSuffix.Length]);

    public int PrimalCount => Rule.GetParameters().Count(p => !p.Name!.EndsWith(AdjointSuffix, StringComparison.Ordinal));

    /// <summary>
    /// Every vector–Jacobian rule with every overload it fits, without those that a rule with the same adjoints and
    /// more of the target's parameters tells apart better.
    /// </summary>
    public static IEnumerable<RuleBinding> All()
        => Rules.SelectMany(rule => rule.GetCustomAttributes<VjpOfAttribute>().SelectMany(a => Fitting(rule, a.Type, a.Member, false)))
            .GroupBy(b => (b.Target, b.Number, string.Join(",", b.Active)))
            .Select(group => group.MaxBy(b => b.PrimalCount)!);

    public static IEnumerable<RuleBinding> Fitting(MethodInfo rule, Type type, string member, bool forward)
    {
        if (type.IsInterface)
        {
            return new[] { typeof(double), typeof(float) }.SelectMany(number => Implementing(rule, type, member, number, forward));
        }

        return FittingOverloads(rule, type, member, forward);
    }

    /// <summary>A rule of a number interface, at what a number type implements its member with.</summary>
    private static IEnumerable<RuleBinding> Implementing(MethodInfo rule, Type type, string member, Type number, bool forward)
    {
        InterfaceMapping map = number.GetInterfaceMap(type.MakeGenericType(number));
        MethodInfo closed = rule.MakeGenericMethod(number);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].Name == member && Fits(closed, map.InterfaceMethods[i], forward))
            {
                yield return new RuleBinding(closed, map.TargetMethods[i], number, map.InterfaceMethods[i].GetParameters());
            }
        }
    }

    private static IEnumerable<RuleBinding> FittingOverloads(MethodInfo rule, Type type, string member, bool forward)
    {
        foreach (MethodInfo target in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == member))
        {
            if (rule.GetGenericArguments().Length != target.GetGenericArguments().Length)
            {
                continue;
            }

            if (!rule.IsGenericMethodDefinition)
            {
                Type number = rule.GetParameters().Any(p => p.ParameterType.ToString().Contains("Single", StringComparison.Ordinal)) ? typeof(float) : typeof(double);
                if (Fits(rule, target, forward))
                {
                    yield return new RuleBinding(rule, target, number, target.GetParameters());
                }

                continue;
            }

            foreach (Type number in new[] { typeof(double), typeof(float) })
            {
                MethodInfo closedRule = rule.MakeGenericMethod(number);
                MethodInfo closedTarget;
                try
                {
                    closedTarget = target.MakeGenericMethod(number);
                }
                catch (ArgumentException)
                {
                    continue;
                }

                if (Fits(closedRule, closedTarget, forward))
                {
                    yield return new RuleBinding(closedRule, closedTarget, number, closedTarget.GetParameters());
                }
            }
        }
    }

    public static bool IsSpan(Type type, Type open) => type.IsGenericType && type.GetGenericTypeDefinition() == open;

    /// <summary>A delegate that takes every argument as an array, a scalar as an array of one.</summary>
    public static Action<Dictionary<string, Array>> Compile(MethodInfo method, ParameterInfo[]? names = null)
    {
        ParameterExpression table = Expression.Parameter(typeof(Dictionary<string, Array>));
        Expression Entry(string name, Type element)
            => Expression.Convert(Expression.Property(table, "Item", Expression.Constant(name)), element.MakeArrayType());
        Expression[] arguments = [.. (names ?? method.GetParameters()).Select(p =>
        {
            Type type = p.ParameterType;
            if (type.IsGenericType)
            {
                Type element = type.GetGenericArguments()[0];
                return Expression.Call(type.GetMethod("op_Implicit", [element.MakeArrayType()])!, Entry(p.Name!, element));
            }

            Type scalar = type.IsByRef ? type.GetElementType()! : type;
            return (Expression)Expression.ArrayAccess(Entry(p.Name!, scalar), Expression.Constant(0));
        })];
        Expression call = Expression.Call(method, arguments);
        if (method.ReturnType != typeof(void))
        {
            call = Expression.Assign(Expression.ArrayAccess(Entry("result", method.ReturnType), Expression.Constant(0)), call);
        }

        return Expression.Lambda<Action<Dictionary<string, Array>>>(Expression.Block(typeof(void), call), table).Compile();
    }

    private static bool Fits(MethodInfo rule, MethodInfo target, bool forward)
        => rule.GetParameters().All(p => forward ? FitsTangent(p, target) : FitsAdjoint(p, target))
            && (!forward || rule.ReturnType == target.ReturnType);

    private static bool FitsTangent(ParameterInfo parameter, MethodInfo target)
    {
        string name = parameter.Name!;
        return name == "result" ? parameter.ParameterType == target.ReturnType
            : target.GetParameters().Any(p => (p.Name == name || p.Name + "Tangent" == name) && p.ParameterType == parameter.ParameterType);
    }

    private static bool FitsAdjoint(ParameterInfo parameter, MethodInfo target)
    {
        string name = parameter.Name!;
        Type type = parameter.ParameterType;
        if (name is "result" or "resultAdjoint")
        {
            return type == target.ReturnType;
        }

        bool isAdjoint = name.EndsWith(AdjointSuffix, StringComparison.Ordinal);
        ParameterInfo? bound = target.GetParameters().FirstOrDefault(p => p.Name == (isAdjoint ? name[..^AdjointSuffix.Length] : name));
        if (bound is null)
        {
            return false;
        }

        Type source = bound.ParameterType;
        bool isWritten = IsSpan(source, typeof(Span<>));
        Type? element = source.IsGenericType ? source.GetGenericArguments()[0] : null;
        if (!isAdjoint)
        {
            return type == (isWritten ? typeof(ReadOnlySpan<>).MakeGenericType(element!) : source);
        }

        if (!isWritten)
        {
            return type == (element is null ? source.MakeByRefType() : typeof(Span<>).MakeGenericType(element));
        }

        string? length = parameter.GetCustomAttribute<WrittenLengthAttribute>()?.Parameter;
        return type == typeof(ReadOnlySpan<>).MakeGenericType(element!)
            && target.GetParameters().Any(p => p.Name == length && IsSpan(p.ParameterType, typeof(ReadOnlySpan<>)));
    }
}
