from __future__ import annotations

import pytest

from claimkit.ledger.format.flow import UnsureError, read_flow, read_scalar


@pytest.mark.parametrize("raw", ["'", '"', "'never closed", '"never closed', "'a' b'", '"a" b"'])
def test_a_quotation_mark_without_its_other_half_is_not_read(raw: str) -> None:
    with pytest.raises(UnsureError):
        read_scalar(raw)


def test_lists_are_read_up_to_a_depth_of_eight() -> None:
    assert read_flow("[" * 8 + "]" * 8) == [[[[[[[[]]]]]]]]
    with pytest.raises(UnsureError):
        read_flow("[" * 9 + "]" * 9)
