"""A learner's space: her server, kernels and terminals, forked warm into a world of her own."""
