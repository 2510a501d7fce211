using System;
using System.Buffers;
using System.Diagnostics;
using System.IO;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary><c>try … finally</c> and <c>using</c> around active code.</summary>
public static partial class ResourcePrograms
{
    [Differentiable]
    public static double PooledArray(ReadOnlySpan<double> x)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(x.Length);
        try
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                buffer[i] = (x[i] * x[i]) + s;
                s += buffer[i] * x[0];
            }

            double r = 0;
            foreach (double value in buffer.AsSpan(0, x.Length))
            {
                r += Math.Sin(value);
            }

            return r * s;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer, clearArray: true);
        }
    }

    [Differentiable]
    public static double ExitsFromTry(ReadOnlySpan<double> x)
    {
        double s = x[0];
        int n = 0;
        for (int i = 0; i < x.Length; i++)
        {
            try
            {
                if (x[i] < -1.0101)
                {
                    continue;
                }

                if (s > 2.0303)
                {
                    break;
                }

                if (s < -4.0101)
                {
                    return s * x[1];
                }

                s = (s * x[i]) + 0.3;
                double t = s * s;
                s += 0.1 * t;
            }
            finally
            {
                n++;
                s *= 0.9;
            }

            s += x[i];
        }

        return s * n;
    }

    [Differentiable]
    public static double NestedFinally(ReadOnlySpan<double> x)
    {
        double s = 1;
        try
        {
            try
            {
                s *= x[0];
                if (x[1] > 0.5003)
                {
                    s += x[2] * s;
                }
            }
            finally
            {
                double t = s * x[3];
                s += t * t;
            }

            s = Math.Sin(s);
        }
        finally
        {
            s *= s;
        }

        return s * x[4];
    }

    [Differentiable]
    public static double UsingDeclaration(ReadOnlySpan<double> x)
    {
        using var log = new StringWriter();
        var watch = Stopwatch.StartNew();
        double s = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            using var line = new StringWriter();
            s = Math.Sin(s + x[i]);
            line.Write("{0}: {1}", i, i % 2 == 0);
            log.WriteLine(line.ToString());
        }

        watch.Stop();
        Debug.Assert(s < 2, $"{s} is too large");
        return s * log.ToString().Length * (watch.ElapsedTicks >= 0 ? 1 : 2);
    }

    [Differentiable]
    public static double UsingStatements(ReadOnlySpan<double> x)
    {
        double s = x[0];
        using (var log = new StringWriter())
        using (IDisposable stream = new MemoryStream())
        {
            s *= x[1];
            log.Write(s);
        }

        using (var stream = new MemoryStream())
        {
            if (s > 0.0101)
            {
                return s * s * x[2];
            }

            s -= x[3];
        }

        return s * x[4];
    }

    [Differentiable]
    public static double Called(ReadOnlySpan<double> x) => (PooledArray(x) * ExitsFromTry(x)) + UsingStatements(x[1..]);
}
