"""The simulated example scene."""
