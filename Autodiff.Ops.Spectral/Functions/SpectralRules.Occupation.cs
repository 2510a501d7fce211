using System;
using System.Globalization;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of the spectral functions that choose among the eigenvalues.</content>
public static partial class SpectralRules
{
    /// <summary>The projector, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Projector"/>.</param>
    /// <param name="low">The lower edge.</param>
    /// <param name="high">The upper edge.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Projector"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Projector))]
    public static DenseMatrix<T> ProjectorForward<T>(DenseMatrix<T> a, T low, T high, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        if (!(low < high))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The window is from {low} to {high}; its lower edge must be below the upper one."), nameof(low));
        }

        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        for (int p = 0; p < decomposition.Count; p++)
        {
            RequireOff(decomposition, p, low);
            RequireOff(decomposition, p, high);
        }

        return Forward(decomposition, new Window<T>(low, high), out residual);
    }

    /// <summary>Adds the gradient of the projector; the edges have none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="low">The lower edge.</param>
    /// <param name="high">The upper edge.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">P̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <param name="lowAdjoint">Left as it is.</param>
    /// <param name="highAdjoint">Left as it is.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Projector))]
    public static void Projector<T>(T low, T high, SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint, ref T lowAdjoint, ref T highAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, new Window<T>(low, high), resultAdjoint, aAdjoint);

    /// <summary>The grand potential, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.FreeEnergy"/>.</param>
    /// <param name="temperature">T.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.FreeEnergy"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.FreeEnergy))]
    public static T FreeEnergyForward<T>(DenseMatrix<T> a, T temperature, T chemicalPotential, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Occupation<T> occupation = RequireThermal(temperature, chemicalPotential);
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        residual = new SpectralFunctionResidual<T>(decomposition);
        return Sum(Array.ConvertAll(decomposition.Values, occupation.Potential));
    }

    /// <summary>Ā += s̄ f(A) with the Fermi–Dirac function f, μ̄ −= s̄ N, T̄ −= s̄ S.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="temperature">T.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <param name="temperatureAdjoint">T̄, added to.</param>
    /// <param name="chemicalPotentialAdjoint">μ̄, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.FreeEnergy))]
    public static void FreeEnergy<T>(T temperature, T chemicalPotential, SpectralFunctionResidual<T> residual, T resultAdjoint, DenseMatrix<T> aAdjoint, ref T temperatureAdjoint, ref T chemicalPotentialAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = Guard.NotNull(residual).Decomposition;
        var occupation = new Occupation<T>(temperature, chemicalPotential);
        T[] occupations = Array.ConvertAll(decomposition.Values, occupation.Value);
        chemicalPotentialAdjoint -= resultAdjoint * Sum(occupations);
        temperatureAdjoint -= resultAdjoint * Sum(Array.ConvertAll(decomposition.Values, occupation.Entropy));
        MatrixFunction.AddTraceGradient(decomposition, occupations, resultAdjoint, aAdjoint);
    }

    /// <summary>The density matrix, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.FermiDirac"/>.</param>
    /// <param name="temperature">T.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.FermiDirac"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.FermiDirac))]
    public static DenseMatrix<T> FermiDiracForward<T>(DenseMatrix<T> a, T temperature, T chemicalPotential, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Occupation<T> occupation = RequireThermal(temperature, chemicalPotential);
        return Forward(SpectralDecomposition<T>.Of(a), occupation, out residual);
    }

    /// <summary>Adds the gradients of the density matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="temperature">T.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">The adjoint of the density matrix; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <param name="temperatureAdjoint">T̄, added to.</param>
    /// <param name="chemicalPotentialAdjoint">μ̄, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.FermiDirac))]
    public static void FermiDirac<T>(T temperature, T chemicalPotential, SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint, ref T temperatureAdjoint, ref T chemicalPotentialAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = Guard.NotNull(residual).Decomposition;
        if (MatrixFunction.Rotated(decomposition, Guard.NotNull(resultAdjoint)) is { } rotated)
        {
            var occupation = new Occupation<T>(temperature, chemicalPotential);
            temperatureAdjoint += MatrixFunction.Contract(decomposition, rotated, occupation.ByTemperature);
            chemicalPotentialAdjoint += MatrixFunction.Contract(decomposition, rotated, occupation.ByChemicalPotential);
            MatrixFunction.AddGradient(decomposition, occupation, rotated, aAdjoint);
        }
    }

    private static Occupation<T> RequireThermal<T>(T temperature, T chemicalPotential)
        where T : IFloatingPointIeee754<T>
    {
        if (!(temperature > T.Zero && T.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, string.Create(CultureInfo.InvariantCulture, $"The temperature is {temperature}; it must be above 0 and finite."));
        }

        return T.IsFinite(chemicalPotential)
            ? new Occupation<T>(temperature, chemicalPotential)
            : throw new ArgumentOutOfRangeException(nameof(chemicalPotential), chemicalPotential, string.Create(CultureInfo.InvariantCulture, $"The chemical potential is {chemicalPotential}; it must be finite."));
    }

    private static void RequireOff<T>(SpectralDecomposition<T> decomposition, int p, T edge)
        where T : IFloatingPointIeee754<T>
    {
        double value = Numbers<T>.ToDouble(decomposition.Values[p]);
        double border = Numbers<T>.ToDouble(edge);
        double coarse = decomposition.Rounding * decomposition.Norm;
        if (Math.Abs(value - border) > coarse || (value != border && Math.Abs(value - border) > decomposition.Width(p)))
        {
            return;
        }

        double width = decomposition.Width(p);
        throw new EigenvalueOnEdgeException(
            string.Create(CultureInfo.InvariantCulture, $"Eigenvalue {p} of the matrix is {value:G17}, which cannot be told from the edge {border:G17} of the window: it is known to ±{width:G2}. Move the edge into a gap of the spectrum."),
            p,
            value,
            border,
            width);
    }
}
