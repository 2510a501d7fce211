using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>One random generalized problem, solved and differentiated in one of the forms and by one of the ways there are.</summary>
internal sealed class PencilTrial<T>
    where T : IFloatingPointIeee754<T>
{
    private static readonly string[] Forms = ["dense", "CSR", "operator"];
    private static readonly EigshMethod[] Methods = [.. Enum.GetValues<EigshMethod>(), EigshMethod.Auto, EigshMethod.Lanczos, EigshMethod.ShiftInvert];
    private static readonly bool IsDouble = typeof(T) == typeof(double);

    private readonly RandomPencil _pencil;
    private readonly int _k;
    private readonly EigenTarget _target;
    private readonly string _formA;
    private readonly string _formMass;
    private readonly EigshOptions _options;

    /// <param name="seed">Which.</param>
    /// <param name="largest">The largest order.</param>
    /// <param name="scale">The largest exponent of the powers of two that A and M are multiplied with now and then.</param>
    public PencilTrial(int seed, int largest, int scale)
    {
        var random = new Random(seed);
        _pencil = RandomPencil.Create(random, largest, scale);
        int n = _pencil.Order;
        _k = random.Next(5) == 0 ? n : random.Next(1, Math.Min(n, 6) + 1);
        _target = random.Next(7) switch
        {
            0 or 1 => EigenTarget.SmallestAlgebraic,
            2 => EigenTarget.LargestAlgebraic,
            3 => EigenTarget.LargestMagnitude,
            4 => EigenTarget.BothEnds,
            5 => EigenTarget.SmallestMagnitude,
            _ => EigenTarget.NearestTo((2 * random.NextDouble() - 1) * _pencil.Norm),
        };
        _formA = Forms[random.Next(3)];
        _formMass = _pencil.HasDiagonalMass && random.Next(2) == 0 ? "diagonal" : Forms[random.Next(3)];
        bool solves = random.Next(3) == 0;
        bool inverts = random.Next(2) == 0 && _target.Kind == TargetKind.Nearest && _pencil.Values.Min(value => Math.Abs(value - _target.Sigma)) > 1e-9 * _pencil.Norm;
        EigshMethod method = Methods[random.Next(Methods.Length)];
        _options = new EigshOptions
        {
            Method = method,
            Tolerance = IsDouble && random.Next(3) > 0 ? 1e-12 : null,
            GradientRule = (GradientRule)random.Next(3),
            AssumeSymmetric = random.Next(2) == 0,
            MassSolve = solves ? _pencil.Solve() : null,
            ShiftedSolve = inverts ? _pencil.Solve(_target.Sigma) : null,
            CancellationToken = new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token,
        };
        Name = $"seed {seed}: {_pencil.Name}, n = {n}, k = {_k}, {_target}, A {_formA}, M {_formMass}{(solves ? " with MassSolve" : "")}{(inverts ? " and ShiftedSolve" : "")}, {method}, {_options.GradientRule}, tolerance {_options.Tolerance}";
    }

    public string Name { get; }

    /// <summary>Whether an answer came.</summary>
    public bool IsSolved { get; private set; }

    /// <summary>Whether its gradient came, too, and was compared.</summary>
    public bool IsCompared { get; private set; }

    /// <summary>The largest error found, of what is allowed.</summary>
    public double Worst { get; private set; }

    /// <summary>What the tolerance, and rounding in a problem of this condition, leave of digits.</summary>
    private double Allowed
    {
        get
        {
            double eps = IsDouble ? 2.3e-16 : 1.2e-7;
            bool isFactored = _options.MassSolve is null && _options.ShiftedSolve is null && _formMass != "operator";
            return (_options.Tolerance ?? (IsDouble ? 1e-10 : 1e-5)) + 2 * eps * (isFactored ? _pencil.ScaledCondition : _pencil.Condition);
        }
    }

    /// <summary>What is wrong, if anything is.</summary>
    public string? Run()
    {
        IDifferentiableOperator<T> a = In(_formA, _pencil.A);
        IDifferentiableOperator<T> mass = In(_formMass, _pencil.Mass);
        try
        {
            EigenPairs<T> pairs = SpectralRules.EigshForward(a, mass, _k, _target, _options, out GeneralizedResidual<T> residual);
            IsSolved = true;
            if (WrongPairs(pairs) is { } wrong)
            {
                return wrong;
            }

            if (_pencil.Chosen(_k, _target) is not { } chosen)
            {
                return null;
            }

            var zero = new DenseMatrix<double>(_pencil.Order, _pencil.Order);
            IDifferentiableOperator<T> ofA = In(_formA, zero);
            IDifferentiableOperator<T> ofMass = In(_formMass, zero);
            SpectralRules.Eigsh(a, mass, _options, pairs, residual, _pencil.Adjoint(pairs), ofA, ofMass);
            (double[] expectedA, double[] expectedMass) = _pencil.Gradient(chosen);
            double largest = Math.Max(expectedA.Max(Math.Abs) / _pencil.ScaleA, expectedMass.Max(Math.Abs) / _pencil.ScaleMass);
            if (largest > (IsDouble ? 1e300 : 1e33))
            {
                return null; // It is beyond the range of the type, or parts of it are.
            }

            IsCompared = true;
            return WrongGradient("A", ofA, expectedA, _pencil.ScaleA) ?? WrongGradient("M", ofMass, expectedMass, _pencil.ScaleMass);
        }
        catch (Exception exception)
        {
            bool isTyped = exception is ArgumentException or NotSupportedException or EigenConvergenceException;
            bool isPlain = _options.Method is EigshMethod.Auto or EigshMethod.Dense && _options.GradientRule != GradientRule.Adjoint && _options.ShiftedSolve is null && _options.MassSolve is null && Allowed < 1e-4;
            return isTyped && !isPlain ? null : $"{exception.GetType().Name}: {exception.Message}{(isTyped ? "" : exception.StackTrace?[..Math.Min(300, exception.StackTrace.Length)])}";
        }
    }

    private string? WrongPairs(EigenPairs<T> pairs)
    {
        int n = _pencil.Order;
        double norm = _pencil.Norm == 0 ? 1 : _pencil.Norm;
        double[] values = [.. pairs.Values.Select(value => double.CreateChecked(value) / norm)];
        double[] spectrum = [.. _pencil.Values.Select(value => value / norm)];
        double sigma = _target.Kind == TargetKind.Nearest ? _target.Sigma / norm : 0;
        bool isTied = _target.Kind is TargetKind.Nearest or TargetKind.LargestMagnitude;
        double[] Keys(double[] numbers) => isTied ? [.. numbers.Select(value => Math.Abs(value - sigma)).Order()] : numbers;
        double[] expected = Keys(new RandomProblem("", null!, spectrum).Wanted(_k, _target.Kind == TargetKind.Nearest ? EigenTarget.NearestTo(sigma) : _target));
        double[] actual = Keys(values);
        for (int i = 0; i < _k; i++)
        {
            Worst = Math.Max(Worst, Math.Abs(expected[i] - actual[i]) / Allowed);
            if (!(Math.Abs(expected[i] - actual[i]) <= Allowed) || !(spectrum.Min(value => Math.Abs(value - values[i])) <= Allowed))
            {
                return $"value {i} is off by {expected[i] - actual[i]:0.0e+0}: {string.Join(" ", values)} of {string.Join(" ", spectrum)}; {Allowed:0.0e+0} is allowed";
            }
        }

        for (int i = 0; i < _k; i++)
        {
            double[] v = [.. pairs.Vector(i).ToArray().Select(double.CreateChecked)];
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int x = 0; x < n; x++)
                {
                    sum += Graphs.Dot(_pencil.Mass.Values.AsSpan(x * n, n), v) * double.CreateChecked(pairs.Vector(j)[x]);
                }

                double off = Math.Abs(sum - (i == j ? 1 : 0));
                if (!(off <= Allowed))
                {
                    return $"viᵀMvj is off by {off:0.0e+0} for {i} and {j}; {Allowed:0.0e+0} is allowed";
                }
            }
        }

        return null;
    }

    private string? WrongGradient(string name, IDifferentiableOperator<T> shadow, double[] expected, double scale)
    {
        int n = _pencil.Order;
        T[] values = shadow switch
        {
            DenseMatrix<T> dense => dense.Values,
            CsrMatrix<T> sparse => sparse.Values,
            DiagonalMatrix<T> diagonal => diagonal.Values,
            _ => ((DenseMatrix<T>)((ByProducts<T>)shadow).Matrix).Values,
        };
        double[] actual = [.. values.Select(value => double.CreateChecked(value) * scale)];
        double[] wanted = actual.Length == n * n ? expected : [.. Enumerable.Range(0, n).Select(i => expected[i * n + i])];
        double size = Math.Max(1, expected.Max(Math.Abs));
        double off = Enumerable.Range(0, wanted.Length).Max(i => double.IsNaN(actual[i]) ? double.PositiveInfinity : Math.Abs(actual[i] - wanted[i])) / size;
        double allowed = Math.Max(100 * Allowed, IsDouble ? 1e-10 : 1e-4);
        Worst = Math.Max(Worst, off / allowed);
        return off <= allowed ? null : $"the gradient of {name} is off by {off:0.0e+0}; {allowed:0.0e+0} is allowed";
    }

    private static IDifferentiableOperator<T> In(string form, DenseMatrix<double> matrix)
    {
        int n = matrix.Rows;
        T[] values = [.. matrix.Values.Select(T.CreateChecked)];
        switch (form)
        {
            case "diagonal":
                return new DiagonalMatrix<T>([.. Enumerable.Range(0, n).Select(i => values[i * n + i])]);
            case "CSR":
                return new CsrMatrix<T>(n, n, [.. Enumerable.Range(0, n + 1).Select(i => i * n)], [.. Enumerable.Range(0, n * n).Select(p => p % n)], values);
            case "dense":
                return new DenseMatrix<T>(n, n, values);
            default:
                return new ByProducts<T>(new DenseMatrix<T>(n, n, values));
        }
    }
}
