"""What a model's card says to a person."""
