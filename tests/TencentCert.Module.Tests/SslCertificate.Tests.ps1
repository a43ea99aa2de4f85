BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }

    $folder = Join-Path $TestDrive 'saved'
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Get-SslCertificate' -Tag Culture {
    BeforeAll { $emulator = Start-World @{ CertificateCount = 2500 } }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'reads pages only as they are needed' {
        $emulator.Requests.Clear()
        (Get-SslCertificate | Select-Object -First 5).Count | Should -Be 5
        $emulator.Requests.Count('DescribeCertificates') | Should -Be 1
    }

    It 'reads all pages, each certificate once' {
        $all = Get-SslCertificate
        $all.Count | Should -BeGreaterOrEqual 2500
        ($all.CertificateId | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'returns the private key only with -IncludePrivateKey, as a SecureString' {
        $id = (Get-SslCertificate -Status Issued | Select-Object -First 1).CertificateId
        (Get-SslCertificate -CertificateId $id).PrivateKey | Should -BeNullOrEmpty
        $with = Get-SslCertificate -CertificateId $id -IncludePrivateKey
        $with.PrivateKey | Should -BeOfType securestring
        ($with | Format-List * -Force | Out-String) | Should -Not -Match 'PRIVATE KEY'
    }
}

Describe 'Get-SslCertificate filters' -Tag Culture {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'filters by <Name>' -ForEach @(
        @{ Name = 'domain'; Filter = @{ Domain = 'www.example.com' }; Check = { $_.Domain -eq 'www.example.com' } }
        @{ Name = 'wildcard domain'; Filter = @{ Domain = '*.example.org' }; Check = { $_.Domain -like '*.example.org' } }
        @{ Name = 'status'; Filter = @{ Status = 'Expired' }; Check = { $_.Status -eq 'Expired' } }
        @{ Name = 'days left'; Filter = @{ ExpiringWithin = 20 }; Check = { $_.DaysLeft -le 20 -and $_.Status -in 'Issued', 'Expired' } }
        @{ Name = 'search key'; Filter = @{ SearchKey = 'blog' }; Check = { $_.Domain -like '*blog*' } }
    ) {
        $found = @(Get-SslCertificate @Filter)
        $found.Count | Should -BeGreaterThan 0
        @($found | Where-Object $Check).Count | Should -Be $found.Count
        $found.Count | Should -BeLessThan (@(Get-SslCertificate).Count)
    }
}

Describe '-ExpiringWithin' -Tag Culture {
    It 'selects the same certificates in every list, and none that expires hours later' {
        $emulator = Start-TencentCertEmulator -Connect -Speed 0 -RequestsPerSecond 0
        try {
            $shop = Get-SslCertificate b72kpMrj
            $days = $shop.DaysLeft
            foreach ($within in $days, ($days + 1)) {
                $isListed = $within -gt $days
                (Get-SslCertificate -ExpiringWithin $within).CertificateId -contains 'b72kpMrj' | Should -Be $isListed
                (Get-GaapCertificate -ExpiringWithin $within).CertificateId -contains 'cert-shop7b2k' | Should -Be $isListed
                (Get-GaapCertificateUsage -ExpiringWithin $within).CertificateId -contains 'cert-shop7b2k' | Should -Be $isListed
                $inventory = (Get-TencentCertInventory -ExpiringWithin $within).CertificateId
                $inventory -contains 'b72kpMrj' | Should -Be $isListed
                $inventory -contains 'cert-shop7b2k' | Should -Be $isListed
            }
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }
}

Describe 'Ten thousand certificates' {
    BeforeAll { $emulator = Start-World @{ CertificateCount = 10000 } }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'are written from the first page on, and -First 5 sends one request' {
        $emulator.Requests.Clear()
        @(Get-SslCertificate | Select-Object -First 5).Count | Should -Be 5
        $emulator.Requests.Count('DescribeCertificates') | Should -Be 1
    }

    It 'are all written, and none stays referenced' {
        $asked = 0
        $emulator.Requests.Clear()
        $count = 0
        Get-SslCertificate | ForEach-Object { if (-not $count) { $asked = $emulator.Requests.Count('DescribeCertificates') }; $count++ }
        $count | Should -Be 10000
        $asked | Should -Be 1 -Because 'the first object comes after the first page'

        # Counts references, not bytes: pooled buffers stay allocated in a process, and grow in steps.
        $gone = [Collections.Generic.List[WeakReference]]::new()
        Get-SslCertificate | ForEach-Object { $gone.Add([WeakReference]::new($_)) }
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
        [GC]::Collect()
        $gone.Count | Should -Be 10000
        $gone.FindAll({ $args[0].IsAlive }).Count | Should -BeLessThan 100 -Because 'objects that left the pipeline are not referenced'
    }

    It 'use less than 24 MB of memory at any time' {
        $emulator.Requests.Clear()
        $before = [GC]::GetTotalMemory($true)
        $script:peak = 0
        $script:count = 0
        Get-SslCertificate | ForEach-Object {
            if (++$script:count % 1000 -eq 500) { $script:peak = [math]::Max($peak, [GC]::GetTotalMemory($true) - $before) }
        }
        $count | Should -Be 10000
        $peak | Should -BeLessThan 24MB
    }
}

Describe 'Wait-SslCertificate' -Tag Culture {
    It 'returns the records to publish, and can be resumed after a timeout' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS -Confirm:$false
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 1 -PollIntervalSec 1 }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Timeout,*'
        $pending = $said.Error[0].TargetObject
        $pending | Should -BeOfType TencentCert.Core.Ssl.SslCertificate
        $pending.Validation[0].Type | Should -BeIn 'TXT', 'CNAME'
        $pending.Validation[0].Name | Should -Match 'example\.com$'
        ($said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Message |
            Should -Match ([regex]::Escape($pending.Validation[0].Value))
        (Get-SslCertificate -CertificateId $reissue.CertificateId).Validation[0].Value | Should -Be $pending.Validation[0].Value

        $emulator.World.PublishValidation($reissue.CertificateId)
        $issued = $pending | Wait-SslCertificate -TimeoutSec 60 -PollIntervalSec 1
        $issued.Status | Should -Be Issued
        $emulator | Stop-TencentCertEmulator
    }

    It 'reports the file to publish' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi FILE -Confirm:$false
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 1 -PollIntervalSec 1 }
        ($said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] })[0].Message |
            Should -BeLike '*: /.well-known/pki-validation/fileauth.txt with the content *'
        $reissue | Get-SslCertificateValidation | Out-String -Width 120 | Should -Match ' /\.well-known/pki-validation/fileauth\.txt '
        $emulator | Stop-TencentCertEmulator
    }

    It 'fails immediately when the order fails' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi FILE -Confirm:$false
        $emulator.World.FailValidation($reissue.CertificateId)
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 60 }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.FailedState,*'
        $emulator | Stop-TencentCertEmulator
    }
}

Describe 'Save-SslCertificate' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'accepts ids and folder in either order, and processes an id that is given twice only once' {
        $twice = Join-Path $folder twice
        $files = Save-SslCertificate a91hoLqi, a91hoLqi $twice -Format FullChain
        @($files.State) | Should -Be @('Changed')
        (Save-SslCertificate $twice a91hoLqi -Format FullChain).State | Should -Be AlreadyCurrent
        (Save-SslCertificate $twice a91hoLqi, b72kpMrj -Format FullChain -Ordered).State | Should -Be AlreadyCurrent, Changed
        (Save-SslCertificate $twice -CertificateId a91hoLqi -Format FullChain).State | Should -Be AlreadyCurrent
        (Get-SslCertificate a91hoLqi | Save-SslCertificate $twice -Format FullChain).State | Should -Be AlreadyCurrent

        # Relative names without a separator: an existing folder, a word that is not an id, and two that could be ids.
        Push-Location $folder
        try {
            [void](New-Item -ItemType Directory mycerts1)
            (Save-SslCertificate mycerts1 a91hoLqi -Format FullChain).Path |
                Should -Be (Join-Path $folder mycerts1 www.example.com_a91hoLqi.fullchain.pem)
            (Save-SslCertificate store a91hoLqi -Format FullChain).Path |
                Should -Be (Join-Path $folder store www.example.com_a91hoLqi.fullchain.pem)
            (Save-SslCertificate a91hoLqi mycerts2 -Format FullChain).Path |
                Should -Be (Join-Path $folder mycerts2 www.example.com_a91hoLqi.fullchain.pem)
            (Invoke-Watched { Save-SslCertificate www.example.com mycerts3 }).Error.Exception.Message |
                Should -BeLike "*is a domain*Get-SslCertificate -Domain*"
        }
        finally { Pop-Location }
    }

    It 'saves the first certificate of a pipeline with -FileName, and reports an error for each further one' {
        $named = Join-Path $folder named
        $run = Invoke-Watched { Get-SslCertificate -Status Issued | Save-SslCertificate $named -FileName site }
        $one = @($run.Output.CertificateId | Sort-Object -Unique)
        $one.Count | Should -Be 1
        $run.Error.Count | Should -Be (@(Get-SslCertificate -Status Issued).Count - 1)
        $run.Error.FullyQualifiedErrorId | Select-Object -Unique | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error.Exception.Message | Should -BeLike '-FileName names the files of one certificate*'
        [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile((Join-Path $named site.fullchain.pem),
            (Join-Path $named site.key)).Thumbprint |
            Should -Be $emulator.World.FindSslCertificate($one).Material.Leaf.Thumbprint
        (Save-SslCertificate $named -CertificateId ($one + $one) -FileName site).State | Select-Object -Unique | Should -Be AlreadyCurrent
    }
}

Describe 'Test-SslCertificate of files' {
    BeforeAll {
        $emulator = Start-World
        $file = (Save-SslCertificate a91hoLqi (Join-Path $folder 'tested') -Format FullChain).Path
        Disconnect-TencentCert
        $emulator.Requests.Clear()
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'needs no connection and no key' {
        $test = Get-Item $file | Test-SslCertificate -DnsName www.example.com -Ordered
        $test.Problems | Should -BeNullOrEmpty
        $test.Path | Should -Be $file
        $emulator.Requests.Total | Should -Be 0
    }

    It 'needs a key with -Online' {
        { Test-SslCertificate $file -Online } | Should -Throw -ErrorId 'Client.NoCredential,*'
    }

    It 'needs a key for a certificate of the service' {
        { [pscustomobject]@{ CertificateId = 'a91hoLqi' } | Test-SslCertificate } | Should -Throw -ErrorId 'Client.NoCredential,*'
    }
}

Describe 'The two key pairs of SM2' {
    BeforeAll {
        $emulator = Start-World
        $sm2 = New-Item -ItemType Directory (Join-Path $TestDrive 'sm2')
        $isMade = (Get-Command openssl -CommandType Application -ErrorAction Ignore) -and $(
            Push-Location $sm2
            try {
                foreach ($name in 'sign', 'encrypt') {
                    openssl ecparam -name SM2 -genkey -noout -out "$name.key" 2>$null
                    openssl req -x509 -new -sm3 -key "$name.key" -subj '/CN=sm.example.com' -addext 'subjectAltName=DNS:sm.example.com' `
                        -addext 'basicConstraints=critical,CA:FALSE' -days 90 -out "$name.pem" 2>$null
                }
                $LASTEXITCODE -eq 0
            }
            finally { Pop-Location }
        )
        function Skip-Unmade { if (-not $isMade) { Set-ItResult -Skipped -Because 'openssl is not on PATH' } }
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'are refused separately, and a single pair that was imported with -Force is saved with a warning' {
        Skip-Unmade
        $refused = Invoke-Watched { Import-SslCertificate $sm2/sign.pem -KeyPath $sm2/sign.key }
        "$($refused.Error)" | Should -BeLike '*two pairs*console*'
        $emulator.Requests.Count('UploadCertificate') | Should -Be 0
        (Test-SslCertificate $sm2/sign.pem -KeyPath $sm2/sign.key).Warnings | Should -BeLike '*two pairs*'

        $half = Import-SslCertificate $sm2/sign.pem -KeyPath $sm2/sign.key -Force -WarningAction SilentlyContinue
        $saved = Save-SslCertificate $half.CertificateId $sm2/half -WarningVariable said -WarningAction SilentlyContinue
        $saved | Should -HaveCount 3
        "$said" | Should -BeLike "*$($half.CertificateId)*two pairs*only that one is saved*"
        $gaap = Invoke-Watched { Get-SslCertificate $half.CertificateId | Import-GaapCertificate }
        "$($gaap.Error)" | Should -BeLike '*two pairs*'
        $emulator.Requests.Count('CreateCertificate') | Should -Be 0
    }

    It 'are both saved without a warning when the service returns both, also from the pipeline' {
        Skip-Unmade
        $id = (Import-SslCertificate $sm2/sign.pem -KeyPath $sm2/sign.key -Force -WarningAction SilentlyContinue).CertificateId
        $held = $emulator.World.SslCertificates | Where-Object Id -EQ $id
        $held.EncryptionPem = Get-Content -Raw $sm2/encrypt.pem
        $held.EncryptionKeyPem = Get-Content -Raw $sm2/encrypt.key
        $saved = Get-SslCertificate $id | Save-SslCertificate $sm2/both -WarningVariable said
        "$said" | Should -BeNullOrEmpty
        $saved | Should -HaveCount 6
        @($saved | Where-Object Path -Like '*.encrypt.*') | Should -HaveCount 3
        foreach ($name in 'sign', 'encrypt') {
            $part = if ($name -eq 'sign') { '' } else { '.encrypt' }
            (Test-SslCertificate "$($saved.Path -like "*_$id$part.fullchain.pem")" `
                -KeyPath "$($saved.Path -like "*_$id$part.key")").Problems |
                Should -BeNullOrEmpty
        }
        (Get-Content -Raw ($saved.Path -like '*.encrypt.crt')).Trim() | Should -Be $held.EncryptionPem.Trim()
    }
}

Describe 'Set-SslCertificate, Rename-SslCertificate' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'accept a script block for the new name, as Rename-Item does, and the same names of that parameter' {
        Get-SslCertificate e45psQun | Rename-SslCertificate -NewName { "$($_.Domain) again" }
        (Get-SslCertificate e45psQun).Alias | Should -Be 'blog.example.com again'
        Get-GaapCertificate cert-blog4e5p, cert-shop7b2k | Rename-GaapCertificate -NewName { "old $($_.CertificateId)" }
        (Get-GaapCertificate cert-shop7b2k).Alias | Should -Be 'old cert-shop7b2k'
        (Set-SslCertificate e45psQun -NewName third -PassThru).Alias | Should -Be third
        (Rename-SslCertificate e45psQun -NewAlias fourth -PassThru).Alias | Should -Be fourth
    }

    It 'do not bind the new name from properties of pipeline objects' {
        foreach ($rename in 'Rename-SslCertificate', 'Rename-GaapCertificate', 'Set-SslCertificate') {
            $binding = (Get-Command $rename).Parameters.Values | Where-Object { 'NewName' -in @($_.Name) + $_.Aliases }
            $names = if ($binding.Attributes.ValueFromPipelineByPropertyName -contains $true) { @($binding.Name) +
                $binding.Aliases } else { @() }
            $has = Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } | Where-Object { $_ } |
                ForEach-Object { $_.GetProperties().Name } | Sort-Object -Unique
            $names | Where-Object { $_ -in $has } | Should -BeNullOrEmpty -Because $rename
        }
    }

    It 'change the other certificates when one fails' {
        [void]$emulator.Faults.AddError('ModifyCertificateProject', 'FailedOperation', 'not today')
        $said = Invoke-Watched { Set-SslCertificate e45psQun, a91hoLqi, zzzzzzzz -Alias both -ProjectId 3 -ExpiryNotice $true -PassThru }
        $said.Error.Count | Should -Be 2
        $said.Error[0].TargetObject | Should -Be zzzzzzzz
        $said.Error[1].Exception.Message | Should -BeLike '*not today*'
        $said.Output.Alias | Should -Be both, both
        $emulator.Requests.Count('ModifyCertificatesExpiringNotificationSwitch') | Should -BeGreaterThan 0
    }

    It 'change certificates from the pipeline' {
        (Get-SslCertificate -Domain blog.example.com | Set-SslCertificate -Alias same -ProjectId 3 -ExpiryNotice $true -PassThru).Alias |
            Select-Object -Unique | Should -Be same
        (Rename-SslCertificate e45psQun other -PassThru).Alias | Should -Be other
    }
}

Describe 'Remove-SslCertificate' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'does not remove a bound certificate without -Force, nor with -Force -WhatIf' {
        $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id |
            Set-Variable new
        $null = Update-SslCertificateBinding $new a91hoLqi -Wait
        $run = Invoke-Watched { Remove-SslCertificate $new, g27ruSwq -Confirm:$false }
        ($run.Output | Where-Object CertificateId -EQ $new).State | Should -Be Bound
        ($run.Output | Where-Object CertificateId -EQ g27ruSwq).State | Should -Be Removed
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.StillBound*'
        Remove-SslCertificate $new -Force -WhatIf
        $emulator.World.FindSslCertificate($new) | Should -Not -BeNullOrEmpty
        (Remove-SslCertificate $new -Force -Confirm:$false).State | Should -Be Removed
    }
}

Describe 'A change' {
    BeforeAll { $emulator = Start-World; $emulator.Requests.Clear() }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'to a certificate that does not exist is an error with -WhatIf: <Command>' -ForEach @(
        @{ Command = { Remove-GaapCertificate cert-nope1234 -WhatIf } }
        @{ Command = { Rename-GaapCertificate cert-nope1234 x -WhatIf } }
        @{ Command = { Rename-SslCertificate zzzzzzzz x -WhatIf } }
        @{ Command = { Set-SslCertificate zzzzzzzz -Alias x -WhatIf } }
    ) {
        (Invoke-Watched $Command).Error.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'is described with its certificate by -WhatIf: <Command>' -ForEach @(
        @{ Command = { Remove-GaapCertificate cert-www4a1hq -WhatIf }; Says = '*"cert-www4a1hq (www.example.com, until 20??-??-??)"*' }
        @{ Command = { Rename-GaapCertificate cert-www4a1hq new -WhatIf }; Says = "*Rename '?*' to 'new'*" }
        @{ Command = { Rename-SslCertificate a91hoLqi new -WhatIf }
            Says = "*Set the alias '*' to 'new'*a91hoLqi (www.example.com, Issued)*" }
        @{ Command = { Set-SslCertificate a91hoLqi, e45psQun -Alias new -WhatIf }
            Says = "*Set the alias '*' to 'new'*e45psQun (blog.example.com, Issued)*" }
    ) {
        $transcript = Join-Path $TestDrive 'preview.txt'
        [void](Start-Transcript $transcript -UseMinimalHeader)
        try { & $Command } finally { [void](Stop-Transcript) }
        Get-Content -Raw $transcript | Should -BeLike $Says
    }

    It 'that is already in effect is not sent' {
        $alias = (Get-GaapCertificate cert-www4a1hq).Alias
        Rename-GaapCertificate cert-www4a1hq $alias
        Rename-SslCertificate a91hoLqi twice
        Rename-SslCertificate a91hoLqi twice
        $emulator.Requests.Count('ModifyCertificateAttributes') | Should -Be 0
        $emulator.Requests.Count('ModifyCertificateAlias') | Should -Be 1
    }
}
