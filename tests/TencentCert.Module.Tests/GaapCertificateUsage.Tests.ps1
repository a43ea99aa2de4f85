BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Get-GaapCertificateUsage' {
    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }
    AfterEach { Stop-TencentCertEmulator }

    It 'lists uses by role, and unused certificates with -Unused' {
        $usage = Get-GaapCertificateUsage
        ($usage | Where-Object CertificateId -EQ cert-client01).Use.Role | Select-Object -Unique | Should -Be 'Client'
        ($usage | Where-Object CertificateId -EQ cert-www4a1hq).SslCertificateId | Should -Be 'a91hoLqi'
        (Get-GaapCertificateUsage -Unused).CertificateId | Should -Be 'cert-unused01'
    }

    It 'reports the action and the RequestId when a listener cannot be read' {
        [void]$emulator.Faults.AddError('gaap:DescribeRules', 'UnauthorizedOperation', 'denied', 9)
        $failure = { Get-GaapCertificateUsage } | Should -Throw -ErrorId 'UnauthorizedOperation,*' -PassThru
        $failure.ErrorDetails.Message | Should -BeLike '*what is unused is not known.*gaap:DescribeRules*RequestId*'
    }
}
