using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Credentials;
using TencentCert.Core.Json;

namespace TencentCert.Core.Sts;

/// <summary>
/// The role of the CVM this runs on, from the machine's metadata service. A short timeout detects a machine without that service.
/// </summary>
/// <param name="options">Its address, and the clock that judges expiry.</param>
public sealed partial class RoleCredential(ConnectionOptions? options = null) : ICredentialSource
{
    /// <summary>The metadata service is local and responds in milliseconds; a longer wait means that it does not exist.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private const int MaxResponseBytes = 64 * 1024;

    // A proxy would query its own metadata service, and a redirect would lead to another one.
    private static readonly Lazy<HttpClient> Http = new(static () => new HttpClient(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = RequestTimeout })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxResponseBytes,
    });

    private readonly TimeProvider _clock = options?.Clock ?? TimeProvider.System;
    private readonly Uri _rolesUri = new(
        (options ?? new ConnectionOptions()).MetadataService, "/latest/meta-data/cam/security-credentials/");

    /// <inheritdoc />
    public string Name => Wording.Of($"CVM role");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        HttpStatusCode status;
        string role;
        try
        {
            (status, role) = await GetMetadataAsync(_rolesUri, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            return CredentialLookup.None($"not on a CVM: {exception.Message}");
        }

        role = role.Trim();
        if (status == HttpStatusCode.OK && RoleNamePattern().IsMatch(role))
            return await GetKeyAsync(role, cancellationToken).ConfigureAwait(false);

        // The login page of a network may respond as well, with a redirect or a page.
        return new CredentialLookup(null, status switch
        {
            HttpStatusCode.NotFound => Wording.Of($"this CVM has no role"),
            HttpStatusCode.OK => Wording.Of($"{_rolesUri.Host} returned no role name"),
            _ => $"{_rolesUri.Host} answered HTTP {(int)status}",
        });
    }

    private async Task<CredentialLookup> GetKeyAsync(string role, CancellationToken cancellationToken)
    {
        var keyUri = new Uri(_rolesUri, Uri.EscapeDataString(role));
        var (status, text) = await GetMetadataAsync(keyUri, cancellationToken).ConfigureAwait(false);
        if (status != HttpStatusCode.OK)
            throw Unusable(role, $"HTTP {(int)status}");

        try
        {
            using var document = JsonDocument.Parse(text);
            return new CredentialLookup(ParseKey(role, document.RootElement), role);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // No cause: the parser's message may quote what it read.
            throw Unusable(role, $"something that is not a key");
        }
    }

    private TencentCredential ParseKey(string role, JsonElement root)
    {
        if (JsonText.Of(root, "Code"u8) is { } code && code != "Success")
            throw Unusable(role, RoleNamePattern().IsMatch(code) ? (Wording)$"Code '{code}'" : $"a failure");

        if (JsonText.Of(root, "TmpSecretId"u8) is not { Length: > 0 } id
            || JsonText.Of(root, "TmpSecretKey"u8) is not { Length: > 0 } secret
            || JsonText.Of(root, "Token"u8) is not { Length: > 0 } token
            || !root.TryGetProperty("ExpiredTime", out var expiredTime)
            || CredentialText.ToExpiry(expiredTime.GetInt64()) is not { } expiresAt)
        {
            throw Unusable(role, $"less than a whole key");
        }

        return expiresAt > _clock.GetUtcNow()
            ? CredentialText.Create(id, secret, token, expiresAt, Name)
            : throw new TencentCertException(
                ErrorCodes.CredentialExpired,
                    $"The metadata service's key for role '{role}' expired at {DateText.Minute(expiresAt)}. Check this machine's clock.");
    }

    private async Task<(HttpStatusCode Status, string Text)> GetMetadataAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var httpResponse = await Http.Value.GetAsync(address, linked.Token).ConfigureAwait(false);
            // Another server's page may name an unknown encoding; the responses of the metadata service are ASCII.
            var bytes = await httpResponse.Content.ReadAsByteArrayAsync(linked.Token).ConfigureAwait(false);
            return (httpResponse.StatusCode, Encoding.UTF8.GetString(bytes));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            var cause = exception switch
            {
                OperationCanceledException => Wording.Of($"no response within {RequestTimeout.TotalSeconds:0} s"),
                HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                    Wording.Of($"a response of more than {MaxResponseBytes} bytes"),
                _ => Wording.Of($"no connection"),
            };
            throw new TencentCertException(ErrorCodes.NotSent, $"{address.Host}: {cause}", exception);
        }
    }

    private static TencentCertException Unusable(string role, Wording httpResponse) =>
        new(ErrorCodes.InvalidCredential, $"The metadata service names role '{role}' and answers {httpResponse} for it.");

    [GeneratedRegex(@"^[\w+=,.@-]{1,128}\z")]
    private static partial Regex RoleNamePattern();
}
