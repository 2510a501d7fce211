namespace Autodiff.Generators.Ir;

internal enum IrFieldAccess
{
    /// <summary>A field that code beside the method may assign and pass by reference, or a tuple's element.</summary>
    Field,

    /// <summary>A property that may be assigned.</summary>
    Property,

    /// <summary>A property that may be assigned where its struct is made, and nowhere else.</summary>
    Initializer,

    /// <summary>Read-only.</summary>
    ReadOnly,

    /// <summary>Not accessible.</summary>
    Hidden,
}

/// <summary>A field of a struct or a tuple.</summary>
/// <param name="Name">What reads it: the field, the property it stands behind, or the tuple's element.</param>
/// <param name="Type">Its type. One marked <c>[NoGradient]</c> has the kind <see cref="IrTypeKind.Other"/>.</param>
/// <param name="Access">How it is written.</param>
/// <param name="Storage">The name of the field itself.</param>
internal sealed record IrStructField(string Name, IrType Type, IrFieldAccess Access, string Storage)
{
    /// <summary>Whether it is a parameter of a primary constructor, which its own members read by its name alone.</summary>
    public bool IsCaptured { get; init; }

    /// <summary>For a field of a generic class: its type in C# over the type parameters of the class.</summary>
    public string? Declared { get; init; }
}
