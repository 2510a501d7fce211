using System;
using System.Numerics.Tensors;
using T = System.Numerics.Tensors.Tensor;

namespace Autodiff.Tests.Fuzz.Duals;

/// <summary>
/// Stands in for tensors of two dimensions and spans of them: two real tensors, so that values and shapes are those of
/// the framework, and tangents are computed element by element.
/// </summary>
public sealed class DualTensor(Tensor<double> value, Tensor<double> tangent)
{
    public Tensor<double> Value { get; } = value;

    public Tensor<double> Tangent { get; } = tangent;

    public ReadOnlySpan<nint> Lengths => Value.Lengths;

    public Dual this[Index row, Index column]
    {
        get => new(Value[row, column], Tangent[row, column]);
        set => (Value[row, column], Tangent[row, column]) = (value.Value, value.Tangent);
    }

    public DualTensor this[Range rows, Range columns] => new(Value[rows, columns], Tangent[rows, columns]);

    public static DualTensor operator -(DualTensor x) => x.Map(-x.Value, a => -a);

    public static DualTensor operator +(DualTensor x, DualTensor y) => x.Map(y, x.Value + y.Value, (a, b) => a + b);

    public static DualTensor operator -(DualTensor x, DualTensor y) => x.Map(y, x.Value - y.Value, (a, b) => a - b);

    public static DualTensor operator *(DualTensor x, DualTensor y) => x.Map(y, x.Value * y.Value, (a, b) => a * b);

    public static DualTensor operator /(DualTensor x, DualTensor y) => x.Map(y, x.Value / y.Value, (a, b) => a / b);

    public static DualTensor operator +(DualTensor x, Dual y) => x.Map(x.Value + y.Value, a => a + y);

    public static DualTensor operator *(DualTensor x, Dual y) => x.Map(x.Value * y.Value, a => a * y);

    public static DualTensor operator /(DualTensor x, Dual y) => x.Map(x.Value / y.Value, a => a / y);

    public static DualTensor operator -(Dual x, DualTensor y) => y.Map(x.Value - y.Value, b => x - b);

    public static DualTensor operator *(Dual x, DualTensor y) => y.Map(x.Value * y.Value, b => x * b);

    public void operator +=(DualTensor y) => (this + y).CopyTo(this);

    public void operator *=(Dual y) => (this * y).CopyTo(this);

    public void Fill(Dual value)
    {
        Value.Fill(value.Value);
        Tangent.Fill(value.Tangent);
    }

    public void Clear()
    {
        Value.Clear();
        Tangent.Clear();
    }

    public void CopyTo(DualTensor destination)
    {
        Value.CopyTo(destination.Value);
        Tangent.CopyTo(destination.Tangent);
    }

    /// <summary>What comes out of a function of each element, whose values are known.</summary>
    internal DualTensor Map(Tensor<double> values, Func<Dual, Dual> rule) => Map(this, values, (x, _) => rule(x));

    private DualTensor Map(DualTensor other, Tensor<double> values, Func<Dual, Dual, Dual> rule)
    {
        Tensor<double> tangents = T.CreateFromShape<double>(values.Lengths);
        for (int i = 0; i < tangents.Lengths[0]; i++)
        {
            for (int j = 0; j < tangents.Lengths[1]; j++)
            {
                tangents[i, j] = rule(At(i, j), other.At(i, j)).Tangent;
            }
        }

        return new(values, tangents);
    }

    /// <summary>The element that stands there once dimensions of one element are repeated.</summary>
    private Dual At(int row, int column) => this[Lengths[0] == 1 ? 0 : row, Lengths[1] == 1 ? 0 : column];
}

/// <summary>The counterpart of <see cref="System.Numerics.Tensors.Tensor"/>.</summary>
public static class Tensor
{
    public static DualTensor CreateFromShape(ReadOnlySpan<nint> lengths) => new(T.CreateFromShape<double>(lengths), T.CreateFromShape<double>(lengths));

    public static DualTensor Create(Dual[] elements, ReadOnlySpan<nint> lengths) =>
        new(T.Create(Array.ConvertAll(elements, e => e.Value), lengths), T.Create(Array.ConvertAll(elements, e => e.Tangent), lengths));

    public static DualTensor Transpose(DualTensor x) => new(T.Transpose(x.Value), T.Transpose(x.Tangent));

    public static DualTensor Reshape(DualTensor x, ReadOnlySpan<nint> lengths) => new(T.Reshape(x.Value, lengths), T.Reshape(x.Tangent, lengths));

    public static DualTensor Sin(DualTensor x) => x.Map(T.Sin<double>(x.Value), Math.Sin);

    public static DualTensor Tanh(DualTensor x) => x.Map(T.Tanh<double>(x.Value), Math.Tanh);

    public static void Tanh(DualTensor x, DualTensor destination) => Tanh(x).CopyTo(destination);

    public static void Multiply(DualTensor x, DualTensor y, DualTensor destination) => (x * y).CopyTo(destination);

    public static Dual Sum(DualTensor x) => new(T.Sum<double>(x.Value), Along(x, a => a.Tangent));

    public static Dual Dot(DualTensor x, DualTensor y) => new(T.Dot<double>(x.Value, y.Value), Sum(x * y).Tangent);

    public static Dual Norm(DualTensor x)
    {
        double norm = T.Norm<double>(x.Value);
        return new(norm, Along(x, a => a.Value * a.Tangent / norm));
    }

    private static double Along(DualTensor x, Func<Dual, double> of)
    {
        double sum = 0;
        for (int i = 0; i < x.Lengths[0]; i++)
        {
            for (int j = 0; j < x.Lengths[1]; j++)
            {
                sum += of(x[i, j]);
            }
        }

        return sum;
    }
}
