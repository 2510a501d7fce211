using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>
/// The derivatives f′ of the functions of complex numbers. Arguments are the operands, or the result where that saves work.
/// </summary>
/// <remarks>
/// The adjoint of z is z̄ = ∂L/∂Re z + i ∂L/∂Im z, so that dL = Re(conj(z̄)·dz): of r = f(z), holomorphic, it is r̄·conj(f′(z)).
/// </remarks>
internal static class ComplexPartial
{
    /// <summary>The adjoint of an operand by its derivative, with the strong zero: a seed of 0 gives 0, also at a pole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Complex Adjoint(Complex seed, Complex derivative)
        => seed == Complex.Zero ? Complex.Zero : seed * Complex.Conjugate(derivative);

    /// <summary>The adjoint of a real operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RealAdjoint(Complex seed, Complex derivative)
        => seed == Complex.Zero ? 0 : (seed.Real * derivative.Real) + (seed.Imaginary * derivative.Imaginary);

    /// <summary>The tangent of a result by a derivative, with the strong zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Complex Tangent(Complex tangent, Complex derivative)
        => tangent == Complex.Zero ? Complex.Zero : tangent * derivative;

    /// <summary>z/|z|, the direction in which the magnitude grows; 0 at 0.</summary>
    public static Complex Abs(Complex z, double result) => result == 0 ? Complex.Zero : z / result;

    public static Complex Acos(Complex z) => -Asin(z);

    // Two roots keep the digits that 1 − z² loses near ±1.
    public static Complex Asin(Complex z) => Complex.One / (Complex.Sqrt(Complex.One - z) * Complex.Sqrt(Complex.One + z));

    // (1 − iz)(1 + iz), for the same reason near ±i.
    public static Complex Atan(Complex z) => Complex.One / ((Complex.One - (Complex.ImaginaryOne * z)) * (Complex.One + (Complex.ImaginaryOne * z)));

    public static Complex Log(Complex z) => Complex.One / z;

    public static Complex LogX(Complex z, double newBase) => Complex.One / (z * Complex.Log(newBase));

    public static Complex LogBase(double newBase, Complex result) => -result / (newBase * Complex.Log(newBase));

    public static Complex Log10(Complex z) => Complex.One / (z * Partial.Ln10<double>());

    /// <summary>p·zᵖ⁻¹. At z = 0: 0 for p = 0 and for Re p > 1, 1 for p = 1, else there is none.</summary>
    public static Complex PowX(Complex z, Complex power)
        => power == Complex.Zero ? Complex.Zero
            : z != Complex.Zero ? power * Complex.Pow(z, power - Complex.One)
            : power == Complex.One ? Complex.One
            : power.Real > 1 ? Complex.Zero
            : new Complex(double.NaN, double.NaN);

    /// <summary>zᵖ·log z; 0 at z = 0 for Re p > 0.</summary>
    public static Complex PowY(Complex z, Complex power, Complex result)
        => z == Complex.Zero && power.Real > 0 ? Complex.Zero : result * Complex.Log(z);

    /// <summary>−r², where r is the result; the framework gives 0 at the pole, where there is no derivative.</summary>
    public static Complex Reciprocal(Complex z, Complex result)
        => z == Complex.Zero ? new Complex(double.NaN, double.NaN) : -result * result;

    public static Complex Sqrt(Complex result) => 0.5 / result;

    /// <summary>1/cos², which is 0 far from the real axis, where the cosine overflows.</summary>
    public static Complex Tan(Complex z) => SquareOfReciprocal(Complex.Cos(z));

    /// <summary>1/cosh², which is 0 far from the imaginary axis, where the hyperbolic cosine overflows.</summary>
    public static Complex Tanh(Complex z) => SquareOfReciprocal(Complex.Cosh(z));

    private static Complex SquareOfReciprocal(Complex z)
    {
        if (!Complex.IsFinite(z))
        {
            return Complex.IsNaN(z) ? z : Complex.Zero;
        }

        Complex reciprocal = Complex.One / z;
        return reciprocal * reciprocal;
    }
}
