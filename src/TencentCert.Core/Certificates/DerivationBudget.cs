namespace TencentCert.Core.Certificates;

/// <summary>
/// Limits the total key derivation rounds of one input before they run: a file with ten keys
/// could otherwise require ten times the limit.
/// </summary>
internal sealed class DerivationBudget
{
    private long _rounds;

    /// <summary>Adds the rounds of one part.</summary>
    /// <param name="encryption">Encryption of the part.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">The encryption is not supported, or the input requires more than
    /// <see cref="PasswordEncryption.MaximumRounds"/> in total.</exception>
    public void Spend(PasswordEncryption encryption, string source)
    {
        if (encryption.Unsupported is { } algorithm)
            throw PfxFile.Unsupported(source, algorithm);

        _rounds += encryption.Rounds;
        if (_rounds > PasswordEncryption.MaximumRounds)
        {
            throw new PemException(
                PemProblem.TooLarge,
                $"{source} asks for {_rounds} rounds of key derivation; at most {PasswordEncryption.MaximumRounds} are made. Export it again with fewer.");
        }
    }
}
