using System;
using System.Collections.Generic;

namespace Autodiff;

/// <summary>The part that rents rectangular arrays.</summary>
public sealed partial class Tape
{
    private readonly ContainerPool _containers = new();

    /// <summary>Rents a two-dimensional array of zeros, which is the tape's again when the tape is disposed.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The length of the first dimension.</param>
    /// <param name="columns">The length of the second dimension.</param>
    public T[,] Rent<T>(int rows, int columns)
        => (T[,]?)_containers.Take(new(typeof(T[,]), rows, columns, 0)) ?? _containers.Lend(new T[rows, columns]);

    /// <summary>Rents a three-dimensional array of zeros, which is the tape's again when the tape is disposed.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="first">The length of the first dimension.</param>
    /// <param name="second">The length of the second dimension.</param>
    /// <param name="third">The length of the third dimension.</param>
    public T[,,] Rent<T>(int first, int second, int third)
        => (T[,,]?)_containers.Take(new(typeof(T[,,]), first, second, third)) ?? _containers.Lend(new T[first, second, third]);

    /// <summary>Rents a container of zeros with the shape of another.</summary>
    /// <typeparam name="TContainer">The type of the container.</typeparam>
    /// <param name="primal">The container whose shape it has.</param>
    public TContainer RentShadow<TContainer>(TContainer primal)
        where TContainer : class
        => ContainerPool.ShapeOf(primal) is { } shape && _containers.Take(shape) is { } free
            ? (TContainer)(object)free
            : _containers.Lend(Containers.CreateShadow(primal));

    /// <summary>Rents a copy of a container.</summary>
    /// <typeparam name="TContainer">The type of the container.</typeparam>
    /// <param name="source">The container to copy.</param>
    public TContainer RentCopyOf<TContainer>(TContainer source)
        where TContainer : class
    {
        TContainer copy = RentShadow(source);
        Containers.CopyTo(source, copy);
        return copy;
    }

    /// <summary>Records the elements of a list, and how many there are: it may grow before they are restored.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list.</param>
    public void PushAll<T>(List<T> list)
    {
        PushAll<T>((ReadOnlySpan<T>)Containers.Elements(list));
        Push(list.Count);
    }

    /// <summary>Restores the elements that a list had when <see cref="PushAll{T}(List{T})"/> recorded them.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list they came from, which may have grown.</param>
    public void PopAll<T>(List<T> list)
    {
        int count = PopInt32();
        PopAll<T>(Containers.Elements(list)[..count]);
    }

    /// <summary>Gives a container back before the tape is disposed, so that a loop can use it again.</summary>
    /// <param name="container">A container rented from this tape; it must not be used afterwards.</param>
    public void Return(object container)
    {
        if (container is Array array)
        {
            _containers.Return(array);
        }
    }
}
