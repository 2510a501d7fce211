using Autodiff.Generators.Ir;

namespace Autodiff.Generators;

/// <summary>What comes of one method: the files to add, or the problems to report.</summary>
internal sealed record DifferentiationResult(EquatableArray<GeneratedFile> Files, EquatableArray<Problem> Problems);

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);

/// <summary>Everything after lowering, as one pure function: analysis, transforms, emission.</summary>
internal static class Differentiation
{
    public static DifferentiationResult Run(IrFunction function) => new([], function.Problems);
}
