using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Tests.Fuzz;

/// <summary>Source as it looks while somebody types: cut off, or with tokens missing, doubled, exchanged or from elsewhere.</summary>
internal static class TokenMutation
{
    private static readonly string[] Alien =
    [
        "(", ")", "{", "}", "[", "]", ";", ",", ".", "..", "^", "?", "=>", "=", "+=", "-", "!", "default", "null", "this", "ref", "out", "in", "var", "double", "float",
        "int", "string", "return", "break", "continue", "if", "else", "for", "while", "switch", "static", "async", "await", "yield", "new", "0", "1.5", "\"text\"", "\"",
        "x", "Lib", "Math", "Math.Sin(x)", "x[", "x =>", "[Differentiable]", "unknown", "is", "with", "checked", "unsafe", "stackalloc", "goto", "try", "catch", "lock(x)", "/*", "//", "#if A\n",
    ];

    public static string Of(string source, Random random)
    {
        List<string> tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
        if (random.Next(6) == 0)
        {
            return string.Concat(tokens.Take(random.Next(tokens.Count)));
        }

        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(tokens.Count);
            int other = random.Next(tokens.Count);
            switch (random.Next(6))
            {
                case 0:
                    tokens[at] = string.Empty;
                    break;
                case 1:
                    tokens[at] += " " + tokens[at];
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = tokens[other];
                    break;
                case 4:
                    tokens[at] = " " + Alien[random.Next(Alien.Length)] + " ";
                    break;
                default:
                    tokens[at] += " " + Alien[random.Next(Alien.Length)] + " ";
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
