using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Writes what a companion checks before it starts: nulls, lengths and shapes, and memory that overlaps.</summary>
internal sealed class ArgumentChecks(IrFunction function, IEnumerable<IrVariable> written, Func<FieldAccessors> accessors)
{
    private readonly HashSet<IrVariable> _written = [.. written];

    /// <summary>The parameters, and the arrays and objects in fields of theirs.</summary>
    private IEnumerable<Argument> Arguments => function.Parameters
        .Where(parameter => parameter.Part is not null || !parameter.Variable.Type.HasShadowFields)
        .Select(parameter => new Argument(parameter, accessors));

    private IEnumerable<Argument> Differentiable => Arguments.Where(argument => argument.Parameter.IsDifferentiable);

    public void WriteNull(SourceWriter writer)
    {
        foreach (Argument argument in Differentiable.Where(argument => argument.Type is { Kind: IrTypeKind.Array or IrTypeKind.Object, IsRefLike: false } && argument.Name != "this"))
        {
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({argument.Name}{(argument.IsPart ? ", " + argument.Label : string.Empty)});");
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
        List<Argument> memory = [.. Differentiable.Where(argument => argument.Type.HoldsMemory)];
        foreach (Argument argument in Differentiable.Where(argument => !IsValue(argument.Parameter.Variable)))
        {
            (string name, string destination) = (argument.Name, argument.In(nameOf));
            if (argument.IsPart && argument.Type.Kind == IrTypeKind.Array)
            {
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({destination}, {argument.LabelIn(nameOf)});");
            }

            writer.Line(argument.Type.IsMemory
                ? $"global::Autodiff.GeneratedCode.RequireLength({name}.Length, {destination}.Length, {argument.LabelIn(nameOf)}, {argument.Label});"
                : argument.Type.IsWalked ? $"global::Autodiff.Objects.RequireShadow({name}, {destination}, {argument.LabelIn(nameOf)}, {(argument.IsPart ? argument.Label : $"\"{CompanionSignature.NameOf(argument.Parameter.Variable)}\"")});"
                : argument.Type.IsContainer ? $"global::Autodiff.Containers.RequireShadow({name}, {destination}, {argument.LabelIn(nameOf)}, {argument.Label});"
                : $"{name}.RequireShadow({destination}, {argument.LabelIn(nameOf)});");
        }

        for (int i = 0; i < memory.Count; i++)
        {
            (string, string) destination = (memory[i].SpanIn(nameOf), memory[i].LabelIn(nameOf));
            foreach (Argument input in Arguments.Where(argument => MayShare(argument.Type, memory[i].Type)))
            {
                if (!(memory[i].Type.IsContainer || memory[i].Type.IsClass) || !input.Equals(memory[i]))
                {
                    WriteNoOverlap(writer, memory[i].Type, destination, input.Type, (input.Elements, input.Label));
                }
            }

            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i].Type, memory[j].Type))
                {
                    WriteNoOverlap(writer, memory[i].Type, destination, memory[j].Type, (memory[j].SpanIn(nameOf), memory[j].LabelIn(nameOf)));
                }
            }
        }
    }

    /// <summary>Checks what must not be one place where the method writes.</summary>
    /// <param name="nameOf">What each parameter is called here.</param>
    public void WriteOverlap(SourceWriter writer, Func<IrVariable, string>? nameOf = null)
    {
        WriteOverlapOfWritten(writer, nameOf ?? (variable => NameScope.Escape(variable.Name)));
        WriteOverlapOfReferences(writer);
    }

    /// <summary>Arguments may overlap as long as none of them is written.</summary>
    private void WriteOverlapOfWritten(SourceWriter writer, Func<IrVariable, string> nameOf)
    {
        // What was given by value is memory of its own.
        List<Argument> memory = [.. Arguments.Where(argument => argument.Type.HoldsMemory && argument.Parameter.Declared is not { Modifier: "" })];
        for (int i = 0; i < memory.Count; i++)
        {
            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i].Type, memory[j].Type) && (_written.Contains(memory[i].Parameter.Variable) || _written.Contains(memory[j].Parameter.Variable)))
                {
                    WriteNoOverlap(writer, memory[i].Type, (memory[i].ElementsIn(nameOf), memory[i].Label), memory[j].Type, (memory[j].ElementsIn(nameOf), memory[j].Label));
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
                string name = NameScope.Escape(other.Variable.Name);
                WriteNoOverlap(place, $"new global::System.ReadOnlySpan<{other.Variable.Type.Name}>(in {name})", $"nameof({name})");
            }

            foreach (Argument memory in Arguments.Where(argument => argument.Type.IsMemory && place.Variable.Type.Equals(argument.Type.Element)))
            {
                WriteNoOverlap(place, memory.Name, memory.Label);
            }
        }

        void WriteNoOverlap(IrFunctionParameter place, string elements, string label)
        {
            string name = NameScope.Escape(place.Variable.Name);
            writer.Line($"global::Autodiff.GeneratedCode.RequireNoOverlap<{place.Variable.Type.Name}>(new global::System.ReadOnlySpan<{place.Variable.Type.Name}>(in {name}), {elements}, nameof({name}), {label});");
        }
    }

    /// <summary>Whether an adjoint is passed by reference: a number or a struct.</summary>
    public static bool IsValue(IrVariable variable) => variable.Type.IsNumber || variable.Type.IsStruct;

    /// <summary>Whether a gradient is given by <c>out</c>: it leads to nothing that the caller makes.</summary>
    public static bool IsGiven(IrVariable variable) => IsValue(variable) && !variable.Type.HasShadowFields;

    /// <summary>Whether two arguments of these types may lead to the same numbers: an object may hold any.</summary>
    private static bool MayShare(IrType first, IrType second) => first.IsWalked || second.IsWalked
        ? first.HoldsMemory && second.HoldsMemory
        : Equals(first.Number, second.Number);

    private static void WriteNoOverlap(SourceWriter writer, IrType firstType, (string Text, string Label) first, IrType secondType, (string Text, string Label) second)
    {
        if (firstType.IsWalked || secondType.IsWalked)
        {
            ((string Text, string Label) holder, IrType otherType, (string Text, string Label) other) = firstType.IsWalked ? (first, secondType, second) : (second, firstType, first);
            writer.Line($"global::Autodiff.Objects.RequireNoOverlap{(otherType.IsMemory ? $"<{otherType.Element!.Name}>" : string.Empty)}({holder.Text}, {(otherType.IsMemory ? Elements(otherType, other.Text) : other.Text)}, {first.Label}, {second.Label});");
            return;
        }

        string checks = firstType.IsJagged || secondType.IsJagged ? "Containers" : "GeneratedCode";
        writer.Line($"global::Autodiff.{checks}.RequireNoOverlap<{firstType.Number!.Name}>({Elements(firstType, first.Text)}, {Elements(secondType, second.Text)}, {first.Label}, {second.Label});");
    }

    private static string Elements(IrType type, string text) => type is { IsContainer: true, IsJagged: false }
        ? $"global::Autodiff.Containers.Elements<{type.Element!.Name}>({text})"
        : text;

    /// <summary>A parameter, or what a field of one leads to, as code and messages name it.</summary>
    private sealed record Argument(IrFunctionParameter Parameter, Func<FieldAccessors> Accessors)
    {
        public IrType Type => Parameter.Variable.Type;

        public bool IsPart => Parameter.Part is not null;

        public string Name => In(variable => NameScope.Escape(variable.Name));

        /// <summary>The name, as a span where it is a Memory.</summary>
        public string Elements => ElementsIn(variable => NameScope.Escape(variable.Name));

        /// <inheritdoc cref="Elements"/>
        public string ElementsIn(Func<IrVariable, string> nameOf) => Type.IsHeldSpan ? In(nameOf) + ".Span" : In(nameOf);

        public string Label => LabelIn(variable => NameScope.Escape(variable.Name));

        /// <summary>The same in another struct, or under another name.</summary>
        public string In(Func<IrVariable, string> nameOf) => CompanionSignature.PartOf((IrExpression?)Parameter.Part ?? IrBuild.Read(Parameter.Variable), nameOf, Accessors());

        /// <summary>The destination of its adjoint, which is a span already where the parameter is a Memory by itself.</summary>
        public string SpanIn(Func<IrVariable, string> nameOf) => In(nameOf) + (IsPart && Type.IsHeldSpan ? ".Span" : string.Empty);

        /// <summary>The name for a message.</summary>
        public string LabelIn(Func<IrVariable, string> nameOf)
        {
            if (IsPart)
            {
                return $"\"{PathOf(Parameter.Part!)}\"";
            }

            string name = nameOf(Parameter.Variable);
            return name == "this" ? "\"self\"" : $"nameof({name})";

            string PathOf(IrExpression part) => part is IrField field ? $"{PathOf(field.Target)}.{field.Field.Name.TrimStart('@')}"
                : nameOf(((IrVariableReference)part).Variable) is var root && root == "this" ? "self" : root.TrimStart('@');
        }
    }
}
