"""Digital calibration certificates."""
