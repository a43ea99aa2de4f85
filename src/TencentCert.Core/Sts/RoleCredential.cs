using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Json;

namespace TencentCert.Core.Sts;

/// <summary>
/// The role of the CVM this runs on, from the machine's metadata service. Elsewhere there is no such service, and
/// the wait to find that out is short.
/// </summary>
public sealed partial class RoleCredential : ICredentialSource
{
    /// <summary>The metadata service is local and responds in milliseconds; a longer wait means that it does not exist.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const int LargestAnswerBytes = 64 * 1024;

    // A proxy would ask its own metadata service, and a redirect would lead to another one.
    private static readonly Lazy<HttpClient> Http = new(static () => new HttpClient(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Limit })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswerBytes,
    });

    private readonly Uri _roles;
    private readonly TimeProvider _clock;

    /// <summary>Asks a metadata service.</summary>
    /// <param name="options">Its address, and the clock that judges expiry.</param>
    public RoleCredential(ConnectionOptions? options = null)
    {
        options ??= new ConnectionOptions();
        _clock = options.Clock;
        _roles = new Uri(options.MetadataService, "/latest/meta-data/cam/security-credentials/");
    }

    /// <inheritdoc />
    public string Name => Wording.Of($"CVM role");

    /// <inheritdoc />
    public async ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken)
    {
        MetadataAnswer answer;
        try
        {
            answer = await AskAsync(_roles, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception)
        {
            return new CredentialLookup(null, Wording.Of($"not on a CVM: {exception.Message}"));
        }

        var role = answer.Text.Trim();
        if (answer.Status == HttpStatusCode.OK && RoleName().IsMatch(role))
        {
            return await KeyOfAsync(role, cancellationToken).ConfigureAwait(false);
        }

        // A login page of some network answers too, with a redirect or a page.
        return new CredentialLookup(null, answer.Status switch
        {
            HttpStatusCode.NotFound => Wording.Of($"this CVM has no role"),
            HttpStatusCode.OK => Wording.Of($"{_roles.Host} answered no role's name"),
            _ => $"{_roles.Host} answered HTTP {(int)answer.Status}",
        });
    }

    private async Task<CredentialLookup> KeyOfAsync(string role, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new Uri(_roles, Uri.EscapeDataString(role)), cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.OK)
        {
            throw Unusable(role, $"HTTP {(int)answer.Status}");
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Text);
            return new CredentialLookup(Key(role, document.RootElement), role);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // No cause: the parser's message may quote what it read.
            throw Unusable(role, $"something that is not a key");
        }
    }

    private TencentCredential Key(string role, JsonElement root)
    {
        if (JsonText.Of(root, "Code"u8) is { } code && code != "Success")
        {
            throw Unusable(role, RoleName().IsMatch(code) ? (Wording)$"Code '{code}'" : $"a failure");
        }

        if (JsonText.Of(root, "TmpSecretId"u8) is not { Length: > 0 } id
            || JsonText.Of(root, "TmpSecretKey"u8) is not { Length: > 0 } secret
            || JsonText.Of(root, "Token"u8) is not { Length: > 0 } token
            || !root.TryGetProperty("ExpiredTime", out var expiredTime)
            || CredentialText.End(expiredTime.GetInt64()) is not { } expiresAt)
        {
            throw Unusable(role, $"less than a whole key");
        }

        return expiresAt > _clock.GetUtcNow()
            ? CredentialText.Create(id, secret, token, expiresAt, Name)
            : throw new TencentCertException(
                ErrorCodes.CredentialExpired,
                    $"The metadata service's key for role '{role}' expired at {DateText.Minute(expiresAt)}. Check this machine's clock.");
    }

    private async Task<MetadataAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await Http.Value.GetAsync(address, linked.Token).ConfigureAwait(false);
            // A foreign page may name an encoding that is unknown here; the metadata service's own answers are plain.
            return new MetadataAnswer(
                response.StatusCode,
                Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(linked.Token).ConfigureAwait(false)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            var cause = exception switch
            {
                OperationCanceledException => Wording.Of($"no answer within {Limit.TotalSeconds:0} s"),
                HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                    Wording.Of($"an answer of more than {LargestAnswerBytes} bytes"),
                _ => Wording.Of($"no connection"),
            };
            throw new TencentCertException(ErrorCodes.NotSent, $"{address.Host}: {cause}", exception);
        }
    }

    private static TencentCertException Unusable(string role, Wording answer) =>
        new(ErrorCodes.InvalidCredential, $"The metadata service names role '{role}' and answers {answer} for it.");

    [GeneratedRegex(@"^[\w+=,.@-]{1,128}\z")]
    private static partial Regex RoleName();

    private readonly record struct MetadataAnswer(HttpStatusCode Status, string Text);
}
