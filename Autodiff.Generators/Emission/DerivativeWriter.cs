using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Writes the interfaces of derivatives of a type, whose methods are the companions of the type's own.</summary>
internal static class DerivativeWriter
{
    public static GeneratedFile Write(IrDerivativeModel model) => ClassWriter.Write(
        model.HintName,
        model.Namespace,
        model.ContainingTypes,
        string.Join(", ", model.Interfaces),
        (writer, _) =>
        {
            foreach (IrDerivativeMember member in model.Members)
            {
                writer.BlankLine();
                WriteMember(writer, model, member);
            }
        });

    private static void WriteMember(SourceWriter writer, IrDerivativeModel model, IrDerivativeMember member)
    {
        const string Tape = "tape";
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
