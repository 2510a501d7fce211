using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Of the rules that fit a call, the one that covers what is active in it with the fewest adjoints besides; among those
/// the one that lists the most of the target's parameters, since a rule for <c>Log(x)</c> fits <c>Log(x, y)</c> by name.
/// </summary>
internal static class RuleSelection
{
    public static IrRule? Select(IrCall call, bool resultIsActive, Activity activity)
    {
        var active = new HashSet<string>();
        var written = new HashSet<string>();
        bool selfIsWritten = false;
        foreach (IrExpression memory in Activity.WrittenMemory(call))
        {
            selfIsWritten |= ReferenceEquals(memory, call.Receiver);
        }

        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (activity.IsActive(call.Arguments[i]))
            {
                (call.Method.Parameters[i].IsWritten ? written : active).Add(call.Method.Parameters[i].Name);
            }
        }

        bool selfIsActive = call.Receiver is not null && activity.IsActive(call.Receiver);
        return call.Method.Rules
            .Where(rule => active.All(name => Binds(rule, IrRuleArgumentKind.Adjoint, name))
                && written.All(name => Binds(rule, IrRuleArgumentKind.WrittenAdjoint, name))
                && (!selfIsActive || rule.Arguments.Any(argument => argument.Kind == (selfIsWritten ? IrRuleArgumentKind.SelfWrittenAdjoint : IrRuleArgumentKind.SelfAdjoint)))
                && (!resultIsActive || active.Count == 0 || rule.Arguments.Any(argument => argument.Kind == IrRuleArgumentKind.ResultAdjoint) || BindsNoSeed(rule)))
            .OrderBy(rule => rule.Arguments.Count(argument => argument.Kind == IrRuleArgumentKind.Adjoint && !active.Contains(argument.Name)))
            .ThenByDescending(rule => rule.Arguments.Count(argument => argument.Kind == IrRuleArgumentKind.Primal))
            .ThenBy(rule => rule.Arguments.Count)
            .FirstOrDefault();
    }

    public static bool Binds(IrRule rule, IrRuleArgumentKind kind, string name) =>
        rule.Arguments.Any(argument => argument.Kind == kind && argument.Name == name);

    public static bool Binds(IrRule rule, IrRuleArgumentKind kind) => rule.Arguments.Any(argument => argument.Kind == kind);

    /// <summary>A rule whose derivative is zero everywhere (Floor, Round) reads no seed.</summary>
    private static bool BindsNoSeed(IrRule rule) =>
        !rule.Arguments.Any(argument => argument.Kind is IrRuleArgumentKind.ResultAdjoint or IrRuleArgumentKind.WrittenAdjoint or IrRuleArgumentKind.SelfWrittenAdjoint);
}
