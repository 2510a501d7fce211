using System;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Autodiff.Tests.Generators.Gradients.InlineArrayParameterPrograms;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Companions that take inline arrays: a gradient is the same struct.</summary>
[TestClass]
public sealed class InlineArrayTests
{
    [TestMethod]
    public void A_gradient_is_an_inline_array()
    {
        Four b = Of([0.3, -0.7, 1.1, 0.4]);
        (double value, Four gradient) = ChangedValueAndGradient(b);
        Assert.AreEqual(Changed(b), value);
        Assert.AreEqual(value, ChangedValueAndGradient(b, out Four same));
        Numeric.AssertClose(Numeric.Gradient(p => Changed(Of(p)), [.. (ReadOnlySpan<double>)b]), gradient, 1e-7, "Changed");
        Numeric.AssertClose(gradient, same, 0, "the destination");
    }

    [TestMethod]
    public void A_result_has_a_seed_of_its_type_and_adjoints_accumulate()
    {
        Four a = Of([0.3, -0.7, 1.1, 0.4]), b = Of([1.2, 0.6, -0.2, 0.9]), seed = Of([1, 0.5, -2, 3]);
        Four aAdjoint = Of([10, 0, 0, 0]), bAdjoint = default;
        Four result = SumsVjp(a, in b, seed, ref aAdjoint, ref bAdjoint);
        Four sums = Sums(a, b);
        Numeric.AssertClose(sums, result, 0, "Sums");
        aAdjoint[0] -= 10;
        Numeric.AssertClose(seed, aAdjoint, 1e-12, "aAdjoint");
        double[] expected = Numeric.Gradient(p => Dot(seed, Sums(a, Of(p))), [.. (ReadOnlySpan<double>)b]);
        Numeric.AssertClose(expected, bAdjoint, 1e-7, "bAdjoint");
    }

    [TestMethod]
    public void What_is_written_by_reference_has_a_seed()
    {
        double[] x = [0.3, -0.7, 1.1, 0.4];
        Four seed = Of([1, 0.5, -2, 3]);
        Four b = Of(x), bAdjoint = seed, expected = Of(x);
        double byAdjoint = 0;
        AdvanceVjp(ref b, 0.8, ref bAdjoint, ref byAdjoint);
        Advance(ref expected, 0.8);
        Numeric.AssertClose(expected, b, 0, "b");
        double[] gradient = Numeric.Gradient(
            p =>
            {
                Four after = Of(p.AsSpan(0, 4));
                Advance(ref after, p[4]);
                return Dot(seed, after);
            },
            [.. x, 0.8]);
        Numeric.AssertClose(gradient, [.. (ReadOnlySpan<double>)bAdjoint, byAdjoint], 1e-7, "Advance");
    }

    [TestMethod]
    public void What_is_given_out_has_a_seed_that_is_spent()
    {
        Four b = Of([0.3, -0.7, 1.1, 0.4]), bAdjoint = default;
        Four lowSeed = Of([1, 2, 0, 0]), highSeed = Of([0, 1, -1, 2]), lowAdjoint = lowSeed, highAdjoint = highSeed;
        SplitVjp(b, out Four low, out Four high, ref lowAdjoint, ref highAdjoint, ref bAdjoint);
        Split(b, out Four expectedLow, out Four expectedHigh);
        Numeric.AssertClose(expectedLow, low, 0, "low");
        Numeric.AssertClose(expectedHigh, high, 0, "high");
        double[] gradient = Numeric.Gradient(
            p =>
            {
                Split(Of(p), out Four l, out Four h);
                return Dot(lowSeed, l) + Dot(highSeed, h);
            },
            [.. (ReadOnlySpan<double>)b]);
        Numeric.AssertClose(gradient, bAdjoint, 1e-7, "Split");
        Numeric.AssertClose(new double[4], lowAdjoint, 0, "lowAdjoint");
        Numeric.AssertClose(new double[4], highAdjoint, 0, "highAdjoint");
    }

    [TestMethod]
    public void One_place_given_to_read_and_to_write_is_refused()
    {
        Four b = Of([1, 2, 3, 4]), bAdjoint = default, beforeAdjoint = default, againAdjoint = default;
        _ = GivenVjp(b, ref b, b, 1, ref bAdjoint, ref beforeAdjoint, ref againAdjoint);
        double factorAdjoint = 0;
        double[] adjoint = new double[4];
        Assert.ThrowsExactly<ArgumentException>(() => ScaleVjp(ref b, b, 2, ref bAdjoint, adjoint, ref factorAdjoint));
    }

    private static Four Of(ReadOnlySpan<double> values)
    {
        Four made = default;
        values.CopyTo(made);
        return made;
    }

    private static double Dot(Four a, Four b)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
