using System;

namespace Autodiff.Ops.Spectral;

/// <summary>A Matrix Market file that cannot be read: the message names the file, the line and what was expected.</summary>
public sealed class MatrixMarketException : FormatException
{
    internal MatrixMarketException(string name, int line, string problem)
        : base($"{name}({line}): {problem}")
    {
        FileName = name;
        LineNumber = line;
    }

    /// <summary>The file, or the name given for the text.</summary>
    public string FileName { get; }

    /// <summary>The line, from 1.</summary>
    public int LineNumber { get; }
}
