"""Where to label next, and what a scene shows before anything is labelled."""
