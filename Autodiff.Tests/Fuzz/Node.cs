using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Autodiff.Tests.Fuzz;

/// <summary>What a piece of a random program is, and so by what the shrinker may replace it.</summary>
internal enum NodeKind
{
    /// <summary>An expression of type <c>double</c>.</summary>
    Number,

    /// <summary>A non-negative expression of type <c>int</c>.</summary>
    Integer,

    /// <summary>An expression of type <c>bool</c>.</summary>
    Condition,

    /// <summary>One statement.</summary>
    Statement,

    /// <summary>Statements in braces.</summary>
    Block,
}

/// <summary>
/// A piece of a random program: text in which <c>$0</c>, <c>$1</c>, … stand for the children; a block has no text, its
/// children are its statements.
/// </summary>
internal sealed record Node(NodeKind Kind, string Text, params Node[] Children)
{
    public int Size => 1 + (Text.Length / 8) + Children.Sum(child => child.Size);

    public static Node Number(string text, params Node[] children) => new(NodeKind.Number, text, children);

    public static Node Integer(string text, params Node[] children) => new(NodeKind.Integer, text, children);

    public static Node Condition(string text, params Node[] children) => new(NodeKind.Condition, text, children);

    public static Node Statement(string text, params Node[] children) => new(NodeKind.Statement, text, children);

    public static Node Block(IEnumerable<Node> statements) => new(NodeKind.Block, string.Empty, [.. statements]);

    /// <summary>The program text.</summary>
    public string Render(int indent = 0)
    {
        var text = new StringBuilder();
        Write(text, indent);
        return text.ToString();
    }

    /// <summary>This tree with the child at <paramref name="index"/> replaced.</summary>
    public Node With(int index, Node child)
    {
        Node[] children = [.. Children];
        children[index] = child;
        return this with { Children = children };
    }

    private void Write(StringBuilder text, int indent)
    {
        if (Kind == NodeKind.Block)
        {
            text.Append("{\n");
            foreach (Node child in Children)
            {
                text.Append(' ', (indent + 1) * 4);
                child.Write(text, indent + 1);
                text.Append('\n');
            }

            text.Append(' ', indent * 4).Append('}');
            return;
        }

        for (int i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '$' && i + 1 < Text.Length && char.IsAsciiDigit(Text[i + 1]))
            {
                Children[Text[++i] - '0'].Write(text, indent);
            }
            else
            {
                text.Append(Text[i]);
            }
        }
    }
}
