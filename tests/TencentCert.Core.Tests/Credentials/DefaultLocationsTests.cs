using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Sts;
using TencentCert.Core.Tests.Sts;

namespace TencentCert.Core.Tests.Credentials;

/// <summary>
/// The real environment, and the default sources in a separate home folder. Runs alone, because the environment belongs to the process.
/// </summary>
[Collection(nameof(DefaultLocationsTests))]
[CollectionDefinition(nameof(DefaultLocationsTests), DisableParallelization = true)]
public sealed class DefaultLocationsTests : IDisposable
{
    private static readonly string[] Names =
    [
        "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN",
        "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_CREDENTIALS_FILE", "TCCLI_PROFILE", "TENCENTCLOUD_ROLE_ARN",
        "TENCENTCLOUD_ROLE_SESSION_NAME",
        "TKE_ROLE_ARN", "TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_IDENTITY_TOKEN_FILE",
    ];

    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public DefaultLocationsTests()
    {
        foreach (var name in Names)
            Environment.SetEnvironmentVariable(name, null);

        // The variable names a file, so that the file of the machine under /etc is not read.
        Environment.SetEnvironmentVariable("TENCENTCLOUD_CREDENTIALS_FILE", Shared);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Shared => Path.Combine(_home.Path, "credentials");

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);

        _home.Dispose();
    }

    [Fact]
    public async Task The_environment_precedes_the_shared_file_and_the_shared_file_precedes_tccli()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, ".tccli"));
        _home.Write(".tccli/default.credential", """{"secretId":"id-tccli","secretKey":"key"}""");
        Assert.Equal("id-tccli", await IdAsync(CredentialSources.Default(home: _home.Path)));
        _home.Write("credentials", "[default]\nsecret_id=id-shared\nsecret_key=key");
        Assert.Equal("id-shared", await IdAsync(CredentialSources.Default(home: _home.Path)));
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_ID", "id-environment");
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_KEY", "key");
        Assert.Equal("id-environment", await IdAsync(CredentialSources.Default(home: _home.Path)));
        Assert.Equal("id-given", await IdAsync(CredentialChain.Explicit(new TencentCredential("id-given", "key"))));
    }

    [Fact]
    public async Task A_named_profile_ignores_the_environment_and_is_read_from_tccli_first()
    {
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_ID", "id-environment");
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_KEY", "key");
        _home.Write("credentials", "[prod]\nsecret_id=id-shared\nsecret_key=key");
        Assert.Equal("id-shared", await IdAsync(CredentialSources.Profile("prod", home: _home.Path)));
        Directory.CreateDirectory(Path.Combine(_home.Path, ".tccli"));
        _home.Write(".tccli/prod.credential", """{"secretId":"id-tccli","secretKey":"key"}""");
        Assert.Equal("id-tccli", await IdAsync(CredentialSources.Profile("prod", home: _home.Path)));
    }

    [Theory]
    [InlineData(null, "id-default")]
    [InlineData("", "id-default")]
    [InlineData("prod", "id-prod")]
    public async Task TCCLI_PROFILE_selects_the_profile(string? variable, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, ".tccli"));
        _home.Write(".tccli/default.credential", """{"secretId":"id-default","secretKey":"key"}""");
        _home.Write(".tccli/prod.credential", """{"secretId":"id-prod","secretKey":"key"}""");
        Environment.SetEnvironmentVariable("TCCLI_PROFILE", variable);
        Assert.Equal(expected, await IdAsync(new CredentialChain(new TccliCredential(folder: Path.Combine(_home.Path, ".tccli")))));
        Assert.Equal(["default", "prod"], TccliCredential.Profiles(_home.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_search_without_result_names_all_default_sources_in_the_error()
    {
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            async () => await CredentialSources.Default(OffCvm, _home.Path).FindAsync(Cancel));
        Assert.Equal(ErrorCodes.NoCredential, failure.Code);
        Assert.Contains(
            "environment variables: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains($"shared credentials file: no section [default] in {Shared}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"tccli profile: {Path.Combine(_home.Path, ".tccli", "default.credential")} does not exist", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("CVM role: not on a CVM", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TKE pod identity: TKE_ROLE_ARN", failure.Message, StringComparison.Ordinal);
        // The remedy is in the advice, which a console shows below the message.
        Assert.EndsWith("are not all set.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_CVM_role_is_requested_only_after_the_files()
    {
        using var cloud = new FakeCloud();
        cloud.Answer = request => request.Path.EndsWith('/') ? new CloudAnswer("deploy") : cloud.MetadataKey("cvm");
        Assert.Equal("AKIDcvm-00000000", await IdAsync(CredentialSources.Default(cloud.Options, _home.Path)));
        Assert.Equal(2, cloud.Count);
        _home.Write("credentials", "[default]\nsecret_id=id-shared\nsecret_key=key");
        Assert.Equal("id-shared", await IdAsync(CredentialSources.Default(cloud.Options, _home.Path)));
        Assert.Equal(2, cloud.Count);
        await Assert.ThrowsAsync<TencentCertException>(
            async () => await CredentialSources.Profile("nobody", cloud.Options, _home.Path).FindAsync(Cancel));
        Assert.Equal(2, cloud.Count);
    }

    [Fact]
    public async Task A_role_in_the_environment_takes_precedence_over_the_key_that_assumes_it()
    {
        using var cloud = new FakeCloud();
        cloud.Answer = _ => cloud.Key("role");
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_ID", "id-environment");
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_KEY", "key");
        Environment.SetEnvironmentVariable("TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/1:roleName/deploy");
        Assert.Equal("AKIDrole-00000000", await IdAsync(CredentialSources.Default(cloud.Options, _home.Path)));
        Assert.Contains("Credential=id-environment/", Assert.Single(cloud.Requests).Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_changes_with_the_environment_and_the_files_and_reveals_neither()
    {
        var prints = new HashSet<string> { CredentialInputs.Fingerprint(null, _home.Path) };
        Assert.False(prints.Add(CredentialInputs.Fingerprint(null, _home.Path)));
        Environment.SetEnvironmentVariable("TENCENTCLOUD_SECRET_KEY", "keyHidden");
        Assert.True(prints.Add(CredentialInputs.Fingerprint(null, _home.Path)));
        _home.Write("credentials", "[default]");
        Assert.True(prints.Add(CredentialInputs.Fingerprint(null, _home.Path)));
        Directory.CreateDirectory(Path.Combine(_home.Path, ".tccli"));
        _home.Write(".tccli/prod.credential", "{}");
        Assert.False(prints.Add(CredentialInputs.Fingerprint(null, _home.Path)));
        Assert.True(prints.Add(CredentialInputs.Fingerprint("prod", _home.Path)));
        Assert.All(prints, print => Assert.Matches("^[0-9A-F]{64}$", print));
    }

    [Fact]
    public async Task The_shared_file_is_in_the_home_folder_unless_a_variable_overrides_it()
    {
        Environment.SetEnvironmentVariable("TENCENTCLOUD_CREDENTIALS_FILE", null);
        Directory.CreateDirectory(Path.Combine(_home.Path, ".tencentcloud"));
        _home.Write(".tencentcloud/credentials", "[usual]\nsecret_id=id-usual\nsecret_key=key");
        Assert.Equal("id-usual", await IdAsync(CredentialSources.Profile("usual", home: _home.Path)));
        Assert.Contains("usual", SharedFileCredential.Profiles(_home.Path));
    }

    // With another address the probe would leave this machine.
    private static ConnectionOptions OffCvm => new() { MetadataService = FakeCloud.Nowhere };

    private static async Task<string> IdAsync(CredentialChain chain) => (await chain.FindAsync(Cancel)).Credential.SecretId;
}
