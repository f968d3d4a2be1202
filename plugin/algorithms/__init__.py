"""The Processing algorithms of the provider ``mamol``."""
