using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>
/// Ways to fields that C# does not let the generated code assign: a read-only or private one, the one behind a
/// property. They go into a type of the generated file, without reflection.
/// </summary>
internal sealed class FieldAccessors
{
    private readonly List<(IrType Type, string Name, List<IrStructField> Fields)> _types = [];
    private readonly HashSet<IrType> _made = [];

    /// <summary>What precedes the parenthesis of the accessor of a field, which gives it by reference.</summary>
    public string Of(IrType type, IrStructField field)
    {
        (IrType declared, string name, List<IrStructField> fields) = Entry(type);
        field = declared.Fields.FirstOrDefault(other => other.Storage == field.Storage) ?? field;
        if (!fields.Any(known => known.Storage == field.Storage))
        {
            fields.Add(field);
        }

        return $"{name}{Arguments(type)}.{field.Name}";
    }

    /// <summary>What precedes the parenthesis of the method that makes a struct of its fields.</summary>
    public string Make(IrType type)
    {
        (IrType declared, string name, List<IrStructField> fields) = Entry(type);
        _made.Add(declared);
        fields.AddRange(declared.Fields.Except(fields));
        return $"{name}{Arguments(type)}.Make";
    }

    public void Write(SourceWriter writer)
    {
        foreach ((IrType type, string name, List<IrStructField> fields) in _types)
        {
            writer.Line();
            writer.Line($"/// <summary>The fields of <c>{ShortName(type)}</c> that cannot be assigned by name.</summary>");
            using (writer.Block($"file static class {name}{Arguments(type)}{string.Concat(type.Clauses.Select(clause => " " + clause))}"))
            {
                foreach (IrStructField field in type.IsClass ? fields.OrderBy(field => field.Name, System.StringComparer.Ordinal) : type.Fields.Where(fields.Contains))
                {
                    writer.BlankLine();
                    writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"{field.Storage}\")]");
                    writer.Line($"public static extern ref {field.Declared ?? field.Type.Name} {field.Name}({(type.IsClass ? string.Empty : "ref ")}{type.Name} value);");
                }

                if (_made.Contains(type))
                {
                    WriteMake(writer, type);
                }
            }
        }
    }

    private static void WriteMake(SourceWriter writer, IrType type)
    {
        writer.BlankLine();
        string parameters = string.Join(", ", type.Fields.Select((field, i) => $"{field.Type.Name} field{i}"));
        using (writer.Block($"public static {type.Name} Make({parameters})"))
        {
            writer.Line($"{type.Name} value = default;");
            for (int i = 0; i < type.Fields.Count; i++)
            {
                writer.Line($"{type.Fields[i].Name}(ref value) = field{i};");
            }

            writer.Line("return value;");
        }
    }

    private (IrType Type, string Name, List<IrStructField> Fields) Entry(IrType type)
    {
        type = type.Definition ?? type;
        foreach ((IrType Type, string Name, List<IrStructField> Fields) known in _types)
        {
            if (known.Type.Equals(type))
            {
                return known;
            }
        }

        string name = ShortName(type) + "Fields";
        for (int suffix = 2; _types.Any(other => other.Name == name); suffix++)
        {
            name = $"{ShortName(type)}Fields{suffix}";
        }

        var entry = (type, name, new List<IrStructField>());
        _types.Add(entry);
        return entry;
    }

    /// <summary>An accessor of a generic type belongs to a class with the same type parameters.</summary>
    private static string Arguments(IrType type) => type.Arguments.IsEmpty ? string.Empty : $"<{string.Join(", ", type.Arguments)}>";

    private static string ShortName(IrType type)
    {
        string name = type.Name.Split('<')[0];
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1).TrimStart('@');
    }
}
