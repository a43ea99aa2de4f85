BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1
    $names = [string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')
}

AfterAll { Stop-TencentCertEmulator }

Describe 'A certificate that does not match' {
    BeforeAll {
        $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect
        $other = $emulator.World.AddSslCertificate([string[]]'other.example.com').Id
        $new = $emulator.World.AddSslCertificate($names).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is refused with the domains before a change is sent, and deployed with -Force' {
        $run = Invoke-Watched { Update-SslCertificateBinding $other c63mqNsk }
        $run.Error.Count | Should -Be 1
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameterValue.CertificateNotMatchDomain,*'
        $run.Error[0].Exception.Message | Should -BeLike '*static.example.com*'
        $emulator.Requests.Count('UpdateCertificateInstance') | Should -Be 0
        (Update-SslCertificateBinding $other c63mqNsk -Force -Wait -WarningAction SilentlyContinue).State | Should -Be Succeeded
    }

    It 'is refused when the two ids are swapped' {
        $null = Update-SslCertificateBinding $new a91hoLqi -Wait
        $run = Invoke-Watched { Update-SslCertificateBinding a91hoLqi $new }
        $run.Error[0].Exception.Message | Should -BeLike "*before $new*"
        @($emulator.World.Resources | Where-Object CertificateId -EQ $new).Count | Should -Be 18
    }

    It 'is refused for the resources that it does not cover, and deployed to the others' {
        $www = $emulator.World.AddSslCertificate([string[]]'www.example.com').Id
        $run = Invoke-Watched {
            Publish-SslCertificate $www cdn 'www.example.com|on', 'eu.shop.example.com|on', 'gone.example.org|on' -Wait
        }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'InvalidParameterValue.CertificateNotMatchDomain,*'
        $run.Error.TargetObject | Should -Be 'eu.shop.example.com|on', 'gone.example.org|on'
        ($run.Output | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be Succeeded
    }

    It 'can be recognized by the domains that -WhatIf shows' {
        $shop = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $said = pwsh -NoProfile -NonInteractive -Command "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'
            New-TencentCertConnection -Endpoint '$($emulator.Endpoint)' -Credential ([pscredential]::new('$($emulator.Credential.UserName)', (ConvertTo-SecureString -AsPlainText -Force '$($emulator.Credential.GetNetworkCredential().Password)'))) |
                ForEach-Object { Update-SslCertificateBinding $shop b72kpMrj -WhatIf -Connection `$_ }"
        $said -join ' ' | Should -BeLike '*1 CDN domain of b72kpMrj: eu.shop.example.com*'
    }
}

Describe 'A refusal by the service' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is an error while resources use the old certificate: <_>' `
        -ForEach 'FailedOperation.CertificateDeployInstanceEmpty', 'FailedOperation.CertificateNotDeployInstance' {
        $new = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $null = $emulator.Faults.AddError('UpdateCertificateInstance', $_)
        $run = Invoke-Watched { Update-SslCertificateBinding $new b72kpMrj }
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike "$_,*"
        $run.Error[0].Exception.Message | Should -BeLike '*1 CDN domain*b72kpMrj*'
    }
}

Describe 'A verification' {
    BeforeAll {
        $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect
        $new = $emulator.World.AddSslCertificate($names).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'by Update-SslCertificateBinding -Verify makes a handshake for each domain' {
        $made = Update-SslCertificateBinding $new a91hoLqi -Verify -ConnectTo $emulator.Edge -WarningVariable warned `
            -WarningAction SilentlyContinue 6>$null
        $made.State | Should -Be Succeeded
        $made.Verified | Should -BeTrue
        @($made.Test | Where-Object Domain).Count | Should -Be 14
        ($made.Test | Where-Object Domain).ResourceType | Sort-Object -Unique | Should -Contain teo
        "$warned" | Should -BeLike '*tdmq*'
    }

    It 'by Test-SslCertificateBinding reports the certificate that is served instead' {
        $tested = Get-SslCertificateBinding $new -ResourceType waf, teo | Test-SslCertificateBinding -ConnectTo $emulator.Edge
        $tested.Passed | Should -Be $true, $true
        $before = Get-SslCertificateBinding $new -ResourceType teo
        ($emulator.World.Resources | Where-Object Type -EQ teo).CertificateId = 'c63mqNsk'
        $tested = $before | Test-SslCertificateBinding -ConnectTo $emulator.Edge
        $tested.Passed | Should -BeFalse
        $tested.Reason | Should -BeLike '*static.example.com*'
        ($before | Test-SslCertificateBinding -ConnectTo $emulator.Edge -Quiet) | Should -BeFalse
    }

    It 'that cannot connect reports that the resource has the certificate, and recommends -ConnectTo' {
        $one = $emulator.World.AddSslCertificate([string[]] 'static.example.com').Id
        $run = Invoke-Watched {
            Update-SslCertificateBinding $one c63mqNsk -Verify -ConnectTo 'no.such.host.invalid:443' -Confirm:$false `
                -Connection (New-EmulatedTimeConnection $emulator)
        }
        ($run.Output | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be Succeeded
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotReachable,*'
        $run.Error[0].Exception.Message | Should -BeLike '*could not be tested: no.such.host.invalid:443 cannot be reached*'
        $run.Error[0].ErrorDetails.RecommendedAction |
            Should -BeLike 'The resource has the certificate;*-ConnectTo*Test-SslCertificateBinding*'
        $run.Error[0].TargetObject.IsReachable | Should -BeFalse
    }

    It 'of a wildcard uses a name that it covers' {
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{
            Type = 'waf'; Region = 'ap-guangzhou'; Domain = '*.shop.example.com'; CertificateId = 'b72kpMrj'
        })
        $tested = Test-SslCertificateBinding b72kpMrj -ResourceType waf -ConnectTo $emulator.Edge
        $tested.Passed | Should -BeTrue
        $tested.ServerName | Should -BeLike '?*.shop.example.com'
    }
}

Describe 'An upload without a predecessor' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'replaces the certificate for the same names with -MatchDomain' {
        $upload = $emulator.World.AddSslCertificate($names, [TencentCert.Emulator.Ssl.SslProduct]::Uploaded).Id
        $made = Update-SslCertificateBinding $upload -MatchDomain -Wait 6>$null
        $made.OldCertificateId | Should -Be a91hoLqi
        $made.State | Should -Be Succeeded
        @($emulator.World.Resources | Where-Object CertificateId -EQ $upload).Count | Should -Be 18
        (Update-SslCertificateBinding $upload -MatchDomain -Wait).State | Should -Be AlreadyDeployed
    }
}

Describe 'Deployment cmdlets without arguments' {
    BeforeAll {
        $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect
        $shop = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $update = Update-SslCertificateBinding $shop b72kpMrj -Wait 6>$null
        $deploy = Publish-SslCertificate ($emulator.World.AddSslCertificate([string[]]'static.example.com').Id) cdn 'static.example.com|on' `
            -Wait 6>$null
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'list deployments, with -Detailed including resource type and time' {
        (Get-SslDeployment).DeployRecordId | Should -Be $update.DeployRecordId, $deploy.DeployRecordId
        $one = Get-SslDeployment -Kind Deploy -Detailed
        $one.ResourceType | Should -Be cdn
        $one.CreateTime | Should -Not -BeNullOrEmpty
        (Get-SslDeployment -DeployRecordId $deploy.DeployRecordId -Kind Deploy).ResourceType | Should -Be cdn
    }

    It 'offer deployment ids by completion: <_>' -ForEach 'Wait-SslDeployment', 'Undo-SslDeployment', 'Restart-SslDeployment' {
        # Wait without parameters waits for all; the others require the id.
        (Get-Command $_).DefaultParameterSet | Should -Be ($_ -eq 'Wait-SslDeployment' ? 'All' : 'Id')
        (TabExpansion2 "$_ ").CompletionMatches.CompletionText | Should -Contain "$($deploy.DeployRecordId)"
    }
}
