using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Functions of dense symmetric matrices that choose among the eigenvalues.</content>
public static partial class SpectralOps
{
    /// <summary>The orthogonal projector onto the eigenspaces whose eigenvalues lie between two numbers.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <param name="low">The lower edge, −∞ for none. The projector does not depend on it, as long as no eigenvalue is passed.</param>
    /// <param name="high">The upper edge, ∞ for none; above <paramref name="low"/>.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient is that of a spectral function whose divided differences (Daleckii and Krein, 1965) are 0
    /// within and without the window and 1/(λᵢ − λⱼ) across its edge: no gap on one side is ever divided by.</remarks>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric, or the edges are not in order.</exception>
    /// <exception cref="EigenvalueOnEdgeException">An eigenvalue cannot be told from an edge.</exception>
    public static DenseMatrix<T> Projector<T>(DenseMatrix<T> a, T low, T high)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.ProjectorForward(a, low, high, out _);

    /// <summary>The grand potential −T Σ log(1 + e^(−(λᵢ−μ)/T)) of free fermions in the levels of a matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n, the one-particle Hamiltonian.</param>
    /// <param name="temperature">T in the unit of the eigenvalues (k_B is 1), above 0.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <remarks>Its gradients: <see cref="FermiDirac"/> for the matrix, minus the number of particles for μ, minus the
    /// entropy for T. No exponential overflows, however large (λᵢ−μ)/T is.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not above 0 and finite, or
    /// <paramref name="chemicalPotential"/> is not finite.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric.</exception>
    public static T FreeEnergy<T>(DenseMatrix<T> a, T temperature, T chemicalPotential)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.FreeEnergyForward(a, temperature, chemicalPotential, out _);

    /// <summary>The density matrix (1 + e^((A−μ)/T))⁻¹ of free fermions.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n, the one-particle Hamiltonian.</param>
    /// <param name="temperature">T in the unit of the eigenvalues (k_B is 1), above 0.</param>
    /// <param name="chemicalPotential">μ.</param>
    /// <returns>n × n, symmetric, eigenvalues from 0 to 1.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>, and for T and μ, too.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="FreeEnergy"/>.</exception>
    /// <exception cref="ArgumentException">As for <see cref="FreeEnergy"/>.</exception>
    public static DenseMatrix<T> FermiDirac<T>(DenseMatrix<T> a, T temperature, T chemicalPotential)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.FermiDiracForward(a, temperature, chemicalPotential, out _);
}
