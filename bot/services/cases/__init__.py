"""Cases: how posts come into them, who holds them, and what is decided on them."""
