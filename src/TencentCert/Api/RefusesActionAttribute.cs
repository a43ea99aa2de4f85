namespace TencentCert.Api;

/// <summary>Names the right parameter when an action is passed as the service.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesActionAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text
            && new[] { ApiService.Ssl, ApiService.Gaap }.FirstOrDefault(service => Declares(service, text)) is { } owner
            ? throw new ArgumentTransformationMetadataException(
                Wording.Of($"'{text}' is an action, not a service. The service comes first: Invoke-TencentCertApi {owner.Name} {text}."))
            : inputData;

    private static bool Declares(ApiService service, string action) =>
        RawAction.DeclaredActions(service.Name).Any(declared => string.Equals(declared.Name, action, StringComparison.OrdinalIgnoreCase));
}
