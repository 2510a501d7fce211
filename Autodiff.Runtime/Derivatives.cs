using System;

namespace Autodiff;

/// <summary>Companions that are generated on request. Asking for one that is not built yet is diagnostic AD0003.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Only the default companions.</summary>
    None = 0,

    /// <summary><c>…Jvp</c>: the Jacobian–vector product, forward mode.</summary>
    Jvp = 1,

    /// <summary><c>…Hvp</c>: the Hessian–vector product, forward over reverse.</summary>
    Hvp = 2,

    /// <summary><c>…Jacobian</c>: the full Jacobian.</summary>
    Jacobian = 4,
}
