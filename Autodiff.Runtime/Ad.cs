namespace Autodiff;

/// <summary>What a differentiable method can say to the generator.</summary>
public static class Ad
{
    /// <summary>Returns <paramref name="value"/>, through which no derivative flows.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value to treat as a constant.</param>
    public static T StopGradient<T>(T value)
        where T : allows ref struct
        => value;
}
