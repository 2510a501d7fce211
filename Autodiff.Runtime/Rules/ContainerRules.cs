using System;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for the copies of containers. All are linear.</summary>
public static class ContainerRules
{
    /// <summary>Every element of the copy is one of the source.</summary>
    /// <typeparam name="TArray">The type of the array.</typeparam>
    [VjpOf(typeof(Containers), nameof(Containers.Copy))]
    public static void Copy<TArray>(TArray resultAdjoint, TArray sourceAdjoint)
        where TArray : class
    {
        var (seed, adjoint) = ((Array)(object)resultAdjoint, (Array)(object)sourceAdjoint);
        if (seed.GetType().GetElementType() == typeof(double))
        {
            TensorPrimitives.Add(Containers.Elements<double>(adjoint), Containers.Elements<double>(seed), Containers.Elements<double>(adjoint));
        }
        else if (seed.GetType().GetElementType() != typeof(float))
        {
            throw new NotSupportedException($"{seed.GetType()} has no derivative of its copy.");
        }
        else
        {
            TensorPrimitives.Add(Containers.Elements<float>(adjoint), Containers.Elements<float>(seed), Containers.Elements<float>(adjoint));
        }
    }
}
