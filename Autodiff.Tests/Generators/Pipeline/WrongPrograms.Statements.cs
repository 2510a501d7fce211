namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>What a body must not do: jumps, locks, threads, pointers, <c>dynamic</c>.</summary>
internal static partial class WrongPrograms
{
    private static readonly (string Id, string Source, string Message)[] Statements =
    [
        ("AD0004",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double s = x[0]; try { s *= x[1]; } [|catch|] (Exception) { s = 0; } return s; }
            """,
            "A 'catch' is not supported in a differentiable method; an exception would end the sweep in the middle of what is recorded, so catch it in the caller"),
        ("AD0004",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0; unsafe { [|fixed|] (double* p = x) { s = p[0]; } } return s; }
            """,
            "A 'fixed' statement is not supported in a differentiable method; use spans"),
        ("AD0004",
            """
            static readonly object gate = new();
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0; [|lock|] (gate) { s = x[0]; } return s; }
            """,
            "A 'lock' statement is not supported in a differentiable method; take the lock in the caller"),
        ("AD0004",
            """
            [Differentiable] public static double F(ReadOnlySpan<double> x) { double[] a = x.ToArray(), b = new double[4]; [|Parallel.For(0, 4, i => b[i] = a[i] * a[i])|]; return b[0] + b[1]; }
            """,
            "'Parallel.For' is not supported in a differentiable method; write a loop: the sweeps and their tape belong to one thread"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { return [|Task.Run(() => x * x)|].Result; }
            """,
            "'Task.Run' is not supported in a differentiable method; write a loop: the sweeps and their tape belong to one thread"),
        ("AD0004",
            """
            static double total;
            [Differentiable] public static double F(double x) { Interlocked.Exchange([|ref total|], x); return total * x; }
            """,
            "An argument passed by reference is not supported in a differentiable method; pass a number or a struct in a variable, a field or an element, or use a method that returns its value"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { var a = [|new { V = x }|]; return a.V * x; }
            """,
            "An anonymous object is not supported in a differentiable method; use a variable for each value"),
        ("AD0004",
            """
            static event Action<double>? Changed;
            [Differentiable] public static double F(double x) { [|Changed?.Invoke(x)|]; return x * x; }
            """,
            "Raising the event 'Changed' is not supported in a differentiable method; raise it in the caller"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { try { return x * x; } [|catch|] (Exception e) when (e.Message == "a") { return 0; } finally { Console.WriteLine(); } }
            """,
            "A 'catch' is not supported in a differentiable method; an exception would end the sweep in the middle of what is recorded, so catch it in the caller"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { Func<Task<double>> f = async () => { await Task.Delay(1); return x; }; return [|f()|].Result; }
            """,
            "A call of a lambda, which is async, is not supported in a differentiable method; compute the value in a method that is not async"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { IEnumerable<double> It() { yield return x; yield return x * x; } double s = 0; foreach (double v in [|It()|]) s += v; return s; }
            """,
            "A call of the local function 'It', which is an iterator, is not supported in a differentiable method; fill an array"),
        ("AD0004",
            """
            [Differentiable] public static unsafe double F(double x) { double* p = [|&x|]; return *p * *p; }
            """,
            "A pointer is not supported in a differentiable method; use spans"),
        ("AD0004",
            """
            [Differentiable] public static unsafe double F(double[] x) { double s = 0; [|fixed|] (double* p = x) { for (int i = 0; i < x.Length; i++) s += p[i] * p[i]; } return s; }
            """,
            "A 'fixed' statement is not supported in a differentiable method; use spans"),
        ("AD0004",
            """
            [Differentiable] public static unsafe double F(double x) { double* p = [|stackalloc double[2]|]; p[0] = x; return p[0]; }
            """,
            "A pointer is not supported in a differentiable method; use spans"),
        ("AD0004",
            """
            [Differentiable] public static unsafe double F(double x) { delegate*<double, double> f = [|&Math.Sin|]; return f(x); }
            """,
            "A pointer is not supported in a differentiable method; use spans"),
        ("AD0004",
            """
            static readonly Lock gate = new();
            [Differentiable] public static double F(double x) { [|lock|] (gate) { x *= x; } return x; }
            """,
            "A 'lock' statement is not supported in a differentiable method; take the lock in the caller"),
        ("AD0004",
            """
            static readonly object gate = new();
            [Differentiable] public static double F(double x) { [|Monitor.Enter(gate)|]; x *= x; [|Monitor.Exit(gate)|]; return x; }
            """,
            "' is not supported in a differentiable method; take the lock in the caller: the reverse sweep runs without it"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double[] y = new double[x.Length]; [|Parallel.ForEach(x, (v, _, i) => y[i] = v * v)|]; return y[0]; }
            """,
            "'Parallel.ForEach' is not supported in a differentiable method; write a loop: the sweeps and their tape belong to one thread"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { double y = 0; var t = [|new Thread(() => y = x * x)|]; t.Start(); t.Join(); return y; }
            """,
            "A 'Thread' is not supported in a differentiable method; write a loop: the sweeps and their tape belong to one thread"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { return [|x.AsParallel().Sum(v => v * v)|]; }
            """,
            "'ParallelEnumerable.Sum' is not supported in a differentiable method; write a loop: the sweeps and their tape belong to one thread"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { try { return Math.Log(x); } [|catch|] (ArithmeticException) { return 0; } }
            """,
            "A 'catch' is not supported in a differentiable method; an exception would end the sweep in the middle of what is recorded, so catch it in the caller"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { double y; try { y = x * x; } [|catch|] (DivideByZeroException) { y = 0; } catch (Exception) { y = 1; } return y; }
            """,
            "A 'catch' is not supported in a differentiable method; an exception would end the sweep in the middle of what is recorded, so catch it in the caller"),
        ("AD0004",
            """
            static event Action<double>? Done;
            [Differentiable] public static double F(double x) { double y = x * x; [|Done?.Invoke(y)|]; return y; }
            """,
            "Raising the event 'Done' is not supported in a differentiable method; raise it in the caller"),
        ("AD0004",
            """
            static event Action<double> Done = _ => { };
            [Differentiable] public static double F(double x) { double y = x * x; [|Done|](y); return y; }
            """,
            "An event is not supported in a differentiable method; use it in the caller"),
        ("AD0004",
            """
            static event Action<double>? Done;
            [Differentiable] public static double F(double x) { double y = x * x; [|Done += v => Console.WriteLine(v)|]; return y; }
            """,
            "An event is not supported in a differentiable method; use it in the caller"),
        ("AD0004",
            """
            static double total;
            [Differentiable] static void Add(ref double t, double v) => t += v;
            [Differentiable] public static double F(double x) { Add([|ref total|], x); return total; }
            """,
            "An argument passed by reference is not supported in a differentiable method; pass a number or a struct in a variable, a field or an element, or use a method that returns its value"),
        ("AD0004",
            """
            [Differentiable, [|Checkpoint|]] static double Apply(Func<double, double> f, double x) => f(x) * f(x);
            [Differentiable] public static double F(double x) => Apply(v => v * v, x);
            """,
            "[Checkpoint] on a method that takes delegates is not supported in a differentiable method; its body goes into each method that calls it; put the attribute on a method that calls it with the delegates it needs"),
        ("AD0004",
            """
            [Differentiable, Checkpoint] static double G(double x) { [|Console.WriteLine("g")|]; return x * x; }
            [Differentiable] public static double F(double x) => G(x);
            """,
            "A call of 'WriteLine', whose effects [Checkpoint] would repeat, is not supported in a differentiable method; move it out of the code that runs again"),
        ("AD0004",
            """
            [Differentiable, [|Checkpoint(Snapshots = 0)|]] public static double F(double x) { for (int i = 0; i < 4; i++) x *= x; return x; }
            """,
            "[Checkpoint] with less than one snapshot is not supported in a differentiable method; give a loop at least one, or leave Snapshots out to run calls of the method again"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x, dynamic d) => x * [|d.Scale|];
            """,
            "A dynamic operation is not supported in a differentiable method; use static types"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { dynamic d = 2; return [|d.Foo(x)|] * x; }
            """,
            "A dynamic operation is not supported in a differentiable method; use static types"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < i; j++) { s += x[i] * x[j]; if (s > 5) [|goto|] done; } done: return s; }
            """,
            "A 'goto' or a label is not supported in a differentiable method; use if, while, break and continue"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x, int n) { switch (n) { case 0: x *= x; [|goto|] default; default: return x; } }
            """,
            "A 'goto' or a label is not supported in a differentiable method; use if, while, break and continue"),
        ("AD0004",
            """
            [Differentiable] public static double F(double[] x) => ([|from v in x let w = v * v select v * w|]).Sum();
            """,
            "A query with more than one variable is not supported in a differentiable method; write the loops, or a chain of Select and Where"),
        ("AD0004",
            """
            static double last;
            [Differentiable] static void Split(double v, out double a) => a = v * v;
            [Differentiable] public static double F(double x) { Split(x, [|out last|]); return last; }
            """,
            "An argument passed by reference is not supported in a differentiable method; pass a number or a struct in a variable, a field or an element, or use a method that returns its value"),
        ("AD0004",
            """
            [Differentiable] public static double F(double x) { async Task<double> G() { await Task.Yield(); return x; } return [|G()|].Result; }
            """,
            "A call of the local function 'G', which is async, is not supported in a differentiable method; compute the value in a method that is not async"),
        ("AD0004",
            """
            [Differentiable, Checkpoint(Snapshots = 2)] public static double F(double x) { double s = x; [|for|] (int i = 0; i < 9; i++) { s += Math.Sin(s); if (s > 5) { return s; } } return s; }
            """,
            "A loop that does not count its iterations beforehand, under [Checkpoint(Snapshots = …)], is not supported in a differentiable method; write a counted 'for'"),
    ];
}
