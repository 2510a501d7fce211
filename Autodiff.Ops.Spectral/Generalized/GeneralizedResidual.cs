using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What a generalized solve leaves for its gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GeneralizedResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal GeneralizedResidual(EigshResidual<T> reduced, MassFactor<T> mass, T[] vectors)
        : this(reduced.Values, vectors)
    {
        Reduced = reduced;
        Mass = mass;
    }

    internal GeneralizedResidual(MassPairs<T> products, T[] values, T[] vectors, EigenReport report)
        : this(values, vectors)
    {
        Products = products;
        Report = report;
    }

    private GeneralizedResidual(T[] values, T[] vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>The problem in u = Lᵀv; <see langword="null"/> where M is known by its products.</summary>
    internal EigshResidual<T>? Reduced { get; }

    /// <summary>L; <see langword="null"/> where M is known by its products.</summary>
    internal MassFactor<T>? Mass { get; }

    /// <summary>The solve by products of M; <see langword="null"/> where it was factored.</summary>
    internal MassPairs<T>? Products { get; }

    /// <summary>How the solve by products went.</summary>
    internal EigenReport? Report { get; }

    /// <summary>The eigenvalues.</summary>
    internal T[] Values { get; }

    /// <summary>V = L⁻ᵀU, one vector after another.</summary>
    internal T[] Vectors { get; }
}
