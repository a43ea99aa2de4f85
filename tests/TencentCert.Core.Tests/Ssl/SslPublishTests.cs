using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;


namespace TencentCert.Core.Tests.Ssl;

/// <summary>"Already deployed" is a result, also for a resource type that the search of the service does not return.</summary>
public sealed class SslPublishTests
{
    [Fact]
    public async Task A_repeated_deployment_to_a_Lighthouse_instance_is_reported_as_already_deployed()
    {
        await using var world = await SslWorld.StartAsync();
        var name = world.AddLighthouse("www.example.com").Name;
        var certificate = world.Issue("*.example.com");
        await world.EndAsync((await world.PublishAsync(certificate, "lighthouse", name)).Single());

        var again = (await world.PublishAsync(certificate, "lighthouse", name)).Single();
        Assert.Equal((SslDeploymentState.AlreadyDeployed, (long?)null, 1L), (again.State, again.DeployRecordId, again.Succeeded));
        Assert.Contains(name, again.Note, StringComparison.Ordinal);
        Assert.Single(world.Emulator.World.DeployRecordIds);
    }

    [Fact]
    public async Task Only_instances_without_the_certificate_are_deployed_again()
    {
        await using var world = await SslWorld.StartAsync();
        var certificate = world.Issue("*.example.com");
        var kept = world.AddLighthouse("www.example.com");
        var lost = world.AddLighthouse("api.example.com");
        var fresh = world.AddLighthouse("new.example.com");
        await world.EndAsync((await world.PublishAsync(certificate, "lighthouse", kept.Name, lost.Name)).Single());
        lost.CertificateId = "a91hoLqi";

        foreach (var made in await world.PublishAsync(certificate, "lighthouse", kept.Name, lost.Name))
            _ = made.DeployRecordId is null ? made : await world.EndAsync(made);

        Assert.All([kept, lost], one => Assert.Equal(certificate, one.CertificateId));
        var both = await world.PublishAsync(certificate, "lighthouse", kept.Name, fresh.Name);
        Assert.Equal([SslDeploymentState.AlreadyDeployed, SslDeploymentState.Running], both.Select(one => one.State));
        Assert.Equal(SslDeploymentState.Succeeded, (await world.EndAsync(both[1])).State);
    }

    // The service accepts one task per certificate and kind at a time. It would answer a second request with the first task.
    [Fact]
    public async Task All_instances_with_another_certificate_are_deployed_again_one_after_the_other()
    {
        await using var world = await SslWorld.StartAsync();
        var certificate = world.Issue("*.example.com");
        var all = new[] { world.AddLighthouse("www.example.com"), world.AddLighthouse("api.example.com"),
            world.AddLighthouse("cdn.example.com") };
        var names = all.Select(one => one.Name).ToArray();
        await world.EndAsync((await world.PublishAsync(certificate, "lighthouse", names)).Single());
        Array.ForEach(all[1..], one => one.CertificateId = "a91hoLqi");

        foreach (var made in await world.PublishAsync(certificate, "lighthouse", names))
        {
            Assert.False(made.Recovered);
            _ = made.DeployRecordId is null ? made : await world.EndAsync(made);
        }

        Assert.All(all, one => Assert.Equal(certificate, one.CertificateId));
    }

    [Fact]
    public async Task A_rolled_back_deployment_is_repeated_and_an_unknown_instance_is_refused()
    {
        await using var world = await SslWorld.StartAsync();
        var lighthouse = world.AddLighthouse("www.example.com");
        var certificate = world.Issue("*.example.com");
        var ended = await world.EndAsync((await world.PublishAsync(certificate, "lighthouse", lighthouse.Name)).Single());
        await world.EndAsync(await new SslDeployments(world.Client).RollbackAsync(ended, SslWorld.Stop));
        var again = (await world.PublishAsync(certificate, "lighthouse", lighthouse.Name)).Single();
        Assert.Equal(SslDeploymentState.Succeeded, (await world.EndAsync(again)).State);
        var refusal = await Assert.ThrowsAsync<TencentCertException>(
            () => world.PublishAsync(certificate, "lighthouse", "ap-guangzhou|lhins-none|www.example.com"));
        Assert.EndsWith("InstanceEmpty", refusal.Code, StringComparison.Ordinal);
    }
}
