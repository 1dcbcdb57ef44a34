"""What the product does: plain functions of a Session that never commit and know no wording."""
