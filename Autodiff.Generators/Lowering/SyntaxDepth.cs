using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// How deep a declaration is nested, found without recursion. A link of a long sum counts for little: what goes down its
/// left operands goes through few calls for each, if it is no loop.
/// </summary>
internal static class SyntaxDepth
{
    private const int Level = 8;

    public static int Of(SyntaxNode declaration)
    {
        int deepest = 0;
        var nodes = new Stack<(SyntaxNode Node, int Depth)>();
        nodes.Push((declaration, Level));
        while (nodes.Count > 0)
        {
            (SyntaxNode node, int depth) = nodes.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (SyntaxNode child in node.ChildNodes())
            {
                bool isLink = node is BinaryExpressionSyntax { Left: BinaryExpressionSyntax left } && left == child;
                nodes.Push((child, depth + (isLink ? 1 : Level)));
            }
        }

        return deepest / Level;
    }
}
