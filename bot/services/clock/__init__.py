"""What is done when its time has come, whoever is there."""
