using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Certificates;

/// <summary>A folder of acme.sh, certbot, lego or Posh-ACME. Files are identified by content, because names differ between tools.</summary>
internal static class CertificateFolder
{
    private const int MaxFiles = 200;

    private static readonly string[] Suffixes = [".pem", ".crt", ".cer", ".key"];

    /// <summary>The certificate of a folder, without subfolders, that matches a given key or one in the folder, with its chain.</summary>
    /// <exception cref="PemException">No certificate with a key, or several.</exception>
    public static CertificateBundle Read(string folder, PrivateKeyPem? ownKey, Passphrase? passphrase, DateTimeOffset? now)
    {
        var source = Wording.Of($"'{folder}'");
        List<string> paths = [.. Directory.EnumerateFiles(folder)
            .Where(path => Suffixes.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
            .Take(MaxFiles + 1)];
        if (paths.Count > MaxFiles)
        {
            throw new PemException(
                PemProblem.TooMany, $"{source} holds more than {MaxFiles} files of certificates and keys: give the name of one.");
        }

        var certificates = new List<byte[]>();
        var keys = new List<(PrivateKeyPem Key, string Name)>();
        var budget = new DerivationBudget();
        foreach (var file in paths.Select(FileContent.Read))
        {
            if (file.IsPem)
            {
                var blocks = PemBlock.Scan(file.Text, file.Source);
                PemBlock.EnsureKnown(blocks, file.Source);
                certificates.AddRange(blocks.Where(block => block.IsCertificate).Select(block => block.Decode()));
                if (ownKey is null && PrivateKeyPem.FromBlocks(blocks, passphrase, file.Source, budget) is { } key)
                    keys.Add((key, file.Source));
            }
            else if (file.Kind == X509ContentType.Cert)
            {
                certificates.Add(file.Bytes);
            }
        }

        if (certificates.Count == 0)
            throw new PemException(PemProblem.WrongContent, $"{source} holds no certificate.");

        if (ownKey is not null)
            return new CertificateBundle(CertificateChain.FromDer(certificates, source, now, ownKey), ownKey);

        // An account key matches no certificate.
        List<CertificateFacts> all = [.. certificates.Select(der => CertificateFacts.FromDer(der, source))];
        var pairs = keys.DistinctBy(pair => pair.Key.Reveal(), StringComparer.Ordinal)
            .Where(pair => all.Exists(certificate => pair.Key.Matches(certificate) == KeyMatch.Matches)).ToList();
        return pairs switch
        {
            [var (key, _)] => new CertificateBundle(CertificateChain.FromDer(certificates, source, now, key), key),
            [] => throw new PemException(
                PemProblem.KeyMismatch, $"{source} holds no private key that belongs to one of its certificates: give the files instead."),
            _ => throw new PemException(
                PemProblem.TooMany,
                $"{source} holds several certificates with their keys ({Wording.List(pairs.Select(pair => pair.Name))}): "
                + $"give the file of one."),
        };
    }
}
