using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Benchmarks.Spectral;

/// <summary>
/// Solves one row in this process: the first time cold, then for two seconds until the JIT has done its best, then for one
/// more, whose median counts (under load a processor clock can be wrong for a single run by more than half). With one thread processor time is taken, which other programs on the machine disturb least; with more, the clock's.
/// </summary>
internal sealed class RowMeasurement(SpectralRow row, int threads, string folder)
{
    private const double WarmUp = 2000;
    private const double Budget = 1000;

    private readonly EigshOptions _options = new()
    {
        Tolerance = SpectralRow.Tolerance,
        AdjointTolerance = SpectralRow.AdjointTolerance,
        Threads = threads,
        Method = row.Method,
    };

    private EigenReport? _report;
    private double[] _values = [];
    private double[]? _gradient;

    /// <summary>Measures, leaves the gradient in the folder, and gives the fields of one line.</summary>
    public string Run()
    {
        Func<double> once = row.Problem is null ? Spins : row.Problem.EndsWith(".csr", StringComparison.Ordinal) ? Sparse() : Dense();
        double cold = once();
        var times = new List<double>();
        double spent = cold;
        while (spent < WarmUp)
        {
            spent += once();
        }

        for (spent = 0; spent < Budget && cold < 2 * WarmUp;)
        {
            double time = once();
            spent += time;
            times.Add(time);
        }

        times.Sort();

        if (_gradient is not null)
        {
            Problems.Save(Path.Combine(folder, $"{row.Name}.gradient"), _gradient);
        }

        using Process self = Process.GetCurrentProcess();
        IEnumerable<string> fields =
        [
            Text(cold),
            Text(times.Count == 0 ? cold : times[times.Count / 2]),
            Text(self.PeakWorkingSet64 / 1048576.0),
            _report is null ? "" : _report.OperatorApplications.ToString(CultureInfo.InvariantCulture),
            _report is null ? "" : _report.Method + (_report.CountIsProven ? ", proven" : ""),
            string.Join(' ', _values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
        ];
        return string.Join(';', fields);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private double Now() => threads == 1 ? Environment.CpuUsage.TotalTime.TotalMilliseconds : Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    private Func<double> Sparse()
    {
        CsrMatrix<double> a = Problems.LoadSparse(Path.Combine(folder, row.Problem!));
        return () => Solve(a, a.CreateShadow, shadow => shadow.Values);
    }

    private Func<double> Dense()
    {
        double[] numbers = Problems.LoadNumbers(Path.Combine(folder, row.Problem!));
        int n = (int)Math.Sqrt(numbers.Length);
        var a = new DenseMatrix<double>(n, n, numbers);
        return () => Solve(a, a.CreateShadow, shadow => shadow.Values);
    }

    private double Solve<TMatrix>(TMatrix a, Func<TMatrix> createShadow, Func<TMatrix, double[]> numbers)
        where TMatrix : ISymmetricOperator<double>
    {
        double start = Now();
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, row.K, row.EigenTarget, _options, out EigshResidual<double> residual);
        double forward = Now() - start;
        (_report, _values) = (pairs.Report, pairs.Values);
        if (row.Figure == Figure.Forward)
        {
            return forward;
        }

        EigenPairs<double> adjoint = pairs.CreateShadow();
        double[] seed = Problems.LoadNumbers(Path.Combine(folder, row.SeedFile));
        for (int i = 0; i < pairs.Count; i++)
        {
            ReadOnlySpan<double> t = seed.AsSpan(i * pairs.Dimension, pairs.Dimension);
            double overlap = System.Numerics.Tensors.TensorPrimitives.Dot(t, pairs.Vector(i));
            System.Numerics.Tensors.TensorPrimitives.Multiply(t, 2 * overlap, adjoint.MutableVector(i));
            adjoint.Values[i] = Math.Cos(i);
        }

        TMatrix shadow = createShadow();
        start = Now();
        SpectralRules.Eigsh(a, _options, pairs, residual, adjoint, shadow);
        double backward = Now() - start;
        _gradient = numbers(shadow);
        return row.Figure == Figure.Backward ? backward : forward + backward;
    }

    private double Spins()
    {
        double start = Now();
        (double energy, (double _, double slope)) = SpinChain.Ring.GroundEnergyValueAndGradient(1, 1, SpectralRow.Spins);
        double time = Now() - start;
        _values = [energy];
        _gradient = [slope];
        return time;
    }
}
