using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Whether a method may write memory that it is given: found in its body and in those of the methods that get the memory
/// from it. A method of another assembly says so in an attribute of its forward sweep.
/// </summary>
/// <remarks>One for each compilation, so that a body is read once, however many call it.</remarks>
internal sealed class CalleeWrites
{
    private static readonly ConditionalWeakTable<Compilation, CalleeWrites> Known = new();

    private readonly ConcurrentDictionary<(ISymbol Method, int Parameter), Uses> _uses = new();

    public static CalleeWrites Of(Compilation compilation) => Known.GetValue(compilation, static _ => new CalleeWrites());

    /// <summary>Asks of one parameter; -1 stands for the receiver.</summary>
    /// <param name="read">Takes the documentation ids of the methods whose bodies the answer rests on.</param>
    public bool IsWritten(IMethodSymbol method, int parameter, Compilation compilation, HashSet<string> read, CancellationToken cancellation)
    {
        var seen = new HashSet<(ISymbol, int)>();
        var next = new Stack<(IMethodSymbol Method, int Parameter)>();
        next.Push((Definition(method), parameter));
        while (next.Count > 0)
        {
            (IMethodSymbol Method, int Parameter) asked = next.Pop();
            if (!seen.Add(asked))
            {
                continue;
            }

            if (!_uses.TryGetValue(asked, out Uses? uses))
            {
                uses = Read(asked.Method, asked.Parameter, compilation, cancellation);
                _ = _uses.TryAdd(asked, uses);
            }

            if (uses.Id is not null)
            {
                _ = read.Add(uses.Id);
            }

            if (uses.IsWritten)
            {
                return true;
            }

            foreach ((IMethodSymbol, int) given in uses.Given)
            {
                next.Push(given);
            }
        }

        return false;
    }

    /// <summary>The symbol whose declaration has the body, and the parameter's place in it.</summary>
    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method.PartialImplementationPart ?? method;
    }

    private static Uses Read(IMethodSymbol method, int parameter, Compilation compilation, CancellationToken cancellation)
    {
        if (parameter >= 0 && LeavesAlone(method.Parameters[parameter]))
        {
            return Uses.None;
        }

        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return IsUnwritten(method, parameter) ? Uses.None : Uses.Unknown;
        }

        string? id = method.GetDocumentationCommentId();
        if (method.IsAbstract || (method.IsVirtual && !method.ContainingType.IsSealed) || (method.IsOverride && !method.ContainingType.IsSealed) || InlineBody.ReadBlock(method, compilation, cancellation) is not { } body)
        {
            return Uses.Unknown;
        }

        var uses = new MemoryUses(method, body, parameter < 0 ? null : method.Parameters[parameter]);
        return uses.IsWritten
            ? new Uses(true, [], id)
            : new Uses(false, [.. uses.Handovers.Select(given => (Definition(given.Method), Ordinal(given)))], id);
    }

    /// <summary>An extension method that is called like a member counts its parameters without the first.</summary>
    private static int Ordinal(MemoryHandover given) =>
        given.Parameter is { } parameter ? parameter.Ordinal + (given.Method.ReducedFrom is null ? 0 : 1)
        : given.Method.ReducedFrom is null ? -1 : 0;

    /// <summary>A parameter through whose type nothing can be written.</summary>
    private static bool LeavesAlone(IParameterSymbol parameter) => parameter.RefKind is not (RefKind.Ref or RefKind.Out) && MemoryUses.CannotWrite(parameter.Type);

    /// <summary>Whether a method that has no source leaves what it is given as it is.</summary>
    private static bool IsUnwritten(IMethodSymbol method, int parameter)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (Attributes.Has(method, Attributes.Differentiable) && !TypeLowering.IsInSystem(type))
        {
            return type.GetMembers(method.Name + "ForwardSweep").OfType<IMethodSymbol>().Where(sweep => IsSweepOf(method, sweep)).ToList() is [var forward]
                && Attributes.Has(parameter < 0 ? forward : forward.Parameters[parameter], Attributes.Unwritten);
        }

        if (parameter < 0 || method.Parameters[parameter].RefKind is RefKind.Ref or RefKind.Out || method.Parameters[parameter].Type is INamedTypeSymbol { Name: "Span" or "Memory" or "TensorSpan" } && method.Name is not ("AsSpan" or "AsMemory"))
        {
            return false;
        }

        if (MemoryUses.IsFramework(type))
        {
            return type.ToDisplayString() switch
            {
                "System.Linq.Enumerable" or "System.MemoryExtensions" => true,
                "System.Array" => method.Parameters[parameter].Name == "sourceArray" || method.Name.Contains("Index") || method.Name is "BinarySearch" or "Exists" or "Find" or "TrueForAll",
                _ => method.IsStatic && method.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal),
            };
        }

        return false;
    }

    private static bool IsSweepOf(IMethodSymbol method, IMethodSymbol sweep) =>
        sweep.Parameters.Length == method.Parameters.Length + 1
        && method.Parameters.Zip(sweep.Parameters, (own, parameter) => own.Type.ToDisplayString() == parameter.Type.ToDisplayString()).All(isSame => isSame);

    /// <param name="IsWritten">Whether the body itself writes the memory.</param>
    /// <param name="Given">The methods that it gives it to.</param>
    /// <param name="Id">The documentation id of the body.</param>
    private sealed record Uses(bool IsWritten, IReadOnlyList<(IMethodSymbol Method, int Parameter)> Given, string? Id)
    {
        public static Uses None { get; } = new(false, [], null);

        public static Uses Unknown { get; } = new(true, [], null);
    }
}
