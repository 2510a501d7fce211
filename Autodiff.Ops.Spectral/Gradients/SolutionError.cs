using System.Collections.Generic;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The error of an iterate beside its residual, from what the iteration went on to add: what was added since the residual
/// was ten times as large is about the error at that time (as Golub and Meurant, 1997, estimate it for conjugate gradients).
/// </summary>
internal sealed class SolutionError
{
    private const double Drop = 10;

    private readonly List<(double Residual, double Path)> _steps = [];
    private int _before;

    /// <summary>Begins with the residual of nothing.</summary>
    public void Start(double residual)
    {
        _steps.Clear();
        _steps.Add((residual, 0));
        _before = 0;
    }

    /// <summary>Notes a step: the norm of what was added, and that of the residual then, which never grows.</summary>
    /// <returns>A bound of error over residual; 0 while there is none.</returns>
    public double Add(double change, double residual)
    {
        double path = _steps[^1].Path + change;
        _steps.Add((residual, path));
        while (_before + 1 < _steps.Count && _steps[_before + 1].Residual >= Drop * residual)
        {
            _before++;
        }

        (double larger, double shorter) = _steps[_before];
        return larger >= Drop * residual ? (path - shorter) / (larger - residual) : 0;
    }
}
