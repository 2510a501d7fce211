using System.Numerics;
using Autodiff.Tests.Generators.Gradients.GenericStructExamples;

namespace Autodiff.Tests.Generators.Gradients
{
    /// <summary>Structs over a type parameter of real numbers, used as structs of one type and in generic methods.</summary>
    public static partial class GenericStructPrograms
    {
        [Differentiable]
        public static T Generic<T>(T a, T b)
            where T : IFloatingPointIeee754<T>
        {
            var v = new Point<T>(a, b);
            Point<T> w = (a * v).Rotated(b);
            return w.Norm * v.Dot(w) + new Rod<T>(a).Energy(b);
        }

        [Differentiable]
        public static double OfStructs(Point<double> v, Sums<double> a) => v.Norm * a.Mean + v.Dot(v) * a.Items[1];

        [Differentiable]
        public static Point<float> OfFloats(Point<float> v, float t) => t * v.Rotated(t);

        [Differentiable]
        public static double Doubles(double[] x)
        {
            var v = new Point<double>(x[0], x[1]);
            Point<double> w = x[2] * v + v.Rotated(x[3]);
            return w.Norm * w.Dot(v) + v.Marked(x[4]) + w.Larger();
        }

        [Differentiable]
        public static double GenericMethods(double[] x) => Generic(x[0], x[1]) * Generic(x[2], x[3]) + (double)Generic(0.3f, 0.2f);

        [Differentiable]
        public static double PrivateFields(double[] x)
        {
            var a = new Sums<double>([x[0], x[1]]);
            a.Add(x[2]);
            a.Items[0] *= a.Mean;
            a.Add(a.Items[0]);
            var rod = new Rod<double>(x[3]);
            return a.Mean * rod.Energy(x[4]) * rod.Length;
        }

        [Differentiable]
        public static double Parameters(double[] x) =>
            OfStructs(new Point<double>(x[0], x[1]), new Sums<double>(x)) + OfStructs(default, new Sums<double>([x[1], x[2]]));
    }
}

namespace Autodiff.Tests.Generators.Gradients.GenericStructExamples
{
    [Differentiable]
    public readonly partial record struct Point<T>(T X, T Y)
        where T : IFloatingPointIeee754<T>
    {
        public T Norm => T.Sqrt(X * X + Y * Y + T.One);

        public static Point<T> operator +(Point<T> a, Point<T> b) => new(a.X + b.X, a.Y + b.Y);

        public static Point<T> operator *(T s, Point<T> a)
        {
            Point<T> scaled = new(s * a.X, s * a.Y);
            return scaled;
        }

        public Point<T> Rotated(T angle)
        {
            (T s, T c) = (T.Sin(angle), T.Cos(angle));
            return new Point<T>(c * X - s * Y, s * X + c * Y) with { Y = T.CreateChecked(0.5) * Y * T.Pi };
        }

        public T Dot(Point<T> other)
        {
            T sum = T.Zero;
            sum += X * other.X;
            sum += Y * other.Y;
            T two = T.CreateChecked(2);
            for (int i = 0; i < 2; i++)
            {
                sum = sum * two - T.Exp(-sum);
            }

            return -sum;
        }

        [Differentiable]
        public T Marked(T t) => Dot(this) * t;

        public T Larger() => X > Y ? X : T.Max(Y, X * Y);
    }

    [Differentiable]
    public partial struct Sums<T>
        where T : INumber<T>
    {
        public T[] Items;
        public int Count;
        private T _sum;

        public Sums(T[] items)
        {
            Items = items;
            _sum = T.Zero;
            Count = 0;
            foreach (T item in items)
            {
                Add(item);
            }
        }

        public readonly T Mean => _sum / T.CreateChecked(Count);

        public void Add(T value)
        {
            _sum += value * value;
            Count++;
        }
    }

    [Differentiable]
    public partial struct Rod<T>(T stiffness)
        where T : IFloatingPointIeee754<T>
    {
        public T Length = T.One + stiffness;

        public readonly Point<T> At(T x) => new Point<T>(stiffness * x, Length).Rotated(stiffness);

        public readonly T Energy(T x)
        {
            Point<T> v = At(x) + At(Length);
            return v.Norm * (T.One + v.X);
        }
    }
}
