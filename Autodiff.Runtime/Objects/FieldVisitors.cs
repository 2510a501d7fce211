using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff;

/// <summary>Makes the shadow of an object and of everything that it leads to; one object gets one shadow.</summary>
internal sealed class ShadowMaker : FieldVisitor
{
    private readonly Dictionary<object, object> _shadows = new(ReferenceEqualityComparer.Instance);

    public T? ShadowOf<T>(T? primal)
        where T : class
    {
        if (primal is null || _shadows.TryGetValue(primal, out object? known))
        {
            return (T?)(primal is null ? null : _shadows[primal]);
        }

        object shadow;
        if (primal is IDifferentiableClass differentiable)
        {
            _shadows.Add(primal, shadow = differentiable.CopyFields());
            differentiable.VisitFields(shadow, this);
        }
        else if (ObjectElements.Walker(primal) is { } walker)
        {
            _shadows.Add(primal, shadow = ((Array)(object)primal).Clone());
            walker.VisitElements(primal, shadow, this);
        }
        else if (primal is object?[] elements && ObjectElements.Of(primal) is not null)
        {
            var shadows = (object?[])elements.Clone();
            _shadows.Add(primal, shadow = shadows);
            for (int i = 0; i < shadows.Length; i++)
            {
                shadows[i] = ShadowOf(elements[i]);
            }
        }
        else
        {
            _shadows.Add(primal, shadow = Containers.CreateShadow(primal));
        }

        return (T)shadow;
    }

    public List<T>? ShadowOf<T>(List<T>? primal)
        where T : class
    {
        if (primal is null || _shadows.TryGetValue(primal, out object? known))
        {
            return (List<T>?)(primal is null ? null : _shadows[primal]);
        }

        var shadow = new List<T>(primal.Count);
        _shadows.Add(primal, shadow);
        foreach (T element in primal)
        {
            shadow.Add(ShadowOf(element)!);
        }

        return shadow;
    }

    public override void Number<T>(ref T field, ref T other) => other = T.Zero;

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class => other = ShadowOf(field);

    public override void Memory<T>(ref List<T>? field, ref List<T>? other, string name) => other = ShadowOf(field);

    public override void Object<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is null)
        {
            return;
        }

        if (!_shadows.TryGetValue(field, out object? shadow))
        {
            _shadows.Add(field, shadow = field.CreateShadow());
        }

        other = (T)shadow;
    }
}

/// <summary>Sets every number to zero. It is given the same object twice.</summary>
internal sealed class NumberEraser : FieldVisitor
{
    public void Erase(object memory)
    {
        if (!IsNew(memory))
        {
            return;
        }

        switch (memory)
        {
            case IDifferentiableClass differentiable:
                differentiable.VisitFields(memory, this);
                break;
            case var _ when ObjectElements.Walker(memory) is { } walker:
                walker.VisitElements(memory, memory, this);
                break;
            case var _ when ObjectElements.Of(memory) is { } elements:
                foreach (object? element in elements)
                {
                    if (element is not null)
                    {
                        Erase(element);
                    }
                }

                break;
            case Array array:
                Containers.SetToZero(array);
                break;
            case List<double> list:
                Containers.SetToZero(list);
                break;
            case List<float> list:
                Containers.SetToZero(list);
                break;
            case List<Complex> list:
                Containers.SetToZero(list);
                break;
        }
    }

    public override void Number<T>(ref T field, ref T other) => field = T.Zero;

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is not null)
        {
            Erase(field);
        }
    }

    public override void Object<T>(ref T? field, ref T? other, string name)
        where T : class => field?.SetToZero();
}

/// <summary>Copies every field's value, the elements of arrays among them, to an object of the same shape.</summary>
internal sealed class NumberCopier : FieldVisitor
{
    public void Copy(object source, object destination)
    {
        if (!IsNew(source))
        {
            return;
        }

        if (source is IDifferentiableClass differentiable)
        {
            differentiable.VisitFields(destination, this);
        }
        else if (ObjectElements.Walker(source) is { } walker)
        {
            walker.VisitElements(source, destination, this);
        }
        else if (ObjectElements.Of(source) is { } elements && ObjectElements.Of(destination) is { } others)
        {
            for (int i = 0; i < elements.Count; i++)
            {
                if (elements[i] is { } element && others[i] is { } other)
                {
                    Copy(element, other);
                }
            }
        }
        else
        {
            Containers.CopyTo(source, destination);
        }
    }

    public override void Number<T>(ref T field, ref T other) => other = field;

    public override void Constant<T>(ref T field, ref T other) => other = field;

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is not null && other is not null)
        {
            Copy(field, other);
        }
    }

    public override void Object<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is not null)
        {
            throw new NotSupportedException($"The {typeof(T).Name} in the field '{name}' cannot be copied; pass it beside the object that holds it.");
        }
    }
}

/// <summary>Adds every number to that of a shadow of the same shape.</summary>
internal sealed class NumberAdder : FieldVisitor
{
    public void Add(object addend, object sum)
    {
        if (!IsNew(sum))
        {
            return;
        }

        switch (addend)
        {
            case IDifferentiableClass differentiable:
                differentiable.VisitFields(sum, this);
                break;
            case var _ when ObjectElements.Walker(addend) is { } walker:
                walker.VisitElements(addend, sum, this);
                break;
            case var _ when ObjectElements.Of(addend) is { } elements && ObjectElements.Of(sum) is { } others:
                for (int i = 0; i < elements.Count; i++)
                {
                    if (elements[i] is { } element && others[i] is { } other)
                    {
                        Add(element, other);
                    }
                }

                break;
            case Array[] rows:
                for (int i = 0; i < rows.Length; i++)
                {
                    if (rows[i] is not null)
                    {
                        Add(rows[i], ((Array[])sum)[i]);
                    }
                }

                break;
            case Array array when array.GetType().GetElementType() == typeof(double):
                GeneratedCode.Accumulate<double>(Containers.Elements<double>(array), Containers.Elements<double>((Array)sum));
                break;
            case Array array when array.GetType().GetElementType() == typeof(float):
                GeneratedCode.Accumulate<float>(Containers.Elements<float>(array), Containers.Elements<float>((Array)sum));
                break;
            case Array array when array.GetType().GetElementType() == typeof(Complex):
                GeneratedCode.Accumulate<Complex>(Containers.Elements<Complex>(array), Containers.Elements<Complex>((Array)sum));
                break;
            case List<double> list:
                GeneratedCode.Accumulate<double>(Containers.Elements(list), Containers.Elements((List<double>)sum));
                break;
            case List<float> list:
                GeneratedCode.Accumulate<float>(Containers.Elements(list), Containers.Elements((List<float>)sum));
                break;
            case List<Complex> list:
                GeneratedCode.Accumulate<Complex>(Containers.Elements(list), Containers.Elements((List<Complex>)sum));
                break;
            default:
                throw new NotSupportedException($"{addend.GetType()} is no container of numbers.");
        }
    }

    public override void Number<T>(ref T field, ref T other) => other += field;

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is not null && other is not null)
        {
            Add(field, other);
        }
    }

    public override void Object<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        if (field is not null && other is not null && IsNew(other))
        {
            other.Accumulate(field);
        }
    }
}

/// <summary>Checks that an object has the shape of another's shadow: what is shared there is shared here, and nothing else is.</summary>
internal sealed class ShadowChecker(string name, string parameter) : FieldVisitor
{
    private readonly Dictionary<object, object> _shadows = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _taken = new(ReferenceEqualityComparer.Instance);
    private string _path = string.Empty;
    private string _array = string.Empty;

    /// <summary>Checks all that the two lead to.</summary>
    public void Run(object primal, object shadow)
    {
        Check(primal, shadow);
        if (_shadows.Keys.Any(memory => memory is not Array { Length: 0 } && _taken.Contains(memory)))
        {
            throw new ArgumentException($"'{name}' leads to memory of '{parameter}'; make the adjoint with CreateShadow.", name);
        }
    }

    private void Check(object? primal, object? shadow)
    {
        if (Pair(primal, shadow) is not var (first, second))
        {
            return;
        }

        switch (first)
        {
            case IDifferentiableClass differentiable:
                differentiable.VisitFields(second, this);
                break;
            case var _ when ObjectElements.Walker(first) is { } walker:
                CheckStructs(walker, (Array)first, (Array)second);
                break;
            case var _ when ObjectElements.Of(first) is { } elements && ObjectElements.Of(second) is { } others:
                CheckElements(elements, others);
                break;
            case Array array:
                Containers.RequireShadow(array, (Array)second, name + _path, parameter + _path);
                break;
            case List<double> list:
                Containers.RequireShadow(list, (List<double>)second, name + _path, parameter + _path);
                break;
            case List<float> list:
                Containers.RequireShadow(list, (List<float>)second, name + _path, parameter + _path);
                break;
            case List<Complex> list:
                Containers.RequireShadow(list, (List<Complex>)second, name + _path, parameter + _path);
                break;
        }
    }

    private void CheckStructs(IDifferentiableStruct walker, Array elements, Array others)
    {
        GeneratedCode.RequireLength(elements.Length, others.Length, name + _path, parameter + _path);
        string outer = _path;
        string array = _array;
        _array = outer;
        walker.VisitElements(elements, others, this);
        (_path, _array) = (outer, array);
    }

    public override void Element(int index) => _path = $"{_array}[{index}]";

    private void CheckElements(System.Collections.IList elements, System.Collections.IList others)
    {
        GeneratedCode.RequireLength(elements.Count, others.Count, name + _path, parameter + _path);
        string outer = _path;
        for (int i = 0; i < elements.Count; i++)
        {
            _path = $"{outer}[{i}]";
            Check(elements[i], others[i]);
        }

        _path = outer;
    }

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class
    {
        string outer = _path;
        _path = $"{outer}.{name}";
        Check(field, other);
        _path = outer;
    }

    public override void Object<T>(ref T? field, ref T? other, string fieldName)
        where T : class
    {
        string outer = _path;
        _path = $"{outer}.{fieldName}";
        if (Pair(field, other) is not null)
        {
            field!.RequireShadow(other!, name + _path);
        }

        _path = outer;
    }

    /// <summary>The two, where they are met for the first time.</summary>
    private (object Primal, object Shadow)? Pair(object? primal, object? shadow)
    {
        if (primal is null != shadow is null)
        {
            throw new ArgumentException($"'{name}{_path}' must be null where '{parameter}{_path}' is, and only there.", name);
        }

        if (primal is null || shadow is null)
        {
            return null;
        }

        if (ReferenceEquals(primal, shadow) && primal is not Array { Length: 0 })
        {
            throw new ArgumentException($"'{name}{_path}' is the same as '{parameter}{_path}'; make the adjoint with CreateShadow.", name);
        }

        bool isKnown = _shadows.TryGetValue(primal, out object? known);
        if (isKnown ? !ReferenceEquals(known, shadow) : !_taken.Add(shadow) && shadow is not Array { Length: 0 })
        {
            throw new ArgumentException($"'{name}{_path}' is not shared as '{parameter}{_path}' is; make the adjoint with CreateShadow.", name);
        }

        _shadows[primal] = shadow;
        return isKnown ? null : (primal, shadow);
    }
}

/// <summary>Gathers all memory that an object leads to. It is given the same object twice.</summary>
internal sealed class MemoryCollector : FieldVisitor
{
    public HashSet<object> Found { get; } = new(ReferenceEqualityComparer.Instance);

    public void Collect(object? memory)
    {
        if (memory is null or Array { Length: 0 } || !Found.Add(memory))
        {
            return;
        }

        switch (memory)
        {
            case IDifferentiableClass differentiable:
                differentiable.VisitFields(memory, this);
                break;
            case Array[] rows:
                foreach (Array? row in rows)
                {
                    Collect(row);
                }

                break;
            case var _ when ObjectElements.Walker(memory) is { } walker:
                walker.VisitElements(memory, memory, this);
                break;
            case var _ when ObjectElements.Of(memory) is { } elements:
                foreach (object? element in elements)
                {
                    Collect(element);
                }

                break;
        }
    }

    public override void Memory<T>(ref T? field, ref T? other, string name)
        where T : class => Collect(field);

    public override void Object<T>(ref T? field, ref T? other, string name)
        where T : class => Collect(field);
}
