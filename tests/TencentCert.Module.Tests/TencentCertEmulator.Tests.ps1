BeforeAll {
    . $PSScriptRoot/Common.ps1
    $first = Start-TencentCertEmulator
    $second = Start-TencentCertEmulator
    $manifest = Join-Path $Root 'TencentCert.psd1'
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Emulators' {
    It 'stop when the runspace that started them is closed' {
        $job = [powershell]::Create()
        [void]$job.AddScript("Import-Module '$Root/TencentCert.psd1'; Start-TencentCertEmulator")
        $theirs = $job.Invoke()[0]
        $theirs.IsRunning | Should -BeTrue
        $job.Dispose()
        $theirs.IsRunning | Should -BeFalse
        { [Net.Sockets.TcpClient]::new('127.0.0.1', $theirs.Endpoint.Port).Dispose() } | Should -Throw
    }

    It 'start, connect, list and stop' {
        $mine = Start-TencentCertEmulator -Connect
        $mine.IsRunning | Should -BeTrue
        Get-TencentCertEmulator | Should -Contain $mine
        (Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 }).TotalCount | Should -BeGreaterThan 0
        $mine | Stop-TencentCertEmulator
        $mine.IsRunning | Should -BeFalse
        Get-TencentCertEmulator | Should -Not -Contain $mine
        Get-TencentCertConnection | Should -BeNullOrEmpty -Because 'its connection ended with it'
        $first.IsRunning | Should -BeTrue
    }

    It 'do not stop under -WhatIf' {
        Stop-TencentCertEmulator -WhatIf
        $first.IsRunning | Should -BeTrue
        Start-TencentCertEmulator -WhatIf | Should -BeNullOrEmpty
    }

    It 'are not stopped by an empty pipeline' {
        @() | Stop-TencentCertEmulator
        $first.IsRunning | Should -BeTrue
    }

    It 'stop when the module is removed' {
        $answer = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'
            `$e = Start-TencentCertEmulator
            Remove-Module TencentCert
            `$e.IsRunning
            try { [void][Net.Sockets.TcpClient]::new('127.0.0.1', `$e.Endpoint.Port); 'open' } catch { 'closed' }"
        $answer | Should -Be 'False', 'closed'
    }

    It 'accept the key of -Credential' {
        $mine = Start-TencentCertEmulator -Credential (New-Key 'AKIDgiven' 'given')
        try {
            $mine.Credential.UserName | Should -Be 'AKIDgiven'
            $mine | Connect-TencentCert
            (Invoke-TencentCertApi gaap DescribeProxies).TotalCount | Should -BeGreaterThan 0
        }
        finally { $mine | Stop-TencentCertEmulator }
    }
}
