using System;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>The mass of linear elements on a line, each with a density, by its products alone.</summary>
[Differentiable]
public readonly partial struct ElementMass(double[] density, double rotary) : ISymmetricOperator<double>
{
    public int Dimension => density.Length - 1;

    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double left = i > 0 ? x[i - 1] : 0;
            double right = i + 1 < x.Length ? x[i + 1] : 0;
            y[i] = density[i] * (2 * x[i] + left) / 6 + density[i + 1] * (2 * x[i] + right) / 6 + rotary * rotary * x[i];
        }
    }
}

/// <summary>Losses of pairs of two operators that users write.</summary>
public static partial class MassOperatorLosses
{
    [Differentiable]
    public static double Tones(ReadOnlySpan<double> stiffness, ReadOnlySpan<double> density, double rotary, [NoGradient] int k, [NoGradient] EigshOptions options)
    {
        var a = new Schroedinger { Potential = stiffness.ToArray(), Stiffness = 2 };
        var mass = new ElementMass(density.ToArray(), rotary);
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, mass, k, EigenTarget.LargestAlgebraic, options);
        double s = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            ReadOnlySpan<double> v = pairs.Vector(i);
            s += (i + 1) * Math.Sqrt(pairs.Values[i]) + v[0] * v[1] - 0.5 * v[^1] * v[2];
        }

        return s;
    }
}

/// <summary>A v = λ M v where M is known by its products, with M⁻¹ given or not.</summary>
[TestClass]
public sealed class MassOperatorTests
{
    private static readonly EigenTarget[] Ends = [EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.BothEnds];

    /// <summary>Of A and M, against the closed form of the stored problem, for every target.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(6)]
    public void Values_and_gradients_are_those_of_the_stored_problem(int k)
    {
        const int Order = 60;
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Bar(Order);
        Losses.Loss loss = k == 1 ? OfFirst : Losses.Generic(Order, k, 5);
        double[] spectrum = SpectralOps.Eigh(Dense(a), Dense(mass)).Values;
        double sigma = 0.4 * spectrum[20] + 0.6 * spectrum[21];
        foreach (EigenTarget target in (EigenTarget[])[.. Ends, EigenTarget.SmallestMagnitude, EigenTarget.NearestTo(sigma)])
        {
            var exact = new EigshOptions { AssumeSymmetric = true, Method = EigshMethod.Dense };
            (double[] Values, double[] A, double[] M) expected = Solve(a, mass, target, exact, loss, k, byProducts: false);
            foreach (bool solves in new[] { false, true })
            {
                double at = target == EigenTarget.SmallestMagnitude ? 0 : sigma;
                var options = new EigshOptions
                {
                    Tolerance = 1e-12,
                    AdjointTolerance = 1e-12,
                    Method = Ends.Contains(target) ? EigshMethod.Lanczos : EigshMethod.ShiftInvert,
                    MassSolve = solves ? Solver(mass) : null,
                    ShiftedSolve = Ends.Contains(target) ? null : Solver(a, mass, at),
                };
                (double[] Values, double[] A, double[] M) actual = Solve(a, mass, target, options, loss, k, byProducts: true);
                Assert.IsLessThan(1e-11, Graphs.Deviation(expected.Values, actual.Values), $"{target}, {solves}");
                Assert.IsLessThan(1e-7, Graphs.Deviation(expected.A, actual.A), $"{target}, {solves}");
                Assert.IsLessThan(1e-7, Graphs.Deviation(expected.M, actual.M), $"{target}, {solves}");
            }
        }
    }

    /// <summary>Densities and a number in fields of the mass: small problems are dense, large ones go by products.</summary>
    [TestMethod]
    [DataRow(12, 1, EigshMethod.Auto)]
    [DataRow(12, 3, EigshMethod.Lanczos)]
    [DataRow(230, 2, EigshMethod.Auto)]
    public void Fields_of_a_mass_have_the_numeric_derivative(int n, int k, EigshMethod method)
    {
        var options = new EigshOptions { Tolerance = 1e-13, AdjointTolerance = 1e-13, Method = method };
        double[] stiffness = [.. Enumerable.Range(0, n).Select(i => 1 + 3 * Math.Exp(-0.3 * (i - 3) * (i - 3)) + 0.01 * i)];
        double[] density = [.. Graphs.Random(n + 1, 7).Select(x => 1.5 + 0.3 * x)];
        const double Rotary = 0.4;
        var ofStiffness = new double[n];
        var ofDensity = new double[n + 1];
        double value = MassOperatorLosses.TonesValueAndGradient(stiffness, density, Rotary, k, options, ofStiffness, ofDensity, out double ofRotary);
        Assert.AreEqual(MassOperatorLosses.Tones(stiffness, density, Rotary, k, options), value, 1e-12);
        double[] direction = Graphs.Random(n + 1, 8);
        double Along(Func<double, double> loss) => Numeric.Derivative(loss, 0, step: 0.02);
        double[] Moved(double[] x, double t) => [.. x.Zip(direction, (number, d) => number + t * d)];
        Assert.AreEqual(Along(t => MassOperatorLosses.Tones(Moved(stiffness, t), density, Rotary, k, options)), Graphs.Dot(ofStiffness, direction.AsSpan(0, n)), 1e-7);
        Assert.AreEqual(Along(t => MassOperatorLosses.Tones(stiffness, Moved(density, t), Rotary, k, options)), Graphs.Dot(ofDensity, direction), 1e-7);
        Assert.AreEqual(Along(t => MassOperatorLosses.Tones(stiffness, density, Rotary + t, k, options)), ofRotary, 1e-7);
    }

    /// <summary>Double eigenvalues: every copy is found, their subspace has a gradient, and half of it has none.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Equal_eigenvalues(bool solves)
    {
        const int Side = 8;
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Square(Side);
        double[] spectrum = Finite.SquareSpectrum(Side);
        DenseMatrix<double> inverse = SpectralOps.Inverse(Dense(mass));
        var options = new EigshOptions { Tolerance = 1e-12, Method = EigshMethod.Lanczos, MassSolve = solves ? (x, y) => inverse.Apply(x, y) : null };
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, new ByProducts<double>(mass), 6, target, options);
            double[] wanted = target == EigenTarget.SmallestAlgebraic ? spectrum[..6] : spectrum[^6..];
            Assert.IsLessThan(1e-9, Graphs.Deviation(wanted, pairs.Values));
            GeneralizedTests.RequirePairs(a, mass, pairs, 1e-10);
        }

        (double Value, EigenPairs<double> Adjoint) Subspace(EigenPairs<double> pairs) => Losses.Projector(pairs, Side * Side, pairs.Count, 4);
        (double[] Values, double[] A, double[] M) expected = Solve(a, mass, EigenTarget.SmallestAlgebraic, new EigshOptions { AssumeSymmetric = true }, Subspace, 3, byProducts: false);
        (double[] Values, double[] A, double[] M) actual = Solve(a, mass, EigenTarget.SmallestAlgebraic, options, Subspace, 3, byProducts: true);
        Assert.IsLessThan(1e-8, Graphs.Deviation(expected.A, actual.A));
        Assert.IsLessThan(1e-8, Graphs.Deviation(expected.M, actual.M));
        Assert.ThrowsExactly<DegenerateGradientException>(() => Solve(a, mass, EigenTarget.SmallestAlgebraic, options, Subspace, 2, byProducts: true));
    }

    [TestMethod]
    public void Single_precision()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Bar(60);
        CsrMatrix<float> Single(CsrMatrix<double> matrix) => new(matrix.Rows, matrix.Columns, matrix.RowPointers, matrix.ColumnIndices, [.. matrix.Values.Select(value => (float)value)]);
        double[] spectrum = SpectralOps.Eigh(Dense(a), Dense(mass)).Values;
        foreach (bool solves in new[] { false, true })
        {
            var options = new EigshOptions { Method = EigshMethod.Lanczos, MassSolve = solves ? Solver(mass) : null };
            EigenPairs<float> top = SpectralOps.Eigsh(Single(a), new ByProducts<float>(Single(mass)), 4, EigenTarget.LargestAlgebraic, options);
            Assert.IsLessThan(1e-5, Graphs.Deviation(spectrum[^4..], [.. top.Values.Select(value => (double)value)]));
            EigenPairs<float> near = SpectralOps.Eigsh(Single(a), new ByProducts<float>(Single(mass)), 3, EigenTarget.SmallestMagnitude, options with { Method = EigshMethod.Auto, ShiftedSolve = Solver(a, mass, 0) });
            Assert.IsLessThan(1e-5, Graphs.Deviation(spectrum[..3], [.. near.Values.Select(value => (double)value)]));
        }
    }

    /// <summary>n from 1 on, all pairs, and numbers at the ends of the range.</summary>
    [TestMethod]
    public void Small_and_far_scaled_problems()
    {
        foreach (int n in new[] { 1, 2, 3, 8 })
        {
            foreach (double scale in new[] { 1, 1e150, 1e-150 })
            {
                (CsrMatrix<double> a, CsrMatrix<double> mass) = Bar(n);
                double[] expected = SpectralOps.Eigh(Dense(a), Dense(mass)).Values;
                var scaled = new CsrMatrix<double>(n, n, mass.RowPointers, mass.ColumnIndices, [.. mass.Values.Select(value => value * scale)]);
                for (int k = 1; k <= n; k++)
                {
                    EigenPairs<double> pairs = SpectralOps.Eigsh(a, new ByProducts<double>(scaled), k, EigenTarget.BothEnds, new EigshOptions { Method = EigshMethod.Lanczos });
                    double[] wanted = [.. expected[..(k / 2)], .. expected[^(k - k / 2)..]];
                    Assert.IsLessThan(1e-10, Graphs.Deviation(wanted, [.. pairs.Values.Select(value => value * scale)]), $"n = {n}, k = {k}");
                    GeneralizedTests.RequirePairs(a, scaled, pairs, 1e-9);
                }
            }
        }
    }

    [TestMethod]
    public void What_is_not_a_mass_or_not_its_inverse_is_refused()
    {
        const int Order = 40;
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Bar(Order);
        var products = new ByProducts<double>(mass);
        var lanczos = new EigshOptions { Method = EigshMethod.Lanczos };
        Action<ReadOnlySpan<double>, Span<double>> solve = Solver(mass);

        // A solve of another mass, of the identity, of nothing, and of no number.
        foreach (Action<ReadOnlySpan<double>, Span<double>> wrong in new Action<ReadOnlySpan<double>, Span<double>>[]
        {
            Solver(new CsrMatrix<double>(Order, Order, mass.RowPointers, mass.ColumnIndices, [.. mass.Values.Select((value, p) => value * (1 + 1e-4 * (p % 3)))])),
            (x, y) => x.CopyTo(y),
            (x, y) => y.Clear(),
            (x, y) => y.Fill(double.NaN),
        })
        {
            foreach (EigshMethod method in new[] { EigshMethod.Lanczos, EigshMethod.Dense })
            {
                var exception = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, products, 2, EigenTarget.LargestAlgebraic, new EigshOptions { Method = method, MassSolve = wrong }));
                Assert.AreEqual("options", exception.ParamName);
                Assert.Contains("MassSolve", exception.Message);
            }
        }

        Refused(Moved(mass, -1.2), "not positive definite");
        Refused(Moved(mass, -1.05), "negative");
        var singular = new DenseMatrix<double>(Order, Order);
        singular.Values.AsSpan().Fill(1);
        Refused(singular, "0 to working accuracy");
        Refused(new DenseMatrix<double>(Order, Order), "product with a random vector is 0");
        Refused(new DiagonalMatrix<double>([.. Enumerable.Repeat(1.0, Order - 1), double.NaN]), "wrote NaN at row 39");
        DenseMatrix<double> lopsided = Dense(mass);
        lopsided[3, 9] += 0.01;
        Refused(lopsided, "not symmetric");
        Refused(new DiagonalMatrix<double>([.. Enumerable.Range(0, Order).Select(i => Math.Pow(10, -0.3 * i))]), "Give EigshOptions.MassSolve");

        double[] spectrum = SpectralOps.Eigh(Dense(a), Dense(mass)).Values;
        foreach (double sigma in new[] { spectrum[2] * 1.01, spectrum[30] * 1.01 })
        {
            Assert.Contains("A − σM", Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, products, 2, EigenTarget.SmallestMagnitude, new EigshOptions { ShiftedSolve = Solver(a, mass, sigma) })).Message);
        }

        Method(lanczos with { Method = EigshMethod.Lobpcg }, "Method = EigshMethod.Lobpcg");
        Method(lanczos with { Preconditioner = Preconditioner.Jacobi }, "a Preconditioner");
        Method(lanczos with { Method = EigshMethod.ShiftInvert }, "there is no ShiftedSolve");
        Assert.ThrowsExactly<EigenConvergenceException>(() => SpectralOps.Eigsh(a, products, 6, EigenTarget.SmallestAlgebraic, lanczos with { MaxIterations = 1, SubspaceSize = 8, Tolerance = 1e-13 }));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.Eigsh(a, products, 3, EigenTarget.SmallestAlgebraic, lanczos with { CancellationToken = source.Token }));

        void Refused(IDifferentiableOperator<double> mass, string part)
        {
            var exception = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, new ByProducts<double>(mass), 2, EigenTarget.SmallestAlgebraic, lanczos));
            Assert.Contains(part, exception.Message);
            Assert.AreEqual("mass", exception.ParamName);
        }

        void Method(EigshOptions options, string part)
            => Assert.Contains(part, Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, products, 2, EigenTarget.SmallestAlgebraic, options with { MassSolve = solve })).Message);
    }

    /// <summary>A mass that conjugate gradients cannot solve with, and the user can.</summary>
    [TestMethod]
    public void An_inverse_that_is_given_reaches_masses_of_any_grade()
    {
        const int Order = 60;
        double[] density = [.. Enumerable.Range(0, Order).Select(i => Math.Pow(10, -0.2 * i))];
        var mass = new DiagonalMatrix<double>(density);
        var a = new DiagonalMatrix<double>([.. density.Select((value, i) => value * (i + 1))]);
        void Inverse(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = x[i] / density[i];
            }
        }

        EigenPairs<double> pairs = SpectralOps.Eigsh(a, new ByProducts<double>(mass), 3, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, MassSolve = Inverse });
        Assert.IsLessThan(1e-9, Graphs.Deviation([58, 59, 60], pairs.Values));
    }

    /// <summary>Vectors of the last problem make the next one quicker.</summary>
    [TestMethod]
    public void A_session_starts_from_the_last_vectors()
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Bar(200);
        var options = new EigshOptions { Method = EigshMethod.Lanczos, MassSolve = Solver(mass), Session = new EigshSession() };
        EigenPairs<double> first = SpectralOps.Eigsh(a, new ByProducts<double>(mass), 1, EigenTarget.SmallestAlgebraic, options);
        EigenPairs<double> second = SpectralOps.Eigsh(a, new ByProducts<double>(mass), 1, EigenTarget.SmallestAlgebraic, options);
        Assert.IsLessThan(first.Report.OperatorApplications, second.Report.OperatorApplications);
        Assert.IsLessThan(1e-7, Graphs.Deviation(first.Vector(0), second.Vector(0)));
    }

    private static (double Value, EigenPairs<double> Adjoint) OfFirst(EigenPairs<double> pairs)
    {
        EigenPairs<double> adjoint = pairs.CreateShadow();
        adjoint.Values[0] = 2;
        adjoint.MutableVector(0)[3] = pairs.Vector(0)[5];
        adjoint.MutableVector(0)[5] = pairs.Vector(0)[3];
        return (2 * pairs.Values[0] + pairs.Vector(0)[3] * pairs.Vector(0)[5], adjoint);
    }

    /// <summary>Linear elements whose stiffness varies, so that no eigenvalues are equal.</summary>
    private static (CsrMatrix<double> Stiffness, CsrMatrix<double> Mass) Bar(int n)
    {
        (CsrMatrix<double> a, CsrMatrix<double> mass) = Finite.Line(n);
        for (int i = 0; i < n; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] = (a.Values[p] + (a.ColumnIndices[p] == i ? Math.Sin(i) + 1 : 0)) / n;
                mass.Values[p] *= 6 * (n + 1);
            }
        }

        return (a, mass);
    }

    private static CsrMatrix<double> Moved(CsrMatrix<double> matrix, double shift)
        => new(matrix.Rows, matrix.Columns, matrix.RowPointers, matrix.ColumnIndices, [.. Enumerable.Range(0, matrix.Rows).SelectMany(i =>
            Enumerable.Range(matrix.RowPointers[i], matrix.RowPointers[i + 1] - matrix.RowPointers[i]).Select(p => matrix.Values[p] + (matrix.ColumnIndices[p] == i ? 2 * shift : 0)))]);

    private static DenseMatrix<double> Dense(CsrMatrix<double> matrix)
    {
        var dense = new DenseMatrix<double>(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int p = matrix.RowPointers[i]; p < matrix.RowPointers[i + 1]; p++)
            {
                dense[i, matrix.ColumnIndices[p]] = matrix.Values[p];
            }
        }

        return dense;
    }

    /// <summary>M⁻¹x, or (A − σM)⁻¹x, for tridiagonal matrices.</summary>
    private static Action<ReadOnlySpan<double>, Span<double>> Solver(CsrMatrix<double> first, CsrMatrix<double>? second = null, double sigma = 0)
    {
        DenseMatrix<double> matrix = Dense(first);
        double[]? other = second is null ? null : Dense(second).Values;
        for (int i = 0; second is not null && i < matrix.Values.Length; i++)
        {
            matrix.Values[i] -= sigma * other![i];
        }

        int n = matrix.Rows;
        var pivots = new double[n];
        for (int i = 0; i < n; i++)
        {
            pivots[i] = matrix[i, i] - (i > 0 ? matrix[i, i - 1] * matrix[i - 1, i] / pivots[i - 1] : 0);
        }

        return (x, y) =>
        {
            x.CopyTo(y);
            for (int i = 1; i < n; i++)
            {
                y[i] -= matrix[i, i - 1] / pivots[i - 1] * y[i - 1];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                y[i] = (y[i] - (i + 1 < n ? matrix[i, i + 1] * y[i + 1] : 0)) / pivots[i];
            }
        };
    }

    private static (double[] Values, double[] A, double[] M) Solve(CsrMatrix<double> a, CsrMatrix<double> mass, EigenTarget target, EigshOptions options, Losses.Loss loss, int k, bool byProducts)
    {
        ISymmetricOperator<double> given = byProducts ? new ByProducts<double>(mass) : mass;
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, given, k, target, options, out GeneralizedResidual<double> residual);
        CsrMatrix<double> ofA = a.CreateShadow();
        CsrMatrix<double> ofMass = mass.CreateShadow();
        SpectralRules.Eigsh(a, given, options, pairs, residual, loss(pairs).Adjoint, ofA, byProducts ? new ByProducts<double>(ofMass) : ofMass);
        return (pairs.Values, ofA.Values, ofMass.Values);
    }
}
