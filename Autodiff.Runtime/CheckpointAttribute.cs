using System;

namespace Autodiff;

/// <summary>
/// Trades time for memory: what the reverse sweep needs of a method is computed again instead of being recorded.
/// </summary>
/// <remarks>
/// <para>
/// On a <c>[Differentiable]</c> method that a differentiated body calls, typically in each step of a loop: the call
/// keeps its arguments and what it overwrites, and the reverse sweep runs the method once more, recording.
/// </para>
/// <para>
/// With <see cref="Snapshots"/>, on the method that holds the loop: each outermost counted <c>for</c> loop keeps at most
/// that many copies of what its iterations change, and runs iterations again from the nearest copy. The copies are
/// placed so that the fewest iterations are repeated (the binomial schedule of Griewank and Walther): with s snapshots,
/// (s + r)!/(s! r!) iterations are each run about r times more. 100 snapshots reverse 5,000 iterations at the cost of two
/// more runs of the loop, and 176,000 at that of three.
/// </para>
/// <para>
/// The gradient is the same to the last bit. What runs again must not have effects, nor read what may change
/// meanwhile; both are refused, in the methods called from there, too. What methods of other assemblies do, rules, and
/// implementations of an interface, is taken on trust.
/// </para>
/// <para>
/// Arrays that a loop with snapshots makes and assigns to a variable from before the loop are new ones each time, and
/// left to the garbage collector; two buffers that are exchanged need none.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckpointAttribute : Attribute
{
    /// <summary>How many copies of its state each outermost loop of the method may keep: 1 or more.</summary>
    public int Snapshots { get; set; }
}
