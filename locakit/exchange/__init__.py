"""Units out to a vendor and verdicts back in, as values: rows, how they are known again, and what may be taken."""

from __future__ import annotations

from locakit.exchange.row import Answer, Row, rows_of
from locakit.exchange.verdict import Good, Refused, judged, remark

__all__ = ["Answer", "Good", "Refused", "Row", "judged", "remark", "rows_of"]
