"""The template manager: all templates of all WABAs, written with a preview, copied, synchronised (contract §6)."""
