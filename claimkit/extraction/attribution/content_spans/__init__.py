"""Choose where the content of a draft begins and ends.

The grammar of a frame proposes a content. The borders near its edges are candidates, each with
linguistic traits; log-odds of the traits, fitted to an annotated corpus, decide between them.
"""
