using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>Forms of the language that random programs use once the generator knows them.</summary>
internal enum Form
{
    LocalFunction,
    Delegate,
    HigherOrder,
    Grid,
    ArrayMember,
    Do,
    Switch,
    Pattern,
    Finally,
    Inactive,
    Tuple,
    Struct,
    Class,
    ByReference,
    RefLocal,
    Swap,
    Jagged,
    NamedArgument,
    List,
    Recursive,
    Checkpoint,
    StructArray,
    Generic,
    GenericProgram,
    StructMember,
    Record,
    Rows,
    MovingSpan,
    Tensor,
    Complex,
}

/// <summary>Which forms programs use: all that the generator supports, unless <c>AUTODIFF_FUZZ_FORMS</c> names some.</summary>
internal static class Forms
{
    public static IReadOnlyList<Form> Used { get; } = Environment.GetEnvironmentVariable("AUTODIFF_FUZZ_FORMS") switch
    {
        null or "" or "all" => Enum.GetValues<Form>(),
        var names => [.. names.Split(',').Select(Enum.Parse<Form>)],
    };
}
