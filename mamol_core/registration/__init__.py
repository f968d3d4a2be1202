"""Whether layers and labels line up: how far each lies from the others, to a fraction of a pixel."""
