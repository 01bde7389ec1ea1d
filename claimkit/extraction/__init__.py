"""Attribution, sources, quantities and dates: from a parsed document to its claims."""
