# The journals of rotations, and their undo.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/ManyBindings.ps1
    . $PSScriptRoot/InteractiveRotation.ps1
}

Describe 'Undo-GaapCertificateUpdate' {
    AfterEach { Stop-TencentCertEmulator }

    It 'restores every binding, once' {
        Start-ManyBindings
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Undo-GaapCertificateUpdate $journal -WhatIf 6>$null | Should -BeNullOrEmpty
        Get-Bound cert-bulk0001 | Should -Be 0

        $back = Undo-GaapCertificateUpdate $journal

        $back.State | Select-Object -Unique | Should -Be 'Changed'
        Get-Bound cert-bulk0001 | Should -Be $emulator.World.Domains.Count
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Undone'
        (Undo-GaapCertificateUpdate $journal).State | Select-Object -Unique | Should -Be 'AlreadyCurrent'
    }
}

Describe 'Undo-GaapCertificateUpdate -Confirm' {
    BeforeEach {
        Start-Example; $null = Get-SslCertificate $new | Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath $journal
    }
    AfterEach { Stop-TencentCertEmulator }

    It 'also writes an object for a declined change' {
        $seen = Invoke-Answered 'Yes', 'No', 'Yes to All' 'Undo-GaapCertificateUpdate $journal -Connection $connection -Ordered -Confirm'

        $seen.Output | Should -HaveCount 5
        $seen.Output.State | Should -Be 'Changed', 'Skipped', 'Changed', 'Changed', 'Changed'
        $seen.Output[1].Error | Should -Be 'Declined.'
    }

    It 'does not change the journal when everything is declined' {
        $before = Get-Content -Raw $journal

        $seen = Invoke-Answered 'No to All' 'Undo-GaapCertificateUpdate $journal -Connection $connection -Confirm'

        $seen.Output.State | Select-Object -Unique | Should -Be 'Skipped'
        Get-Content -Raw $journal | Should -Be $before
    }
}

Describe 'A journal path' {
    AfterAll { Stop-TencentCertEmulator }

    BeforeAll {
        Start-ManyBindings 1 2
        $journal = Join-Path $TestDrive 'j[1].jsonl'
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
    }

    It 'is used literally from the pipeline and with -LiteralPath' {
        (Get-Item -LiteralPath $journal | Get-GaapCertificateUpdate).State | Should -Be 'Complete'
        (Get-GaapCertificateUpdate -LiteralPath $journal).State | Should -Be 'Complete'
        (Get-GaapCertificateUpdate -LiteralPath $journal | Get-GaapCertificateUpdate).State | Should -Be 'Complete'
        (Invoke-Watched { Get-GaapCertificateUpdate -LiteralPath "$journal.not" }).Error.FullyQualifiedErrorId |
            Should -BeLike 'Client.FileNotFound,*'
    }

    It 'can be piped to Undo-GaapCertificateUpdate as a file' {
        (Get-Item -LiteralPath $journal | Undo-GaapCertificateUpdate).State | Select-Object -Unique | Should -Be 'Changed'
    }

    It 'is not required for the error about -ConnectTo without -Verify' {
        $emulator.Requests.Clear()
        $seen = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -ConnectTo localhost:443 }
        $seen.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $seen.Error[0].Exception.Message | Should -BeLike '*-Verify*'
        $emulator.Requests.Entries.Count | Should -Be 0
    }
}
