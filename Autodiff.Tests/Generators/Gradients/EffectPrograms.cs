using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs whose effects a caller sees.</summary>
public static partial class EffectPrograms
{
    private sealed class Resource(List<string> log) : IDisposable
    {
        void IDisposable.Dispose() => log.Add("disposed");
    }

    [Differentiable]
    public static double Logged(ReadOnlySpan<double> x, List<string> log)
    {
        using var resource = new Resource(log);
        double product = -1;
        log.Add("begin");
        try
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (double.IsNaN(x[i]))
                {
                    throw new ArgumentException("not a number");
                }

                log.Add(i.ToString());
                product *= x[i];
            }
        }
        finally
        {
            log.Add("end");
        }

        return product;
    }

#pragma warning disable CS8509 // What happens where an arm is missing is what is tested.
    [Differentiable]
    public static double Missing(ReadOnlySpan<double> x, int kind) => kind switch
    {
        0 => x[0],
        1 => x[0] * x[0],
    };
#pragma warning restore CS8509
}
