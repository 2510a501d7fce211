using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>
/// Compares generated files with the accepted ones beside the test, in Verify's own format:
/// <c>Type.Method#Hint.verified.cs</c>, first line <c>//HintName: …</c>, UTF-8 with a byte order mark, LF, no newline
/// at the end.
/// </summary>
/// <remarks>
/// A difference, a new file and a stale one all fail the test; what was received is written beside the accepted file
/// as <c>.received.cs</c>. With the environment variable <c>AUTODIFF_ACCEPT_SNAPSHOTS=1</c> what is received becomes
/// the accepted file. The test class is named as its file.
/// </remarks>
internal static class Snapshot
{
    private const string AcceptVariable = "AUTODIFF_ACCEPT_SNAPSHOTS";
    private const int ContextLines = 3;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly char[] InvalidCharacters = ['"', '<', '>', '|', ':', '*', '?', '/', '\\'];

    public static void Verify(
        IEnumerable<(string HintName, string Text)> sources,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string testMethod = "")
    {
        string directory = Path.GetDirectoryName(testFile)!;
        string prefix = Path.GetFileNameWithoutExtension(testFile) + "." + testMethod;
        Verify(sources, directory, prefix, Environment.GetEnvironmentVariable(AcceptVariable) == "1");
    }

    internal static void Verify(
        IEnumerable<(string HintName, string Text)> sources, string directory, string prefix, bool accept)
    {
        Directory.CreateDirectory(directory);
        foreach (string old in Directory.GetFiles(directory, prefix + "#*.received.cs"))
        {
            File.Delete(old);
        }

        var stale = new HashSet<string>(Directory.GetFiles(directory, prefix + "#*.verified.cs"));
        var seen = new HashSet<string>();
        var failures = new List<string>();
        foreach ((string hintName, string text) in sources)
        {
            string stem = Path.Combine(directory, prefix + "#" + FileNamePart(hintName));
            if (!seen.Add(stem))
            {
                failures.Add($"Two files are called '{hintName}'.");
                continue;
            }

            string verified = stem + ".verified.cs";
            stale.Remove(verified);
            string received = Normalize("//HintName: " + hintName + "\n" + text);
            string? accepted = File.Exists(verified) ? Read(verified) : null;
            if (received == accepted)
            {
                continue;
            }

            if (accept)
            {
                File.WriteAllText(verified, received, Encoding);
                continue;
            }

            File.WriteAllText(stem + ".received.cs", received, Encoding);
            failures.Add(accepted is null
                ? $"New snapshot {Path.GetFileName(verified)}:\n{received}"
                : $"Changed snapshot {Path.GetFileName(verified)} (- accepted, + received):\n{Diff(accepted, received)}");
        }

        foreach (string file in stale.Order(StringComparer.Ordinal))
        {
            if (accept)
            {
                File.Delete(file);
            }
            else
            {
                failures.Add($"Stale snapshot {Path.GetFileName(file)}: nothing generates it any more.");
            }
        }

        if (failures.Count > 0)
        {
            Assert.Fail(
                string.Join("\n\n", failures) + $"\n\nTo accept what was received, run the test with {AcceptVariable}=1.");
        }
    }

    private static string FileNamePart(string hintName)
    {
        string name = hintName.EndsWith(".cs", StringComparison.Ordinal) ? hintName[..^".cs".Length] : hintName;
        return string.Concat(name.Select(c => InvalidCharacters.Contains(c) ? '-' : c));
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd('\n');

    private static string Read(string file) => Normalize(File.ReadAllText(file, Encoding));

    private static string Diff(string accepted, string received)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(accepted, received, ignoreWhiteSpace: false).Lines;
        var builder = new StringBuilder();
        int printed = -1;
        for (int i = 0; i < lines.Count; i++)
        {
            int from = Math.Max(0, i - ContextLines);
            int to = Math.Min(lines.Count - 1, i + ContextLines);
            if (!Enumerable.Range(from, to - from + 1).Any(j => lines[j].Type != ChangeType.Unchanged))
            {
                continue;
            }

            if (i > printed + 1)
            {
                builder.Append("  ⋮\n");
            }

            printed = i;
            string mark = lines[i].Type switch
            {
                ChangeType.Inserted => "+ ",
                ChangeType.Deleted => "- ",
                _ => "  ",
            };
            builder.Append(mark).Append(lines[i].Text).Append('\n');
        }

        return builder.ToString();
    }
}
