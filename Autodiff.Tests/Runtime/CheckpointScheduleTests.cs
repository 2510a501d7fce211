using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>The schedule, followed as generated code follows it.</summary>
[TestClass]
public sealed class CheckpointScheduleTests
{
    /// <summary>The fewest iterations to advance, by exhausting every place of the next snapshot.</summary>
    [TestMethod]
    public void Advances_as_little_as_any_schedule_can()
    {
        for (int snapshots = 1; snapshots <= 9; snapshots++)
        {
            for (int iterations = 0; iterations <= 70; iterations++)
            {
                Assert.AreEqual(Fewest(iterations + 1, snapshots, []), Follow(0, iterations - 1, 1, snapshots), $"{iterations} iterations, {snapshots} snapshots");
            }
        }
    }

    /// <summary>The closed form of Griewank and Walther (2000): r·l − β(s + 1, r − 1).</summary>
    [TestMethod]
    [DataRow(100_000, 100, 3)]
    [DataRow(5_150, 100, 2)]
    [DataRow(1_000, 4, 10)]
    [DataRow(20, 1000, 1)]
    public void Advances_by_the_closed_form(int iterations, int snapshots, int runs)
    {
        long length = iterations + 1;
        double beyond = 1;
        for (int i = 1; i <= runs - 1; i++)
        {
            beyond = beyond * (snapshots + 1 + i) / i;
        }

        Assert.AreEqual((runs * length) - (long)Math.Round(beyond), Follow(0, iterations - 1, 1, snapshots));
    }

    [TestMethod]
    [DataRow(3L, 17L, 2)]
    [DataRow(5L, -7L, -3)]
    [DataRow(0L, -1L, 1)]
    [DataRow(0L, -40L, 1)]
    [DataRow(4_000_000_000L, 4_000_000_009L, 1)]
    public void Follows_the_indices_of_the_loop(long first, long last, int stride) => Follow(first, last, stride, 2);

    [TestMethod]
    public void A_budget_of_none_is_refused()
    {
        using Tape tape = Tape.Rent();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => tape.Schedule(0, 5, 1, 0));
    }

    /// <summary>Goes through the loop and back, checks each state, and counts the iterations that were run without recording.</summary>
    private static long Follow(long first, long last, int stride, int snapshots)
    {
        using Tape tape = Tape.Rent();
        CheckpointSchedule schedule = tape.Schedule(first, last, stride, snapshots);
        var stored = new Stack<long>();
        long advanced = 0;
        long state = first;
        for (long i = first; stride > 0 ? i <= last : i >= last; i += stride)
        {
            Advance(i);
        }

        for (long i = last; stride > 0 ? i >= first : i <= first; i -= stride)
        {
            state = stored.Pop();
            for (long earlier = schedule.Restore(); earlier != i; earlier += stride)
            {
                Advance(earlier);
            }

            Assert.AreEqual(i, state);
        }

        Assert.IsEmpty(stored);
        return advanced;

        void Advance(long index)
        {
            if (schedule.Stores(index))
            {
                stored.Push(state);
                Assert.IsLessThanOrEqualTo(snapshots, stored.Count);
            }

            Assert.AreEqual(index, state);
            state += stride;
            advanced++;
        }
    }

    private static long Fewest(int iterations, int snapshots, Dictionary<(int Iterations, int Snapshots), long> known)
    {
        if (iterations <= 1)
        {
            return 0;
        }

        if (snapshots == 1)
        {
            return (long)iterations * (iterations - 1) / 2;
        }

        if (!known.TryGetValue((iterations, snapshots), out long fewest))
        {
            fewest = long.MaxValue;
            for (int ahead = 1; ahead < iterations; ahead++)
            {
                fewest = Math.Min(fewest, ahead + Fewest(iterations - ahead, snapshots - 1, known) + Fewest(ahead, snapshots, known));
            }

            known.Add((iterations, snapshots), fewest);
        }

        return fewest;
    }
}
