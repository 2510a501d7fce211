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
        (_, string name, List<IrStructField> fields) = Entry(type);
        if (!fields.Contains(field))
        {
            fields.Add(field);
        }

        return $"{name}.{field.Name}";
    }

    /// <summary>What precedes the parenthesis of the method that makes a struct of its fields.</summary>
    public string Make(IrType type)
    {
        (_, string name, List<IrStructField> fields) = Entry(type);
        _made.Add(type);
        fields.AddRange(type.Fields.Except(fields));
        return name + ".Make";
    }

    public void Write(SourceWriter writer)
    {
        foreach ((IrType type, string name, List<IrStructField> fields) in _types)
        {
            writer.Line();
            writer.Line($"/// <summary>The fields of <c>{ShortName(type)}</c> that cannot be assigned by name.</summary>");
            using (writer.Block($"file static class {name}"))
            {
                foreach (IrStructField field in type.IsClass ? fields.OrderBy(field => field.Name, System.StringComparer.Ordinal) : type.Fields.Where(fields.Contains))
                {
                    writer.BlankLine();
                    writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"{field.Storage}\")]");
                    writer.Line($"public static extern ref {field.Type.Name} {field.Name}({(type.IsClass ? string.Empty : "ref ")}{type.Name} value);");
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

    private static string ShortName(IrType type)
    {
        string name = type.Name.Split('<')[0];
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1).TrimStart('@');
    }
}
