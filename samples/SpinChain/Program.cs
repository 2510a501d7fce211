using System;
using System.Diagnostics;
using System.Globalization;
using SpinChain;

// The magnetisation of a ring of quantum spins is a derivative of its lowest energy: −dE₀/dg. It comes from the generated
// gradient of one eigenvalue of a matrix with 2ᴺ rows that is never formed.
int sites = 12;
if (args.Length > 1 || (args.Length == 1 && (!int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out sites) || sites is < 4 or > 24)))
{
    Console.Error.WriteLine("error: The one argument is the number of spins, from 4 to 24.");
    return 1;
}

Console.OutputEncoding = System.Text.Encoding.UTF8;
Console.WriteLine($"{sites} spins, {1 << sites} states, coupling 1");
Console.WriteLine("   field      energy  magnetisation   error of both      ms");
foreach (double field in new[] { 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2 })
{
    long start = Stopwatch.GetTimestamp();
    (double energy, (double _, double slope)) = Ring.GroundEnergyValueAndGradient(1, field, sites);
    double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    (double exact, _, double exactSlope) = Ring.Exact(1, field, sites);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{field,8:F2}{energy / sites,12:F6}{-slope / sites,15:F6}  {Math.Abs(energy - exact),8:0.0e+0} {Math.Abs(slope - exactSlope),8:0.0e+0}{elapsed,8:F0}"));
}

return 0;
