using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Reads and writes the Matrix Market exchange format (Boisvert, Pozo and Remington, 1996).</summary>
public static class MatrixMarket
{
    private const int MaxTokens = 8;

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file: coordinate or array; real, double, integer or pattern (ones); general, symmetric or skew-symmetric.</param>
    /// <returns>The matrix; both triangles are stored whatever the file stores. Entries given twice are summed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is <see langword="null"/>.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="MatrixMarketException">The file is not such a matrix.</exception>
    public static CsrMatrix<T> ReadCsr<T>(string path)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(path);
        using var reader = new StreamReader(path);
        return ReadCsr<T>(reader, path);
    }

    /// <summary>Reads a text.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name for messages.</param>
    /// <returns>The matrix; both triangles are stored whatever the file stores. Entries given twice are summed.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="MatrixMarketException">The text is not such a matrix.</exception>
    public static CsrMatrix<T> ReadCsr<T>(TextReader reader, string name)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(reader);
        Guard.NotNull(name);
        var lines = new LineReader(reader, name);
        Header header = ReadHeader(lines);
        var entries = new Entries<T>(header);
        if (header.IsCoordinate)
        {
            ReadCoordinates(lines, header, entries);
        }
        else
        {
            ReadArray(lines, header, entries);
        }

        if (lines.Next())
        {
            throw lines.Error($"Found '{lines.Text}' after the last entry; the size line announced fewer.");
        }

        return CsrMatrix<T>.FromTriplets(entries.RowCount, entries.ColumnCount, [.. entries.Rows], [.. entries.Columns], [.. entries.Values]);
    }

    /// <summary>Writes a matrix to a file, in coordinate format, general, with all digits.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file, overwritten.</param>
    /// <param name="matrix">The matrix.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(path);
        Guard.NotNull(matrix);
        using var writer = new StreamWriter(path);
        Write(writer, matrix);
    }

    /// <summary>Writes a matrix in coordinate format, general, with all digits.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="writer">Receives the text.</param>
    /// <param name="matrix">The matrix.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static void Write<T>(TextWriter writer, CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(writer);
        Guard.NotNull(matrix);
        writer.Write("%%MatrixMarket matrix coordinate real general\n");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows} {matrix.Columns} {matrix.NonZeroCount}\n"));
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int p = matrix.RowPointers[i]; p < matrix.RowPointers[i + 1]; p++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1} {matrix.ColumnIndices[p] + 1} {matrix.Values[p]:R}\n"));
            }
        }
    }

    private static Header ReadHeader(LineReader lines)
    {
        const string Expected = "expected '%%MatrixMarket matrix <coordinate|array> <real|integer|pattern> <general|symmetric|skew-symmetric>'";
        if (!lines.NextRaw())
        {
            throw lines.Error($"The file is empty; {Expected}.");
        }

        string[] words = lines.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 5 || !Is(words[0], "%%MatrixMarket") || !Is(words[1], "matrix"))
        {
            throw lines.Error($"The header is '{lines.Text}'; {Expected}.");
        }

        if (!Is(words[2], "coordinate") && !Is(words[2], "array"))
        {
            throw lines.Error($"The format is '{words[2]}'; expected coordinate or array.");
        }

        if (!Is(words[3], "real") && !Is(words[3], "double") && !Is(words[3], "integer") && !Is(words[3], "pattern"))
        {
            throw lines.Error($"The field is '{words[3]}'; only real, double, integer and pattern matrices can be read.");
        }

        if (!Is(words[4], "general") && !Is(words[4], "symmetric") && !Is(words[4], "skew-symmetric"))
        {
            throw lines.Error($"The symmetry is '{words[4]}'; expected general, symmetric or skew-symmetric (hermitian is for complex matrices).");
        }

        bool coordinate = Is(words[2], "coordinate");
        bool pattern = Is(words[3], "pattern");
        if (pattern && !coordinate)
        {
            throw lines.Error("An array cannot be a pattern; expected coordinate.");
        }

        if (pattern && Is(words[4], "skew-symmetric"))
        {
            throw lines.Error("A pattern cannot be skew-symmetric: it has no signs.");
        }

        int parts = coordinate ? 3 : 2;
        string sizes = coordinate ? "'rows columns entries'" : "'rows columns'";
        if (!lines.Next())
        {
            throw lines.Error($"The file ends before the size line; expected {sizes}.");
        }

        Span<Range> ranges = stackalloc Range[MaxTokens];
        ReadOnlySpan<char> text = lines.Text;
        if (Split(text, ranges) != parts)
        {
            throw lines.Error($"The size line is '{lines.Text}'; expected {sizes}.");
        }

        int rows = Size(lines, text[ranges[0]], "rows");
        int columns = Size(lines, text[ranges[1]], "columns");
        int count = coordinate ? Size(lines, text[ranges[2]], "entries") : 0;
        if (!Is(words[4], "general") && rows != columns)
        {
            throw lines.Error($"A {words[4].ToLowerInvariant()} matrix must be square; this one is {rows}×{columns}.");
        }

        return new Header(coordinate, pattern, Is(words[3], "integer"), Is(words[4], "general"), Is(words[4], "skew-symmetric"), rows, columns, count);
    }

    private static void ReadCoordinates<T>(LineReader lines, Header header, Entries<T> entries)
        where T : IFloatingPointIeee754<T>
    {
        Span<Range> ranges = stackalloc Range[MaxTokens];
        int parts = header.IsPattern ? 2 : 3;
        string expected = header.IsPattern ? "'row column'" : "'row column value'";
        for (int entry = 0; entry < header.Count; entry++)
        {
            if (!lines.Next())
            {
                throw lines.Error($"The file ends after {entry} of {header.Count} entries.");
            }

            ReadOnlySpan<char> text = lines.Text;
            if (Split(text, ranges) != parts)
            {
                throw lines.Error($"Found '{lines.Text}'; expected {expected}.");
            }

            int row = Index(lines, text[ranges[0]], header.Rows, "row");
            int column = Index(lines, text[ranges[1]], header.Columns, "column");
            T value = header.IsPattern ? T.One : Value<T>(lines, text[ranges[2]], header.IsInteger);
            entries.Add(lines, row, column, value);
        }
    }

    private static void ReadArray<T>(LineReader lines, Header header, Entries<T> entries)
        where T : IFloatingPointIeee754<T>
    {
        // Column after column; of a symmetric matrix the lower triangle, of a skew-symmetric one without its diagonal.
        for (int column = 0; column < header.Columns; column++)
        {
            int first = header.IsGeneral ? 0 : header.IsSkew ? column + 1 : column;
            for (int row = first; row < header.Rows; row++)
            {
                if (!lines.Next())
                {
                    throw lines.Error($"The file ends before the value of row {row + 1}, column {column + 1}; a {header.Rows}×{header.Columns} array was announced.");
                }

                entries.Add(lines, row, column, Value<T>(lines, lines.Text.AsSpan().Trim(), header.IsInteger));
            }
        }
    }

    private static int Split(ReadOnlySpan<char> text, Span<Range> ranges)
    {
        int count = 0;
        int i = 0;
        while (i < text.Length)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            int start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                if (count == ranges.Length)
                {
                    return count + 1;
                }

                ranges[count++] = start..i;
            }
        }

        return count;
    }

    private static bool Is(string word, string expected) => word.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static int Size(LineReader lines, ReadOnlySpan<char> word, string what)
        => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size < Array.MaxLength
            ? size
            : throw lines.Error($"The number of {what} is '{word}'; expected a whole number from 0 to {Array.MaxLength - 1}.");

    private static int Index(LineReader lines, ReadOnlySpan<char> word, int size, string what)
        => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index >= 1 && index <= size
            ? index - 1
            : throw lines.Error($"The {what} index is '{word}'; expected a whole number from 1 to {size}.");

    private static T Value<T>(LineReader lines, ReadOnlySpan<char> word, bool isInteger)
        where T : IFloatingPointIeee754<T>
    {
        NumberStyles style = isInteger ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        if (!T.TryParse(word, style, CultureInfo.InvariantCulture, out T? value))
        {
            throw lines.Error($"The value is '{word}'; expected {(isInteger ? "a whole number" : "a number")}.");
        }

        return T.IsFinite(value) ? value : throw lines.Error($"The value is '{word}'; expected a finite number.");
    }

    private sealed record Header(bool IsCoordinate, bool IsPattern, bool IsInteger, bool IsGeneral, bool IsSkew, int Rows, int Columns, int Count);

    /// <summary>Triplets, mirrored as the header says.</summary>
    private sealed class Entries<T>(Header header)
        where T : IFloatingPointIeee754<T>
    {
        public int RowCount => header.Rows;

        public int ColumnCount => header.Columns;

        public List<int> Rows { get; } = [];

        public List<int> Columns { get; } = [];

        public List<T> Values { get; } = [];

        public void Add(LineReader lines, int row, int column, T value)
        {
            if (!header.IsGeneral && column > row)
            {
                throw lines.Error($"The entry ({row + 1}, {column + 1}) is above the diagonal; a symmetric file stores the lower triangle alone.");
            }

            if (header.IsSkew && column == row)
            {
                throw lines.Error($"The entry ({row + 1}, {column + 1}) is on the diagonal, which a skew-symmetric file does not store.");
            }

            Store(row, column, value);
            if (!header.IsGeneral && row != column)
            {
                Store(column, row, header.IsSkew ? -value : value);
            }
        }

        private void Store(int row, int column, T value)
        {
            Rows.Add(row);
            Columns.Add(column);
            Values.Add(value);
        }
    }

    /// <summary>Counts lines and passes over comments and blank ones.</summary>
    private sealed class LineReader(TextReader reader, string name)
    {
        private int _line;

        public string Text { get; private set; } = "";

        public bool NextRaw()
        {
            _line++;
            if (reader.ReadLine() is not { } text)
            {
                return false;
            }

            Text = text.Trim();
            return true;
        }

        public bool Next()
        {
            while (NextRaw())
            {
                if (Text.Length > 0 && Text[0] != '%')
                {
                    return true;
                }
            }

            return false;
        }

        public MatrixMarketException Error(string problem) => new(name, _line, problem);
    }
}
