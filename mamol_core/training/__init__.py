"""Training: what the network learns from, how it is fitted, how well it does, and the page that says so."""
