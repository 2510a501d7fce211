using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>Gives names that nothing in sight of the method has.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inlined = new(StringComparer.Ordinal);

    public Names(IMethodSymbol method, IEnumerable<string> locals)
    {
        _locals.UnionWith(method.Parameters.Select(parameter => parameter.Name));
        _locals.UnionWith(locals);
        _taken.UnionWith(_locals);
        _taken.UnionWith(method.TypeParameters.Select(parameter => parameter.Name));
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (INamedTypeSymbol? ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
            {
                _taken.UnionWith(ancestor.GetMembers().Where(member => member.CanBeReferencedByName).Select(member => member.Name));
            }

            _taken.UnionWith(type.TypeParameters.Select(parameter => parameter.Name));

            // A primary constructor's parameters are in sight as fields are.
            _taken.UnionWith(type.InstanceConstructors.Where(IsPrimary).SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Name));
        }

        Reserved = [.. _taken.OrderBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>The names that the user's code has in sight, in a fixed order.</summary>
    public IReadOnlyList<string> Reserved { get; }

    /// <summary>Whether a local or a parameter has the name, of the user's or of a companion.</summary>
    public bool IsLocal(string name) => _locals.Contains(name)
        || name == "tape"
        || name.EndsWith("Adjoint", StringComparison.Ordinal)
        || name.EndsWith("Gradient", StringComparison.Ordinal);

    /// <summary>The first of some names that is free, or else the first with a number.</summary>
    public string Unique(params string[] preferred)
    {
        foreach (string name in preferred)
        {
            if (_taken.Add(name))
            {
                return Escape(name);
            }
        }

        for (int i = 2; ; i++)
        {
            string numbered = preferred[0] + i;
            if (_taken.Add(numbered))
            {
                return numbered;
            }
        }
    }

    /// <summary>
    /// The name of a local of an inlined body, which must hide nothing that the code around it may mention. Locals may
    /// share one.
    /// </summary>
    public string Inlined(string name)
    {
        if (!_inlined.TryGetValue(name, out string? given))
        {
            _inlined[name] = given = _locals.Contains(name) ? name : Unique(name).TrimStart('@');
            _locals.Add(given);
        }

        return given;
    }

    /// <summary>An identifier as C# writes it.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static string CamelCase(string name)
    {
        // A delegate in an array is called by no name.
        string letters = name.TrimStart('_', '@', '.');
        if (!SyntaxFacts.IsValidIdentifier(letters))
        {
            return "value";
        }

        // "LUFactor" reads as "luFactor", "QR" as "qr".
        int upper = 0;
        while (upper < letters.Length && char.IsUpper(letters[upper]))
        {
            upper++;
        }

        int lowered = upper <= 1 || upper == letters.Length ? upper : upper - 1;
        return letters.Substring(0, lowered).ToLowerInvariant() + letters.Substring(lowered);
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);
}
