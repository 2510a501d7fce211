using System;

namespace Autodiff.Ops.Spectral;

/// <summary>A window whose edge cannot be told from an eigenvalue: its projector is not determined.</summary>
public sealed class EigenvalueOnEdgeException : ArgumentException
{
    internal EigenvalueOnEdgeException(string message, int index, double eigenvalue, double edge, double width)
        : base(message, "a")
    {
        Index = index;
        Eigenvalue = eigenvalue;
        Edge = edge;
        Width = width;
    }

    /// <summary>The index of the eigenvalue, ascending.</summary>
    public int Index { get; }

    /// <summary>The eigenvalue as it was computed.</summary>
    public double Eigenvalue { get; }

    /// <summary>The edge it lies on.</summary>
    public double Edge { get; }

    /// <summary>How far the true eigenvalue may be from the computed one.</summary>
    public double Width { get; }
}
