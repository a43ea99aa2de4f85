using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Ssl;

/// <summary>Names of resources as DeployCertificateInstance takes them: parts joined with <c>|</c>.</summary>
public static class SslInstanceName
{
    private static readonly Dictionary<string, string[]> Forms = new(StringComparer.Ordinal)
    {
        ["clb"] = ["LoadBalancerId|ListenerId", "LoadBalancerId|ListenerId|Domain"],
        ["cdn"] = ["Domain|on", "Domain|off"],
        ["ddos"] = ["InstanceId|Domain|Port"],
        ["live"] = ["Domain"],
        ["vod"] = ["Domain"],
        ["waf"] = ["Domain"],
        ["teo"] = ["Domain"],
        ["apigateway"] = ["ServiceId|Domain"],
        ["tke"] = ["ClusterId|Namespace|SecretName"],
        ["cos"] = ["Region|Bucket|Domain"],
        ["lighthouse"] = ["Region|InstanceId|Domain"],
        ["tse"] = ["GatewayId|CertificateId"],
        ["tcb"] = ["Type|Region|EnvId|Domain"],
        ["mqtt"] = ["InstanceId|CertId"],
        ["gaap"] = ["InstanceId|ListenerId"],
    };

    /// <summary>Refuses a name that cannot be one of its kind, before anything is sent; of an unknown kind all pass.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>, with the form it should have.</exception>
    public static void Check(string resourceType, string instance)
    {
        if (!Forms.TryGetValue(resourceType, out var forms))
        {
            return;
        }

        var parts = instance.Split('|');
        var isGood = parts.All(part => !string.IsNullOrWhiteSpace(part))
            && forms.Any(form => form.Count(character => character == '|') == parts.Length - 1)
            && (resourceType != "cdn" || parts[^1] is "on" or "off");
        if (!isGood)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"-Instance '{instance}' is not the name of a {resourceType} resource; write it as {Wording.List(forms)}.");
        }
    }

    /// <summary>The region a name holds; null for kinds whose names hold none.</summary>
    public static string? RegionOf(string resourceType, string instance)
    {
        var parts = instance.Split('|');
        return resourceType switch
        {
            "cos" or "lighthouse" when parts.Length > 2 => parts[0],
            "tcb" when parts.Length > 3 => parts[1],
            _ => null,
        };
    }

    /// <summary>Whether a record's item is about the resource of a name: every part of the name stands in it.</summary>
    internal static bool IsOf(string instance, SslDeploymentItem item)
    {
        string?[] facts = [item.Region, item.InstanceId, item.ListenerId, .. item.Domain];
        var parts = instance.Split('|');
        return parts.Count(part => facts.Contains(part, StringComparer.OrdinalIgnoreCase)) >= parts.Length - (item.Region is null && parts.Length > 2 ? 1 : 0);
    }

    /// <summary>What stays the same of a name whatever is set on the resource: CDN's billing switch, for one, does not.</summary>
    public static string Identity(string resourceType, string instance)
    {
        var name = resourceType is "cdn" or "mqtt" or "tse" && instance.LastIndexOf('|') is > 0 and var bar ? instance[..bar] : instance;
        return name.ToLowerInvariant();
    }
}
