using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using static TencentCert.Core.Tests.Certificates.TestInputs;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>Resource limits of a PFX: a small file must neither crash the process nor use a core for long.</summary>
public sealed class PfxFileTests
{
    private const int SmallStack = 256 * 1024;

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    [Theory]
    [InlineData(5, null)]
    [InlineData(11, PemProblem.TooLarge)]
    [InlineData(3000, PemProblem.TooLarge)]
    public void Nested_contents_are_read_up_to_a_depth_limit(int depth, PemProblem? expected)
    {
        var pfx = Nested(depth);

        Assert.Equal(expected, OnSmallStack(() => CertificateBundle.FromPfx(pfx)));
    }

    [Fact]
    public void Encrypted_nested_contents_do_not_crash_the_process()
    {
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(
            Pkcs12Info.Decode(Nested(3000), out _, skipCopy: true).AuthenticatedSafe[0], "hunter2", Encryption);
        builder.SealWithoutIntegrity();
        var pfx = builder.Encode();
        using var passphrase = new Passphrase("hunter2");

        Assert.Null(OnSmallStack(() => CertificateBundle.FromPfx(pfx, passphrase)));
    }

    [Fact]
    public void Encrypted_part_has_a_size_limit()
    {
        var contents = WithLeaf();
        contents.AddSecret(new Oid("1.2.3"), new byte[] { 0x04, 0x83, 0x04, 0x93, 0xE0 }.Concat(new byte[300_000]).ToArray());
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(contents, "hunter2", Encryption);
        builder.SealWithoutIntegrity();
        using var passphrase = new Passphrase("hunter2");

        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromPfx(builder.Encode(), passphrase));

        Assert.Equal(PemProblem.TooLarge, problem.Problem);
    }

    [Fact]
    public void Too_many_certificates_are_refused()
    {
        var contents = WithLeaf();
        for (var number = 0; number < 100; number++)
        {
            using var another = AnotherRoot();
            contents.AddCertificate(another);
        }

        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromPfx(Unsealed(contents)));

        Assert.Equal(PemProblem.TooMany, problem.Problem);
        Assert.Contains("more than 100 certificates", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_keys_are_refused()
    {
        var contents = WithLeaf();
        for (var number = 0; number < 50; number++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            contents.AddKeyUnencrypted(key);
        }

        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromPfx(Unsealed(contents)));

        Assert.Equal(PemProblem.TooMany, problem.Problem);
        Assert.Contains("more than 5 private keys", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_input_share_one_key_derivation_budget()
    {
        using var passphrase = new Passphrase("hunter2");
        var budget = new DerivationBudget();
        var pfx = Pfx("hunter2");
        budget.Spend(new PasswordEncryption(null, PasswordEncryption.MaximumRounds), "the first");

        var problem = Assert.Throws<PemException>(() => CertificateBundle.FromPfx(pfx, passphrase, "the second", budget));

        Assert.Equal(PemProblem.TooLarge, problem.Problem);
        Assert.StartsWith("the second", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Public keys that take seconds per signature check. Anyone can put one into a certificate.</summary>
    [Theory]
    [InlineData(3072, 384)]
    [InlineData(3072, 5)]
    [InlineData(16384, 3)]
    public void Signature_under_a_costly_key_is_not_verified(int bits, int exponentBytes)
    {
        var exponent = RandomNumberGenerator.GetBytes(exponentBytes);
        exponent[0] |= 0x80;
        exponent[^1] |= 1;
        var modulus = RandomNumberGenerator.GetBytes(bits / 8);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        exponent[0] = modulus.Length == exponent.Length ? (byte)0x40 : exponent[0];
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        var signed = Der(RsaLeaf);

        Assert.Null(SignatureCheck.Verify(signed, new PublicKey(rsa)));
        Assert.False(SignatureCheck.Verify(signed, new PublicKey(OtherEcc)));
    }

    private static Pkcs12SafeContents WithLeaf()
    {
        var contents = new Pkcs12SafeContents();
        using var leaf = X509Certificate2.CreateFromPem(RsaLeaf);
        contents.AddCertificate(leaf);
        return contents;
    }

    // The builder of the platform takes minutes for thousands of levels.
    private static byte[] Nested(int depth)
    {
        var content = new Asn1Tag(TagClass.ContextSpecific, 0);
        var inner = Sequence(writer => WithLeaf().GetBags().ToList().ForEach(bag => writer.WriteEncodedValue(bag.Encode())));
        for (var level = 0; level < depth; level++)
        {
            var contents = inner;
            inner = Sequence(writer => writer.WriteEncodedValue(Sequence(bag =>
            {
                bag.WriteObjectIdentifier("1.2.840.113549.1.12.10.1.6");
                using (bag.PushSequence(content))
                {
                    bag.WriteEncodedValue(contents);
                }
            })));
        }

        var data = Data(Sequence(writer => writer.WriteEncodedValue(Data(inner))));
        return Sequence(writer =>
        {
            writer.WriteInteger(3);
            writer.WriteEncodedValue(data);
        });

        byte[] Data(byte[] octets) => Sequence(writer =>
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
            using (writer.PushSequence(content))
            {
                writer.WriteOctetString(octets);
            }
        });
    }

    private static byte[] Sequence(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            write(writer);
        }

        return writer.Encode();
    }

    private static byte[] Unsealed(Pkcs12SafeContents contents)
    {
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(contents);
        builder.SealWithoutIntegrity();
        return builder.Encode();
    }

    private static X509Certificate2 AnotherRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=Another", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TestAuthority.Start, TestAuthority.Start.AddYears(1));
    }

    // Too deep a recursion crashes the process on any stack. On a small stack, a small file shows it.
    private static PemProblem? OnSmallStack(Action read)
    {
        PemProblem? problem = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    read();
                }
                catch (PemException refusal)
                {
                    problem = refusal.Problem;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        return problem;
    }
}
