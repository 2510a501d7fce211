using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Derivatives through interfaces: of type parameters, of objects, static ones, and a rule of an interface's member.</summary>
[TestClass]
public sealed class InterfaceTests
{
    private static readonly double[][] Points =
    [
        [0.7, -0.4, 1.1, 0.35, -0.85, 0.6],
        [1.3, 0.9, -0.7, 0.2, 0.55, -1.2],
        [0.31, 0.42, 0.53, 0.64, 0.75, 0.86],
    ];

    [TestMethod]
    public void Integrands_of_structs_and_classes() => Check(InterfacePrograms.Integrals, InterfacePrograms.IntegralsValueAndGradient, InterfacePrograms.IntegralsForwardSweep, InterfacePrograms.IntegralsReverseSweep);

    [TestMethod]
    public void Static_members_of_type_parameters() => Check(InterfacePrograms.Kernels, InterfacePrograms.KernelsValueAndGradient, InterfacePrograms.KernelsForwardSweep, InterfacePrograms.KernelsReverseSweep);

    [TestMethod]
    public void Arrays_that_an_interface_may_write() => Check(InterfacePrograms.Relaxations, InterfacePrograms.RelaxationsValueAndGradient, InterfacePrograms.RelaxationsForwardSweep, InterfacePrograms.RelaxationsReverseSweep);

    [TestMethod]
    public void Generic_methods_of_interfaces() => Check(InterfacePrograms.Trajectory, InterfacePrograms.TrajectoryValueAndGradient, InterfacePrograms.TrajectoryForwardSweep, InterfacePrograms.TrajectoryReverseSweep);

    [TestMethod]
    public void Symmetric_operators_as_constants() => Check(InterfacePrograms.RayleighQuotients, InterfacePrograms.RayleighQuotientsValueAndGradient, InterfacePrograms.RayleighQuotientsForwardSweep, InterfacePrograms.RayleighQuotientsReverseSweep);

    [TestMethod]
    public void Stored_matrices_behind_an_interface_have_their_transpose()
    {
        double[] dense = [1, 2, 0.5, -3, 4, 1, 0.25, 2, -1];
        int[] rows = [0, 3, 6, 9];
        int[] columns = [0, 1, 2, 0, 1, 2, 0, 1, 2];
        foreach (ISymmetricOperator<double> a in new ISymmetricOperator<double>[] { new DenseMatrix<double>(3, 3, dense), new CsrMatrix<double>(3, 3, rows, columns, dense) })
        {
            double[] x = [0.5, -1, 2];
            double[] gradient = InterfacePrograms.StoredProductValueAndGradient(x, a).Gradient;
            Numeric.AssertGradient(point => InterfacePrograms.StoredProduct(point, a), x, gradient, 1e-7, step: 1e-3);
        }
    }

    [TestMethod]
    public void The_interface_has_the_companions_itself()
    {
        IIntegrand f = new Wave();
        (double value, double gradient) = f.EvaluateValueAndGradient(0.3);
        Assert.AreEqual(f.Evaluate(0.3), value);
        Assert.AreEqual((2 * Math.Cos(0.6)) + 0.6, gradient, 1e-14);
    }

    private static void Check(GradientTests.Primal primal, GradientTests.Gradient gradient, GradientTests.Forward forward, GradientTests.Reverse reverse)
    {
        foreach (double[] x in Points)
        {
            double[] found = [.. x.Select(_ => double.NaN)];
            Assert.AreEqual(primal(x), gradient(x, found));
            Numeric.AssertGradient(point => primal(point), x, found, 1e-7, step: 1e-3);
            using Tape tape = Tape.Rent();
            var adjoint = new double[x.Length];
            forward(x, tape);
            reverse(x, 1, adjoint, tape);
            Numeric.AssertClose(found, adjoint, 1e-12);
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble());
        }
    }
}
