using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Programs to refuse, as their authors might write them.</summary>
internal static partial class WrongPrograms
{
    public static IEnumerable<(string Id, string Source, string Message)> All => [.. Statements, .. Calls, .. Stores, .. Declarations, .. Specialised, .. Operators, .. ComplexNumbers];
}
