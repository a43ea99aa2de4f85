using System.Reflection;
using System.Security;
using System.Security.Cryptography;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class PrivateKeyPemTests
{
    private static readonly CertificateChain RsaCertificate = CertificateChain.FromPem(RsaLeaf);
    private static readonly CertificateChain EccCertificate = CertificateChain.FromPem(EccLeaf);

    [Fact]
    public void Every_form_is_converted_to_the_same_PKCS8()
    {
        Assert.Equal(RsaKey, PrivateKeyPem.Parse(RsaKey).Reveal());
        Assert.Equal(RsaKey, PrivateKeyPem.Parse(Rsa.ExportRSAPrivateKeyPem()).Reveal());
        Assert.Equal(EccKey, PrivateKeyPem.Parse(EccKey).Reveal());
        Assert.Equal(EccKey, PrivateKeyPem.Parse(Ecc.ExportECPrivateKeyPem()).Reveal());
    }

    [Fact]
    public void A_key_file_is_read_and_a_file_without_a_key_is_named_in_the_error()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(RsaKey, PrivateKeyPem.FromFile(folder.Write("site.key", RsaKey)).Reveal());

        var pfx = folder.Write("site.pfx", Pfx("hunter2"));
        Assert.StartsWith(
            $"'{pfx}' is a PFX file", Assert.Throws<PemException>(() => PrivateKeyPem.FromFile(pfx)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a folder", Assert.Throws<IOException>(() => PrivateKeyPem.FromFile(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Traditional_form_is_written_on_request()
    {
        Assert.Equal(Rsa.ExportRSAPrivateKeyPem() + "\n", PrivateKeyPem.Parse(RsaKey).RevealTraditional());
        Assert.Equal(Ecc.ExportECPrivateKeyPem() + "\n", PrivateKeyPem.Parse(EccKey).RevealTraditional());
    }

    [Fact]
    public void Algorithm_name_includes_size_or_curve()
    {
        Assert.Equal("RSA 2048", PrivateKeyPem.Parse(RsaKey).Algorithm);
        Assert.Equal("ECC prime256v1", PrivateKeyPem.Parse(EccKey).Algorithm);
        Assert.Equal("ECC secp384r1", PrivateKeyPem.Parse(OtherEcc.ExportPkcs8PrivateKeyPem()).Algorithm);
    }

    [Fact]
    public void Key_matches_its_own_certificate_only()
    {
        Assert.Equal(KeyMatch.Matches, PrivateKeyPem.Parse(RsaKey).Matches(RsaCertificate));
        Assert.Equal(KeyMatch.Matches, PrivateKeyPem.Parse(EccKey).Matches(EccCertificate));
        Assert.Equal(KeyMatch.Differs, PrivateKeyPem.Parse(OtherRsa.ExportPkcs8PrivateKeyPem()).Matches(RsaCertificate));
        Assert.Equal(KeyMatch.Differs, PrivateKeyPem.Parse(OtherEcc.ExportPkcs8PrivateKeyPem()).Matches(EccCertificate));
        Assert.Equal(KeyMatch.Differs, PrivateKeyPem.Parse(EccKey).Matches(RsaCertificate));
        Assert.Equal(KeyMatch.Differs, PrivateKeyPem.Parse(RsaKey).Matches(EccCertificate));
    }

    [Fact]
    public void Key_of_an_unsupported_algorithm_differs_from_any_other_key()
    {
        // RFC 8410, section 10.3: a published Ed25519 example.
        const string ed25519 = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;
        var key = PrivateKeyPem.Parse(ed25519);

        Assert.Equal("Ed25519", key.Algorithm);
        Assert.Equal(KeyMatch.Differs, key.Matches(RsaCertificate));
        Assert.Equal(KeyMatch.Differs, key.Matches(EccCertificate));
        Assert.Contains("MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp", key.Reveal(), StringComparison.Ordinal);
        Assert.Equal(PemProblem.Unsupported, Assert.Throws<PemException>(key.RevealTraditional).Problem);
    }

    [Fact]
    public void Encrypted_key_opens_with_its_password()
    {
        using var right = new Passphrase("hunter2");
        Assert.Equal(RsaKey, PrivateKeyPem.Parse(EncryptedKey("hunter2"), right).Reveal());

        using var secure = new SecureString();
        Array.ForEach("pässwörd€".ToCharArray(), secure.AppendChar);
        using var fromSecure = new Passphrase(secure);
        Assert.Equal(RsaKey, PrivateKeyPem.Parse(EncryptedKey("pässwörd€"), fromSecure).Reveal());

        var ecc = Ecc.ExportEncryptedPkcs8PrivateKeyPem(
            "hunter2", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.Equal(EccKey, PrivateKeyPem.Parse(ecc, right).Reveal());
    }

    [Fact]
    public void Encrypted_key_with_missing_or_wrong_password_is_reported()
    {
        using var wrong = new Passphrase("hunter3");
        var none = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(EncryptedKey("hunter2"), null, "'my.key'"));
        var bad = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(EncryptedKey("hunter2"), wrong));

        Assert.Equal(PemProblem.Encrypted, none.Problem);
        Assert.Equal("'my.key' is encrypted: give the password.", none.Message);
        Assert.Equal(PemProblem.WrongPassword, bad.Problem);
        Assert.DoesNotContain("hunter", bad.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_keys_share_one_key_derivation_budget()
    {
        using var passphrase = new Passphrase("hunter2");
        var affordable = EncryptedKey("hunter2");
        var costly = PemEncoding.WriteString(
            "ENCRYPTED PRIVATE KEY", Asn1Rewrite.Integer(Der(affordable), 1000, [0x00, 0x98, 0x96, 0x80 - 1]));

        var problem = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(affordable + "\n" + costly, passphrase));

        Assert.Equal(PemProblem.TooLarge, problem.Problem);
        Assert.Contains("10000999", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_keys_are_refused_with_their_number()
    {
        var problem = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(RsaKey + EccKey + RsaKey));
        Assert.Equal(PemProblem.TooMany, problem.Problem);
        Assert.Contains("3 private keys", problem.Message, StringComparison.Ordinal);
        PemLeak.AssertNone(RsaKey, problem);
    }

    [Fact]
    public void Certificate_in_place_of_a_key_is_named_in_the_error() =>
        Assert.Equal(
            "The text is a certificate, not a private key.", Assert.Throws<PemException>(() => PrivateKeyPem.Parse(RsaLeaf)).Message);

    [Fact]
    public void Printed_objects_do_not_contain_the_key()
    {
        using var passphrase = new Passphrase("hunter2");
        var bundle = CertificateBundle.FromPem(RsaChain, RsaKey);
        var created = CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1);
        PemLeak.AssertNone(RsaKey, Print(bundle.Key!) + Print(bundle));
        PemLeak.AssertNone(created.Key.Reveal(), Print(created) + Print(created.Key) + Print(created.Request));
        Assert.DoesNotContain("hunter2", Print(passphrase), StringComparison.Ordinal);
        Assert.Equal("(private key)", bundle.Key!.ToString());
    }

    [Fact]
    public void Key_file_is_accessible_to_its_owner_only()
    {
        using var folder = new TemporaryFolder();
        PrivateKeyPem.Parse(RsaKey).WriteTo(folder["my.key"]);

        Assert.Equal(RsaKey, File.ReadAllText(folder["my.key"]));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(folder["my.key"]));
    }

    /// <summary>The output of a default formatter or serializer: ToString and every public property and field.</summary>
    private static string Print(object value) =>
        value + string.Join('\n', value.GetType().GetProperties().Select(property => property.GetValue(value)))
        + string.Join('\n', value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => field.GetValue(value)));
}
