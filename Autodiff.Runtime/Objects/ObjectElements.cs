using System;
using System.Collections;
using System.Collections.Generic;

namespace Autodiff;

/// <summary>Arrays and lists whose elements are objects of differentiable classes, structs that lead to memory, or arrays of such.</summary>
internal static class ObjectElements
{
    /// <summary>The elements, or <see langword="null"/> for what holds none: numbers, and arrays of them.</summary>
    public static IList? Of(object memory) => memory switch
    {
        IDifferentiableClass?[] or IReadOnlyList<IDifferentiableClass> => (IList)memory,
        Array[] rows when IsOfObjects(rows.GetType()) => rows,
        _ => null,
    };

    /// <summary>What walks over the fields of the elements, where these are structs that lead to memory.</summary>
    public static IDifferentiableStruct? Walker(object memory) =>
        memory is Array { Rank: 1, Length: > 0 } array && typeof(IDifferentiableStruct).IsAssignableFrom(array.GetType().GetElementType()) ? (IDifferentiableStruct)array.GetValue(0)! : null;

    private static bool IsOfObjects(Type array)
    {
        Type innermost = array;
        while (innermost.GetElementType() is { } element)
        {
            innermost = element;
        }

        return typeof(IDifferentiableClass).IsAssignableFrom(innermost) || typeof(IDifferentiableStruct).IsAssignableFrom(innermost);
    }
}
