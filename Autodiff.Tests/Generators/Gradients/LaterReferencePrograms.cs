namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Ref locals onto fields of objects and elements of arrays, some of which are declared after them or assigned again.</summary>
public static partial class LaterReferencePrograms
{
    [Differentiable]
    public static double Field(double[] x)
    {
        Body b = new() { X = x[0] };
        ref double v = ref b.Velocity;
        v += x[1];
        b.X *= v;
        return b.X * b.Velocity;
    }

    [Differentiable]
    public static double OwnerAssignedAgain(double[] x)
    {
        Body b = new() { X = x[0] };
        ref double v = ref b.Velocity;
        v += x[1];
        b = new() { X = x[2], Velocity = v };
        v *= 2;
        return b.X * b.Velocity * v;
    }

    [Differentiable]
    public static double OwnerDeclaredLater(double[] x)
    {
        double z = x[2];
        ref double v = ref z;
        v *= x[0];
        Body b = new() { X = x[0] };
        v = ref b.Velocity;
        v += x[1];
        v = ref z;
        v *= b.Velocity * x[3];
        if (x[1] > 0)
        {
            v = ref b.X;
        }

        v *= x[4];
        return b.X * b.Velocity * z;
    }

    [Differentiable]
    public static double OwnerAssignedInALoop(double[] x)
    {
        Body b = new() { X = x[0] };
        ref double v = ref b.X;
        for (int i = 0; i < 3; i++)
        {
            v *= x[i];
            b = new() { X = v };
            v = ref b.X;
        }

        return b.X * v;
    }

    [Differentiable]
    public static double Given(Body b, double x)
    {
        ref double v = ref b.X;
        v *= x;
        ref double w = ref b.W[1];
        w += v;
        return b.X * b.W[1];
    }

    [Differentiable]
    public static double OfGiven(double[] x)
    {
        var b = new Body { X = x[0], Velocity = x[1] };
        return Given(b, x[2]) * b.X * b.W[1];
    }

    [Differentiable]
    public static double Conditional(double[] x)
    {
        Body b = new() { X = x[0] }, c = new() { X = x[1] };
        ref double v = ref (x[0] > 0 ? ref b.X : ref c.X);
        v *= x[2];
        ref double w = ref b.X;
        w = ref c.X;
        w += v;
        return b.X * c.X;
    }

    [Differentiable]
    public static double OwnersOfALoop(double[] x)
    {
        double z = x[2];
        ref double v = ref z;
        for (int i = 0; i < 3; i++)
        {
            Body b = new() { X = x[i], Velocity = z };
            v *= x[i + 1];
            v = ref b.Velocity;
            v += b.X * x[0];
            if (x[i] > 0)
            {
                v = ref b.X;
                v *= b.Velocity;
            }

            z += b.X * b.Velocity;
        }

        return v * z;
    }

    [Differentiable]
    public static double ArraysOfALoop(double[] x)
    {
        double z = x[2];
        ref double v = ref z;
        for (int i = 0; i < 3; i++)
        {
            double[] w = [x[i], x[i + 1]];
            v *= w[0];
            v = ref w[i % 2];
            v += w[0] * x[0];
            z += v * w[1];
        }

        return v * z;
    }

    [Differentiable]
    public static double ElementThenField(double[] x)
    {
        double[] y = (double[])x.Clone();
        ref double v = ref y[0];
        Body b = new() { X = x[0], Velocity = x[1] };
        v *= x[3];
        b.Next = new Body { X = x[1] };
        v = ref b.X;
        v *= y[0];
        return v * b.Next.X;
    }

    [Differentiable]
    public partial class Body
    {
        public double X, Velocity;
        public double[] W = [1, 2];
        public Body? Next;
    }
}
