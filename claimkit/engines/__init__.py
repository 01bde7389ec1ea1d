"""Run extraction over many documents, in this process or in several."""

from claimkit.engines.batches import EXTRACTION_FAILED, Item, Outcome
from claimkit.engines.engine import Engine, open_engine

__all__ = ["EXTRACTION_FAILED", "Engine", "Item", "Outcome", "open_engine"]
