@{
    # Write-Host is right where a person looks on: builds, demos and measurements.
    ExcludeRules = @('PSAvoidUsingWriteHost')
}
