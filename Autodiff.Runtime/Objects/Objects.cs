using System;
using System.Collections.Generic;
using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// What generated code asks of objects of differentiable classes: shadows, copies, sums, and checks of destinations.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Objects
{
    /// <summary>Makes an object without running a constructor: the generated code runs what it would do.</summary>
    /// <typeparam name="T">The class.</typeparam>
    public static T Create<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors | System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.NonPublicConstructors)] T>()
        where T : class
        => (T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));

    /// <summary>Makes a shadow: an object of the same shape, whose numbers are zero.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="primal">The object.</param>
    public static T CreateShadow<T>(T primal)
        where T : class
        => new ShadowMaker().ShadowOf(primal)!;

    /// <summary>Makes a shadow that starts with the numbers of another.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="primal">The object.</param>
    /// <param name="seed">The numbers.</param>
    public static T CreateShadow<T>(T primal, T seed)
        where T : class
    {
        T shadow = CreateShadow(primal);
        Accumulate(seed, shadow);
        return shadow;
    }

    /// <summary>Makes a shadow of a list of objects: an object that is met twice has one shadow, which is met twice.</summary>
    /// <typeparam name="T">The class of the objects.</typeparam>
    /// <param name="primal">The list.</param>
    public static List<T> CreateShadow<T>(List<T> primal)
        where T : class
        => new ShadowMaker().ShadowOf(primal)!;

    /// <inheritdoc cref="CreateShadow{T}(T, T)"/>
    public static List<T> CreateShadow<T>(List<T> primal, List<T> seed)
        where T : class
    {
        List<T> shadow = CreateShadow(primal);
        Accumulate(seed, shadow);
        return shadow;
    }

    /// <summary>Sets every number that an object leads to to zero.</summary>
    /// <param name="instance">The object.</param>
    public static void SetToZero(object instance) => new NumberEraser().Erase(instance);

    /// <summary>Copies an object and all memory that it leads to.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="source">The object.</param>
    public static T Copy<T>(T source)
        where T : class
    {
        T copy = CreateShadow(source);
        CopyTo(source, copy);
        return copy;
    }

    /// <inheritdoc cref="Copy{T}(T)"/>
    public static List<T> Copy<T>(List<T> source)
        where T : class
    {
        List<T> copy = CreateShadow(source);
        CopyTo(source, copy);
        return copy;
    }

    /// <summary>Copies the numbers of an object to another of the same shape.</summary>
    /// <param name="source">The object to read.</param>
    /// <param name="destination">The object to write.</param>
    public static void CopyTo(object source, object destination) => new NumberCopier().Copy(source, destination);

    /// <summary>Adds the numbers of a shadow to those of another.</summary>
    /// <param name="addend">The shadow to read.</param>
    /// <param name="sum">The shadow that is added to.</param>
    public static void Accumulate(object addend, object sum) => new NumberAdder().Add(addend, sum);

    /// <summary>Adds the numbers of one object to those of another of the same shape.</summary>
    /// <typeparam name="T">A matrix, or what else says how it is added.</typeparam>
    /// <param name="addend">What is added.</param>
    /// <param name="sum">What it is added to.</param>
    public static void AccumulateObject<T>(T addend, T sum)
        where T : class, IDifferentiableObject<T> => sum.Accumulate(addend);

    /// <summary>Throws unless an object can hold the adjoint of another.</summary>
    /// <param name="primal">The object whose adjoint it is.</param>
    /// <param name="shadow">The object that is to hold the adjoint.</param>
    /// <param name="name">The caller's name for it.</param>
    /// <param name="parameter">The name of the parameter whose adjoint it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="shadow"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Its shape differs, or it shares memory with the primal.</exception>
    public static void RequireShadow(object primal, object shadow, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (primal.GetType() != shadow.GetType())
        {
            throw new ArgumentException($"'{name}' is a {shadow.GetType().Name}; it must be a {primal.GetType().Name}, like '{parameter}'.", name);
        }

        new ShadowChecker(name, parameter).Run(primal, shadow);
    }

    /// <summary>Throws when two arguments lead to the same memory, which one of them writes.</summary>
    /// <param name="first">The one object.</param>
    /// <param name="second">The other object, or a container.</param>
    /// <param name="firstName">The first parameter's name.</param>
    /// <param name="secondName">The second parameter's name.</param>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void RequireNoOverlap(object? first, object? second, string firstName, string secondName)
    {
        if (MemoryOf(first).Overlaps(MemoryOf(second)))
        {
            throw Shared(firstName, secondName);
        }
    }

    /// <inheritdoc cref="RequireNoOverlap(object, object, string, string)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void RequireNoOverlap<T>(object? first, ReadOnlySpan<T> second, string firstName, string secondName)
    {
        foreach (object memory in MemoryOf(first))
        {
            ReadOnlySpan<T> elements = memory switch
            {
                Array array when array.GetType().GetElementType() == typeof(T) => Containers.Elements<T>(array),
                List<T> list => Containers.Elements(list),
                _ => default,
            };
            if (elements.Overlaps(second))
            {
                throw Shared(firstName, secondName);
            }
        }
    }

    /// <summary>Throws when a field that leads to memory is set a second time: its adjoint would have nowhere to go.</summary>
    /// <param name="current">What the field leads to.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="NotSupportedException">The field was set before.</exception>
    public static void RequireUnset(object? current, string name)
    {
        if (current is not null)
        {
            throw new NotSupportedException($"The field '{name}' is given something else, and its derivative could not follow; write into what it leads to, or make a new object.");
        }
    }

    /// <summary>Throws when a place of an array of objects is set a second time: the adjoint of the first would have nowhere to go.</summary>
    /// <param name="elements">The array.</param>
    /// <param name="index">Which place is to be set.</param>
    /// <param name="name">The array's name.</param>
    /// <exception cref="NotSupportedException">The place was set before.</exception>
    public static void RequireUnset(object?[] elements, int index, string name) => RequireUnset(elements[index], index, name);

    /// <inheritdoc cref="RequireUnset(object[], int, string)"/>
    /// <typeparam name="T">The class of the objects.</typeparam>
    public static void RequireUnset<T>(List<T> elements, int index, string name)
        where T : class
        => RequireUnset(elements[index], index, name);

    private static void RequireUnset(object? current, int index, string name)
    {
        if (current is not null)
        {
            throw new NotSupportedException($"Element {index} of '{name}' is replaced, and its derivative could not follow; write into the fields of the object instead.");
        }
    }

    private static HashSet<object> MemoryOf(object? instance)
    {
        var collector = new MemoryCollector();
        collector.Collect(instance);
        return collector.Found;
    }

    private static ArgumentException Shared(string firstName, string secondName) =>
        new($"'{firstName}' and '{secondName}' share memory, and at least one of them is written; pass separate objects.", secondName);
}
