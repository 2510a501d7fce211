using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>How one statement is reversed, before anything is known of what must be recorded.</summary>
internal sealed class StatementAdjoint
{
    /// <summary>Runs first: it sees memory and variables as they are after the statement.</summary>
    public List<IrStatement> BeforeRestoring { get; } = [];

    /// <summary>Runs after what the statement overwrote has been restored: it sees them as before the statement.</summary>
    public List<IrStatement> AfterRestoring { get; } = [];

    /// <summary>What the forward sweep runs in the statement's place, where that is not the statement itself.</summary>
    public IrStatement? Forward { get; set; }

    /// <summary>The residual that the forward sweep's call leaves, to be kept like a local of the block.</summary>
    public IrVariable? Residual { get; set; }

    public bool IsEmpty => BeforeRestoring.Count == 0 && AfterRestoring.Count == 0;
}
