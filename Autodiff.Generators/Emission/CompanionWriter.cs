using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;

namespace Autodiff.Generators.Emission;

/// <summary>Writes the companions of one method: two files, the one that people read and the one with the sweep pair.</summary>
internal sealed class CompanionWriter
{
    private readonly IrFunction _function;
    private readonly CompanionSignature _signature;
    private readonly string _name;
    private readonly HashSet<IrVariable> _written;
    private FieldAccessors _accessors = new();

    private CompanionWriter(IrFunction function, IEnumerable<IrVariable> written)
    {
        _function = function;
        _written = [.. written];
        _signature = new CompanionSignature(function);
        _name = function.Name;
    }

    public static EquatableArray<GeneratedFile> Write(IrFunction function, Sweeps joint, Sweeps split)
    {
        var companions = new CompanionWriter(function, joint.WrittenParameters);
        GeneratedFile sweeps = companions.File(function.HintName + ".Sweeps.g.cs", writer =>
        {
            companions.WriteForwardSweep(writer, split);
            writer.Line();
            companions.WriteReverseSweep(writer, split);
        });
        if (!companions._signature.HasSeed)
        {
            return [sweeps];
        }

        return
        [
            companions.File(function.HintName + ".g.cs", writer =>
            {
                if (companions._signature.HasGradient)
                {
                    companions.WriteAllocatingGradient(writer);
                    writer.Line();
                    companions.WriteGradient(writer);
                    writer.Line();
                }

                companions.WriteVjp(writer, joint);
            }),
            sweeps,
        ];
    }

    /// <summary>A hidden method and its sweep pair.</summary>
    public static GeneratedFile WriteLifted(IrFunction function, IrBlock primal, Sweeps? split)
    {
        var companions = new CompanionWriter(function, []);
        return companions.File(function.HintName + ".g.cs", writer =>
        {
            using (writer.Block($"{function.Modifiers} {function.Result.Name} {function.Name}({Join(companions._signature.OwnParameters)})"))
            {
                var scope = new NameScope(function.ReservedNames);
                foreach (IrFunctionParameter parameter in function.Parameters)
                {
                    scope.DeclareExactly(parameter.Variable, parameter.Variable.Name);
                }

                new StatementPrinter(writer, new ExpressionPrinter(scope, companions._signature.Tape, companions._accessors)).PrintBody([.. primal.Statements]);
            }

            if (split is not null)
            {
                writer.Line();
                companions.WriteForwardSweep(writer, split);
                writer.Line();
                companions.WriteReverseSweep(writer, split);
            }
        });
    }

    /// <summary>The companions of a method with an error in its body: their signatures, and a throw.</summary>
    public static EquatableArray<GeneratedFile> WriteRefused(IrFunction function, string problem)
    {
        var companions = new CompanionWriter(function, []);
        bool isSpecialised = problem == "AD0013";
        return
        [
            companions.File(function.HintName + ".g.cs", writer =>
            {
                foreach ((_, string header) in companions.Headers())
                {
                    writer.BlankLine();
                    if (isSpecialised)
                    {
                        writer.Line($"[global::System.Obsolete(\"'{function.Name}' is differentiated only where the target of its delegates is known: call it from a [Differentiable] method.\", error: true)]");
                    }

                    using (companions.Member(writer, header))
                    {
                        writer.Line($"throw new global::System.NotSupportedException(\"'{function.Name}' has no derivative: see {problem} there.\");");
                    }
                }
            }),
        ];
    }

    /// <summary>The companions of an interface's method: what implements it has them when its method is marked, too.</summary>
    public static EquatableArray<GeneratedFile> WriteAbstract(IrFunction function)
    {
        var companions = new CompanionWriter(function, []);
        return
        [
            companions.File(function.HintName + ".g.cs", writer =>
            {
                foreach ((string summary, string header) in companions.Headers())
                {
                    writer.BlankLine();
                    writer.Line($"/// <summary>{summary}</summary>");
                    if (header.Contains("Sweep"))
                    {
                        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
                    }

                    string[] lines = [$"{function.Modifiers} {header}".TrimStart(), .. function.Constraints.Select(constraint => "    " + constraint)];
                    lines[lines.Length - 1] += ";";
                    foreach (string line in lines)
                    {
                        writer.Line(line);
                    }
                }
            }),
        ];
    }

    /// <summary>What each companion is for, and its header.</summary>
    private IEnumerable<(string Summary, string Header)> Headers()
    {
        string own = Join(_signature.OwnParameters);
        string generic = _function.TypeArguments;
        string tape = $"global::Autodiff.Tape {_signature.Tape}";
        if (_signature.HasGradient)
        {
            yield return ($"The value of <c>{_name}</c> and its gradient, in new memory.", $"{AllocatingGradientType} {_name}ValueAndGradient{generic}({own})");
            yield return ($"The value of <c>{_name}</c>; its gradient overwrites the destinations.", $"{_function.Result.Name} {_name}ValueAndGradient{generic}({Join(_signature.OwnParameters.Concat(_signature.GradientParameters))})");
        }

        yield return ($"Runs <c>{_name}</c> and adds to the adjoints of its parameters what the seed implies.", $"{_function.Result.Name} {_name}Vjp{generic}({Join(_signature.OwnParameters.Concat(_signature.AdjointParameters))})");
        yield return ($"Runs <c>{_name}</c> and records on the caller's tape what its reverse sweep needs.", $"{_function.Result.Name} {_name}ForwardSweep{generic}({Join(_signature.OwnParameters.Append(tape))})");
        yield return ($"Undoes <c>{_name}ForwardSweep</c>: takes back its record and adds to the adjoints.", $"void {_name}ReverseSweep{generic}({Join(_signature.OwnParametersOfReverseSweep.Concat(_signature.AdjointParameters).Append(tape))})");
    }

    private GeneratedFile File(string hintName, Action<SourceWriter> writeMembers)
    {
        _accessors = new FieldAccessors();
        var writer = new SourceWriter();
        var closings = new Stack<IDisposable>();
        foreach (string header in _function.ContainingTypes)
        {
            closings.Push(writer.Block(header));
        }

        writeMembers(writer);
        while (closings.Count > 0)
        {
            closings.Pop().Dispose();
        }

        _accessors.Write(writer);

        (string body, IReadOnlyList<string> usings) = NameShortener.Shorten(writer.ToString(), _function.Namespace, [.. _function.QualifiedNames], [.. _function.Namespaces]);
        var file = new SourceWriter();
        file.Line("// <auto-generated/>");
        file.Line("#pragma warning disable");
        file.Line("#nullable enable");
        file.Line();
        foreach (string space in usings)
        {
            file.Line($"using {space};");
        }

        if (usings.Count > 0)
        {
            file.Line();
        }

        if (_function.Namespace.Length > 0)
        {
            file.Line($"namespace {_function.Namespace};");
            file.Line();
        }

        return new GeneratedFile(hintName, file + body);
    }

    /// <summary>Opens a companion: its header, and the constraints of its type parameters.</summary>
    private IDisposable Member(SourceWriter writer, string header)
    {
        writer.Line($"{_function.Modifiers} {header}");
        foreach (string constraint in _function.Constraints)
        {
            writer.Line("    " + constraint);
        }

        return writer.Block();
    }

    /// <summary>A value and a gradient: that of the only parameter, or a tuple named as the parameters.</summary>
    private string AllocatingGradientType
    {
        get
        {
            IReadOnlyList<IrVariable> variables = _signature.Inputs;
            string gradient = variables.Count == 1
                ? GradientType(variables[0])
                : $"({Join(variables.Select(variable => $"{GradientType(variable)} {NameScope.Escape(CompanionSignature.NameOf(variable))}"))})";
            return $"({_function.Result.Name} Value, {gradient} Gradient)";
        }
    }

    private void WriteAllocatingGradient(SourceWriter writer)
    {
        IReadOnlyList<IrVariable> variables = _signature.Inputs;
        writer.Line($"/// <summary>The value of <c>{_name}</c> and its gradient, in new memory.</summary>");
        using (Member(writer, $"{AllocatingGradientType} {_name}ValueAndGradient{_function.TypeArguments}({Join(_signature.OwnParameters)})"))
        {
            WriteNullChecks(writer);
            foreach (IrVariable variable in variables.Where(variable => !IsValue(variable)))
            {
                string name = NameScope.Escape(variable.Name);
                string create = variable.Type.IsMemory ? $"new {variable.Type.Element!.Name}[{name}.Length]"
                    : variable.Type.IsContainer ? $"global::Autodiff.Containers.CreateShadow({name})"
                    : $"{name}.CreateShadow()";
                writer.Line($"{GradientType(variable)} {_signature.GradientOf(variable)} = {create};");
            }

            IEnumerable<string> arguments = variables.Select(variable => IsValue(variable)
                ? $"out {variable.Type.Name} {_signature.GradientOf(variable)}"
                : _signature.GradientOf(variable));
            string value = _signature.Value;
            writer.Line($"{_function.Result.Name} {value} = {_name}ValueAndGradient{_function.TypeArguments}({Join(_signature.OwnArguments.Concat(arguments))});");
            string gradient = string.Join(", ", variables.Select(variable => _signature.GradientOf(variable)));
            writer.Line($"return ({value}, {(variables.Count == 1 ? gradient : $"({gradient})")});");
        }
    }

    private void WriteGradient(SourceWriter writer)
    {
        writer.Line($"/// <summary>The value of <c>{_name}</c>; its gradient overwrites the destinations.</summary>");
        using (Member(writer, $"{_function.Result.Name} {_name}ValueAndGradient{_function.TypeArguments}({Join(_signature.OwnParameters.Concat(_signature.GradientParameters))})"))
        {
            WriteChecks(writer, _signature.GradientOf);
            foreach (IrVariable variable in _signature.Differentiable)
            {
                string gradient = _signature.GradientOf(variable);
                gradient = _signature.Outputs.Contains(variable) ? $"{variable.Type.Name} {gradient}" : gradient;
                writer.Line(variable.Type.IsStruct ? $"{gradient} = default;"
                    : variable.Type.IsReal ? $"{gradient} = {ExpressionPrinter.LiteralText(IrLiteral.Zero(variable.Type))};"
                    : variable.Type.IsMemory ? $"{gradient}.Clear();"
                    : variable.Type.IsContainer ? $"global::Autodiff.Containers.SetToZero({gradient});"
                    : $"{gradient}.SetToZero();");
            }

            IEnumerable<string> arguments = _signature.Seeds.Concat(_signature.Destinations)
                .Select(variable => (IsValue(variable) ? "ref " : string.Empty) + _signature.GradientOf(variable));
            writer.Line($"return {_name}Vjp{_function.TypeArguments}({Join(_signature.OwnArguments.Append(ExpressionPrinter.LiteralText(IrLiteral.One(_function.Result))).Concat(arguments))});");
        }
    }

    private void WriteVjp(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Runs <c>{_name}</c> and adds to the adjoints of its parameters what the seed implies.</summary>");
        using (Member(writer, $"{_function.Result.Name} {_name}Vjp{_function.TypeArguments}({Join(_signature.OwnParameters.Concat(_signature.AdjointParameters))})"))
        {
            WriteChecks(writer, _signature.AdjointOf);
            WriteOverlapOfWritten(writer);
            WriteOverlapOfReferences(writer);
            IrExpression? value = sweeps.Value;
            List<IrStatement> forward = [.. sweeps.Forward.Statements];
            if (_function.Result.IsMemory && value is not null && _signature.HasResultSeed)
            {
                forward.Add(new IrEvaluate(IrBuild.Call("global::Autodiff.GeneratedCode.RequireLength", IrType.Void, new IrLength(value), new IrLength(IrBuild.Read(sweeps.Seed!)), Name(_signature.ResultSeed), Name("result"))));
            }

            if ((_function.Result.IsContainer || _function.Result.IsClass) && value is not null)
            {
                forward.Add(new IrEvaluate(IrBuild.Call($"global::Autodiff.{(_function.Result.IsClass ? "Objects" : "Containers")}.RequireShadow", IrType.Void, value, IrBuild.Read(sweeps.Seed!), Name(_signature.ResultSeed), Name("result"))));
            }

            if (value is not (null or IrLiteral) && sweeps.Changes(value))
            {
                var result = new IrVariable(int.MaxValue, "result", value.Type, IrVariableKind.Temporary);
                forward.Add(new IrDeclare(result, value));
                value = IrBuild.Read(result);
            }

            List<IrStatement> whole = [.. forward, .. sweeps.Reverse.Statements, .. value is null ? Array.Empty<IrStatement>() : [new IrReturn(value)]];
            if (UsesTape(whole, sweeps.Tape))
            {
                writer.Line($"using global::Autodiff.Tape {_signature.Tape} = global::Autodiff.Tape.Rent();");
            }

            NameScope scope = Scope(sweeps).Nest(NameScope.DeclaredBy(whole));
            var printer = new StatementPrinter(writer, new ExpressionPrinter(scope, _signature.Tape, _accessors));
            writer.BlankLine();
            bool hasBoth = forward.Count > 0 && sweeps.Reverse.Statements.Count > 0;
            if (hasBoth)
            {
                writer.Line("// Forward sweep");
            }

            printer.PrintAll(forward);
            writer.BlankLine();
            if (hasBoth)
            {
                writer.Line("// Reverse sweep");
            }

            printer.PrintAll(sweeps.Reverse.Statements);
            if (value is not null)
            {
                writer.BlankLine();
                printer.PrintAll([new IrReturn(value)]);
            }
        }
    }

    private void WriteForwardSweep(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Runs <c>{_name}</c> and records on the caller's tape what its reverse sweep needs.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (Member(writer, $"{_function.Result.Name} {_name}ForwardSweep{_function.TypeArguments}({Join(_signature.OwnParameters.Append($"global::Autodiff.Tape {_signature.Tape}"))})"))
        {
            WriteOverlapOfWritten(writer);
            WriteOverlapOfReferences(writer);
            writer.BlankLine();
            List<IrStatement> whole = [.. sweeps.Forward.Statements, .. sweeps.Value is null ? Array.Empty<IrStatement>() : [new IrReturn(sweeps.Value)]];
            Print(writer, sweeps, whole);
        }
    }

    private void WriteReverseSweep(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Undoes <c>{_name}ForwardSweep</c>: takes back its record and adds to the adjoints.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (Member(writer, $"void {_name}ReverseSweep{_function.TypeArguments}({Join(_signature.OwnParametersOfReverseSweep.Concat(_signature.AdjointParameters).Append($"global::Autodiff.Tape {_signature.Tape}"))})"))
        {
            Print(writer, sweeps, [.. sweeps.Reverse.Statements]);
        }
    }

    private void Print(SourceWriter writer, Sweeps sweeps, List<IrStatement> statements) =>
        new StatementPrinter(writer, new ExpressionPrinter(Scope(sweeps), _signature.Tape, _accessors)).PrintBody(statements);

    /// <summary>The names of the parameters.</summary>
    private NameScope Scope(Sweeps sweeps)
    {
        var scope = new NameScope(_function.ReservedNames);
        foreach (IrFunctionParameter parameter in _function.Parameters)
        {
            scope.DeclareExactly(parameter.Variable, parameter.Variable.Name);
            if (parameter.IsDifferentiable)
            {
                scope.DeclareExactly(sweeps.ParameterAdjoint(parameter.Variable), _signature.AdjointOf(parameter.Variable));
            }
        }

        scope.DeclareExactly(sweeps.Tape, _signature.Tape);
        if (sweeps.Seed is not null)
        {
            scope.DeclareExactly(sweeps.Seed, _signature.ResultSeed);
        }

        return scope;
    }

    private void WriteNullChecks(SourceWriter writer)
    {
        foreach (IrVariable variable in _signature.Differentiable.Where(variable => variable.Type is { Kind: IrTypeKind.Array or IrTypeKind.Object, IsRefLike: false } && variable.Name != "this"))
        {
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({NameScope.Escape(variable.Name)});");
        }
    }

    private void WriteChecks(SourceWriter writer, Func<IrVariable, string> nameOf)
    {
        foreach (string type in _function.AskedTypes)
        {
            writer.Line($"global::Autodiff.GeneratedCode.RequireFloatingPoint<{type}>();");
        }

        WriteNullChecks(writer);
        List<IrVariable> memory = [.. _signature.Differentiable.Where(variable => variable.Type.HoldsMemory)];
        foreach (IrVariable variable in _signature.Differentiable.Where(variable => !IsValue(variable)))
        {
            string name = NameScope.Escape(variable.Name);
            string destination = nameOf(variable);
            writer.Line(variable.Type.IsMemory
                ? $"global::Autodiff.GeneratedCode.RequireLength({name}.Length, {destination}.Length, nameof({destination}), nameof({name}));"
                : variable.Type.IsClass ? $"global::Autodiff.Objects.RequireShadow({name}, {destination}, nameof({destination}), \"{CompanionSignature.NameOf(variable)}\");"
                : variable.Type.IsContainer ? $"global::Autodiff.Containers.RequireShadow({name}, {destination}, nameof({destination}), nameof({name}));"
                : $"{name}.RequireShadow({destination}, nameof({destination}));");
        }

        for (int i = 0; i < memory.Count; i++)
        {
            string destination = nameOf(memory[i]);
            foreach (IrFunctionParameter input in _function.Parameters.Where(parameter => MayShare(parameter.Variable, memory[i])))
            {
                if (!(memory[i].Type.IsContainer || memory[i].Type.IsClass) || !input.Variable.Equals(memory[i]))
                {
                    WriteNoOverlap(writer, (memory[i], destination), (input.Variable, NameScope.Escape(input.Variable.Name)));
                }
            }

            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i], memory[j]))
                {
                    WriteNoOverlap(writer, (memory[i], destination), (memory[j], nameOf(memory[j])));
                }
            }
        }
    }

    /// <summary>Arguments may overlap as long as none of them is written.</summary>
    private void WriteOverlapOfWritten(SourceWriter writer)
    {
        List<IrVariable> memory = [.. _function.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.HoldsMemory)];
        for (int i = 0; i < memory.Count; i++)
        {
            for (int j = i + 1; j < memory.Count; j++)
            {
                if (MayShare(memory[i], memory[j]) && (IsWritten(memory[i]) || IsWritten(memory[j])))
                {
                    WriteNoOverlap(writer, (memory[i], NameScope.Escape(memory[i].Name)), (memory[j], NameScope.Escape(memory[j].Name)));
                }
            }
        }
    }

    /// <summary>A place that the method writes is no other argument's.</summary>
    private void WriteOverlapOfReferences(SourceWriter writer)
    {
        List<IrFunctionParameter> places = [.. _function.Parameters.Where(parameter => parameter.Modifier is not ("" or "scoped") && parameter.Variable.Type.IsReal)];
        bool isAlone = places.Count < 2 && !_function.Parameters.Any(parameter => parameter.Variable.Type.IsMemory);
        foreach (IrFunctionParameter output in places.Where(parameter => parameter.IsOut && !isAlone))
        {
            // Where it is, not what it holds.
            writer.Line($"global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {NameScope.Escape(output.Variable.Name)});");
        }

        foreach (IrFunctionParameter place in places.Where(parameter => parameter.IsReference))
        {
            foreach (IrFunctionParameter other in places.Where(other => other.Variable.Type.Equals(place.Variable.Type) && (!other.IsReference || other.Variable.Id > place.Variable.Id)))
            {
                WriteNoOverlap(place, other.Variable, $"new global::System.ReadOnlySpan<{other.Variable.Type.Name}>(in {NameScope.Escape(other.Variable.Name)})");
            }

            foreach (IrVariable memory in _function.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.IsMemory && place.Variable.Type.Equals(variable.Type.Element)))
            {
                WriteNoOverlap(place, memory, NameScope.Escape(memory.Name));
            }
        }

        void WriteNoOverlap(IrFunctionParameter place, IrVariable other, string elements)
        {
            string name = NameScope.Escape(place.Variable.Name);
            writer.Line($"global::Autodiff.GeneratedCode.RequireNoOverlap<{place.Variable.Type.Name}>(new global::System.ReadOnlySpan<{place.Variable.Type.Name}>(in {name}), {elements}, nameof({name}), nameof({NameScope.Escape(other.Name)}));");
        }
    }

    /// <summary>Whether an adjoint is passed by reference: a number or a struct.</summary>
    private static bool IsValue(IrVariable variable) => variable.Type.IsReal || variable.Type.IsStruct;

    private bool IsWritten(IrVariable variable) => _written.Contains(variable);

    /// <summary>Whether two parameters may lead to the same numbers: an object may hold any.</summary>
    private static bool MayShare(IrVariable first, IrVariable second) => first.Type.IsClass || second.Type.IsClass
        ? first.Type.HoldsMemory && second.Type.HoldsMemory
        : Equals(first.Type.Number, second.Type.Number);

    private static void WriteNoOverlap(SourceWriter writer, (IrVariable Variable, string Name) first, (IrVariable Variable, string Name) second)
    {
        if (first.Variable.Type.IsClass || second.Variable.Type.IsClass)
        {
            ((IrVariable Variable, string Name) holder, (IrVariable Variable, string Name) other) = first.Variable.Type.IsClass ? (first, second) : (second, first);
            bool isSpan = other.Variable.Type.IsMemory;
            writer.Line($"global::Autodiff.Objects.RequireNoOverlap{(isSpan ? $"<{other.Variable.Type.Element!.Name}>" : string.Empty)}({holder.Name}, {(isSpan ? Elements(other) : other.Name)}, {Quoted(first.Name)}, {Quoted(second.Name)});");
            return;
        }

        string checks = first.Variable.Type.IsJagged || second.Variable.Type.IsJagged ? "Containers" : "GeneratedCode";
        writer.Line($"global::Autodiff.{checks}.RequireNoOverlap<{first.Variable.Type.Number!.Name}>({Elements(first)}, {Elements(second)}, nameof({first.Name}), nameof({second.Name}));");

        static string Elements((IrVariable Variable, string Name) holder) => holder.Variable.Type is { IsContainer: true, IsJagged: false }
            ? $"global::Autodiff.Containers.Elements<{holder.Variable.Type.Element!.Name}>({holder.Name})"
            : holder.Variable.Type.IsHeldSpan && holder.Name == NameScope.Escape(holder.Variable.Name) ? holder.Name + ".Span"
            : holder.Name;
    }

    private static string Quoted(string name) => name == "this" ? "\"self\"" : $"nameof({name})";

    private static string GradientType(IrVariable variable) => variable.Type.IsMemory ? IrType.ArrayOf(variable.Type.Element!).Name : variable.Type.Owned.Name;

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    private static IrLiteral Name(string name) => new($"\"{name}\"", new IrType(IrTypeKind.Other, "string", IsReference: true));

    private static bool UsesTape(IEnumerable<IrStatement> statements, IrVariable tape) =>
        statements.SelectMany(statement => statement.SelfAndDescendants()).Any(statement =>
            statement is IrPush or IrPushAll or IrPopAll
            || (statement is not IrComment && statement.Expressions().SelectMany(expression => expression.SelfAndDescendants())
                .Any(node => node is IrPop || (node is IrVariableReference reference && reference.Variable.Equals(tape)))));
}
