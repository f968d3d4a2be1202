"""Layers of the project: what they hold, and how the engine gets them."""
