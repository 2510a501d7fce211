using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>An assembly compiled by a test, in a load context of its own that is unloaded on disposal.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly AssemblyLoadContext _context;

    private LoadedAssembly(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    /// <summary>Loads an image; <paramref name="dependencies"/> are images it references.</summary>
    public static LoadedAssembly From(byte[] image, params ReadOnlySpan<byte[]> dependencies)
    {
        var context = new AssemblyLoadContext("Test", isCollectible: true);
        foreach (byte[] dependency in dependencies)
        {
            context.LoadFromStream(new MemoryStream(dependency));
        }

        return new LoadedAssembly(context, context.LoadFromStream(new MemoryStream(image)));
    }

    public Type Type(string name) =>
        Assembly.GetType(name) ?? throw new AssertFailedException(
            $"There is no type '{name}'; there are {string.Join(", ", Assembly.GetTypes().Select(t => t.FullName))}.");

    /// <summary>
    /// The static method with exactly the parameters and result of <typeparamref name="TDelegate"/>: spans,
    /// <c>ref</c> and <c>out</c> included, which reflection alone cannot pass.
    /// </summary>
    public TDelegate Method<TDelegate>(string typeName, string methodName)
        where TDelegate : Delegate
    {
        Type type = Type(typeName);
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)];
        MethodInfo? method = type.GetMethod(methodName, AnyStatic, parameters);
        return method?.CreateDelegate<TDelegate>() ?? throw new AssertFailedException(
            $"'{typeName}' has no static '{methodName}({string.Join(", ", parameters.Select(p => p.ToString()))})'; it has\n  "
            + string.Join("\n  ", type.GetMethods(AnyStatic).Where(m => m.DeclaringType == type).Select(m => m.ToString())));
    }

    /// <summary>Calls a static method that the source wrote as a driver for the test; its name is not overloaded.</summary>
    public object? Invoke(string typeName, string methodName, params object?[] arguments)
    {
        MethodInfo method = Type(typeName).GetMethod(methodName, AnyStatic)
            ?? throw new AssertFailedException($"'{typeName}' has no static method '{methodName}'.");
        return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    public void Dispose() => _context.Unload();
}
