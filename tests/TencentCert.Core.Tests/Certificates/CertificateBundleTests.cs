using System.Security.Cryptography;
using System.Text;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

[Trait("Culture", "any")]
public sealed class CertificateBundleTests
{
    [Fact]
    public void Separate_and_joined_texts_give_the_same_bundle()
    {
        foreach (var bundle in (CertificateBundle[])[
            CertificateBundle.FromPem(RsaChain, RsaKey), CertificateBundle.FromPem(RsaKey + RsaChain)])
        {
            Assert.Equal(RsaChain, bundle.Chain.ToPem());
            Assert.Equal(RsaKey, bundle.RequireKey().Reveal());
            Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
        }
    }

    [Fact]
    public void Missing_and_mismatched_keys_are_refused_where_the_key_is_required()
    {
        var without = CertificateBundle.FromPem(RsaChain);
        var foreign = CertificateBundle.FromPem(RsaChain, OtherRsa.ExportPkcs8PrivateKeyPem());

        Assert.Null(without.KeyMatch);
        Assert.Contains("has no private key", Assert.Throws<PemException>(without.RequireKey).Message, StringComparison.Ordinal);
        Assert.Equal(KeyMatch.Differs, foreign.KeyMatch);
        Assert.Contains("another certificate", Assert.Throws<PemException>(foreign.RequireKey).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData(null)]
    public void Pfx_is_opened_with_any_password(string? password)
    {
        using var passphrase = password is null ? null : new Passphrase(password);
        var bundle = CertificateBundle.FromPfx(Pfx(password), passphrase);

        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(RsaKey, bundle.RequireKey().Reveal());
        Assert.Equal(EccKey, CertificateBundle.FromPfx(Pfx(password, Ecc), passphrase).RequireKey().Reveal());
    }

    [Fact]
    public void Pfx_with_a_duplicate_certificate_is_opened()
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        folder.Write("site.key", RsaKey);
        folder.Write("chain.pem", RsaChain);
        OpenSsl.Run(
            folder, "pkcs12", "-export", "-inkey", "site.key", "-in", "chain.pem", "-certfile", "chain.pem", "-passout", "pass:hunter2",
            "-out", "site.pfx");

        var bundle = CertificateBundle.FromFiles(folder["site.pfx"], null, passphrase);

        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
    }

    [Fact]
    public void Pfx_with_a_key_unsupported_by_the_platform_is_read_and_written()
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        OpenSsl.Run(
            folder, "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "ed.key", "-out", "ed.pem", "-subj", "/CN=ed.example.com");
        OpenSsl.Run(folder, "pkcs12", "-export", "-inkey", "ed.key", "-in", "ed.pem", "-passout", "pass:hunter2", "-out", "ed.pfx");

        var bundle = CertificateBundle.FromFiles(folder["ed.pfx"], null, passphrase);
        Assert.Equal("Ed25519", bundle.Key!.Algorithm);
        Assert.Equal(bundle.Key.Reveal(), CertificateBundle.FromPfx(PfxFile.Create(bundle, passphrase), passphrase).Key!.Reveal());
    }

    [Fact]
    public void Pfx_with_wrong_or_missing_password_is_reported()
    {
        using var wrong = new Passphrase("hunter3");
        Assert.Equal(PemProblem.WrongPassword, Assert.Throws<PemException>(() => CertificateBundle.FromPfx(Pfx("hunter2"), wrong)).Problem);
        Assert.Equal(PemProblem.Encrypted, Assert.Throws<PemException>(() => CertificateBundle.FromPfx(Pfx("hunter2"))).Problem);
        Assert.Equal(PemProblem.WrongContent, Assert.Throws<PemException>(() => CertificateBundle.FromPfx("nonsense"u8.ToArray())).Problem);
        Assert.Equal(PemProblem.WrongContent, Assert.Throws<PemException>(() => CertificateBundle.FromPfx([])).Problem);
    }

    [Fact]
    public void Files_in_every_format_are_read()
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        var key = folder.Write("site.key", RsaKey);

        Assert.Equal(RsaChain, CertificateBundle.FromFiles(folder.Write("site.pem", RsaChain), key).Chain.ToPem());
        Assert.Equal(KeyMatch.Matches, CertificateBundle.FromFiles(folder.Write("site.cer", Der(RsaLeaf)), key).KeyMatch);
        Assert.Equal(KeyMatch.Matches, CertificateBundle.FromFiles(folder.Write("site.pfx", Pfx("hunter2")), null, passphrase).KeyMatch);
        Assert.Equal(KeyMatch.Matches, CertificateBundle.FromFiles(folder.Write("one.pem", RsaChain + RsaKey)).KeyMatch);
        var utf16 = folder.Write("utf16.pem", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(RsaChain)]);
        Assert.Equal(RsaChain, CertificateBundle.FromFiles(utf16, key).Chain.ToPem());
    }

    [Fact]
    public void Wrong_certificate_files_are_named_in_the_error()
    {
        using var folder = new TemporaryFolder();
        var request = CertificateRequestFactory.Create(["example.com"], KeyKind.EccPrime256v1).Request.ToPem();

        Expect("is a certificate request, not a certificate.", folder.Write("a.csr", request));
        Expect("is a private key, not a certificate.", folder.Write("a.key", RsaKey));
        Expect("is empty.", folder.Write("empty.pem", ""));
        Expect("is not PEM", folder.Write("text.pem", "hello"));
        Expect("is binary DER", folder.Write("der.csr", Der(request)));
        Expect("is a Java key store", folder.Write("a.jks", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]));
        Expect("larger than 1 MiB", folder.Write("big.pem", new byte[(1024 * 1024) + 1]));
        Expect("is a PKCS#7 bundle, not a certificate. Convert it",
            folder.Write("a.p7b", "-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----"));

        static void Expect(string message, string path)
        {
            var problem = Assert.Throws<PemException>(() => CertificateBundle.FromFiles(path));
            Assert.StartsWith($"'{path}' ", problem.Message, StringComparison.Ordinal);
            Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_key_files_are_named_in_the_error()
    {
        using var folder = new TemporaryFolder();
        var certificate = folder.Write("site.pem", RsaChain);

        Expect("is encrypted: give the password.", folder.Write("enc.key", EncryptedKey("hunter2")));
        Expect("holds 3 private keys", folder.Write("three.key", RsaKey + RsaKey + EccKey));
        Expect("is binary DER: convert it to PEM", folder.Write("der.key", Rsa.ExportPkcs8PrivateKey()));
        Expect("is a binary certificate, neither a private key nor a request", folder.Write("site.der", Der(RsaLeaf)));
        Expect("is a PFX file, not PEM text", folder.Write("site.pfx", Pfx("hunter2")));
        Expect("is a certificate, not a private key.", certificate);
        Expect("encrypted in an outdated form", folder.Write("old.key", """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            AAAA
            -----END RSA PRIVATE KEY-----
            """));

        void Expect(string message, string path)
        {
            var problem = Assert.Throws<PemException>(() => CertificateBundle.FromFiles(certificate, path));
            Assert.StartsWith($"'{path}' ", problem.Message, StringComparison.Ordinal);
            Assert.Contains(message, problem.Message, StringComparison.Ordinal);
            Assert.Equal(problem.Message, Assert.Throws<PemException>(() => PrivateKeyPem.FromFile(path)).Message);
            PemLeak.AssertNone(RsaKey, problem);
        }
    }

    [Fact]
    public void Missing_file_and_folder_are_IO_errors()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => CertificateBundle.FromFiles(folder["none.pem"]));
        Assert.Contains(
            "is a folder", Assert.Throws<IOException>(() => PrivateKeyPem.FromFile(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("certbot", "cert.pem", "chain.pem", "fullchain.pem", "privkey.pem")]
    [InlineData("acme.sh", "www.example.com.cer", "ca.cer", "fullchain.cer", "www.example.com.key")]
    [InlineData("lego", null, "www.example.com.issuer.crt", "www.example.com.crt", "www.example.com.key")]
    [InlineData("Posh-ACME", "cert.cer", "chain.cer", "fullchain.cer", "cert.key")]
    public void Folder_of_an_ACME_client_is_read(string client, string? leaf, string chain, string full, string key)
    {
        Assert.NotEmpty(client);
        using var folder = new TemporaryFolder();
        folder.Write(leaf ?? "www.example.com.txt", RsaLeaf);
        folder.Write(chain, Issuer.Pem + Upper.Pem);
        folder.Write(full, RsaChain);
        folder.Write(key, RsaKey);
        folder.Write("account.key", OtherRsa.ExportPkcs8PrivateKeyPem());
        folder.Write("README", "notes");
        folder.Write("cert.pfx", Pfx("hunter2"));

        var bundle = CertificateBundle.FromFiles(folder.Path);
        Assert.Equal(RsaChain, bundle.Chain.ToPem());
        Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
        File.Delete(folder[full]);
        if (leaf is not null)
            Assert.Equal(RsaChain, CertificateBundle.FromFiles(folder.Path).Chain.ToPem());
    }

    [Fact]
    public void Ambiguous_or_incomplete_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no certificate", Refusal(), StringComparison.Ordinal);
        folder.Write("a.crt", RsaChain);
        Assert.Contains("no private key", Refusal(), StringComparison.Ordinal);
        folder.Write("a.key", RsaKey);
        folder.Write("b.crt", EccLeaf);
        Assert.Equal(RsaChain, CertificateBundle.FromFiles(folder.Path).Chain.ToPem());
        folder.Write("b.key", EccKey);
        Assert.Contains("several certificates", Refusal(), StringComparison.Ordinal);
        Assert.Contains("b.key", Refusal(), StringComparison.Ordinal);

        string Refusal() => Assert.Throws<PemException>(() => CertificateBundle.FromFiles(folder.Path)).Message;
    }

    [Fact]
    public void Duplicate_key_in_a_file_counts_as_one_key()
    {
        Assert.Equal(KeyMatch.Matches, CertificateBundle.FromPem(RsaChain + RsaKey + RsaKey).KeyMatch);
        var two = Assert.Throws<PemException>(() => CertificateBundle.FromPem(RsaChain + RsaKey + EccKey));
        Assert.Equal(PemProblem.TooMany, two.Problem);
    }

    [Theory]
    [InlineData("----")]
    [InlineData("\u2014")]
    public void Issuer_does_not_replace_a_certificate_with_broken_PEM_lines(string dashes)
    {
        var broken = Assert.Throws<PemException>(
            () => CertificateBundle.FromPem(RsaLeaf.Replace("-----", dashes, StringComparison.Ordinal) + Issuer.Pem + RsaKey));
        Assert.Equal(PemProblem.Malformed, broken.Problem);
    }

    [Fact]
    public void Issuer_does_not_replace_a_certificate_without_PEM_lines()
    {
        var bare = string.Join('\n', RsaLeaf.Split('\n').Where(line => !line.StartsWith('-')));
        Assert.Equal(
            PemProblem.Malformed, Assert.Throws<PemException>(() => CertificateBundle.FromPem(bare + Issuer.Pem + RsaKey)).Problem);
    }

    [Fact]
    public void Comments_between_blocks_are_ignored()
    {
        var text = "subject=/CN=www.example.com\nBag Attributes\n    localKeyID: 01 00 00 00\n# --- chain begins ---\n" + RsaChain
            + $"sha256 Fingerprint={new string('A', 64)}\n{new string('B', 64)}\n" + RsaKey;
        Assert.Equal(KeyMatch.Matches, CertificateBundle.FromPem(text).KeyMatch);
    }

    [Fact]
    public void Unsupported_block_in_a_folder_is_named_in_the_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("site.key", RsaKey);
        folder.Write("fullchain.pem", RsaLeaf.Replace("CERTIFICATE", "TRUSTED CERTIFICATE", StringComparison.Ordinal) + Issuer.Pem);
        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromFiles(folder.Path));
        Assert.Equal(PemProblem.Unsupported, problem.Problem);
        Assert.Contains("TRUSTED CERTIFICATE", problem.Message, StringComparison.Ordinal);
    }
}
