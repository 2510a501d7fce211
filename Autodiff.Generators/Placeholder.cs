namespace Autodiff.Generators;

internal static class Placeholder
{
}
