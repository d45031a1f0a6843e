"""Why something follows: proof trees in English, as a tree and as records, down to the places."""
