"""Reference points and places to label, in a person's hands."""
