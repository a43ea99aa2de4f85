BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/RotationWorld.ps1
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Undo-TencentCertRotation' {
    BeforeAll {
        Start-World
        $null = Invoke-TencentCertRotation -JournalPath $journal 6>$null
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'sends no change with -WhatIf' {
        $before = Measure-Change $emulator
        Undo-TencentCertRotation $journal -WhatIf | Should -BeNullOrEmpty
        Measure-Change $emulator | Should -Be $before
    }

    It 'restores GAAP and the resources' {
        $back = Undo-TencentCertRotation $journal
        @($back | Where-Object Kind -EQ GAAP) | Should -HaveCount 10
        @($back | Where-Object Kind -NE GAAP) | Should -HaveCount 19
        $back.State | Select-Object -Unique | Should -Be Changed
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
    }

    It 'closes the journal, and the next run deploys the existing successors' {
        $run = Invoke-Watched { Invoke-TencentCertRotation -JournalPath $journal }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.Journal,*'
        (Get-TencentCertRotation).Action | Select-Object -Unique | Should -Be Deploy
        $null = Invoke-TencentCertRotation -JournalPath (Join-Path $TestDrive again.jsonl)
        Assert-Rotated
    }
}

Describe 'Undo-TencentCertRotation with lost responses' {
    BeforeEach { Start-World }
    AfterEach { Stop-TencentCertEmulator }

    It 'restores GAAP and the resources despite lost responses' {
        $null = Invoke-TencentCertRotation -CertificateId a91hoLqi -JournalPath $journal 6>$null
        foreach ($action in 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'UpdateCertificateInstance') {
            $null = $emulator.Faults.Add($action, 'LoseAnswer')
        }
        $null = Undo-TencentCertRotation $journal
        $emulator.Faults.Struck | Should -BeGreaterThan 1
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
    }
}

Describe 'Undo-TencentCertRotation when the old certificate was removed' {
    BeforeEach { Start-World }
    AfterEach { Stop-TencentCertEmulator }

    It 'reports what it cannot restore, sends nothing for it, and restores the other certificates' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -RemoveOld -JournalPath $journal 6>$null
        $null = Invoke-TencentCertRotation -CertificateId a91hoLqi -JournalPath $journal 6>$null
        $before = Measure-Change $emulator
        $run = Invoke-Watched { Undo-TencentCertRotation $journal -WhatIf }
        $run.Error | Should -HaveCount 1
        Measure-Change $emulator | Should -Be $before

        $run = Invoke-Watched { Undo-TencentCertRotation $journal }
        $run.Error | Should -HaveCount 1
        $run.Error[0].TargetObject | Should -Be b72kpMrj
        $said = "$($run.Error[0])"
        foreach ($name in 'b72kpMrj', 'cert-shop7b2k', 'listener-shop0443', 'eu.shop.example.com', 'cdn eu.shop.example.com') { $said |
            Should -BeLike "*$name*" }
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*Import-SslCertificate*'
        $back = @($run.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationBinding] })
        ($back | Where-Object State -EQ Failed | ForEach-Object Kind | Group-Object).ForEach{ "$($_.Count) $($_.Name)" } | Sort-Object |
            Should -Be '1 CDN', '3 GAAP'
        @($back | Where-Object State -EQ Changed) | Should -HaveCount 23
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        $emulator.Requests.Count('UpdateCertificateRecordRollback') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undoing
    }

    It 'imports a certificate again that was removed only from the GAAP store' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap -RemoveOld -JournalPath $journal 6>$null
        $world.GaapCertificates.Id | Should -Not -Contain cert-shop7b2k
        $back = Undo-TencentCertRotation $journal -Verify -ConnectTo $emulator.Edge
        $back.State | Select-Object -Unique | Should -Be Changed
        $copy = $back.CertificateId | Select-Object -Unique
        Get-Bound $copy | Should -HaveCount 2
        ($world.GaapCertificates | Where-Object Id -EQ $copy).Material.Leaf.Thumbprint |
            Should -Be $world.FindSslCertificate('b72kpMrj').Material.Leaf.Thumbprint
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
        (Undo-TencentCertRotation $journal).State | Select-Object -Unique | Should -Be AlreadyCurrent
        $emulator.Requests.Count('CreateCertificate') | Should -Be 2
    }

    It 'reports why a certificate cannot be imported again' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap -RemoveOld -JournalPath $journal 6>$null
        $world.SetSslStatus('b72kpMrj', 'Revoked')
        $run = Invoke-Watched { Undo-TencentCertRotation $journal }
        $run.Error | Should -HaveCount 1
        "$($run.Error[0])" | Should -BeLike '*b72kpMrj*cannot be imported again*Revoked*'
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }
}

Describe 'Undo-TencentCertRotation with the journal of another command' {
    BeforeAll { Start-World }
    AfterAll { Stop-TencentCertEmulator }

    It 'refuses a journal of Update-GaapCertificate, as Invoke-TencentCertRotation does' {
        $other = Join-Path $TestDrive other.jsonl
        $null = $world.AddSslCertificate([string[]]'legacy.example.org')
        $null = Get-SslCertificate -Domain legacy.example.org | Where-Object DaysLeft -GT 100 |
            Update-GaapCertificate -MatchDomain -JournalPath $other
        (Get-GaapCertificateUpdate $other).State | Should -Be Complete
        (Invoke-Watched { Undo-TencentCertRotation $other }).Error.Exception.Message | Should -BeLike '*Undo-GaapCertificateUpdate*'
        (Invoke-Watched { Invoke-TencentCertRotation -JournalPath $other }).Error.Exception.Message | Should -BeLike '*another command*'
    }
}
