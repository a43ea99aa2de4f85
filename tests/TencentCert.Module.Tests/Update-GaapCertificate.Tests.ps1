BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/ManyBindings.ps1
    . $PSScriptRoot/InteractiveRotation.ps1
}

Describe 'Update-GaapCertificate' {
    AfterEach { Stop-TencentCertEmulator }

    It 'replaces the predecessor of a reissued certificate, verifies the bindings and removes the old one' {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
        $new = Get-SslCertificate a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason rotation -Confirm:$false |
            Wait-SslCertificate

        $all = $new | Update-GaapCertificate -RemoveOld -ConnectTo "$($emulator.Edge)"

        $all.Count | Should -Be 6
        $all.State | Select-Object -Unique | Should -Be 'Changed'
        ($all | Where-Object Domain).Verified | Select-Object -Unique | Should -BeTrue
        ($all | Where-Object FollowsListener).Domain | Should -Be 'api.example.com'
        (Get-GaapDomain listener-mtls8443).ClientCertificateId | Should -Be 'cert-client01'
        (Get-GaapCertificate).CertificateId | Should -Not -Contain 'cert-www4a1hq'
    }

    It 'sends no write and makes no journal with -WhatIf' {
        Start-ManyBindings
        $emulator.Requests.Clear()

        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -RemoveOld -JournalPath $journal -WhatIf | Should -BeNullOrEmpty

        Measure-Write | Should -Be 0
        $emulator.Requests.Count('DescribeRules') | Should -BeGreaterThan 0
        $journal | Should -Not -Exist
    }

    It 'keeps the order of the plan with -Ordered' {
        Start-ManyBindings
        $plan = (Get-GaapListener |
            Get-GaapDomain -Ordered).Where{ $_.CertificateId -eq 'cert-bulk0001' }.ForEach{ "$($_.ListenerId) $($_.Domain)" }

        $out = $new | Update-GaapCertificate -MatchDomain -Ordered | Where-Object { $_.Domain -and -not $_.FollowsListener }

        $out.ForEach{ "$($_.ListenerId) $($_.Domain)" } | Should -Be $plan
    }

    It 'requires the old certificate when the new one is not a reissue' {
        Start-ManyBindings
        (Invoke-Watched { $new | Update-GaapCertificate }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        (Invoke-Watched { Get-GaapCertificate cert-bulk0001 | Update-GaapCertificate }).Error.FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'reports each failure, and the next run repeats only those bindings' {
        Start-ManyBindings
        [void] $emulator.Faults.Add('ModifyCertificate', 'ChangeFails', 2)

        $seen = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal }

        @($seen.Output | Where-Object State -EQ 'Failed').Count | Should -Be 2
        $seen.Error.Count | Should -Be 2
        $seen.Error[0].TargetObject.Error | Should -BeLike '*reverted to cert-bulk0001*'
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Failed'
        @($new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Where-Object State -EQ 'Changed').Count |
            Should -Be 2
    }

    It 'reports the error of the service for a listener that cannot be read, also on undo' {
        Start-ManyBindings
        $null = $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal
        [void] $emulator.Faults.AddError('DescribeRules', 'FailedOperation.Test', 'no', 20)

        $seen = Invoke-Watched {
            $new | Update-GaapCertificate -OldCertificateId cert-bulk0001; Undo-GaapCertificateUpdate $journal -Confirm:$false
        }

        $seen.Error.Count | Should -BeGreaterThan 1
        $seen.Error | ForEach-Object {
            $_.FullyQualifiedErrorId | Should -BeLike 'FailedOperation.Test,*'
            $_.Exception.RequestId | Should -Not -BeNullOrEmpty
            $_.Exception.Message | Should -BeLike 'Its * could not be read: no*'
        }
    }

    It 'stops at the first failure with -ErrorAction Stop and leaves a complete journal' {
        Start-ManyBindings
        [void] $emulator.Faults.AddError('ModifyCertificate', 'FailedOperation', 'no', 1)

        { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -ErrorAction Stop } | Should -Throw

        (Get-Content $journal | ForEach-Object { $_ | ConvertFrom-Json }).Count | Should -BeGreaterThan 5
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Get-Bound cert-bulk0001 | Should -Be 0
    }

    It 'leaves a complete journal when it is stopped, and resumes' {
        Start-ManyBindings 4 80
        $shell = [powershell]::Create()
        [void] $shell.AddScript({
                param($Module, $Connection, $Id, $Journal)
                Import-Module $Module
                Get-SslCertificate $Id -Connection $Connection |
                    Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $Journal -Connection $Connection
            }).AddArgument((Join-Path $Root 'TencentCert.psd1')).AddArgument((Get-TencentCertConnection)).AddArgument($new.CertificateId).AddArgument($journal)
        $running = $shell.BeginInvoke()
        while ($emulator.Requests.Count('ModifyCertificate') -lt 10) { Start-Sleep -Milliseconds 5 }

        $shell.Stop()

        $shell.Dispose()
        [IO.File]::ReadAllBytes($journal)[-1] | Should -Be 10
        Get-Bound cert-bulk0001 | Should -BeGreaterThan 0
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Get-Bound cert-bulk0001 | Should -Be 0
    }

    It 'resumes after its process was killed' -Skip:$IsWindows {
        Start-ManyBindings 6 120
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
        $command = "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Connect-TencentCert -Endpoint $($emulator.Endpoint); Get-SslCertificate $($new.CertificateId) | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath '$journal'"
        try {
            $process = Start-Script $command
            while (-not $process.HasExited -and $emulator.Requests.Count('ModifyCertificate') -lt 20) { Start-Sleep -Milliseconds 5 }
            $process.Kill()
            $process.WaitForExit()
        }
        finally {
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        }

        Get-Bound cert-bulk0001 | Should -BeGreaterThan 0
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null

        Get-Bound cert-bulk0001 | Should -Be 0
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Complete'
    }

    It 'resumes with its journal when more or fewer certificates are given than before' {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
        $journal = Join-Path $TestDrive 'two.jsonl'
        $www, $shop = 'a91hoLqi', 'b72kpMrj' | ForEach-Object {
            Invoke-SslCertificateReissue $_ -ValidType DNS_AUTO -Reason rotation -Confirm:$false | Wait-SslCertificate
        }
        $first = $www | Update-GaapCertificate -JournalPath $journal

        $second = $www, $shop | Update-GaapCertificate -JournalPath $journal
        $third = $shop | Update-GaapCertificate -JournalPath $journal

        @($second | Where-Object State -EQ 'AlreadyCurrent').Count | Should -Be $first.Count
        ($second | Where-Object Domain -EQ '*.shop.example.com').State | Should -Be 'Changed'
        $third.State | Select-Object -Unique | Should -Be 'AlreadyCurrent'
        $run = Get-GaapCertificateUpdate $journal
        $run.State | Should -Be 'Complete'
        $run.Certificates.Name | Should -Be $www.CertificateId, $shop.CertificateId
    }

    It 'completes a failed run when nothing is left to do' {
        Start-ManyBindings -Listeners 1 -Domains 2
        $narrow = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('site-00001.other.example.com')).Id
        $none = $narrow | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -ErrorAction Ignore
        $none.State | Select-Object -Unique | Should -Be 'Failed'
        $run = Get-GaapCertificateUpdate $journal
        $run.State, $run.Failed, $run.Total | Should -Be 'Failed', $none.Count, $none.Count
        @($run.Bindings.Error) -like '*covers none of*' | Should -Not -BeNullOrEmpty
        @($run.Bindings.Error) -notmatch 'covers none of|does not cover' | Should -BeNullOrEmpty
        $run.Bindings.Step | Select-Object -Unique | Should -Be 'Refused'

        # All bindings get a matching certificate.
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -ErrorAction Stop | ForEach-Object State | Select-Object -Unique |
            Should -Be 'Changed'
        $narrow |
            Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -WarningVariable said `
                -WarningAction SilentlyContinue

        $said | Should -Not -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Complete'
    }

    It 'refuses the journal of another rotation' {
        Start-ManyBindings
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        $other = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('*.bulk.example.com')).Id

        (Invoke-Watched {
            $other | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal
        }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.Journal,*'
    }
}

Describe 'Update-GaapCertificate -Confirm' -Tag Culture {
    BeforeEach { Start-Example }
    AfterEach { Stop-TencentCertEmulator }

    It 'does not prompt again after No to the import, and reports every binding as Skipped with the reason' {
        $seen = Invoke-Answered 'No' $update

        $seen.Question | Should -HaveCount 1
        $seen.Question[0] | Should -BeLike '*Import*'
        $seen.Progress -join '|' |
            Should -Match '^(Reading GAAP: listeners: \d+\|)+\|' -Because 'no progress bar is shown during a question'
        $seen.Output | Should -HaveCount 6
        $seen.Output.State | Select-Object -Unique | Should -Be 'Skipped'
        $seen.Output.Error | Select-Object -Unique |
            Should -Be "Declined: $new was not imported.", 'Its listener was left as it is: declined.'
        $seen.Error | Should -BeNullOrEmpty
        Measure-Write | Should -Be 0
        $journal | Should -Not -Exist
    }

    It 'skips declined bindings, and with a listener the domains that use its certificate, and changes the rest' {
        $seen = Invoke-Answered 'Yes', 'No', 'Yes', 'No', 'Yes to All' $update

        $seen.Output | Should -HaveCount 6
        $declined = $seen.Output | Where-Object State -EQ 'Skipped'
        $declined.Count | Should -Be 3
        ($declined | Where-Object FollowsListener).Error | Should -Be 'Its listener was left as it is: declined.'
        ($declined | Where-Object { -not $_.FollowsListener }).Error | Select-Object -Unique | Should -Be 'Declined.'
        @($seen.Output | Where-Object State -EQ 'Changed').Count | Should -Be 3
        @($emulator.World.Domains | Where-Object CertificateId -EQ cert-www4a1hq).Count | Should -BeGreaterThan 0

        # The same command prompts only for the remaining bindings.
        $again = Invoke-Answered 'Yes to All' $update
        $again.Question | Should -HaveCount 1
        @($again.Output | Where-Object State -EQ 'Changed').Count | Should -Be 3
        @($again.Output | Where-Object State -EQ 'AlreadyCurrent').Count | Should -Be 3
        (Get-GaapCertificateUpdate $journal).Done | Should -Be 5
    }

    It 'prompts once with Yes to All' {
        $seen = Invoke-Answered 'Yes to All' $update

        $seen.Question | Should -HaveCount 1
        $seen.Output.State | Select-Object -Unique | Should -Be 'Changed'
        $seen.Output | Should -HaveCount 6
    }

    It 'sends nothing after No to All, and does not change the journal of an earlier run' {
        $seen = Invoke-Answered 'Yes', 'Yes', 'No to All' $update
        @($seen.Output | Where-Object State -EQ 'Changed').Count | Should -BeGreaterThan 0
        $before = Get-Content -Raw $journal
        $sent = Measure-Write

        $again = Invoke-Answered 'No to All' $update

        $again.Question | Should -HaveCount 1
        $again.Output | Should -HaveCount 6
        $again.Output.State | Sort-Object -Unique | Should -Be 'AlreadyCurrent', 'Skipped'
        Measure-Write | Should -Be $sent
        Get-Content -Raw $journal | Should -Be $before
    }

    It 'keeps an old certificate whose removal is declined, and reports a removal' {
        $remove = $update -replace '-Ordered -Confirm', "-Ordered -RemoveOld -ConnectTo '$($emulator.Edge)'"

        $kept = Invoke-Answered (@('Yes') * 6 + 'No') "$remove -Confirm"
        $kept.Output.State | Select-Object -Unique | Should -Be 'Changed'
        $kept.Warning | Should -Be 'cert-www4a1hq was kept: declined.'
        $emulator.World.FindGaapCertificate('cert-www4a1hq') | Should -Not -BeNullOrEmpty

        $removed = Invoke-Answered @() $remove
        $removed.Information | Should -Be "cert-www4a1hq was removed from GAAP's certificate store."
        $removed.Output | Should -HaveCount 6
        $emulator.World.FindGaapCertificate('cert-www4a1hq') | Should -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).RemovedCertificateId | Should -Be 'cert-www4a1hq'
    }

    It 'removes nothing when a binding was declined' {
        $remove = $update -replace '-Confirm', "-RemoveOld -ConnectTo '$($emulator.Edge)' -Confirm"

        $seen = Invoke-Answered 'Yes', 'No', 'Yes to All' $remove

        $seen.Warning | Should -BeLike 'cert-www4a1hq was kept:*'
        $emulator.Requests.Count('DeleteCertificate') | Should -Be 0
    }

    It 'does not prompt or send a write with -WhatIf' {
        $seen = Invoke-Answered @() ($update -replace '-Confirm', '-RemoveOld -WhatIf')
        $seen.Output | Should -BeNullOrEmpty
        $seen.Question | Should -BeNullOrEmpty
        Measure-Write | Should -Be 0
    }

    It 'shows one progress bar, and completes it' {
        $seen = Invoke-Answered @() ($update -replace '-Confirm')
        $seen.Progress[-1] | Should -Be ''
        $seen.Progress | Should -Contain 'Replacing certificates: 0 of 6, 0.0 a second, 0 failed'
    }

    It 'reports in the progress when only verification is left' {
        # An edge that does not respond keeps the handshakes pending until the timeout.
        $seen = Invoke-Answered @() ($update -replace '-Confirm', "-Verify -ConnectTo '127.0.0.1:1' -TimeoutSec 3")
        $seen.Progress -match '^Proving by TLS handshakes: all bound; \d of 6 still to verify' | Should -Not -BeNullOrEmpty
        $seen.Progress[-1] | Should -Be ''
    }
}
