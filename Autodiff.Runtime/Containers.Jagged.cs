using System;
using System.Collections.Generic;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// The part for arrays of arrays. Rows may be <see langword="null"/>; no row stands in two places of what comes from
/// outside, and where one does inside, its shadow does.
/// </summary>
public static partial class Containers
{
    /// <summary>Throws when a row is set that was set before: its adjoint would have nowhere to go.</summary>
    /// <param name="rows">The array of rows.</param>
    /// <param name="index">Which row is to be set.</param>
    /// <param name="name">The array's name.</param>
    /// <exception cref="NotSupportedException">The row was set before.</exception>
    public static void RequireUnset(Array[] rows, int index, string name)
    {
        if (rows[index] is not null)
        {
            throw new NotSupportedException($"Row {index} of '{name}' is replaced, and its derivative could not follow; write into the row instead.");
        }
    }

    /// <summary>Copies rows that have moved, to be given away.</summary>
    /// <typeparam name="TRows">The type of the array of arrays.</typeparam>
    /// <param name="rows">The array of rows.</param>
    /// <exception cref="NotSupportedException">A row stands in two places.</exception>
    public static TRows CopyOfRows<TRows>(TRows rows)
        where TRows : class
    {
        if (rows is Array[] array && AddRows(array, new HashSet<Array>(ReferenceEqualityComparer.Instance)))
        {
            throw new NotSupportedException("The result has the same row in two places, and its derivative could not tell them apart; give each place a row of its own.");
        }

        return Copy(rows);
    }

    /// <inheritdoc cref="RequireNoOverlap{T}(Array[], Array[], string, string)"/>
    public static void RequireNoOverlap<T>(Array[] first, ReadOnlySpan<T> second, string firstName, string secondName)
    {
        foreach (Array? row in first ?? [])
        {
            if (row is Array[] inner)
            {
                RequireNoOverlap(inner, second, firstName, secondName);
            }
            else
            {
                GeneratedCode.RequireNoOverlap(Elements<T>(row), second, firstName, secondName);
            }
        }
    }

    /// <inheritdoc cref="RequireNoOverlap{T}(Array[], Array[], string, string)"/>
    public static void RequireNoOverlap<T>(ReadOnlySpan<T> first, Array[] second, string firstName, string secondName) =>
        RequireNoOverlap(second, first, secondName, firstName);

    /// <summary>Throws when two arguments share memory that one of them writes.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="first">The one array of rows.</param>
    /// <param name="second">The other.</param>
    /// <param name="firstName">The first parameter's name.</param>
    /// <param name="secondName">The second parameter's name.</param>
    /// <exception cref="ArgumentException">They share a row.</exception>
    public static void RequireNoOverlap<T>(Array[] first, Array[] second, string firstName, string secondName)
    {
        var rows = new HashSet<Array>(ReferenceEqualityComparer.Instance);
        AddRows(first, rows);
        int count = rows.Count;
        var others = new HashSet<Array>(ReferenceEqualityComparer.Instance);
        AddRows(second, others);
        rows.UnionWith(others);
        if (rows.Count < count + others.Count)
        {
            throw new ArgumentException($"'{firstName}' and '{secondName}' share a row, and at least one of them is written; pass separate memory.", secondName);
        }
    }

    private static void RequireRows(Array[] primal, Array[] shadow, string name, string parameter)
    {
        for (int i = 0; i < primal.Length; i++)
        {
            if (primal[i] is null != shadow[i] is null)
            {
                throw new ArgumentException($"Row {i} of '{name}' must be null where that of '{parameter}' is, and only there.", name);
            }

            if (primal[i] is not null)
            {
                RequireShadow(primal[i], shadow[i], $"{name}[{i}]", $"{parameter}[{i}]");
            }
        }
    }

    /// <summary>Adds the rows, and throws when one is there already: it would need two shadows.</summary>
    private static void RequireDistinct(Array[] rows, string name)
    {
        var seen = new HashSet<Array>(ReferenceEqualityComparer.Instance);
        if (AddRows(rows, seen))
        {
            throw new ArgumentException($"'{name}' has the same row in two places; give each place a row of its own.", name);
        }
    }

    private static bool AddRows(Array[] rows, HashSet<Array> seen)
    {
        bool isRepeated = false;
        foreach (Array? row in rows ?? [])
        {
            if (row is { Length: > 0 })
            {
                isRepeated |= !seen.Add(row);
                isRepeated |= row is Array[] inner && AddRows(inner, seen);
            }
        }

        return isRepeated;
    }

    private static Array CopyOf(Array source) => source is Array[]? CopyOf(source, new Dictionary<Array, Array>(ReferenceEqualityComparer.Instance)) : (Array)source.Clone();

    /// <summary>Copies arrays, and each row once: a row in two places is one row in the copy.</summary>
    private static Array CopyOf(Array source, Dictionary<Array, Array> copies)
    {
        if (copies.TryGetValue(source, out Array? copy))
        {
            return copy;
        }

        copy = (Array)source.Clone();
        copies.Add(source, copy);
        if (copy is Array[] rows)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = rows[i] is null ? null! : CopyOf(rows[i], copies);
            }
        }

        return copy;
    }

    private static void Accumulate<T>(Array source, Array destination, HashSet<Array> seen)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        if (!seen.Add(destination))
        {
            return;
        }

        if (source is not Array[] rows)
        {
            GeneratedCode.Accumulate<T>(Elements<T>(source), Elements<T>(destination));
            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not null)
            {
                Accumulate<T>(rows[i], ((Array[])destination)[i], seen);
            }
        }
    }

    private static void CopyElements(Array source, Array destination)
    {
        if (source is not Array[] rows)
        {
            Array.Copy(source, destination, source.Length);
            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not null)
            {
                CopyElements(rows[i], ((Array[])destination)[i]);
            }
        }
    }

    private static void ClearElements(Array array)
    {
        if (array is not Array[] rows)
        {
            Array.Clear(array);
            return;
        }

        foreach (Array? row in rows)
        {
            if (row is not null)
            {
                ClearElements(row);
            }
        }
    }
}
