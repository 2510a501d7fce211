using System;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of spectral functions whose gradients the generator writes: ⟨weights, F(a)⟩ with weights that are not symmetric.</summary>
public static partial class FunctionLosses
{
    [Differentiable]
    public static double LogDet(DenseMatrix<double> a) => SpectralOps.LogDet(a);

    [Differentiable]
    public static float LogDetSingle(DenseMatrix<float> a) => SpectralOps.LogDet(a);

    [Differentiable]
    public static double Sqrt(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> root = SpectralOps.Sqrt(a);
        return TensorPrimitives.Dot(root.Values, weights);
    }

    [Differentiable]
    public static double InverseSqrt(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> root = SpectralOps.InverseSqrt(a);
        return TensorPrimitives.Dot(root.Values, weights);
    }

    [Differentiable]
    public static double Inverse(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> inverse = SpectralOps.Inverse(a);
        return TensorPrimitives.Dot(inverse.Values, weights);
    }

    [Differentiable]
    public static double Exp(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> exponential = SpectralOps.Exp(a);
        return TensorPrimitives.Dot(exponential.Values, weights);
    }

    [Differentiable]
    public static double Log(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> logarithm = SpectralOps.Log(a);
        return TensorPrimitives.Dot(logarithm.Values, weights);
    }

    [Differentiable]
    public static double Power(DenseMatrix<double> a, double exponent, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> power = SpectralOps.Power(a, exponent);
        return TensorPrimitives.Dot(power.Values, weights);
    }

    [Differentiable]
    public static double WholePower(DenseMatrix<double> a, int exponent, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> power = SpectralOps.Power(a, exponent);
        return TensorPrimitives.Dot(power.Values, weights);
    }

    [Differentiable]
    public static double Tanh(DenseMatrix<double> a, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> tanh = SpectralOps.Function(a, Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x)));
        return TensorPrimitives.Dot(tanh.Values, weights);
    }

    [Differentiable]
    public static double TraceSine(DenseMatrix<double> a) => SpectralOps.TraceFunction(a, Math.Sin, Math.Cos);

    /// <summary>One matrix function of another, of a matrix built in the method.</summary>
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        var a = new DenseMatrix<double>(2, 2);
        a[0, 0] = 1 + (x[0] * x[0]);
        a[1, 1] = 2 + x[1];
        a[0, 1] = a[1, 0] = Math.Sin(x[2]);
        DenseMatrix<double> log = SpectralOps.Log(SpectralOps.Power(a, 1.5));
        DenseMatrix<double> exp = SpectralOps.Exp(log);
        return SpectralOps.LogDet(exp) + (exp[0, 1] * log[0, 0]);
    }

    [Differentiable]
    public static double Projector(DenseMatrix<double> a, double low, double high, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> projector = SpectralOps.Projector(a, low, high);
        return TensorPrimitives.Dot(projector.Values, weights);
    }

    [Differentiable]
    public static double FreeEnergy(DenseMatrix<double> a, double temperature, double chemicalPotential) =>
        SpectralOps.FreeEnergy(a, temperature, chemicalPotential);

    [Differentiable]
    public static double FermiDirac(DenseMatrix<double> a, double temperature, double chemicalPotential, ReadOnlySpan<double> weights)
    {
        DenseMatrix<double> density = SpectralOps.FermiDirac(a, temperature, chemicalPotential);
        return TensorPrimitives.Dot(density.Values, weights);
    }

    [Differentiable]
    public static double NuclearNorm(DenseMatrix<double> a) => SpectralOps.NuclearNorm(a);
}
