"""From a model and layers to a land-cover map."""
