"""The bottom layer: tenancy, encryption, audit and jobs. Imports nothing from the project."""
