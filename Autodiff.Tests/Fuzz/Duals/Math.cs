using M = System.Math;

namespace Autodiff.Tests.Fuzz.Duals;

/// <summary>The counterpart of <see cref="System.Math"/>: the same values, and textbook derivatives.</summary>
public static class Math
{
    public const double PI = M.PI;

    public static Dual Sin(Dual x) => new(M.Sin(x.Value), x.Tangent * M.Cos(x.Value));

    public static Dual Cos(Dual x) => new(M.Cos(x.Value), -x.Tangent * M.Sin(x.Value));

    public static Dual Tanh(Dual x) => new(M.Tanh(x.Value), x.Tangent / (M.Cosh(x.Value) * M.Cosh(x.Value)));

    public static Dual Exp(Dual x) => new(M.Exp(x.Value), x.Tangent * M.Exp(x.Value));

    public static Dual Log(Dual x) => new(M.Log(x.Value), x.Tangent / x.Value);

    public static Dual Sqrt(Dual x) => new(M.Sqrt(x.Value), x.Tangent / (2 * M.Sqrt(x.Value)));

    public static Dual Atan(Dual x) => new(M.Atan(x.Value), x.Tangent / (1 + (x.Value * x.Value)));

    public static Dual Atan2(Dual y, Dual x) => new(
        M.Atan2(y.Value, x.Value),
        ((y.Tangent * x.Value) - (x.Tangent * y.Value)) / ((x.Value * x.Value) + (y.Value * y.Value)));

    public static Dual Pow(Dual x, Dual y) => new(
        M.Pow(x.Value, y.Value),
        (x.Tangent * y.Value * M.Pow(x.Value, y.Value - 1)) + (y.Tangent == 0 ? 0 : y.Tangent * M.Log(x.Value) * M.Pow(x.Value, y.Value)));

    public static Dual Abs(Dual x) => new(M.Abs(x.Value), x.Tangent * M.Sign(x.Value));

    public static Dual Max(Dual x, Dual y) => x.Value > y.Value ? x : y;

    public static Dual Min(Dual x, Dual y) => x.Value < y.Value ? x : y;

    public static int Abs(int x) => M.Abs(x);

    public static int Max(int x, int y) => M.Max(x, y);

    public static int Min(int x, int y) => M.Min(x, y);

    public static Dual Floor(Dual x) => M.Floor(x.Value);

    public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) => new(
        M.FusedMultiplyAdd(x.Value, y.Value, z.Value),
        (x.Tangent * y.Value) + (x.Value * y.Tangent) + z.Tangent);
}
