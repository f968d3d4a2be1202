"""How right a map or a model is: figures, intervals, calibration."""
