"""What spreads and how the desk keeps up, counted over some days."""
