# GAAP's certificate store.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1
    . $PSScriptRoot/ManyBindings.ps1
    $web = 'listener-web00443'
    $shop = 'listener-shop0443'
}

Describe 'Import-GaapCertificate' {
    BeforeAll {
        $rsa = [Security.Cryptography.RSA]::Create(2048)
        $otherKey = [Security.Cryptography.RSA]::Create(2048).ExportPkcs8PrivateKeyPem()
    }
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=import.example.com', $rsa, 'SHA256',
            [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $own = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(90))
        Set-Content (Join-Path $folder 'c.pem') $own.ExportCertificatePem()
        Set-Content (Join-Path $folder 'k.pem') $rsa.ExportPkcs8PrivateKeyPem()
        [IO.File]::WriteAllBytes((Join-Path $folder 'c.pfx'), $own.Export('Pfx', 'secret words'))
        $password = [securestring]::new()
        'secret words'.ToCharArray().ForEach{ $password.AppendChar($_) }
    }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'imports PEM files once and reuses the copy afterwards' {
        $first = Import-GaapCertificate -Path (Join-Path $folder 'c.pem') -KeyPath (Join-Path $folder 'k.pem') -Alias mine
        $first.Reused | Should -BeFalse
        $first.Thumbprint | Should -Be $own.Thumbprint
        $again = Import-GaapCertificate -Path (Join-Path $folder 'c.pfx') -Password $password
        $again.Reused | Should -BeTrue
        $again.CertificateId | Should -Be $first.CertificateId
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }

    It 'creates one copy when the response is lost' {
        [void]$emulator.Faults.Add('CreateCertificate', 'LoseAnswer')
        $made = Import-GaapCertificate -LiteralPath (Join-Path $folder 'c.pfx') -Password $password
        @(Get-GaapCertificate -Name 'import.example.com').CertificateId | Should -Be $made.CertificateId
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }

    It 'sends one request when the response is lost and no copy is found, and reports the unknown outcome' {
        [void]$emulator.Faults.Add('CreateCertificate', 'ServerError')
        $said = Invoke-Watched {
            Import-GaapCertificate -LiteralPath (Join-Path $folder 'c.pfx') -Password $password `
                -Connection (New-EmulatedTimeConnection $emulator)
        }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown,*'
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a file that is not there'; File = 'none.pem'; Key = $null; Says = 'Could not find file*' }
        @{ Name = 'a certificate without its key'; File = 'c.pem'; Key = $null; Says = '*has no private key: give the key as well*' }
        @{ Name = 'a key of another certificate'; File = 'c.pem'; Key = 'other.pem'; Says = '*belongs to another certificate*' }
        @{ Name = 'a key in place of a certificate'; File = 'k.pem'; Key = 'k.pem'; Says = '*k.pem''* is a private key*' }
        @{ Name = 'an empty file'; File = 'empty.pem'; Key = 'k.pem'; Says = '*is empty*' }
        @{ Name = 'cut PEM'; File = 'cut.pem'; Key = 'k.pem'; Says = '*is cut off*' }
        @{ Name = 'a PFX without its password'; File = 'c.pfx'; Key = $null; Says = '*give the password*' }
    ) {
        Set-Content (Join-Path $folder 'other.pem') $otherKey
        Set-Content (Join-Path $folder 'empty.pem') '' -NoNewline
        Set-Content (Join-Path $folder 'cut.pem') ($own.ExportCertificatePem().Substring(0, 300))
        $emulator.Requests.Clear()
        $arguments = @{ LiteralPath = Join-Path $folder $File }
        if ($Key) { $arguments.KeyPath = Join-Path $folder $Key }
        $said = Invoke-Watched { Import-GaapCertificate @arguments }
        $said.Error.Count | Should -Be 1
        $said.Error[0].Exception.Message | Should -BeLike $Says
        $said.Error[0].Exception.Message | Should -Not -Match '-----BEGIN|MII'
        $emulator.Requests.Total | Should -Be 0
    }
}

Describe 'Test-GaapCertificate' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'passes at the edge, and fails with the reason at an unreachable address' {
        $domain = Get-GaapDomain -ListenerId $web -Domain blog.example.com
        ($domain | Test-GaapCertificate -ConnectTo $emulator.Edge).Passed | Should -BeTrue
        $emulator.World.Domains | Where-Object Name -EQ 'blog.example.com' | Should -Not -BeNullOrEmpty
        $other = [Net.IPEndPoint]::Parse($emulator.Edge.ToString())
        $test = $domain | Test-GaapCertificate -ConnectTo '127.0.0.1:1'
        $test.Passed | Should -BeFalse
        $test.Reason | Should -Match '127.0.0.1:1'
        $domain | Test-GaapCertificate -ConnectTo $other -Quiet | Should -BeTrue
        $domain | Test-GaapCertificate -ConnectTo '127.0.0.1:1' -Quiet | Should -BeFalse
    }

    It 'accepts rotation results from the pipeline, skips listeners, and refuses an empty domain' {
        $said = Invoke-Watched {
            [pscustomobject]@{ ListenerId = $web; Domain = $null }, (Get-GaapDomain -ListenerId $web -Domain blog.example.com) |
                Test-GaapCertificate -ConnectTo $emulator.Edge
        }
        $said.Error | Should -BeNullOrEmpty
        $said.Output.Domain | Should -Be 'blog.example.com'

        $said = Invoke-Watched { Test-GaapCertificate $web $null }
        $said.Output | Should -BeNullOrEmpty
        $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
    }
}

Describe 'Remove-GaapCertificate' {
    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }
    AfterEach { Stop-TencentCertEmulator }

    It 'removes only unused certificates with -Unused' {
        Get-GaapCertificate | Remove-GaapCertificate -Unused -WhatIf
        Measure-Write | Should -Be 0
        Get-GaapCertificate | Remove-GaapCertificate -Unused -Confirm:$false
        (Get-GaapCertificate).CertificateId | Should -HaveCount 7
        (Invoke-Watched { Get-SslCertificate a91hoLqi | Remove-GaapCertificate -Confirm:$false }).Error.FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'processes a certificate that is given twice only once' {
        $files = Get-GaapCertificate cert-www4a1hq | ForEach-Object { , $_ * 16 } |
            Export-GaapCertificate -Destination $TestDrive/twice -ThrottleLimit 16
        @($files.State) | Should -Be @('Changed')
        $said = Invoke-Watched { Remove-GaapCertificate cert-unused01, cert-unused01 -Confirm:$false }
        $said.Error | Should -BeNullOrEmpty
        $emulator.Requests.Count('DeleteCertificate') | Should -Be 1
    }
}

Describe 'Export-GaapCertificate' {
    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }
    AfterEach { Stop-TencentCertEmulator }

    It 'exports the private key only with -IncludePrivateKey, readable by the owner only' {
        $file = Export-GaapCertificate cert-blog4e5p $TestDrive/plain
        $file.GetType().FullName | Should -Be 'TencentCert.Gaap.GaapSavedFile'
        $file.CertificateId, $file.Name, $file.Format, $file.IsSecret | Should -Be cert-blog4e5p, cert-blog4e5p.pem, FullChain, $false
        $file.Path | Should -Exist
        $file | Out-String | Should -Match 'cert-blog4e5p +FullChain +Changed +cert-blog4e5p.pem'
        Get-Content -Raw $TestDrive/plain/cert-blog4e5p.pem | Should -Not -Match 'PRIVATE'
        $files = Export-GaapCertificate cert-blog4e5p $TestDrive/key -IncludePrivateKey
        Get-Content -Raw $files[1].Path | Should -Match 'PRIVATE KEY'
        # 384 is mode 0600.
        if (-not $IsWindows) { [int] [IO.File]::GetUnixFileMode($files[1].Path) | Should -Be 384 }
    }

    It 'accepts the folder as the only argument in a pipeline, and before or after the id' {
        (Get-GaapCertificate cert-blog4e5p | Export-GaapCertificate $TestDrive/piped).Path | Should -BeLike '*piped*cert-blog4e5p.pem'
        (Export-GaapCertificate $TestDrive/piped cert-blog4e5p).State | Should -Be AlreadyCurrent
        (Export-GaapCertificate cert-blog4e5p $TestDrive/piped).State | Should -Be AlreadyCurrent
        (Invoke-Watched { 'text' | Export-GaapCertificate $TestDrive/piped }).Error.FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'does not rewrite unchanged files, and overwrites a different file only with -Force' {
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey).State | Should -Be Changed, Changed
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey).State | Should -Be AlreadyCurrent, AlreadyCurrent
        'mine' | Set-Content -NoNewline $TestDrive/again/cert-blog4e5p.key

        $refused = Invoke-Watched { Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey }

        $refused.Output | Should -BeNullOrEmpty
        $refused.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.FileExists,*'
        $refused.Error[0].CategoryInfo.Category | Should -Be ResourceExists
        $refused.Error[0].Exception.Message | Should -BeLike '*cert-blog4e5p.key*-Force*'
        Get-Content $TestDrive/again/cert-blog4e5p.key | Should -Be 'mine'
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey -Force).State | Should -Be AlreadyCurrent, Changed
    }
}
