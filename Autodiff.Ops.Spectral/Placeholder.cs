namespace Autodiff.Ops.Spectral;

internal static class Placeholder
{
}
