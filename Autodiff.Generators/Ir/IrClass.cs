namespace Autodiff.Generators.Ir;

/// <summary>A class marked <c>[Differentiable]</c>: what is needed to write what makes its shadows.</summary>
/// <param name="HintName">The stem of the generated file's name.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="ContainingTypes">The headers of the partial types around it and its own, outermost first.</param>
/// <param name="Name">Its name, which means it in its own body.</param>
/// <param name="Fields">Its fields, those behind properties among them.</param>
internal sealed record IrClass(string HintName, string Namespace, EquatableArray<string> ContainingTypes, string Name, EquatableArray<IrClassField> Fields);

/// <summary>A struct marked <c>[Differentiable]</c> that leads to memory: what is needed to write the walk over arrays of it.</summary>
/// <param name="HintName">The stem of the generated file's name.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="ContainingTypes">The headers of the partial types around it and its own, outermost first.</param>
/// <param name="Type">The struct with its fields, as its own code sees them.</param>
internal sealed record IrStructModel(string HintName, string Namespace, EquatableArray<string> ContainingTypes, IrType Type);

/// <summary>A field of a class.</summary>
/// <param name="Field">The field.</param>
/// <param name="IsNameless">Whether it has no name in C#: it stands behind a property, or keeps a parameter.</param>
/// <param name="IsReadOnly">Whether C# assigns it in constructors only.</param>
internal sealed record IrClassField(IrStructField Field, bool IsNameless, bool IsReadOnly);
