using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Autodiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Every diagnostic is explained and release-tracked.</summary>
[TestClass]
public sealed class DescriptorTests
{
    [TestMethod]
    public void EveryDiagnosticHasAPageAndAnEntry()
    {
        string root = Root();
        string index = File.ReadAllText(Path.Combine(root, "docs", "diagnostics", "README.md"));
        string releases = File.ReadAllText(Path.Combine(root, "Autodiff.Generators", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(root, "Autodiff.Generators", "AnalyzerReleases.Shipped.md"));
        foreach (DiagnosticDescriptor descriptor in Descriptors.All.AddRange(Descriptors.Suggestions))
        {
            string page = File.ReadAllText(Path.Combine(root, "docs", "diagnostics", descriptor.Id + ".md"));
            StringAssert.StartsWith(page, $"# {descriptor.Id}: {descriptor.Title}\n");
            StringAssert.Contains(page, descriptor.MessageFormat.ToString());
            StringAssert.Contains(index, $"[{descriptor.Id}]({descriptor.Id}.md)");
            StringAssert.Contains(releases, $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ");
            StringAssert.EndsWith(descriptor.HelpLinkUri, $"/docs/diagnostics/{descriptor.Id}.md");
        }

        Assert.HasCount(Descriptors.All.Length + Descriptors.Suggestions.Length + 1, Directory.GetFiles(Path.Combine(root, "docs", "diagnostics"), "*.md"), "a page without a diagnostic");
    }

    [TestMethod]
    public void IdsAreUnique() => Assert.AreEqual(Descriptors.All.Length + Descriptors.Suggestions.Length, Descriptors.All.AddRange(Descriptors.Suggestions).Select(descriptor => descriptor.Id).Distinct().Count());

    [TestMethod]
    public void AnUnknownIdIsAnInternalError() => Assert.AreEqual("AD0099", Descriptors.Create("AD1234", Location.None, []).Id);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(file, "..", "..", "..", ".."));
}
