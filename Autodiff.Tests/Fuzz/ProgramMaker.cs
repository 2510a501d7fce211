using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>The random program of a seed: a method of a random signature, and helpers it may call.</summary>
internal static class ProgramMaker
{
    public static FuzzProgram Make(int seed)
    {
        var random = new Random(seed);
        if (Forms.Used.Contains(Form.GenericProgram) && (Forms.Used.Count == 1 || random.Next(12) == 0))
        {
            return GenericMaker.Make(seed, random);
        }

        var methods = new List<FuzzMethod>();
        for (int helper = random.Next(5) - 2; helper > 0; helper--)
        {
            methods.Add(Method(random, methods, "Helper" + helper, random.Next(6) switch { 0 or 1 => "void", 2 => "double[]", _ => "double" }, random.Next(2, 7)));
        }

        string result = random.Next(8) switch { 0 => "void", 1 => "double[]", _ => "double" };
        methods.Add(Method(random, methods, "F", result, random.Next(4, 16)));
        return new FuzzProgram(seed, methods);
    }

    private static FuzzMethod Method(Random random, IReadOnlyList<FuzzMethod> helpers, string name, string result, int budget)
    {
        List<FuzzParameter> parameters = Parameters(random, result, isHelper: name != "F");
        bool isCheckpoint = name != "F" && result != "double[]" && Forms.Used.Contains(Form.Checkpoint) && random.Next(8) == 0
            && parameters.All(p => p.Modifier.Length == 0);
        var scope = new Scope(null);
        int root = 0;
        foreach (FuzzParameter parameter in parameters)
        {
            scope.Take(parameter.Name);
            scope.Add(new Variable(
                parameter.Type == "int" ? VariableKind.Integer : parameter.IsMemory ? VariableKind.Memory : VariableKind.Number, parameter.Name)
            {
                IsWritable = parameter.IsMemory ? parameter.IsWritten : !parameter.IsConstant,
                IsArray = parameter.Type == "double[]",
                IsRefLike = parameter.Type.EndsWith('>') || parameter.Modifier.Length > 0,
                MinLength = parameter.IsMemory ? parameter.Size : 0,
                Root = root++,
            });
        }

        var expressions = new ExpressionMaker(random, helpers) { AllowEffects = random.Next(3) > 0 };
        Node body = new StatementMaker(random, expressions, helpers, result, isCheckpoint).Body(scope, budget);
        return new FuzzMethod(name, result, parameters, body) { IsCheckpoint = isCheckpoint };
    }

    private static List<FuzzParameter> Parameters(Random random, string result, bool isHelper)
    {
        string[] names = ["x", "y", "a", "tape", "result", "value", "v", "w", "xAdjoint", "i"];
        var parameters = new List<FuzzParameter>();
        var free = new List<string>(names);
        void Add(string type, int size, bool isConstant = false)
        {
            string name = free[0] == "x" || random.Next(2) == 0 ? free[0] : free[random.Next(free.Count)];
            name = name == "result" && type == "Span<double>" ? "state" : name;
            free.Remove(name);
            bool isWritten = type == "Span<double>" || (type == "double[]" && random.Next(2) == 0);
            parameters.Add(new FuzzParameter(type, name, size, isConstant, isWritten));
        }

        int least = isHelper ? 2 : 4;
        Add(random.Next(4) == 0 ? "double[]" : "ReadOnlySpan<double>", random.Next(least, least + 3));
        if (result == "void" || random.Next(4) == 0)
        {
            Add("Span<double>", random.Next(least - 1, least + 2));
        }

        if (isHelper && Forms.Used.Contains(Form.ByReference) && random.Next(4) == 0)
        {
            Add("ref double", 1);
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            switch (random.Next(isHelper ? 3 : 5))
            {
                case 0 or 1:
                    Add("double", 1);
                    break;
                case 2:
                    Add("int", random.Next(5));
                    break;
                case 3:
                    Add("double", 0, isConstant: true);
                    break;
                default:
                    Add("ReadOnlySpan<double>", random.Next(3, 6));
                    break;
            }
        }

        return parameters;
    }
}
