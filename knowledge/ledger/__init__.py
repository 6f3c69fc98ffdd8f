"""The ledger: the only owner of the database."""

from knowledge.ledger.columns import JSON
from knowledge.ledger.errors import (
    DeliveryRepeated,
    EffectLost,
    LedgerBusy,
    LedgerError,
    LedgerUnavailable,
    NoLedger,
    NoSuchBody,
    NoSuchPerson,
    NoSuchQuestion,
    NoSuchWorkshop,
    NothingCommitted,
    SchemaTooNew,
    SchemaTooOld,
    SequenceMoved,
    WorkspaceRequired,
    WriteRefused,
)
from knowledge.ledger.killpoints import reach
from knowledge.ledger.ledger import Ledger
from knowledge.ledger.transaction import Transaction

__all__ = [
    "JSON",
    "DeliveryRepeated",
    "EffectLost",
    "Ledger",
    "LedgerBusy",
    "LedgerError",
    "LedgerUnavailable",
    "NoLedger",
    "NoSuchBody",
    "NoSuchPerson",
    "NoSuchQuestion",
    "NoSuchWorkshop",
    "NothingCommitted",
    "SchemaTooNew",
    "SchemaTooOld",
    "SequenceMoved",
    "Transaction",
    "WorkspaceRequired",
    "WriteRefused",
    "reach",
]
