using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// What is done with the fields of two objects of one class. What several fields lead to is met once, so that what was
/// shared stays shared, and an object that leads back to itself has an end.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FieldVisitor
{
    private readonly HashSet<object> _met = new(ReferenceEqualityComparer.Instance);

    /// <summary>The fields that follow are those of an element of an array of structs.</summary>
    /// <param name="index">Where it stands.</param>
    public virtual void Element(int index)
    {
    }

    /// <summary>A field that is a differentiable number.</summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="other">The same field of the other object.</param>
    public virtual void Number<T>(ref T field, ref T other)
        where T : INumberBase<T>
    {
    }

    /// <summary>A field that is a constant for differentiation.</summary>
    /// <typeparam name="T">The type of the field.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="other">The same field of the other object.</param>
    public virtual void Constant<T>(ref T field, ref T other)
    {
    }

    /// <summary>A field that leads to an array or a list of numbers, or to an object of a differentiable class.</summary>
    /// <typeparam name="T">The type of the field.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="other">The same field of the other object.</param>
    /// <param name="name">The field's name.</param>
    public abstract void Memory<T>(ref T? field, ref T? other, string name)
        where T : class;

    /// <summary>A field that leads to a list of objects of a differentiable class.</summary>
    /// <typeparam name="T">The class of the objects.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="other">The same field of the other object.</param>
    /// <param name="name">The field's name.</param>
    public virtual void Memory<T>(ref List<T>? field, ref List<T>? other, string name)
        where T : class => Memory<List<T>>(ref field, ref other, name);

    /// <summary>A field that leads to an object with a shadow of its own making: a matrix.</summary>
    /// <typeparam name="T">The class of the object.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="other">The same field of the other object.</param>
    /// <param name="name">The field's name.</param>
    public abstract void Object<T>(ref T? field, ref T? other, string name)
        where T : class, IDifferentiableObject<T>;

    /// <summary>Whether something is met for the first time.</summary>
    private protected bool IsNew(object instance) => _met.Add(instance);
}
