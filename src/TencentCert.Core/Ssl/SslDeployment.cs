namespace TencentCert.Core.Ssl;

/// <summary>Kind of a deployment; each kind has its own ids.</summary>
public enum SslDeploymentKind : long
{
    /// <summary>A certificate to named resources (DeployCertificateInstance).</summary>
    Deploy,

    /// <summary>A new certificate to all resources of an old one (UpdateCertificateInstance).</summary>
    Update,
}

/// <summary>State of a deployment.</summary>
public enum SslDeploymentState : long
{
    /// <summary>Accepted; its resources are not visible yet.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Every resource has the certificate.</summary>
    Succeeded,

    /// <summary>Some resources have it, others do not.</summary>
    PartlyFailed,

    /// <summary>No resource has it.</summary>
    Failed,

    /// <summary>The resources already had it; nothing was done.</summary>
    AlreadyDeployed,

    /// <summary>Every resource has its previous certificate again.</summary>
    RolledBack,
}

/// <summary>State of one resource of a deployment, numbered as the service does. Unknown numbers pass through.</summary>
public enum SslDeploymentItemStatus : long
{
    /// <summary>Pending.</summary>
    Pending = 0,

    /// <summary>Done.</summary>
    Succeeded = 1,

    /// <summary>Failed; see the error text.</summary>
    Failed = 2,

    /// <summary>Under way.</summary>
    Running = 3,

    /// <summary>Rolled back to the previous certificate.</summary>
    RolledBack = 4,

    /// <summary>The rollback failed.</summary>
    RollbackFailed = 5,

    /// <summary>There was nothing to do.</summary>
    NothingToDo = 6,
}

/// <summary>One resource of a deployment.</summary>
public sealed record SslDeploymentItem
{
    /// <summary>Id of the item, for its retry.</summary>
    public long? ItemId { get; init; }

    /// <summary>Kind of resource.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>Instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Its name.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Listener, namespace or bucket inside the instance.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domains.</summary>
    public IReadOnlyList<string> Domain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Certificate deployed.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Previous certificate.</summary>
    public string? OldCertificateId { get; init; }

    /// <summary>State.</summary>
    public SslDeploymentItemStatus Status { get; init; }

    internal bool HasFailed => Status is SslDeploymentItemStatus.Failed or SslDeploymentItemStatus.RollbackFailed;

    /// <summary>The service's error text.</summary>
    public string? Error { get; init; }

    /// <summary>When the item was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Last change of the item.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(' ', new[] { ResourceType, Region, InstanceId, ListenerId, string.Join(',', Domain) }
            .Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A deployment of a certificate to cloud resources.</summary>
public sealed record SslDeployment
{
    /// <summary>Its id; null when there was nothing to deploy.</summary>
    public long? DeployRecordId { get; init; }

    /// <summary>Kind.</summary>
    public required SslDeploymentKind Kind { get; init; }

    /// <summary>Certificate deployed.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Replaced certificate; null for a deployment to named resources.</summary>
    public string? OldCertificateId { get; init; }

    /// <summary>Kinds of resources.</summary>
    public IReadOnlyList<string> ResourceType { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Its progress.</summary>
    public SslDeploymentState State { get; init; }

    /// <summary>Total number of resources; null where it was not read, as in a list.</summary>
    public long? Total { get; init; }

    /// <summary>Number of updated resources; null where it was not read.</summary>
    public long? Succeeded { get; init; }

    /// <summary>Number of failed resources; null where it was not read.</summary>
    public long? Failed { get; init; }

    /// <summary>Its resources; only in a description by id.</summary>
    public IReadOnlyList<SslDeploymentItem> Item { get; init => field = JoinedList<SslDeploymentItem>.Of(value); } =
        JoinedList<SslDeploymentItem>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Additional information, such as why nothing had to be done.</summary>
    public string? Note { get; init; }

    /// <summary>RequestId of the call that made it; null when its response was lost or none was made.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when it was found by reading: it was already in progress, or the response was lost.</summary>
    public bool Recovered { get; init; }

    /// <summary>Handshakes with the domains of its resources; only if a verification was requested.</summary>
    public IReadOnlyList<SslCertificateBindingTest> Test { get; init => field = JoinedList<SslCertificateBindingTest>.Of(value); } =
        JoinedList<SslCertificateBindingTest>.Empty;

    /// <summary>
    /// Whether every handshake showed the certificate; null without handshakes. Resources without a domain cannot be verified.
    /// </summary>
    public bool? Verified => Test.Any(test => test.Domain is not null) ? Test.All(test => test.Passed || test.Domain is null) : null;

    /// <summary>Whether its state is final.</summary>
    public bool IsFinished => State is not (SslDeploymentState.Pending or SslDeploymentState.Running);

    /// <summary>The result of an update with nothing to do.</summary>
    /// <param name="certificateId">New certificate.</param>
    /// <param name="note">Why.</param>
    public static SslDeployment NothingToReplace(string certificateId, string note) => new()
    {
        Kind = SslDeploymentKind.Update,
        CertificateId = certificateId,
        State = SslDeploymentState.AlreadyDeployed,
        Total = 0,
        Succeeded = 0,
        Failed = 0,
        Note = note,
    };

    /// <summary>The same deployment, completed with data from another read.</summary>
    /// <param name="known">An earlier read, or the call that created it.</param>
    public SslDeployment With(SslDeployment known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var types = ResourceType.Count > 0 ? ResourceType : known.ResourceType;
        return this with
        {
            CertificateId = CertificateId ?? known.CertificateId,
            OldCertificateId = OldCertificateId ?? known.OldCertificateId,
            ResourceType = types,
            Item = types is [var type]
                ? Item.Select(item => item.ResourceType is null ? item with { ResourceType = type } : item).ToArray()
                : Item,
            CreateTime = known.CreateTime ?? CreateTime,
            RequestId = RequestId ?? known.RequestId,
            Recovered = Recovered || known.Recovered,
            Note = Note ?? known.Note,
        };
    }

    /// <summary>The error about a resource that was not updated, with the service's reason.</summary>
    /// <param name="item">Resource.</param>
    public Wording FailureOf(SslDeploymentItem item) =>
        $"{item} did not accept {item.CertificateId ?? CertificateId} ({Kind} {DeployRecordId}, {item.Status}): "
        + $"{VisibleText.Clause(item.Error ?? Wording.Of($"no reason given"))}.";

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {DeployRecordId}: {State}{(Total is null ? "" : $", {Succeeded} of {Total}")}";
}
