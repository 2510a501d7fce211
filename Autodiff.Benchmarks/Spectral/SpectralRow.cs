using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace Autodiff.Benchmarks.Spectral;

/// <summary>What is timed.</summary>
internal enum Figure
{
    Forward,
    Backward,
    Both,
}

/// <summary>One line of the table.</summary>
/// <param name="Name">By which it is asked for.</param>
/// <param name="Problem">The file of its matrix, without an extension; none for the spins, whose matrix is not stored.</param>
/// <param name="K">How many pairs.</param>
/// <param name="Target">LA or SA.</param>
/// <param name="Method">The algorithm.</param>
/// <param name="Figure">What is timed.</param>
/// <param name="Peers">The solvers of the script that are compared.</param>
internal sealed record SpectralRow(string Name, string? Problem, int K, string Target, EigshMethod Method, Figure Figure, params string[] Peers)
{
    /// <summary>The residual asked of every solver.</summary>
    public const double Tolerance = 1e-8;

    /// <summary>The residual asked of every adjoint solve.</summary>
    public const double AdjointTolerance = 1e-10;

    public const int Spins = 16;

    public static IReadOnlyList<SpectralRow> All { get; } =
    [
        new("random-k6", "random.csr", 6, "LA", EigshMethod.Auto, Figure.Forward, "scipy", "slepc", "torch-lobpcg"),
        new("random-k50", "random.csr", 50, "LA", EigshMethod.Auto, Figure.Forward, "scipy", "slepc"),
        new("attachment-la-k20", "attachment.csr", 20, "LA", EigshMethod.Auto, Figure.Forward, "scipy", "slepc"),
        new("attachment-la-k50", "attachment.csr", 50, "LA", EigshMethod.Auto, Figure.Forward, "scipy", "slepc"),
        new("attachment-sa-k6", "attachment.csr", 6, "SA", EigshMethod.Auto, Figure.Forward, "lobpcg-jacobi"),
        new("grid300-la", "grid300.csr", 6, "LA", EigshMethod.Auto, Figure.Forward, "scipy-exact", "scipy", "slepc"),
        new("grid300-sa", "grid300.csr", 6, "SA", EigshMethod.ShiftInvert, Figure.Forward, "scipy-invert", "scipy-invert-mmd", "slepc-invert", "lobpcg-ilu"),
        new("cube50-sa", "cube50.csr", 6, "SA", EigshMethod.Lanczos, Figure.Forward, "scipy-exact", "scipy", "slepc"),
        new("grid1000-sa", "grid1000.csr", 6, "SA", EigshMethod.Auto, Figure.Forward, "scipy-invert-mmd", "slepc-invert"),
        new("gradient-grid100", "potential100.csr", 6, "SA", EigshMethod.Auto, Figure.Both, "scipy-gradient-lu", "scipy-gradient"),
        new("gradient-cube50", "potential50.csr", 6, "SA", EigshMethod.Lanczos, Figure.Backward, "scipy-gradient"),
        new("dense256", "dense256.raw", 256, "SA", EigshMethod.Dense, Figure.Forward, "torch", "scipy-dense"),
        new("dense1000", "dense1000.raw", 1000, "SA", EigshMethod.Dense, Figure.Forward, "torch", "scipy-dense"),
        new("dense1000-gradient", "dense1000.raw", 1000, "SA", EigshMethod.Dense, Figure.Backward, "torch"),
        new("dense2000-k10", "dense2000.raw", 10, "SA", EigshMethod.Dense, Figure.Both, "torch"),
        new("spins16", null, 1, "SA", EigshMethod.Auto, Figure.Both, "scipy-spins"),
    ];

    /// <summary>The numbers t of the loss Σ (tᵢᵀvᵢ)² + Σ cos(i)·λᵢ, which every gradient row differentiates.</summary>
    public string SeedFile => $"{Name}.seed";

    public EigenTarget EigenTarget => Target == "LA" ? EigenTarget.LargestAlgebraic : EigenTarget.SmallestAlgebraic;

    /// <summary>Writes the matrix and what the script has to know, if they are not there.</summary>
    public void Prepare(string folder)
    {
        Directory.CreateDirectory(folder);
        int n = 1 << Spins;
        if (Problem is not null)
        {
            string path = Path.Combine(folder, Problem);
            if (!File.Exists(path))
            {
                Write(path);
            }

            n = Problem.EndsWith(".csr", StringComparison.Ordinal) ? Problems.LoadSparse(path).Rows : (int)Math.Sqrt(new FileInfo(path).Length / sizeof(double));
        }

        string seed = Path.Combine(folder, SeedFile);
        if (Figure != Figure.Forward && Problem is not null && !File.Exists(seed))
        {
            var random = new Random(17);
            Problems.Save(seed, [.. Enumerable.Range(0, K * n).Select(_ => random.NextDouble() - 0.5)]);
        }
    }

    /// <summary>The eigenvalues, where they are known in closed form.</summary>
    public double[]? Known() => Problem switch
    {
        "grid300.csr" => Problems.LatticeValues(300, 2, K, Target == "SA"),
        "grid1000.csr" => Problems.LatticeValues(1000, 2, K, Target == "SA"),
        "cube50.csr" => Problems.LatticeValues(50, 3, K, Target == "SA"),
        null => [SpinChain.Ring.Exact(1, 1, Spins).Energy],
        _ => null,
    };

    /// <summary>Tells the script what to solve, and what the eigenvalues are: the known ones, else the ones found here.</summary>
    public void Describe(string folder, IEnumerable<double> expected)
    {
        string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
        File.WriteAllText(Path.Combine(folder, $"{Name}.json"), string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"problem": "{{Problem}}", "k": {{K}}, "target": "{{Target}}", "figure": "{{Figure}}", "seed": "{{SeedFile}}", "spins": {{Spins}},
             "tolerance": {{Tolerance}}, "adjoint_tolerance": {{AdjointTolerance}}, "known": {{(Known() is null ? "false" : "true")}}, "peers": [{{Quoted(Peers)}}],
             "expected": [{{string.Join(", ", expected.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}}]}
            """));
    }

    private void Write(string path)
    {
        switch (Problem)
        {
            case "random.csr":
                Problems.Save(path, Problems.RandomSparse(10_000, 100_000));
                break;
            case "attachment.csr":
                Problems.Save(path, Problems.PreferentialAttachment(100_000, 5));
                break;
            case "grid300.csr":
                Problems.Save(path, Problems.Grid(300));
                break;
            case "grid1000.csr":
                Problems.Save(path, Problems.Grid(1000));
                break;
            case "cube50.csr":
                Problems.Save(path, Problems.Cube(50));
                break;
            case "potential100.csr":
                Problems.Save(path, Problems.Grid(100, potential: 1));
                break;
            case "potential50.csr":
                Problems.Save(path, Problems.Cube(50, potential: 1));
                break;
            default:
                Problems.Save(path, Problems.Dense(int.Parse(Path.GetFileNameWithoutExtension(path)["dense".Length..], CultureInfo.InvariantCulture)).Values);
                break;
        }
    }
}
