using Autodiff.Tests.Generators.Gradients.AccessorExamples;

namespace Autodiff.Tests.Generators.Gradients
{
    /// <summary>Properties and indexers whose accessors have code, read, assigned and changed, of structs and of classes.</summary>
    public static partial class AccessorPrograms
    {
        [Differentiable]
        public static double Indexed(double[] x)
        {
            var p = new Coefficients([x[0], x[1], x[2]]);
            p[0] = x[3];
            p.Scale = x[4] * x[0];
            p[1] *= p[0];
            p[2] += x[5];
            int i = 0;
            p[i++] -= p[i] * 0.5;
            double v = p[1] = x[1];
            p.Scale += v;
            p.Kept = x[2];
            p.Kept *= p.Kept;
            p.Count = 2;
            p.Count++;
            int count = p.Count++;
            return p[0] * p[1, 2] + p.Scale * p.Kept * p.Count + count;
        }

        [Differentiable]
        public static double InElements(double[] x)
        {
            var all = new Speed[2];
            for (int i = 0; i < 2; i++)
            {
                all[i].Square = x[i];
                all[i].Square += x[i + 1] * all[i].Square;
                all[i][0] = x[3];
            }

            var q = new Speed { Square = x[4], Mass = 2 };
            return all[0].Square * all[1].Square * all[0][0] + q.Square * q.Mass + q[1];
        }

        [Differentiable]
        public static double OfObjects(double[] x)
        {
            var c = new Gauge();
            c.X = x[0];
            c.Y = x[1];
            c.Y *= x[2];
            c[0] = x[3];
            c[1] += c[0] * c.X;
            Gauge d = c;
            d.X -= x[4];
            return c.X * c.Y * c[0] * c[1] + c.X++;
        }

        [Differentiable]
        public static double InLoops(double[] x)
        {
            var p = new Coefficients([x[0], x[1]]) { Half = x[2] };
            p.Both = (1 + x[3] * x[3], x[4]);
            var t = p.Both;
            t.A *= t.B;
            p.Both = t;
            for (int k = 0; k < 3; k++)
            {
                p[k % 2] = p[0] * x[k];
                if (x[k] > 0)
                {
                    p.Scale *= 1.5;
                }
            }

            return p[0] + p[1] * p.Half * p.Scale * p.Kept;
        }
    }
}

namespace Autodiff.Tests.Generators.Gradients.AccessorExamples
{
    [Differentiable]
    public partial struct Coefficients
    {
        private readonly double[] _c;
        private double _scale;

        public Coefficients(double[] c)
        {
            _c = c;
            _scale = 1;
        }

        public double Scale
        {
            readonly get => _scale;
            set
            {
                if (value > 0)
                {
                    _scale = value;
                }
                else
                {
                    _scale = -2 * value;
                }
            }
        }

        public double Kept
        {
            get;
            set => field = value * _scale;
        }

        = 2;

        public int Count
        {
            readonly get => field;
            set => field = value + 1;
        }

        public double Half
        {
            get => field / 2;
            init => field = value * 3;
        }

        public (double A, double B) Both
        {
            readonly get => (_scale, Kept);
            set
            {
                _scale = value.A;
                Kept = value.B;
            }
        }

        public double this[int i]
        {
            readonly get => _c[i] * _scale;
            set => _c[i] = value / _scale;
        }

        public double this[int i, int j] => this[i] * this[j];
    }

    [Differentiable]
    public partial struct Speed
    {
        private double _v;

        public double Mass
        {
            get;
            init => field = value * 2;
        }

        public double Square
        {
            readonly get => _v * _v;
            set => _v = value * 3;
        }

        public double this[int i]
        {
            readonly get => _v * (i + 1);
            set => _v += value;
        }
    }

    [Differentiable]
    public sealed partial class Gauge
    {
        private readonly double[] _d = [1, 2];
        private double _x = 1;

        public double X
        {
            get => _x;
            set => _x = 2 * value;
        }

        public double Y
        {
            get;
            set => field = value * X;
        }

        public double this[int i]
        {
            get => _d[i];
            set => _d[i] = value * _x;
        }
    }
}
