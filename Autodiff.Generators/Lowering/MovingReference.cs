using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// A reference that leads to one place now and to another later: a number that says which, and a variable for each
/// index, array and object that finds one.
/// </summary>
internal sealed class MovingReference
{
    private readonly LoweringContext _context;
    private readonly PlaceShapes _shapes;
    private readonly List<List<IrVariable>> _parts = [];
    private readonly IrVariable? _which;

    public MovingReference(LoweringContext context, string name, PlaceShapes shapes)
    {
        (_context, _shapes) = (context, shapes);
        name = name.TrimStart('@');
        _which = shapes.Found.Count == 1 ? null : context.Temporary(IrType.Int32, name + "Place");
        IrExpression[] places = [.. shapes.Found.Select(shape =>
        {
            _parts.Add([]);
            return Filled(shape, name);
        })];
        Place = places[places.Length - 1];
        for (int i = places.Length - 2; i >= 0; i--)
        {
            Place = new IrSelect(new IrBinary(IrBinaryOperator.Equal, IrBuild.Read(_which!), IrLiteral.Int(i), IrType.Boolean), places[i], Place, Place.Type);
        }

        context.AssignedArrays.UnionWith(Parts.Where(part => part.Type.IsReferring));
    }

    /// <summary>The place that it leads to, whichever it is.</summary>
    public IrExpression Place { get; }

    private IEnumerable<IrVariable> Parts => _parts.SelectMany(parts => parts);

    /// <summary>Declares it without a place; each way to its use gives it one.</summary>
    public void Declare(Origin origin)
    {
        IEnumerable<IrVariable> variables = _which is null ? Parts : Parts.Prepend(_which);
        foreach (IrVariable variable in variables)
        {
            _context.Emit(new IrDeclare(variable, variable.Type.IsReferring ? null : IrBuild.Default(variable.Type)) { Origin = origin });
        }
    }

    /// <summary>Declares it and makes it lead to its first place; false where that cannot be said.</summary>
    public bool DeclareAs(IrExpression place, Origin origin)
    {
        var values = new List<IrExpression>();
        int shape = place is IrSelect ? -1 : _shapes.IndexOf(place, values);
        if (_which is not null)
        {
            _context.Emit(new IrDeclare(_which, IrLiteral.Int(shape < 0 ? 0 : shape)) { Origin = origin });
        }

        for (int i = 0; i < _parts.Count; i++)
        {
            for (int j = 0; j < _parts[i].Count; j++)
            {
                _context.Emit(new IrDeclare(_parts[i][j], i == shape ? values[j] : IrBuild.Default(_parts[i][j].Type)) { Origin = origin });
            }
        }

        return place is not IrSelect || MoveTo(place, origin);
    }

    /// <summary>Makes it lead to another place; false for one whose shape it does not have.</summary>
    public bool MoveTo(IrExpression place, Origin origin)
    {
        if (place is IrSelect select)
        {
            bool isKnown = true;
            IrBlock whenTrue = IrBlock.Of(_context.Capture(() => isKnown &= MoveTo(select.WhenTrue, origin)));
            IrBlock whenFalse = IrBlock.Of(_context.Capture(() => isKnown &= MoveTo(select.WhenFalse, origin)));
            _context.Emit(new IrIf(select.Condition, whenTrue, whenFalse) { Origin = origin });
            return isKnown;
        }

        var values = new List<IrExpression>();
        int shape = _shapes.IndexOf(place, values);
        if (_which is not null && shape >= 0)
        {
            _context.Emit(new IrAssign(IrBuild.Read(_which), null, IrLiteral.Int(shape)) { Origin = origin });
        }

        for (int i = 0; shape >= 0 && i < values.Count; i++)
        {
            _context.Emit(new IrAssign(IrBuild.Read(_parts[shape][i]), null, values[i]) { Origin = origin });
        }

        return shape >= 0;
    }

    /// <summary>A shape with variables in its holes.</summary>
    private IrExpression Filled(IrExpression shape, string name) => shape switch
    {
        IrField field => new IrField(Filled(field.Target, name), field.Index),
        { Children.IsEmpty: true } => shape,
        _ => shape.WithChildren([.. shape.Children.Select(child => PlaceShapes.IsHole(child) ? Part(child.Type, name) : child)]),
    };

    private IrVariableReference Part(IrType type, string name)
    {
        IrVariable part = _context.Temporary(type, name + (type.IsMemory ? "Array" : type.IsReferring ? "Owner" : "Index"));
        _parts[_parts.Count - 1].Add(part);
        return IrBuild.Read(part);
    }
}
