BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'A failure' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'of one resource is one error with the message of the service, and the others are deployed' {
        $waf = $emulator.World.Resources | Where-Object Type -EQ waf
        $waf.Failures = 1
        $waf.FailureText = 'the WAF instance is out of service.'
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -Wait }
        $script:deployment = $run.Output | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }
        $deployment.State | Should -Be PartlyFailed
        $deployment.Failed | Should -Be 1
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike '*waf*out of service*'
        $run.Error[0].Exception.Message | Should -Not -BeLike '*..*'
        $run.Error[0].TargetObject.ResourceType | Should -Be waf
    }

    It 'is retried once by Restart-SslDeployment' {
        ($deployment | Restart-SslDeployment -WhatIf) | Should -BeNullOrEmpty
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 0
        ($deployment | Restart-SslDeployment | Wait-SslDeployment).State | Should -Be Succeeded
        $null = $deployment | Restart-SslDeployment
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 1
    }

    It 'of a read includes the created id in the error' {
        $null = $emulator.Faults.AddError('DescribeHostUpdateRecordDetail', 'InternalError.Test', 'no', 9)
        $one = $emulator.World.AddSslCertificate([string[]]'static.example.com').Id
        $run = Invoke-Watched { Update-SslCertificateBinding $one c63mqNsk -Wait }
        $run.Error[0].TargetObject.DeployRecordId | Should -BeGreaterThan 0
        $emulator.Faults.Clear()
        ($run.Error[0].TargetObject | Wait-SslDeployment).State | Should -Be Succeeded

        $null = $emulator.Faults.AddError('DescribeCertificate', 'InternalError.Test', 'no', 9)
        $run = Invoke-Watched { Request-SslCertificate -Domain fault.example.com -ValidType DNS -Wait }
        $run.Error[0].TargetObject.CertificateId | Should -Be @(
            $emulator.World.SslCertificates | Where-Object { $_.Names -contains 'fault.example.com' }
        ).Id
        $emulator.Faults.Clear()
    }
}

Describe 'A deployment id' {
    BeforeAll {
        $emulator = Start-World @{ Speed = 2 }
        $new = $emulator.World.AddSslCertificate([string[]] @(
            'www.example.com', 'example.com', 'api.example.com', 'partner.example.com'
        )).Id
        # 18 resources, which are updated in sequence.
        $update = Update-SslCertificateBinding $new a91hoLqi -Confirm:$false
        $deploy = Publish-SslCertificate $emulator.World.AddSslCertificate([string[]] 'static.example.com').Id cdn 'static.example.com|on' `
            -Confirm:$false
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is sufficient without -Kind' {
        (Get-SslDeployment $update.DeployRecordId).Kind | Should -Be Update
        (Get-SslDeployment "$($deploy.DeployRecordId)").Kind | Should -Be Deploy
        (Get-SslDeployment -DeployRecordId $deploy.DeployRecordId).Item.Count | Should -Be 1
    }

    It 'that does not exist is an error' -ForEach Get, Wait, Undo, Restart {
        foreach ($kind in @{}, @{ Kind = 'Update' }) {
            $run = Invoke-Watched { & "$_-SslDeployment" -DeployRecordId 4711 @kind }
            $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound*'
            $run.Error[0].Exception.Message | Should -BeLike '*no deployment 4711*Get-SslDeployment*'
        }
    }

    It 'is the only mandatory parameter of <_>-SslDeployment' -ForEach Undo, Restart {
        $parameters = (Get-Command "$_-SslDeployment").ParameterSets | Where-Object IsDefault | ForEach-Object Parameters
        ($parameters | Where-Object IsMandatory).Name | Should -Be DeployRecordId
        (Get-Command "$_-SslDeployment").Parameters.DeployRecordId.ParameterType | Should -Be ([long])
    }

    It 'can be given as the deployment object' {
        (Get-SslDeployment -DeployRecordId $update).DeployRecordId | Should -Be $update.DeployRecordId
    }

    It 'is not required to wait for all deployments in progress' {
        $run = Invoke-Watched { Wait-SslDeployment -TimeoutSec 0 }
        $run.Error.TargetObject.DeployRecordId | Should -Contain $update.DeployRecordId
        $emulator.World.Clock.Advance([timespan]::FromHours(1))
        $run = Invoke-Watched { Wait-SslDeployment -Verbose }
        $run.Output | Should -BeNullOrEmpty
        $run.Verbose | Should -Contain 'No deployment is in progress.'
    }
}
