# Packages, managers and letters for certificate orders, and restarted orders.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Speed 0 -RequestsPerSecond 0 -Connect
    $world = $emulator.World
    $letter = Join-Path $TestDrive letter.pdf
    [IO.File]::WriteAllBytes($letter, [Text.Encoding]::ASCII.GetBytes('%PDF-1.7' + ('x' * 2000)))
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Get-SslPackage' {
    It 'lists packages in order of expiry' {
        $all = Get-SslPackage
        $all.Count | Should -BeGreaterThan 1
        $all[0].ExpireTime | Should -BeLessThan $all[1].ExpireTime
        (Get-SslPackage -Status usable).Balance | Should -BeGreaterThan 0
        (Get-SslPackage $all[0].PackageId).Type | Should -Be $all[0].Type
    }

    It 'reports that a package does not exist' {
        (Invoke-Watched { Get-SslPackage pkg-none }).Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
    }
}

Describe 'Get-SslManager' {
    It 'lists managers with their company' {
        $all = Get-SslManager
        $one = $all | Where-Object Status -EQ ok | Select-Object -First 1
        $one.CompanyId | Should -Not -BeNullOrEmpty
        $one.Name | Should -Be 'Li Hua'
        @($one | Get-SslManager | Where-Object ManagerId -EQ $one.ManagerId).Count | Should -Be 1
    }

    It 'reports that a company does not exist' {
        (Invoke-Watched { Get-SslManager 1 }).Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
    }
}

Describe 'Restart-SslCertificateOrder' {
    BeforeAll {
        function New-FailedOrder([string] $Domain) {
            $order = $world.AddOrder($Domain)
            $null = Submit-SslCertificateOrder $order.Id -Domain $Domain -ValidType DNS -ContactEmail me@example.com -Confirm:$false
            $world.SetSslStatus($order.Id, 'Failed')
            $order.Id
        }
    }

    It 'restarts a failed review, once' {
        $id = New-FailedOrder again.example.com
        $change = Restart-SslCertificateOrder $id -Confirm:$false
        "$($change.State) $($change.Status)" | Should -Be 'Changed Reviewing'
        (Restart-SslCertificateOrder $id -Confirm:$false).State | Should -Be AlreadyCurrent
        $emulator.Requests.Count('ModifyCertificateResubmit') | Should -Be 1
    }

    It 'changes nothing with -WhatIf' {
        $id = New-FailedOrder whatif.example.com
        Restart-SslCertificateOrder $id -WhatIf
        "$((Get-SslCertificate -SearchKey $id).Status)" | Should -Be ReviewFailed
    }

    It 'fails with a recommended action when the order has no failed review' {
        $run = Invoke-Watched { Restart-SslCertificateOrder a91hoLqi -Confirm:$false }
        $run.Error.Count | Should -Be 1
        $run.Error[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'Send-SslCertificateLetter' {
    It 'uploads the letter that the state requires: <State>' -ForEach @(
        @{ State = 'LetterPending'; Action = 'UploadConfirmLetter'; Then = 'Reviewing' }
        @{ State = 'RevocationLetterPending'; Action = 'UploadRevokeLetter'; Then = 'Revoking' }
    ) {
        $order = $world.AddOrder('letter.example.com')
        $world.SetSslStatus($order.Id, $State)
        $before = $emulator.Requests.Count($Action)
        $change = Send-SslCertificateLetter $order.Id $letter
        "$($change.Status)" | Should -Be $Then
        $emulator.Requests.Count($Action) | Should -Be ($before + 1)
    }

    It 'refuses <What> before anything is sent' -ForEach @(
        @{ What = 'a small file'; Bytes = [byte[]]::new(10) }
        @{ What = 'a large file'; Bytes = [byte[]]::new(1500000) }
        @{ What = 'another kind of file'; Bytes = [byte[]]::new(5000) }
    ) {
        $file = Join-Path $TestDrive wrong.bin
        [IO.File]::WriteAllBytes($file, $Bytes)
        $emulator.Requests.Clear()
        (Invoke-Watched { Send-SslCertificateLetter a91hoLqi $file }).Error[0].FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter*'
        $emulator.Requests.Total | Should -Be 0
    }

    It 'sends nothing when no letter is required' {
        $run = Invoke-Watched { Send-SslCertificateLetter a91hoLqi $letter }
        "$($run.Error[0])" | Should -BeLike '*waits for no letter*'
        $emulator.Requests.Count('UploadConfirmLetter') | Should -Be 0
    }
}
