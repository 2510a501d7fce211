using System;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral.Hermitian;

/// <summary>A ring of sites with a phase on every bond and a potential, known by its products.</summary>
[Differentiable]
public readonly partial record struct FluxRing(double[] Phases, double[] Potential) : IHermitianOperator
{
    public int Dimension => Phases.Length;

    [Differentiable]
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        int n = Phases.Length;
        for (int i = 0; i < n; i++)
        {
            Complex forward = Complex.Exp(new Complex(0, Phases[i])) * x[(i + 1) % n];
            int before = (i + n - 1) % n;
            Complex back = Complex.Exp(new Complex(0, -Phases[before])) * x[before];
            y[i] = Potential[i] * x[i] - forward - back;
        }
    }
}

/// <summary>A stored matrix plus a complex hopping between neighbours.</summary>
[Differentiable]
public readonly partial record struct Dressed(HermitianMatrix Bare, Complex Hopping) : IHermitianOperator
{
    public int Dimension => Bare.Dimension;

    [Differentiable]
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        Bare.Apply(x, y);
        for (int i = 0; i + 1 < x.Length; i++)
        {
            y[i] += Hopping * x[i + 1];
            y[i + 1] += Complex.Conjugate(Hopping) * x[i];
        }
    }
}

/// <summary>A chain with a complex hopping and a real potential, as an object.</summary>
[Differentiable]
public sealed partial class HoppingChain(double[] potential, Complex hopping) : IHermitianOperator
{
    public double[] Potential { get; } = potential;

    public Complex Hopping { get; set; } = hopping;

    public int Dimension => Potential.Length;

    [Differentiable]
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Potential[i] * x[i];
        }

        for (int i = 0; i + 1 < x.Length; i++)
        {
            y[i] += Hopping * x[i + 1];
            y[i + 1] += Complex.Conjugate(Hopping) * x[i];
        }
    }
}

/// <summary>Losses of complex eigenpairs, differentiated by the generator.</summary>
public static partial class HermitianPrograms
{
    private static readonly EigshOptions Sharp = new() { Tolerance = 1e-13, AdjointTolerance = 1e-13, AssumeSymmetric = true };

    /// <summary>Values, |overlap|² and a bond current of the pairs.</summary>
    [Differentiable]
    private static double OfPairs(HermitianEigenPairs pairs)
    {
        double s = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            ReadOnlySpan<Complex> v = pairs.Vector(i);
            Complex overlap = v[0] + new Complex(0.3, -0.7) * v[1];
            double current = (Complex.Conjugate(v[0]) * v[^1]).Imaginary;
            s += (i + 1) * pairs.Values[i] * pairs.Values[i] + overlap.Real * overlap.Real + overlap.Imaginary * overlap.Imaginary + 0.4 * current;
        }

        return s;
    }

    [Differentiable]
    public static double OfAll(HermitianMatrix a) => OfPairs(SpectralOps.EighHermitian(a));

    [Differentiable]
    public static double OfDense(HermitianMatrix a) => OfPairs(SpectralOps.EigshHermitian(a, 2, EigenTarget.BothEnds, Sharp));

    [Differentiable]
    public static double OfSparse(HermitianCsrMatrix a) => OfPairs(SpectralOps.EigshHermitian(a, 2, EigenTarget.SmallestAlgebraic, Sharp));

    /// <summary>|tᴴv|² for a complex t that has a gradient too.</summary>
    [Differentiable]
    public static double OfTarget(HermitianMatrix a, ReadOnlySpan<Complex> target)
    {
        HermitianEigenPairs pairs = SpectralOps.EigshHermitian(a, 1, EigenTarget.LargestAlgebraic, Sharp);
        ReadOnlySpan<Complex> v = pairs.Vector(0);
        Complex sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += Complex.Conjugate(target[i]) * v[i];
        }

        return sum.Real * sum.Real + sum.Imaginary * sum.Imaginary - pairs.Values[0];
    }

    /// <summary>A spin in a field, B·σ: ±|B|.</summary>
    [Differentiable]
    public static double Spin(double x, double y, double z)
    {
        var a = new HermitianMatrix(2);
        a[0, 0] = new Complex(z, 0);
        a[1, 1] = new Complex(-z, 0);
        a[0, 1] = new Complex(x, -y);
        a[1, 0] = new Complex(x, y);
        return SpectralOps.EighHermitian(a).Values[1];
    }

    /// <summary>A cycle with a flux, built from triplets.</summary>
    [Differentiable]
    public static double Flux(double flux, [NoGradient] int n)
    {
        var rows = new int[3 * n];
        var columns = new int[3 * n];
        var values = new Complex[3 * n];
        for (int i = 0; i < n; i++)
        {
            int next = (i + 1) % n;
            Complex hop = -Complex.Exp(new Complex(0, flux / n));
            rows[3 * i] = i;
            columns[3 * i] = i;
            values[3 * i] = 2;
            rows[3 * i + 1] = i;
            columns[3 * i + 1] = next;
            values[3 * i + 1] = hop;
            rows[3 * i + 2] = next;
            columns[3 * i + 2] = i;
            values[3 * i + 2] = Complex.Conjugate(hop);
        }

        HermitianCsrMatrix a = HermitianCsrMatrix.FromTriplets(n, rows, columns, values);
        return SpectralOps.EigshHermitian(a, 1, EigenTarget.SmallestAlgebraic, Sharp).Values[0];
    }

    /// <summary>Matrices made from arrays of values, dense and sparse.</summary>
    [Differentiable]
    public static double OfArrays(Complex[] values, [NoGradient] int n)
    {
        var dense = new HermitianMatrix(n, values);
        var pointers = new int[n + 1];
        var columns = new int[n * n];
        for (int i = 0; i < n * n; i++)
        {
            pointers[i / n + 1] = i + 1;
            columns[i] = i % n;
        }

        var sparse = new HermitianCsrMatrix(n, pointers, columns, values);
        return OfPairs(SpectralOps.EigshHermitian(dense, 2, EigenTarget.SmallestAlgebraic, Sharp)) * OfPairs(SpectralOps.EigshHermitian(sparse, 1, EigenTarget.LargestAlgebraic, Sharp));
    }

    [Differentiable]
    public static double OfRing(double[] phases, double[] potential)
        => OfPairs(SpectralOps.EigshHermitian(new FluxRing(phases, potential), 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfGivenRing(FluxRing ring) => OfPairs(SpectralOps.EigshHermitian(ring, 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfDressed(HermitianMatrix bare, Complex hopping)
        => OfPairs(SpectralOps.EigshHermitian(new Dressed(bare, hopping), 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfChain(HoppingChain chain) => OfPairs(SpectralOps.EigshHermitian(chain, 2, EigenTarget.SmallestAlgebraic, Sharp));

    /// <summary>⟨x, A x⟩ by a product that is differentiated itself.</summary>
    [Differentiable]
    public static double Expectation(HermitianMatrix a, HermitianCsrMatrix b, ReadOnlySpan<Complex> x)
    {
        var y = new Complex[x.Length];
        var z = new Complex[x.Length];
        a.Apply(x, y);
        b.Apply(y, z);
        Complex sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Complex.Conjugate(x[i]) * z[i];
        }

        return sum.Real + 0.5 * sum.Imaginary;
    }

    /// <summary>Refused when it runs: the phase of a vector is arbitrary.</summary>
    [Differentiable]
    public static double OfPhase(HermitianMatrix a) => SpectralOps.EighHermitian(a).Vector(0)[0].Imaginary + SpectralOps.EighHermitian(a).Vector(0)[1].Real;
}
