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
    private readonly IrFunction _declared;

    /// <summary>The signature of the sweeps.</summary>
    private readonly CompanionSignature _sweeps;

    /// <summary>The signature that callers see.</summary>
    private readonly CompanionSignature _signature;
    private readonly string _name;

    /// <summary>Tells other assemblies, which cannot read the body.</summary>
    private const string Unwritten = "[global::Autodiff.Unwritten]";

    private readonly ArgumentChecks _checks;
    private readonly ArgumentChecks _sweepChecks;
    private FieldAccessors _accessors = new();

    private CompanionWriter(IrFunction function, IEnumerable<IrVariable> written)
    {
        _function = function;
        _declared = DeclaredSignature.Of(function);
        _sweeps = new CompanionSignature(function);
        _signature = new CompanionSignature(_declared);
        _checks = new ArgumentChecks(_declared, written, () => _accessors);
        _sweepChecks = new ArgumentChecks(function, written, () => _accessors);
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
            using (writer.Block($"{function.Modifiers} {function.Result.Name} {function.Name}({Join(companions._sweeps.OwnParameters)})"))
            {
                var scope = new NameScope(function.ReservedNames);
                foreach (IrFunctionParameter parameter in function.Signature)
                {
                    scope.DeclareExactly(parameter.Variable, parameter.Variable.Name);
                }

                new StatementPrinter(writer, new ExpressionPrinter(scope, companions._sweeps.Tape, companions._accessors)).PrintBody([.. primal.Statements]);
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
            yield return ($"The value of <c>{_name}</c>; its gradient overwrites the destinations.", $"{_declared.Result.Name} {_name}ValueAndGradient{generic}({Join(_signature.OwnParameters.Concat(_signature.GradientParameters))})");
        }

        if (_signature.HasSeed)
        {
            yield return ($"Runs <c>{_name}</c> and adds to the adjoints of its parameters what the seed implies.", $"{_declared.Result.Name} {_name}Vjp{generic}({Join(_signature.OwnParameters.Concat(_signature.AdjointParameters))})");
        }

        yield return ($"Runs <c>{_name}</c> and records on the caller's tape what its reverse sweep needs.", $"{_function.Result.Name} {_name}ForwardSweep{generic}({Join(_sweeps.OwnParameters.Append(tape))})");
        yield return ($"Undoes <c>{_name}ForwardSweep</c>: takes back its record and adds to the adjoints.", $"void {_name}ReverseSweep{generic}({Join(_sweeps.OwnParametersOfReverseSweep.Concat(_sweeps.AdjointParameters).Append(tape))})");
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
            _checks.WriteNull(writer);
            foreach (IrVariable variable in variables.Where(variable => !ArgumentChecks.IsGiven(variable)))
            {
                IrExpression shadow = Gradients.New(IrBuild.Read(variable), part => CompanionSignature.PartOf(part, named => NameScope.Escape(named.Name), _accessors));
                writer.Line($"{GradientType(variable)} {_signature.GradientOf(variable)} = {Printer(new NameScope(_function.ReservedNames)).Print(shadow)};");
            }

            IEnumerable<string> arguments = variables.Select(variable => ArgumentChecks.IsGiven(variable)
                ? $"out {variable.Type.Name} {_signature.GradientOf(variable)}"
                : (ArgumentChecks.IsValue(variable) ? "ref " : string.Empty) + _signature.GradientOf(variable));
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
            _checks.WriteDestinations(writer, _signature.GradientOf);
            foreach (IrVariable variable in _signature.Differentiable)
            {
                string gradient = _signature.GradientOf(variable);
                gradient = _signature.Outputs.Contains(variable) ? $"{variable.Type.Name} {gradient}" : gradient;
                var scope = new NameScope(_function.ReservedNames);
                scope.DeclareExactly(variable, gradient);
                foreach (IrStatement statement in Gradients.Clear(IrBuild.Read(variable)))
                {
                    new StatementPrinter(writer, Printer(scope)).PrintAll([statement]);
                }
            }

            IEnumerable<string> arguments = _signature.Seeds.Concat(_signature.Destinations)
                .Select(variable => (ArgumentChecks.IsValue(variable) ? "ref " : string.Empty) + _signature.GradientOf(variable));
            writer.Line($"return {_name}Vjp{_function.TypeArguments}({Join(_signature.OwnArguments.Append(ExpressionPrinter.LiteralText(IrLiteral.One(_function.Result))).Concat(arguments))});");
        }
    }

    private void WriteVjp(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Runs <c>{_name}</c> and adds to the adjoints of its parameters what the seed implies.</summary>");
        using (Member(writer, $"{_declared.Result.Name} {_name}Vjp{_function.TypeArguments}({Join(_signature.OwnParameters.Concat(_signature.AdjointParameters))})"))
        {
            _checks.WriteDestinations(writer, _signature.AdjointOf);
            NameScope parameters = Scope(sweeps);
            DeclaredSignature.WriteElements(writer, _function, _signature, parameters, sweeps.Seed, sweeps.ParameterAdjoint);
            _sweepChecks.WriteOverlap(writer, variable => parameters[variable]);
            IrExpression? value = sweeps.Value;
            List<IrStatement> forward = [.. sweeps.Forward.Statements];
            if (value is not null && _signature.HasResultSeed)
            {
                forward.AddRange(_function.DeclaredResult is not null ? [] : Gradients.Check(value, IrBuild.Read(sweeps.Seed!), _signature.ResultSeed, "result"));
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

            NameScope scope = parameters.Nest(NameScope.DeclaredBy(whole));
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
                printer.PrintAll([new IrReturn(_function.DeclaredResult is { } declared ? InlineArrayCalls.Of(value, declared) : value)]);
            }
        }
    }

    /// <summary>Whether another assembly may call it.</summary>
    private bool IsVisibleElsewhere => _function.Modifiers.StartsWith("public", System.StringComparison.Ordinal) || _function.Modifiers.StartsWith("protected", System.StringComparison.Ordinal);

    private void WriteForwardSweep(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Runs <c>{_name}</c> and records on the caller's tape what its reverse sweep needs.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        HashSet<IrVariable> unwritten = IsVisibleElsewhere ? [.. sweeps.UnwrittenParameters] : [];
        ILookup<IrVariable, IrVariable> parts = _function.Parameters.Where(parameter => parameter.Part is not null).ToLookup(parameter => parameter.Part!.Variables().Single(), parameter => parameter.Variable);
        unwritten.UnionWith(IsVisibleElsewhere ? parts.Where(whole => whole.All(part => !part.Type.HoldsMemory || unwritten.Contains(part))).Select(whole => whole.Key) : []);
        if (_function.Parameters.Any(parameter => parameter.IsReceiver && unwritten.Contains(parameter.Variable)))
        {
            writer.Line(Unwritten);
        }

        IEnumerable<string> parameters = _sweeps.OwnParameters.Zip(
            _function.Signature.Where(parameter => !parameter.IsReceiver),
            (text, parameter) => unwritten.Contains(parameter.Variable) ? $"{Unwritten} {text}" : text);
        using (Member(writer, $"{_function.Result.Name} {_name}ForwardSweep{_function.TypeArguments}({Join(parameters.Append($"global::Autodiff.Tape {_sweeps.Tape}"))})"))
        {
            _sweepChecks.WriteOverlap(writer);
            writer.BlankLine();
            List<IrStatement> whole = [.. sweeps.Forward.Statements, .. sweeps.Value is null ? Array.Empty<IrStatement>() : [new IrReturn(sweeps.Value)]];
            Print(writer, sweeps, whole);
        }
    }

    private void WriteReverseSweep(SourceWriter writer, Sweeps sweeps)
    {
        writer.Line($"/// <summary>Undoes <c>{_name}ForwardSweep</c>: takes back its record and adds to the adjoints.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (Member(writer, $"void {_name}ReverseSweep{_function.TypeArguments}({Join(_sweeps.OwnParametersOfReverseSweep.Concat(_sweeps.AdjointParameters).Append($"global::Autodiff.Tape {_sweeps.Tape}"))})"))
        {
            Print(writer, sweeps, [.. sweeps.Reverse.Statements]);
        }
    }

    private void Print(SourceWriter writer, Sweeps sweeps, List<IrStatement> statements) =>
        new StatementPrinter(writer, new ExpressionPrinter(Scope(sweeps), _sweeps.Tape, _accessors)).PrintBody(statements);

    /// <summary>The names of the parameters.</summary>
    private NameScope Scope(Sweeps sweeps)
    {
        var scope = new NameScope(_function.ReservedNames);
        foreach (IrFunctionParameter parameter in _function.Signature)
        {
            scope.DeclareExactly(parameter.Variable, parameter.Variable.Name);
            if (parameter.IsDifferentiable)
            {
                scope.DeclareExactly(sweeps.ParameterAdjoint(parameter.Variable), _sweeps.AdjointOf(parameter.Variable));
            }
        }

        scope.DeclareExactly(sweeps.Tape, _sweeps.Tape);
        if (sweeps.Seed is not null)
        {
            scope.DeclareExactly(sweeps.Seed, _sweeps.ResultSeed);
        }

        return scope;
    }

    private ExpressionPrinter Printer(NameScope scope) => new(scope, _signature.Tape, _accessors);

    private static string GradientType(IrVariable variable) => variable.Type.IsMemory ? IrType.ArrayOf(variable.Type.Element!).Name : variable.Type.Owned.Name;

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    private static bool UsesTape(IEnumerable<IrStatement> statements, IrVariable tape) =>
        statements.SelectMany(statement => statement.SelfAndDescendants()).Any(statement =>
            statement is IrPush or IrPushAll or IrPopAll
            || (statement is not IrComment && statement.Expressions().SelectMany(expression => expression.SelfAndDescendants())
                .Any(node => node is IrPop || (node is IrVariableReference reference && reference.Variable.Equals(tape)))));
}
