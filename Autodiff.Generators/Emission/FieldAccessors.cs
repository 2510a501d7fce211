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
    private readonly List<(IrType Type, string Name, HashSet<int> Fields)> _types = [];
    private readonly HashSet<IrType> _made = [];

    /// <summary>What precedes the parenthesis of the accessor of a field, which gives it by reference.</summary>
    public string Of(IrType type, int index)
    {
        (_, string name, HashSet<int> fields) = Entry(type);
        fields.Add(index);
        return $"{name}.{type.Fields[index].Name}";
    }

    /// <summary>What precedes the parenthesis of the method that makes a struct of its fields.</summary>
    public string Make(IrType type)
    {
        (_, string name, HashSet<int> fields) = Entry(type);
        _made.Add(type);
        fields.UnionWith(Enumerable.Range(0, type.Fields.Count));
        return name + ".Make";
    }

    public void Write(SourceWriter writer)
    {
        foreach ((IrType type, string name, HashSet<int> fields) in _types)
        {
            writer.Line();
            writer.Line($"/// <summary>The fields of <c>{ShortName(type)}</c> that cannot be assigned by name.</summary>");
            using (writer.Block($"file static class {name}"))
            {
                foreach (int index in fields.OrderBy(index => index))
                {
                    IrStructField field = type.Fields[index];
                    writer.BlankLine();
                    writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"{field.Storage}\")]");
                    writer.Line($"public static extern ref {field.Type.Name} {field.Name}(ref {type.Name} value);");
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

    private (IrType Type, string Name, HashSet<int> Fields) Entry(IrType type)
    {
        foreach ((IrType Type, string Name, HashSet<int> Fields) known in _types)
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

        var entry = (type, name, new HashSet<int>());
        _types.Add(entry);
        return entry;
    }

    private static string ShortName(IrType type)
    {
        string name = type.Name.Split('<')[0];
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1).TrimStart('@');
    }
}
