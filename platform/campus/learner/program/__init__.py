"""A program of hers, run as a child of her server and inside her space: what her site and her game share."""
