"""What computes a map."""
