using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>(A − σM)⁻¹M by <see cref="EigshOptions.ShiftedSolve"/>, for A over its scale and M over its unit: symmetric in xᵀMy.</summary>
internal sealed class InverseOfPencil<T> : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly ScaledOperator<T> _a;
    private readonly MassProducts<T> _mass;
    private readonly GivenInverse<T> _inverse;
    private readonly T[] _product;

    /// <param name="a">A, whose scale is decided.</param>
    /// <param name="mass">M.</param>
    /// <param name="sigma">σ, of A and M as they were given.</param>
    /// <param name="options">The solve.</param>
    public InverseOfPencil(ScaledOperator<T> a, MassProducts<T> mass, double sigma, EigshOptions options)
    {
        _a = a;
        _mass = mass;
        _product = new T[mass.Dimension];
        Shift = sigma * mass.UnitRoot * mass.UnitRoot / a.Scale;
        _inverse = new GivenInverse<T>(options, mass.Dimension, MultiplyShifted, string.Create(CultureInfo.InvariantCulture, $"A − σM, σ = {sigma}")) { Factor = a.Scale };
    }

    /// <summary>σ of what A and M are here.</summary>
    public double Shift { get; }

    public int Dimension => _mass.Dimension;

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        _mass.Multiply(x, _product);
        Solve(_product, y);
    }

    /// <summary>y = (A − σM)⁻¹x.</summary>
    public void Solve(ReadOnlySpan<T> x, Span<T> y) => _inverse.Solve(x, y);

    /// <summary>y = (A − σM)x over the scale of A, times that scale.</summary>
    private void MultiplyShifted(ReadOnlySpan<T> x, Span<T> y)
    {
        var product = new T[Dimension];
        _a.Apply(x, y);
        _mass.Multiply(x, product);
        TensorPrimitives.MultiplyAdd(product, -Numbers<T>.From(Shift), y, y);
        TensorPrimitives.Multiply(y, Numbers<T>.From(_a.Scale), y);
    }
}
