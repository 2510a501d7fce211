using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// What the generator adds to a class marked <c>[Differentiable]</c>: one walk over its fields, from which shadows,
/// copies, sums and checks are made.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDifferentiableClass
{
    /// <summary>Makes an object with the same fields, which leads to whatever this one leads to. No constructor is run.</summary>
    object CopyFields();

    /// <summary>Shows each field to a visitor, beside the same field of another object of the class.</summary>
    /// <param name="other">The other object: a shadow, a copy, or this one.</param>
    /// <param name="visitor">What is done with each field.</param>
    void VisitFields(object other, FieldVisitor visitor);
}
