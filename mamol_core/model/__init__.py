"""The network: what it sees of each sensor, its experts, its file."""
