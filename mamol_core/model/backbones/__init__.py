"""Networks of others that may stand in for the default one."""
