using System.Text.Json.Serialization;
using TencentCert.Core.Api;

namespace TencentCert.Core.Sts.Wire;

/// <summary>Generated JSON code for the STS records: names as the API spells them, nulls left out, answers read leniently.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientStringConverter), typeof(LenientInt64Converter)])]
[JsonSerializable(typeof(AssumeRoleRequest))]
[JsonSerializable(typeof(AssumeRoleResponse))]
[JsonSerializable(typeof(AssumeRoleWithWebIdentityRequest))]
[JsonSerializable(typeof(AssumeRoleWithWebIdentityResponse))]
[JsonSerializable(typeof(GetCallerIdentityRequest))]
[JsonSerializable(typeof(GetCallerIdentityResponse))]
public sealed partial class StsJson : JsonSerializerContext;
