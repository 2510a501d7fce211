using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>Makes a failing program smaller as long as it fails in the same way.</summary>
internal static class Shrinker
{
    private const int BatchSize = 24;

    public static (FuzzProgram Program, Finding Finding) Shrink(FuzzProgram program, Finding finding, TimeSpan budget)
    {
        DateTime end = DateTime.UtcNow + budget;
        bool progress = true;
        while (progress && DateTime.UtcNow < end)
        {
            progress = false;
            List<FuzzProgram> candidates = [.. Candidates(program).Where(c => c.Size < program.Size).OrderBy(c => c.Size)];
            for (int i = 0; i < candidates.Count && !progress && DateTime.UtcNow < end; i += BatchSize)
            {
                List<FuzzProgram> batch = candidates.GetRange(i, Math.Min(BatchSize, candidates.Count - i));
                Finding[] findings = Batch.Run(batch);
                int found = Array.FindIndex(findings, f => f.IsLike(finding));
                if (found >= 0)
                {
                    (program, finding, progress) = (batch[found], findings[found], true);
                }
            }
        }

        return (program, finding);
    }

    private static IEnumerable<FuzzProgram> Candidates(FuzzProgram program)
    {
        for (int m = 0; m < program.Methods.Count; m++)
        {
            if (m < program.Methods.Count - 1)
            {
                yield return program with { Methods = [.. program.Methods.Where((_, i) => i != m)] };
            }

            FuzzMethod method = program.Methods[m];
            foreach (Node body in Smaller(method.Body))
            {
                yield return Replace(program, m, method with { Body = body });
            }

            for (int p = 0; p < method.Parameters.Count; p++)
            {
                yield return Replace(program, m, method with { Parameters = [.. method.Parameters.Where((_, i) => i != p)] });
            }
        }
    }

    private static FuzzProgram Replace(FuzzProgram program, int index, FuzzMethod method) =>
        program with { Methods = [.. program.Methods.Select((m, i) => i == index ? method : m)] };

    private static IEnumerable<Node> Smaller(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Block:
                for (int length = node.Children.Length; length > 0; length /= 2)
                {
                    for (int start = 0; start + length <= node.Children.Length; start += length)
                    {
                        yield return node with { Children = [.. node.Children[..start], .. node.Children[(start + length)..]] };
                    }
                }

                for (int i = 0; i < node.Children.Length; i++)
                {
                    foreach (Node inner in node.Children[i].Children.Where(c => c.Kind == NodeKind.Block))
                    {
                        yield return node with { Children = [.. node.Children[..i], .. inner.Children, .. node.Children[(i + 1)..]] };
                    }

                    if (node.Children[i].Kind == NodeKind.Block)
                    {
                        yield return node with { Children = [.. node.Children[..i], .. node.Children[i].Children, .. node.Children[(i + 1)..]] };
                    }
                }

                break;
            case NodeKind.Number or NodeKind.Integer or NodeKind.Condition:
                foreach (Node inner in Descendants(node).Where(d => d.Kind == node.Kind))
                {
                    yield return inner.Text.StartsWith('^') ? inner with { Text = "0" } : inner;
                }

                foreach (string literal in node.Kind switch { NodeKind.Number => ["0.5"], NodeKind.Integer => ["0", "1"], _ => new[] { "true", "false" } })
                {
                    yield return new Node(node.Kind, literal);
                }

                break;
        }

        for (int i = 0; i < node.Children.Length; i++)
        {
            foreach (Node child in Smaller(node.Children[i]))
            {
                yield return node.With(i, child);
            }
        }
    }

    private static IEnumerable<Node> Descendants(Node node) => node.Children.SelectMany(c => Descendants(c).Prepend(c));
}
