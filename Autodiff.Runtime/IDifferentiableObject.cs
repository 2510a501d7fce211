namespace Autodiff;

/// <summary>
/// An object whose numbers are differentiable: its shadow is an object of the same class that holds adjoints in place
/// of the numbers, and shares everything else (shape, sparsity pattern).
/// </summary>
/// <typeparam name="TSelf">The implementing class.</typeparam>
public interface IDifferentiableObject<TSelf>
    where TSelf : class, IDifferentiableObject<TSelf>
{
    /// <summary>Makes a shadow: a copy with every number zero. No constructor of the user's is run.</summary>
    TSelf CreateShadow();

    /// <summary>Sets every number of this object to zero, which makes an object a shadow again.</summary>
    void SetToZero();

    /// <summary>Throws when <paramref name="shadow"/> cannot hold the adjoint of this object.</summary>
    /// <param name="shadow">The object that is to hold the adjoint.</param>
    /// <param name="name">The caller's name for it, for the message.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="shadow"/> is <see langword="null"/>.</exception>
    /// <exception cref="System.ArgumentException">The shape or the pattern differs, or it is this object itself.</exception>
    void RequireShadow(TSelf shadow, string name);

    /// <summary>Adds the numbers of another object of the same shape to those of this one, both of them shadows.</summary>
    /// <param name="addend">What is added.</param>
    /// <exception cref="System.NotSupportedException">The class has no sum.</exception>
    void Accumulate(TSelf addend) => Objects.Accumulate(addend, this);
}
