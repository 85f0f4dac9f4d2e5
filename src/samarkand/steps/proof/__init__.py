"""Proof that a text was kept by some time and is unchanged since: the tree over the ledger, seals of it, receipts."""
