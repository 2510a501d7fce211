using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>How deep a declaration is nested, found without recursion.</summary>
internal static class SyntaxDepth
{
    public static int Of(SyntaxNode declaration)
    {
        int deepest = 0;
        var nodes = new Stack<(SyntaxNode Node, int Depth)>();
        nodes.Push((declaration, 1));
        while (nodes.Count > 0)
        {
            (SyntaxNode node, int depth) = nodes.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (SyntaxNode child in node.ChildNodes())
            {
                nodes.Push((child, depth + 1));
            }
        }

        return deepest;
    }
}
