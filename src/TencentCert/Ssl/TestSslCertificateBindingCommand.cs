using System.Net;
using TencentCert.Core.Bindings;

namespace TencentCert.Ssl;

/// <summary>Makes a TLS handshake with each domain of cloud resources and compares the served certificate with the deployed one.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SslCertificateBinding", DefaultParameterSetName = CertificateSet)]
[OutputType(typeof(SslCertificateBindingTest), typeof(bool))]
public sealed class TestSslCertificateBindingCommand : ParallelApiCmdlet
{
    private const string CertificateSet = "Certificate";
    private const string BindingSet = "Binding";
    private SslBindingVerifier? _verifier;

    /// <summary>Certificates whose resources are found and tested.</summary>
    [Parameter(ParameterSetName = CertificateSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>A resource from Get-SslCertificateBinding.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = BindingSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-SslCertificateBinding")]
    public SslCertificateBinding? Binding { get; set; }

    /// <summary>Only resources of these types, such as clb, cdn, waf.</summary>
    [Parameter(ParameterSetName = CertificateSet)]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ResourceType { get; set; }

    /// <summary>Address to connect to, <c>host:port</c>; each domain itself when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Writes only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Seconds for the search of each certificate.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = CertificateSet)]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _verifier ??= new SslBindingVerifier(Client);
        if (Binding is { } binding && ParameterSetName == BindingSet)
        {
            Start((output, token) => TestAsync([binding], output, token), binding);
            return;
        }

        foreach (var id in CertificateId)
            Start((output, token) => FindAsync(id, output, token), id);
    }

    private async Task FindAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslResourceType[]? kinds = ResourceType is null ? null : [.. ResourceType.Select(SslResourceType.Of)];
        Array.ForEach(kinds ?? [], kind => kind.RequireSearch(Client.Connection.Endpoints.Site));
        output.Progress(Wording.Of($"Searching resources"), id);
        var bound = await new SslBindings(Client).FindAllAsync(
            [id], kinds?.Select(kind => kind.Name).ToArray(), TimeSpan.FromSeconds(TimeoutSec), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        foreach (var gap in bound.Gaps)
            output.Error(gap.ToException(), gap);

        await TestAsync(bound.Bindings, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task TestAsync(
        IReadOnlyCollection<SslCertificateBinding> bindings, CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var test in await _verifier!.VerifyAsync(
            bindings, ConnectTo, TimeSpan.Zero, null, cancellationToken).ConfigureAwait(false))
        {
            output.Write(Quiet ? test.Passed : test);
            DeploymentOutput.WarnOfRefusal(test, output);
        }
    }
}
