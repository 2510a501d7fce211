using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Autodiff.Tests.Fuzz;

/// <summary>A parameter of a random method.</summary>
/// <param name="Type">As written: <c>double</c>, <c>double[]</c>, <c>ReadOnlySpan&lt;double&gt;</c>, <c>Span&lt;double&gt;</c>, <c>int</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">The number of elements the tests pass; for <c>int</c> the value.</param>
/// <param name="IsConstant">Whether it is marked <c>[NoGradient]</c>.</param>
/// <param name="IsWritten">Whether the body may write its elements.</param>
internal sealed record FuzzParameter(string Type, string Name, int Size, bool IsConstant = false, bool IsWritten = false)
{
    /// <summary>How an argument is marked: empty, or <c>ref</c>, or <c>in</c>.</summary>
    public string Modifier => Type.Split(' ') is [var modifier, _] ? modifier + " " : string.Empty;

    public bool IsMemory => Type.EndsWith('>') || Type.EndsWith(']');

    public bool IsSeed => Type == "Span<double>";

    public bool IsDifferentiable => Type != "int" && !IsConstant;
}

/// <summary>A random method.</summary>
internal sealed record FuzzMethod(string Name, string Result, IReadOnlyList<FuzzParameter> Parameters, Node Body)
{
    /// <summary>Whether its record is computed again on the way back.</summary>
    public bool IsCheckpoint { get; init; }

    /// <summary>Whether its numbers are of a type parameter <c>T</c>.</summary>
    public bool IsGeneric { get; init; }

    public IEnumerable<FuzzParameter> Seeds => Parameters.Where(p => p.IsDifferentiable && p.IsSeed);

    public IEnumerable<FuzzParameter> Destinations => Parameters.Where(p => p.IsDifferentiable && !p.IsSeed);

    /// <summary>How many numbers go in.</summary>
    public int Inputs => Parameters.Where(p => p.IsDifferentiable).Sum(p => p.Size);

    public string Render() => IsGeneric
        ? $"    [Differentiable]\n    public static T {Name}<T>({string.Join(", ", Parameters.Select(p => $"{p.Type.Replace("double", "T", StringComparison.Ordinal)} {p.Name}"))}) where T : System.Numerics.IFloatingPointIeee754<T>\n    {Body.Render(1)}\n"
        : $"    [Differentiable{(IsCheckpoint ? ", Checkpoint" : "")}]\n    public static {Result} {Name}({string.Join(", ", Parameters.Select(p => $"{(p.IsConstant ? "[NoGradient] " : "")}{p.Type} {p.Name}"))})\n    {Body.Render(1)}\n";
}

/// <summary>A class of random methods; the last is the one the tests call, the others are its helpers.</summary>
internal sealed record FuzzProgram(int Seed, IReadOnlyList<FuzzMethod> Methods)
{
    public FuzzMethod Main => Methods[^1];

    public int Size => Methods.Sum(m => m.Body.Size + m.Parameters.Count);

    /// <summary>The class, as the generator sees it.</summary>
    public string Render(string name) =>
        $"public static partial class {name}\n{{\n{string.Join("\n", Methods.Select(m => m.Render()))}}}\n";

    /// <summary>Stands before an expression whose value a pattern looks at: a dual's is a part of it.</summary>
    public const string ValueMark = "/*v*/";

    /// <summary>The same text over duals.</summary>
    public static string OverDuals(string source)
    {
        source = Regex.Replace(WithoutTypeParameter(source), @"\b(\w+)<double>\(", "$1(");
        source = source.Replace("System.Numerics.Complex", "Complex", StringComparison.Ordinal);
        source = Regex.Replace(source, @"\b(ReadOnly)?Tensor(Span)?<double>", "DualTensor");
        return "namespace Autodiff.Tests.Fuzz.Duals;\n\n" + Regex.Replace(source, @"\bdouble\b", "Dual").Replace(ValueMark, "Ad.ValueOf", StringComparison.Ordinal);
    }

    /// <summary>A generic program over doubles.</summary>
    private static string WithoutTypeParameter(string source)
    {
        source = source.Replace("<T>(", "(", StringComparison.Ordinal).Replace("where T : System.Numerics.IFloatingPointIeee754<T>", string.Empty, StringComparison.Ordinal);
        source = source.Replace("T.CreateChecked(", "(double)(", StringComparison.Ordinal).Replace("T.One", "1.0", StringComparison.Ordinal);
        return Regex.Replace(Regex.Replace(source, @"\bT\.", "Math."), @"\bT\b", "double");
    }
}
