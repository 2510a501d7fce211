namespace Autodiff.Generators.Ir;

internal enum IrVariableKind
{
    /// <summary>A parameter of the user's method.</summary>
    Parameter,

    /// <summary>A local that the user declared.</summary>
    Local,

    /// <summary>A local that the generator introduced.</summary>
    Temporary,
}

/// <summary>A parameter or a local. Two variables are the same when their <paramref name="Id"/> is.</summary>
/// <param name="Id">Unique in the method.</param>
/// <param name="Name">The name in C#. Locals of disjoint scopes may share one, as in the user's code.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">Who declared it.</param>
internal sealed record IrVariable(int Id, string Name, IrType Type, IrVariableKind Kind)
{
    /// <summary>Sets of variables are everywhere, and the id alone tells those of one method apart.</summary>
    public override int GetHashCode() => Id;

    public override string ToString() => Name;
}
