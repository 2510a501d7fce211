using System.Collections.Generic;
using System.Linq;
using System.Text;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Code of constants that stays the text it is, with the variables around it as operands: lambdas given to LINQ, <c>?.</c>,
/// collection initialisers. Where an operand turns out to be active, it is refused there. What would hide an effect on a
/// variable is no such text.
/// </summary>
internal sealed class InactiveText(LoweringContext context)
{
    /// <summary>The expression as text, or <see langword="null"/> where it cannot be.</summary>
    public IrOpaque? Lower(SyntaxNode syntax, ITypeSymbol? type, bool isDeferred = false)
    {
        if (type is null or { IsRefLikeType: true })
        {
            return null;
        }

        var writer = new Writer(context, syntax);
        if (!writer.Write(syntax))
        {
            return null;
        }

        IrEffect effect = isDeferred ? IrEffect.Pure : writer.Effect;
        EquatableArray<string> parts = writer.Parts;
        if (syntax is CollectionExpressionSyntax)
        {
            parts = [$"({context.Types.ContainerText(type)}){parts[0]}", .. parts.Skip(1)];
        }

        return new IrOpaque(parts, writer.Operands, context.Types.Lower(type), effect) { Origin = context.OriginOf(syntax) };
    }

    /// <summary>The lambda behind a local whose calls are known, where the local itself is handed on.</summary>
    public IrOpaque? OfKnownDelegate(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: AnonymousFunctionExpressionSyntax lambda }
            ? Lower(lambda, local.Type, isDeferred: true)
            : null;

    /// <summary>Writes one expression token by token, with every name qualified.</summary>
    private sealed class Writer(LoweringContext context, SyntaxNode root)
    {
        private readonly SemanticModel _model = context.ModelOf(root.SyntaxTree);
        private readonly List<string> _parts = [];
        private readonly List<IrExpression> _operands = [];
        private readonly StringBuilder _text = new();

        public IrEffect Effect { get; private set; } = IrEffect.Pure;

        public EquatableArray<string> Parts => [.. _parts, _text.ToString().Trim()];

        public EquatableArray<IrExpression> Operands => new([.. _operands]);

        public bool Write(SyntaxNode node)
        {
            switch (node)
            {
                case AwaitExpressionSyntax or QueryExpressionSyntax or RefExpressionSyntax or ThrowExpressionSyntax or LocalFunctionStatementSyntax or YieldStatementSyntax or StackAllocArrayCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax:
                    return false;
                case VariableDesignationSyntax or DeclarationExpressionSyntax when !IsInLambda(node):
                    return false;
                case AssignmentExpressionSyntax assignment when WritesOutside(assignment.Left):
                    return false;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression } step when WritesOutside(step.Operand):
                    return false;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step when WritesOutside(step.Operand):
                    return false;
                case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument when WritesOutside(argument.Expression):
                    return false;
                case TypeSyntax { IsVar: true }:
                    return Append(node.ToString(), node);
                case TypeSyntax or MemberAccessExpressionSyntax when _model.GetSymbolInfo(node).Symbol is INamedTypeSymbol or IArrayTypeSymbol or ITypeParameterSymbol:
                    return Append(context.Types.ContainerText((ITypeSymbol)_model.GetSymbolInfo(node).Symbol!) + (node is NullableTypeSyntax { ElementType: var element } && _model.GetTypeInfo(element).Type is { IsReferenceType: true } ? "?" : ""), node);
                case InvocationExpressionSyntax invocation:
                    return Invocation(invocation);
                case ImplicitObjectCreationExpressionSyntax creation when _model.GetTypeInfo(creation).Type is { } created:
                    Effect = IrEffect.Writes;
                    return Append("new " + context.Types.ContainerText(created), creation.NewKeyword) && WriteAll([creation.ArgumentList, creation.Initializer]);
                case BaseObjectCreationExpressionSyntax:
                    Effect = IrEffect.Writes;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length", Expression: IdentifierNameSyntax name } access
                    when _model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol && Captured(name) is { Type.IsMemory: true } memory:
                    return Hole(new IrLength(memory), access);
                case SimpleNameSyntax name when !IsMemberName(name):
                    return Name(name);
                case SimpleNameSyntax name:
                    Member(_model.GetSymbolInfo(name).Symbol);
                    break;
                case ThisExpressionSyntax when context.Receiver is { } receiver:
                    return Hole(receiver, node);
            }

            foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
            {
                if (child.AsNode() is { } below ? !Write(below) : !Append(child.AsToken().Text, child.AsToken()))
                {
                    return false;
                }
            }

            return true;
        }

        private bool WriteAll(IEnumerable<SyntaxNode?> nodes) => nodes.All(node => node is null || Write(node));

        private bool Invocation(InvocationExpressionSyntax invocation)
        {
            Effect = IrEffect.Writes;
            if (_model.GetConstantValue(invocation) is { HasValue: true, Value: { } constant })
            {
                return Append(context.Texts.Constant(constant, _model.GetTypeInfo(invocation).Type), invocation);
            }

            if (_model.GetSymbolInfo(invocation).Symbol is not IMethodSymbol method || method.MethodKind == MethodKind.LocalFunction || !IsReadOnly(invocation, method))
            {
                return false;
            }

            if (method.ReducedFrom is null)
            {
                return WriteAll([invocation.Expression, invocation.ArgumentList]);
            }

            // An extension method by its own name: the generated file has not the user's using directives.
            if (invocation.Expression is not MemberAccessExpressionSyntax access)
            {
                return false;
            }

            string types = access.Name is GenericNameSyntax ? $"<{string.Join(", ", method.TypeArguments.Select(context.Types.Text))}>" : string.Empty;
            _text.Append($"{context.Types.ContainerText(method.ContainingType)}.{Names.Escape(method.Name)}{types}(");
            if (!Write(access.Expression))
            {
                return false;
            }

            foreach (ArgumentSyntax argument in invocation.ArgumentList.Arguments)
            {
                _text.Append(", ");
                if (!Write(argument))
                {
                    return false;
                }
            }

            return Append(")", invocation);
        }

        private bool Name(SimpleNameSyntax name)
        {
            ISymbol? symbol = _model.GetSymbolInfo(name).Symbol;
            switch (symbol)
            {
                case ILocalSymbol or IParameterSymbol when IsInside(symbol):
                    return Append(name.ToString(), name);
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured when context.StructMembers.Captured(captured) is { } part:
                    return Hole(part with { Origin = context.OriginOf(name) }, name);
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }:
                    Read(IrEffect.Reads);
                    return Append(name.ToString(), name);
                case ILocalSymbol { IsConst: true, HasConstantValue: true } constant:
                    return Append(context.Texts.Constant(constant.ConstantValue, constant.Type), name);
                case ILocalSymbol or IParameterSymbol:
                    return Captured(name) is { } value && Hole(value, name);
                case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }:
                    Member(symbol);
                    if (!symbol.IsStatic)
                    {
                        return context.Receiver is { } receiver
                            ? Hole(receiver, default) && Append("." + name, name)
                            : Append((context.Names.IsLocal(symbol.Name) ? "this." : string.Empty) + name, name);
                    }

                    bool isOwn = SymbolEqualityComparer.Default.Equals(symbol.ContainingType, context.Method.ContainingType) && !context.Names.IsLocal(symbol.Name);
                    return Append(isOwn ? name.ToString() : $"{context.Types.ContainerText(symbol.ContainingType)}.{Names.Escape(symbol.Name)}", name);
                default:
                    return false;
            }
        }

        private IrExpression? Captured(SimpleNameSyntax name)
        {
            ISymbol? symbol = _model.GetSymbolInfo(name).Symbol;
            ITypeSymbol? type = (symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type;
            return symbol is null || type is null or { IsRefLikeType: true } || IsInside(symbol) || context.Frame.FindTarget(symbol) is not null
                ? null
                : context.Reference(symbol, type) with { Origin = context.OriginOf(name) };
        }

        private bool Hole(IrExpression operand, SyntaxNode? node)
        {
            _parts.Add(_text.ToString());
            _text.Clear();
            _operands.Add(operand);
            return Append(string.Empty, node);
        }

        private bool Append(string text, SyntaxNodeOrToken? of)
        {
            _text.Append(text);
            if (of is { } syntax && syntax.GetTrailingTrivia().Any(SyntaxKind.WhitespaceTrivia) | syntax.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                _text.Append(' ');
            }

            return true;
        }

        private void Member(ISymbol? symbol) => Read(symbol switch
        {
            IFieldSymbol { IsConst: true } => IrEffect.Pure,
            IPropertySymbol { Name: "Length" or "Count" } => IrEffect.Reads,
            IPropertySymbol => IrEffect.Computes,
            IFieldSymbol => IrEffect.Reads,
            _ => IrEffect.Pure,
        });

        private void Read(IrEffect effect) => Effect = effect > Effect ? effect : Effect;

        /// <summary>A name after a dot, of an argument or of a member that an initialiser sets.</summary>
        private static bool IsMemberName(SimpleNameSyntax name) => name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == name,
            MemberBindingExpressionSyntax => true,
            NameColonSyntax or NameEqualsSyntax => true,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
            _ => false,
        };

        private bool IsInside(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == root.SyntaxTree && root.Span.Contains(reference.Span));

        private bool IsInLambda(SyntaxNode node) => node.Ancestors().TakeWhile(ancestor => ancestor != root.Parent).OfType<AnonymousFunctionExpressionSyntax>().Any();

        /// <summary>Whether a written place belongs to a variable from outside, whose writes the sweeps must know.</summary>
        private bool WritesOutside(ExpressionSyntax place)
        {
            if (place.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax })
            {
                return false;
            }

            return place.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault() is not { } name
                || _model.GetSymbolInfo(name).Symbol is not { } symbol
                || (symbol is ILocalSymbol or IParameterSymbol && !IsInside(symbol));
        }

        /// <summary>Whether a call leaves alone the arrays that it is given from outside.</summary>
        private bool IsReadOnly(InvocationExpressionSyntax invocation, IMethodSymbol method) =>
            method.ContainingType is { Name: "Enumerable" or "Math" or "MathF" or "TensorPrimitives" }
            || !invocation.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax name && Captured(name) is { Type.HoldsMemory: true });
    }
}
