using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Writes what a companion checks before it starts: nulls, lengths and shapes, and memory that overlaps.</summary>
internal sealed class ArgumentChecks(IrFunction function, CompanionSignature signature, IEnumerable<IrVariable> written)
{
    private readonly HashSet<IrVariable> _written = [.. written];

    public void WriteNull(SourceWriter writer)
    {
        foreach (IrVariable variable in signature.Differentiable.Where(variable => variable.Type is { Kind: IrTypeKind.Array or IrTypeKind.Object, IsRefLike: false } && variable.Name != "this"))
        {
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({NameScope.Escape(variable.Name)});");
        }
    }

    /// <summary>Checks the destinations of adjoints: their shapes, and that they overlap neither arguments nor each other.</summary>
    public void WriteDestinations(SourceWriter writer, Func<IrVariable, string> nameOf)
    {
        foreach (string type in function.AskedTypes)
        {
            writer.Line($"global::Autodiff.GeneratedCode.RequireFloatingPoint<{type}>();");
        }

        WriteNull(writer);
        List<IrVariable> memory = [.. signature.Differentiable.Where(variable => variable.Type.HoldsMemory)];
        foreach (IrVariable variable in signature.Differentiable.Where(variable => !IsValue(variable)))
        {
            string name = NameScope.Escape(variable.Name);
            string destination = nameOf(variable);
            writer.Line(variable.Type.IsMemory
                ? $"global::Autodiff.GeneratedCode.RequireLength({name}.Length, {destination}.Length, nameof({destination}), nameof({name}));"
                : variable.Type.IsClass ? $"global::Autodiff.Objects.RequireShadow({name}, {destination}, nameof({destination}), \"{CompanionSignature.NameOf(variable)}\");"
                : variable.Type.IsContainer ? $"global::Autodiff.Containers.RequireShadow({name}, {destination}, nameof({destination}), nameof({name}));"
                : $"{name}.RequireShadow({destination}, nameof({destination}));");
        }

        for (int i = 0; i < memory.Count; i++)
        {
            string destination = nameOf(memory[i]);
            foreach (IrFunctionParameter input in function.Parameters.Where(parameter => MayShare(parameter.Variable, memory[i])))
            {
                if (!(memory[i].Type.IsContainer || memory[i].Type.IsClass) || !input.Variable.Equals(memory[i]))
                {
                    WriteNoOverlap(writer, (memory[i], destination), (input.Variable, NameScope.Escape(input.Variable.Name)));
                }
            }

            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i], memory[j]))
                {
                    WriteNoOverlap(writer, (memory[i], destination), (memory[j], nameOf(memory[j])));
                }
            }
        }
    }

    /// <summary>Checks what must not be one place where the method writes.</summary>
    public void WriteOverlap(SourceWriter writer)
    {
        WriteOverlapOfWritten(writer);
        WriteOverlapOfReferences(writer);
    }

    /// <summary>Arguments may overlap as long as none of them is written.</summary>
    private void WriteOverlapOfWritten(SourceWriter writer)
    {
        List<IrVariable> memory = [.. function.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.HoldsMemory)];
        for (int i = 0; i < memory.Count; i++)
        {
            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i], memory[j]) && (_written.Contains(memory[i]) || _written.Contains(memory[j])))
                {
                    WriteNoOverlap(writer, (memory[i], NameScope.Escape(memory[i].Name)), (memory[j], NameScope.Escape(memory[j].Name)));
                }
            }
        }
    }

    /// <summary>A place that the method writes is no other argument's.</summary>
    private void WriteOverlapOfReferences(SourceWriter writer)
    {
        List<IrFunctionParameter> places = [.. function.Parameters.Where(parameter => parameter.Modifier is not ("" or "scoped") && IsValue(parameter.Variable) && parameter.Variable.Type.IsDifferentiable)];
        bool isAlone = places.Count < 2 && !function.Parameters.Any(parameter => parameter.Variable.Type.IsMemory);
        foreach (IrFunctionParameter output in places.Where(parameter => parameter.IsOut && !isAlone))
        {
            // Where it is, not what it holds.
            writer.Line($"global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {NameScope.Escape(output.Variable.Name)});");
        }

        foreach (IrFunctionParameter place in places.Where(parameter => parameter.IsReference))
        {
            foreach (IrFunctionParameter other in places.Where(other => other.Variable.Type.Equals(place.Variable.Type) && (!other.IsReference || other.Variable.Id > place.Variable.Id)))
            {
                WriteNoOverlap(place, other.Variable, $"new global::System.ReadOnlySpan<{other.Variable.Type.Name}>(in {NameScope.Escape(other.Variable.Name)})");
            }

            foreach (IrVariable memory in function.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.IsMemory && place.Variable.Type.Equals(variable.Type.Element)))
            {
                WriteNoOverlap(place, memory, NameScope.Escape(memory.Name));
            }
        }

        void WriteNoOverlap(IrFunctionParameter place, IrVariable other, string elements)
        {
            string name = NameScope.Escape(place.Variable.Name);
            writer.Line($"global::Autodiff.GeneratedCode.RequireNoOverlap<{place.Variable.Type.Name}>(new global::System.ReadOnlySpan<{place.Variable.Type.Name}>(in {name}), {elements}, nameof({name}), nameof({NameScope.Escape(other.Name)}));");
        }
    }

    /// <summary>Whether an adjoint is passed by reference: a number or a struct.</summary>
    public static bool IsValue(IrVariable variable) => variable.Type.IsReal || variable.Type.IsStruct;

    /// <summary>Whether two parameters may lead to the same numbers: an object may hold any.</summary>
    private static bool MayShare(IrVariable first, IrVariable second) => first.Type.IsClass || second.Type.IsClass
        ? first.Type.HoldsMemory && second.Type.HoldsMemory
        : Equals(first.Type.Number, second.Type.Number);

    private static void WriteNoOverlap(SourceWriter writer, (IrVariable Variable, string Name) first, (IrVariable Variable, string Name) second)
    {
        if (first.Variable.Type.IsClass || second.Variable.Type.IsClass)
        {
            ((IrVariable Variable, string Name) holder, (IrVariable Variable, string Name) other) = first.Variable.Type.IsClass ? (first, second) : (second, first);
            bool isSpan = other.Variable.Type.IsMemory;
            writer.Line($"global::Autodiff.Objects.RequireNoOverlap{(isSpan ? $"<{other.Variable.Type.Element!.Name}>" : string.Empty)}({holder.Name}, {(isSpan ? Elements(other) : other.Name)}, {Quoted(first.Name)}, {Quoted(second.Name)});");
            return;
        }

        string checks = first.Variable.Type.IsJagged || second.Variable.Type.IsJagged ? "Containers" : "GeneratedCode";
        writer.Line($"global::Autodiff.{checks}.RequireNoOverlap<{first.Variable.Type.Number!.Name}>({Elements(first)}, {Elements(second)}, nameof({first.Name}), nameof({second.Name}));");

        static string Elements((IrVariable Variable, string Name) holder) => holder.Variable.Type is { IsContainer: true, IsJagged: false }
            ? $"global::Autodiff.Containers.Elements<{holder.Variable.Type.Element!.Name}>({holder.Name})"
            : holder.Variable.Type.IsHeldSpan && holder.Name == NameScope.Escape(holder.Variable.Name) ? holder.Name + ".Span"
            : holder.Name;
    }

    private static string Quoted(string name) => name == "this" ? "\"self\"" : $"nameof({name})";
}
