using System;
using System.Collections.Generic;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Operators whose fields are all that differentiable types may hold, in all the places where values may stand.</summary>
public static partial class FieldOperatorPrograms
{
    private static readonly EigshOptions Sharp = new() { Tolerance = 1e-13, AdjointTolerance = 1e-13 };

    /// <summary>diag(4i + dᵢ) and a coupling of neighbours.</summary>
    [Differentiable]
    public static void Chain(ReadOnlySpan<double> diagonal, double coupling, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double left = i > 0 ? x[i - 1] : 0;
            double right = i + 1 < x.Length ? x[i + 1] : 0;
            y[i] = (4 * i + diagonal[i]) * x[i] + coupling * (left + right);
        }
    }

    [Differentiable]
    public partial record struct Bond(double Strength, double Shift);

    [Differentiable]
    public readonly partial struct Plain(double[] diagonal, double coupling) : ISymmetricOperator<double>
    {
        public int Dimension => diagonal.Length;

        [Differentiable]
        public void Apply(ReadOnlySpan<double> x, Span<double> y) => Chain(diagonal, coupling, x, y);
    }

    /// <summary>An array of structs, a struct and a tuple.</summary>
    [Differentiable]
    public partial struct OfStructs : ISymmetricOperator<double>
    {
        public Bond[] Bonds;
        public Bond Common;
        public (double Outer, double Inner) Factors;

        public readonly int Dimension => Bonds.Length;

        [Differentiable]
        public readonly void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Factors.Outer * (5 * i + Bonds[i].Shift + Common.Shift) * x[i];
            }

            for (int i = 1; i < y.Length; i++)
            {
                double bond = Factors.Inner * Common.Strength * Bonds[i].Strength;
                y[i] += bond * x[i - 1];
                y[i - 1] += bond * x[i];
            }
        }
    }

    /// <summary>A rectangular array, a list, a tensor and rows.</summary>
    [Differentiable]
    public partial struct OfContainers : ISymmetricOperator<double>
    {
        public double[,] Table;
        public List<double> Shifts;
        public double[][] Rows;

        public readonly int Dimension => Shifts.Count;

        [Differentiable]
        public readonly void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = (6 * i + Shifts[i] * Shifts[i]) * x[i];
            }

            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    y[i] += (Table[i, j] + Table[j, i]) * x[j];
                    y[i] += Rows[i][0] * Rows[j][0] * x[j];
                }
            }
        }
    }

    /// <summary>An object that holds an array, a struct, and another object.</summary>
    [Differentiable]
    public sealed partial class OfObjects : ISymmetricOperator<double>
    {
        public double[] Diagonal { get; init; } = [];

        public Bond Bond { get; set; }

        public Weight? Weight { get; init; }

        public int Dimension => Diagonal.Length;

        [Differentiable]
        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            Chain(Diagonal, Bond.Strength, x, y);
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Weight!.Value * y[i] + Bond.Shift * x[i];
            }
        }
    }

    [Differentiable]
    public sealed partial class Weight
    {
        public double Value { get; set; }
    }

    [Differentiable]
    private static double Seen(EigenPairs<double> pairs)
    {
        double s = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            ReadOnlySpan<double> v = pairs.Vector(i);
            s += (i + 0.5) * pairs.Values[i] + v[0] * v[1] + v[1] * v[1] * v[2] * v[2];
        }

        return s;
    }

    /// <summary>The solver stands in a method that is called.</summary>
    [Differentiable]
    private static double OfCallee(Plain a, double weight, int k) => weight * Seen(SpectralOps.Eigsh(a, k, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    private static double OfObject(OfObjects a, int k) => Seen(SpectralOps.Eigsh(a, k, EigenTarget.LargestAlgebraic, Sharp));

    [Differentiable]
    private static double Again(ReadOnlySpan<double> x, double coupling, EigenTarget target) => Seen(SpectralOps.Eigsh(new Plain(x.ToArray(), coupling), 2, target, null));

    [Differentiable]
    public static double Callees(ReadOnlySpan<double> x)
    {
        var a = new Plain(x.ToArray(), x[0] * x[1]);
        return OfCallee(a, x[2], 1) + OfCallee(a, 0.5, 2) * OfCallee(new Plain(x[1..5].ToArray(), 0.3), 1, 2);
    }

    [Differentiable]
    public static double Structs(ReadOnlySpan<double> x)
    {
        var bonds = new Bond[x.Length];
        for (int i = 0; i < bonds.Length; i++)
        {
            bonds[i] = new Bond(x[i], 0.3 * x[^1] * x[i]);
        }

        var a = new OfStructs { Bonds = bonds, Common = new Bond(0.7 + x[0], x[1]), Factors = (1 + 0.2 * x[2], x[3]) };
        double first = Seen(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
        a.Common.Shift += first;
        a.Bonds[2].Strength *= 0.5;
        a.Factors.Outer *= 1 + 0.01 * first;
        return first * Seen(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
    }

    [Differentiable]
    public static double Containers(ReadOnlySpan<double> x)
    {
        var shifts = new List<double>();
        for (int i = 0; i < 4; i++)
        {
            shifts.Add(0.4 * x[i]);
        }

        var table = new double[2, 2] { { x[0], x[1] * x[2] }, { 0.1, x[3] } };
        double[][] rows = [[x[4]], [x[5] * x[0]]];
        var a = new OfContainers { Table = table, Shifts = shifts, Rows = rows };
        return Seen(SpectralOps.Eigsh(a, 3, EigenTarget.SmallestAlgebraic, Sharp));
    }

    [Differentiable]
    public static double Objects(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 1; i < 4; i++)
        {
            var weight = new Weight { Value = 1 + 0.1 * x[0] * s };
            var a = new OfObjects { Diagonal = x.ToArray(), Bond = new Bond(x[i], x[0] * x[i]), Weight = weight };
            s += OfObject(a, 2) + a.Weight!.Value * weight.Value;
            weight.Value *= 1 + 0.01 * s;
            s += OfObject(a, 1);
        }

        return s;
    }

    [Differentiable]
    public static double Running(ReadOnlySpan<double> x)
    {
        double coupling = 0.2 + 0.1 * x[0];
        double[] diagonal = x.ToArray();
        int steps = 0;
        while (coupling < 1.4 && steps++ < 5)
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(new Plain(diagonal, coupling), 1, EigenTarget.SmallestAlgebraic, Sharp);
            if (steps == 2)
            {
                continue;
            }

            coupling += 0.2 + 0.01 * pairs.Values[0];
            diagonal[steps % diagonal.Length] += pairs.Vector(0)[0] * pairs.Vector(0)[0];
        }

        return coupling * diagonal[1];
    }

    [Differentiable]
    public static double Branches(ReadOnlySpan<double> x)
    {
        var a = new Plain(x.ToArray(), 0.5 * x[2]);
        if (x[0] > 0)
        {
            return Seen(SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic, Sharp)) * x[1];
        }

        Plain b = x[1] > 0 ? a : new Plain(x.ToArray(), x[0]);
        double[] y = new double[x.Length];
        b.Apply(x, y);
        return Seen(SpectralOps.Eigsh(b, 2, EigenTarget.LargestAlgebraic, Sharp)) + y[1] * y[2];
    }

    [Differentiable]
    public static double Functions(ReadOnlySpan<double> x)
    {
        double scale = x[1];
        double[] diagonal = x.ToArray();
        double Lowest(Plain a) => scale * SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic, Sharp).Values[0];
        Func<double, double> of = coupling => Lowest(new Plain(diagonal, coupling));
        (Plain Operator, double Weight) both = (new Plain(diagonal, 0.3 * x[0]), x[2]);
        Plain[] all = [new Plain((double[])diagonal.Clone(), x[0]), new Plain((double[])diagonal.Clone(), 0.2)];
        double s = of(0.4 * x[0]) + of(0.1) + both.Weight * Lowest(both.Operator);
        foreach (Plain a in all)
        {
            s += Lowest(a);
        }

        return s;
    }

    [Differentiable]
    public static double Twice(ReadOnlySpan<double> x)
    {
        EigenTarget target = EigenTarget.SmallestAlgebraic;
        double s = Again(x, 0.5 * x[0], target);
        return s * Again(x[1..], 0.1 * s, target);
    }

    /// <summary>Operators made of others, in callees and loops.</summary>
    [Differentiable]
    public static double Composed(ReadOnlySpan<double> x)
    {
        double s = 0;
        var common = new DiagonalMatrix<double>(x.ToArray());
        for (int i = 0; i < 3; i++)
        {
            var a = new OperatorSum<double>(new Plain(x.ToArray(), 0.3 * x[i]), common);
            s += OfSum(a, x[i]) + OfSum(new OperatorSum<double>(a, new ShiftedOperator<double>(common, 0.1 * s, x[1])), 1);
        }

        return s;
    }

    /// <summary>The same body for a struct, an object, a matrix and a sum.</summary>
    [Differentiable]
    private static double OfAny<TOperator>(TOperator a, double weight)
        where TOperator : ISymmetricOperator<double>
        => weight * Seen(SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double Generics(ReadOnlySpan<double> x)
    {
        var weight = new Weight { Value = 2 + x[1] };
        var plain = new Plain(x.ToArray(), 0.3);
        var diagonal = new DiagonalMatrix<double>([0.1 * x[0], 2 + 0.1 * x[1], 4 + x[2]]);
        double s = OfAny(plain, x[1]) + OfAny(new OfObjects { Diagonal = x.ToArray(), Bond = new Bond(0.4, x[0]), Weight = weight }, x[2]);
        return s * OfAny(diagonal, x[0]) + OfAny(new OperatorSum<double>(plain, new DiagonalMatrix<double>(x.ToArray())), weight.Value);
    }

    [Differentiable]
    private static double OfSum(OperatorSum<double> a, double weight) => weight * Seen(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
}
