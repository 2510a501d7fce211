using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Calls of the functions of tensors that the user wrote in another form: as operators, or with a destination.</summary>
internal sealed class TensorCalls(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);

    /// <summary>A function that returns a tensor, by its name and what its operands are.</summary>
    public IrExpression Function(string name, IOperation operation, params IrExpression[] operands)
    {
        ITypeSymbol element = TensorLowering.ElementOf(operation.Type ?? operation.Parent!.Type) ?? ElementOf(operation);
        IMethodSymbol method = context.Compilation.GetTypeByMetadataName("System.Numerics.Tensors.Tensor")!.GetMembers(name).OfType<IMethodSymbol>().Single(candidate =>
            candidate.Parameters.Length == operands.Length
            && TensorLowering.IsTensor(candidate.ReturnType)
            && candidate.ReturnType.Name == "Tensor"
            && candidate.Parameters.Zip(operands, (parameter, operand) => TensorLowering.IsTensor(parameter.Type) == operand.Type.IsTensor).All(fits => fits));
        return Call(method.Construct(element), operation, operands);
    }

    /// <summary>A call of a function with what it is given.</summary>
    public IrExpression Call(IMethodSymbol method, IOperation operation, params IrExpression[] operands) =>
        context.Calls.Call(new DelegateTarget.Method(method, null) { Types = context.Types.Arguments }, method.Parameters.Zip(operands, (parameter, operand) => new InlineArgument(parameter, operand)), operation);

    /// <summary>A member of a tensor that returns nothing.</summary>
    public IrCall Of(string name, IrExpression tensor, params IrExpression[] arguments) => _calls.OnTensor(name, tensor, arguments);

    /// <summary>The overload of a function that returns what the other writes to its destination.</summary>
    public IMethodSymbol? WithoutDestination(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        string[] wanted = [.. definition.Parameters.Where(parameter => parameter.Name != "destination").Select(Text)];
        IMethodSymbol? found = definition.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
            candidate.Arity == definition.Arity && candidate.ReturnType.Name == "Tensor" && candidate.Parameters.Select(Text).SequenceEqual(wanted));
        return found?.Construct([.. method.TypeArguments]);

        // Type parameters of different methods are different symbols of one name.
        static string Text(IParameterSymbol parameter) => parameter.Type.ToDisplayString();
    }

    private static ITypeSymbol ElementOf(IOperation operation) =>
        operation.ChildOperations.Select(child => TensorLowering.ElementOf(child.Type)).First(element => element is not null)!;
}
