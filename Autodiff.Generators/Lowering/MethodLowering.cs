using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Turns a method marked <c>[Differentiable]</c> into <see cref="IrFunction"/>, which knows no symbols.</summary>
internal static class MethodLowering
{
    public static IrFunction Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration)
        {
            return Empty(method, [new Problem("AD0002", ["A method without source", method.Name, "mark a method of this project"], default)]);
        }

        if (method.MethodKind is not MethodKind.Ordinary || declaration is not MethodDeclarationSyntax syntax)
        {
            var origin = new Origin(0, declaration.Span.Length);
            return Empty(method, [new Problem("AD0002", [SignatureLowering.Describe(method), method.Name, "mark an ordinary method instead"], origin)]);
        }

        int depth = SyntaxDepth.Of(syntax);
        return depth > DeepStack.Limit
            ? Empty(method, [new Problem("AD0002", ["The depth", method.Name, $"its body is nested deeper than {DeepStack.Limit} levels; split it into several methods"], new Origin(syntax.Identifier.SpanStart - syntax.SpanStart, syntax.Identifier.Span.Length))])
            : DeepStack.Run(depth, () => Lower(method, syntax, compilation, cancellationToken));
    }

    private static IrFunction Lower(IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var names = new Names(method, LocalNames(syntax));
        var context = new LoweringContext(method, syntax, model, names, cancellationToken);
        return new BodyLowering(context, method, syntax).Lower();
    }

    private static IrFunction Empty(IMethodSymbol method, EquatableArray<Problem> problems) =>
        new(method.Name, string.Empty, [], method.Name, string.Empty, [], IrType.Void, IrBlock.Empty, 0, [], [], [], problems);

    private static IEnumerable<string> LocalNames(MethodDeclarationSyntax method) => method.DescendantNodes().Select(node => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => string.Empty,
    }).Where(name => name.Length > 0);

    /// <summary>The steps from one method's syntax to its function.</summary>
    private sealed class BodyLowering(LoweringContext context, IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        private EquatableArray<(IrVariable Parameter, IrVariable Value)> _outputs;

        public IrFunction Lower()
        {
            var signature = new SignatureLowering(context, method, syntax);
            EquatableArray<IrFunctionParameter> parameters = signature.Parameters();
            bool isSupported = signature.Check(parameters);
            if (isSupported && !Companions.Report(context, syntax) && HasErrors())
            {
                // The compiler reports them; a guess about broken code would only be noise.
                return Function(parameters, signature, IrBlock.Empty, [new Problem(string.Empty, [], default)]);
            }

            IrBlock body = context.Problems.Any(problem => problem.Id is "AD0002" or "AD0008") ? IrBlock.Empty : Body();
            return Function(parameters, signature, body, context.Problems.ToEquatableArray());
        }

        private IrFunction Function(
            EquatableArray<IrFunctionParameter> parameters,
            SignatureLowering signature,
            IrBlock body,
            EquatableArray<Problem> problems)
        {
            var function = new IrFunction(
                signature.HintName(),
                method.ContainingNamespace is { IsGlobalNamespace: false } containing ? containing.ToDisplayString() : string.Empty,
                signature.ContainingTypes(),
                Names.Escape(method.Name),
                signature.Modifiers(),
                parameters,
                context.InlineArrays.Lower(method.ReturnType),
                body,
                context.VariableCount,
                context.Names.Reserved.ToEquatableArray(),
                QualifiedNames.Of(context, syntax),
                QualifiedNames.NamespacesOf(context),
                problems,
                method.TypeParameters.Select(parameter => Names.Escape(parameter.Name)).ToEquatableArray(),
                TypeParameters.Clauses(method.TypeParameters, context.Types).ToEquatableArray(),
                signature.AskedTypes())
            {
                IsOnlyInlined = signature.IsOnlyInlined,
                IsAbstract = signature.IsPromise,
                Checkpoint = Checkpoints.Of(method),
                Outputs = _outputs,
                DeclaredResult = context.InlineArrays.Declared(method.ReturnType),
            };
            function = function with { InlinedFrom = context.Dependencies.Inlined, Read = context.Dependencies.Read, Answers = context.Dependencies.Answers };
            return function with { Lifted = context.Lifted.Functions.Select(lifted => Lifted(function, lifted)).ToEquatableArray() };
        }

        private static IrFunction Lifted(IrFunction function, LiftedFunction lifted) => function with
        {
            HintName = $"{function.HintName}.{lifted.Name}",
            Checkpoint = function.Checkpoint is null ? null : new IrCheckpoint(null),
            Outputs = default,
            DeclaredResult = null,
            InlinedFrom = default,
            Read = default,
            Answers = default,
            Name = lifted.Name,
            Modifiers = lifted.IsStatic ? "private static" : "private",
            Parameters = lifted.Parameters,
            Result = lifted.Result,
            Body = lifted.Body,
            VariableCount = lifted.VariableCount,
        };

        private IrBlock Body()
        {
            if (context.Model.GetOperation(syntax, context.CancellationToken) is not IMethodBodyOperation { } operation
                || (operation.BlockBody ?? operation.ExpressionBody) is not { } block)
            {
                return IrBlock.Empty;
            }

            context.Inliner.Writes.Add(block);
            var assignments = new AssignmentScan(context, block);
            List<IrStatement> statements = context.Capture(() =>
            {
                assignments.CopyAssignedParameters(method.Parameters);
                context.InlineArrays.CopyWritten(method.Parameters, block);
                context.Statements.Lower(block.Operations);
            });
            assignments.CheckViews();
            FileLocalNames.Report(context, syntax);
            _outputs = assignments.Outputs.ToEquatableArray();
            return IrBlock.Of(statements);
        }

        private bool HasErrors() => context.Model
            .GetDiagnostics(syntax.Span, context.CancellationToken)
            .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CS", System.StringComparison.Ordinal));
    }
}
