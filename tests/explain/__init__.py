"""Why something follows: proofs in words, as trees and as records."""
