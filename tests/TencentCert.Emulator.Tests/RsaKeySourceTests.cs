using System.Security.Cryptography;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Tests;

public sealed class RsaKeySourceTests
{
    [Theory]
    [InlineData(2048, 12)]
    [InlineData(4096, 3)]
    public void Every_key_is_new_valid_and_has_the_requested_length(int bits, int count)
    {
        var seen = new HashSet<string>();
        for (var number = 0; number < count; number++)
        {
            using var key = RsaKeySource.Create(bits);
            Assert.Equal(bits, key.KeySize);
            Assert.True(seen.Add(Convert.ToHexString(key.ExportParameters(includePrivateParameters: false).Modulus!)));

            // The exported and imported key must work like the generated key.
            using var read = RSA.Create();
            read.ImportFromPem(key.ExportRSAPrivateKeyPem());
            var signature = read.SignData("text"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            Assert.True(key.VerifyData("text"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
            Assert.Equal("text"u8, read.Decrypt(key.Encrypt("text"u8, RSAEncryptionPadding.OaepSHA256), RSAEncryptionPadding.OaepSHA256));
        }
    }
}
