using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Generators.Emission;

/// <summary>
/// Names by C#'s rule: a local must not share its name with one of an enclosing block, wherever that is declared.
/// Disjoint blocks may use a name twice, as the user's code does.
/// </summary>
internal sealed class NameScope
{
    private readonly NameScope? _parent;
    private readonly HashSet<string> _reserved;
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, int> _suffixes = [];

    public NameScope(IEnumerable<string> reserved) => _reserved = [.. reserved];

    private NameScope(NameScope parent)
    {
        _parent = parent;
        _reserved = parent._reserved;
    }

    public NameScope Nest(IEnumerable<IrVariable> variables)
    {
        var scope = new NameScope(this);
        foreach (IrVariable variable in variables)
        {
            scope.Declare(variable);
        }

        return scope;
    }

    public void Declare(IrVariable variable)
    {
        if (_names.ContainsKey(variable.Id))
        {
            return;
        }

        string name = variable.Name;
        bool isGiven = variable.Kind != IrVariableKind.Temporary;
        if (IsTaken(name) || (!isGiven && _reserved.Contains(name)))
        {
            int suffix = NextSuffix(name);
            do
            {
                name = variable.Name + suffix++;
            }
            while (IsTaken(name) || _reserved.Contains(name));
            _suffixes[variable.Name] = suffix;
        }

        _taken.Add(name);
        _names.Add(variable.Id, name);
    }

    /// <summary>Declares a variable under exactly its own name: a parameter.</summary>
    public void DeclareExactly(IrVariable variable, string name)
    {
        _taken.Add(name);
        _names[variable.Id] = name;
    }

    public string this[IrVariable variable]
    {
        get
        {
            for (NameScope? scope = this; scope is not null; scope = scope._parent)
            {
                if (scope._names.TryGetValue(variable.Id, out string? name))
                {
                    return Escape(name);
                }
            }

            return Escape(variable.Name);
        }
    }

    /// <remarks><c>this</c> stands for the receiver.</remarks>
    public static string Escape(string name) => name == "this" || SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>A suffix below which all are taken: what is taken once stays so in this scope.</summary>
    private int NextSuffix(string name)
    {
        for (NameScope? scope = this; scope is not null; scope = scope._parent)
        {
            if (scope._suffixes.TryGetValue(name, out int suffix))
            {
                return suffix;
            }
        }

        return 2;
    }

    /// <summary>Whether no variable in sight has a name.</summary>
    public bool IsFree(string name) => !IsTaken(name.TrimStart('@'));

    private bool IsTaken(string name)
    {
        for (NameScope? scope = this; scope is not null; scope = scope._parent)
        {
            if (scope._taken.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variables that statements declare in their own block.</summary>
    public static IEnumerable<IrVariable> DeclaredBy(IEnumerable<IrStatement> statements) => statements.SelectMany(statement =>
    {
        IEnumerable<IrVariable> outputs = statement is IrDeclare or IrEvaluate or IrAssign
            ? statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).OfType<IrOut>().Where(output => output.IsDeclaration).Select(output => output.Variable)
            : [];
        return statement is IrDeclare declare ? outputs.Prepend(declare.Variable) : outputs;
    });
}
