using System;
using System.Text;

namespace Autodiff.Generators.Emission;

/// <summary>Text with indentation. Lines end in LF.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isBlockStart = true;
    private bool _wantsBlankLine;

    public void Line(string text = "")
    {
        if (_wantsBlankLine && text != "}")
        {
            _text.Append('\n');
        }

        (_wantsBlankLine, _isBlockStart) = (false, text == "{");
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Separates what follows from what stands above it in the same block, if anything does.</summary>
    public void BlankLine() => _wantsBlankLine = !_isBlockStart;

    /// <summary>Opens a brace; disposing of the result closes it.</summary>
    public IDisposable Block(string header = "")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Closing(this);
    }

    public override string ToString() => _text.ToString();

    private sealed class Closing(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
