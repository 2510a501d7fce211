namespace Autodiff.Generators.Pipeline;

/// <summary>128 bits that stand for a text: equal for equal texts, and different for any two that occur in practice.</summary>
internal readonly record struct Fingerprint(ulong High, ulong Low)
{
    public override string ToString() => High.ToString("x16") + Low.ToString("x16");
}

/// <summary>Builds a fingerprint from parts: MurmurHash3 (x64, 128 bits) over words, each part closed by its length.</summary>
internal struct FingerprintBuilder
{
    private const ulong First = 0x87c37b91114253d5;
    private const ulong Second = 0x4cf5ad432745937f;

    private ulong _high;
    private ulong _low;
    private ulong _words;

    public void Add(string text)
    {
        int i = 0;
        for (; i + 4 <= text.Length; i += 4)
        {
            Add(text[i] | ((ulong)text[i + 1] << 16) | ((ulong)text[i + 2] << 32) | ((ulong)text[i + 3] << 48));
        }

        ulong rest = 0;
        for (; i < text.Length; i++)
        {
            rest = (rest << 16) | text[i];
        }

        Add(rest);
        Add((ulong)text.Length);
    }

    public void Add(Fingerprint fingerprint)
    {
        Add(fingerprint.High);
        Add(fingerprint.Low);
    }

    public void Add(bool value) => Add(value ? 1ul : 0ul);

    public void Add(ulong word)
    {
        unchecked
        {
            _high ^= Rotate(word * First, 31) * Second;
            _high = ((Rotate(_high, 27) + _low) * 5) + 0x52dce729;
            _low ^= Rotate(word * Second, 33) * First;
            _low = ((Rotate(_low, 31) + _high) * 5) + 0x38495ab5;
            _words++;
        }
    }

    public readonly Fingerprint ToFingerprint()
    {
        unchecked
        {
            ulong high = _high ^ _words;
            ulong low = _low ^ _words;
            high += low;
            low += high;
            high = Finish(high);
            low = Finish(low);
            high += low;
            low += high;
            return new(high, low);
        }
    }

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
            value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
            return value ^ (value >> 33);
        }
    }
}
