namespace TencentCert.Core.Bindings.Journal;

/// <summary>Progress of the rotation of a certificate of the SSL service.</summary>
public enum RotationStep : long
{
    /// <summary>The certificate is due for replacement.</summary>
    Due,

    /// <summary>Its reissue, or a new certificate, is about to be ordered.</summary>
    Ordering,

    /// <summary>The new certificate is ordered.</summary>
    Ordered,

    /// <summary>The new certificate is issued.</summary>
    Issued,

    /// <summary>A deployment to its resources is about to be created.</summary>
    Deploying,

    /// <summary>The deployment is created.</summary>
    Deployed,

    /// <summary>The deployment has ended.</summary>
    DeploymentEnded,

    /// <summary>Everything is replaced, and verified if requested.</summary>
    Done,

    /// <summary>A replacement or verification failed.</summary>
    Failed,

    /// <summary>The rollback of a deployment is about to be sent.</summary>
    UndoDeploying,

    /// <summary>The rollback of a deployment has ended.</summary>
    UndoDeployed,

    /// <summary>The rollback of a deployment failed.</summary>
    UndoFailed,
}
