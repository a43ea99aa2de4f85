namespace TencentCert.Core.Certificates;

/// <summary>
/// Adds up the key derivation that one input asks for, over all its parts, and refuses it before it costs: a file of ten keys
/// may ask ten times for what one may.
/// </summary>
internal sealed class DerivationBudget
{
    private long _rounds;

    /// <summary>Takes what opening a part costs.</summary>
    /// <param name="encryption">Encryption of the part.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">It is not supported, or the input asks for more than
    /// <see cref="PasswordEncryption.MaximumRounds"/> in all.</exception>
    public void Spend(PasswordEncryption encryption, string source)
    {
        if (encryption.Unsupported is { } algorithm)
        {
            throw PfxFile.Unsupported(source, algorithm);
        }

        _rounds += encryption.Rounds;
        if (_rounds > PasswordEncryption.MaximumRounds)
        {
            throw new PemException(
                PemProblem.TooLarge,
                $"{source} asks for {_rounds} rounds of key derivation; at most {PasswordEncryption.MaximumRounds} are made. Export it again with fewer.");
        }
    }
}
