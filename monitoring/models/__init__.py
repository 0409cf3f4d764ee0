"""What is kept, and who may see it."""

from monitoring.models.event_kinds import EventKind
from monitoring.models.events import EventHead, SecurityEvent
from monitoring.models.guesses import GuessCount, Guessed
from monitoring.models.invitations import Invitation
from monitoring.models.movements import Account, AccountKind, BlankMovement
from monitoring.models.regions import AliasKind, District, DistrictAlias, DistrictPlace, Kind, Province
from monitoring.models.reports import DistrictReport, FormerReport, Through
from monitoring.models.rounds import DistributionRound, DueDay, EnrolmentTarget, RoundOpening
from monitoring.models.sent_counts import SentCount
from monitoring.models.shipments import BlankReceipt, BlankShipment, ShipmentState
from monitoring.models.stores import StockCount, Store
from monitoring.models.supplies import BlankSupply
from monitoring.models.uploads import Upload, UploadState
from monitoring.models.users import OfficerRegion, User

__all__ = [
    "Account",
    "AccountKind",
    "AliasKind",
    "BlankMovement",
    "BlankReceipt",
    "BlankShipment",
    "BlankSupply",
    "DistributionRound",
    "District",
    "DistrictAlias",
    "DistrictPlace",
    "DistrictReport",
    "DueDay",
    "EnrolmentTarget",
    "EventHead",
    "EventKind",
    "FormerReport",
    "GuessCount",
    "Guessed",
    "Invitation",
    "Kind",
    "OfficerRegion",
    "Province",
    "RoundOpening",
    "SecurityEvent",
    "SentCount",
    "ShipmentState",
    "StockCount",
    "Store",
    "Through",
    "Upload",
    "UploadState",
    "User",
]
