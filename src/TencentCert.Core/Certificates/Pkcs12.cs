using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>
/// Writes PKCS#12 (RFC 7292) under AES-256 and SHA-256. The platform's own export of this framework version encrypts
/// with 3DES and SHA-1, and its builder is a library of its own.
/// </summary>
internal static class Pkcs12
{
    // What OpenSSL and Windows take without complaint, and a guess at the password feels.
    private const int Iterations = 100_000;
    private const int SaltLength = 16;

    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string X509Certificate = "1.2.840.113549.1.9.22.1";
    private const string LocalKeyId = "1.2.840.113549.1.9.21";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string HmacSha256 = "1.2.840.113549.2.9";
    private const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>Writes one certificate with its key, and the certificates above it.</summary>
    public static byte[] Write(ReadOnlyMemory<byte> leaf, IEnumerable<ReadOnlyMemory<byte>> intermediates, AsymmetricAlgorithm key, ReadOnlySpan<char> password)
    {
        // The id that ties the key to its certificate.
        var keyId = SHA256.HashData(leaf.Span)[..20];
        var safes = new AsnWriter(AsnEncodingRules.DER);
        using (safes.PushSequence())
        {
            WriteEncrypted(safes, Bags([leaf, .. intermediates], keyId), password);
            WriteContent(safes, KeyBag(key, keyId, password));
        }

        return Whole(safes.Encode(), password);
    }

    private static byte[] Whole(byte[] safes, ReadOnlySpan<char> password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var macKey = DeriveMacKey(password, salt);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            WriteContent(writer, safes);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    WriteAlgorithm(writer, Sha256);
                    writer.WriteOctetString(HMACSHA256.HashData(macKey, safes));
                }

                writer.WriteOctetString(salt);
                writer.WriteInteger(Iterations);
            }
        }

        CryptographicOperations.ZeroMemory(macKey);
        return writer.Encode();
    }

    private static byte[] Bags(ReadOnlyMemory<byte>[] certificates, byte[] keyId)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (var i = 0; i < certificates.Length; i++)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(CertificateBag);
                    using (writer.PushSequence(Tagged))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(X509Certificate);
                        using (writer.PushSequence(Tagged))
                        {
                            writer.WriteOctetString(certificates[i].Span);
                        }
                    }

                    if (i == 0)
                    {
                        WriteKeyId(writer, keyId);
                    }
                }
            }
        }

        return writer.Encode();
    }

    private static byte[] KeyBag(AsymmetricAlgorithm key, byte[] keyId, ReadOnlySpan<char> password)
    {
        var encrypted = key.ExportEncryptedPkcs8PrivateKey(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ShroudedKeyBag);
            using (writer.PushSequence(Tagged))
            {
                writer.WriteEncodedValue(encrypted);
            }

            WriteKeyId(writer, keyId);
        }

        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Tagged))
            {
                writer.WriteOctetString(content);
            }
        }
    }

    private static void WriteEncrypted(AsnWriter writer, byte[] content, ReadOnlySpan<char> password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var bytes = Encoding.UTF8.GetBytes(password.ToArray());
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(bytes, salt, Iterations, HashAlgorithmName.SHA256, 32);
        CryptographicOperations.ZeroMemory(bytes);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(EncryptedData);
            using (writer.PushSequence(Tagged))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Data);
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Pbes2);
                        using (writer.PushSequence())
                        {
                            WriteDerivation(writer, salt);
                            using (writer.PushSequence())
                            {
                                writer.WriteObjectIdentifier(Aes256Cbc);
                                writer.WriteOctetString(aes.IV);
                            }
                        }
                    }

                    writer.WriteOctetString(aes.EncryptCbc(content, aes.IV), Tagged);
                }
            }
        }
    }

    private static void WriteDerivation(AsnWriter writer, byte[] salt)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pbkdf2);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(salt);
                writer.WriteInteger(Iterations);
                WriteAlgorithm(writer, HmacSha256);
            }
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string algorithm)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            writer.WriteNull();
        }
    }

    private static void WriteKeyId(AsnWriter writer, byte[] keyId)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(LocalKeyId);
            using (writer.PushSetOf())
            {
                writer.WriteOctetString(keyId);
            }
        }
    }

    // RFC 7292, appendix B.2, for the one block of key material SHA-256 gives: D is the purpose (3, a MAC key), I salt and password.
    private static byte[] DeriveMacKey(ReadOnlySpan<char> password, byte[] salt)
    {
        const int Block = 64;
        var text = new byte[(password.Length + 1) * 2];
        for (var i = 0; i < password.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(text.AsSpan(i * 2), password[i]);
        }

        byte[] input = [.. Enumerable.Repeat((byte)3, Block), .. Repeated(salt, Block), .. Repeated(text, Block)];
        var hash = SHA256.HashData(input);
        for (var i = 1; i < Iterations; i++)
        {
            SHA256.HashData(hash, hash);
        }

        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(input);
        return hash;
    }

    // As often as it takes to fill whole blocks.
    private static byte[] Repeated(byte[] bytes, int block)
    {
        var filled = new byte[(bytes.Length + block - 1) / block * block];
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = bytes[i % bytes.Length];
        }

        return filled;
    }

    private static Asn1Tag Tagged => new(TagClass.ContextSpecific, 0);
}
