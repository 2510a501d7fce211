namespace Autodiff.Ops.Spectral;

/// <summary>What a solve outside of the computed space tells of itself, for each pair; zeros where there was none.</summary>
internal sealed class OutsideMeasures(int k)
{
    /// <summary>‖(I − VVᵀ)V̄_j‖, the right-hand sides.</summary>
    public double[] Right { get; } = new double[k];

    /// <summary>‖Y_j‖.</summary>
    public double[] Solution { get; } = new double[k];

    /// <summary>‖(A − λ_j)Y_j + (I − VVᵀ)V̄_j‖: all of the right-hand side where it was taken for rounding.</summary>
    public double[] Rest { get; } = new double[k];
}
