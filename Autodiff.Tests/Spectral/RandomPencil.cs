using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>
/// A generalized problem made from its answer: M = LLᵀ and A = L Q diag(λ) Qᵀ Lᵀ, so that V = L⁻ᵀQ. Its loss is
/// Σ c λ + vᵀBv over the pairs asked for, which sees no basis of a cluster.
/// </summary>
internal sealed class RandomPencil
{
    private static readonly string[] Roots = ["diagonal", "triangular", "graded", "nearly singular", "identity"];

    private readonly double[] _root;
    private readonly double[] _vectors;
    private readonly double[] _b;

    private RandomPencil(string name, RandomProblem problem, double[] root, double[] sizes, int ofA, int ofMass, int seed)
    {
        int n = problem.Order;
        Name = name;
        _root = root;
        _b = Losses.SymmetricRandom(n, seed);
        double scaleA = Math.ScaleB(1, ofA);
        double scaleMass = Math.ScaleB(1, 2 * ofMass);
        Values = [.. problem.Spectrum.Select(value => value * scaleA / scaleMass)];
        (ScaleA, ScaleMass) = (scaleA, scaleMass);
        A = Square(n, (i, j) => Form(i, j, (p, q) => problem.Matrix[p, q]) * scaleA);
        Mass = Square(n, (i, j) => Form(i, j, (p, q) => p == q ? 1 : 0) * scaleMass);
        _vectors = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            Span<double> v = _vectors.AsSpan(i * n, n);
            problem.Vectors.AsSpan(i * n, n).CopyTo(v);
            for (int x = n - 1; x >= 0; x--)
            {
                for (int y = x + 1; y < n; y++)
                {
                    v[x] -= _root[y * n + x] * v[y];
                }

                v[x] /= _root[x * n + x];
            }

            for (int x = 0; x < n; x++)
            {
                v[x] /= Math.ScaleB(1, ofMass);
            }
        }

        double[] ones = [.. Enumerable.Repeat(1.0, n)];
        Condition = ConditionBeside(ones);
        ScaledCondition = Math.Min(Condition, ConditionBeside(sizes));
    }

    public string Name { get; }

    /// <summary>At least the condition of M.</summary>
    public double Condition { get; }

    /// <summary>At least that of M with rows and columns scaled, as factors do.</summary>
    public double ScaledCondition { get; }

    public double ScaleA { get; }

    public double ScaleMass { get; }

    public DenseMatrix<double> A { get; }

    public DenseMatrix<double> Mass { get; }

    public double[] Values { get; }

    public int Order => Values.Length;

    public double Norm => Values.Max(Math.Abs);

    public bool HasDiagonalMass => Enumerable.Range(0, Order * Order).All(p => p / Order == p % Order || Mass.Values[p] == 0);

    public static RandomPencil Create(Random random, int largest, int scale)
    {
        int n = random.Next(8) == 0 ? random.Next(1, 4) : random.Next(1, largest + 1);
        return Create(random, RandomProblem.CreateWithVectors(random, n), random.Next(6) == 0 ? scale : 0);
    }

    private static RandomPencil Create(Random random, RandomProblem problem, int scale)
    {
        int n = problem.Order;
        string kind = Roots[random.Next(Roots.Length)];
        var root = new double[n * n];
        int span = kind switch { "graded" => 12, "nearly singular" => 5, _ => 0 };
        var sizes = new double[n];
        for (int i = 0; i < n; i++)
        {
            double size = kind == "identity" ? 1 : 0.5 + random.NextDouble();
            if (span > 0 && (kind == "graded" || random.Next(4) == 0))
            {
                size *= Math.ScaleB(1, -random.Next(2 * span));
            }

            root[i * n + i] = size;
            sizes[i] = kind == "graded" ? size : 1;
            for (int j = 0; j < i && kind is "triangular" or "nearly singular" or "graded"; j++)
            {
                root[i * n + j] = (2 * random.NextDouble() - 1) / n * (kind == "graded" ? size : 1);
            }
        }

        int ofA = scale == 0 ? 0 : random.Next(-scale, scale + 1);
        int ofMass = scale == 0 ? 0 : random.Next(-scale, scale + 1) / 2;
        return new($"{problem.Name}, {kind} mass, 2^{ofA} and 4^{ofMass}", problem, root, sizes, ofA, ofMass, random.Next());
    }

    /// <summary>Which are asked for; <see langword="null"/> where a tie is cut.</summary>
    public int[]? Chosen(int k, EigenTarget target)
    {
        int n = Order;
        double unit = Norm == 0 ? 1 : Norm;
        double Key(int i) => target.Kind switch
        {
            TargetKind.SmallestAlgebraic => Values[i] / unit,
            TargetKind.LargestAlgebraic => -Values[i] / unit,
            TargetKind.LargestMagnitude => -Math.Abs(Values[i] / unit),
            TargetKind.BothEnds => i < k / 2 || i >= n - (k - k / 2) ? 0 : 1,
            _ => Math.Abs(Values[i] / unit - target.Sigma / unit),
        };
        int[] order = [.. Enumerable.Range(0, n).OrderBy(Key)];
        bool IsCut(int i, int j) => Math.Abs(Values[i] - Values[j]) <= 0.02 * unit;
        bool isTied = k < n && Math.Abs(Key(order[k]) - Key(order[k - 1])) <= 0.02;
        return isTied || order[..k].Any(i => order[k..].Any(j => IsCut(i, j))) ? null : [.. order[..k].Order()];
    }

    /// <summary>The adjoint of Σ c λ + vᵀBv, in the units of the pencil.</summary>
    public EigenPairs<T> Adjoint<T>(EigenPairs<T> pairs)
        where T : IFloatingPointIeee754<T>
    {
        int n = Order;
        EigenPairs<T> adjoint = pairs.CreateShadow();
        for (int j = 0; j < pairs.Count; j++)
        {
            adjoint.Values[j] = T.CreateChecked(ScaleMass / ScaleA);
            for (int x = 0; x < n; x++)
            {
                double sum = 0;
                for (int y = 0; y < n; y++)
                {
                    sum += _b[x * n + y] * double.CreateChecked(pairs.Vector(j)[y]);
                }

                adjoint.MutableVector(j)[x] = T.CreateChecked(2 * sum * ScaleMass);
            }
        }

        return adjoint;
    }

    /// <summary>Ā and M̄ by the closed form over all pairs, times the scales of A and M.</summary>
    public (double[] A, double[] Mass) Gradient(int[] chosen)
    {
        int n = Order;
        double root = Math.Sqrt(ScaleMass);
        double[] v = [.. _vectors.Select(value => value * root)];
        double[] values = [.. Values.Select(value => value / ScaleA * ScaleMass)];
        var a = new double[n * n];
        var mass = new double[n * n];
        var product = new double[n];
        foreach (int i in chosen)
        {
            for (int x = 0; x < n; x++)
            {
                product[x] = Graphs.Dot(_b.AsSpan(x * n, n), v.AsSpan(i * n, n));
            }

            for (int j = 0; j < n; j++)
            {
                double s = 2 * Graphs.Dot(product, v.AsSpan(j * n, n));
                bool isInside = chosen.Contains(j);
                double weight = i == j ? 1 : isInside ? 0 : s / (values[i] - values[j]);
                double ofMass = -weight * values[i] - (isInside ? s / 2 : 0);
                for (int x = 0; x < n; x++)
                {
                    for (int y = 0; y < n; y++)
                    {
                        double outer = (v[i * n + x] * v[j * n + y] + v[j * n + x] * v[i * n + y]) / 2;
                        a[x * n + y] += weight * outer;
                        mass[x * n + y] += ofMass * outer;
                    }
                }
            }
        }

        return (a, mass);
    }

    /// <summary>‖Lᵀ G L‖ in the Frobenius norm, where nothing is scaled.</summary>
    public double Reduced(double[] g)
    {
        int n = Order;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double entry = 0;
                for (int x = i; x < n; x++)
                {
                    for (int y = j; y < n; y++)
                    {
                        entry += _root[x * n + i] * g[x * n + y] * _root[y * n + j];
                    }
                }

                sum += entry * entry;
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>M⁻¹x, or (A − σM)⁻¹x by the answer.</summary>
    public Action<ReadOnlySpan<double>, Span<double>> Solve(double? sigma = null) => (x, y) =>
    {
        int n = Order;
        y.Clear();
        for (int i = 0; i < n; i++)
        {
            double part = Graphs.Dot(_vectors.AsSpan(i * n, n), x) / (sigma is { } shift ? Values[i] - shift : 1);
            for (int j = 0; j < n; j++)
            {
                y[j] += part * _vectors[i * n + j];
            }
        }
    };

    private static DenseMatrix<double> Square(int n, Func<int, int, double> entry)
    {
        var matrix = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = entry(i, j);
            }
        }

        return matrix;
    }

    /// <summary>‖DMD‖‖D⁻¹M⁻¹D⁻¹‖ in the Frobenius norm, for D = 1/sizes.</summary>
    private double ConditionBeside(double[] sizes)
    {
        int n = Order;
        double ofMass = 0;
        double ofInverse = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                ofMass = Math.Max(ofMass, Math.Abs(Mass[i, j] / ScaleMass) / sizes[i] / sizes[j]);
                ofInverse += Math.Pow(_vectors[i * n + j] * Math.Sqrt(ScaleMass) * sizes[j], 2);
            }
        }

        return n * ofMass * ofInverse;
    }

    /// <summary>(L S Lᵀ) at (i, j).</summary>
    private double Form(int i, int j, Func<int, int, double> inner)
    {
        int n = (int)Math.Sqrt(_root.Length);
        double sum = 0;
        for (int p = 0; p <= i; p++)
        {
            for (int q = 0; q <= j; q++)
            {
                sum += _root[i * n + p] * inner(p, q) * _root[j * n + q];
            }
        }

        return sum;
    }
}

/// <summary>A matrix by its products alone, whose gradient is that of the matrix.</summary>
internal sealed class ByProducts<T>(IDifferentiableOperator<T> matrix) : IDifferentiableOperator<T>
    where T : IFloatingPointIeee754<T>
{
    public IDifferentiableOperator<T> Matrix => matrix;

    public int Dimension => matrix.Dimension;

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => matrix.Apply(x, y);

    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
        => matrix.ApplyVjp(((ByProducts<T>)primal).Matrix, x, yAdjoint, xAdjoint);
}
