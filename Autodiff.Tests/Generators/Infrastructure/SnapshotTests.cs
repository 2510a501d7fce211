using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

[TestClass]
public class SnapshotTests
{
    private const string Prefix = "Type.Method";

    private readonly string _directory = Directory.CreateTempSubdirectory("snapshots").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void Accepting_writes_the_format_of_Verify()
    {
        Verify(accept: true, ("Chain.Energy.g.cs", "class C\r\n{\r\n}\r\n"));

        byte[] bytes = File.ReadAllBytes(PathOf("Type.Method#Chain.Energy.g.verified.cs"));
        CollectionAssert.AreEqual(
            (byte[])[0xEF, 0xBB, 0xBF, .. "//HintName: Chain.Energy.g.cs\nclass C\n{\n}"u8], bytes);
    }

    [TestMethod]
    public void What_was_accepted_passes_and_leaves_nothing_behind()
    {
        Verify(accept: true, ("A.cs", "a\n"), ("B.cs", "b\n"));
        Verify(accept: false, ("B.cs", "b\n"), ("A.cs", "a\n"));

        Assert.HasCount(2, Directory.GetFiles(_directory));
    }

    [TestMethod]
    public void A_difference_fails_with_a_diff_and_writes_what_was_received()
    {
        Verify(accept: true, ("A.cs", "one\ntwo\nthree\n"));

        string message = Failure(("A.cs", "one\n2\nthree\n"));

        StringAssert.Contains(message, "- two\n+ 2\n");
        Assert.EndsWith("one\n2\nthree", File.ReadAllText(PathOf("Type.Method#A.received.cs")));
        Assert.EndsWith("one\ntwo\nthree", File.ReadAllText(PathOf("Type.Method#A.verified.cs")));
        Verify(accept: false, ("A.cs", "one\ntwo\nthree\n"));
        Assert.IsFalse(File.Exists(PathOf("Type.Method#A.received.cs")), "An old received file was not removed.");
    }

    [TestMethod]
    public void A_long_diff_shows_only_the_surroundings()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(i => "line " + i)];
        Verify(accept: true, ("A.cs", string.Join("\n", lines)));
        lines[50] = "changed";

        string message = Failure(("A.cs", string.Join("\n", lines)));

        StringAssert.Contains(message, "  line 47\n  line 48\n  line 49\n- line 50\n+ changed\n  line 51\n");
        Assert.DoesNotContain("line 46", message);
        Assert.DoesNotContain("line 54", message);
    }

    [TestMethod]
    public void A_new_file_fails()
    {
        StringAssert.Contains(Failure(("A.cs", "a")), "New snapshot Type.Method#A.verified.cs");
        Assert.IsTrue(File.Exists(PathOf("Type.Method#A.received.cs")));
        Assert.IsFalse(File.Exists(PathOf("Type.Method#A.verified.cs")));
    }

    [TestMethod]
    public void A_stale_file_fails_and_accepting_removes_it()
    {
        Verify(accept: true, ("A.cs", "a"), ("B.cs", "b"));

        StringAssert.Contains(Failure(("A.cs", "a")), "Stale snapshot Type.Method#B.verified.cs");
        Verify(accept: true, ("A.cs", "a"));
        Assert.IsFalse(File.Exists(PathOf("Type.Method#B.verified.cs")));
    }

    [TestMethod]
    public void Files_of_a_test_with_a_longer_name_are_left_alone()
    {
        Snapshot.Verify([("A.cs", "a")], _directory, "Type.Method_more", accept: true);
        Verify(accept: true, ("A.cs", "a"));
        Verify(accept: false, ("A.cs", "a"));
        Assert.HasCount(2, Directory.GetFiles(_directory));
    }

    [TestMethod]
    public void Two_files_of_one_name_fail() =>
        StringAssert.Contains(Failure(("A.cs", "a"), ("A.cs", "a")), "Two files are called 'A.cs'");

    [TestMethod]
    public void A_hint_name_with_characters_no_file_has_gets_a_dash()
    {
        Verify(accept: true, ("Folder/Chain<T>.cs", "a"));
        Assert.IsTrue(File.Exists(PathOf("Type.Method#Folder-Chain-T-.verified.cs")));
    }

    /// <summary>A deleted or renamed test leaves its files behind; nothing but this would notice.</summary>
    [TestMethod]
    public void Every_accepted_file_belongs_to_a_test()
    {
        var tests = typeof(SnapshotTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Public).Select(m => t.Name + "." + m.Name))
            .ToHashSet();
        string[] orphans =
        [
            .. Directory.GetFiles(ProjectDirectory(), "*.verified.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetFileName(f))
                .Where(f => !tests.Contains(f.Split('#')[0])),
        ];
        Assert.IsEmpty(orphans, "No test owns " + string.Join(", ", orphans));
    }

    private static string ProjectDirectory([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    private void Verify(bool accept, params (string HintName, string Text)[] sources) =>
        Snapshot.Verify(sources, _directory, Prefix, accept);

    private string Failure(params (string HintName, string Text)[] sources) =>
        Assert.ThrowsExactly<AssertFailedException>(() => Verify(accept: false, sources)).Message;

    private string PathOf(string name) => Path.Combine(_directory, name);
}
