namespace TencentCert.Connection;

/// <summary>Creates a connection for <c>-Connection</c>. Reads and sends nothing; the first call resolves the key.</summary>
[Cmdlet(VerbsCommon.New, "TencentCertConnection")]
[OutputType(typeof(TencentCertConnection))]
public sealed class NewTencentCertConnectionCommand : ConnectionCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => RunOrEnd((output, _) => output.WriteAsync(Describe()));
}
