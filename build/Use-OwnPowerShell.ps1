# Makes `pwsh` the PowerShell that runs this, here and in the processes started from here, whatever else the PATH has.
# The .NET tool runs as `dotnet pwsh.dll`. On Windows it has a pwsh.exe of its own; elsewhere a script replaces it.
& {
    $folder = $PSHOME
    $program = [Environment]::ProcessPath
    if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
        $env:DOTNET_ROOT = Split-Path $program
        if (-not $IsWindows) {
            $folder = Join-Path $PSScriptRoot 'bin/pwsh'
            $file = Join-Path $folder 'pwsh'
            $text = "#!/bin/sh`nexec '$program' '$PSHOME/pwsh.dll' `"`$@`"`n"
            if (-not [IO.File]::Exists($file) -or [IO.File]::ReadAllText($file) -cne $text) {
                # Written aside and moved: test files that run at the same time make the same one.
                $null = [IO.Directory]::CreateDirectory($folder)
                [IO.File]::WriteAllText("$file-$PID", $text)
                [IO.File]::SetUnixFileMode("$file-$PID", [IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
                [IO.File]::Move("$file-$PID", $file, $true)
            }
        }
    }

    $env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH
}
