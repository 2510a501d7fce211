using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Generators.Lowering;

/// <summary>What the parts of the lowering of one method share.</summary>
internal sealed class LoweringContext
{
    private readonly SyntaxNode _declaration;
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly List<Problem> _problems = [];
    private List<IrStatement> _ahead = [];
    private int _nextVariable;
    private Inlining? _inlining;

    public LoweringContext(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, Names names, CancellationToken cancellationToken, LoweringContext? outer = null)
    {
        _declaration = declaration;
        Method = method;
        Model = model;
        Names = names;
        CancellationToken = cancellationToken;
        Frame = new Frame(method, parent: null, receiver: null);
        Types = outer?.Types ?? new TypeLowering(model.Compilation, method.ContainingType);
        Lifted = outer?.Lifted ?? new LiftedFunctions();
        Dependencies = outer?.Dependencies ?? new BodyDependencies();
        Rules = RuleTable.Of(model.Compilation, cancellationToken);
        Expressions = new ExpressionLowering(this);
        Places = new PlaceLowering(this);
        References = new ReferenceLowering(this);
        Operators = new OperatorLowering(this);
        Conversions = new ConversionLowering(this);
        Members = new MemberLowering(this);
        Memory = new MemoryLowering(this);
        Rectangles = new RectangularLowering(this);
        InlineArrays = new InlineArrayLowering(this);
        Tensors = new TensorLowering(this);
        Complexes = new ComplexLowering(this);
        Jagged = new JaggedLowering(this);
        Nullables = new NullableLowering(this);
        Lists = new ListLowering(this);
        ListMembers = new ListMembers(this);
        Spreads = new SpreadLowering(this);
        ArrayMembers = new ArrayMemberLowering(this);
        Sequences = new SequenceLowering(this);
        SequenceEnds = new SequenceEnds(this);
        Calls = new CallLowering(this);
        Creations = new CreationLowering(this);
        Texts = new TextLowering(this);
        Loops = new LoopLowering(this);
        Patterns = new PatternLowering(this);
        Switches = new SwitchLowering(this);
        Enumerations = new EnumerationLowering(this);
        Resources = new ResourceLowering(this);
        InactiveTexts = new InactiveText(this);
        Statements = new StatementLowering(this);
        Structs = new StructLowering(this);
        Deconstructions = new DeconstructionLowering(this);
        Classes = new ClassLowering(this);
        StructCopies = new StructCopyLowering(this);
        StructMembers = new StructMemberLowering(this);
        Accessors = new AccessorLowering(this);
        Delegates = new DelegateLowering(this);
        Inliner = new Inliner(this);
    }

    public IMethodSymbol Method { get; }

    public SemanticModel Model { get; }

    public Compilation Compilation => Model.Compilation;

    public Names Names { get; }

    public CancellationToken CancellationToken { get; }

    public TypeLowering Types { get; }

    public BodyDependencies Dependencies { get; }

    public RuleTable Rules { get; }

    public ExpressionLowering Expressions { get; }

    public PlaceLowering Places { get; }

    public ReferenceLowering References { get; }

    public OperatorLowering Operators { get; }

    public ConversionLowering Conversions { get; }

    public MemberLowering Members { get; }

    public MemoryLowering Memory { get; }

    public RectangularLowering Rectangles { get; }

    public ComplexLowering Complexes { get; }

    public InlineArrayLowering InlineArrays { get; }

    /// <summary>The assignments from which on a parameter is a local.</summary>
    public HashSet<IOperation> Turns { get; } = [];

    public TensorLowering Tensors { get; }

    public JaggedLowering Jagged { get; }

    public NullableLowering Nullables { get; }

    public ListLowering Lists { get; }

    public ListMembers ListMembers { get; }

    public SpreadLowering Spreads { get; }

    public ArrayMemberLowering ArrayMembers { get; }

    public SequenceLowering Sequences { get; }

    public SequenceEnds SequenceEnds { get; }

    public CallLowering Calls { get; }

    public CreationLowering Creations { get; }

    public TextLowering Texts { get; }

    public LoopLowering Loops { get; }

    public PatternLowering Patterns { get; }

    public SwitchLowering Switches { get; }

    public EnumerationLowering Enumerations { get; }

    public ResourceLowering Resources { get; }

    public InactiveText InactiveTexts { get; }

    public StatementLowering Statements { get; }

    public StructLowering Structs { get; }

    public DeconstructionLowering Deconstructions { get; }

    public ClassLowering Classes { get; }

    public StructCopyLowering StructCopies { get; }

    public StructMemberLowering StructMembers { get; }

    public AccessorLowering Accessors { get; }

    public DelegateLowering Delegates { get; }

    /// <summary>The local functions that became methods, of this and of every context that shares it.</summary>
    public LiftedFunctions Lifted { get; }

    public Inliner Inliner { get; }

    /// <summary>What the names in the code that is lowered now stand for.</summary>
    public Frame Frame { get; private set; }

    /// <summary>The receiver of the body that is lowered now, or <see langword="null"/> where that is the method's own.</summary>
    public IrExpression? Receiver => Frame.Receiver is { } receiver ? IrCopy.Copy(receiver) : null;

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

    public void Emit(IrStatement statement)
    {
        if (statement is IrAssign assign && ReferenceLowering.IsChoice(assign.Place))
        {
            References.Assign(assign);
        }
        else
        {
            Output.Add(statement);
        }
    }

    /// <summary>A context for another function made of the same declaration.</summary>
    public LoweringContext Lift() => new(Method, _declaration, Model, Names, CancellationToken, this);

    public void Adopt(IEnumerable<Problem> problems) => _problems.AddRange(problems.Where(problem => !_problems.Contains(problem) || _problems.All(known => known.Origin.Start != problem.Origin.Start)));

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

    /// <summary>Lowers a statement; the variables that its expressions declare stand before it, in scope for what follows.</summary>
    public void Statement(Action lower)
    {
        List<IrStatement> outer = _ahead;
        _ahead = [];
        int mark = Output.Count;
        lower();
        Output.InsertRange(mark, _ahead);
        _ahead = outer;
    }

    /// <summary>Declares a variable that an expression declares: a pattern's.</summary>
    public IrVariable DeclareAhead(ISymbol symbol, ITypeSymbol type, Origin origin)
    {
        IrVariable variable = Declare(symbol, IrVariableKind.Local, type);
        _ahead.Add(new IrDeclare(variable, null) { Origin = origin });
        return variable;
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

    /// <summary>Lowers what belongs to a frame. Problems in the body of another declaration are reported at its call.</summary>
    public void Within(Frame frame, Inlining? inlining, Action lower)
    {
        (Frame outer, Inlining? outerInlining, bool inSink, TypeArguments? types) = (Frame, _inlining, InSink, Types.Arguments);
        (Frame, _inlining, InSink, Types.Arguments) = (frame, inlining ?? _inlining, false, frame.Types);
        try
        {
            lower();
        }
        finally
        {
            (Frame, _inlining, InSink, Types.Arguments) = (outer, outerInlining, inSink, types);
        }
    }

    /// <summary>The semantic model of a file of the compilation.</summary>
    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (tree == Model.SyntaxTree)
        {
            return Model;
        }

        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
            _models[tree] = model = Compilation.GetSemanticModel(tree);
        }

        return model;
    }

    public Origin OriginOf(SyntaxNode syntax) => OriginOf(syntax, syntax.Span);

    private Origin OriginOf(SyntaxNode syntax, TextSpan span) => IsOwn(syntax)
        ? new Origin(span.Start - _declaration.SpanStart, span.Length)
        : _inlining?.Origin ?? default;

    /// <summary>Whether code stands in the method itself, and not in a body that is inlined into it.</summary>
    public bool IsOwn(SyntaxNode syntax) => syntax.SyntaxTree == _declaration.SyntaxTree && _declaration.Span.Contains(syntax.Span);

    public void Report(string id, SyntaxNode syntax, params string[] arguments) => Report(id, OriginOf(syntax, ProblemPlace.Of(syntax)), arguments);

    public void Report(string id, SyntaxToken token, params string[] arguments) =>
        Report(id, new Origin(token.SpanStart - _declaration.SpanStart, token.Span.Length), arguments);

    public void Report(string id, Origin origin, string[] arguments)
    {
        if (!_problems.Any(problem => problem.Id == id && problem.Origin.Start == origin.Start && problem.Origin.Length == origin.Length))
        {
            _problems.Add(new Problem(id, new EquatableArray<string>(arguments), origin));
        }
    }

    /// <summary>Reports a construct that has no place in a differentiable method, and gives something to go on with.</summary>
    public IrExpression Unsupported(IOperation operation, string construct, string wayOut)
    {
        string place = !IsOwn(operation.Syntax) && _inlining is { Name: var name } ? $" in '{name}'" : string.Empty;
        Report("AD0004", operation.Syntax, construct + place, wayOut);
        return Placeholder(operation);
    }

    /// <summary>The same, at a keyword.</summary>
    public void ReportUnsupported(SyntaxToken keyword, string construct, string wayOut)
    {
        if (keyword.Parent is { } parent && IsOwn(parent))
        {
            Report("AD0004", keyword, construct, wayOut);
        }
        else
        {
            Report("AD0004", _inlining?.Origin ?? default, [$"{construct} in '{_inlining?.Name}'", wayOut]);
        }
    }

    public IrExpression Placeholder(IOperation operation) => new IrLiteral("default!", Types.Lower(operation.Type));

    public IrVariable Declare(ISymbol symbol, IrVariableKind kind, ITypeSymbol type) => Declare(symbol, kind, InlineArrays.Lower(type));

    /// <summary>The same, where it has another type here.</summary>
    public IrVariable Declare(ISymbol symbol, IrVariableKind kind, IrType type)
    {
        string name = Frame.IsForeign ? Names.Inlined(symbol.Name) : symbol.Name;
        IrVariable variable = New(Names.Escape(name), type, kind);
        Redirect(symbol, variable);
        return variable;
    }

    /// <summary>Makes the receiver of the method a parameter, which C# does not declare.</summary>
    public IrVariable DeclareReceiver(IrType type)
    {
        IrVariable receiver = New("this", type, IrVariableKind.Parameter);
        Frame = new Frame(Method, parent: null, new IrVariableReference(receiver));
        return receiver;
    }

    public void Redirect(ISymbol symbol, IrVariable variable)
    {
        Frame.Bind(symbol, new IrVariableReference(variable));
        Inliner.Declared(symbol, variable);
        if (variable.Kind != IrVariableKind.Parameter && AssignedArraySymbols.Contains(symbol))
        {
            AssignedArrays.Add(variable);
        }
    }

    public IrVariable Variable(ISymbol symbol, ITypeSymbol type) => Frame.Find(symbol) is IrVariableReference { Variable: var variable }
        ? variable
        : Declare(symbol, symbol is IParameterSymbol ? IrVariableKind.Parameter : IrVariableKind.Local, type);

    /// <summary>What a local or a parameter stands for: its variable, or the place that it was bound to.</summary>
    public IrExpression Reference(ISymbol symbol, ITypeSymbol type) => Frame.Find(symbol) is { } place
        ? IrCopy.Copy(place)
        : new IrVariableReference(Variable(symbol, type));

    public IrVariable Temporary(IrType type, params string[] names) => New(Names.Unique(names), type, IrVariableKind.Temporary);

    public IrVariable Local(IrType type, params string[] names) => New(Names.Unique(names), type, IrVariableKind.Local);

    private IrVariable New(string name, IrType type, IrVariableKind kind) => new(_nextVariable++, name, type, kind);
}
