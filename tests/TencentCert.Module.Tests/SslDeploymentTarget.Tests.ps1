# Resources that a certificate can be deployed to, and the checks of a deployment against them.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    function New-Successor([string] $Id = 'a91hoLqi') {
        Invoke-SslCertificateReissue $Id DNS_AUTO -Confirm:$false 6>$null | Wait-SslCertificate 6>$null
    }
}

Describe 'Get-SslDeploymentTarget' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'lists every resource type by the instance names that a deployment accepts' {
        $targets = Get-SslDeploymentTarget clb, cdn, waf, live, ddos, teo, apigateway, vod, tke, cos, lighthouse a91hoLqi `
            -Region ap-guangzhou, ap-shanghai
        $kinds = 'clb', 'cdn', 'waf', 'live', 'ddos', 'teo', 'apigateway', 'vod', 'tke', 'cos', 'lighthouse'
        $world = $emulator.World.Resources | Where-Object { $_.Type -in $kinds -and ($_.CertificateId -in 'a91hoLqi', $null) }
        ($targets | ForEach-Object { "$($_.ResourceType) $($_.Instance)" } | Sort-Object) |
            Should -Be ($world | ForEach-Object { "$($_.Type) $($_.Name)" } | Sort-Object)
        $targets.CertificateId | Select-Object -Unique | Should -Be 'a91hoLqi'
        ($targets | Where-Object ResourceType -NE lighthouse).PresentCertificateId | Select-Object -Unique | Should -Be 'a91hoLqi'
    }

    It 'lists resources that do not match, with their domains, with -IncludeMismatch' {
        (Get-SslDeploymentTarget cdn b72kpMrj).Instance | Should -Be 'eu.shop.example.com|on'
        $all = Get-SslDeploymentTarget cdn b72kpMrj -IncludeMismatch
        ($all | Where-Object Instance -EQ 'www.example.com|on').NoMatchDomains | Should -Be 'www.example.com'
        ($all | Where-Object IsMatch).Instance | Should -Be 'eu.shop.example.com|on'
    }

    It 'reads each page of a list once' {
        1..450 | ForEach-Object {
            $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{
                Type = 'ddos'; Domain = 'www.example.com'; InstanceId = "bgpip-$_"
            })
        }
        $targets = Get-SslDeploymentTarget ddos a91hoLqi
        ($targets.Instance | Sort-Object -Unique).Count | Should -Be 451
        $emulator.Requests.Count('DescribeHostDdosInstanceList') | Should -Be 3
    }

    It 'refuses a resource type without a list, and a regional one without -Region' {
        (Invoke-Watched { Get-SslDeploymentTarget scf a91hoLqi }).Error[0].FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
        (Invoke-Watched { Get-SslDeploymentTarget clb a91hoLqi }).Error[0].Exception.Message | Should -BeLike '*-Region*'
    }

    It 'can be piped to Publish-SslCertificate' {
        $new = New-Successor
        $done = Get-SslDeploymentTarget cdn, waf, clb $new.CertificateId -Region ap-guangzhou |
            Publish-SslCertificate -CertificateId $new.CertificateId -Wait 6>$null
        $done.State | Select-Object -Unique | Should -Be 'Succeeded'
        (Get-SslDeploymentTarget cdn, waf, clb $new.CertificateId -Region ap-guangzhou).PresentCertificateId | Select-Object -Unique |
            Should -Be $new.CertificateId
        (Get-SslDeploymentTarget cdn a91hoLqi -OldCertificateId $new.CertificateId).Instance | Should -Be 'www.example.com|on'
    }

    It 'completes instance names, also by domain' {
        $line = 'Publish-SslCertificate a91hoLqi clb -Region ap-guangzhou -Instance api'
        (TabExpansion2 $line -cursorColumn $line.Length).CompletionMatches.CompletionText |
            Should -Be "'lb-web00001|lbl-web00001|api.example.com'"
        (TabExpansion2 'Get-SslDeploymentTarget cd' -cursorColumn 26).CompletionMatches.CompletionText | Should -Be 'cdn'
    }
}

Describe 'Publish-SslCertificate onto a resource that has a certificate' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'refuses a certificate that expires before the present one: <Kind>' -ForEach @(
        @{ Kind = 'cdn'; Name = 'www.example.com|on' }
        @{ Kind = 'teo'; Name = 'example.com' }
        @{ Kind = 'clb'; Name = 'lb-web00001|lbl-web00001|www.example.com' }
        @{ Kind = 'waf'; Name = 'api.example.com' }
        @{ Kind = 'tke'; Name = 'cls-00000001|default|web-tls' }
    ) {
        $new = New-Successor
        Publish-SslCertificate $new.CertificateId $Kind $Name -Region ap-guangzhou -Wait 6>$null | Out-Null
        $sent = $emulator.Requests.Count('DeployCertificateInstance')
        $said = Invoke-Watched { Publish-SslCertificate a91hoLqi $Kind $Name -Region ap-guangzhou }
        $said.Error[0].Exception.Message | Should -BeLike "*before $($new.CertificateId)*"
        $emulator.Requests.Count('DeployCertificateInstance') | Should -Be $sent
        (Publish-SslCertificate a91hoLqi $Kind $Name -Region ap-guangzhou -Force -Wait 3>$null 6>$null).State | Should -Be 'Succeeded'
    }

    It 'checks the domains of a resource whose instance name contains none' {
        $said = Invoke-Watched { Publish-SslCertificate b72kpMrj tke 'cls-00000001|default|web-tls' -Region ap-guangzhou }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameterValue.CertificateNotMatchDomain,*'
    }

    It 'warns about a different key type' {
        $ecc = $emulator.World.AddSslCertificate([string[]] @('www.example.com'), $null, $null, $null, $null, $true).Id
        $said = Invoke-Watched { Publish-SslCertificate $ecc cdn 'www.example.com|on' -Force -Wait }
        ($said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Message | Should -BeLike '*ECC*RSA*'
    }

    It 'reports an -OldCertificateId that does not exist, but not one that is unused' {
        $said = Invoke-Watched { Get-SslDeploymentTarget -ResourceType cdn -CertificateId c63mqNsk -OldCertificateId zzzzzzzz }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'FailedOperation.CertificateNotFound,*'
        (Invoke-Watched { Get-SslDeploymentTarget -ResourceType cdn -CertificateId c63mqNsk -OldCertificateId g27ruSwq }).All |
            Should -BeNullOrEmpty
    }

    It 'continues without permission for the list' {
        $new = New-Successor
        $null = $emulator.Faults.AddError('DescribeHostCdnInstanceList', 'UnauthorizedOperation.CamNoAuth', 'no', 9)
        (Publish-SslCertificate $new.CertificateId cdn 'www.example.com|on' -Wait 6>$null).State | Should -Be 'Succeeded'
    }
}
