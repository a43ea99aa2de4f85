using System.Management.Automation;
using TencentCert.Core.Client;

namespace TencentCert.Connection;

/// <summary>Makes a connection for <c>-Connection</c>. Reads and sends nothing; its key is looked for at the first call.</summary>
[Cmdlet(VerbsCommon.New, "TencentCertConnection")]
[OutputType(typeof(TencentCertConnection))]
public sealed class NewTencentCertConnectionCommand : ConnectionCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => RunOrEnd((output, _) => output.WriteAsync(Describe()));
}
