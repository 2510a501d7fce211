using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>What a variable of a random program is.</summary>
internal enum VariableKind
{
    Number,
    Integer,
    Condition,
    Memory,
    Table,

    /// <summary>A local function or a delegate from a number to a number.</summary>
    Function,

    /// <summary>A rectangular array of three rows and two columns.</summary>
    Grid,

    /// <summary>Two names for arrays of one length, which may change places: the text is both, with a comma.</summary>
    Pair,

    /// <summary>A <c>Vec</c> of the library.</summary>
    Struct,

    /// <summary>A <c>List</c> of numbers, which is never empty.</summary>
    List,

    /// <summary>An array of <c>Vec</c>.</summary>
    StructArray,

    /// <summary>A <c>Body</c> of the library: variables with one root are names of one object.</summary>
    Object,

    /// <summary>Two names for bodies, which may change places or lead to one: the text is both, with a comma.</summary>
    ObjectPair,

    /// <summary>A <c>Pair</c> of the library, whose values stay what they are.</summary>
    Record,

    /// <summary>A <c>Frame</c> of the library, which holds structs.</summary>
    Frame,

    /// <summary>A tensor of two rows and three columns, or a view of one as a span.</summary>
    Tensor,

    /// <summary>A tensor of one row of three, or a view.</summary>
    TensorRow,

    /// <summary>An array of three rows of two numbers, which change places.</summary>
    Rows,

    /// <summary>A complex number.</summary>
    Complex,

    /// <summary>An array of three complex numbers.</summary>
    ComplexArray,

    /// <summary>A local function of a number and a depth that calls itself.</summary>
    Recursive,

    /// <summary>A name whose parts are variables themselves.</summary>
    Other,
}

/// <summary>A variable in scope.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
internal sealed record Variable(VariableKind Kind, string Name)
{
    /// <summary>Whether a statement may assign to it, or to its elements.</summary>
    public bool IsWritable { get; init; }

    /// <summary>Whether it may be passed by reference: a field or a property of a local may not.</summary>
    public bool IsPlace => Name.IndexOfAny(['.', '[']) < 0;

    /// <summary>For memory: the array it is a view of. Two with different roots never overlap.</summary>
    public int Root { get; init; }

    /// <summary>For memory: its type is an array, which has <c>AsSpan</c> and no <c>Slice</c>.</summary>
    public bool IsArray { get; init; }

    /// <summary>For an array: whether it belongs to another variable, so that the method may not return it.</summary>
    public bool IsPart { get; init; }

    /// <summary>For memory: a number of elements it has at least.</summary>
    public int MinLength { get; init; }

    /// <summary>Whether it refers to memory, so that no local function may capture it.</summary>
    public bool IsRefLike { get; init; }

    /// <summary>For an integer: the names of memories that it certainly indexes.</summary>
    public string Indexes { get; init; } = string.Empty;
}

/// <summary>The names and variables visible at one place, and the names C# lets nobody take there.</summary>
internal sealed class Scope(Scope? outer)
{
    private static readonly string[] Names =
    [
        "s", "t", "a", "b", "y", "u", "result", "value", "tape", "xAdjoint", "sAdjoint", "resultAdjoint", "xGradient", "i", "j", "k",
        "count", "iterations", "taken", "branch", "condition", "n", "w", "z", "total", "seed", "length", "self", "view", "array", "i2",
        "sBefore", "residual", "temp", "step", "start", "limit", "exit", "returned", "values", "adjoint", "sum", "tapeLength", "mark",
        "xElement", "v", "p", "q", "work", "row", "square", "mix", "old", "previous", "@double", "trips", "index", "x2", "s2", "yAdjoint",
    ];

    private readonly List<Variable> _variables = [];
    private readonly HashSet<string> _taken = [];

    public Scope? Outer => outer;

    /// <summary>Whether this scope is the body of a loop, or inside one.</summary>
    public bool InLoop { get; init; } = outer?.InLoop ?? false;

    /// <summary>Whether no statement here may leave it: the block of a <c>finally</c>.</summary>
    public bool IsClosed { get; init; } = outer?.IsClosed ?? false;

    /// <summary>Which variables from outside the body of a local function can see.</summary>
    public Func<Variable, bool> Sees { get; init; } = _ => true;

    public IEnumerable<Variable> Visible => outer is null ? _variables : outer.Visible.Where(Sees).Concat(_variables);

    public IEnumerable<Variable> Of(VariableKind kind) => Visible.Where(v => v.Kind == kind);

    public string FreshName(Random random)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = Names[random.Next(Names.Length)];
            name = attempt > 20 ? name + random.Next(1000) : name;
            if (!IsDeclared(name) && !_taken.Contains(name))
            {
                Take(name);
                return name;
            }
        }
    }

    /// <summary>Whether a variable here or around has the name, or a part of the name before its dot.</summary>
    private bool IsDeclared(string name) =>
        _variables.Any(v => v.Name == name || (v.Name.StartsWith(name, StringComparison.Ordinal) && v.Name[name.Length] is '.' or '[')) || (outer?.IsDeclared(name) ?? false);

    /// <summary>Reserves a name here and, as C# does, in everything around.</summary>
    public void Take(string name)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            scope._taken.Add(name);
        }
    }

    public Variable Add(Variable variable)
    {
        _variables.Add(variable);
        return variable;
    }
}
