using Autodiff.Benchmarks;
using Autodiff.Benchmarks.Spectral;
using BenchmarkDotNet.Running;

if (args is ["long-loop", .. var modes])
{
    LongLoop.Run(modes);
    return;
}

if (args is ["long-method", .. var forms])
{
    LongMethods.Run(forms);
    return;
}

if (args is ["dense"])
{
    DenseEigenproblems.Run();
    return;
}

if (args is ["spectral", .. var rows])
{
    SpectralBenchmark.Run(rows);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
