using System.Collections.Generic;

namespace Autodiff.Tests.Fuzz;

/// <content>Variables and arrays of complex numbers.</content>
internal sealed partial class StatementMaker
{
    private Node Complex(Scope scope)
    {
        List<Variable> numbers = [.. scope.Of(VariableKind.Complex)];
        List<Variable> arrays = [.. scope.Of(VariableKind.ComplexArray)];
        if (numbers.Count > 0 && random.Next(3) == 0)
        {
            string other = expressions.Pick(numbers).Name;
            return ChangeComplex(scope, expressions.Pick(numbers).Name, $"($2, {other}) = ({other} * 0.9, $2);");
        }

        if (arrays.Count > 0 && random.Next(2) == 0)
        {
            Variable array = expressions.Pick(arrays);
            return ChangeComplex(
                scope,
                expressions.ComplexElement(array),
                expressions.Pick([$"Lib.Spin({array.Name}, $0);", $"Lib.Spin({array.Name}.AsSpan(1), $0);", $"Array.Reverse({array.Name});", $"Array.Fill({array.Name}, $0, 1, 2);"]));
        }

        string name = scope.FreshName(random);
        Node first = expressions.ComplexNumber(scope, 2);
        Node second = expressions.ComplexNumber(scope, 1);
        bool isArray = random.Next(3) == 0;
        scope.Add(new Variable(isArray ? VariableKind.ComplexArray : VariableKind.Complex, name));
        return isArray
            ? Node.Statement(expressions.Pick([$"System.Numerics.Complex[] {name} = [$0, 0.5, $1];", $"System.Numerics.Complex[] {name} = new System.Numerics.Complex[3];"]), first, second)
            : Node.Statement($"System.Numerics.Complex {name} = $0;", first);
    }

    /// <param name="place">What is changed; <c>$0</c> in it is an integer.</param>
    /// <param name="otherwise">Another statement, in which <c>$0</c> is a complex number and <c>$2</c> the place.</param>
    private Node ChangeComplex(Scope scope, string place, string otherwise) => Node.Statement(
        expressions.Pick(["$2 = Lib.Tame($0);", "$2 += $0;", "$2 -= $0;", "$2 *= Lib.Tame($0);", "$2 /= 3 + Lib.Tame($0);", "$2 *= $1;", "$2 -= $1;", "$2++;", otherwise]),
        expressions.ComplexNumber(scope, 2),
        expressions.Bounded(scope, 2),
        Node.Statement(place, Node.Integer("Math.Max($0, 0)", expressions.Integer(scope, 1))));
}
