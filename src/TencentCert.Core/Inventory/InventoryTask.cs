namespace TencentCert.Core.Inventory;

/// <summary>What has to be done about a certificate.</summary>
public enum InventoryTask : long
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Wait: the service is at work on it.</summary>
    Wait,

    /// <summary>Publish its validation record, or see whether it is seen.</summary>
    Validate,

    /// <summary>Submit what its order still needs.</summary>
    Submit,

    /// <summary>Reissue it in the SSL service.</summary>
    Reissue,

    /// <summary>Apply for a new one: a free certificate's reissue ends on the same day.</summary>
    Renew,

    /// <summary>Get a new one from where it came from, and import that.</summary>
    Import,

    /// <summary>Bind its successor, which is there, where it is still bound.</summary>
    Bind,

    /// <summary>Remove it: it has ended, and GAAP does not use it.</summary>
    Remove,
}
