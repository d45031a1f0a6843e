"""What follows from claims: against reasoners, against planted errors, proof by proof."""
