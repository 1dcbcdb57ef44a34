"""The public archive: verdicts as a folder of static pages that any web server can serve."""
