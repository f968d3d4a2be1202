"""What becomes of a map in the project."""
