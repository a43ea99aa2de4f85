BeforeDiscovery {
    # The number of process kills; 20 take some minutes: TENCENTCERT_KILLS=20.
    $kills = 1..$(if ($env:TENCENTCERT_KILLS) { [int]$env:TENCENTCERT_KILLS } else { 3 })
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/RotationWorld.ps1
}

AfterAll { Stop-TencentCertEmulator }

Describe 'An interrupted run' {
    AfterEach { Stop-TencentCertEmulator }

    It 'resumes with the same command after a kill, and repeats nothing: <_>' -ForEach $kills -Skip:$IsWindows {
        Start-FullWorld
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
        $command = "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Connect-TencentCert -Endpoint $($emulator.Endpoint); Invoke-TencentCertRotation -Verify -ConnectTo '$($emulator.Edge)' -JournalPath '$journal'"
        # A random point of the run as a number of requests; a run sends about 200.
        $moment = Get-Random -Minimum 30 -Maximum 190
        try {
            $process = Start-Script $command
            while (-not $process.HasExited -and $emulator.Requests.Entries.Count -lt $moment) { Start-Sleep -Milliseconds 5 }
            $process.Kill()
            $process.WaitForExit()
        }
        finally {
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        }

        # The resources that fail once may do so in this run; the next run completes them.
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal -ErrorAction SilentlyContinue 6>$null
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal 6>$null
        Assert-Rotated
        Assert-Moved
        Get-TencentCertRotation | Should -BeNullOrEmpty
        $emulator.Requests.Count('ReplaceCertificate') | Should -BeLessOrEqual 3
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'resumes with the same journal to verify what is replaced but not verified' {
        Start-World
        $first = Invoke-TencentCertRotation -CertificateId b72kpMrj -Verify -ConnectTo 127.0.0.1:1 -TimeoutSec 1 -JournalPath $journal `
            -ErrorAction SilentlyContinue 6>$null
        $first.Verified | Should -BeFalse
        Get-TencentCertRotation -CertificateId b72kpMrj | Should -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).State | Should -Be Failed
        $second = Invoke-TencentCertRotation -ExpiringWithin 0 -Verify -JournalPath $journal
        $second.CertificateId | Should -Be b72kpMrj
        $second.Verified | Should -BeTrue
        $second.AlreadyCurrent | Should -Be 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'with random faults completes or reports every target' {
        Start-FullWorld
        foreach ($kind in 'Throttle', 'LoseAnswer', 'Refuse', 'ServerError', 'ServerErrorAfterWork', 'Html', 'TruncatedBody',
            'InternalErrorAfterWork') {
            $null = $emulator.Faults.AddProbability($kind, 0.02)
        }

        $null = $emulator.Faults.AddProbability('BusyListener', 0.05)
        $run = Invoke-Watched { Invoke-TencentCertRotation -JournalPath $journal -ErrorAction Continue }
        $results = @($run.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationResult] })
        foreach ($result in $results | Where-Object { -not $_.Error }) {
            Get-Served $result.CertificateId | Should -BeNullOrEmpty
            Get-Successor $result.CertificateId | Should -HaveCount $($result.Action -eq 'Deploy' ? 0 : 1)
        }

        if ($results.Count -lt 4 -or @($results | Where-Object Error).Count -gt 0) { $run.Error | Should -Not -BeNullOrEmpty }
        $emulator.Faults.Clear()
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal -ErrorAction SilentlyContinue 6>$null
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal 6>$null
        Assert-Rotated
        Assert-Moved
    }
}
