"""What a document is opened from: each format gives the same blocks, and knows no form."""
