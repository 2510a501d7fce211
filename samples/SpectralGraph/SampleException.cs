using System;

namespace SpectralGraph;

/// <summary>Something is wrong with what the user gave; the message is one line for the user.</summary>
internal sealed class SampleException(string message) : Exception(message);
