"""The workshop's application: teams write their plan, play the market, and hand in."""
