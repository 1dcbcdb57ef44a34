"""Posts that nobody has checked, put into cases: what is joined rightly, wrongly, and how fast."""
