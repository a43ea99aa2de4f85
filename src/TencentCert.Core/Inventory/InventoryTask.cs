namespace TencentCert.Core.Inventory;

/// <summary>What has to be done about a certificate.</summary>
public enum InventoryTask : long
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Wait: the service processes it.</summary>
    Wait,

    /// <summary>Publish its validation record, or check whether the service sees it.</summary>
    Validate,

    /// <summary>Submit what its order still needs.</summary>
    Submit,

    /// <summary>Reissue it in the SSL service.</summary>
    Reissue,

    /// <summary>Apply for a new one: a free certificate's reissue ends on the same day.</summary>
    Renew,

    /// <summary>Get a new one from its issuer and import it.</summary>
    Import,

    /// <summary>Bind its existing successor where it is still bound.</summary>
    Bind,

    /// <summary>Remove it: it has expired, and GAAP does not use it.</summary>
    Remove,
}
