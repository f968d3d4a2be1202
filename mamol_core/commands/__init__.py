"""The command line: one command for each request of the contract, whose fields are its options."""

from .main import cli, main

__all__ = ["cli", "main"]
