using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

[TestClass]
public class TapeTests
{
    private const int Many = 5000;

    [TestMethod]
    public void Pops_every_type_in_reverse_across_chunks()
    {
        using Tape tape = Tape.Rent();
        for (int i = 0; i < Many; i++)
        {
            tape.Push((double)i);
            tape.Push((float)-i);
            tape.Push(i);
            tape.Push(-(long)i);
            tape.Push(i % 3 == 0);
            tape.PushObject(i % 2 == 0 ? "even" : null);
        }

        for (int i = Many - 1; i >= 0; i--)
        {
            Assert.AreEqual(i, tape.PopDouble());
            Assert.AreEqual(-i, tape.PopSingle());
            Assert.AreEqual(i, tape.PopInt32());
            Assert.AreEqual(-i, tape.PopInt64());
            Assert.AreEqual(i % 3 == 0, tape.PopBoolean());
            Assert.AreEqual(i % 2 == 0 ? "even" : null, tape.PopObject<string?>());
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble());
    }

    [TestMethod]
    public void Spans_come_back_whole_across_chunk_borders()
    {
        int[] lengths = [0, 1, 255, 256, 257, 3, 511, 512, 2000, 0, 7];
        using Tape tape = Tape.Rent();
        foreach (int length in lengths)
        {
            int[] values = [.. Enumerable.Range(length, length)];
            tape.PushAll(Array.ConvertAll(values, v => (double)v));
            tape.PushAll(Array.ConvertAll(values, v => (float)v));
            tape.PushAll(values);
            tape.PushAll(Array.ConvertAll(values, v => (long)v));
            tape.PushAll(Array.ConvertAll(values, v => v % 3 == 0));
            tape.Push(0.5);
        }

        foreach (int length in lengths.Reverse())
        {
            int[] values = [.. Enumerable.Range(length, length)];
            Assert.AreEqual(0.5, tape.PopDouble());
            double[] doubles = new double[length];
            float[] singles = new float[length];
            int[] int32s = new int[length];
            long[] int64s = new long[length];
            bool[] booleans = new bool[length];
            tape.PopAll(doubles);
            tape.PopAll(singles);
            tape.PopAll(int32s);
            tape.PopAll(int64s);
            tape.PopAll(booleans);
            CollectionAssert.AreEqual(Array.ConvertAll(values, v => (double)v), doubles);
            CollectionAssert.AreEqual(Array.ConvertAll(values, v => (float)v), singles);
            CollectionAssert.AreEqual(values, int32s);
            CollectionAssert.AreEqual(Array.ConvertAll(values, v => (long)v), int64s);
            CollectionAssert.AreEqual(Array.ConvertAll(values, v => v % 3 == 0), booleans);
        }
    }

    [TestMethod]
    public void A_sweep_that_pops_and_pushes_around_a_border_keeps_its_order()
    {
        using Tape tape = Tape.Rent();
        for (int i = 0; i < 300; i++)
        {
            tape.Push((double)i);
        }

        for (int round = 0; round < 3; round++)
        {
            for (int i = 299; i >= 250; i--)
            {
                Assert.AreEqual(i, tape.PopDouble());
            }

            for (int i = 250; i < 300; i++)
            {
                tape.Push((double)i);
            }
        }
    }

    [TestMethod]
    public void An_exception_leaves_the_pool_usable()
    {
        double[]? left = null;
        Assert.ThrowsExactly<FormatException>(() =>
        {
            using Tape tape = Tape.Rent();
            tape.Push(1.0);
            left = tape.Rent<double>(10);
            left[3] = 1;
            throw new FormatException();
        });

        using Tape next = Tape.Rent();
        Assert.ThrowsExactly<InvalidOperationException>(() => next.PopDouble());
        double[] again = next.Rent<double>(10);
        Assert.AreSame(left, again);
        Assert.IsTrue(again.All(v => v == 0));
    }

    [TestMethod]
    public void Rented_arrays_have_the_exact_length_and_are_zero_and_apart()
    {
        for (int round = 0; round < 2; round++)
        {
            using Tape tape = Tape.Rent();
            Check<double>(tape, 1);
            Check<float>(tape, 1);
            Check<int>(tape, 1);
            Check<long>(tape, 1);
            Check(tape, true);
            Assert.ThrowsExactly<OverflowException>(() => tape.Rent<double>(-1));
            Check<byte>(tape, 1);
            Check(tape, (1.0, 2f));
        }

        static void Check<T>(Tape tape, T mark)
            where T : unmanaged
        {
            foreach (int length in new[] { 0, 1, 5, 17 })
            {
                T[] first = tape.Rent<T>(length);
                T[] second = tape.Rent<T>(length);
                Assert.AreNotSame(first, second);
                Assert.HasCount(length, first);
                Assert.IsTrue(first.All(v => v.Equals(default(T))));
                Array.Fill(first, mark);
                CollectionAssert.AreEqual(first, tape.RentCopy<T>(first));
                tape.Return(first);
                Assert.AreSame(first, tape.Rent<T>(length));
                Assert.IsTrue(first.All(v => v.Equals(default(T))));
            }
        }
    }

    [TestMethod]
    public void Tapes_in_use_at_once_are_different_and_a_second_dispose_does_nothing()
    {
        Tape outer = Tape.Rent();
        Tape inner = Tape.Rent();
        Assert.AreNotSame(outer, inner);
        inner.Dispose();
        inner.Dispose();
        using Tape first = Tape.Rent();
        using Tape second = Tape.Rent();
        Assert.AreNotSame(first, second);
        Assert.AreNotSame(outer, second);
        outer.Dispose();
    }

    [TestMethod]
    public void Nothing_is_allocated_after_warm_up()
    {
        double[] values = new double[700];
        void Sweep()
        {
            using Tape tape = Tape.Rent();
            for (int i = 0; i < 2000; i++)
            {
                tape.Push(1.5);
                tape.Push(i);
            }

            tape.PushObject(values);
            double[] rented = tape.Rent<double>(64);
            tape.PushAll(values);
            tape.PopAll(values);
            tape.Return(rented);
            _ = tape.Rent<float>(9);
            for (int i = 0; i < 2000; i++)
            {
                _ = tape.PopDouble();
                _ = tape.PopInt32();
            }
        }

        for (int i = 0; i < 3; i++)
        {
            Sweep();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Sweep();
        }

        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>A loop that asks for another length each time would else keep every array of it.</summary>
    [TestMethod]
    public void Arrays_of_many_lengths_are_given_up()
    {
        using Tape tape = Tape.Rent();
        List<WeakReference<double[]>> arrays = RentOneByOne(tape, 4000);
        List<WeakReference<double[,]>> rectangles = RentRectanglesOneByOne(tape, 400);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // Eight times the most in use at once, and 65,536; of 8 million and 10 million.
        Assert.IsLessThan(150_000L, arrays.Sum(reference => reference.TryGetTarget(out double[]? array) ? array.LongLength : 0));
        Assert.IsLessThan(600_000L, rectangles.Sum(reference => reference.TryGetTarget(out double[,]? array) ? array.LongLength : 0));

        // What was used last is still there.
        double[] last = tape.Rent<double>(4000);
        Assert.IsTrue(arrays[^1].TryGetTarget(out double[]? kept) && ReferenceEquals(kept, last));
    }

    [TestMethod]
    public void A_record_that_was_large_once_is_given_up_and_one_that_is_large_always_is_kept()
    {
        OnAThreadOfItsOwn(() =>
        {
            Record(1_000_000);
            Assert.IsGreaterThan(8_000_000L, Record(3_000_000));
            Assert.AreEqual(0, Record(3_000_000));
            for (int i = 0; i < 50; i++)
            {
                Record(10);
                Assert.AreEqual(0, i % 10 == 0 ? Record(2_000_000) : 0);
            }

            for (int i = 0; i < 40; i++)
            {
                Record(10);
            }

            Assert.IsGreaterThan(8_000_000L, Record(2_000_000));
        });

        static long Record(int count)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (Tape tape = Tape.Rent())
            {
                for (int i = 0; i < count; i++)
                {
                    tape.Push(0.5);
                }

                _ = tape.Rent<double>(1000);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [TestMethod]
    public void References_are_let_go_of()
    {
        WeakReference weak = Push();
        GC.Collect();
        Assert.IsFalse(weak.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Push()
        {
            using Tape tape = Tape.Rent();
            object value = new();
            for (int i = 0; i < 1000; i++)
            {
                tape.PushObject(value);
            }

            return new WeakReference(value);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static List<WeakReference<double[]>> RentOneByOne(Tape tape, int count)
    {
        var arrays = new List<WeakReference<double[]>>();
        for (int length = 1; length <= count; length++)
        {
            double[] array = tape.Rent<double>(length);
            arrays.Add(new WeakReference<double[]>(array));
            tape.Return(array);
        }

        return arrays;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static List<WeakReference<double[,]>> RentRectanglesOneByOne(Tape tape, int count)
    {
        var arrays = new List<WeakReference<double[,]>>();
        for (int length = 1; length <= count; length++)
        {
            double[,] array = tape.Rent<double>(length, 128);
            arrays.Add(new WeakReference<double[,]>(array));
            tape.Return(array);
        }

        return arrays;
    }

    /// <summary>Whose tapes no other test has used.</summary>
    private static void OnAThreadOfItsOwn(Action action)
    {
        Exception? failure = null;
        var thread = new System.Threading.Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new AssertFailedException(failure.Message, failure);
        }
    }
}
