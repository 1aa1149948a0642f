"""What sentences say, as far as words tell: names, numbers, content words, and their weights."""
