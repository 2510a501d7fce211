using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// What has a shadow even where only an interface of it is known: an object, or a struct in a box. The generator adds it
/// to a type beside its interface of derivatives (<see cref="DerivativeInterfaceAttribute"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IShadowed
{
    /// <summary>Makes a shadow: the same type with every number zero; what is no number is shared.</summary>
    object CreateShadow();

    /// <summary>Sets every number to zero, which makes an object a shadow again.</summary>
    void SetToZero();

    /// <summary>Adds the numbers of another shadow of the same shape to those of this one.</summary>
    /// <param name="addend">What is added.</param>
    void Accumulate(object addend);
}
