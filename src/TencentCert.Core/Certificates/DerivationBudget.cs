namespace TencentCert.Core.Certificates;

/// <summary>Limits the total key derivation rounds of one input before they run: it may have several encrypted parts.</summary>
internal sealed class DerivationBudget
{
    private long _rounds;

    /// <summary>Adds the rounds of one part; throws if its encryption is not supported, or if the total is too large.</summary>
    public void Spend(PasswordEncryption encryption, string source)
    {
        if (encryption.Unsupported is { } algorithm)
            throw PfxFile.Unsupported(source, algorithm);

        _rounds += encryption.Rounds;
        if (_rounds > PasswordEncryption.MaximumRounds)
        {
            throw new PemException(
                PemProblem.TooLarge,
                $"{source} asks for {_rounds} rounds of key derivation; at most {PasswordEncryption.MaximumRounds} are made. Export it "
                + $"again with fewer.");
        }
    }
}
