namespace Autodiff.Generators.Ir;

/// <summary>Makes new variables. Names may clash; emission sees to that.</summary>
internal sealed class VariableFactory(int firstId)
{
    private int _nextId = firstId;

    public int Count => _nextId;

    public IrVariable Create(string name, IrType type, IrVariableKind kind = IrVariableKind.Temporary) => new(_nextId++, name, type, kind);
}
