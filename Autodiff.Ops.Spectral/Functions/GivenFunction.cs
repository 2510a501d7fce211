using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A function given with its derivative. Its divided difference is the mean of f′ over the interval, so where the
/// difference of two values has lost digits a Gauss–Legendre rule takes over; the better of the two by their estimated
/// errors is kept.
/// </summary>
internal readonly struct GivenFunction<T>(Func<T, T> f, Func<T, T> derivative) : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Lost = 8;

    // Nodes and weights on [−1, 1], the positive halves (Abramowitz and Stegun, 1964, table 25.4).
    private static readonly double[] CoarseNodes = [0.3399810435848562648, 0.8611363115940525752];
    private static readonly double[] CoarseWeights = [0.6521451548625461427, 0.3478548451374538574];
    private static readonly double[] FineNodes = [0.1834346424956498049, 0.5255324099163289858, 0.7966664774136267396, 0.9602898564975362317];
    private static readonly double[] FineWeights = [0.3626837833783619830, 0.3137066458778872873, 0.2223810344533744706, 0.1012285362903762591];

    public string Name => "the given function";

    public T Value(T x) => f(x);

    public T Quotient(T x, T y)
    {
        if (x == y)
        {
            return derivative(x);
        }

        T fx = f(x);
        T fy = f(y);
        T difference = (fx - fy) / (x - y);
        T error = Numbers<T>.Epsilon * (T.Abs(fx) + T.Abs(fy)) / T.Abs(x - y);
        if (error <= T.CreateChecked(Lost) * Numbers<T>.Epsilon * T.Abs(difference))
        {
            return difference;
        }

        T fine = Mean(x, y, FineNodes, FineWeights);
        T quadratureError = T.Abs(fine - Mean(x, y, CoarseNodes, CoarseWeights)) + Numbers<T>.Epsilon * T.Abs(fine);
        return T.IsFinite(fine) && !(quadratureError >= error) ? fine : difference;
    }

    private T Mean(T x, T y, double[] nodes, double[] weights)
    {
        T middle = x * Numbers<T>.Half + y * Numbers<T>.Half;
        T half = (x - y) * Numbers<T>.Half;
        T sum = T.Zero;
        for (int i = 0; i < nodes.Length; i++)
        {
            T offset = Numbers<T>.From(nodes[i]) * half;
            sum += Numbers<T>.From(weights[i]) * (derivative(middle + offset) + derivative(middle - offset));
        }

        return sum * Numbers<T>.Half;
    }
}
