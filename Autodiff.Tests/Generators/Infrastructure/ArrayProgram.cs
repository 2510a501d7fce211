using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>
/// A method <c>double F(double[] x)</c> with its companions, which are found by their names, so that a file of programs
/// is a file of tests.
/// </summary>
internal sealed class ArrayProgram
{
    private readonly MethodInfo _method;
    private readonly Primal _primal;
    private readonly Gradient _gradient;
    private readonly Vjp _vjp;
    private readonly Forward _forward;
    private readonly Reverse _reverse;

    private ArrayProgram(MethodInfo method)
    {
        _method = method;
        _primal = method.CreateDelegate<Primal>();
        _gradient = Companion("ValueAndGradient", typeof(double[]), typeof(Span<double>)).CreateDelegate<Gradient>();
        _vjp = Companion("Vjp", typeof(double[]), typeof(double), typeof(Span<double>)).CreateDelegate<Vjp>();
        _forward = Companion("ForwardSweep", typeof(double[]), typeof(Tape)).CreateDelegate<Forward>();
        _reverse = Companion("ReverseSweep", typeof(double[]), typeof(double), typeof(Span<double>), typeof(Tape)).CreateDelegate<Reverse>();
    }

    private delegate double Primal(double[] x);

    private delegate double Gradient(double[] x, Span<double> xGradient);

    private delegate double Vjp(double[] x, double resultAdjoint, Span<double> xAdjoint);

    private delegate double Forward(double[] x, Tape tape);

    private delegate void Reverse(double[] x, double resultAdjoint, Span<double> xAdjoint, Tape tape);

    public static IEnumerable<ArrayProgram> Of(Type type) => type.GetMethods()
        .Where(method => method.IsDefined(typeof(DifferentiableAttribute)) && method.ReturnType == typeof(double)
            && method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(double[]))
        .Select(method => new ArrayProgram(method));

    public override string ToString() => _method.Name;

    /// <summary>
    /// The joint sweeps and the split pair against finite differences; they give the primal's value, leave the argument
    /// as the primal does, and the tape empty.
    /// </summary>
    public void Check(double[] point)
    {
        double[] afterPrimal = [.. point];
        double value = _primal(afterPrimal);
        double[] expected = Numeric.Gradient(x => _primal([.. x]), point, step: 1e-3);

        for (int run = 0; run < 2; run++)
        {
            double[] gradient = [.. Enumerable.Repeat(double.NaN, point.Length)];
            double[] x = [.. point];
            Assert.AreEqual(value, _gradient(x, gradient), $"{this} at [{string.Join(", ", point)}]");
            Numeric.AssertClose(expected, gradient, 1e-7, $"gradient of {this}");
            CollectionAssert.AreEqual(afterPrimal, x, $"{this} leaves its argument otherwise.");
        }

        double[] accumulated = [.. point.Select((_, i) => i + 0.5)];
        _vjp([.. point], -3, accumulated);
        Numeric.AssertClose([.. expected.Select((e, i) => i + 0.5 - (3 * e))], accumulated, 1e-7, $"accumulated Vjp of {this}");

        using Tape tape = Tape.Rent();
        double[] argument = [.. point];
        Assert.AreEqual(value, _forward(argument, tape), $"forward sweep of {this}");
        CollectionAssert.AreEqual(afterPrimal, argument, $"{this} leaves its argument otherwise in the forward sweep.");
        var adjoint = new double[point.Length];
        _reverse(argument, 1, adjoint, tape);
        Numeric.AssertClose(expected, adjoint, 1e-7, $"reverse sweep of {this}");
        Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble(), $"{this} leaves a double on the tape.");
        Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt32(), $"{this} leaves an int on the tape.");
        Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopBoolean(), $"{this} leaves a bool on the tape.");
        Assert.ThrowsExactly<InvalidOperationException>(() => tape.Pop<Complex>(), $"{this} leaves a complex number on the tape.");
        Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopObject<object>(), $"{this} leaves an object on the tape.");
    }

    private MethodInfo Companion(string suffix, params Type[] parameters) =>
        _method.DeclaringType!.GetMethod(_method.Name + suffix, parameters)
        ?? throw new AssertFailedException($"'{_method.Name}' has no companion '{suffix}'.");
}
