"""What the values of a sensor's layer mean: bands, units, statistics."""
