namespace Autodiff.Generators.Ir;

/// <summary>
/// Makes new variables. Names may clash; emission sees to that, and writes <c>@</c> where it is needed: a name made
/// from one with <c>@</c> would hide that it is the same as one without.
/// </summary>
internal sealed class VariableFactory(int firstId)
{
    private int _nextId = firstId;

    public int Count => _nextId;

    public IrVariable Create(string name, IrType type, IrVariableKind kind = IrVariableKind.Temporary) => new(_nextId++, name.TrimStart('@'), type, kind);
}
