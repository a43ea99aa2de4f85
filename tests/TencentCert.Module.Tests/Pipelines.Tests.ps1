# The pipelines that the documentation shows, and a script that runs daily.

BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }

    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-pipelines-$PID")).FullName
}

AfterAll {
    Stop-TencentCertEmulator
    Remove-Item -Recurse $folder
}

Describe 'A daily script' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $key = Join-Path $folder daily.key
        $pem = Join-Path $folder daily.pem
        if (Get-Command openssl -ErrorAction Ignore) {
            $null = & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $key -out $pem `
                -subj /CN=daily.example.com -addext basicConstraints=critical,CA:FALSE -days 40 2>&1
        }

        function Invoke-Daily {
            if (Test-Path $pem) { Import-SslCertificate $pem -KeyPath $key }
            Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO | Wait-SslCertificate
            Publish-SslCertificate $new cdn 'www.example.com|on' -Wait
            Update-SslCertificateBinding $new a91hoLqi -Wait
        }
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'changes something on the first run, and reports no change on the second' {
        $first = @(Invoke-Daily)
        ($first | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be Succeeded, Succeeded
        $certificates = $emulator.World.SslCertificates.Count
        $emulator.Requests.Clear()

        $second = @(Invoke-Daily)
        ($second | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be AlreadyDeployed, AlreadyDeployed
        ($second | Where-Object { $_ -is [TencentCert.Core.Ssl.SslCertificateImport] }).State |
            ForEach-Object { $_ | Should -Be AlreadyCurrent }
        'UploadCertificate', 'ApplyCertificate', 'UpdateCertificateInstance' |
            ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
        $emulator.World.SslCertificates.Count | Should -Be $certificates
    }

    It 'gets the issued certificate with its expiry until -AllowDuplicate requests another' {
        $again = Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO
        $again.State | Should -Be AlreadyCurrent
        $again.Status | Should -Be Issued
        $again.NotAfter | Should -BeGreaterThan ([datetimeoffset]::Now)
        (Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO -AllowDuplicate).State | Should -Be Changed
    }

    It 'deploys only to resources that do not have the certificate yet' {
        $made = @(Publish-SslCertificate $new live 'partner.example.com' -Wait)
        $made.State | Should -Be AlreadyDeployed
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{
            Type = 'live'; Domain = 'www.example.com'; CertificateId = 'a91hoLqi'
        })
        $both = @(Publish-SslCertificate $new live 'partner.example.com', 'www.example.com' -Wait)
        $both.State | Should -Be AlreadyDeployed, Succeeded
    }
}

Describe 'A documented pipeline' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'Invoke-SslCertificateReissue | Wait-SslCertificate | Update-SslCertificateBinding' {
        $deployment = Invoke-SslCertificateReissue a91hoLqi -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate |
            Update-SslCertificateBinding | Wait-SslDeployment
        $deployment.State | Should -Be Succeeded
        $deployment.OldCertificateId | Should -Be a91hoLqi
        $deployment.Total | Should -Be 18
    }

    It 'Request-SslCertificate | Wait-SslCertificate | Save-SslCertificate' {
        $files = Request-SslCertificate -Domain pipe.example.com -ValidType DNS_AUTO | Wait-SslCertificate |
            Save-SslCertificate (Join-Path $folder pipe)
        $files.Count | Should -Be 4
    }

    It 'Request-SslCertificate -Wait | Save-SslCertificate' {
        @(Request-SslCertificate -Domain wait.example.com -ValidType DNS_AUTO -Wait |
            Save-SslCertificate (Join-Path $folder pipe) -Format FullChain).Count | Should -Be 1
    }

    It 'Get-SslCertificate | Save-SslCertificate' {
        $files = Get-SslCertificate -Status Issued | Save-SslCertificate (Join-Path $folder all) -Format FullChain, Key
        ($files.CertificateId | Sort-Object -Unique).Count | Should -Be @(Get-SslCertificate -Status Issued).Count
    }

    It 'Get-Content, without -Raw, as a certificate request' {
        $csr = Join-Path $folder lines.csr
        $null = New-SslCertificateRequest static.example.com (Join-Path $folder lines.key) -CsrPath $csr
        $run = Invoke-Watched { Invoke-SslCertificateReissue c63mqNsk DNS_AUTO -CsrType upload -CsrContent (Get-Content $csr) -WhatIf }
        $run.Error | Should -BeNullOrEmpty
        $bad = Invoke-Watched {
            Invoke-SslCertificateReissue c63mqNsk DNS_AUTO -CsrType upload -CsrContent (Get-Content $csr |
                Select-Object -SkipLast 1) -WhatIf
        }
        $bad.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Pem.Malformed,*'
    }

    It 'Get-Content, without -Raw, as one file' {
        $named = @{ Destination = Join-Path $folder lined; FileName = 'lined' }
        $file, $key = (Save-SslCertificate -CertificateId c63mqNsk @named -Format FullChain, Key).Path
        @(Get-Content $file | Test-SslCertificate).Path | Should -Be $file
        @(Get-Content $file | Import-SslCertificate -KeyPath $key -AllowDuplicate).State | Should -Be Changed
        $emulator.Requests.Count('UploadCertificate') | Should -Be 1
        @(Get-Content $file | Import-GaapCertificate -KeyPath $key).Reused | Should -BeTrue
    }

    It 'New-SslCertificateRequest | Invoke-SslCertificateReissue | Wait-SslCertificate | Save-SslCertificate -KeyPath' {
        $own = Join-Path $folder own.key
        $files = New-SslCertificateRequest static.example.com $own -KeyKind EccPrime256v1 |
            Invoke-SslCertificateReissue -CertificateId c63mqNsk -ValidType DNS_AUTO -CsrType upload -Confirm:$false |
            Wait-SslCertificate | Save-SslCertificate (Join-Path $folder own) -KeyPath $own
        ($files | Where-Object Format -EQ Key) | Should -Not -BeNullOrEmpty
        if (-not $IsWindows) { stat -c '%a' $own | Should -Be 600 }
        $taken = Invoke-Watched { New-SslCertificateRequest static.example.com $own }
        $taken.Error.Exception.Message | Should -BeLike '*exists already*-Force*'
        $taken.Error.CategoryInfo.Category | Should -Be ResourceExists
    }

    It 'Request-SslCertificate -RenewCertificate | Wait-SslCertificate | Update-SslCertificateBinding' {
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{
            Type = 'cdn'; Domain = 'blog.example.com'; CertificateId = 'e45psQun'
        })
        $moved = Request-SslCertificate -Domain blog.example.com -ValidType DNS_AUTO -RenewCertificate e45psQun | Wait-SslCertificate |
            Update-SslCertificateBinding -Wait
        $moved.State | Should -Be Succeeded
        $moved.OldCertificateId | Should -Be e45psQun
    }

    It 'Get-SslCertificateBinding | Publish-SslCertificate' {
        $new = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $made = Get-SslCertificateBinding b72kpMrj -ResourceType cdn | Publish-SslCertificate -CertificateId $new -Wait
        $made.State | Should -Be Succeeded
    }
}
