using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Emission;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;

namespace Autodiff.Generators;

/// <summary>What comes of one method: the files to add, or the problems to report.</summary>
internal sealed record DifferentiationResult(EquatableArray<GeneratedFile> Files, EquatableArray<Problem> Problems);

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);

/// <summary>Everything after lowering, as one pure function: analysis, transforms, emission.</summary>
internal static class Differentiation
{
    public static DifferentiationResult Run(IrFunction function)
    {
        if (function.IsOnlyInlined)
        {
            return new([], function.Problems);
        }

        int depth = function.Lifted.Prepend(function).Max(part => IrDepth.Of(part.Body));
        return depth > DeepStack.Limit
            ? Refuse(function, [DeepStack.Refusal])
            : DeepStack.Run(depth, () => Differentiate(function));
    }

    private static DifferentiationResult Differentiate(IrFunction function)
    {
        if (!function.Problems.IsEmpty)
        {
            return Refuse(function, function.Problems);
        }

        if (function.IsAbstract)
        {
            return new(CompanionWriter.WriteAbstract(function), []);
        }

        try
        {
            StructuredFunction structured = StructuredFunction.Of(function);
            List<StructuredFunction> lifted = [.. function.Lifted.Select(StructuredFunction.Of)];
            EquatableArray<Problem> problems = lifted.Prepend(structured).SelectMany(part => ProblemFinder.Find(part)).ToEquatableArray();
            if (!problems.IsEmpty)
            {
                return Refuse(function, problems);
            }

            Sweeps joint = ReverseTransform.Run(PreparedFunction.From(structured, isSplit: false), isSplit: false);
            Sweeps split = Split(structured);
            joint = ParameterFields.Join(joint, structured.Function);
            Verify(function, joint, split);
            (joint, split) = (InlineArrayCalls.Run(joint), InlineArrayCalls.Run(split));
            return new([.. CompanionWriter.Write(structured.Function, joint, split), .. lifted.Select(Lift)], []);
        }
        catch (UnsupportedException refused)
        {
            return Refuse(function, [new Problem("AD0004", [refused.Construct, refused.WayOut], refused.Origin)]);
        }
    }

    /// <summary>A hidden method has no companions but the pair that its callers run, and itself.</summary>
    private static GeneratedFile Lift(StructuredFunction structured)
    {
        (IrFunction function, IrBlock primal) = (structured.Function, InlineArrayCalls.Run(ParameterFields.Join(structured.Body, structured.Function)));
        if (!function.Parameters.Any(parameter => parameter.IsDifferentiable))
        {
            return CompanionWriter.WriteLifted(function, primal, null);
        }

        Sweeps split = Split(structured);
        IrVerifier.Verify("The split reverse transform", split.Forward.Statements, Parameters(function, split));
        IrVerifier.Verify("The split reverse transform", split.Reverse.Statements, Parameters(function, split));
        return CompanionWriter.WriteLifted(function, primal, InlineArrayCalls.Run(split));
    }

    private static Sweeps Split(StructuredFunction structured) =>
        ParameterFields.Join(ReverseTransform.Run(PreparedFunction.From(structured, isSplit: true), isSplit: true), structured.Function);

    /// <summary>Whether the companions of a method can be named: what is wrong, if anything, is in its body.</summary>
    public static bool HasCompanions(IrFunction function) =>
        function.Problems.All(problem => problem.Id is "AD0004" or "AD0005" or "AD0006" or "AD0011" or "AD0013");

    /// <summary>
    /// The error stands at its place in the body; companions that throw spare every caller errors of its own.
    /// </summary>
    private static DifferentiationResult Refuse(IrFunction function, EquatableArray<Problem> problems) =>
        new(HasCompanions(function) ? CompanionWriter.WriteRefused(function, problems[0].Id) : [], problems);

    /// <summary>Better an internal error than code that is wrong.</summary>
    private static void Verify(IrFunction function, Sweeps joint, Sweeps split)
    {
        IrVerifier.Verify("The joint reverse transform", [.. joint.Forward.Statements, .. joint.Reverse.Statements], Parameters(function, joint));
        IrVerifier.Verify("The split reverse transform", split.Forward.Statements, Parameters(function, split));
        IrVerifier.Verify("The split reverse transform", split.Reverse.Statements, Parameters(function, split));
    }

    private static IEnumerable<IrVariable> Parameters(IrFunction function, Sweeps sweeps) =>
    [
        .. function.Parameters.Select(parameter => parameter.Variable),
        .. sweeps.ParameterAdjoints.Values,
        sweeps.Tape,
        .. sweeps.Seed is null ? Array.Empty<IrVariable>() : [sweeps.Seed],
    ];
}
