using System;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>A chain of spins in a transverse field, −J Σ ZᵢZᵢ₊₁ − g Σ Xᵢ on a ring, by its products alone.</summary>
[Differentiable]
public readonly partial struct SpinRing<T>(T coupling, T field, [NoGradient] int sites) : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    public int Dimension => 1 << sites;

    [Differentiable]
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int state = 0; state < x.Length; state++)
        {
            int turned = state >> 1 | (state & 1) << (sites - 1);
            T flipped = T.Zero;
            for (int i = 0; i < sites; i++)
            {
                flipped += x[state ^ (1 << i)];
            }

            y[state] = -coupling * T.CreateChecked(sites - 2 * BitOperations.PopCount((uint)(state ^ turned))) * x[state] - field * flipped;
        }
    }
}

/// <summary>−½ d²/dx² on a grid, and a potential.</summary>
[Differentiable]
public partial struct Schroedinger : ISymmetricOperator<double>
{
    public double[] Potential;
    public double Stiffness;

    public readonly int Dimension => Potential.Length;

    [Differentiable]
    public readonly void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        FieldOperatorLosses.SecondDifference(x, Stiffness, y);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += Potential[i] * x[i];
        }
    }
}

/// <summary>The same, as an object.</summary>
[Differentiable]
public sealed partial class Well(double[] potential, double stiffness) : ISymmetricOperator<double>
{
    public double[] Potential { get; } = potential;

    public double Stiffness { get; set; } = stiffness;

    public int Dimension => Potential.Length;

    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        FieldOperatorLosses.SecondDifference(x, Stiffness, y);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += Potential[i] * x[i];
        }
    }
}

[Differentiable]
public readonly partial record struct Strength(double Linear, double Quadratic);

/// <summary>A₀ + f(θ) B over two sparse matrices, with θ in a struct of its own.</summary>
[Differentiable]
public readonly partial record struct Pencil(CsrMatrix<double> First, CsrMatrix<double> Second, Strength Strength) : ISymmetricOperator<double>
{
    public int Dimension => First.Dimension;

    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] product = new double[x.Length];
        First.Apply(x, y);
        Second.Apply(x, product);
        double factor = Strength.Linear + Strength.Quadratic * Strength.Quadratic;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += factor * product[i];
        }
    }
}

/// <summary>The same as an object of a record class, the first matrix a constant.</summary>
[Differentiable]
public sealed partial record ConstantPlus([property: NoGradient] CsrMatrix<double> First, DenseMatrix<double> Second, double Factor) : ISymmetricOperator<double>
{
    public int Dimension => First.Dimension;

    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] product = new double[x.Length];
        First.Apply(x, y);
        Second.Apply(x, product);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += Factor * product[i];
        }
    }
}
