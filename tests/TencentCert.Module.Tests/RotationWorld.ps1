# An emulator with certificates of every origin, for the rotation tests.
$changing = 'ReplaceCertificate', 'ApplyCertificate', 'CreateCertificate', 'ModifyCertificate', 'ModifyHTTPSListenerAttribute',
    'UpdateCertificateInstance',
    'DeployCertificateInstance', 'DeleteCertificate', 'DeleteCertificates', 'UpdateCertificateRecordRollback', 'UploadCertificate',
        'CompleteCertificate'
function Measure-Change($Emulator) { ($changing | ForEach-Object { $Emulator.Requests.Count($_) } | Measure-Object -Sum).Sum }

# A new emulator already has paid and free certificates, GAAP proxies of both versions and of a group, and every resource type.
function Start-World([switch] $ManualValidation) {
    $script:emulator = Start-TencentCertEmulator -Connect -Speed 50 -RequestsPerSecond 0 -ManualValidation:$ManualValidation
    $script:world = $emulator.World
    $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
}

# A hosted certificate that the service renewed without updating every resource.
function Add-Hosted {
    $old = $world.AddSslCertificate([string[]]'hosted.example.com', $null, [timespan]::FromDays(10))
    $new = $world.AddSslCertificate([string[]]'hosted.example.com')
    $old.IsHosted = $true
    $old.HostingRenewalId = $new.Id
    $null = $world.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{
        Type = 'cdn'; Domain = 'hosted.example.com'; CertificateId = $old.Id
    })
    $old.Id, $new.Id
}

# An imported certificate and a newer import for the same names; bound on a version 2.0 proxy.
function Add-Imported {
    $uploaded = [TencentCert.Emulator.Ssl.SslProduct]::Uploaded
    $old = $world.AddSslCertificate([string[]]'import.example.net', $uploaded, [timespan]::FromDays(10))
    $proxy = $world.Proxies | Where-Object Version -EQ '2.0'
    $listener = $world.AddListener($proxy, 8443, $world.AddGaapCertificate($old).Id)
    $null = $world.AddDomain($listener, 'import.example.net')
    $new = $world.AddSslCertificate([string[]]'import.example.net', $uploaded)
    $old.Id, $new.Id
}

# Certificates of every origin are due; for two of them a resource fails on the first attempt.
function Start-FullWorld {
    Start-World
    $script:hosted = Add-Hosted
    $script:imported = Add-Imported
    foreach ($id in 'a91hoLqi', 'b72kpMrj') { @($world.Resources | Where-Object CertificateId -EQ $id)[0].Failures = 1 }
}

function Get-Served([string] $Id) { @($world.Resources | Where-Object CertificateId -EQ $Id) }
function Get-Bound([string] $GaapId) { @($world.Domains | Where-Object ServedCertificateId -EQ $GaapId) }
function Get-Successor([string] $Id) { @($world.SslCertificates | Where-Object { $_.ReplacedBy -eq $Id -or $_.RenewalOf -eq $Id }) }

# Each of the four certificates that are due in a new emulator has one successor, imported once, and nothing uses the old ones.
function Assert-Rotated {
    foreach ($id in 'a91hoLqi', 'b72kpMrj', 'd54nrPtm', 'e45psQun') { Get-Successor $id | Should -HaveCount 1 -Because $id }
    foreach ($id in 'cert-www4a1hq', 'cert-shop7b2k', 'cert-idn5d4nr', 'cert-blog4e5p') {
        Get-Bound $id | Should -BeNullOrEmpty -Because $id
    }
    @($world.Listeners | Where-Object CertificateId -In 'cert-www4a1hq', 'cert-shop7b2k') | Should -BeNullOrEmpty
    Get-Served a91hoLqi | Should -BeNullOrEmpty
    Get-Served b72kpMrj | Should -BeNullOrEmpty
    Get-Served (Get-Successor a91hoLqi).Id | Should -HaveCount 18
    $world.GaapCertificates | Where-Object { $_.Material.Leaf } | Group-Object { $_.Material.Leaf.Thumbprint } | Where-Object Count -GT 1 |
        Should -BeNullOrEmpty
}

# The hosted renewal and the imported successor replace the old certificates without an order.
function Assert-Moved {
    foreach ($id in $hosted[0], $imported[0]) { Get-Successor $id | Should -BeNullOrEmpty -Because $id }
    Get-Served $hosted[0] | Should -BeNullOrEmpty
    Get-Served $hosted[1] | Should -HaveCount 1
    $bound = @($world.Domains | Where-Object Name -EQ 'import.example.net')
    $bound | Should -HaveCount 1
    $world.FindGaapCertificate($bound.ServedCertificateId).Material.Leaf.Thumbprint |
        Should -Be $world.FindSslCertificate($imported[1]).Material.Leaf.Thumbprint
}
