using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>
/// Remembers lowered methods. The compiler asks for every attributed method again at each edit; a method whose own
/// tokens and whose view of the compilation are what they were is answered from here, with the very same instance.
/// </summary>
/// <remarks>
/// Spans inside a remembered function may be those of an earlier text: they are for the analyzer, which lowers afresh.
/// Two generations bound the memory: what was not asked for while one filled up is dropped with the next.
/// </remarks>
internal sealed class LoweringMemo(Func<IMethodSymbol, Compilation, CancellationToken, IrFunction> lower, int generationSize = 4096)
{
    private readonly object _gate = new();
    private Dictionary<Fingerprint, Entry> _young = [];
    private Dictionary<Fingerprint, Entry> _old = [];
    private int _lowerings;

    /// <summary>How many methods were really lowered.</summary>
    public int Lowerings => Volatile.Read(ref _lowerings);

    /// <summary>How many functions are held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    public IrFunction Lower(IMethodSymbol method, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        Fingerprint key = Key(method, declaration, compilation, cancellation);
        lock (_gate)
        {
            if (_young.TryGetValue(key, out Entry known) && known.IsValid(compilation, cancellation))
            {
                return known.Function;
            }

            if (_old.TryGetValue(key, out known))
            {
                _ = _old.Remove(key);
                if (known.IsValid(compilation, cancellation))
                {
                    Remember(key, known);
                    return known.Function;
                }
            }
        }

        Interlocked.Increment(ref _lowerings);
        IrFunction function = lower(method, compilation, cancellation);
        var entry = new Entry(function, compilation, cancellation);
        lock (_gate)
        {
            Remember(key, entry);
        }

        return function;
    }

    private static Fingerprint Key(IMethodSymbol method, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        var builder = new FingerprintBuilder();
        builder.Add(DeclarationFingerprint.Of(compilation, cancellation));
        builder.Add(DeclarationFingerprint.Of(declaration.SyntaxTree, cancellation));
        builder.Add(MethodIdentity.Of(method, declaration, compilation, cancellation));
        builder.Add(DeclarationFingerprint.Of(declaration));
        return builder.ToFingerprint();
    }

    private void Remember(Fingerprint key, Entry entry)
    {
        if (_young.Count >= generationSize)
        {
            _old = _young;
            _young = [];
        }

        _young[key] = entry;
    }

    private sealed class Entry(IrFunction function, Compilation compilation, CancellationToken cancellation)
    {
        private readonly Fingerprint _inlined = BodyFingerprint.Of(function.InlinedFrom, compilation, cancellation);
        private readonly object _gate = new();
        private EquatableArray<string> _readIds = function.Read;
        private Fingerprint _read = BodyFingerprint.Of(function.Read, compilation, cancellation);

        public IrFunction Function => function;

        public bool IsValid(Compilation compilation, CancellationToken cancellation) =>
            (function.InlinedFrom.IsEmpty || BodyFingerprint.Of(function.InlinedFrom, compilation, cancellation) == _inlined)
            && (function.Answers.IsEmpty || AnswersStand(compilation, cancellation));

        /// <summary>Whether other bodies say of what they write what they said: another text need not say anything else.</summary>
        private bool AnswersStand(Compilation compilation, CancellationToken cancellation)
        {
            lock (_gate)
            {
                if (BodyFingerprint.Of(_readIds, compilation, cancellation) == _read)
                {
                    return true;
                }

                var read = new HashSet<string>(StringComparer.Ordinal);
                foreach (BodyAnswer answer in function.Answers)
                {
                    if (DocumentationCommentId.GetFirstSymbolForDeclarationId(answer.Method, compilation) is not IMethodSymbol method
                        || Ask(method, answer.Parameter, compilation, read, cancellation) != answer.IsTrue)
                    {
                        return false;
                    }

                    _ = read.Add(answer.Method);
                }

                _readIds = read.OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray();
                _read = BodyFingerprint.Of(_readIds, compilation, cancellation);
                return true;
            }
        }

        private static bool Ask(IMethodSymbol method, int parameter, Compilation compilation, HashSet<string> read, CancellationToken cancellation) => parameter == BodyAnswer.OnlyThrows
            ? BodyDependencies.OnlyThrows(method, cancellation)
            : CalleeWrites.Of(compilation).IsWritten(method, parameter, compilation, read, cancellation);
    }
}
