BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect
    $quick = New-TencentCertConnection -Credential $emulator.Credential -Endpoint $emulator.Endpoint -MaximumRetryCount 0
    function Get-TheError([string] $Code, [string] $Action = 'RevokeCertificate') {
        [void]$emulator.Faults.AddError($Action, $Code, 'What the service says.')
        (Invoke-Watched { Invoke-TencentCertApi ssl $Action @{ CertificateId = 'x' } -Connection $quick -Confirm:$false }).Error[0]
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Service errors' {
    AfterEach { $emulator.Faults.Clear() }

    It 'map <Code> to the category <Category>' -ForEach @(
        @{ Code = 'AuthFailure.UnauthorizedOperation'; Category = 'PermissionDenied' }
        @{ Code = 'AuthFailure.SecretIdNotFound'; Category = 'AuthenticationError' }
        @{ Code = 'UnauthorizedOperation'; Category = 'PermissionDenied' }
        @{ Code = 'UnauthorizedOperation.CamNoAuth'; Category = 'PermissionDenied' }
        @{ Code = 'ResourceNotFound'; Category = 'ObjectNotFound' }
        @{ Code = 'FailedOperation.CertificateNotFound'; Category = 'ObjectNotFound' }
        @{ Code = 'InvalidParameter'; Category = 'InvalidArgument' }
        @{ Code = 'InvalidParameter.RenewAlgorithmInvalid'; Category = 'InvalidArgument' }
        @{ Code = 'InvalidParameterValue.CertificateNotMatchDomain'; Category = 'InvalidArgument' }
        @{ Code = 'MissingParameter'; Category = 'InvalidArgument' }
        @{ Code = 'UnknownParameter'; Category = 'InvalidArgument' }
        @{ Code = 'LimitExceeded'; Category = 'QuotaExceeded' }
        @{ Code = 'FailedOperation.ExceedsFreeLimit'; Category = 'QuotaExceeded' }
        @{ Code = 'ResourceInUse'; Category = 'ResourceBusy' }
        @{ Code = 'FailedOperation.ListenerHasTask'; Category = 'ResourceBusy' }
        @{ Code = 'FailedOperation.CertificateIsUsing'; Category = 'ResourceBusy' }
        @{ Code = 'UnsupportedOperation'; Category = 'NotImplemented' }
        @{ Code = 'FailedOperation.ProxyVersionNotSupport'; Category = 'NotImplemented' }
        @{ Code = 'InternalError'; Category = 'ResourceUnavailable' }
        @{ Code = 'InternalError.BackendResponseEmpty'; Category = 'ResourceUnavailable' }
        @{ Code = 'FailedOperation.OrderAlreadyReplaced'; Category = 'InvalidOperation' }
        @{ Code = 'FailedOperation.CertificateMismatch'; Category = 'InvalidData' }
        @{ Code = 'Something.NobodyKnows'; Category = 'InvalidOperation' }
    ) {
        $problem = Get-TheError $Code
        $problem.FullyQualifiedErrorId | Should -BeExactly "$Code,TencentCert.Api.InvokeTencentCertApiCommand"
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.TargetObject | Should -Be 'RevokeCertificate'
        $problem.Exception.Code | Should -BeExactly $Code
    }

    It 'contain the message of the service, the code, the action and the RequestId' {
        $problem = Get-TheError 'ResourceNotFound'
        $id = @($emulator.Requests.Entries)[-1].RequestId
        $problem.ErrorDetails.Message | Should -BeExactly "What the service says. (ResourceNotFound, ssl:RevokeCertificate, RequestId $id)"
    }

    It 'report that a change may have taken effect despite the error' {
        (Get-TheError 'InternalError').ErrorDetails.Message | Should -BeLike '*may have taken effect*'
        (Get-TheError 'ResourceNotFound').ErrorDetails.Message | Should -Not -BeLike '*may have taken effect*'
    }

    It 'do not include throttling, which is retried even with -MaximumRetryCount 0' {
        [void]$emulator.Faults.AddError('DescribeCertificates', 'RequestLimitExceeded.UinLimitExceeded', 'slow', 1)
        (Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } -Connection $quick).TotalCount | Should -BeGreaterThan 0
    }

    It 'map the fault <Kind> to the code <Code> and the category <Category>' -ForEach @(
        @{ Kind = 'Html'; Code = 'Client.UnreadableAnswer'; Category = 'InvalidResult' }
        @{ Kind = 'ServerError'; Code = 'Client.HttpStatus'; Category = 'InvalidResult' }
        @{ Kind = 'LoseAnswer'; Code = 'Client.AnswerLost'; Category = 'ConnectionError' }
        @{ Kind = 'TruncatedBody'; Code = 'Client.AnswerLost'; Category = 'ConnectionError' }
    ) {
        [void]$emulator.Faults.Add('RevokeCertificate', $Kind)
        $problem = (Invoke-Watched {
            Invoke-TencentCertApi ssl RevokeCertificate @{ CertificateId = 'x' } -Connection $quick -Confirm:$false
        }).Error[0]
        $problem.FullyQualifiedErrorId | Should -BeLike "$Code,*"
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'map a closed port to the code Client.NotSent' {
        $nowhere = New-TencentCertConnection -Credential $emulator.Credential -Endpoint http://127.0.0.1:9 -MaximumRetryCount 0
        $problem = (Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates -Connection $nowhere }).Error[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'Client.NotSent,*'
        $problem.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}

Describe 'An invalid proxy setting' {
    It 'is not used, and the connection error names it: <_>' -ForEach 'http://bob:hidden@proxy.example.com:99999', 'proxy example' {
        $before = $env:HTTPS_PROXY, $env:NO_PROXY, $env:no_proxy
        try {
            $env:HTTPS_PROXY, $env:NO_PROXY, $env:no_proxy = $_, $null, $null
            $text = pwsh -NoProfile -NonInteractive -Command "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'
                `$key = [pscredential]::new('AKIDtest00000000test', (ConvertTo-SecureString 'a-key-of-no-account' -AsPlainText -Force))
                Connect-TencentCert -Credential `$key -Endpoint https://service.invalid -MaximumRetryCount 0
                try { Get-SslCertificate -ErrorAction Stop } catch { `$_.Exception.Message }"
        }
        finally { $env:HTTPS_PROXY, $env:NO_PROXY, $env:no_proxy = $before }
        $text | Should -BeLike 'service.invalid: no connection (*). The value of HTTPS_PROXY is not the address of a proxy, so none was used. Nothing was sent.'
    }
}

Describe 'Advice' {
    It 'is shown as a recommendation on the console' {
        $text = pwsh -NoProfile -NonInteractive `
            -Command "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Connect-TencentCert" 2>&1 |
            Out-String
        $text | Should -BeLike '*Recommendation: Run Connect-TencentCert*'
    }

    It 'is that of the code or of its parent code' {
        (Get-TheError 'InvalidParameter.NobodyKnows').ErrorDetails.RecommendedAction |
            Should -Be (Get-TheError 'InvalidParameter').ErrorDetails.RecommendedAction
        (Get-TheError 'Something.NobodyKnows').ErrorDetails.RecommendedAction | Should -BeNullOrEmpty
    }

    It 'exists for <_>' -ForEach @(
        'FailedOperation', 'FailedOperation.AuthError', 'FailedOperation.CancelOrderFailed', 'FailedOperation.CannotBeDeletedIssued',
        'FailedOperation.CannotBeDeletedWithinHour', 'FailedOperation.CannotGetOrder', 'FailedOperation.CertificateInvalid',
        'FailedOperation.CertificateMismatch',
        'FailedOperation.CertificateNotFound', 'FailedOperation.ExceedsFreeLimit', 'FailedOperation.InvalidCertificateSource',
        'FailedOperation.InvalidCertificateStatusCode', 'FailedOperation.InvalidParam', 'FailedOperation.NetworkError',
        'FailedOperation.NoProjectPermission',
        'FailedOperation.NoRealNameAuth', 'FailedOperation.OrderAlreadyReplaced', 'FailedOperation.OrderReplaceFailed', 'InternalError',
        'InvalidParameter.RenewAlgorithmInvalid', 'FailedOperation.ListenerHasTask', 'FailedOperation.ProxyVersionNotSupport',
        'InvalidParameter',
        'InvalidParameterValue', 'MissingParameter', 'ResourceNotFound', 'ResourceUnavailable', 'UnknownParameter'
    ) {
        foreach ($file in 'Advice.resx', 'Advice.zh.resx') {
            ([xml](Get-Content -Raw (Join-Path $Root "src/TencentCert/Strings/$file"))).root.data.name | Should -Contain $_
        }
    }

    It 'exists for the common code <_>' -ForEach @(
        'RequestLimitExceeded', 'LimitExceeded.RateLimitExceeded', 'FailedOperation.ActionOperateTooQuickly', 'AuthFailure.SignatureExpire',
        'AuthFailure.TokenFailure',
        'AuthFailure.SignatureFailure', 'AuthFailure.InvalidAuthorization', 'AuthFailure.InvalidSecretId', 'AuthFailure.SecretIdNotFound',
        'AuthFailure.MFAFailure',
        'AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation', 'IpInBlacklist', 'IpNotInWhitelist', 'InternalError',
        'ServiceUnavailable', 'ResourceUnavailable',
        'ResourceInsufficient', 'ResourceInUse', 'FailedOperation.ActionIsDoing', 'FailedOperation.ResourceUpgrading',
        'FailedOperation.DuplicatedRequest', 'InvalidAction',
        'NoSuchVersion', 'NoSuchProduct', 'UnsupportedRegion', 'UnsupportedOperation', 'UnsupportedProtocol', 'ActionOffline',
        'RequestSizeLimitExceeded',
        'ResponseSizeLimitExceeded', 'DryRunOperation'
    ) {
        foreach ($file in 'Advice.resx', 'Advice.zh.resx') {
            ([xml](Get-Content -Raw (Join-Path $Root "src/TencentCert/Strings/$file"))).root.data.name | Should -Contain $_
        }
    }

    It 'exists for every client-side error code' {
        $keys = ([xml](Get-Content -Raw (Join-Path $Root 'src/TencentCert/Strings/Advice.resx'))).root.data.name
        $codes = [TencentCert.Core.Errors.ErrorCodes].GetFields().ForEach{ $_.GetValue($null) }
        $codes.Count | Should -BeGreaterThan 10
        $codes | Where-Object { $_ -notin $keys } | Should -BeNullOrEmpty
    }
}

Describe 'The error for a common mistake' {
    BeforeAll {
        $folder = Join-Path $TestDrive 'pem'
        [void](Save-SslCertificate $folder a91hoLqi, b72kpMrj)
        $certificate = Join-Path $folder 'www.example.com_a91hoLqi.crt'
        $otherKey = Join-Path $folder '_.shop.example.com_b72kpMrj.key'
        $missing = Join-Path $TestDrive 'missing'
        $password = (New-Key).Password
        [void](Save-SslCertificate $folder c63mqNsk -Format Pfx -Password $password)
        function Get-OneError([scriptblock] $Command) {
            $said = Invoke-Watched $Command
            $said.Error.Count | Should -Be 1
            $said.Error[0]
        }
    }

    It 'names a missing folder instead of the file to be written' {
        $emulator.Requests.Clear()
        $problem = Get-OneError { Export-TencentCertInventory (Join-Path $missing 'report.html') }
        $problem.Exception.Message | Should -Be "The folder '$missing' does not exist: make it first, or give another path."
        $problem.FullyQualifiedErrorId | Should -BeLike 'Client.FileNotFound,*'
        $emulator.Requests.Total | Should -Be 0
        $journal = Get-OneError {
            Get-SslCertificate a91hoLqi |
                Update-GaapCertificate -OldCertificateId cert-blog4e5p -JournalPath (Join-Path $missing 'run.jsonl')
        }
        $journal.Exception.Message | Should -Be $problem.Exception.Message
    }

    It 'names a file that is given in place of a folder' {
        (Get-OneError { Save-SslCertificate $certificate c63mqNsk }).Exception.Message |
            Should -Be "'$certificate' is a file: give the name of a folder."
        (Get-OneError { Export-GaapCertificate cert-www4a1hq $certificate }).Exception.Message |
            Should -Be "'$certificate' is a file: give the name of a folder."
    }

    It 'names the certificate whose key does not match, and recommends -KeyPath' {
        $problem = Get-OneError { Import-SslCertificate $certificate -KeyPath $otherKey }
        $problem.ErrorDetails.Message | Should -BeLike "$certificate`: The private key belongs to another certificate*"
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*-KeyPath*'
        (Get-OneError { Import-SslCertificate $certificate }).ErrorDetails.RecommendedAction | Should -BeLike '*-KeyPath*'
    }

    It 'recommends -Password for an encrypted PFX file' {
        $pfx = Join-Path $folder 'static.example.com_c63mqNsk.pfx'
        $problem = Get-OneError { Test-SslCertificate $pfx }
        $problem.ErrorDetails.Message | Should -Be "'$pfx' is encrypted, or damaged: give the password."
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*-Password*'
        (Get-OneError { Test-SslCertificate $pfx -Password (New-Key -Key wrong).Password }).ErrorDetails.RecommendedAction |
            Should -BeLike '*-Password*'
    }

    It 'explains an id that is given in place of a certificate object' {
        $problem = Get-OneError { Update-GaapCertificate a91hoLqi }
        $problem.Exception.Message |
            Should -BeLike "*'a91hoLqi' is an id, not a certificate. Pipe in what Get-SslCertificate a91hoLqi returns."
        (Get-OneError { Import-GaapCertificate -SslCertificate cert-www4a1hq }).Exception.Message |
            Should -BeLike '*what Get-GaapCertificate cert-www4a1hq returns.'
        (Get-OneError { 'a91hoLqi' | Update-GaapCertificate }).Exception.Message | Should -Not -BeNullOrEmpty
    }

    It 'recommends a renewal instead of a reissue that does not extend the certificate' {
        $problem = Get-OneError { Invoke-SslCertificateReissue e45psQun DNS_AUTO -Confirm:$false }
        $problem.ErrorDetails.Message | Should -BeLike '*Request-SslCertificate blog.example.com DNS_AUTO -RenewCertificate e45psQun*'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeLike '*only an issued*'
    }

    It 'names the parameter of a port that is in use' {
        $port = $emulator.Endpoint.Port
        $edge = $emulator.Edge.Port
        (Get-OneError { Start-TencentCertEmulator -Port $port }).Exception.Message | Should -BeLike "*: -Port $port. *"
        (Get-OneError { Start-TencentCertEmulator -EdgePort $edge }).Exception.Message | Should -BeLike "*: -EdgePort $edge. *"
        (Get-OneError { Start-TencentCertEmulator -Port $port -EdgePort $edge }).FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
    }
}
