namespace Autodiff.Generators.Lowering;
internal static class MethodLowering { public static Ir.IrFunction Lower(Microsoft.CodeAnalysis.IMethodSymbol m, Microsoft.CodeAnalysis.Compilation c, System.Threading.CancellationToken t) => throw new System.NotImplementedException(); }
internal static class RuleValidation { public static System.Collections.Immutable.ImmutableArray<(string Id, string[] Arguments, Microsoft.CodeAnalysis.Location Location)> Validate(Microsoft.CodeAnalysis.IMethodSymbol rule, Microsoft.CodeAnalysis.Compilation compilation) => []; }
