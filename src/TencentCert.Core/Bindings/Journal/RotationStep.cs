namespace TencentCert.Core.Bindings.Journal;

/// <summary>How far the rotation of a certificate of the SSL service is.</summary>
public enum RotationStep : long
{
    /// <summary>It is to be replaced.</summary>
    Due,

    /// <summary>Its reissue, or a new certificate, is about to be ordered.</summary>
    Ordering,

    /// <summary>The new certificate is ordered.</summary>
    Ordered,

    /// <summary>The new certificate is issued.</summary>
    Issued,

    /// <summary>A deployment onto its resources is about to be made.</summary>
    Deploying,

    /// <summary>The deployment is made.</summary>
    Deployed,

    /// <summary>The deployment has ended.</summary>
    DeploymentEnded,

    /// <summary>Everything is replaced, and proven where that was asked for.</summary>
    Done,

    /// <summary>Something could not be replaced or proven.</summary>
    Failed,

    /// <summary>The rollback of a deployment is about to be sent.</summary>
    UndoDeploying,

    /// <summary>The rollback of a deployment has ended.</summary>
    UndoDeployed,

    /// <summary>The rollback of a deployment failed.</summary>
    UndoFailed,
}
