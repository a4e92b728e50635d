"""Speed and memory as ratios against a named peer in the same run; each ends with one JSON line."""
