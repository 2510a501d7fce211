using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The companions of methods that take lists and memories, as their callers see them.</summary>
[TestClass]
public sealed class ContainerTests
{
    private static readonly double[] Values = [0.5, -1.2, 0.3];

    private static readonly double[] Weights = [1.5, 0.4, -0.7];

    [TestMethod]
    public void The_gradient_of_a_list_is_a_list()
    {
        (double value, (List<double> values, double weight) gradient) = ContainerPrograms.OfListValueAndGradient([.. Values], 0.7);
        Assert.AreEqual(ContainerPrograms.OfList([.. Values], 0.7), value);
        Numeric.AssertGradient(point => ContainerPrograms.OfList([.. point], 0.7), Values, [.. gradient.values], 1e-7);
        Numeric.AssertGradient(point => ContainerPrograms.OfList([.. Values], point[0]), [0.7], [gradient.weight], 1e-7);

        List<double> destination = [9, 9, 9];
        ContainerPrograms.OfListValueAndGradient([.. Values], 0.7, destination, out _);
        CollectionAssert.AreEqual(gradient.values, destination);
    }

    [TestMethod]
    public void The_method_leaves_in_a_list_what_it_wrote()
    {
        List<double> expected = [.. Values];
        ContainerPrograms.OfList(expected, 0.7);
        List<double> actual = [.. Values];
        ContainerPrograms.OfListValueAndGradient(actual, 0.7);
        CollectionAssert.AreEqual(expected, actual);
    }

    [TestMethod]
    public void A_destination_has_the_lists_length_and_is_another_list()
    {
        List<double> values = [.. Values];
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ContainerPrograms.OfListValueAndGradient(values, 1, [1], out _)).Message, "'valuesGradient' has 1 elements; it must have 3");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ContainerPrograms.OfListValueAndGradient(values, 1, values, out _)).Message, "the same list");
        Assert.ThrowsExactly<ArgumentNullException>(() => ContainerPrograms.OfListValueAndGradient(null!, 1));
    }

    [TestMethod]
    public void A_list_returned_has_a_seed_of_its_length()
    {
        List<double> adjoint = [0, 0, 1];
        List<double> squares = ContainerPrograms.SquaresVjp([.. Values], [1, 2, 3], adjoint);
        CollectionAssert.AreEqual(Values.Select(value => value * value).ToList(), squares);
        CollectionAssert.AreEqual(new List<double> { 2 * 0.5, 2 * 2 * -1.2, 1 + (2 * 3 * 0.3) }, adjoint);
        Assert.ThrowsExactly<ArgumentException>(() => ContainerPrograms.SquaresVjp([.. Values], [1], adjoint));
    }

    [TestMethod]
    public void The_gradient_of_a_memory_fills_a_span()
    {
        (double value, (double[] values, double[] weights) gradient) = ContainerPrograms.OfMemoriesValueAndGradient(Values.ToArray(), Weights);
        Assert.AreEqual(ContainerPrograms.OfMemories(Values.ToArray(), Weights), value);
        Numeric.AssertGradient(point => ContainerPrograms.OfMemories(point.ToArray(), Weights), Values, gradient.values, 1e-7);
        Numeric.AssertGradient(point => ContainerPrograms.OfMemories(Values.ToArray(), point), Weights, gradient.weights, 1e-7);

        var valuesGradient = new double[3];
        var weightsGradient = new double[3];
        Assert.AreEqual(value, ContainerPrograms.OfMemoriesValueAndGradient(Values.ToArray(), Weights, valuesGradient, weightsGradient));
        CollectionAssert.AreEqual(gradient.weights, weightsGradient);
    }

    [TestMethod]
    public void Memories_that_overlap_are_refused_where_one_is_written()
    {
        var shared = new double[3];
        Assert.ThrowsExactly<ArgumentException>(() => ContainerPrograms.OfMemoriesValueAndGradient(shared, shared));
        Assert.ThrowsExactly<ArgumentException>(() => ContainerPrograms.OfMemoriesValueAndGradient(shared, Weights, shared, new double[3]));
    }

    [TestMethod]
    public void A_method_that_writes_nothing_but_arrays_is_for_other_methods_to_call()
    {
        string[] companions = [.. typeof(ContainerPrograms).GetMethods().Select(method => method.Name).Where(name => name.StartsWith("AddTimes", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "AddTimes", "AddTimesForwardSweep", "AddTimesReverseSweep" }, companions);
    }
}
