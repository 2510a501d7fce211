using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Autodiff.Tests.Fuzz;

/// <summary>A failing program as a test for <see cref="FoundByFuzzing"/>: its text goes there as it is, and gets a better name.</summary>
internal static class ReadyTest
{
    private const string Indent = "            ";

    public static string Of(FuzzProgram program, Finding finding)
    {
        string words = Regex.Replace(finding.Outcome.ToString(), "(?<=.)[A-Z]", match => "_" + match.Value.ToLowerInvariant());
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"    [TestMethod]\n    public void {words}_with_seed_{program.Seed}() => Clean(\n        {program.Seed}");
        foreach (FuzzMethod method in program.Methods)
        {
            string parameters = string.Join(", ", method.Parameters.Select(Parameter));
            text.Append(CultureInfo.InvariantCulture, $",\n        new FuzzMethod(\"{method.Name}\", \"{method.Result}\", [{parameters}], Node.Statement(\n{Indent}\"\"\"\n");
            foreach (string line in method.Body.Render().Split('\n'))
            {
                text.Append(Indent).Append(line).Append('\n');
            }

            text.Append(Indent).Append("\"\"\"))").Append(method.IsCheckpoint ? " { IsCheckpoint = true }" : method.IsGeneric ? " { IsGeneric = true }" : string.Empty);
        }

        return text.Append(");\n").ToString();
    }

    private static string Parameter(FuzzParameter parameter) => string.Concat(
        $"new(\"{parameter.Type}\", \"{parameter.Name}\", {parameter.Size}",
        parameter.IsConstant ? ", IsConstant: true" : string.Empty,
        parameter.IsWritten ? ", IsWritten: true" : string.Empty,
        ")");
}
