using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators;

/// <summary>
/// Gives work that follows a deeply nested body a stack to match. A compiler's thread has about a megabyte, and nothing
/// can catch an overflow: a sum of some thousand terms would end the editor.
/// </summary>
internal static class DeepStack
{
    /// <summary>What is nested deeper than this is refused.</summary>
    public const int Limit = 5_000;

    private const int Shallow = 100;
    private const int BytesForEachLevel = 40 << 10;

    /// <summary>The problem of a body that is nested too deeply.</summary>
    public static Problem Refusal => new("AD0004", [$"A body nested deeper than {Limit} levels, or with so many exits,", "split it into several methods"], default);

    public static T Run<T>(int depth, Func<T> work)
    {
        if (depth <= Shallow)
        {
            return work();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Work, Math.Min(depth, Limit) * BytesForEachLevel) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Work()
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
