using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Arrays and lists of objects of differentiable classes.</summary>
public static partial class ObjectArrayPrograms
{
    [Differentiable]
    public sealed partial class Body
    {
        public double X, V;

        public double Mass { get; init; } = 1;

        public double Kinetic => 0.5 * Mass * V * V;

        [Differentiable]
        public void Kick(double force) => V += 0.1 * force / Mass;
    }

    [Differentiable]
    public static double Simulated(double[] x)
    {
        Body[] bodies = new Body[3];
        for (int i = 0; i < bodies.Length; i++)
        {
            bodies[i] = new Body { X = x[i], V = x[i + 1], Mass = 1 + (x[i] * x[i]) };
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                for (int j = 0; j < bodies.Length; j++)
                {
                    if (i != j)
                    {
                        double d = bodies[j].X - bodies[i].X;
                        bodies[i].V += 0.1 * bodies[j].Mass * d / (1 + (d * d));
                    }
                }
            }

            foreach (Body b in bodies)
            {
                b.X += 0.1 * b.V;
                b.Kick(x[4] * b.X);
            }
        }

        return Energy(bodies) + Alone(bodies[1]) + bodies[^1].X;
    }

    [Differentiable]
    public static double Energy(Body[] bodies)
    {
        double sum = 0;
        foreach (Body b in bodies)
        {
            sum += b.Kinetic;
        }

        for (int i = 0; i < bodies.Length; i++)
        {
            Body body = bodies[i];
            sum += body.Mass * body.X * Math.Sin(bodies[(i + 1) % bodies.Length].X);
        }

        return sum;
    }

    [Differentiable]
    public static double Alone(Body body) => body.X * body.V / body.Mass;

    [Differentiable]
    public static double Collected(double[] x)
    {
        Body first = new() { X = x[0], V = x[1] };
        Body[] bodies = [first, new() { X = x[2], V = x[3] * x[4] }];
        first.X *= x[5];
        Advance(bodies, x[1]);
        return Energy(bodies) * first.X;
    }

    [Differentiable]
    public static void Advance(Body[] bodies, double dt)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            bodies[i].X += dt * bodies[i].V * bodies[0].X;
        }
    }

    [Differentiable]
    public static double Sorted(double[] x)
    {
        Body[] bodies = [new() { X = x[0], V = x[1] }, new() { X = x[2], V = x[3] }, new() { X = x[4], V = x[5] }];
        for (int i = 1; i < bodies.Length; i++)
        {
            for (int j = i; j > 0 && bodies[j].X < bodies[j - 1].X; j--)
            {
                (bodies[j], bodies[j - 1]) = (bodies[j - 1], bodies[j]);
                bodies[j].V *= bodies[j - 1].X;
            }
        }

        Body largest = bodies[0];
        foreach (Body b in bodies)
        {
            if (b.Kinetic > largest.Kinetic)
            {
                largest = b;
            }
        }

        largest.X *= x[0];
        bodies[1] = new Body { X = bodies[1].X * x[1], V = bodies[2].V };
        return (bodies[0].X * bodies[1].V) + (3 * bodies[2].X * bodies[0].V) + Energy(bodies);
    }

    [Differentiable]
    public static double Twice(double[] x)
    {
        Body both = new() { X = x[0], V = x[1] };
        Body[] bodies = [both, new() { X = x[2], V = x[3] }, both];
        bodies[0].X *= x[4];
        bodies[2].X *= bodies[1].X;
        return bodies[0].X * bodies[2].V * Energy(bodies);
    }

    [Differentiable]
    public static double Listed(double[] x)
    {
        var bodies = new List<Body>();
        for (int i = 0; i < 3; i++)
        {
            bodies.Add(new Body { X = x[i], V = x[i + 1] });
        }

        List<Body> more = [new() { X = x[5], V = x[0] }, bodies[1]];
        more[1].X *= x[2];
        foreach (Body b in bodies)
        {
            b.V *= b.X;
        }

        bodies[0] = new Body { X = bodies[2].X, V = x[3] };
        return OfList(bodies) + (more[0].X * more[^1].X) + bodies[0].X;
    }

    [Differentiable]
    public static double OfList(List<Body> bodies)
    {
        double sum = 0;
        for (int i = 0; i < bodies.Count; i++)
        {
            sum += bodies[i].Kinetic * bodies[i].X;
        }

        return sum;
    }

    [Differentiable]
    public static double Returned(double[] x)
    {
        double s = 0;
        Body[] bodies = Started(x, 3);
        for (int i = 0; i < 3; i++)
        {
            bodies = Moved(bodies, x[4]);
            s += Energy(bodies);
        }

        return s * bodies[0].X;
    }

    [Differentiable]
    public static Body[] Started(double[] x, int count)
    {
        var bodies = new Body[count];
        for (int i = 0; i < count; i++)
        {
            bodies[i] = new Body { X = x[i], V = x[i + 1], Mass = 1 + (x[i + 2] * x[i + 2]) };
        }

        return bodies;
    }

    [Differentiable]
    public static Body[] Moved(Body[] bodies, double dt)
    {
        var moved = new Body[bodies.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            moved[i] = new Body { X = bodies[i].X + (dt * bodies[i].V), V = bodies[i].V - (dt * bodies[i].X), Mass = bodies[i].Mass };
        }

        return moved;
    }

    [Differentiable]
    public sealed partial record World(Body[] Bodies, List<Body> Probes, double Gravity)
    {
        [Differentiable]
        public double Potential()
        {
            double sum = 0;
            foreach (Body b in Bodies)
            {
                sum += Gravity * b.Mass * b.X;
                foreach (Body probe in Probes)
                {
                    sum += b.X * probe.X * probe.V;
                }
            }

            return sum;
        }
    }

    [Differentiable]
    public static double Nested(double[] x)
    {
        Body[] bodies = new Body[2];
        for (int i = 0; i < 2; i++)
        {
            bodies[i] = new Body { X = x[i], V = x[i + 1] };
        }

        var world = new World(bodies, [new Body { X = x[3], V = x[4] }], x[5]);
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < world.Bodies.Length; i++)
            {
                world.Bodies[i].V -= 0.1 * world.Gravity * world.Bodies[i].X;
                world.Bodies[i].X += 0.1 * world.Bodies[i].V;
            }

            bodies[step % 2].Kick(world.Probes[0].X);
            world.Probes[0].V += bodies[0].X;
        }

        return world.Potential() + Energy(world.Bodies) + OfList(world.Probes);
    }

    [Differentiable]
    public static double Overwritten(double[] x)
    {
        Body first = new() { X = x[0], V = x[1] };
        Body[] bodies = new Body[3];
        bodies[0] = first;
        bodies[1] = first;
        double s = bodies[0].X * bodies[1].V;
        for (int i = 0; i < 3; i++)
        {
            bodies[i] = new Body { X = x[i + 2], V = first.X };
            first.X *= bodies[i].X;
        }

        return s + (first.X * Energy(bodies));
    }

    [Differentiable]
    public static double Groups(double[] x)
    {
        Body[][] groups = [[new() { X = x[0], V = x[1] }], [new() { X = x[2], V = x[3] }, new() { X = x[4], V = x[5] }]];
        double s = 0;
        foreach (Body[] group in groups)
        {
            s += Energy(group);
            group[0].X *= x[0];
        }

        Body[] last = groups[1];
        groups[1] = groups[0];
        groups[0] = last;
        groups[0][1].V *= groups[1][0].X;
        return s * Energy(groups[0]);
    }

    [Differentiable]
    public static double Sparse(double[] x)
    {
        Body?[] bodies = new Body?[4];
        for (int i = 0; i < 4; i++)
        {
            if (x[i] > 0)
            {
                bodies[i] = new Body { X = x[i], V = x[i + 1] };
            }
        }

        double s = 1;
        for (int i = 0; i < bodies.Length; i++)
        {
            Body? b = bodies[i];
            if (b is not null)
            {
                s += b.Kinetic * b.X * s;
            }

            if (bodies[i] != null && i > 0)
            {
                s += bodies[i]!.X;
            }
        }

        bodies[2] = null;
        return s;
    }

    [Differentiable]
    public static double Several(double[] x) => Sum(x[0], new Body { X = x[1], V = x[2] }, new Body { X = x[3] }) + Sum(x[4]);

    [Differentiable]
    public static double Sum(double scale, params Body[] bodies)
    {
        double sum = scale;
        foreach (Body b in bodies)
        {
            sum *= b.X + b.V;
        }

        return sum;
    }

    [Differentiable]
    public sealed partial class Track
    {
        public double X;
        public List<double> History = new();
    }

    /// <summary>The lists in objects that a list holds grow with their shadows.</summary>
    [Differentiable]
    public static double GrowingLists(double[] x)
    {
        var tracks = new List<Track>();
        for (int i = 0; i < 3; i++)
        {
            var track = new Track { X = x[i] };
            tracks.Add(track);
            track.History.Add(track.X * x[3]);
            tracks[0].History.Add(track.X * track.History[0]);
            tracks[0].X += 0.5 * track.X;
        }

        double s = 0;
        foreach (Track track in tracks)
        {
            track.X *= 2;
            s += track.X * track.History[^1];
        }

        return (s * tracks.Count) + tracks[^1].X + tracks[0].History[1];
    }

    [Differentiable]
    public static double Evaluated(double[] x)
    {
        Body[] bodies = Started(x, 3);
        int k = 0;
        bodies[k++].X += x[1] * bodies[k].V;
        bodies[k].V *= bodies[k = 2].X;
        bodies[k - 1].X = (k = 0) + (bodies[k].X * x[3]);
        return Energy(bodies) + k;
    }

    [Differentiable]
    public static double GrowingWhile(double[] x)
    {
        var bodies = new List<Body>();
        double s = x[0];
        while (bodies.Count < 4)
        {
            bodies.Add(new Body { X = s, V = x[bodies.Count] });
            s += bodies[^1].X * bodies[0].V;
            bodies[bodies.Count / 2].X *= s;
            if (bodies.Count == 2)
            {
                bodies.Add(bodies[0]);
            }

            s += OfList(bodies);
        }

        return s + OfList(bodies);
    }

    [Differentiable]
    public sealed partial class Ring
    {
        public List<Body> More = [];

        public Body[] All { get; init; } = [];
    }

    [Differentiable]
    public static double Initialised(double[] x)
    {
        var ring = new Ring { All = [new() { X = x[0], V = x[1] }], More = [new() { X = x[2] }, new() { X = x[3], V = 2 }] };
        ring.More[0].V = ring.All[0].X;
        ring.All[0].Kick(x[1]);
        double At(int i) => ring.More[i].X * ring.All[0].V;
        return (At(0) * At(1)) + Energy(ring.All) + OfList(ring.More);
    }
}
