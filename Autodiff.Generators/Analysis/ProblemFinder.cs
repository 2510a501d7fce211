using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses what activity shows to be wrong: an active value that flows through a call without a derivative, or into a
/// place where none can follow. Never a silent zero.
/// </summary>
internal sealed class ProblemFinder
{
    private readonly List<Problem> _problems = [];
    private readonly IrFunction _function;
    private readonly Roots _roots;
    private readonly Activity _activity;
    private readonly PrintedValues _printed;

    private ProblemFinder(IrFunction function, IrBlock body)
    {
        _function = function;
        _roots = new Roots(body);
        _activity = new Activity(function, body, _roots);
        _printed = new PrintedValues(body, _activity);
    }

    public static EquatableArray<Problem> Find(StructuredFunction structured)
    {
        (IrFunction function, IrBlock body) = (structured.Function, structured.Body);
        var finder = new ProblemFinder(function, body);
        finder.FindInGroups(body);
        finder.FindInResult(body);
        finder._problems.AddRange(FieldStores.Problems(body, finder._roots));
        finder._problems.AddRange(KeptObjects.Problems(body, finder._roots));
        foreach (IrStatement statement in body.SelfAndDescendants())
        {
            finder.FindIn(statement);
        }

        finder._problems.AddRange(RowStores.Problems(body, finder._roots).Where(problem => !finder._problems.Any(known => known.Origin.Start == problem.Origin.Start && known.Origin.Length == problem.Origin.Length)));
        finder._problems.AddRange(Recomputability.Find(function, body));
        return finder._problems.ToEquatableArray();
    }

    private static string Plain(string text) => text.Replace("global::", string.Empty);

    private void FindIn(IrStatement statement)
    {
        foreach (IrExpression expression in statement.Expressions())
        {
            bool isPlace = statement is IrAssign assigned && ReferenceEquals(assigned.Place, expression);
            foreach (IrExpression node in expression.SelfAndDescendants())
            {
                FindIn(node, statement, isPlace && ReferenceEquals(node, expression));
            }
        }

        if (statement is IrAssign assign)
        {
            FindInAssignment(assign);
            if (assign.Place is IrVariableReference { Type.IsSpan: true })
            {
                Report("AD0011", assign.PlaceOrigin, assign.Place.PlaceName(), "is assigned again, and its adjoint could not follow; let it be a view of one span, or of arrays");
            }
        }

        (IrType? type, IrExpression? value) = statement switch
        {
            IrDeclare { Initial: { } initial } declare => (declare.Variable.Type, initial),
            IrAssign assigned => (assigned.Place.Type, assigned.Value),
            _ => (null, null),
        };
        if (type is { Kind: IrTypeKind.Other } && _activity.IsVaried(value!))
        {
            Report("AD0006", value!.Origin.IsKnown ? value.Origin : statement.Origin, $"a '{Plain(type.Name)}'", "declare the variable with its own type, or cut the edge with Ad.StopGradient");
        }
    }

    private void FindInAssignment(IrAssign assign)
    {
        Origin origin = assign.PlaceOrigin;
        IrVariable? root = assign.Place is IrVariableReference ? null : _roots.Of(assign.Place);
        if (assign.Place is not IrVariableReference && root is null && _activity.IsVaried(assign.Value))
        {
            Report("AD0006", origin, "a field, a property or memory outside the method", "store it in a local or a parameter, or cut the edge with Ad.StopGradient");
        }
        else if (assign.Place is not IrVariableReference && root is null && assign.Value.Type.HoldsMemory && _roots.Of(assign.Value) is { Kind: IrVariableKind.Parameter } kept)
        {
            // A caller counts on it that nobody changes its constants between its two sweeps.
            Report("AD0004", origin, $"keeping the parameter '{kept.Name}' outside the method", "keep a copy of it");
        }
        else if (ConstantParameter(root) is { } constant && _activity.IsVaried(assign.Value))
        {
            Report("AD0006", origin, $"the parameter '{constant.Name}', which is marked [NoGradient]", "take the attribute away, or cut the edge with Ad.StopGradient");
        }
        else if (root is not null && _roots.IsStopped(assign.Place) && (_activity.IsVaried(assign.Value) || _activity.IsVaried(root)))
        {
            Report("AD0006", origin, "memory behind Ad.StopGradient", "write to the memory itself");
        }
        else if (root is { Type: { Kind: IrTypeKind.Object, HoldsMemory: false }, Kind: IrVariableKind.Parameter })
        {
            Report("AD0004", origin, $"assigning into the parameter '{root.Name}'", "build a new matrix in the method");
        }
        else if (root is { Type.Kind: IrTypeKind.ReadOnlySpan })
        {
            Report("AD0004", origin, $"assigning into '{root.Name}'", "it is read-only");
        }
    }

    private bool IsConstantParameter(IrVariable? variable) =>
        variable is { Kind: IrVariableKind.Parameter, Type.IsDifferentiable: true } && _function.Parameters.Any(parameter => parameter.Variable.Equals(variable) && !parameter.IsDifferentiable);

    /// <summary>The parameter marked <c>[NoGradient]</c> that a root is, or may be.</summary>
    private IrVariable? ConstantParameter(IrVariable? root) => root is null ? null
        : IsConstantParameter(root) ? root
        : _roots.Groups.FirstOrDefault(group => group.Root.Equals(root))?.Parameters.FirstOrDefault(IsConstantParameter);

    private void FindIn(IrExpression node, IrStatement statement, bool isPlace)
    {
        switch (node)
        {
            case IrCall call:
                FindInCall(call, statement);
                break;
            case IrOpaque { Effect: IrEffect.Writes, IsSink: false } opaque when IsGrowth(opaque) && opaque.Operands.FirstOrDefault(IsGivenContainer) is { } given:
                Report("AD0004", opaque.Origin.IsKnown ? opaque.Origin : statement.Origin, "adding to a list that the method was given", "make a list of its own, and return it");
                break;
            case IrOpaque { IsSink: false } opaque when !isPlace:
                foreach (IrExpression carried in opaque.Operands.Where(operand => IsCarried(operand, opaque)))
                {
                    Report("AD0006", carried.Origin.IsKnown ? carried.Origin : opaque.Origin, Holder(opaque), "keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient");
                }

                break;
            case IrSelect { Type: { IsMemory: true } or { Kind: IrTypeKind.Object } } select:
                Report("AD0011", select.Origin.IsKnown ? select.Origin : statement.Origin, "?:", "chooses between two memories, and the adjoint could not follow; use if and else around what reads them");
                break;
            case IrView { Form: IrViewForm.Function, Type: { IsTensor: true, IsTensorSpan: false }, Receiver.Type.IsMemory: true } view when _roots.Of(view) is { Kind: IrVariableKind.Parameter } && _activity.IsActive(view):
                Report("AD0004", view.Origin.IsKnown ? view.Origin : statement.Origin, "A tensor over an array that the method was given", "copy the array, or make a TensorSpan of it");
                break;
            case IrConversion { Type.Kind: IrTypeKind.Other } conversion when IsLost(conversion) && !IsGiven(conversion, statement):
                Report("AD0006", conversion.Origin, $"a '{Plain(conversion.Type.Name)}'", $"keep it in {(conversion.Operand.Type.IsStruct ? "its own type" : "double or float")}, or cut the edge with Ad.StopGradient");
                break;
        }
    }

    private static string Holder(IrOpaque opaque) => opaque.Parts.Any(part => part.Contains("=>")) ? "a lambda that is called elsewhere"
        : opaque.Type.Kind == IrTypeKind.Other ? $"a '{Plain(opaque.Type.Name)}'"
        : "something that is not differentiable";

    private bool IsGivenContainer(IrExpression operand) => operand.Type.IsContainer && _roots.Of(operand) is { } root
        && (root.Kind == IrVariableKind.Parameter || _roots.Groups.Any(group => group.Root.Equals(root) && group.Parameters.Any(parameter => parameter.Type.Equals(operand.Type))));

    /// <summary>Whether an active value goes into something opaque. The shape of a matrix is none.</summary>
    private bool IsCarried(IrExpression operand, IrOpaque opaque) =>
        operand.Type.IsDifferentiable && _activity.IsVaried(operand)
        && (operand.Type.Kind != IrTypeKind.Object || opaque.Type.IsDifferentiable
            || ((operand.Type.HoldsMemory ? !IsGrowth(opaque) : !IsAsked(operand, opaque)) && (opaque.Type.IsReference || opaque.Effect == IrEffect.Writes)));

    /// <summary>Whether a member of a matrix is asked for: its shape, a report. What else a matrix goes into may keep it.</summary>
    public static bool IsAsked(IrExpression operand, IrOpaque opaque) =>
        ReferenceEquals(operand, opaque.Operands[0]) && opaque.Parts[0].Length == 0 && opaque.Parts[1].StartsWith(".", System.StringComparison.Ordinal);

    /// <summary>Whether a list only gets room for more elements.</summary>
    private static bool IsGrowth(IrOpaque opaque) => opaque is { Type.Kind: IrTypeKind.Void, Operands: [{ Type.IsList: true }, ..] };

    /// <summary>Whether an active value becomes one of a type that has no derivative.</summary>
    private bool IsLost(IrExpression value) => value is IrConversion { Type.Kind: IrTypeKind.Other } conversion && _activity.IsVaried(conversion.Operand) && !IsIntegral(conversion.Type);

    /// <summary>Whether a conversion is only there for a call that is refused itself.</summary>
    private static bool IsGiven(IrConversion conversion, IrStatement statement) => statement.Expressions()
        .SelectMany(expression => expression.SelfAndDescendants())
        .Any(node => node is IrCall { Method.Kind: IrCallKind.Plain } call && call.Children.Any(child => ReferenceEquals(child, conversion)));

    private static bool IsIntegral(IrType type) => type.Name is "byte" or "sbyte" or "short" or "ushort" or "uint" or "ulong" or "nint" or "nuint" or "char";

    private void FindInCall(IrCall call, IrStatement statement)
    {
        Origin origin = call.Origin.IsKnown ? call.Origin : statement.Origin;
        IrVariable? result = statement is IrDeclare declare && ReferenceEquals(declare.Initial, call) ? declare.Variable
            : statement is IrAssign { Place: IrVariableReference place } assign && ReferenceEquals(assign.Value, call) ? place.Variable
            : null;
        bool isNested = result is null && statement is not IrEvaluate;
        if (call.Method.Kind is IrCallKind.Differentiable or IrCallKind.Rule)
        {
            FindInArguments(call);
            bool isVaried = call.Children.Any(child => child.Type.IsDifferentiable && _activity.IsVaried(child));
            if (isVaried && Activity.ActivelyWritten(call).FirstOrDefault(memory => ConstantParameter(_roots.Of(memory)) is not null) is { } kept && ConstantParameter(_roots.Of(kept)) is { } constant)
            {
                Report("AD0006", kept.Origin.IsKnown ? kept.Origin : origin, $"the parameter '{constant.Name}', which is marked [NoGradient]", "take the attribute away, or cut the edge with Ad.StopGradient");
            }

            if (isVaried && Activity.ActivelyWritten(call).FirstOrDefault(memory => _roots.Of(memory) is null) is { } outside)
            {
                Report("AD0006", outside.Origin.IsKnown ? outside.Origin : origin, "memory outside the method", "give the callee a local array, or let it take a ReadOnlySpan or mark its parameter [NoGradient], if it only reads it");
            }
        }

        switch (call.Method.Kind)
        {
            case IrCallKind.Plain or IrCallKind.Sink when !call.Method.IsConstructor && Activity.WrittenMemory(call).FirstOrDefault(memory => memory.Type.IsList) is { } list:
                Report("AD0004", list.Origin.IsKnown ? list.Origin : origin, $"giving a list to '{call.Method.Name}', which could change its length,", "give it an array");
                break;
            case IrCallKind.Plain:
                bool writesVaried = Activity.WrittenMemory(call).Any(memory => _activity.IsVaried(memory));
                if (writesVaried || _printed.AreReadBy(call) || call.Children.Any(child => (child.Type.IsDifferentiable && _activity.IsVaried(child)) || IsLost(child)))
                {
                    ReportNoDerivative(call, origin);
                }

                break;
            case not IrCallKind.Plain when Activity.WrittenMemory(call).FirstOrDefault(memory => _roots.IsStopped(memory) && _roots.Of(memory) is { } root && _activity.IsVaried(root)) is not null:
                Report("AD0006", origin, "memory behind Ad.StopGradient", "write to the memory itself");
                break;
            case IrCallKind.Sink when Activity.WrittenMemory(call).FirstOrDefault(memory => _activity.IsVaried(memory)) is { } memory:
                Report("AD0004", memory.Origin.IsKnown ? memory.Origin : origin, $"giving active memory to '{call.Method.Name}', which has no gradient and could write it,", "let it take a ReadOnlySpan");
                break;
            case IrCallKind.Rule when call.Children.FirstOrDefault(child => child.Type.HasShadowFields && _activity.IsActive(child)) is not null:
                Report("AD0004", origin, $"giving arrays or objects in a struct to '{call.Method.Name}', which has a rule,", "give them to it by themselves");
                break;
            case IrCallKind.Rule when isNested ? _activity.IsActive(call) : _activity.IsActive(call, result):
                if (RuleSelection.Select(call, isNested || (result is not null && _activity.IsActive(result)), _activity) is null)
                {
                    ReportNoDerivative(call, origin);
                }

                break;
        }
    }

    private void ReportNoDerivative(IrCall call, Origin origin)
    {
        if (call.Method.IsDelegate)
        {
            Report("AD0013", origin, NameOf(call));
        }
        else
        {
            Report("AD0005", origin, NameOf(call), call.Method.WayOut ?? "mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient");
        }
    }

    private static string NameOf(IrCall call) => call.Method.Operator is { } symbol ? "operator " + symbol : call.Method.Name;

    /// <summary>An active matrix given to a parameter that has no adjoint, such as one of an interface type.</summary>
    private void FindInArguments(IrCall call)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            IrParameter parameter = call.Method.Parameters[i];
            bool hasAdjoint = parameter.IsDifferentiable || call.Method.Rules.Any(rule => RuleSelection.Binds(rule, IrRuleArgumentKind.Adjoint, parameter.Name));
            if (parameter.IsDifferentiable && !parameter.Type.IsNumber && !parameter.Type.IsStruct && call.Arguments[i] is IrLiteral)
            {
                Report("AD0004", call.Arguments[i].Origin.IsKnown ? call.Arguments[i].Origin : call.Origin, $"null for the differentiable parameter '{parameter.Name}'", "give it an empty array");
            }

            if ((parameter is { IsDifferentiable: true, Type.HasMemoryFields: true } || call.Arguments[i] is IrBox) && call.Arguments[i].MemoryParts().Any(part => part.Type.IsDifferentiable && (part is IrLiteral || (part is IrVariableReference { Variable: var empty } && _roots.IsNull(empty)))))
            {
                Report("AD0004", call.Arguments[i].Origin.IsKnown ? call.Arguments[i].Origin : call.Origin, $"null in a field of the differentiable parameter '{parameter.Name}'", "give it an empty array");
            }

            if (parameter.IsWritten && Activity.IsForConstants(call, call.Arguments[i]) && call.Method.Kind == IrCallKind.Differentiable && _activity.IsVaried(call.Arguments[i]))
            {
                // A constant that it writes would have to clear the adjoint, of which it knows nothing.
                Report("AD0004", call.Arguments[i].Origin.IsKnown ? call.Arguments[i].Origin : call.Origin, $"giving an active value to the parameter '{parameter.Name}', which is marked [NoGradient] and could be written,", "let it take a ReadOnlySpan or a value, or take the attribute away");
            }

            if (parameter.Type.Kind == IrTypeKind.Other && !hasAdjoint && _activity.IsVaried(call.Arguments[i]))
            {
                Report("AD0006", call.Arguments[i].Origin.IsKnown ? call.Arguments[i].Origin : call.Origin, $"a '{Plain(parameter.Type.Name)}'", "give the parameter a differentiable type, or cut the edge with Ad.StopGradient");
            }
        }
    }

    /// <summary>An array variable that may lead to memory whose shadow could not follow it.</summary>
    private void FindInGroups(IrBlock body)
    {
        foreach (MemoryGroup group in _roots.Groups)
        {
            bool mixes = group.IsOutside && (group.IsMade || group.Parameters.Any(parameter => !IsConstantParameter(parameter) && parameter.Type.IsDifferentiable));
            if (!mixes && !group.HasViews && !group.IsBuilt)
            {
                continue;
            }

            IrAssign assign = body.SelfAndDescendants().OfType<IrAssign>().First(assign =>
                (assign.Place is IrVariableReference place ? place.Variable : MemoryGroup.RowsOf(assign.Place)) is { } variable && group.Members.Contains(variable));
            string what = group.IsBuilt
                ? "is assigned again, and an object that is made here holds structs of arrays, whose adjoints could not follow; make it in a method of its own"
                : mixes
                ? "is assigned arrays of the method and memory outside it, and its adjoint could not follow; copy the latter into an array of the method"
                : "is assigned an array that belongs to something else, and its adjoint could not follow; declare a new local";
            Report("AD0011", assign.PlaceOrigin, assign.Place.PlaceName(), what);
        }
    }

    private void FindInResult(IrBlock body)
    {
        if (!_function.Result.IsReferring && !_function.Result.HasMemoryFields)
        {
            return;
        }

        IrReturn? last = _function.Body.Statements.Returns().LastOrDefault(statement => statement.Value is not null);
        Origin origin = last?.Value?.Origin is { IsKnown: true } known ? known : last?.Origin ?? default;
        if (body.Statements.OfType<IrReturn>().LastOrDefault()?.Value is not { } value)
        {
            return;
        }

        List<IrExpression> parts = [.. value.MemoryParts()];
        if (!parts.All(IsReturnable))
        {
            Report("AD0011", origin, _function.Name, "returns memory that it was given; return a new array that a local holds");
        }
        else if (parts.GroupBy(_roots.Of).Any(same => same.Count() > 1 && !same.All(CanBeToldApart)))
        {
            Report("AD0011", origin, _function.Name, "returns a struct with the same memory in two fields, or with memory that could be the same; copy one of them");
        }
    }

    /// <summary>Whether it shows when the method runs that memory is not what else could be the same.</summary>
    private bool CanBeToldApart(IrExpression part) => part is IrVariableReference { Variable: var variable } && _roots.IsReference(variable) && part.Type is { IsJagged: false, IsClass: false };

    private bool IsReturnable(IrExpression value) => value is IrVariableReference { Variable: var returned }
        && (_roots.GroupOf(returned) is { } group
            ? !group.IsOutside && !group.Parameters.Any()
            : returned.Kind != IrVariableKind.Parameter && _roots.IsWhole(returned) && _roots.SlotOf(returned) is null && _roots.Of(returned) is not null);

    private void Report(string id, Origin origin, params string[] arguments)
    {
        var problem = new Problem(id, arguments.ToEquatableArray(), origin);
        if (!_problems.Any(known => known.Equals(problem) && known.Origin.Start == origin.Start))
        {
            _problems.Add(problem);
        }
    }
}
