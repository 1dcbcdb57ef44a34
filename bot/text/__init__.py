"""Reading text: normal forms, language, sentences, polarity, quantities, dates. Pure functions."""
