# Importing the module has no side effects.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $manifest = Join-Path $Root 'TencentCert.psd1'
}

Describe 'Import' {
    It 'loads no assemblies for network, JSON or texts, and runs no module code' {
        $said = pwsh -NoProfile -NonInteractive -Command "
            `$before = [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name
            Import-Module '$manifest'
            `$new = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -notin `$before }
            `$new.GetName().Name | Sort-Object
            @(`$new | ForEach-Object GetTypes | Where-Object { `$_.GetInterface('IModuleAssemblyInitializer') }).Count"
        $said | Where-Object { $_ -match '^System\.(Net|Text\.Json|Security\.Cryptography)|\.resources$' } |
            Should -BeNullOrEmpty -Because 'network, JSON and texts are loaded by the first call that needs them'
        $said | Should -Not -Contain 'TencentCert.Emulator' -Because 'who works with the cloud needs no other'
        $said[-1] | Should -Be 0 -Because 'nothing of ours is called at import'
    }

    It 'reads no credential files and opens no connection' -Skip:(-not ($IsLinux -and (Get-Command strace -ErrorAction Ignore))) {
        $trace = Join-Path $env:HOME 'trace'
        strace -f -e trace=openat,connect -o $trace pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'"
        Get-Content $trace | Select-String 'tccli|tencentcloud|AF_INET' | Should -BeNullOrEmpty
    }

    It 'creates no HTTP client before the first call' {
        $said = pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$manifest'
            `$null = New-TencentCertConnection -Credential ([pscredential]::new('AKIDx', (ConvertTo-SecureString 'x' -AsPlainText -Force))) -Endpoint http://127.0.0.1:9
            `$transport = [TencentCert.Core.Client.TencentCertConnection].Assembly.GetType('TencentCert.Core.Client.ApiTransport')
            foreach (`$field in `$transport.GetFields([Reflection.BindingFlags]'Static, NonPublic')) { `"`$(`$field.Name) `$(`$field.GetValue(`$null).IsValueCreated)`" }"
        $said | Should -Be 'Direct False', 'Proxied False'
    }
}
