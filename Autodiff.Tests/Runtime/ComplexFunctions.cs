using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff.Tests.Runtime;

/// <summary>
/// The functions that have rules, written once more over the complex numbers: Im f(x + ih)/h is f′ to full precision,
/// by formulas that share nothing with the rules.
/// </summary>
internal static class ComplexFunctions
{
    private const double Step = 1e-20;

    public static Dictionary<string, Func<Complex[], Complex>> Elementwise { get; } = new()
    {
        ["Abs"] = a => a[0] * Math.Sign(a[0].Real),
        ["Ceiling"] = _ => 0,
        ["Floor"] = _ => 0,
        ["Round"] = _ => 0,
        ["Truncate"] = _ => 0,
        ["Clamp"] = a => a[0].Real < a[1].Real ? a[1] : a[0].Real > a[2].Real ? a[2] : a[0],
        ["ClampNative"] = a => Elementwise!["Clamp"](a),
        ["CopySign"] = a => a[0] * (Math.Sign(a[0].Real) * Math.Sign(a[1].Real)),
        ["IEEERemainder"] = a => a[0] - (a[1] * Math.Round(a[0].Real / a[1].Real)),
        ["Ieee754Remainder"] = a => Elementwise!["IEEERemainder"](a),
        ["Max"] = a => a[0].Real > a[1].Real ? a[0] : a[1],
        ["Min"] = a => a[0].Real < a[1].Real ? a[0] : a[1],
        ["MaxMagnitude"] = a => Math.Abs(a[0].Real) > Math.Abs(a[1].Real) ? a[0] : a[1],
        ["MinMagnitude"] = a => Math.Abs(a[0].Real) < Math.Abs(a[1].Real) ? a[0] : a[1],
        ["MaxNumber"] = a => a[0].Real > a[1].Real ? a[0] : a[1],
        ["MinNumber"] = a => a[0].Real < a[1].Real ? a[0] : a[1],
        ["MaxMagnitudeNumber"] = a => Math.Abs(a[0].Real) > Math.Abs(a[1].Real) ? a[0] : a[1],
        ["MinMagnitudeNumber"] = a => Math.Abs(a[0].Real) < Math.Abs(a[1].Real) ? a[0] : a[1],
        ["MaxNative"] = a => a[0].Real > a[1].Real ? a[0] : a[1],
        ["MinNative"] = a => a[0].Real < a[1].Real ? a[0] : a[1],
        ["Acos"] = a => 2 * Atan(Root((1 - a[0]) / (1 + a[0]))),
        ["Acosh"] = a => Log(a[0] + Root((a[0] * a[0]) - 1)),
        ["Asin"] = a => Atan(a[0] / Root(1 - (a[0] * a[0]))),
        ["Asinh"] = a => Log(a[0] + Root((a[0] * a[0]) + 1)),
        ["Atan"] = a => Atan(a[0]),
        ["Atanh"] = a => 0.5 * Log((1 + a[0]) / (1 - a[0])),
        ["AcosPi"] = a => Elementwise!["Acos"](a) / Math.PI,
        ["AsinPi"] = a => Elementwise!["Asin"](a) / Math.PI,
        ["AtanPi"] = a => Atan(a[0]) / Math.PI,
        ["Atan2"] = a => Atan(a[0] / a[1]),
        ["Atan2Pi"] = a => Atan(a[0] / a[1]) / Math.PI,
        ["Add"] = a => a[0] + a[1],
        ["Subtract"] = a => a[0] - a[1],
        ["Multiply"] = a => a[0] * a[1],
        ["Divide"] = a => a[0] / a[1],
        ["Negate"] = a => -a[0],
        ["MultiplyAdd"] = a => (a[0] * a[1]) + a[2],
        ["MultiplyAddEstimate"] = a => (a[0] * a[1]) + a[2],
        ["FusedMultiplyAdd"] = a => (a[0] * a[1]) + a[2],
        ["AddMultiply"] = a => (a[0] + a[1]) * a[2],
        ["Lerp"] = a => (a[0] * (1 - a[2])) + (a[1] * a[2]),
        ["Cbrt"] = a => Exp(Log(a[0]) / 3),
        ["Cos"] = a => new(Math.Cos(a[0].Real), -Math.Sin(a[0].Real) * a[0].Imaginary),
        ["Cosh"] = a => (Exp(a[0]) + Exp(-a[0])) / 2,
        ["CosPi"] = a => Elementwise!["Cos"]([a[0] * Math.PI]),
        ["DegreesToRadians"] = a => a[0] * (Math.PI / 180),
        ["RadiansToDegrees"] = a => a[0] * (180 / Math.PI),
        ["Exp"] = a => Exp(a[0]),
        ["Exp2"] = a => Exp(a[0] * Math.Log(2)),
        ["Exp10"] = a => Exp(a[0] * Math.Log(10)),
        ["ExpM1"] = a => Exp(a[0]) - 1,
        ["Exp2M1"] = a => Exp(a[0] * Math.Log(2)) - 1,
        ["Exp10M1"] = a => Exp(a[0] * Math.Log(10)) - 1,
        ["Hypot"] = a => Root((a[0] * a[0]) + (a[1] * a[1])),
        ["Log"] = a => a.Length == 1 ? Log(a[0]) : Log(a[0]) / Log(a[1]),
        ["Log2"] = a => Log(a[0]) / Math.Log(2),
        ["Log10"] = a => Log(a[0]) / Math.Log(10),
        ["LogP1"] = a => Log(a[0] + 1),
        ["Log2P1"] = a => Log(a[0] + 1) / Math.Log(2),
        ["Log10P1"] = a => Log(a[0] + 1) / Math.Log(10),
        ["Pow"] = a => Exp(a[1] * Log(a[0])),
        ["Reciprocal"] = a => 1 / a[0],
        ["ReciprocalEstimate"] = a => 1 / a[0],
        ["ReciprocalSqrt"] = a => 1 / Root(a[0]),
        ["ReciprocalSqrtEstimate"] = a => 1 / Root(a[0]),
        ["RootN"] = a => Exp(Log(a[0]) / 3),
        ["ScaleB"] = a => a[0] * 8,
        ["Sigmoid"] = a => 1 / (1 + Exp(-a[0])),
        ["Sin"] = a => new(Math.Sin(a[0].Real), Math.Cos(a[0].Real) * a[0].Imaginary),
        ["Sinh"] = a => (Exp(a[0]) - Exp(-a[0])) / 2,
        ["SinPi"] = a => Elementwise!["Sin"]([a[0] * Math.PI]),
        ["Sqrt"] = a => Root(a[0]),
        ["Tan"] = a => Elementwise!["Sin"](a) / Elementwise["Cos"](a),
        ["TanPi"] = a => Elementwise!["Tan"]([a[0] * Math.PI]),
        ["Tanh"] = a => 1 - (2 / (Exp(2 * a[0]) + 1)),
    };

    public static Dictionary<string, Func<Complex[][], Complex>> Reductions { get; } = new()
    {
        ["Sum"] = a => Sum(a[0]),
        ["Average"] = a => Sum(a[0]) / a[0].Length,
        ["SumOfSquares"] = a => Dot(a[0], a[0]),
        ["SumOfMagnitudes"] = a => Sum([.. a[0].Select(v => v * Math.Sign(v.Real))]),
        ["Dot"] = a => Dot(a[0], a[1]),
        ["Norm"] = a => Root(Dot(a[0], a[0])),
        ["Distance"] = a => Root(Sum([.. a[0].Zip(a[1], (x, y) => (x - y) * (x - y))])),
        ["CosineSimilarity"] = a => Dot(a[0], a[1]) / (Root(Dot(a[0], a[0])) * Root(Dot(a[1], a[1]))),
        ["Product"] = a => a[0].Aggregate(Complex.One, (p, v) => p * v),
        ["StdDev"] = a => Root(Sum([.. a[0].Select(v => v - (Sum(a[0]) / a[0].Length)).Select(v => v * v)]) / a[0].Length),
        ["Max"] = a => a[0].MaxBy(v => v.Real),
        ["Min"] = a => a[0].MinBy(v => v.Real),
        ["MaxMagnitude"] = a => a[0].MaxBy(v => Math.Abs(v.Real)),
        ["MinMagnitude"] = a => a[0].MinBy(v => Math.Abs(v.Real)),
        ["MaxNumber"] = a => a[0].MaxBy(v => v.Real),
        ["MinNumber"] = a => a[0].MinBy(v => v.Real),
        ["MaxMagnitudeNumber"] = a => a[0].MaxBy(v => Math.Abs(v.Real)),
        ["MinMagnitudeNumber"] = a => a[0].MinBy(v => Math.Abs(v.Real)),
    };

    public static Complex SoftMax(Complex[] x, double[] weights)
        => Sum([.. x.Zip(weights, (v, w) => w * Exp(v))]) / Sum([.. x.Select(Exp)]);

    public static double Derivative(Func<Complex[], Complex> f, double[] at, int argument)
    {
        Complex[] z = [.. at.Select(v => new Complex(v, 0))];
        z[argument] += new Complex(0, Step);
        return f(z).Imaginary / Step;
    }

    public static double Derivative(Func<Complex[][], Complex> f, double[][] at, int argument, int index)
    {
        Complex[][] z = [.. at.Select(row => row.Select(v => new Complex(v, 0)).ToArray())];
        z[argument][index] += new Complex(0, Step);
        return f(z).Imaginary / Step;
    }

    private static Complex Exp(Complex z) => new(Math.Exp(z.Real) * Math.Cos(z.Imaginary), Math.Exp(z.Real) * Math.Sin(z.Imaginary));

    private static Complex Log(Complex z) => new(Math.Log(Math.Sqrt((z.Real * z.Real) + (z.Imaginary * z.Imaginary))), Math.Atan2(z.Imaginary, z.Real));

    private static Complex Root(Complex z) => Exp(Log(z) / 2);

    private static Complex Atan(Complex z) => new(Math.Atan(z.Real), z.Imaginary / ((z.Real * z.Real) + 1));

    private static Complex Sum(Complex[] values) => values.Aggregate(Complex.Zero, (s, v) => s + v);

    private static Complex Dot(Complex[] x, Complex[] y) => Sum([.. x.Zip(y, (a, b) => a * b)]);
}
