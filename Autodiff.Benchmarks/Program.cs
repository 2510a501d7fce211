using Autodiff.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["long-loop", .. var modes])
{
    LongLoop.Run(modes);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
