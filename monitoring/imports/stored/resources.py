"""django-import-export resources that take rows the reader understood, compare them at once, and store them.

Stock import-export asks the database twice a row and guesses cells. Here a resource gets whole rows that were
read strictly, plans all of them with a few queries, and writes them in bulk; the Result is a normal one.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import transaction
from import_export.resources import ModelResource
from import_export.results import Result, RowResult

from monitoring.imports.stored.documents import (
    DocumentPlan,
    ShipmentsPlanner,
    plan_counts,
    plan_supplies,
    store_documents,
    stores_by_district,
)
from monitoring.imports.stored.formats import SheetDataset
from monitoring.imports.stored.planning import ReportPlan, plan_reports, stored_reports
from monitoring.imports.stored.reports import Author, lock_districts, store
from monitoring.models import BlankShipment, BlankSupply, DistrictReport, StockCount


class Plan(Protocol):
    """What rows would change."""

    unchanged: int


class PlannedResource(ModelResource):
    """A resource that plans a whole dataset, and carries the plan out when it is not a dry run."""

    def plan(self, rows: Sequence[Any]) -> Plan:
        raise NotImplementedError

    def carry_out(self, plan: Any, author: Author) -> None:
        raise NotImplementedError

    def totals(self, plan: Any) -> dict[str, int]:
        raise NotImplementedError

    def import_data_inner(
        self,
        dataset: SheetDataset,
        dry_run: bool,
        raise_errors: bool,
        using_transactions: bool,
        collect_failed_rows: bool,
        **kwargs: Any,
    ) -> Result:
        """Plan `dataset`, store it unless `dry_run`, return the totals; `result.plan` holds the changes."""
        result = self.get_result_class()()
        result.total_rows = len(dataset)
        result.plan = self.plan(dataset.rows)
        if not dry_run:
            with transaction.atomic():
                self.carry_out(result.plan, kwargs["author"])
        result.totals.update(self.totals(result.plan))
        return result


class ReportResource(PlannedResource):
    class Meta:
        model = DistrictReport

    def plan(self, rows: Sequence[Any]) -> ReportPlan:
        lock_districts(row.district for row in rows)
        return plan_reports(rows, stored_reports(rows))

    def carry_out(self, plan: ReportPlan, author: Author) -> None:
        store(plan.changes, author)

    def totals(self, plan: ReportPlan) -> dict[str, int]:
        return {
            RowResult.IMPORT_TYPE_NEW: len(plan.new),
            RowResult.IMPORT_TYPE_UPDATE: len(plan.changed),
            RowResult.IMPORT_TYPE_SKIP: plan.unchanged,
        }


class DocumentResource(PlannedResource):
    def carry_out(self, plan: DocumentPlan, author: Author) -> None:
        store_documents(plan.new, author)

    def totals(self, plan: DocumentPlan) -> dict[str, int]:
        return {
            RowResult.IMPORT_TYPE_NEW: plan.new_rows,
            RowResult.IMPORT_TYPE_SKIP: plan.unchanged,
            RowResult.IMPORT_TYPE_INVALID: len(plan.findings),
        }


class SupplyResource(DocumentResource):
    class Meta:
        model = BlankSupply

    def plan(self, rows: Sequence[Any]) -> DocumentPlan:
        return plan_supplies(rows)


class ShipmentResource(DocumentResource):
    class Meta:
        model = BlankShipment

    def plan(self, rows: Sequence[Any]) -> DocumentPlan:
        return ShipmentsPlanner(stores_by_district(), rows).plan(rows)


class CountResource(DocumentResource):
    class Meta:
        model = StockCount

    def plan(self, rows: Sequence[Any]) -> DocumentPlan:
        return plan_counts(rows, stores_by_district())
