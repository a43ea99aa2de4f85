// Rotates the certificate of one domain: reissue, wait, carry into GAAP, bind, prove by a TLS handshake.
//
//   dotnet run --project samples/RotateCertificate                             against the emulator
//   dotnet run --project samples/RotateCertificate -- --live www.example.com   against Tencent Cloud: changes production
//
// --live takes the key from the environment or a profile, as the cmdlets do.
using System.Net;
using TencentCert.Core.Bindings;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Core.Sts;
using TencentCert.Emulator;

if (args is not ([] or ["--live", _]))
{
    Console.Error.WriteLine("usage: RotateCertificate [--live DOMAIN]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    if (args is [_, var domain])
    {
        return await RotateAsync(new TencentCertConnection(CredentialSources.Default()), domain, connectTo: null, stop.Token);
    }

    await using var emulator = await TencentCloudEmulator.StartAsync(new EmulatorOptions { Speed = 5 }, stop.Token);
    var connection = TencentCertConnection.Create(
        emulator.SecretId, emulator.SecretKey, new ConnectionOptions { Endpoint = emulator.Endpoint.ToString() });
    return await RotateAsync(connection, "www.example.com", new DnsEndPoint(emulator.Edge.Address.ToString(), emulator.Edge.Port), stop.Token);
}
catch (TencentCertException failure)
{
    Console.Error.WriteLine($"{failure.Code}: {failure.Message} (RequestId {failure.RequestId ?? "-"})");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. Run it again to go on: nothing is reissued twice.");
    return 130;
}

static async Task<int> RotateAsync(TencentCertConnection connection, string domain, DnsEndPoint? connectTo, CancellationToken token)
{
    var client = new ApiClient(connection);
    var clock = connection.Options.Clock;

    // 1. The certificate that ends first and covers the domain.
    SslCertificate? old = null;
    await foreach (var one in new SslCertificateReader(client).ListAsync(new SslCertificateQuery { SearchKey = domain, Status = [SslCertificateStatus.Issued] }, token))
    {
        if (one.Domain == domain && !one.IsUploaded && (old is null || one.NotAfter < old.NotAfter))
        {
            old = one;
        }
    }

    if (old is null)
    {
        Console.Error.WriteLine($"The SSL service has no issued certificate for {domain} that it could reissue.");
        return 1;
    }

    Console.WriteLine($"found     {old.CertificateId} for {old.Domain}, {old.DaysLeft} days left");

    // 2. Where the domain is bound, and what it serves.
    var estate = new GaapEstate(client);
    GaapDomain? bound = null;
    await foreach (var listener in estate.AllListenersAsync(token))
    {
        bound ??= (await estate.DomainsAsync(listener, token)).FirstOrDefault(one => one.Domain == domain);
    }

    if (bound is null)
    {
        Console.Error.WriteLine($"No GAAP listener has the domain {domain}.");
        return 1;
    }

    var bindings = new GaapBindings(client);
    var before = await BindingProof.TestAsync(bound, await bindings.ServedAsync(bound, token), connectTo, token);
    Console.WriteLine($"serves    {before.ServedThumbprint ?? before.Reason} on {bound.ListenerId}");

    // 3. Reissue once, and wait. A second run finds the first one's certificate.
    var reissues = new SslReissuer(client);
    var request = new SslReissueRequest { CertificateId = old.CertificateId, ValidType = SslValidType.DNS_AUTO, Reason = "rotation" };
    var reissue = await reissues.RunAsync(request, await reissues.PreflightAsync(request, token), token);
    Console.WriteLine($"reissued  {reissue.OldCertificateId} as {reissue.CertificateId}{(reissue.Recovered ? " (found, not sent again)" : "")}");
    await new SslIssuance(client).WaitAsync(
        reissue.CertificateId, TimeSpan.FromMinutes(30), progress: seen => Console.WriteLine($"waiting   {seen.CertificateId}: {seen.Status}"), cancellationToken: token);

    // 4. Carry it into GAAP's own store, bind it, wait until GAAP shows it.
    var carrier = new CertificateCarrier(client);
    var copy = await carrier.ImportAsync(await carrier.FetchAsync(reissue.CertificateId, cancellationToken: token), cancellationToken: token);
    Console.WriteLine($"carried   {reissue.CertificateId} into GAAP as {copy.CertificateId}{(copy.Reused ? " (was there)" : "")}");
    var change = await bindings.PlanAsync(new GaapBindingRequest { ListenerId = bound.ListenerId, Domain = bound.Domain, CertificateId = copy.CertificateId }, token);
    using var engine = new GaapBindingEngine(client, cancellationToken: token);
    var outcome = await engine.ApplyAsync(change, wait: true, TimeSpan.FromMinutes(5));
    Console.WriteLine($"bound     {outcome.PreviousCertificateId} -> {outcome.CertificateId}: {outcome.State}");

    // 5. Prove it from the outside.
    var after = await new BindingProof(client).WaitAsync(bound, copy, connectTo, clock.GetUtcNow().AddMinutes(2), token);
    if (!after.Passed || after.ServedThumbprint == before.ServedThumbprint)
    {
        Console.Error.WriteLine($"not proven: {after.Reason ?? "the served certificate did not change"}");
        return 1;
    }

    Console.WriteLine($"proven    {domain} serves {after.ServedThumbprint}, until {DateText.Day(after.ServedNotAfter)}");
    return 0;
}
