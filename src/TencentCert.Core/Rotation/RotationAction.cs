namespace TencentCert.Core.Rotation;

/// <summary>What a rotation does about a certificate that is due.</summary>
public enum RotationAction : long
{
    /// <summary>Reissue it in the SSL service, then deploy the reissue.</summary>
    Reissue,

    /// <summary>Apply for a new free certificate in its place, then deploy that.</summary>
    Renew,

    /// <summary>Wait for its successor, which is in progress, then deploy that.</summary>
    Wait,

    /// <summary>Deploy its successor, which is issued: something still serves the old one.</summary>
    Deploy,

    /// <summary>Nothing: a person has to order or import a new one.</summary>
    Manual,
}

/// <summary>Where a rotation deploys to.</summary>
public enum RotationScope : long
{
    /// <summary>To GAAP and to every other resource.</summary>
    All,

    /// <summary>To the listeners and domains of GAAP only.</summary>
    Gaap,

    /// <summary>To the resources that use certificates of the SSL service only.</summary>
    Resources,
}
