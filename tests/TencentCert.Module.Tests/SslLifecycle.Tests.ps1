# The complete lifecycle of a certificate against the emulator.
BeforeDiscovery { $openssl = [bool](Get-Command openssl -ErrorAction Ignore) }

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -ManualValidation -Connect
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-life-$PID")).FullName
    $password = [securestring]::new()
    'life, pass 1'.ToCharArray().ForEach{ $password.AppendChar($_) }
    $ca = Join-Path $folder 'root.pem'
    $emulator.CertificateAuthorityPem | Set-Content $ca

    function Get-Mode([string] $Path) { if ($IsWindows) { '600' } else { stat -c '%a' $Path } }
}

AfterAll {
    Stop-TencentCertEmulator
    Remove-Item -Recurse $folder
}

Describe 'A certificate in its lifecycle' {
    It 'is requested, and its id is returned without a wait' {
        $script:order = Request-SslCertificate -Domain life.example.com -ValidType DNS -Alias life
        $order.CertificateId | Should -Match '^[A-Za-z0-9]{8}$'
        $order.Recovered | Should -BeFalse
    }

    It 'has a record to publish for its validation' {
        $record = @($order | Get-SslCertificateValidation)
        $record.Count | Should -Be 1
        $record.Type | Should -Be TXT
        $record.Name | Should -BeLike '*.life.example.com'
        $record.Value | Should -Not -BeNullOrEmpty
        $test = $order | Test-SslCertificateValidation
        $test.Passed | Should -BeFalse
        $test.Reason | Should -Not -BeNullOrEmpty
    }

    It 'is validated and issued' {
        $done = $order | Complete-SslCertificateValidation
        $done.State | Should -Be Changed
        ($order | Test-SslCertificateValidation).Passed | Should -BeTrue
        $script:certificate = $order | Wait-SslCertificate -PollIntervalSec 1
        $certificate.Status | Should -Be Issued
        $certificate.CertificateId | Should -Be $order.CertificateId
        ($order | Complete-SslCertificateValidation).State | Should -Be AlreadyCurrent
        ($order | Test-SslCertificate -Online -DnsName life.example.com -MinimumDays 80).Passed | Should -BeTrue
    }

    It 'is saved in every format, with its keys readable by the owner only' {
        $script:saved = $certificate | Save-SslCertificate $folder -Format Certificate, Chain, FullChain, Key, Pfx, Zip -Password $password
        $saved.State | Select-Object -Unique | Should -Be Changed
        $script:path = @{}
        $saved | ForEach-Object { $path["$($_.Format)"] = $_.Path }
        'Key', 'Pfx', 'Zip' | ForEach-Object { Get-Mode $path[$_] | Should -Be 600 -Because $_ }
        Get-ChildItem -Force $folder -Filter '*.tmp' | Should -BeNullOrEmpty
    }

    It 'is saved in files that openssl reads' -Skip:(-not $openssl) {
        & openssl verify -CAfile $ca -untrusted $path.Chain $path.Certificate | Should -BeLike '*: OK'
        & openssl x509 -in $path.FullChain -noout -subject | Should -BeLike '*life.example.com'
        $ofCertificate = (& openssl x509 -in $path.FullChain -noout -pubkey) -join ''
        (& openssl pkey -in $path.Key -pubout) -join '' | Should -Be $ofCertificate
        $pfx = & openssl pkcs12 -in $path.Pfx -passin 'pass:life, pass 1' -nodes 2>&1
        ($pfx -match 'BEGIN CERTIFICATE').Count | Should -Be 2
        ($pfx -join "`n" | & openssl pkey -pubout) -join '' | Should -Be $ofCertificate
        & openssl pkcs12 -in $path.Pfx -passin 'pass:another' -nodes 2>&1 | Out-String | Should -Match 'invalid password|mac verify'
        $LASTEXITCODE | Should -Not -Be 0
    }

    It 'is not rewritten when unchanged, and overwrites a different file only with -Force' {
        ($certificate | Save-SslCertificate $folder -Format Certificate, Chain, FullChain, Key, Pfx, Zip -Password $password).State |
            Select-Object -Unique | Should -Be AlreadyCurrent
        if (-not $IsWindows) {
            chmod 644 $path.Key $path.Pfx $path.FullChain
            $again = $certificate | Save-SslCertificate $folder -Format FullChain, Key, Pfx -Password $password
            ($again | Where-Object State -EQ Changed).Format | Should -Be Key, Pfx -Because 'others could read them'
            Get-Mode $path.Key | Should -Be 600
            Get-Mode $path.Pfx | Should -Be 600
        }
        'mine' | Set-Content -NoNewline $path.Key
        $refused = Invoke-Watched { $certificate | Save-SslCertificate $folder }
        $refused.Output | Should -BeNullOrEmpty
        $refused.Error.Exception.Message | Should -BeLike '*exists already*'
        Get-Content $path.Key | Should -Be 'mine'
        $null = $certificate | Save-SslCertificate $folder -WhatIf -Force
        Get-Content $path.Key | Should -Be 'mine'
        ($certificate | Save-SslCertificate $folder -Force | Where-Object Format -EQ Key).State | Should -Be Changed
        Get-Mode $path.Key | Should -Be 600
    }

    It 'gets an imported successor, which is uploaded once' -Skip:(-not $openssl) {
        $key = Join-Path $folder renewed.key
        $pem = Join-Path $folder renewed.pem
        $null = & openssl req -x509 -newkey rsa:2048 -nodes -keyout $key -out $pem -subj /CN=www.example.com -addext basicConstraints=critical,CA:FALSE -days 40 `
            -addext 'subjectAltName=DNS:www.example.com,DNS:example.com,DNS:api.example.com,DNS:partner.example.com' 2>&1
        $script:renewed = Import-SslCertificate $pem -KeyPath $key -Alias renewed
        $renewed.State | Should -Be Changed
        (Get-Item $pem | Import-SslCertificate -KeyPath $key).CertificateId | Should -Be $renewed.CertificateId
        ((Get-Content -Raw $pem), (Get-Content -Raw $key) -join "`n" | Import-SslCertificate).State | Should -Be AlreadyCurrent
        (Import-SslCertificate -CertificateContent (Get-Content $pem) -KeyPath $key).State | Should -Be AlreadyCurrent
        $pfx = Join-Path $folder renewed.pfx
        & openssl pkcs12 -export -in $pem -inkey $key -out $pfx -passout 'pass:life, pass 1'
        (Import-SslCertificate $pfx -Password $password).State | Should -Be AlreadyCurrent
        $wrong = Invoke-Watched { Import-SslCertificate $pem -KeyPath $path.Key }
        $wrong.Error.FullyQualifiedErrorId | Should -BeLike 'Client.Pem.KeyMismatch*'
        $emulator.Requests.Count('UploadCertificate') | Should -Be 1
    }

    It 'is listed with its bindings of every resource type' {
        $script:bound = @(Get-SslCertificateBinding a91hoLqi)
        $bound.Count | Should -Be 18
        ($bound.ResourceType | Sort-Object -Unique).Count | Should -Be 16
        ($bound | Where-Object ResourceType -EQ clb | Where-Object Domain -Contains www.example.com).Instance |
            Should -Be 'lb-web00001|lbl-web00001|www.example.com'
        (Get-SslCertificateBinding a91hoLqi -ResourceType cdn, waf).Count | Should -Be 2
    }

    It 'is replaced on its resources, with progress, and rolled back' -Skip:(-not $openssl) {
        $deployment = Update-SslCertificateBinding $renewed.CertificateId a91hoLqi -MuteOldCertificate
        $deployment.DeployRecordId | Should -BeGreaterThan 0
        $script:ended = $deployment | Wait-SslDeployment -PollIntervalSec 1
        $ended.State | Should -Be Succeeded
        $ended.Item.Count | Should -Be 18
        ($emulator.World.Resources | Where-Object CertificateId -EQ a91hoLqi) | Should -BeNullOrEmpty
        $emulator.World.FindSslCertificate('a91hoLqi').NotificationMuted | Should -BeTrue

        # A list has no counts; 0 of 0 would be misleading.
        $listed = Get-SslDeployment $renewed.CertificateId -Kind Update
        $listed.State | Should -Be Succeeded
        $listed.Total, $listed.Succeeded, $listed.Failed | Should -Be $null, $null, $null
        $listed | Out-String | Should -Not -Match '\d/\d'
        ($listed | Get-SslDeployment | Out-String -Width 80) | Should -BeLike '*18/18*'
        "$listed" | Should -BeLike '*: Succeeded'

        $back = $ended | Undo-SslDeployment -Confirm:$false
        $back.DeployRecordId | Should -Not -Be $ended.DeployRecordId
        ($back | Wait-SslDeployment -PollIntervalSec 1).State | Should -Be Succeeded
        ($emulator.World.Resources | Where-Object CertificateId -EQ a91hoLqi).Count | Should -Be 18
        ($ended | Get-SslDeployment).State | Should -Be RolledBack
        ($ended | Undo-SslDeployment -Confirm:$false).State | Should -Be RolledBack
    }

    It 'is revoked, once' {
        $change = $certificate | Revoke-SslCertificate -Reason superseded -Confirm:$false -WarningAction SilentlyContinue
        $change.State | Should -Be Changed
        $change.Validation.Count | Should -Be 1
        ($certificate | Revoke-SslCertificate -Confirm:$false).State | Should -Be AlreadyCurrent
        $emulator.Requests.Count('RevokeCertificate') | Should -Be 1
    }

    It 'is removed when it is not bound and one hour has passed' {
        $emulator.Clock.Advance([timespan]::FromMinutes(61))
        ($certificate | Remove-SslCertificate -Confirm:$false).State | Should -Be Removed
        ($certificate | Remove-SslCertificate -Confirm:$false).State | Should -Be AlreadyGone
        $emulator.World.FindSslCertificate($certificate.CertificateId) | Should -BeNullOrEmpty
    }

    It 'has its operations in the log' {
        $log = @(Get-SslCertificateLog $certificate.CertificateId)
        'apply', 'revoke' | ForEach-Object { $log.Type | Should -Contain $_ }
        @(Get-SslCertificateLog -Type appl*).Count | Should -Be 1
    }
}
