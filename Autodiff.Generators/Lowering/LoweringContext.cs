using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What the parts of the lowering of one method share.</summary>
internal sealed class LoweringContext
{
    private readonly SyntaxNode _declaration;
    private readonly Dictionary<ISymbol, IrVariable> _variables = new(SymbolEqualityComparer.Default);
    private readonly List<Problem> _problems = [];
    private int _nextVariable;

    public LoweringContext(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, Names names, CancellationToken cancellationToken)
    {
        _declaration = declaration;
        Method = method;
        Model = model;
        Names = names;
        CancellationToken = cancellationToken;
        Types = new TypeLowering();
        Rules = RuleTable.Of(model.Compilation, cancellationToken);
        Expressions = new ExpressionLowering(this);
        Places = new PlaceLowering(this);
        Operators = new OperatorLowering(this);
        Conversions = new ConversionLowering(this);
        Members = new MemberLowering(this);
        Memory = new MemoryLowering(this);
        Rectangles = new RectangularLowering(this);
        Calls = new CallLowering(this);
        Texts = new TextLowering(this);
        Loops = new LoopLowering(this);
        Statements = new StatementLowering(this);
    }

    public IMethodSymbol Method { get; }

    public SemanticModel Model { get; }

    public Compilation Compilation => Model.Compilation;

    public Names Names { get; }

    public CancellationToken CancellationToken { get; }

    public TypeLowering Types { get; }

    public RuleTable Rules { get; }

    public ExpressionLowering Expressions { get; }

    public PlaceLowering Places { get; }

    public OperatorLowering Operators { get; }

    public ConversionLowering Conversions { get; }

    public MemberLowering Members { get; }

    public MemoryLowering Memory { get; }

    public RectangularLowering Rectangles { get; }

    public CallLowering Calls { get; }

    public TextLowering Texts { get; }

    public LoopLowering Loops { get; }

    public StatementLowering Statements { get; }

    public IReadOnlyList<Problem> Problems => _problems;

    public int VariableCount => _nextVariable;

    /// <summary>Whether what is lowered now goes where active values may end.</summary>
    public bool InSink { get; private set; }

    /// <summary>Parameters that have an adjoint.</summary>
    public HashSet<IrVariable> ActiveParameters { get; } = [];

    /// <summary>The symbols, and the variables made for them, of arrays that are assigned after they have a value.</summary>
    public HashSet<ISymbol> AssignedArraySymbols { get; } = new(SymbolEqualityComparer.Default);

    /// <inheritdoc cref="AssignedArraySymbols"/>
    public HashSet<IrVariable> AssignedArrays { get; } = [];

    /// <summary>The statements before the one that is being lowered.</summary>
    public List<IrStatement> Output { get; private set; } = [];

    public void Emit(IrStatement statement) => Output.Add(statement);

    public List<IrStatement> Capture(Action lower)
    {
        List<IrStatement> outer = Output;
        Output = [];
        try
        {
            lower();
            return Output;
        }
        finally
        {
            Output = outer;
        }
    }

    public T Sink<T>(bool isSink, Func<T> lower)
    {
        bool outer = InSink;
        InSink |= isSink;
        try
        {
            return lower();
        }
        finally
        {
            InSink = outer;
        }
    }

    public Origin OriginOf(SyntaxNode syntax) => syntax.SyntaxTree == _declaration.SyntaxTree
        ? new Origin(syntax.SpanStart - _declaration.SpanStart, syntax.Span.Length)
        : default;

    public void Report(string id, SyntaxNode syntax, params string[] arguments) => Report(id, OriginOf(syntax), arguments);

    public void Report(string id, SyntaxToken token, params string[] arguments) =>
        Report(id, new Origin(token.SpanStart - _declaration.SpanStart, token.Span.Length), arguments);

    private void Report(string id, Origin origin, string[] arguments)
    {
        if (!_problems.Any(problem => problem.Id == id && problem.Origin.Start == origin.Start && problem.Origin.Length == origin.Length))
        {
            _problems.Add(new Problem(id, new EquatableArray<string>(arguments), origin));
        }
    }

    /// <summary>Reports a construct that has no place in a differentiable method, and gives something to go on with.</summary>
    public IrExpression Unsupported(IOperation operation, string construct, string wayOut)
    {
        Report("AD0004", operation.Syntax, construct, wayOut);
        return Placeholder(operation);
    }

    public IrExpression Placeholder(IOperation operation) => new IrLiteral("default!", Types.Lower(operation.Type));

    public IrVariable Declare(ISymbol symbol, IrVariableKind kind, ITypeSymbol type)
    {
        IrVariable variable = New(Names.Escape(symbol.Name), Types.Lower(type), kind);
        Redirect(symbol, variable);
        return variable;
    }

    public void Redirect(ISymbol symbol, IrVariable variable)
    {
        _variables[symbol] = variable;
        if (variable.Kind != IrVariableKind.Parameter && AssignedArraySymbols.Contains(symbol))
        {
            AssignedArrays.Add(variable);
        }
    }

    public IrVariable Variable(ISymbol symbol, ITypeSymbol type) => _variables.TryGetValue(symbol, out IrVariable? variable)
        ? variable
        : Declare(symbol, symbol is IParameterSymbol ? IrVariableKind.Parameter : IrVariableKind.Local, type);

    public IrVariable Temporary(IrType type, params string[] names) => New(Names.Unique(names), type, IrVariableKind.Temporary);

    public IrVariable Local(IrType type, params string[] names) => New(Names.Unique(names), type, IrVariableKind.Local);

    private IrVariable New(string name, IrType type, IrVariableKind kind) => new(_nextVariable++, name, type, kind);
}
