using System;
using System.Threading;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Generators.Diagnostics;

/// <summary>Puts the problems of one method, whose places are relative to it, into the file.</summary>
internal sealed class ProblemLocations(IMethodSymbol method, CancellationToken cancellation)
{
    private readonly SyntaxNode _declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);

    public Location Of(Problem problem)
    {
        if (!problem.Origin.IsKnown)
        {
            return method.Locations[0];
        }

        int end = _declaration.SyntaxTree.Length;
        int start = Clamp(_declaration.SpanStart + problem.Origin.Start, end);
        var span = TextSpan.FromBounds(start, Clamp(start + problem.Origin.Length, end));

        // What analysis refuses of a statement, it knows by the whole of it.
        SyntaxNode node = _declaration.FindNode(_declaration.FullSpan.Contains(span) ? span : _declaration.Span);
        return Location.Create(_declaration.SyntaxTree, node is StatementSyntax && node.Span == span ? ProblemPlace.Of(node) : span);
    }

    private static int Clamp(int position, int end) => Math.Max(0, Math.Min(position, end));
}
