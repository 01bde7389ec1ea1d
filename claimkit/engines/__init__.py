"""Run extraction over many documents, in this process or in several."""

from claimkit.engines.batches import Item, Outcome
from claimkit.engines.engine import Engine, open_engine

__all__ = ["Engine", "Item", "Outcome", "open_engine"]
