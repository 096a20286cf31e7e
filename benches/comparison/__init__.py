"""zonegate beside the other checkers of zone files: what `benches/peers` is made of."""
