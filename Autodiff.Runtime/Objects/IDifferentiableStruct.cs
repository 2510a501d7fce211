using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// What the generator adds to a struct marked <c>[Differentiable]</c> that leads to arrays or objects: the walk over the
/// fields of all elements of an array of such structs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDifferentiableStruct
{
    /// <summary>Shows each field of each element to a visitor, beside the same field of the same element of another array.</summary>
    /// <param name="elements">An array of structs of this type; the struct that is asked does not matter.</param>
    /// <param name="others">The other array, of the same length: a shadow, a copy, or this one.</param>
    /// <param name="visitor">What is done with each field.</param>
    void VisitElements(object elements, object others, FieldVisitor visitor);
}
