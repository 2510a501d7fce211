using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Writes the interfaces of derivatives of a type, whose methods are the companions of the type's own.</summary>
internal static class DerivativeWriter
{
    private const string Tape = "tape";

    public static GeneratedFile Write(IrDerivativeModel model) => ClassWriter.Write(
        model.HintName,
        model.Namespace,
        model.ContainingTypes,
        string.Join(", ", model.Interfaces.Append("global::Autodiff.IShadowed")),
        (writer, accessors) =>
        {
            foreach (IrDerivativeMember member in model.Members)
            {
                writer.BlankLine();
                WriteMember(writer, model, member);
            }

            writer.BlankLine();
            if (model.Type.IsStruct)
            {
                WriteShadow(writer, model, accessors);
            }
            else
            {
                writer.Line("object global::Autodiff.IShadowed.CreateShadow() => global::Autodiff.Objects.CreateShadow(this);");
                writer.Line();
                writer.Line("void global::Autodiff.IShadowed.SetToZero() => global::Autodiff.Objects.SetToZero(this);");
                writer.Line();
                writer.Line("void global::Autodiff.IShadowed.Accumulate(object addend) => global::Autodiff.Objects.Accumulate(addend, this);");
            }
        },
        usedNamespace: model.Type.HasMemoryFields ? "System" : null);

    /// <summary>What makes and changes the shadow of a struct in a box: field by field, in a copy.</summary>
    private static void WriteShadow(SourceWriter writer, IrDerivativeModel model, FieldAccessors accessors)
    {
        var primal = new IrVariable(0, "primal", model.Type, IrVariableKind.Local);
        var shadow = new IrVariable(1, "shadow", model.Type, IrVariableKind.Local);
        var other = new IrVariable(2, "other", model.Type, IrVariableKind.Local);
        var printer = new ExpressionPrinter(new NameScope([]), Tape, accessors);
        string type = model.Type.Name;
        string self = model.IsReadOnly ? "global::System.Runtime.CompilerServices.Unsafe.AsRef(in this)" : "this";
        using (writer.Block("object global::Autodiff.IShadowed.CreateShadow()"))
        {
            writer.Line($"{type} primal = this;");
            writer.Line($"{type} shadow = {printer.Print(Gradients.New(IrBuild.Read(primal), part => CompanionSignature.PartOf(part, named => named.Name, accessors)))};");
            writer.Line("return shadow;");
        }

        writer.Line();
        using (writer.Block("void global::Autodiff.IShadowed.SetToZero()"))
        {
            writer.Line($"{type} shadow = this;");
            new StatementPrinter(writer, printer).PrintAll(Gradients.Clear(IrBuild.Read(shadow)));
            writer.Line($"{self} = shadow;");
        }

        writer.Line();
        using (writer.Block("void global::Autodiff.IShadowed.Accumulate(object addend)"))
        {
            writer.Line($"{type} shadow = this;");
            writer.Line($"var other = ({type})addend;");
            int next = 3;
            new StatementPrinter(writer, printer).PrintAll(Gradients.Add(IrBuild.Read(other), IrBuild.Read(shadow), (name, index) => new IrVariable(next++, name, index, IrVariableKind.Local)));
            writer.Line($"{self} = shadow;");
        }
    }

    private static void WriteMember(SourceWriter writer, IrDerivativeModel model, IrDerivativeMember member)
    {
        using (writer.Block($"void {member.Interface}.{member.Name}({string.Join(", ", member.Parameters)})"))
        {
            writer.Line($"using global::Autodiff.Tape {Tape} = global::Autodiff.Tape.Rent();");
            foreach (IrDerivativeArgument argument in member.Arguments)
            {
                string? made = argument.Kind switch
                {
                    IrDerivativeArgumentKind.Written => $"{Tape}.Rent<{argument.Element}>({argument.Text}.Length)",
                    IrDerivativeArgumentKind.Seed => $"{Tape}.RentCopy<{argument.Element}>({argument.Text})",
                    _ => null,
                };
                if (made is not null)
                {
                    writer.Line($"{argument.Element}[] {argument.Name} = {made};");
                }
            }

            string arguments = string.Join(", ", member.Arguments.Select(argument => argument.Kind switch
            {
                IrDerivativeArgumentKind.Self => Self(model),
                IrDerivativeArgumentKind.Given => argument.Text,
                _ => argument.Name,
            }));
            writer.Line($"(({model.Type.Name}){member.Primal}).{member.Companion}({arguments});");
            foreach (IrDerivativeArgument argument in member.Arguments.Where(argument => argument.Kind is IrDerivativeArgumentKind.Written or IrDerivativeArgumentKind.Seed))
            {
                writer.Line($"{Tape}.Return({argument.Name});");
            }
        }
    }

    private static string Self(IrDerivativeModel model) => !model.Type.IsStruct ? "this"
        : model.IsReadOnly ? "ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in this)"
        : "ref this";
}
