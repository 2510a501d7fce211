using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>
/// Every program against finite differences, at points that take its different paths; the joint sweeps against the
/// split pair; and the Vjp's promise to accumulate.
/// </summary>
[TestClass]
public sealed class GradientTests
{
    public delegate double Primal(ReadOnlySpan<double> x);

    public delegate double Gradient(ReadOnlySpan<double> x, Span<double> xGradient);

    public delegate double Vjp(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint);

    public delegate double Forward(ReadOnlySpan<double> x, Tape tape);

    public delegate void Reverse(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint, Tape tape);

    public sealed record Case(string Name, Primal Primal, Gradient Gradient, Vjp Vjp, Forward Forward, Reverse Reverse)
    {
        public override string ToString() => Name;
    }

    public static IEnumerable<object[]> Cases => All.Select(program => new object[] { program });

    /// <summary>Without the programs whose callees return arrays or whose rules make residuals.</summary>
    public static IEnumerable<object[]> CasesWithoutEscapingArrays =>
        All.Where(program => program.Name is not ("OfArrays" or "WritesToACalleesArray" or "UserRules" or "ThrowsOnBadInput" or "RectangularThrough" or "ArrayMembersOfRectangles" or "Lists" or "OfPath" or "OfGenerics" or "GrowingPath" or "OfReturnedList" or "JaggedNetwork" or "JaggedCholesky" or "JaggedRowsOfLocals" or "JaggedOfTrajectory" or "JaggedWhileRowsCome") && !program.Name.StartsWith("Tensor", StringComparison.Ordinal)).Select(program => new object[] { program });

    private static IEnumerable<Case> All =>
    [
        .. StructTests.Cases,
        new("StraightLine", ControlFlowPrograms.StraightLine, ControlFlowPrograms.StraightLineValueAndGradient, ControlFlowPrograms.StraightLineVjp, ControlFlowPrograms.StraightLineForwardSweep, ControlFlowPrograms.StraightLineReverseSweep),
        new("ForLoop", ControlFlowPrograms.ForLoop, ControlFlowPrograms.ForLoopValueAndGradient, ControlFlowPrograms.ForLoopVjp, ControlFlowPrograms.ForLoopForwardSweep, ControlFlowPrograms.ForLoopReverseSweep),
        new("LoopsBackwardAndWithStride", ControlFlowPrograms.LoopsBackwardAndWithStride, ControlFlowPrograms.LoopsBackwardAndWithStrideValueAndGradient, ControlFlowPrograms.LoopsBackwardAndWithStrideVjp, ControlFlowPrograms.LoopsBackwardAndWithStrideForwardSweep, ControlFlowPrograms.LoopsBackwardAndWithStrideReverseSweep),
        new("NestedLoops", ControlFlowPrograms.NestedLoops, ControlFlowPrograms.NestedLoopsValueAndGradient, ControlFlowPrograms.NestedLoopsVjp, ControlFlowPrograms.NestedLoopsForwardSweep, ControlFlowPrograms.NestedLoopsReverseSweep),
        new("WhileLoop", ControlFlowPrograms.WhileLoop, ControlFlowPrograms.WhileLoopValueAndGradient, ControlFlowPrograms.WhileLoopVjp, ControlFlowPrograms.WhileLoopForwardSweep, ControlFlowPrograms.WhileLoopReverseSweep),
        new("ForEach", ControlFlowPrograms.ForEach, ControlFlowPrograms.ForEachValueAndGradient, ControlFlowPrograms.ForEachVjp, ControlFlowPrograms.ForEachForwardSweep, ControlFlowPrograms.ForEachReverseSweep),
        new("IfElse", ControlFlowPrograms.IfElse, ControlFlowPrograms.IfElseValueAndGradient, ControlFlowPrograms.IfElseVjp, ControlFlowPrograms.IfElseForwardSweep, ControlFlowPrograms.IfElseReverseSweep),
        new("BranchOnRunningValue", ControlFlowPrograms.BranchOnRunningValue, ControlFlowPrograms.BranchOnRunningValueValueAndGradient, ControlFlowPrograms.BranchOnRunningValueVjp, ControlFlowPrograms.BranchOnRunningValueForwardSweep, ControlFlowPrograms.BranchOnRunningValueReverseSweep),
        new("BreakAndContinue", ControlFlowPrograms.BreakAndContinue, ControlFlowPrograms.BreakAndContinueValueAndGradient, ControlFlowPrograms.BreakAndContinueVjp, ControlFlowPrograms.BreakAndContinueForwardSweep, ControlFlowPrograms.BreakAndContinueReverseSweep),
        new("EarlyReturns", ControlFlowPrograms.EarlyReturns, ControlFlowPrograms.EarlyReturnsValueAndGradient, ControlFlowPrograms.EarlyReturnsVjp, ControlFlowPrograms.EarlyReturnsForwardSweep, ControlFlowPrograms.EarlyReturnsReverseSweep),
        new("PartialExits", ControlFlowPrograms.PartialExits, ControlFlowPrograms.PartialExitsValueAndGradient, ControlFlowPrograms.PartialExitsVjp, ControlFlowPrograms.PartialExitsForwardSweep, ControlFlowPrograms.PartialExitsReverseSweep),
        new("Ternaries", ControlFlowPrograms.Ternaries, ControlFlowPrograms.TernariesValueAndGradient, ControlFlowPrograms.TernariesVjp, ControlFlowPrograms.TernariesForwardSweep, ControlFlowPrograms.TernariesReverseSweep),
        new("SideEffectsInExpressions", ControlFlowPrograms.SideEffectsInExpressions, ControlFlowPrograms.SideEffectsInExpressionsValueAndGradient, ControlFlowPrograms.SideEffectsInExpressionsVjp, ControlFlowPrograms.SideEffectsInExpressionsForwardSweep, ControlFlowPrograms.SideEffectsInExpressionsReverseSweep),
        new("IntegerState", ControlFlowPrograms.IntegerState, ControlFlowPrograms.IntegerStateValueAndGradient, ControlFlowPrograms.IntegerStateVjp, ControlFlowPrograms.IntegerStateForwardSweep, ControlFlowPrograms.IntegerStateReverseSweep),
        new("InactiveLoop", ControlFlowPrograms.InactiveLoop, ControlFlowPrograms.InactiveLoopValueAndGradient, ControlFlowPrograms.InactiveLoopVjp, ControlFlowPrograms.InactiveLoopForwardSweep, ControlFlowPrograms.InactiveLoopReverseSweep),
        new("DeadCode", ControlFlowPrograms.DeadCode, ControlFlowPrograms.DeadCodeValueAndGradient, ControlFlowPrograms.DeadCodeVjp, ControlFlowPrograms.DeadCodeForwardSweep, ControlFlowPrograms.DeadCodeReverseSweep),
        new("ThrowsOnBadInput", ControlFlowPrograms.ThrowsOnBadInput, ControlFlowPrograms.ThrowsOnBadInputValueAndGradient, ControlFlowPrograms.ThrowsOnBadInputVjp, ControlFlowPrograms.ThrowsOnBadInputForwardSweep, ControlFlowPrograms.ThrowsOnBadInputReverseSweep),
        new("Scopes", ControlFlowPrograms.Scopes, ControlFlowPrograms.ScopesValueAndGradient, ControlFlowPrograms.ScopesVjp, ControlFlowPrograms.ScopesForwardSweep, ControlFlowPrograms.ScopesReverseSweep),
        new("LocalArray", MemoryPrograms.LocalArray, MemoryPrograms.LocalArrayValueAndGradient, MemoryPrograms.LocalArrayVjp, MemoryPrograms.LocalArrayForwardSweep, MemoryPrograms.LocalArrayReverseSweep),
        new("InPlace", MemoryPrograms.InPlace, MemoryPrograms.InPlaceValueAndGradient, MemoryPrograms.InPlaceVjp, MemoryPrograms.InPlaceForwardSweep, MemoryPrograms.InPlaceReverseSweep),
        new("Views", MemoryPrograms.Views, MemoryPrograms.ViewsValueAndGradient, MemoryPrograms.ViewsVjp, MemoryPrograms.ViewsForwardSweep, MemoryPrograms.ViewsReverseSweep),
        new("Rows", MemoryPrograms.Rows, MemoryPrograms.RowsValueAndGradient, MemoryPrograms.RowsVjp, MemoryPrograms.RowsForwardSweep, MemoryPrograms.RowsReverseSweep),
        new("ArrayInLoop", MemoryPrograms.ArrayInLoop, MemoryPrograms.ArrayInLoopValueAndGradient, MemoryPrograms.ArrayInLoopVjp, MemoryPrograms.ArrayInLoopForwardSweep, MemoryPrograms.ArrayInLoopReverseSweep),
        new("Initialisers", MemoryPrograms.Initialisers, MemoryPrograms.InitialisersValueAndGradient, MemoryPrograms.InitialisersVjp, MemoryPrograms.InitialisersForwardSweep, MemoryPrograms.InitialisersReverseSweep),
        new("PrefixSums", MemoryPrograms.PrefixSums, MemoryPrograms.PrefixSumsValueAndGradient, MemoryPrograms.PrefixSumsVjp, MemoryPrograms.PrefixSumsForwardSweep, MemoryPrograms.PrefixSumsReverseSweep),
        new("TensorInPlace", MemoryPrograms.TensorInPlace, MemoryPrograms.TensorInPlaceValueAndGradient, MemoryPrograms.TensorInPlaceVjp, MemoryPrograms.TensorInPlaceForwardSweep, MemoryPrograms.TensorInPlaceReverseSweep),
        new("FillAndClear", MemoryPrograms.FillAndClear, MemoryPrograms.FillAndClearValueAndGradient, MemoryPrograms.FillAndClearVjp, MemoryPrograms.FillAndClearForwardSweep, MemoryPrograms.FillAndClearReverseSweep),
        new("CopiesOverItself", MemoryPrograms.CopiesOverItself, MemoryPrograms.CopiesOverItselfValueAndGradient, MemoryPrograms.CopiesOverItselfVjp, MemoryPrograms.CopiesOverItselfForwardSweep, MemoryPrograms.CopiesOverItselfReverseSweep),
        new("SelfIndexed", MemoryPrograms.SelfIndexed, MemoryPrograms.SelfIndexedValueAndGradient, MemoryPrograms.SelfIndexedVjp, MemoryPrograms.SelfIndexedForwardSweep, MemoryPrograms.SelfIndexedReverseSweep),
        new("Nested", CallPrograms.Nested, CallPrograms.NestedValueAndGradient, CallPrograms.NestedVjp, CallPrograms.NestedForwardSweep, CallPrograms.NestedReverseSweep),
        new("Filled", CallPrograms.Filled, CallPrograms.FilledValueAndGradient, CallPrograms.FilledVjp, CallPrograms.FilledForwardSweep, CallPrograms.FilledReverseSweep),
        new("TimeSteps", CallPrograms.TimeSteps, CallPrograms.TimeStepsValueAndGradient, CallPrograms.TimeStepsVjp, CallPrograms.TimeStepsForwardSweep, CallPrograms.TimeStepsReverseSweep),
        new("OfArrays", CallPrograms.OfArrays, CallPrograms.OfArraysValueAndGradient, CallPrograms.OfArraysVjp, CallPrograms.OfArraysForwardSweep, CallPrograms.OfArraysReverseSweep),
        new("Recursive", CallPrograms.Recursive, CallPrograms.RecursiveValueAndGradient, CallPrograms.RecursiveVjp, CallPrograms.RecursiveForwardSweep, CallPrograms.RecursiveReverseSweep),
        new("UserRules", CallPrograms.UserRules, CallPrograms.UserRulesValueAndGradient, CallPrograms.UserRulesVjp, CallPrograms.UserRulesForwardSweep, CallPrograms.UserRulesReverseSweep),
        new("StepThenAssigned", RegressionPrograms.StepThenAssigned, RegressionPrograms.StepThenAssignedValueAndGradient, RegressionPrograms.StepThenAssignedVjp, RegressionPrograms.StepThenAssignedForwardSweep, RegressionPrograms.StepThenAssignedReverseSweep),
        new("ParenthesisedElements", RegressionPrograms.ParenthesisedElements, RegressionPrograms.ParenthesisedElementsValueAndGradient, RegressionPrograms.ParenthesisedElementsVjp, RegressionPrograms.ParenthesisedElementsForwardSweep, RegressionPrograms.ParenthesisedElementsReverseSweep),
        new("ReadOnlyCollection", RegressionPrograms.ReadOnlyCollection, RegressionPrograms.ReadOnlyCollectionValueAndGradient, RegressionPrograms.ReadOnlyCollectionVjp, RegressionPrograms.ReadOnlyCollectionForwardSweep, RegressionPrograms.ReadOnlyCollectionReverseSweep),
        new("LongIndex", RegressionPrograms.LongIndex, RegressionPrograms.LongIndexValueAndGradient, RegressionPrograms.LongIndexVjp, RegressionPrograms.LongIndexForwardSweep, RegressionPrograms.LongIndexReverseSweep),
        new("EnumsAndSmallIntegers", RegressionPrograms.EnumsAndSmallIntegers, RegressionPrograms.EnumsAndSmallIntegersValueAndGradient, RegressionPrograms.EnumsAndSmallIntegersVjp, RegressionPrograms.EnumsAndSmallIntegersForwardSweep, RegressionPrograms.EnumsAndSmallIntegersReverseSweep),
        new("ArrayCopies", RegressionPrograms.ArrayCopies, RegressionPrograms.ArrayCopiesValueAndGradient, RegressionPrograms.ArrayCopiesVjp, RegressionPrograms.ArrayCopiesForwardSweep, RegressionPrograms.ArrayCopiesReverseSweep),
        new("WritesToACalleesArray", RegressionPrograms.WritesToACalleesArray, RegressionPrograms.WritesToACalleesArrayValueAndGradient, RegressionPrograms.WritesToACalleesArrayVjp, RegressionPrograms.WritesToACalleesArrayForwardSweep, RegressionPrograms.WritesToACalleesArrayReverseSweep),
        new("OffsetsFromWrittenMemory", RegressionPrograms.OffsetsFromWrittenMemory, RegressionPrograms.OffsetsFromWrittenMemoryValueAndGradient, RegressionPrograms.OffsetsFromWrittenMemoryVjp, RegressionPrograms.OffsetsFromWrittenMemoryForwardSweep, RegressionPrograms.OffsetsFromWrittenMemoryReverseSweep),
        new("AssignmentAsValue", RegressionPrograms.AssignmentAsValue, RegressionPrograms.AssignmentAsValueValueAndGradient, RegressionPrograms.AssignmentAsValueVjp, RegressionPrograms.AssignmentAsValueForwardSweep, RegressionPrograms.AssignmentAsValueReverseSweep),
        new("WrittenByACallee", RegressionPrograms.WrittenByACallee, RegressionPrograms.WrittenByACalleeValueAndGradient, RegressionPrograms.WrittenByACalleeVjp, RegressionPrograms.WrittenByACalleeForwardSweep, RegressionPrograms.WrittenByACalleeReverseSweep),
        new("RectangularDeterminant", RectangularPrograms.Determinant, RectangularPrograms.DeterminantValueAndGradient, RectangularPrograms.DeterminantVjp, RectangularPrograms.DeterminantForwardSweep, RectangularPrograms.DeterminantReverseSweep),
        new("RectangularInitialised", RectangularPrograms.Initialised, RectangularPrograms.InitialisedValueAndGradient, RectangularPrograms.InitialisedVjp, RectangularPrograms.InitialisedForwardSweep, RectangularPrograms.InitialisedReverseSweep),
        new("RectangularForEach", RectangularPrograms.ForEach, RectangularPrograms.ForEachValueAndGradient, RectangularPrograms.ForEachVjp, RectangularPrograms.ForEachForwardSweep, RectangularPrograms.ForEachReverseSweep),
        new("RectangularThrough", RectangularPrograms.Through, RectangularPrograms.ThroughValueAndGradient, RectangularPrograms.ThroughVjp, RectangularPrograms.ThroughForwardSweep, RectangularPrograms.ThroughReverseSweep),
        new("RectangularInLoop", RectangularPrograms.InLoop, RectangularPrograms.InLoopValueAndGradient, RectangularPrograms.InLoopVjp, RectangularPrograms.InLoopForwardSweep, RectangularPrograms.InLoopReverseSweep),
        new("RectangularIndexedByItself", RectangularPrograms.IndexedByItself, RectangularPrograms.IndexedByItselfValueAndGradient, RectangularPrograms.IndexedByItselfVjp, RectangularPrograms.IndexedByItselfForwardSweep, RectangularPrograms.IndexedByItselfReverseSweep),
        new("ArrayMembersCopies", ArrayMemberPrograms.Copies, ArrayMemberPrograms.CopiesValueAndGradient, ArrayMemberPrograms.CopiesVjp, ArrayMemberPrograms.CopiesForwardSweep, ArrayMemberPrograms.CopiesReverseSweep),
        new("ArrayMembersSpans", ArrayMemberPrograms.Spans, ArrayMemberPrograms.SpansValueAndGradient, ArrayMemberPrograms.SpansVjp, ArrayMemberPrograms.SpansForwardSweep, ArrayMemberPrograms.SpansReverseSweep),
        new("ArrayMembersInLoop", ArrayMemberPrograms.InLoop, ArrayMemberPrograms.InLoopValueAndGradient, ArrayMemberPrograms.InLoopVjp, ArrayMemberPrograms.InLoopForwardSweep, ArrayMemberPrograms.InLoopReverseSweep),
        new("ArrayMembersSequences", ArrayMemberPrograms.Sequences, ArrayMemberPrograms.SequencesValueAndGradient, ArrayMemberPrograms.SequencesVjp, ArrayMemberPrograms.SequencesForwardSweep, ArrayMemberPrograms.SequencesReverseSweep),
        new("ArrayMembersSpreads", ArrayMemberPrograms.Spreads, ArrayMemberPrograms.SpreadsValueAndGradient, ArrayMemberPrograms.SpreadsVjp, ArrayMemberPrograms.SpreadsForwardSweep, ArrayMemberPrograms.SpreadsReverseSweep),
        new("ArrayMembersOfRectangles", ArrayMemberPrograms.OfRectangles, ArrayMemberPrograms.OfRectanglesValueAndGradient, ArrayMemberPrograms.OfRectanglesVjp, ArrayMemberPrograms.OfRectanglesForwardSweep, ArrayMemberPrograms.OfRectanglesReverseSweep),
        new("ArrayMembersCallee", ArrayMemberPrograms.Callee, ArrayMemberPrograms.CalleeValueAndGradient, ArrayMemberPrograms.CalleeVjp, ArrayMemberPrograms.CalleeForwardSweep, ArrayMemberPrograms.CalleeReverseSweep),
        new("Memories", ContainerPrograms.Memories, ContainerPrograms.MemoriesValueAndGradient, ContainerPrograms.MemoriesVjp, ContainerPrograms.MemoriesForwardSweep, ContainerPrograms.MemoriesReverseSweep),
        new("Lists", ContainerPrograms.Lists, ContainerPrograms.ListsValueAndGradient, ContainerPrograms.ListsVjp, ContainerPrograms.ListsForwardSweep, ContainerPrograms.ListsReverseSweep),
        new("GrowingPath", ContainerPrograms.GrowingPath, ContainerPrograms.GrowingPathValueAndGradient, ContainerPrograms.GrowingPathVjp, ContainerPrograms.GrowingPathForwardSweep, ContainerPrograms.GrowingPathReverseSweep),
        new("OfReturnedList", ContainerPrograms.OfReturnedList, ContainerPrograms.OfReturnedListValueAndGradient, ContainerPrograms.OfReturnedListVjp, ContainerPrograms.OfReturnedListForwardSweep, ContainerPrograms.OfReturnedListReverseSweep),
        new("TensorElements", TensorPrograms.TensorElements, TensorPrograms.TensorElementsValueAndGradient, TensorPrograms.TensorElementsVjp, TensorPrograms.TensorElementsForwardSweep, TensorPrograms.TensorElementsReverseSweep),
        new("TensorOperators", TensorPrograms.TensorOperators, TensorPrograms.TensorOperatorsValueAndGradient, TensorPrograms.TensorOperatorsVjp, TensorPrograms.TensorOperatorsForwardSweep, TensorPrograms.TensorOperatorsReverseSweep),
        new("TensorBroadcast", TensorPrograms.TensorBroadcast, TensorPrograms.TensorBroadcastValueAndGradient, TensorPrograms.TensorBroadcastVjp, TensorPrograms.TensorBroadcastForwardSweep, TensorPrograms.TensorBroadcastReverseSweep),
        new("TensorViews", TensorPrograms.TensorViews, TensorPrograms.TensorViewsValueAndGradient, TensorPrograms.TensorViewsVjp, TensorPrograms.TensorViewsForwardSweep, TensorPrograms.TensorViewsReverseSweep),
        new("TensorDestinations", TensorPrograms.TensorDestinations, TensorPrograms.TensorDestinationsValueAndGradient, TensorPrograms.TensorDestinationsVjp, TensorPrograms.TensorDestinationsForwardSweep, TensorPrograms.TensorDestinationsReverseSweep),
        new("TensorSpans", TensorPrograms.TensorSpans, TensorPrograms.TensorSpansValueAndGradient, TensorPrograms.TensorSpansVjp, TensorPrograms.TensorSpansForwardSweep, TensorPrograms.TensorSpansReverseSweep),
        new("TensorLayers", TensorPrograms.TensorLayers, TensorPrograms.TensorLayersValueAndGradient, TensorPrograms.TensorLayersVjp, TensorPrograms.TensorLayersForwardSweep, TensorPrograms.TensorLayersReverseSweep),
        new("TensorOfGenerics", TensorPrograms.TensorOfGenerics, TensorPrograms.TensorOfGenericsValueAndGradient, TensorPrograms.TensorOfGenericsVjp, TensorPrograms.TensorOfGenericsForwardSweep, TensorPrograms.TensorOfGenericsReverseSweep),
        new("JaggedNetwork", JaggedPrograms.Network, JaggedPrograms.NetworkValueAndGradient, JaggedPrograms.NetworkVjp, JaggedPrograms.NetworkForwardSweep, JaggedPrograms.NetworkReverseSweep),
        new("JaggedCholesky", JaggedPrograms.Cholesky, JaggedPrograms.CholeskyValueAndGradient, JaggedPrograms.CholeskyVjp, JaggedPrograms.CholeskyForwardSweep, JaggedPrograms.CholeskyReverseSweep),
        new("JaggedRowsOfLocals", JaggedPrograms.RowsOfLocals, JaggedPrograms.RowsOfLocalsValueAndGradient, JaggedPrograms.RowsOfLocalsVjp, JaggedPrograms.RowsOfLocalsForwardSweep, JaggedPrograms.RowsOfLocalsReverseSweep),
        new("JaggedOfTrajectory", JaggedPrograms.OfTrajectory, JaggedPrograms.OfTrajectoryValueAndGradient, JaggedPrograms.OfTrajectoryVjp, JaggedPrograms.OfTrajectoryForwardSweep, JaggedPrograms.OfTrajectoryReverseSweep),
        new("JaggedWhileRowsCome", JaggedPrograms.WhileRowsCome, JaggedPrograms.WhileRowsComeValueAndGradient, JaggedPrograms.WhileRowsComeVjp, JaggedPrograms.WhileRowsComeForwardSweep, JaggedPrograms.WhileRowsComeReverseSweep),
        new("JaggedTables", JaggedPrograms.Tables, JaggedPrograms.TablesValueAndGradient, JaggedPrograms.TablesVjp, JaggedPrograms.TablesForwardSweep, JaggedPrograms.TablesReverseSweep),
        new("OfGenerics", ContainerPrograms.OfGenerics, ContainerPrograms.OfGenericsValueAndGradient, ContainerPrograms.OfGenericsVjp, ContainerPrograms.OfGenericsForwardSweep, ContainerPrograms.OfGenericsReverseSweep),
        new("OfPath", ContainerPrograms.OfPath, ContainerPrograms.OfPathValueAndGradient, ContainerPrograms.OfPathVjp, ContainerPrograms.OfPathForwardSweep, ContainerPrograms.OfPathReverseSweep),
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradient_is_the_numeric_one(Case program)
    {
        foreach (double[] x in Points())
        {
            double[] gradient = [.. Enumerable.Repeat(double.NaN, x.Length)];
            double value = program.Gradient(x, gradient);
            Assert.AreEqual(program.Primal(x), value, 0, $"{program} at [{string.Join(", ", x)}]");
            Numeric.AssertGradient(point => program.Primal(point), x, gradient, 1e-7, step: 1e-3);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Vjp_adds_seed_times_gradient(Case program)
    {
        foreach (double[] x in Points())
        {
            var gradient = new double[x.Length];
            program.Gradient(x, gradient);
            double[] adjoint = [.. x.Select((_, i) => i + 0.5)];
            program.Vjp(x, -3, adjoint);
            Numeric.AssertClose([.. gradient.Select((g, i) => i + 0.5 - (3 * g))], adjoint, 1e-12);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sweep_pair_agrees_and_leaves_the_tape_empty(Case program)
    {
        foreach (double[] x in Points())
        {
            var expected = new double[x.Length];
            program.Gradient(x, expected);
            using Tape tape = Tape.Rent();
            var adjoint = new double[x.Length];
            double value = program.Forward(x, tape);
            program.Reverse(x, 1, adjoint, tape);
            Assert.AreEqual(program.Primal(x), value);
            Numeric.AssertClose(expected, adjoint, 1e-13);
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt32());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopBoolean());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopObject<object>());
        }
    }

    [TestMethod]
    [DynamicData(nameof(CasesWithoutEscapingArrays))]
    public void Destinations_overload_allocates_nothing_after_warm_up(Case program)
    {
        double[] x = Points().First();
        var gradient = new double[x.Length];
        for (int i = 0; i < 3; i++)
        {
            program.Gradient(x, gradient);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        program.Gradient(x, gradient);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before, program.Name);
    }

    /// <summary>Points of several lengths and signs; none on a kink of the programs.</summary>
    private static IEnumerable<double[]> Points()
    {
        yield return [0.7, -0.4, 1.1, 0.35, -0.85, 0.6];
        yield return [1.3, 0.9, -0.7, 0.2, 0.55, -1.2];
        yield return [0.31, 0.42, 0.53, 0.64, 0.75, 0.86];
        yield return [-0.9, -0.3, -0.77, 0.95, 1.4, 0.15];
        yield return [2.5, 0.4, 0.3, -0.6, 0.2, 0.1];
        var random = new Random(7);
        for (int i = 0; i < 6; i++)
        {
            yield return [.. Enumerable.Range(0, 6 + (2 * (i % 2))).Select(_ => (2.6 * random.NextDouble()) - 1.3)];
        }
    }
}
