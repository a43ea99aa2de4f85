namespace TencentCert.Core.Certificates;

/// <summary>Algorithm and size of a new key; those the SSL service accepts.</summary>
public enum KeyKind : long
{
    /// <summary>RSA, 2048 bits; the only one for free certificates.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits.</summary>
    Rsa4096,

    /// <summary>ECC on NIST P-256.</summary>
    EccPrime256v1,

    /// <summary>ECC on NIST P-384.</summary>
    EccSecp384r1,
}
