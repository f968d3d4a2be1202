"""The MaMOL inference engine. Importing this package imports nothing else."""
