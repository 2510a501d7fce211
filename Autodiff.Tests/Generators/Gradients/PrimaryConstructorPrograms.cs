using Autodiff.Tests.Generators.Gradients.PrimaryConstructorExamples;

namespace Autodiff.Tests.Generators.Gradients
{
    /// <summary>Structs whose members use the parameters of their primary constructors, and fields with initialisers.</summary>
    public static partial class PrimaryConstructorPrograms
    {
        [Differentiable]
        public static double OfSpring(Coil s, double x) => s.Energy(x) + s.Force(2 * x);

        [Differentiable]
        public static double OfPolynomial(Series p, double t) => p.At(t) + p.Twice(t * t);

        [Differentiable]
        public static double Springs(double[] x)
        {
            var s = new Coil(x[0], x[1]);
            double energy = s.Energy(x[2]);
            s.Stretch(x[3]);
            Coil t = s;
            t.Extra *= x[4];
            return energy * OfSpring(s, x[4]) + OfSpring(t, 1) + s.Named(x[5]) + new Coil(1, x[0]) { Count = 2, Extra = x[1] }.Energy(x[2]);
        }

        [Differentiable]
        public static double Arrays(double[] x)
        {
            var p = new Series([x[0], x[1]], 2);
            return OfPolynomial(p, x[2]) * p.At(x[3]) + OfPolynomial(new Series(x, 1), 0.5);
        }

        [Differentiable]
        public static double Initialisers(double[] x)
        {
            var r = new Record(x[0]);
            r.B *= x[1];
            var q = new Record(x[2]) { C = x[3] };
            var s = new Started(x[4]);
            s.W[1] *= s.A;
            return r.A * r.B * r.C + q.B * q.C + s.A * s.B * s.W[0] * s.W[1];
        }

        [Differentiable]
        public static double Elements(double[] x)
        {
            var all = new Coil[3];
            for (int i = 0; i < 3; i++)
            {
                all[i] = new Coil(x[i], x[i + 1]);
            }

            for (int i = 0; i < 2; i++)
            {
                all[i].Stretch(x[i]);
                all[i + 1] = all[i];
            }

            Coil last = default;
            if (x[0] > 0)
            {
                last = all[2];
            }

            return all[0].Energy(x[4]) + all[2].Force(x[5]) + last.Force(x[3]) + last.Extra;
        }
    }
}

namespace Autodiff.Tests.Generators.Gradients.PrimaryConstructorExamples
{
    [Differentiable]
    public partial struct Coil(double k, double length)
    {
        public double Extra = k * 2;

        public int Count { get; init; } = 3;

        public readonly double Force(double x) => k * (x - length) + Extra * Count;

        public void Stretch(double by)
        {
            length *= by;
            Extra += k;
        }

        [Differentiable]
        public readonly double Energy(double x) => 0.5 * Force(x) * (x - length) * k;

        [Differentiable]
        public readonly double Named(double k) => k * Force(2);
    }

    [Differentiable]
    public readonly partial struct Series(double[] coefficients, [NoGradient] double scale)
    {
        public readonly double First = coefficients[0] * coefficients[0];

        [Differentiable]
        public double At(double t)
        {
            double sum = 0;
            for (int i = coefficients.Length - 1; i >= 0; i--)
            {
                sum = sum * t + coefficients[i] * scale;
            }

            return sum * First;
        }

        public double Twice(double t) => 2 * At(t) * coefficients[0];
    }

    [Differentiable]
    public partial record struct Record(double A)
    {
        public double C = 1;

        public double B { get; set; } = 2 * A;
    }

    [Differentiable]
    public partial struct Started
    {
        public double A = 2;
        public double B;
        public double[] W = new double[] { 1, 2 };

        public Started(double b)
        {
            B = b;
            A *= b;
            W[0] = b;
        }
    }
}
