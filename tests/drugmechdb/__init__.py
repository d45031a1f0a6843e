"""DrugMechDB: what is read, what is doubted, what is tied to ours, and what a comparison says."""
