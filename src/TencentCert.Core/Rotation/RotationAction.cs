namespace TencentCert.Core.Rotation;

/// <summary>What a rotation does with a due certificate.</summary>
public enum RotationAction : long
{
    /// <summary>Reissue it in the SSL service, then deploy the reissue.</summary>
    Reissue,

    /// <summary>Apply for a new free certificate, then deploy it.</summary>
    Renew,

    /// <summary>Wait for the successor in progress, then deploy it.</summary>
    Wait,

    /// <summary>Deploy the issued successor: the old certificate is still served.</summary>
    Deploy,

    /// <summary>Nothing: a new certificate has to be ordered or imported manually.</summary>
    Manual,
}

/// <summary>Targets of a rotation.</summary>
public enum RotationScope : long
{
    /// <summary>To GAAP and to every other resource.</summary>
    All,

    /// <summary>To the listeners and domains of GAAP only.</summary>
    Gaap,

    /// <summary>To the resources that use certificates of the SSL service only.</summary>
    Resources,
}
