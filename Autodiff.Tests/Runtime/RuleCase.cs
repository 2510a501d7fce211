using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;

namespace Autodiff.Tests.Runtime;

/// <summary>A rule, its target, and arguments for both at random points away from kinks and poles.</summary>
internal sealed class RuleCase
{
    private readonly RuleBinding _binding;
    private readonly Random _random = new(12345);
    private readonly Action<Dictionary<string, Array>> _primal;
    private readonly Action<Dictionary<string, Array>> _rule;
    private readonly ParameterInfo[] _parameters;

    public RuleCase(RuleBinding binding)
    {
        _binding = binding;
        _primal = RuleBinding.Compile(binding.Target, binding.Parameters);
        _rule = RuleBinding.Compile(binding.Rule);
        _parameters = binding.Parameters;
        HasSpans = _parameters.Any(p => p.ParameterType.IsGenericType);
    }

    public bool HasSpans { get; }

    public bool IsReduction => HasSpans && _binding.Target.ReturnType != typeof(void);

    // SoftMax of System.Numerics.Tensors 10.0 divides by the sum of the whole destination, a longer tail included.
    private int Longer => Name == "SoftMax" ? 0 : 5;

    public string Name => _binding.Target.Name;

    public bool IsDouble => _binding.Number == typeof(double);

    public override string ToString() => $"{_binding.Rule.DeclaringType!.Name}.{_binding.Rule} for {_binding.Target.DeclaringType!.Name}.{_binding.Target}";

    /// <summary>Whether the target throws for empty spans, as some reductions do.</summary>
    public bool RefusesEmpty()
    {
        try
        {
            _primal(Arguments(0));
            return false;
        }
        catch (Exception e) when (e is ArgumentException or DivideByZeroException)
        {
            return true;
        }
    }

    /// <summary>Compares what the rule adds with complex-step and, in double, with central differences.</summary>
    public IEnumerable<string> Failures(int length)
    {
        Dictionary<string, Array> arguments = Arguments(length);
        _primal(arguments);
        Dictionary<string, Array> call = WithSeeds(arguments, length);
        Dictionary<string, double[]> before = _binding.Active.ToDictionary(p => p, p => Doubles(call[p + "Adjoint"]));
        _rule(call);
        foreach (string p in _binding.Active)
        {
            double[] got = [.. Doubles(call[p + "Adjoint"]).Zip(before[p], (after, start) => after - start)];
            double[] expected = ByComplexStep(arguments, call, p, length);
            double tolerance = (IsDouble ? 2e-13 : 2e-5) * (1 + (got.Length == 1 && HasSpans ? length : 0));
            double size = 1 + expected.Select(e => double.IsNaN(e) ? 0 : Math.Abs(e)).DefaultIfEmpty().Max();
            for (int i = 0; i < got.Length; i++)
            {
                if (!double.IsNaN(expected[i]) && !(Math.Abs(got[i] - expected[i]) <= tolerance * size))
                {
                    yield return $"{this}, length {length}: {p}[{i}] is {got[i]:R}, complex-step gives {expected[i]:R}";
                    break;
                }
            }

            if (IsDouble && !Name.EndsWith("Estimate", StringComparison.Ordinal))
            {
                double[] direction = [.. got.Select(_ => _random.NextDouble() - 0.5)];
                double difference = ByDifferences(arguments, call, p, direction);
                double slope = got.Zip(direction, (g, d) => g * d).Sum();
                double scale = 1 + got.Select(Math.Abs).Sum();
                if (!(Math.Abs(slope - difference) <= 1e-6 * scale))
                {
                    yield return $"{this}, length {length}: along {p} {slope:R}, differences give {difference:R}";
                }
            }
        }
    }

    /// <summary>Adding to one memory twice must give what two memories give together.</summary>
    public string? SharedAdjointFailure(int length)
    {
        string[] spans = [.. _binding.Rule.GetParameters().Where(p => RuleBinding.IsSpan(p.ParameterType, typeof(Span<>))).Select(p => p.Name!)];
        if (spans.Length < 2)
        {
            return null;
        }

        Dictionary<string, Array> arguments = Arguments(length);
        _primal(arguments);
        Dictionary<string, Array> apart = WithSeeds(arguments, length);
        foreach (string span in spans)
        {
            Array.Clear(apart[span]);
        }

        Dictionary<string, Array> shared = new(apart);
        Array one = Numbers(new double[length]);
        foreach (string span in spans)
        {
            shared[span] = one;
        }

        _rule(apart);
        double[] sum = new double[length];
        foreach (string span in spans)
        {
            double[] part = Doubles(apart[span]);
            for (int i = 0; i < length; i++)
            {
                sum[i] += part[i];
            }
        }

        _rule(shared);
        double[] together = Doubles(one);
        double tolerance = IsDouble ? 1e-13 : 1e-4;
        int wrong = Array.FindIndex([.. together.Zip(sum, (a, b) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(b)))], ok => !ok);
        return wrong < 0 ? null : $"{this}, length {length}: shared adjoint [{wrong}] is {together[wrong]:R}, not {sum[wrong]:R}";
    }

    /// <summary>J·v by the forward rule, and ⟨Jᵀ·1, v⟩ by this one.</summary>
    public (double Forward, double Reverse) ForwardAndReverse(Action<Dictionary<string, Array>> forward, string[] active)
    {
        Dictionary<string, Array> call = Arguments(1);
        _primal(call);
        Dictionary<string, Array> tangents = new(call) { ["result"] = (Array)call["result"].Clone() };
        call["resultAdjoint"] = Numbers([1]);
        foreach (string p in active)
        {
            call[p + "Adjoint"] = Numbers([0]);
            tangents[p + "Tangent"] = Numbers([_random.NextDouble() - 0.5]);
        }

        _rule(call);
        forward(tangents);
        return (Doubles(tangents["result"])[0], active.Sum(p => Doubles(call[p + "Adjoint"])[0] * Doubles(tangents[p + "Tangent"])[0]));
    }

    private double[] ByComplexStep(Dictionary<string, Array> arguments, Dictionary<string, Array> call, string p, int length)
    {
        if (Name is "SinCos" or "SinCosPi")
        {
            string stem = Name == "SinCos" ? "" : "Pi";
            double[] x = Doubles(arguments["x"]);
            double[] sinSeed = Doubles(call[$"sin{stem}DestinationAdjoint"]);
            double[] cosSeed = Doubles(call[$"cos{stem}DestinationAdjoint"]);
            return [.. x.Select((v, i) =>
                (sinSeed[i] * ComplexFunctions.Derivative(ComplexFunctions.Elementwise["Sin" + stem], [v], 0))
                + (cosSeed[i] * ComplexFunctions.Derivative(ComplexFunctions.Elementwise["Cos" + stem], [v], 0)))];
        }

        int stride = Math.Max(1, length / 20);
        if (Name == "SoftMax")
        {
            double[] x = Doubles(arguments["x"]);
            double[] weights = Doubles(call["destinationAdjoint"]);
            return [.. x.Select((_, i) => i % stride == 0 ? ComplexFunctions.Derivative(z => ComplexFunctions.SoftMax(z[0], weights), [x], 0, i) : double.NaN)];
        }

        string[] inputs = [.. _parameters.Where(q => q.ParameterType != typeof(int) && q.ParameterType != typeof(MidpointRounding) && call.ContainsKey(q.Name!) && !RuleBinding.IsSpan(q.ParameterType, typeof(Span<>))).Select(q => q.Name!)];
        int argument = Array.IndexOf(inputs, p);
        double[][] values = [.. inputs.Select(q => Doubles(arguments[q]))];
        if (IsReduction)
        {
            Func<Complex[][], Complex> g = ComplexFunctions.Reductions[Name];
            double seed = Doubles(call["resultAdjoint"])[0];
            return [.. Enumerable.Range(0, length).Select(i => i % stride == 0 ? seed * ComplexFunctions.Derivative(g, values, argument, i) : double.NaN)];
        }

        Func<Complex[], Complex> f = ComplexFunctions.Elementwise[Name];
        double[] seeds = call.TryGetValue("destinationAdjoint", out Array? array) ? Doubles(array) : Doubles(call["resultAdjoint"]);
        double[] each = [.. seeds.Select((seed, i) => seed * ComplexFunctions.Derivative(f, [.. values.Select(v => v[v.Length == 1 ? 0 : i])], argument))];
        bool isScalar = _parameters.Single(q => q.Name == p).ParameterType == _binding.Number;
        return isScalar ? [each.Sum()] : each;
    }

    private double ByDifferences(Dictionary<string, Array> arguments, Dictionary<string, Array> call, string p, double[] direction)
    {
        const double h = 1e-5;
        double At(double step)
        {
            Dictionary<string, Array> moved = new(arguments);
            moved[p] = Numbers([.. Doubles(arguments[p]).Zip(direction, (v, d) => v + (step * d))]);
            _primal(moved);
            double loss = 0;
            foreach (string seed in call.Keys.Where(k => k == "resultAdjoint" || k.EndsWith("estinationAdjoint", StringComparison.Ordinal)))
            {
                string output = seed[..^"Adjoint".Length];
                loss += Doubles(call[seed]).Zip(Doubles(moved[output]), (s, v) => s * v).Sum();
            }

            return loss;
        }

        return (At(h) - At(-h)) / (2 * h);
    }

    private Dictionary<string, Array> Arguments(int length)
    {
        Dictionary<string, Array> arguments = [];
        foreach (ParameterInfo p in _parameters)
        {
            Type type = p.ParameterType;
            arguments[p.Name!] = type == typeof(int) ? new[] { p.Name == "digits" ? 0 : 3 }
                : type == typeof(MidpointRounding) ? new[] { MidpointRounding.ToEven }
                : RuleBinding.IsSpan(type, typeof(Span<>)) ? Numbers([.. Enumerable.Repeat(0.5, length + Longer)])
                : Numbers([.. Enumerable.Range(0, type.IsGenericType ? length : 1).Select(_ => Point(p.Name!))]);
        }

        if (_binding.Target.ReturnType != typeof(void))
        {
            arguments["result"] = Numbers([0]);
        }

        return arguments;
    }

    private Dictionary<string, Array> WithSeeds(Dictionary<string, Array> arguments, int length)
    {
        Dictionary<string, Array> call = new(arguments);
        if (arguments.ContainsKey("result"))
        {
            call["resultAdjoint"] = Numbers([1.25]);
        }

        foreach (ParameterInfo p in _parameters)
        {
            int n = RuleBinding.IsSpan(p.ParameterType, typeof(Span<>)) ? length : arguments[p.Name!].Length;
            call[p.Name + "Adjoint"] = Numbers([.. Enumerable.Range(0, n).Select(_ => _random.NextDouble() + 0.25)]);
        }

        return call;
    }

    private double Point(string parameter)
    {
        double u = _random.NextDouble();
        double sign = _random.Next(2) == 0 ? 1 : -1;
        return (Name, parameter) switch
        {
            ("Clamp" or "ClampNative", "min") => -0.9 + (0.3 * u),
            ("Clamp" or "ClampNative", "max") => 0.6 + (0.3 * u),
            ("Log", "y" or "newBase") => 1.5 + u,
            ("Log" or "Log2" or "Log10" or "Sqrt" or "Cbrt" or "ReciprocalSqrt" or "ReciprocalSqrtEstimate" or "RootN", _) => 0.3 + (2 * u),
            ("Pow", "x") => 0.3 + (2 * u),
            ("Atan2" or "Atan2Pi", "x") => 0.3 + u,
            ("Acosh", _) => 1.2 + u,
            ("IEEERemainder" or "Ieee754Remainder", "x" or "left") => 2.1 + (0.3 * u),
            ("IEEERemainder" or "Ieee754Remainder", _) => 0.9 + (0.02 * u),
            ("Acos" or "Asin" or "Atanh" or "AcosPi" or "AsinPi" or "LogP1" or "Log2P1" or "Log10P1", _) => sign * (0.1 + (0.7 * u)),
            ("Ceiling" or "Floor" or "Truncate" or "Round", _) => sign * (1.1 + (0.3 * u)),
            ("TanPi", _) => sign * (0.05 + (0.3 * u)),
            ("Product", _) => sign * (0.9 + (0.2 * u)),
            _ => sign * (0.1 + (1.1 * u)),
        };
    }

    private Array Numbers(double[] values) => IsDouble ? values : Array.ConvertAll(values, v => (float)v);

    private static double[] Doubles(Array array) => array switch
    {
        float[] singles => Array.ConvertAll(singles, v => (double)v),
        _ => (double[])array.Clone(),
    };
}
