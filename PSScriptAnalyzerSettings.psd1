@{
    ExcludeRules = @(
        # Where a person looks on (builds, demos, measurements), Write-Host is right.
        'PSAvoidUsingWriteHost'
        # PowerShell 7.4 and later read UTF-8 with or without a mark.
        'PSUseBOMForUnicodeEncodedFile'
        # Pester's blocks share variables and take functions in ways that the analyser cannot follow.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Helpers of a script, not commands: nobody could pass them -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Join-Path a b c says it as well.
        'PSAvoidUsingPositionalParameters'
    )
}
