# A connection whose pauses pass at once and move the emulator's clock, for what would otherwise wait in real time.
function New-EmulatedTimeConnection($Emulator) {
    # Needs the emulator's library, which a running emulator has loaded.
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
