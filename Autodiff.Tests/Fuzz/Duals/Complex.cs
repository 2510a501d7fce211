using N = System.Numerics.Complex;

namespace Autodiff.Tests.Fuzz.Duals;

/// <summary>The counterpart of <see cref="N"/>: the same values, and textbook derivatives along one direction.</summary>
public readonly struct Complex
{
    private readonly N _value;
    private readonly N _tangent;

    private Complex(N value, N tangent, bool isNoisy)
    {
        _value = value;
        _tangent = isNoisy ? tangent + new N(Dual.Noise, Dual.Noise) : tangent;
        Dual.Largest = System.Math.Max(Dual.Largest, N.Abs(value));
    }

    public Complex(Dual real, Dual imaginary)
        : this(new N(real.Value, imaginary.Value), new N(real.Tangent, imaginary.Tangent), isNoisy: false)
    {
    }

    public static Complex ImaginaryOne => new(N.ImaginaryOne, 0, isNoisy: false);

    public Dual Real => new(_value.Real, _tangent.Real);

    public Dual Imaginary => new(_value.Imaginary, _tangent.Imaginary);

    public Dual Magnitude => Abs(this);

    public Dual Phase => Math.Atan2(Imaginary, Real);

    public static implicit operator Complex(Dual x) => new(x, 0);

    public static implicit operator Complex(double x) => new(x, 0);

    public static Complex operator +(Complex x) => x;

    public static Complex operator -(Complex x) => new(-x._value, -x._tangent, isNoisy: false);

    public static Complex operator ++(Complex x) => new(x._value + 1, x._tangent, isNoisy: false);

    public static Complex operator +(Complex x, Complex y) => new(x._value + y._value, x._tangent + y._tangent, isNoisy: true);

    public static Complex operator +(Complex x, Dual y) => new(x._value + y.Value, x._tangent + y.Tangent, isNoisy: true);

    public static Complex operator +(Dual x, Complex y) => new(x.Value + y._value, x.Tangent + y._tangent, isNoisy: true);

    public static Complex operator -(Complex x, Complex y) => new(x._value - y._value, x._tangent - y._tangent, isNoisy: true);

    public static Complex operator -(Complex x, Dual y) => new(x._value - y.Value, x._tangent - y.Tangent, isNoisy: true);

    public static Complex operator -(Dual x, Complex y) => new(x.Value - y._value, x.Tangent - y._tangent, isNoisy: true);

    public static Complex operator *(Complex x, Complex y) => new(x._value * y._value, (x._tangent * y._value) + (x._value * y._tangent), isNoisy: true);

    public static Complex operator *(Complex x, Dual y) => new(x._value * y.Value, (x._tangent * y.Value) + (x._value * y.Tangent), isNoisy: true);

    public static Complex operator *(Dual x, Complex y) => new(x.Value * y._value, (x.Tangent * y._value) + (x.Value * y._tangent), isNoisy: true);

    public static Complex operator /(Complex x, Complex y) => Quotient(x._value / y._value, x._tangent, y._tangent, y._value);

    public static Complex operator /(Complex x, Dual y) => Quotient(x._value / y.Value, x._tangent, y.Tangent, y.Value);

    public static Complex operator /(Dual x, Complex y) => Quotient(x.Value / y._value, x.Tangent, y._tangent, y._value);

    public static Dual Abs(Complex x) => new(N.Abs(x._value), ((x._value.Real * x._tangent.Real) + (x._value.Imaginary * x._tangent.Imaginary)) / N.Abs(x._value));

    public static Complex Conjugate(Complex x) => new(N.Conjugate(x._value), N.Conjugate(x._tangent), isNoisy: false);

    public static Complex Exp(Complex x) => new(N.Exp(x._value), x._tangent * N.Exp(x._value), isNoisy: true);

    public static Complex Log(Complex x) => new(N.Log(x._value), x._tangent / x._value, isNoisy: true);

    public static Complex Sin(Complex x) => new(N.Sin(x._value), x._tangent * N.Cos(x._value), isNoisy: true);

    public static Complex Sqrt(Complex x) => new(N.Sqrt(x._value), x._tangent / (2 * N.Sqrt(x._value)), isNoisy: true);

    public static Complex Pow(Complex x, Dual y) => new(N.Pow(x._value, y.Value), x._tangent * y.Value * N.Pow(x._value, y.Value - 1), isNoisy: true);

    public static Complex FromPolarCoordinates(Dual magnitude, Dual phase) => new(
        N.FromPolarCoordinates(magnitude.Value, phase.Value),
        (magnitude.Tangent * N.FromPolarCoordinates(1, phase.Value)) + (phase.Tangent * N.ImaginaryOne * N.FromPolarCoordinates(magnitude.Value, phase.Value)),
        isNoisy: true);

    private static Complex Quotient(N value, N tangent, N tangentBelow, N below) => new(value, (tangent - (value * tangentBelow)) / below, isNoisy: true);
}
