// Rotates the certificate of one domain: reissue, wait, carry into GAAP, bind, verify by a TLS handshake.
//
//   dotnet run --project samples/RotateCertificate                             against the emulator
//   dotnet run --project samples/RotateCertificate -- --live www.example.com   against Tencent Cloud: changes production
//
// --live takes the key from the environment or a profile, as the cmdlets do.
using System.Net;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
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
        return await RotateAsync(new TencentCertConnection(CredentialSources.Default()), domain, connectTo: null, stop.Token);

    await using var emulator = await TencentCloudEmulator.StartAsync(new EmulatorOptions { Speed = 5 }, stop.Token);
    var connection = TencentCertConnection.Create(
        emulator.SecretId, emulator.SecretKey, new ConnectionOptions { Endpoint = emulator.Endpoint.ToString() });
    return await RotateAsync(
        connection, "www.example.com", new DnsEndPoint(emulator.Edge.Address.ToString(), emulator.Edge.Port), stop.Token);
}
catch (TencentCertException failure)
{
    Console.Error.WriteLine($"{failure.Code}: {failure.Message}{(failure.RequestId is { } id ? $" (RequestId {id})" : "")}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. Run it again to continue: nothing is reissued twice.");
    return 130;
}

static async Task<int> RotateAsync(TencentCertConnection connection, string domain, DnsEndPoint? connectTo, CancellationToken token)
{
    var client = new ApiClient(connection);

    // 1. The certificate that ends first and covers the domain.
    SslCertificate? old = null;
    await foreach (var one in new SslCertificateReader(client)
        .ListAsync(new SslCertificateQuery { SearchKey = domain, Status = [SslCertificateStatus.Issued] }, token))
    {
        if (one.Domain == domain && !one.IsUploaded && (old is null || one.NotAfter < old.NotAfter))
            old = one;
    }

    if (old is null)
    {
        Console.Error.WriteLine($"The SSL service has no issued certificate for {domain} that it could reissue.");
        return 1;
    }

    Console.WriteLine($"found     {old.CertificateId} for {old.Domain}, {old.DaysLeft} days left");

    // 2. Where it is bound: a plan for the certificate that is there changes nothing, and names every binding.
    using var bindings = new BindingPipeline(client, new BindingOptions { Verify = true, ConnectTo = connectTo }, token);
    var gaap = await bindings.Planner.ReadAsync(cancellationToken: token);
    var bound = gaap.Listeners.SelectMany(listener => listener.Domains).FirstOrDefault(one => one.Domain == domain);
    if (bound is null)
    {
        Console.Error.WriteLine($"No GAAP listener has the domain {domain}.");
        return 1;
    }

    var before = await TlsVerifier.TestAsync(
        await bindings.Planner.ForTestAsync(bound.ListenerId, domain, token), connectTo, cancellationToken: token);
    Console.WriteLine($"serves    {before.ServedThumbprint ?? before.Reason} on {bound.ListenerId}");

    // 3. Reissue once, and wait. A second run finds the first one's certificate.
    var reissues = new SslReissuer(client);
    var request = new SslReissueRequest { CertificateId = old.CertificateId, ValidType = SslValidType.DNS_AUTO, Reason = "rotation" };
    var reissue = await reissues.RunAsync(request, await reissues.PreflightAsync(request, token), token);
    Console.WriteLine(
        $"reissued  {reissue.OldCertificateId} as {reissue.CertificateId}{(reissue.Recovered ? " (found, not sent again)" : "")}");
    await new SslIssuance(client).WaitAsync(
        reissue.CertificateId, TimeSpan.FromMinutes(30),
        progress: seen => Console.WriteLine($"waiting   {seen.CertificateId}: {seen.Status}"), cancellationToken: token);

    // 4. Replace the old one wherever it is bound: import, bind, wait until GAAP shows it, verify by a TLS handshake. The journal lets a
    //    stopped run resume, and a finished one be undone: bindings.Planner.ForUndoAsync(journal) is the plan of the way back. Each
    //    new certificate has a journal of its own, which a second run finds by the same id.
    var journal = $"rotation-{domain}-{reissue.CertificateId}.jsonl";
    var selection = new BindingSelection();
    var certificate = await bindings.Replacements(selection).FromSslAsync(reissue.CertificateId, token);
    var plan = bindings.Planner.ForRotation(gaap, [certificate], selection, journal);
    Console.WriteLine($"plan      {plan.Changes.Count} bindings, {plan.Writes} to write");
    var failures = 0;
    await foreach (var result in bindings.Executor.ExecuteAsync(plan))
    {
        var binding = result.Binding;
        failures += result.IsFailure ? 1 : 0;
        Console.WriteLine(
            $"bound     {binding.Domain ?? binding.ListenerId}: {binding.PreviousCertificateId} -> {binding.CertificateId}: "
            + $"{binding.State}{(binding.Verified == true ? ", verified" : "")}{(binding.Error is { } error ? $" ({error})" : "")}");
    }

    var after = await TlsVerifier.TestAsync(
        await bindings.Planner.ForTestAsync(bound.ListenerId, domain, token), connectTo, cancellationToken: token);
    if (failures > 0 || after.ServedThumbprint == before.ServedThumbprint)
    {
        Console.Error.WriteLine($"not done: {failures} failures. Run it again to continue.");
        return 1;
    }

    Console.WriteLine($"verified  {domain} serves {after.ServedThumbprint}, until {DateText.Day(after.ServedNotAfter)}");
    return 0;
}
