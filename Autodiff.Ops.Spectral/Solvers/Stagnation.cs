using System;

namespace Autodiff.Ops.Spectral;

/// <summary>Notices a search that no longer gets nearer: many restarts without another pair, and without smaller residuals.</summary>
internal sealed class Stagnation
{
    private const int Patience = 200;
    private const double Progress = 0.7;

    private double _best = double.PositiveInfinity;
    private int _converged;
    private int _restarts;

    /// <summary>Tells how a search stands after a restart.</summary>
    /// <param name="residual">The largest residual among the wanted pairs.</param>
    /// <param name="converged">How many pairs have converged.</param>
    /// <returns>Whether it is to be given up.</returns>
    public bool See(double residual, int converged)
    {
        _restarts++;
        if (residual < Progress * _best || converged > _converged)
        {
            (_best, _converged, _restarts) = (Math.Min(_best, residual), Math.Max(_converged, converged), 0);
        }

        return _restarts > Patience;
    }
}
