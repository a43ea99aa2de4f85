using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Tests.Ssl;

[Trait("Culture", "any")]
public sealed class SslValidationRecordTests
{
    [Theory]
    [InlineData("/.well-known/pki-validation")]
    [InlineData("/.well-known/pki-validation/")]
    [InlineData("/.well-known/pki-validation/fileauth.txt")]
    public void The_path_of_a_file_record_is_its_folder(string path)
    {
        var record = Assert.Single(SslValidationRecord.From("a91hoLqi", Detail(path), "FILE"));
        Assert.Equal(("/.well-known/pki-validation/", "fileauth.txt", "FILE"), (record.Path, record.Name, record.Type));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_file_record_without_a_path_has_no_path(string? path) =>
        Assert.Null(Assert.Single(SslValidationRecord.From("a91hoLqi", Detail(path), "FILE")).Path);

    private static DvAuthDetail Detail(string? path) =>
        new() { DvAuthKey = "fileauth.txt", DvAuthValue = "201c6a107e57", DvAuthDomain = "www.example.com", DvAuthPath = path };
}
