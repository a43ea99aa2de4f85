using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Core.Pem;

/// <summary>Packs a certificate, its chain and its key into a PFX (PKCS#12).</summary>
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
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.Add(X509Certificate2.CreateFromPem(bundle.Chain.LeafPem, key.Reveal()));
            foreach (var intermediate in bundle.Chain.Intermediates)
            {
                certificates.Add(intermediate.ToX509Certificate());
            }

            return certificates.Export(X509ContentType.Pkcs12, new string(passphrase.Characters))!;
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new PemException(PemProblem.Unsupported, $"A key of algorithm {key.Algorithm} cannot be packed into a PFX here: save it as PEM.", e);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
