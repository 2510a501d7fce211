using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>Every row of docs/kinks.md names the test that holds it, and every test there is named.</summary>
[TestClass]
public sealed class KinkTableTests
{
    [TestMethod]
    public void Every_row_names_a_test_and_every_test_a_row()
    {
        string[] tests =
        [
            .. typeof(KinkTests).GetMethods().Where(m => m.GetCustomAttribute<TestMethodAttribute>() is not null).Select(m => m.Name),
        ];
        string[] named = [.. Rows().Select(cells => cells[^2].Trim().Trim('`'))];
        Assert.IsNotEmpty(named);
        foreach (string name in named)
        {
            CollectionAssert.Contains(tests, name, $"docs/kinks.md: there is no test '{name}' in KinkTests.");
        }

        string page = File.ReadAllText(PathOf("../../docs/kinks.md"));
        foreach (string test in tests)
        {
            Assert.Contains(test, page, $"docs/kinks.md does not name the test '{test}'.");
        }
    }

    /// <summary>The cells of each row; a bar that is escaped is no border.</summary>
    private static List<string[]> Rows() =>
    [
        .. File.ReadAllLines(PathOf("../../docs/kinks.md"))
            .SkipWhile(line => !line.StartsWith("|---", System.StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Replace("\\|", string.Empty, System.StringComparison.Ordinal).Split('|')),
    ];

    private static string PathOf(string relative, [CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, relative));
}
