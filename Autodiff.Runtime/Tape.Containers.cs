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

    /// <summary>Gives a container back before the tape is disposed, so that a loop can use it again.</summary>
    /// <param name="container">A container rented from this tape; it must not be used afterwards.</param>
    public void Return(object container) => _containers.Return(container);

    /// <summary>Rectangular arrays by their type and lengths.</summary>
    private sealed class ContainerPool
    {
        private readonly Dictionary<Shape, Stack<Array>> _free = [];
        private readonly HashSet<object> _used = new(ReferenceEqualityComparer.Instance);

        /// <summary>The shape that an array is shelved under; other containers are not shelved.</summary>
        public static Shape? ShapeOf(object container) => container is Array { Rank: 2 or 3 } array
            ? new Shape(array.GetType(), array.GetLength(0), array.GetLength(1), array.Rank == 3 ? array.GetLength(2) : 0)
            : null;

        public Array? Take(Shape shape)
        {
            if (!_free.TryGetValue(shape, out Stack<Array>? stack) || stack.Count == 0)
            {
                return null;
            }

            Array array = stack.Pop();
            Array.Clear(array);
            _used.Add(array);
            return array;
        }

        public TContainer Lend<TContainer>(TContainer container)
            where TContainer : class
        {
            if (ShapeOf(container) is not null)
            {
                _used.Add(container);
            }

            return container;
        }

        public void Return(object container)
        {
            if (_used.Remove(container))
            {
                Shelve((Array)container);
            }
        }

        public void Reclaim()
        {
            foreach (object container in _used)
            {
                Shelve((Array)container);
            }

            _used.Clear();
        }

        private void Shelve(Array array)
        {
            Shape shape = ShapeOf(array)!.Value;
            if (!_free.TryGetValue(shape, out Stack<Array>? stack))
            {
                _free.Add(shape, stack = new Stack<Array>());
            }

            stack.Push(array);
        }

        public readonly record struct Shape(Type Type, int First, int Second, int Third);
    }
}
