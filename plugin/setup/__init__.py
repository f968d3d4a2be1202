"""Setting the engine up: a private Python environment, or one of the user's, checked and never half-made."""
