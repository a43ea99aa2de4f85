namespace TencentCert.Ssl;

/// <summary>Waits until certificates are issued.</summary>
[Cmdlet(VerbsLifecycle.Wait, "SslCertificate")]
[OutputType(typeof(SslCertificate))]
public sealed class WaitSslCertificateCommand : SslCertificatesCmdlet
{
    private int _waiting;

    /// <summary>Creates the cmdlet. A wait sends few requests, so many run concurrently.</summary>
    public WaitSslCertificateCommand() => ThrottleLimit = 64;

    /// <summary>Seconds to wait for each certificate.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 604800)]
    public int TimeoutSec { get; set; } = 1800;

    /// <summary>Seconds between two polls; 0 begins at 0.25 and grows to 15.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3600)]
    public int PollIntervalSec { get; set; }

    private protected override async Task ProcessAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificate? last = null;
        var started = Client.Clock.GetTimestamp();
        var waiting = Interlocked.Increment(ref _waiting);
        try
        {
            var issued = await new SslIssuance(Client).WaitAsync(
                id,
                TimeSpan.FromSeconds(TimeoutSec),
                PollIntervalSec == 0 ? null : TimeSpan.FromSeconds(PollIntervalSec),
                current =>
                {
                    ValidationNotice.Announce(last, current, output);
                    last = current;
                    Report(output, current, Client.Clock.GetElapsedTime(started), waiting);
                },
                cancellationToken).ConfigureAwait(false);
            output.Write(issued);
        }
        catch (TencentCertException exception) when (last is not null)
        {
            // The certificate is the target, so that it can be piped again.
            output.Error(exception, last);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private void Report(CmdletOutput output, SslCertificate certificate, TimeSpan elapsed, int waiting)
    {
        var percent = TimeoutSec == 0 ? -1 : (int)(100 * elapsed.TotalSeconds / TimeoutSec);
        var message = certificate.StatusMessage == certificate.Status.ToString() ? null : certificate.StatusMessage;
        var state = Wording.Of($"{certificate.Status} {message}").TrimEnd();
        var others = waiting > 1 ? $" (+{waiting - 1})" : "";
        output.Progress(
            Wording.Of($"Waiting for issue"),
                $"{certificate.Domain} {certificate.CertificateId}{others}: {state}, {(int)elapsed.TotalMinutes}:{elapsed:ss}", percent);
    }
}
