"""Adapts a model to another place or season with labels of it, in a file beside the model."""
