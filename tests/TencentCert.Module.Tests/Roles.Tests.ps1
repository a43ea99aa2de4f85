BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/FakeCloud.ps1
    $cloud = Start-FakeCloud
    $arn = 'qcs::cam::uin/100000000001:roleName/deploy'
    $folder = New-Item -ItemType Directory -Force -Path (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-roles-$PID")
    'a.signed.tokenHidden' | Set-Content (Join-Path $folder 'web.token')
    $web = @{ RoleArn = $arn; ProviderId = 'github'; WebIdentityTokenPath = Join-Path $folder 'web.token'; Endpoint = $cloud.Endpoint }
    function Get-Asked { $cloud.Requests.ToArray() }
}

AfterAll {
    Stop-FakeCloud $cloud
    Remove-Item $folder -Recurse
    Disconnect-TencentCert
}

Describe 'A role' {
    BeforeEach {
        Disconnect-TencentCert
        $cloud.Requests.Clear()
        $cloud.Refuse.Clear()
    }

    It 'is taken on with a key, and its key is used' {
        $connection = Connect-TencentCert -Credential (New-Key) -RoleArn $arn -RoleSessionName weekly -ExternalId agreed -Endpoint $cloud.Endpoint -PassThru
        $null = Invoke-TencentCertApi ssl DescribeCertificates
        $asked = Get-Asked
        $asked.Action | Should -Be 'AssumeRole', 'DescribeCertificates'
        $asked[0].Body.RoleArn | Should -Be $arn
        $asked[0].Body.RoleSessionName | Should -Be 'weekly'
        $asked[0].Body.ExternalId | Should -Be 'agreed'
        $asked[1].Token | Should -Be 'tokenHidden'
        $connection.Credentials.Current.Source | Should -Be 'assumed role'
        $connection.Credentials.Current.Credential.ExpiresAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddHours(1))
    }

    It 'is taken on with a web identity token and no key at all' {
        $said = Invoke-Watched { Connect-TencentCert @web -Verbose }
        $said.Error | Should -BeNullOrEmpty
        $said.Verbose -join "`n" | Should -BeLike '*web identity*RequestId request-1*'
        $asked = @(Get-Asked)
        $asked.Action | Should -Be 'AssumeRoleWithWebIdentity'
        $asked[0].Authorization | Should -Be 'SKIP'
        $asked[0].Body.WebIdentityToken | Should -Be 'a.signed.tokenHidden'
        $asked[0].Body.ProviderId | Should -Be 'github'
        ($said.All + (Get-TencentCertConnection)) | Format-List * -Force | Out-String | Should -Not -BeLike '*Hidden*'
    }

    It 'takes the token from a path as PowerShell means it' {
        Push-Location $folder
        try { Connect-TencentCert @web -WebIdentityTokenPath './web.token' }
        finally { Pop-Location }
        @(Get-Asked).Count | Should -Be 1
    }

    It 'is not taken on before the first call of New-TencentCertConnection' {
        $connection = New-TencentCertConnection @web
        @(Get-Asked).Count | Should -Be 0
        $null = Invoke-TencentCertApi ssl DescribeCertificates -Connection $connection
        (Get-Asked).Action | Should -Be 'AssumeRoleWithWebIdentity', 'DescribeCertificates'
    }

    It 'fails with the code and RequestId of STS' {
        $cloud.Refuse['AssumeRoleWithWebIdentity'] = 'InvalidParameter.WebIdentityTokenError'
        $failure = { Connect-TencentCert @web } | Should -Throw -ErrorId 'InvalidParameter.WebIdentityTokenError,*' -PassThru
        $failure.ErrorDetails.Message | Should -BeLike '*sts:AssumeRoleWithWebIdentity*RequestId request-1*'
        $failure | Format-List * -Force | Out-String | Should -Not -BeLike '*Hidden*'
    }

    It 'of the environment is taken on once for many commands' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDenvironment00000'
        $env:TENCENTCLOUD_SECRET_KEY = 'of-the-environment'
        $env:TENCENTCLOUD_ROLE_ARN = $arn
        try {
            Connect-TencentCert -Endpoint $cloud.Endpoint
            1..3 | ForEach-Object { $null = Invoke-TencentCertApi ssl DescribeCertificates }
            @((Get-Asked).Action -eq 'AssumeRole').Count | Should -Be 1
        }
        finally { $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $env:TENCENTCLOUD_ROLE_ARN = $null }
    }

    It 'of a tccli profile is taken on once for many commands' {
        $profiles = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')
        @{ secretId = 'AKIDprofile000000000'; secretKey = 'of-the-profile'; 'role-arn' = $arn } | ConvertTo-Json | Set-Content (Join-Path $profiles 'role.credential')
        Connect-TencentCert -Credential (New-Key) -Endpoint $cloud.Endpoint
        1..3 | ForEach-Object { $null = Invoke-TencentCertApi ssl DescribeCertificates -ProfileName role }
        @((Get-Asked).Action -eq 'AssumeRole').Count | Should -Be 1
        (Get-Asked)[-1].Token | Should -Be 'tokenHidden'
    }

    It 'of the CVM is not there elsewhere, which is said' {
        $failure = { Connect-TencentCert -InstanceRole } | Should -Throw -ErrorId 'Client.NoCredential,*' -PassThru
        $failure.ErrorDetails.Message | Should -BeLike '*CVM role: *metadata.tencentyun.com*'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = '-InstanceRole with -Credential'; With = { @{ InstanceRole = $true; Credential = New-Key } } }
        @{ Text = '-WebIdentityTokenPath with -ProfileName'; With = { $web + @{ ProfileName = 'x' } } }
        @{ Text = '-WebIdentityTokenPath without -RoleArn'; With = { @{ WebIdentityTokenPath = 'x'; ProviderId = 'x' } } }
        @{ Text = '-WebIdentityTokenPath without -ProviderId'; With = { @{ WebIdentityTokenPath = 'x'; RoleArn = $arn } } }
        @{ Text = '-ProviderId without -WebIdentityTokenPath'; With = { @{ ProviderId = 'x'; RoleArn = $arn } } }
        @{ Text = '-ExternalId with -WebIdentityTokenPath'; With = { $web + @{ ExternalId = 'x' } } }
        @{ Text = '-ExternalId without -RoleArn'; With = { @{ Credential = New-Key; ExternalId = 'x' } } }
        @{ Text = '-RoleSessionName without -RoleArn'; With = { @{ Credential = New-Key; RoleSessionName = 'xx' } } }
    ) {
        $given = & $With
        { Connect-TencentCert @given } | Should -Throw -ErrorId 'Client.InvalidParameter,*'
        @(Get-Asked).Count | Should -Be 0
    }
}

Describe 'Test-TencentCertConnection' {
    BeforeEach {
        Disconnect-TencentCert
        $cloud.Requests.Clear()
        $cloud.Refuse.Clear()
    }

    It 'says whose key works, and lets the connection know' {
        Connect-TencentCert -Credential (New-Key) -Endpoint $cloud.Endpoint
        $report = Test-TencentCertConnection
        $report.Passed | Should -BeTrue
        $report.Problem | Should -BeNullOrEmpty
        $report.Account | Should -Be '100000000001'
        $report.RequestId | Should -Be 'request-1'
        $report.Source | Should -Be 'explicit credential'
        $report.Latency | Should -BeGreaterThan ([timespan]::Zero)
        (Get-TencentCertConnection).Account | Should -Be '100000000001'
        Get-TencentCertConnection | Out-String -Width 200 | Should -BeLike '*Account*100000000001*'
        Test-TencentCertConnection -Quiet | Should -BeTrue
    }

    It 'reads a certificate where STS is not there, as in the emulator' {
        $emulator = Start-TencentCertEmulator -Connect
        try {
            $report = Test-TencentCertConnection
            $report.Passed | Should -BeTrue
            $report.Action | Should -Be 'ssl:DescribeCertificates'
            $report.Account | Should -BeNullOrEmpty
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }

    It 'says of <Code> that it is <Kind>, without an error' -ForEach @(
        @{ Code = 'AuthFailure.SecretIdNotFound'; Kind = 'UnknownSecretId' }
        @{ Code = 'AuthFailure.SignatureFailure'; Kind = 'WrongSecretKey' }
        @{ Code = 'AuthFailure.SignatureExpire'; Kind = 'WrongClock' }
        @{ Code = 'AuthFailure.TokenFailure'; Kind = 'KeyExpired' }
        @{ Code = 'UnauthorizedOperation'; Kind = 'NotPermitted' }
    ) {
        $cloud.Refuse['GetCallerIdentity'] = $cloud.Refuse['DescribeCertificates'] = $Code
        $said = Invoke-Watched { New-TencentCertConnection -Credential (New-Key) -Endpoint $cloud.Endpoint | Test-TencentCertConnection }
        $said.Error | Should -BeNullOrEmpty
        $said.Output[0].Passed | Should -BeFalse
        "$($said.Output[0].Kind)" | Should -Be $Kind
        $said.Output[0].Code | Should -Be $Code
        $said.Output[0].Problem | Should -Not -BeLike 'Problem*'
        $said.Output[0].Advice | Should -Not -BeNullOrEmpty
        $said.Output[0] | Out-String | Should -BeLike '*Problem*Advice*'
    }

    It 'says of a closed port that it is unreachable, and of a wrong token path that the key is unusable' {
        $closed = New-TencentCertConnection -Credential (New-Key) -Endpoint 'http://127.0.0.1:1' | Test-TencentCertConnection
        "$($closed.Kind)" | Should -Be 'Unreachable'
        $closed.Problem | Should -BeLike '*http://127.0.0.1:1*'
        $given = $web + @{}
        $given.WebIdentityTokenPath = 'nowhere'
        "$((New-TencentCertConnection @given | Test-TencentCertConnection).Kind)" | Should -Be 'UnusableKey'
    }

    It 'says that there is no key' {
        $report = Test-TencentCertConnection -ProfileName nobody
        "$($report.Kind)" | Should -Be 'NoKey'
        Test-TencentCertConnection -ProfileName nobody -Quiet | Should -BeFalse
    }

    It 'has a text for every problem in both languages' {
        $texts = foreach ($culture in 'en-US', 'zh-CN') {
            $file = if ($culture -eq 'en-US') { 'Messages.resx' } else { 'Messages.zh.resx' }
            , @(([xml](Get-Content -Raw (Join-Path $Root "src/TencentCert/Strings/$file"))).root.data.name -like 'Problem*' -replace '^Problem' | Sort-Object)
        }
        $all = [enum]::GetNames([TencentCert.Core.Diagnostics.ConnectionProblem]) -ne 'None' | Sort-Object
        $texts[0] | Should -Be $all
        $texts[1] | Should -Be $all
    }
}
