using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>The block solver of stored matrices against the dense one, on spectra that are hard for products.</summary>
[TestClass]
public sealed class FilteredLanczosTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    public void Finds_what_the_dense_solver_finds(int form)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(100 * form + seed);
            int n = random.Next(250, 500);
            double[] spectrum = [.. Enumerable.Range(0, n).Select(i => form switch
            {
                0 => 2 * random.NextDouble() - 1,
                1 => Math.Floor(random.NextDouble() * 20),
                2 => i < 23 ? 10 : random.NextDouble(),
                3 => random.NextDouble() < 0.02 ? 5 + random.NextDouble() : 0.01 * random.NextDouble(),
                4 => Math.Cos(i * Math.PI / n),
                _ => i < n / 2 ? 1 : 2,
            })];
            CsrMatrix<double> matrix = Hidden(spectrum, random);
            Array.Sort(spectrum);
            int k = random.Next(1, 30);
            double norm = spectrum.Max(Math.Abs);
            foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.BothEnds })
            {
                double[] expected = target == EigenTarget.SmallestAlgebraic ? spectrum[..k]
                    : target == EigenTarget.LargestAlgebraic ? spectrum[^k..]
                    : target == EigenTarget.BothEnds ? [.. spectrum[..(k / 2)], .. spectrum[^((k + 1) / 2)..]]
                    : [.. spectrum.OrderByDescending(Math.Abs).Take(k).Order()];
                EigenPairs<double> pairs = SpectralOps.Eigsh(matrix, k, target, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-10, Threads = 1 });
                for (int i = 0; i < k; i++)
                {
                    if (target == EigenTarget.LargestMagnitude && form == 4)
                    {
                        // The spectrum is the same on both sides of 0, and rounding chooses.
                        Assert.AreEqual(expected.Select(Math.Abs).Order().ElementAt(i), pairs.Values.Select(Math.Abs).Order().ElementAt(i), 1e-12 * norm);
                        continue;
                    }

                    Assert.AreEqual(expected[i], pairs.Values[i], 1e-12 * norm, $"form {form}, seed {seed}, {target}, {i} of {k}");
                    Assert.IsLessThanOrEqualTo(1e-10 * pairs.Report.Norm, pairs.Report.Residuals[i]);
                }
            }
        }
    }

    [TestMethod]
    public void A_spectrum_over_24_decades_is_found_without_a_filter_where_none_resolves_it()
    {
        // Spectra of which no pair converges under the first filter.
        foreach (int seed in new[] { 25, 30, 39, 62, 74 })
        {
            var random = new Random(seed);
            var spectrum = new double[300];
            for (int i = 0; i < spectrum.Length; i++)
            {
                spectrum[i] = Math.Pow(10, 24 * random.NextDouble() - 12) * (random.Next(2) * 2 - 1);
            }

            CsrMatrix<double> matrix = Hidden(spectrum, random);
            EigenPairs<double> eig = SpectralOps.Eigsh(matrix, 22, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-12 });
            double[] largest = [.. spectrum.Order()];
            for (int i = 0; i < 22; i++)
            {
                Assert.AreEqual(largest[^(22 - i)], eig.Values[i], 2e-12 * eig.Report.Norm, $"seed {seed}, value {i}");
            }
        }
    }

    [TestMethod]
    public void Sees_every_copy_on_the_grid_that_others_miss()
    {
        // −Δ on 14³ points: most eigenvalues have three or six copies.
        const int Side = 14;
        var edges = new List<(int From, int To)>();
        for (int i = 0; i < Side * Side * Side; i++)
        {
            if (i % Side + 1 < Side)
            {
                edges.Add((i, i + 1));
            }

            if (i / Side % Side + 1 < Side)
            {
                edges.Add((i, i + Side));
            }

            if (i / Side / Side + 1 < Side)
            {
                edges.Add((i, i + Side * Side));
            }
        }

        double[] line = Graphs.PathSpectrum(Side);
        double[] expected = [.. line.SelectMany(x => line.SelectMany(y => line.Select(z => x + y + z))).Order()];
        CsrMatrix<double> a = Graphs.Laplacian(Side * Side * Side, edges);
        foreach (int k in new[] { 1, 3, 4, 10, 20, 40 })
        {
            EigenPairs<double> low = SpectralOps.Eigsh(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-8 });
            EigenPairs<double> high = SpectralOps.Eigsh(a, k, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-8 });
            for (int i = 0; i < k; i++)
            {
                Assert.AreEqual(expected[i], low.Values[i], 1e-12, $"low {i} of {k}");
                Assert.AreEqual(expected[^(k - i)], high.Values[i], 1e-12, $"high {i} of {k}");
            }
        }
    }

    [TestMethod]
    public void The_adjoint_by_conjugate_gradients_is_the_closed_form()
    {
        var random = new Random(11);
        CsrMatrix<double> a = Graphs.Laplacian(400, Graphs.Grid(20));
        for (int i = 0; i < 400; i++)
        {
            int diagonal = Array.IndexOf(a.ColumnIndices, i, a.RowPointers[i], a.RowPointers[i + 1] - a.RowPointers[i]);
            a.Values[diagonal] += random.NextDouble();
        }

        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic })
        {
            foreach (int k in new[] { 1, 6, 11 })
            {
                double[] vectors = [.. Enumerable.Range(0, k * 400).Select(_ => random.NextDouble() - 0.5)];
                EigenGradientReport? report = null;
                double[] Gradient(EigshOptions options)
                {
                    EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
                    EigenPairs<double> adjoint = pairs.CreateShadow();
                    for (int i = 0; i < k; i++)
                    {
                        // The sign of a vector is arbitrary; that of its adjoint goes with it.
                        double sign = Math.Sign(pairs.Vector(i)[7]);
                        for (int j = 0; j < 400; j++)
                        {
                            adjoint.MutableVector(i)[j] = sign * vectors[i * 400 + j];
                        }

                        adjoint.Values[i] = i - 2;
                    }

                    CsrMatrix<double> shadow = a.CreateShadow();
                    SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
                    return shadow.Values;
                }

                double[] expected = Gradient(new EigshOptions { GradientRule = GradientRule.ClosedForm });
                double[] actual = Gradient(new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-12, GradientReport = new Told(told => report = told) });
                Assert.IsLessThanOrEqualTo(1e-8, Graphs.Deviation(expected, actual));
                Assert.AreEqual(GradientRule.Adjoint, report!.Rule);
                Assert.IsTrue(report.Iterations is > 0 and < 60, $"{report.Iterations}");
            }
        }
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1e-200)]
    [DataRow(1e200)]
    public void Steps_in_single_precision_leave_the_adjoint_its_digits(double scale)
    {
        // Large enough for them; the factor's adjoint is another way to the same gradient.
        const int Side = 50;
        var random = new Random(12);
        CsrMatrix<double> a = Graphs.Laplacian(Side * Side, Graphs.Grid(Side));
        for (int i = 0; i < Side * Side; i++)
        {
            int diagonal = Array.IndexOf(a.ColumnIndices, i, a.RowPointers[i], a.RowPointers[i + 1] - a.RowPointers[i]);
            a.Values[diagonal] += random.NextDouble();
        }

        for (int p = 0; p < a.Values.Length; p++)
        {
            a.Values[p] *= scale;
        }

        double[] direction = [.. Enumerable.Range(0, Side * Side).Select(_ => random.NextDouble() - 0.5)];
        double[] Gradient(EigshMethod method, out EigenGradientReport report)
        {
            EigenGradientReport? told = null;
            var options = new EigshOptions { Method = method, Tolerance = 1e-12, AdjointTolerance = 1e-12, GradientReport = new Told(value => told = value) };
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, 4, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
            EigenPairs<double> adjoint = pairs.CreateShadow();
            for (int i = 0; i < 4; i++)
            {
                double overlap = System.Numerics.Tensors.TensorPrimitives.Dot<double>(pairs.Vector(i), direction);
                System.Numerics.Tensors.TensorPrimitives.Multiply(direction, 2 * (i + 1) * overlap * scale, adjoint.MutableVector(i));
            }

            CsrMatrix<double> shadow = a.CreateShadow();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
            report = told!;
            return shadow.Values;
        }

        double[] expected = Gradient(EigshMethod.ShiftInvert, out _);
        double[] actual = Gradient(EigshMethod.Lanczos, out EigenGradientReport report);
        Assert.IsLessThanOrEqualTo(1e-8, Graphs.Deviation(expected, actual));
        Assert.IsTrue(report.Iterations is > 0 and < 60, $"{report.Iterations}");
    }

    [TestMethod]
    [DataRow(1e-300)]
    [DataRow(1e-160)]
    [DataRow(1e290)]
    public void Scales_whose_squares_are_no_doubles_are_no_matter(double scale)
    {
        double[] spectrum = [.. Enumerable.Range(0, 300).Select(i => scale / (i + 1))];
        CsrMatrix<double> a = Graphs.Sparse(Graphs.Diagonal(spectrum));
        var krylov = new EigshOptions { Method = EigshMethod.Lanczos };
        foreach (ISymmetricOperator<double> form in new ISymmetricOperator<double>[] { a, new Plain(a) })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(form, 3, EigenTarget.LargestAlgebraic, krylov);
            for (int i = 0; i < 3; i++)
            {
                Assert.AreEqual(scale / (3 - i), pairs.Values[i], 1e-12 * scale);
            }

            Assert.IsLessThanOrEqualTo(1e-10 * pairs.Report.Norm, pairs.Report.Residuals.Max());
        }
    }

    [TestMethod]
    public void Threads_change_no_bit_that_their_number_does_not()
    {
        CsrMatrix<double> a = Graphs.Laplacian(6400, Graphs.Grid(80));
        double[] Solve(int threads) => SpectralOps.Eigsh(a, 5, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, Threads = threads }).Vector(4).ToArray();
        CollectionAssert.AreEqual(Solve(2), Solve(2));
        CollectionAssert.AreEqual(Solve(1), Solve(1));
        Assert.AreEqual(0, Solve(1).Zip(Solve(2), (x, y) => Math.Abs(Math.Abs(x) - Math.Abs(y))).Max(), 1e-8);
    }

    [TestMethod]
    public void Floats_reach_what_floats_can()
    {
        double[] spectrum = [.. Enumerable.Range(0, 400).Select(i => i < 3 ? 4.0 : i / 200.0)];
        CsrMatrix<double> a = Hidden(spectrum, new Random(1));
        var single = new CsrMatrix<float>(a.Rows, a.Columns, a.RowPointers, a.ColumnIndices, [.. a.Values.Select(value => (float)value)]);
        EigenPairs<float> pairs = SpectralOps.Eigsh(single, 6, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos, AssumeSymmetric = true });
        Array.Sort(spectrum);
        for (int i = 0; i < 6; i++)
        {
            Assert.AreEqual(spectrum[394 + i], pairs.Values[i], 2e-5);
        }
    }

    [TestMethod]
    public void A_panel_product_is_the_product_of_each_vector()
    {
        CsrMatrix<double> a = Graphs.Laplacian(37, Graphs.Star(37));
        Panels<double> panels = Panels<double>.Create(37, Team.Create(37, a.RowPointers, 1));
        var random = new Random(3);
        Panel<double> x = panels.New();
        Panel<double> y = panels.New();
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (random.NextDouble(), random.NextDouble());
        }

        double[] before = y.Numbers.ToArray();
        double[] lanes(double scale) => [.. Enumerable.Range(1, 8).Select(c => scale * c)];
        panels.Multiply(a, x, y, lanes(1), lanes(0.5), lanes(0.25), null, []);
        var column = new double[37];
        var product = new double[37];
        for (int c = 0; c < 8; c++)
        {
            for (int i = 0; i < 37; i++)
            {
                column[i] = x[8 * i + c];
            }

            a.Apply(column, product);
            for (int i = 0; i < 37; i++)
            {
                Assert.AreEqual((c + 1) * (product[i] - 0.5 * (c + 1) * column[i]) - 0.25 * (c + 1) * before[8 * i + c], y[8 * i + c], 1e-12);
            }
        }
    }

    [TestMethod]
    public void Panels_become_orthonormal_whatever_their_rank()
    {
        const int N = 50;
        Panels<double> panels = Panels<double>.Create(N, Team.Create(N, null, 1));
        var orthogonal = new PanelBasis<double>(panels);
        var random = new Random(5);
        foreach (double small in new[] { 1, 1e-6, 1e-9, 1e-13, 0 })
        {
            Panel<double> first = panels.New();
            orthogonal.FillRandom(first, 0, 8);
            orthogonal.Orthonormalize([], 0, first, 1, [], [], N);

            // Eight vectors that all but lie in a space of three dimensions.
            Panel<double> y = panels.New();
            orthogonal.FillRandom(y, 0, 3);
            Panel<double> rest = panels.New();
            orthogonal.FillRandom(rest, 0, 8);
            for (int i = 0; i < N; i++)
            {
                for (int c = 7; c >= 0; c--)
                {
                    y[8 * i + c] = y[8 * i] * (c + 1) + y[8 * i + 1] * (c % 3) + y[8 * i + 2] * c * c + small * rest[8 * i + c];
                }
            }

            double[] original = y.Numbers.ToArray();
            var coefficients = new double[64];
            var gamma = new double[64];
            orthogonal.Orthonormalize([first], 1, y, Math.Sqrt(original.Sum(v => v * v)), coefficients, gamma, N - 8);
            var gram = new double[128];
            panels.Inner([first, y], 2, y, gram);
            for (int i = 0; i < 64; i++)
            {
                Assert.AreEqual(0, gram[i], 1e-14);
                Assert.AreEqual(i % 9 == 0 ? 1 : 0, gram[64 + i], 1e-13);
            }

            // Y = X C + Q Γ.
            for (int i = 0; i < N; i++)
            {
                for (int c = 0; c < 8; c++)
                {
                    double sum = 0;
                    for (int p = 0; p < 8; p++)
                    {
                        sum += first[8 * i + p] * coefficients[8 * p + c] + y[8 * i + p] * gamma[8 * p + c];
                    }

                    Assert.AreEqual(original[8 * i + c], sum, 1e-12, $"{small}");
                }
            }
        }
    }

    private sealed class Plain(CsrMatrix<double> matrix) : ISymmetricOperator<double>
    {
        public int Dimension => matrix.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => matrix.Apply(x, y);
    }

    private sealed class Told(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }

    /// <summary>A sparse matrix with a given spectrum: small dense blocks, their rows scattered.</summary>
    private static CsrMatrix<double> Hidden(double[] spectrum, Random random)
    {
        int n = spectrum.Length;
        int[] place = [.. Enumerable.Range(0, n)];
        random.Shuffle(place);
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int at = 0; at < n;)
        {
            int size = Math.Min(n - at, random.Next(1, 12));
            double[] u = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
            double squares = u.Sum(x => x * x);
            double reflector(int i, int p) => (i == p ? 1 : 0) - 2 * u[i] * u[p] / squares;
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double sum = Enumerable.Range(0, size).Sum(p => reflector(i, p) * spectrum[at + p] * reflector(j, p));
                    rows.Add(place[at + i]);
                    columns.Add(place[at + j]);
                    values.Add(sum);
                    if (i != j)
                    {
                        rows.Add(place[at + j]);
                        columns.Add(place[at + i]);
                        values.Add(sum);
                    }
                }
            }

            at += size;
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }
}
