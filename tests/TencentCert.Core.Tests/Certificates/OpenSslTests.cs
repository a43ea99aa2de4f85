using System.Security.Cryptography;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>Interoperability with files of openssl.</summary>
public sealed class OpenSslTests
{
    [Fact]
    public void Traditional_RSA_key_is_read_and_written()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "genrsa", "-traditional", "-out", "a.key", "2048");
        OpenSsl.Run(folder, "pkcs8", "-topk8", "-nocrypt", "-in", "a.key", "-out", "a.p8");
        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----", File.ReadAllText(folder["a.key"]), StringComparison.Ordinal);

        var key = PrivateKeyPem.Parse(File.ReadAllText(folder["a.key"]));

        // Compares the key, not its bytes: platforms may encode the same key differently. openssl must read the written key.
        using var theirs = RSA.Create();
        theirs.ImportFromPem(File.ReadAllText(folder["a.p8"]));
        var expected = theirs.ExportParameters(includePrivateParameters: true);
        foreach (var (written, label) in new[] { (key.Reveal(), "PRIVATE KEY"), (key.RevealTraditional(), "RSA PRIVATE KEY") })
        {
            Assert.StartsWith($"-----BEGIN {label}-----\n", written, StringComparison.Ordinal);
            using var ours = RSA.Create();
            ours.ImportFromPem(written);
            Assert.Equivalent(expected, ours.ExportParameters(includePrivateParameters: true), strict: true);
            OpenSsl.Run(folder, "pkey", "-check", "-noout", "-in", folder.Write("ours.key", written));
        }
    }

    [Theory]
    [InlineData("prime256v1")]
    [InlineData("secp384r1")]
    [InlineData("secp521r1")]
    public void EC_key_with_a_parameters_block_is_read(string curve)
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "ecparam", "-name", curve, "-genkey", "-out", "a.key");
        OpenSsl.Run(folder, "req", "-x509", "-key", "a.key", "-subj", "/CN=ecc.example.com", "-days", "9", "-out", "a.crt");
        Assert.Contains("EC PARAMETERS", File.ReadAllText(folder["a.key"]), StringComparison.Ordinal);

        var bundle = CertificateBundle.FromFiles(folder["a.crt"], folder["a.key"]);
        Assert.Equal($"ECC {curve}", bundle.Key!.Algorithm);
        Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
    }

    [Theory]
    [InlineData("aes-256-cbc")]
    [InlineData("aes-128-cbc")]
    [InlineData("des3")]
    public void Encrypted_PKCS8_key_is_read(string cipher)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        OpenSsl.Run(folder, "genrsa", "-out", "a.key", "2048");
        OpenSsl.Run(folder, "pkcs8", "-topk8", "-v2", cipher, "-passout", "pass:hunter2", "-in", "a.key", "-out", "a.enc");

        Assert.Equal(
            PrivateKeyPem.Parse(File.ReadAllText(folder["a.key"])).Reveal(),
            PrivateKeyPem.Parse(File.ReadAllText(folder["a.enc"]), passphrase).Reveal());
    }

    [Fact]
    public void Outdated_encryption_is_refused_with_the_conversion_command()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "genrsa", "-traditional", "-aes128", "-passout", "pass:hunter2", "-out", "a.key", "2048");
        var problem = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(File.ReadAllText(folder["a.key"])));
        Assert.Equal(PemProblem.Unsupported, problem.Problem);
        Assert.Contains("openssl pkcs8 -topk8", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("ec")]
    public void Pfx_is_read(string algorithm)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        string[] options = algorithm == "ec" ? ["-pkeyopt", "ec_paramgen_curve:prime256v1"] : [];
        OpenSsl.Run(folder, ["req", "-x509", "-newkey", algorithm, .. options, "-nodes", "-keyout", "a.key",
            "-subj", "/CN=example.com", "-addext", "subjectAltName=DNS:example.com,DNS:*.example.com", "-out", "a.crt"]);
        OpenSsl.Run(folder, "pkcs12", "-export", "-in", "a.crt", "-inkey", "a.key", "-passout", "pass:hunter2", "-out", "a.pfx");

        var bundle = CertificateBundle.FromFiles(folder["a.pfx"], null, passphrase);
        Assert.Equal(CertificateChain.FromPem(File.ReadAllText(folder["a.crt"])).ToPem(), bundle.Chain.ToPem());
        Assert.Equal(PrivateKeyPem.Parse(File.ReadAllText(folder["a.key"])).Reveal(), bundle.RequireKey().Reveal());
        Assert.Equal(["example.com", "*.example.com"], bundle.Chain.Leaf.DnsNames);
    }

    [Theory]
    [InlineData("rsa", "hunter2")]
    [InlineData("ec", "p\u00e4ss \u5bc6\u7801")]
    public void Written_PFX_uses_current_algorithms_and_opens_in_openssl(string algorithm, string password)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase(password);
        var bundle = algorithm == "ec"
            ? CertificateBundle.FromPem(TestInputs.EccLeaf + TestInputs.Issuer.Pem, TestInputs.EccKey)
            : CertificateBundle.FromPem(TestInputs.RsaChain, TestInputs.RsaKey);
        File.WriteAllBytes(folder["a.pfx"], PfxFile.Create(bundle, passphrase));

        var about = OpenSsl.Run(folder, "pkcs12", "-in", "a.pfx", "-info", "-nodes", "-passin", "pass:" + password, "-out", "a.pem");
        Assert.Contains("MAC: sha256, Iteration 100000", about, StringComparison.Ordinal);
        Assert.Contains(
            "PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256", about, StringComparison.Ordinal);
        Assert.Contains(
            "Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256", about, StringComparison.Ordinal);
        foreach (var read in new[] { CertificateBundle.FromFiles(folder["a.pem"]),
            CertificateBundle.FromFiles(folder["a.pfx"], null, passphrase) })
        {
            Assert.Equal(bundle.Chain.ToPem(), read.Chain.ToPem());
            Assert.Equal(bundle.RequireKey().Reveal(), read.RequireKey().Reveal());
        }

        using var wrong = new Passphrase("another");
        Assert.Equal(
            PemProblem.WrongPassword, Assert.Throws<PemException>(() => CertificateBundle.FromFiles(folder["a.pfx"], null, wrong)).Problem);
    }

    [Fact]
    public void Request_is_read()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "a.key", "-out", "a.csr",
            "-subj", "/C=CN/O=Example/CN=example.com", "-addext", "subjectAltName=DNS:example.com,DNS:www.example.com");

        var request = CertificateRequestPem.Parse(File.ReadAllText(folder["a.csr"]));
        Assert.Equal("example.com", request.CommonName);
        Assert.Equal(["example.com", "www.example.com"], request.DnsNames);
        Assert.Equal("RSA 2048", request.KeyAlgorithm);
    }

    [Fact]
    public void Created_request_and_key_are_valid_for_openssl()
    {
        using var folder = new TemporaryFolder();
        var (request, key) = CertificateRequestFactory.Create(["example.com", "*.example.com"], KeyKind.EccSecp384r1);
        folder.Write("a.csr", request.ToPem());
        key.WriteTo(folder["a.key"]);

        OpenSsl.Run(folder, "req", "-verify", "-noout", "-in", "a.csr");
        OpenSsl.Run(folder, "pkey", "-check", "-noout", "-in", "a.key");
    }

    [Fact]
    public void SM2_key_is_compared_by_its_public_key()
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "ecparam", "-name", "SM2", "-genkey", "-out", "a.key");
        OpenSsl.Run(folder, "ecparam", "-name", "SM2", "-genkey", "-out", "b.key");
        OpenSsl.Run(folder, "req", "-x509", "-key", "a.key", "-sm3", "-subj", "/CN=sm.example.com", "-out", "a.crt");
        Assert.Equal(KeyMatch.Differs, CertificateBundle.FromFiles(folder["a.crt"], folder["b.key"]).KeyMatch);

        var bundle = CertificateBundle.FromFiles(folder["a.crt"], folder["a.key"]);
        Assert.Equal("SM2", bundle.Key!.Algorithm);
        Assert.Equal("SM2", bundle.Chain.Leaf.KeyAlgorithm);
        Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
    }

    [Theory]
    [InlineData("prime256v1", KeyMatch.Matches)]
    [InlineData("secp256k1", KeyMatch.Matches)]
    [InlineData("brainpoolP384r1", KeyMatch.Matches)]
    public void EC_key_without_a_public_key_is_compared_on_a_supported_curve(string curve, KeyMatch expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which curves a platform knows differs.");
        using var folder = new TemporaryFolder();
        OpenSsl.Run(folder, "ecparam", "-name", curve, "-genkey", "-noout", "-out", "a.key");
        OpenSsl.Run(folder, "req", "-x509", "-key", "a.key", "-subj", "/CN=a.example.com", "-out", "a.crt");
        OpenSsl.Run(folder, "ec", "-in", "a.key", "-no_public", "-out", "bare.key");
        Assert.NotEqual(File.ReadAllText(folder["a.key"]), File.ReadAllText(folder["bare.key"]));

        var bundle = CertificateBundle.FromFiles(folder["a.crt"], folder["bare.key"]);
        Assert.Equal(expected, bundle.KeyMatch);
        Assert.Equal(PrivateKeyPem.FromFile(folder["a.key"]).Reveal(), bundle.Key!.Reveal());
    }

    [Theory]
    [InlineData("ed25519", "Ed25519")]
    [InlineData("ed448", "Ed448")]
    public void Key_without_a_public_key_is_not_reported_as_a_match(string kind, string name)
    {
        using var folder = new TemporaryFolder();
        OpenSsl.Run(
            folder, "req", "-x509", "-newkey", kind, "-nodes", "-keyout", "a.key", "-out", "a.crt", "-subj", "/CN=a.example.com", "-addext",
            "basicConstraints=critical,CA:FALSE");
        var bundle = CertificateBundle.FromFiles(folder["a.crt"], folder["a.key"]);

        Assert.Equal(name, bundle.Key!.Algorithm);
        Assert.Equal(KeyMatch.CannotTell, bundle.KeyMatch);
        Assert.Equal(CertificateFindingKind.KeyNotCompared, CertificateCheck.Of(bundle, DateTimeOffset.UtcNow).Findings[0].Kind);
        Assert.Equal(KeyMatch.Differs, CertificateBundle.FromPem(TestInputs.RsaChain, File.ReadAllText(folder["a.key"])).KeyMatch);
    }

    [Theory]
    [InlineData("scrypt", "-scrypt")]
    [InlineData("Camellia-256-CBC", "-v2", "camellia-256-cbc")]
    [InlineData("ARIA-128-CBC", "-v2", "aria-128-cbc")]
    [InlineData("RC4", "-v1", "PBE-SHA1-RC4-128")]
    public void Unsupported_encryption_of_a_key_is_named_in_the_error(string name, params string[] options)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        OpenSsl.Run(folder, "genrsa", "-out", "a.key", "2048");
        OpenSsl.Run(
            folder, ["pkcs8", "-topk8", .. options, "-provider", "legacy", "-provider", "default", "-passout", "pass:hunter2", "-in",
                "a.key", "-out", "a.enc"]);

        var problem = Assert.Throws<PemException>(() => PrivateKeyPem.FromFile(folder["a.enc"], passphrase));
        Assert.Equal(PemProblem.Unsupported, problem.Problem);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Camellia-128-CBC", "-certpbe", "camellia-128-cbc", "-keypbe", "aes-256-cbc")]
    [InlineData("ARIA-256-CBC", "-certpbe", "aes-256-cbc", "-keypbe", "aria-256-cbc")]
    [InlineData("RC4", "-certpbe", "PBE-SHA1-RC4-128", "-keypbe", "aes-256-cbc", "-provider", "legacy", "-provider", "default")]
    public void Unsupported_encryption_of_a_PFX_is_named_in_the_error(string name, params string[] options)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        folder.Write("a.pem", TestInputs.RsaKey + TestInputs.RsaChain);
        OpenSsl.Run(folder, ["pkcs12", "-export", "-in", "a.pem", "-out", "a.pfx", "-passout", "pass:hunter2", .. options]);

        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromFiles(folder["a.pfx"], null, passphrase));
        Assert.Equal(PemProblem.Unsupported, problem.Problem);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1")]
    [InlineData(
        "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1", "-provider", "legacy", "-provider", "default")]
    [InlineData("-certpbe", "NONE", "-keypbe", "aes-128-cbc", "-macalg", "sha512")]
    [InlineData("-certpbe", "aes-256-cbc", "-keypbe", "NONE", "-nomac")]
    public void Pfx_with_other_encryption_options_is_opened(params string[] options)
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        folder.Write("a.pem", TestInputs.RsaKey + TestInputs.RsaChain);
        OpenSsl.Run(folder, ["pkcs12", "-export", "-in", "a.pem", "-out", "a.pfx", "-passout", "pass:hunter2", .. options]);

        var bundle = CertificateBundle.FromFiles(folder["a.pfx"], null, passphrase);
        Assert.Equal(TestInputs.RsaChain, bundle.Chain.ToPem());
        Assert.Equal(KeyMatch.Matches, bundle.KeyMatch);
    }

    [Theory]
    [InlineData("rsa", "PRIVATE KEY", true)]
    [InlineData("ec", "PRIVATE KEY", true)]
    [InlineData("rsa", "RSA PRIVATE KEY", false)]
    [InlineData("ec", "EC PRIVATE KEY", false)]
    [InlineData("ec", "RSA PRIVATE KEY", false)]
    public void Key_under_a_wrong_label_is_read_by_its_content(string kind, string label, bool isTraditional)
    {
        using var folder = new TemporaryFolder();
        var (pem, expected) = kind == "rsa"
            ? (isTraditional ? TestInputs.Rsa.ExportRSAPrivateKeyPem() : TestInputs.RsaKey, TestInputs.RsaKey)
            : (isTraditional ? TestInputs.Ecc.ExportECPrivateKeyPem() : TestInputs.EccKey, TestInputs.EccKey);
        var der = TestInputs.Der(pem);

        Assert.Equal(expected, PrivateKeyPem.Parse(System.Security.Cryptography.PemEncoding.WriteString(label, der)).Reveal());
    }

    [Fact]
    public void Key_derivation_rounds_are_limited()
    {
        using var folder = new TemporaryFolder();
        using var passphrase = new Passphrase("hunter2");
        OpenSsl.Run(folder, "genrsa", "-out", "a.key", "2048");
        OpenSsl.Run(
            folder, "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-iter", "2000", "-passout", "pass:hunter2", "-in", "a.key", "-out", "a.enc");
        // The same key with another number of rounds: 2000 (02 02 07 D0) becomes 2^31 - 1, or a number beyond 32 bits.
        var pem = File.ReadAllText(folder["a.enc"]);
        foreach (var rounds in (byte[][])[[0x7F, 0xFF, 0xFF, 0xFF], [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]])
        {
            var costly = Asn1Rewrite.Integer(TestInputs.Der(pem), 2000, rounds);
            var problem = Assert.Throws<PemException>(() => PrivateKeyPem.Parse(
                System.Security.Cryptography.PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", costly), passphrase));
            Assert.Equal(PemProblem.TooLarge, problem.Problem);
            Assert.Contains("2147483647", problem.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        folder.Write("a.pem", TestInputs.RsaKey + TestInputs.RsaChain);
        OpenSsl.Run(folder, "pkcs12", "-export", "-in", "a.pem", "-out", "a.pfx", "-passout", "pass:hunter2", "-iter", "3000");
        var pfx = Asn1Rewrite.Integer(File.ReadAllBytes(folder["a.pfx"]), 3000, [0x7F, 0xFF, 0xFF, 0xFF]);
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => CertificateBundle.FromPfx(pfx, passphrase)).Problem);
    }
}
