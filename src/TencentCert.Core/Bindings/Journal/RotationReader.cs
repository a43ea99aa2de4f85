namespace TencentCert.Core.Bindings.Journal;

/// <summary>Builds the state of certificates of the SSL service from their journal lines.</summary>
internal sealed class RotationReader
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, RotatedCertificate> _certificates = new(StringComparer.Ordinal);

    public IReadOnlyList<RotatedCertificate> Certificates => _order.Select(id => _certificates[id]).ToArray();

    public bool IsEnded => _certificates.Values.All(certificate => certificate.IsEnded);

    public bool HasFailed => _certificates.Values.Any(certificate => certificate.Step == RotationStep.Failed);

    public bool IsUndone =>
        !_certificates.Values.SelectMany(certificate => certificate.Deployment)
            .Any(deployment => deployment.Step is RotationStep.UndoDeploying or RotationStep.UndoFailed);

    public void Add(JournalLine line)
    {
        if (line is not { SslCertificateId: { } id, Step: { } step })
            return;

        if (!_certificates.TryGetValue(id, out var known))
        {
            _order.Add(id);
            known = new RotatedCertificate { CertificateId = id };
        }

        known = known with
        {
            Domain = line.Domain ?? known.Domain,
            NewCertificateId = line.NewCertificateId ?? known.NewCertificateId,
            Error = step == RotationStep.Failed ? line.Error : null,
        };
        _certificates[id] = step switch
        {
            RotationStep.Due => known with
            {
                Step = step,
                OldCertificateId = Union(known.OldCertificateId, line.Replaces),
                GaapCertificateId = Union(known.GaapCertificateId, line.OldCertificateId),
                CopyOf = AddCopies(known.CopyOf, line),
            },
            RotationStep.Deployed or RotationStep.DeploymentEnded when line.DeployRecordId is { } record =>
                known with { Step = step, Deployment = AddDeployment(known, record, line) },
            RotationStep.UndoDeploying or RotationStep.UndoDeployed or RotationStep.UndoFailed when line.DeployRecordId is { } record =>
                known with { Deployment = AddDeployment(known, record, line) },
            RotationStep.UndoDeploying or RotationStep.UndoDeployed or RotationStep.UndoFailed => known,
            _ => known with { Step = step },
        };
    }

    private static string[] Union(IReadOnlyList<string> known, IReadOnlyList<string>? more) =>
        [.. known.Union(more ?? [], StringComparer.Ordinal)];

    private static Dictionary<string, string> AddCopies(IReadOnlyDictionary<string, string> known, JournalLine line)
    {
        var all = known.ToDictionary(StringComparer.Ordinal);
        foreach (var (copy, source) in (line.OldCertificateId ?? []).Zip(line.CopyOf ?? []))
            all[copy] = source;

        return all;
    }

    private static RotationDeployment[] AddDeployment(RotatedCertificate known, long record, JournalLine line)
    {
        var before = known.Deployment.FirstOrDefault(deployment => deployment.DeployRecordId == record);
        var now = new RotationDeployment(record, line.FromCertificateId ?? before?.FromCertificateId, line.Step!.Value, line.Error);
        return before is null
            ? [.. known.Deployment, now]
            : known.Deployment.Select(deployment => deployment.DeployRecordId == record ? now : deployment).ToArray();
    }
}
