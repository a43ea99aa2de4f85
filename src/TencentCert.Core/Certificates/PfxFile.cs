namespace TencentCert.Core.Certificates;

/// <summary>Packs a certificate, its chain and its key into a PFX (PKCS#12) that OpenSSL 3 and Windows Server 2019 or later open.</summary>
public static class PfxFile
{
    /// <summary>Packs.</summary>
    /// <param name="bundle">Certificate with its key.</param>
    /// <param name="passphrase">Password of the file.</param>
    /// <exception cref="PemException">The key is missing, belongs to another certificate, or is of an algorithm the platform cannot pack.</exception>
    public static byte[] Create(CertificateBundle bundle, Passphrase passphrase)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(passphrase);
        var key = bundle.RequireKey();
        using var opened = key.Open()
            ?? throw new PemException(PemProblem.Unsupported, $"A key of algorithm {key.Algorithm} cannot be packed into a PFX here: save it as PEM.");
        return Pkcs12.Write(bundle.Chain.Leaf.Der, bundle.Chain.Intermediates.Select(one => one.Der), opened, passphrase.Characters);
    }
}
