# A connection whose delays complete immediately and advance the emulator's clock, for tests that would otherwise wait in real time.
function New-EmulatedTimeConnection($Emulator) {
    # Requires the emulator library, which is loaded when an emulator has been started.
    Import-Module (Join-Path $PSScriptRoot '../TencentCert.Module.Probe/bin/probe/TencentCert.Module.Probe.dll')
    [TencentCert.Core.Client.TencentCertConnection]::Create(
        $Emulator.Credential.UserName,
        $Emulator.Credential.GetNetworkCredential().Password,
        [TencentCert.Core.Client.ConnectionOptions]@{
            Endpoint          = $Emulator.Endpoint.OriginalString
            RequestsPerSecond = 1000000
            AttemptTimeout    = [timespan]::FromHours(1)
            Clock             = [TencentCert.Core.Tests.EmulatedTime]::new($Emulator.Clock)
        })
}
