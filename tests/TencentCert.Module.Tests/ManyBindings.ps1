# An emulator with many GAAP bindings, for the rotation tests.
$WriteActions = 'CreateCertificate', 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'DeleteCertificate', 'ModifyCertificateAttributes'

function Measure-Write { ($WriteActions | ForEach-Object { $emulator.Requests.Count($_) } | Measure-Object -Sum).Sum }

# Starts an emulator with many bindings and accelerated time, and adds a certificate that covers all of them.
function Start-ManyBindings([int] $Listeners = 3, [int] $Domains = 30) {
    $script:emulator = Start-TencentCertEmulator -Connect -ListenerCount $Listeners -DomainCount $Domains -Speed 20 -RequestsPerSecond 0
    $script:new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('*.bulk.example.com')).Id
    $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
}

function Get-Bound([string] $Id) { @($emulator.World.Domains | Where-Object ServedCertificateId -EQ $Id).Count }
