using System.Collections.Generic;

namespace Autodiff.Tests.Fuzz;

/// <content>Complex numbers.</content>
internal sealed partial class ExpressionMaker
{
    private const string C = "System.Numerics.Complex";

    /// <summary>A complex number, not much larger than what it is made of.</summary>
    public Node ComplexNumber(Scope scope, int depth)
    {
        if (depth <= 0 || Chance(0.2))
        {
            return ComplexLeaf(scope);
        }

        return random.Next(14) switch
        {
            < 3 => Node.Statement("($0 * $1)", ComplexNumber(scope, depth - 1), ComplexNumber(scope, depth - 1)),
            3 or 4 => Node.Statement(Pick(["($0 + $1)", "($0 - $1)"]), ComplexNumber(scope, depth - 1), ComplexNumber(scope, depth - 1)),
            5 => Node.Statement(Pick(["($0 * $1)", "($1 - $0)", "($0 / (2 + Math.Sin($1)))", "($1 / (3 + Lib.Tame($0)))"]), ComplexNumber(scope, depth - 1), Primary(scope, depth - 1)),
            6 => Node.Statement("($0 / (3 + Lib.Tame($1)))", ComplexNumber(scope, depth - 1), ComplexNumber(scope, depth - 1)),
            7 => Node.Statement($"{C}.Conjugate($0)", ComplexNumber(scope, depth - 1)),
            8 => Node.Statement(Pick([$"{C}.FromPolarCoordinates($0, $1)", $"new {C}($0, $1)"]), Bounded(scope, depth - 1), Number(scope, depth - 1)),
            9 => Node.Statement(Pick([$"{C}.Exp({C}.ImaginaryOne * $0)", $"({C})$0"]), Primary(scope, depth - 1)),
            10 => Node.Statement("($0 ? $1 : $2)", Condition(scope, 1), ComplexNumber(scope, depth - 1), ComplexNumber(scope, depth - 1)),
            11 => Node.Statement(Pick([$"{C}.Sqrt(3 + Lib.Tame($0))", $"{C}.Sin(Lib.Tame($0))", $"{C}.Log(3 - Lib.Tame($0))", $"{C}.Pow(2 + Lib.Tame($0), 2)"]), ComplexNumber(scope, depth - 1)),
            12 => Node.Statement("Lib.Power($0, $1 % 4)", ComplexNumber(scope, depth - 1), Operand(scope)),
            _ => Node.Statement("(-$0)", ComplexNumber(scope, depth - 1)),
        };
    }

    /// <summary>The text of an element of an array of three; <c>$0</c> in it is an integer.</summary>
    public string ComplexElement(Variable array) => $"{array.Name}[{Pick(["0", "1", "^1", "$0 % 3", "($0 + 1) % 3"])}]";

    private Node ComplexLeaf(Scope scope)
    {
        List<Variable> numbers = [.. scope.Of(VariableKind.Complex)];
        List<Variable> arrays = [.. scope.Of(VariableKind.ComplexArray)];
        return numbers.Count > 0 && Chance(0.6) ? Node.Statement(Pick(numbers).Name)
            : arrays.Count > 0 && Chance(0.7) ? Node.Statement(ComplexElement(Pick(arrays)), Operand(scope))
            : Node.Statement($"new {C}($0, {Literal()})", Leaf(scope));
    }

    private Node OfComplex(Scope scope, int depth)
    {
        List<Variable> arrays = [.. scope.Of(VariableKind.ComplexArray)];
        return arrays.Count > 0 && Chance(0.25)
            ? Node.Number($"Lib.Modulus({Pick(arrays).Name}, $0)", Bounded(scope, depth - 1))
            : Node.Number(Pick(["($0).Real", "($0).Imaginary", "(3 + Lib.Tame($0)).Magnitude", "(3 + Lib.Tame($0)).Phase"]), ComplexNumber(scope, depth - 1));
    }
}
