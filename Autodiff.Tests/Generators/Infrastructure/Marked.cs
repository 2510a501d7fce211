using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>A source in which <c>[|…|]</c> marks the places where diagnostics are expected.</summary>
/// <param name="Text">The source without the marks.</param>
/// <param name="Spans">The marked places in <paramref name="Text"/>, in the order in which they start.</param>
internal sealed record Marked(string Text, ImmutableArray<TextSpan> Spans)
{
    public static Marked Parse(string source)
    {
        var text = new StringBuilder();
        var open = new Stack<int>();
        var spans = new List<TextSpan>();
        for (int i = 0; i < source.Length; i++)
        {
            if (source.AsSpan(i).StartsWith("[|"))
            {
                open.Push(text.Length);
                i++;
            }
            else if (source.AsSpan(i).StartsWith("|]") && open.Count > 0)
            {
                spans.Add(TextSpan.FromBounds(open.Pop(), text.Length));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }

        if (open.Count > 0)
        {
            throw new ArgumentException("A '[|' is not closed by '|]'.", nameof(source));
        }

        return new Marked(text.ToString(), [.. spans.OrderBy(s => s.Start).ThenByDescending(s => s.Length)]);
    }

    /// <summary>
    /// Fails unless the diagnostics are exactly the expected ones: one for each marked place, in their order, with the
    /// id, the exact span, and the given part in its message.
    /// </summary>
    public void AssertReported(IEnumerable<Diagnostic> diagnostics, params (string Id, string MessagePart)[] expected)
    {
        if (expected.Length != Spans.Length)
        {
            throw new ArgumentException(
                $"The source marks {Spans.Length} places, but {expected.Length} diagnostics are expected.", nameof(expected));
        }

        Diagnostic[] actual =
        [
            .. diagnostics
                .OrderBy(d => d.Location.SourceSpan.Start)
                .ThenByDescending(d => d.Location.SourceSpan.Length)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
        bool equal = actual.Length == expected.Length
            && Enumerable.Range(0, actual.Length).All(i =>
                actual[i].Id == expected[i].Id
                && actual[i].Location.SourceSpan == Spans[i]
                && actual[i].GetMessage().Contains(expected[i].MessagePart, StringComparison.Ordinal));
        if (!equal)
        {
            Assert.Fail(
                "Expected\n"
                + string.Concat(expected.Select((e, i) => $"  {e.Id} at {Show(Spans[i])}: …{e.MessagePart}…\n"))
                + "but was\n"
                + string.Concat(actual.Select(d => $"  {d.Id} at {Show(d.Location.SourceSpan)}: {d.GetMessage()}\n")));
        }
    }

    private string Show(TextSpan span) =>
        span.End <= Text.Length ? $"{span} '{Text.Substring(span.Start, span.Length)}'" : $"{span} (outside the source)";
}
