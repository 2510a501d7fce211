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
        if (!function.Problems.IsEmpty)
        {
            return new([], function.Problems);
        }

        EquatableArray<Problem> problems = ProblemFinder.Find(function);
        if (!problems.IsEmpty)
        {
            return new([], problems);
        }

        try
        {
            PreparedFunction prepared = PreparedFunction.From(function);
            Sweeps joint = ReverseTransform.Run(prepared, isSplit: false);
            Sweeps split = ReverseTransform.Run(prepared, isSplit: true);
            return new(CompanionWriter.Write(function, joint, split), []);
        }
        catch (UnsupportedException refused)
        {
            return new([], [new Problem("AD0004", [refused.Construct, refused.WayOut], default)]);
        }
    }
}
