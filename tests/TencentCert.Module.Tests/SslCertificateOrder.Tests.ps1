BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Submit-SslCertificateOrder' {
    It 'sends the key algorithm in the spelling of the service, and its default parameter' {
        $emulator = Start-World
        try {
            $null = Submit-SslCertificateOrder $emulator.World.AddOrder('ecc.example.com').Id -Domain ecc.example.com -ValidType DNS `
                -ContactEmail me@example.com -KeyAlgorithm ecc -Confirm:$false
            $sent = @($emulator.Requests.Entries).Where({ $_.Action -eq 'CertificateInfoSubmit' }).Body | ConvertFrom-Json
            $sent.CsrEncryptAlgo | Should -BeExactly ECC
            $sent.CsrKeyParameter | Should -Be prime256v1
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }
}
