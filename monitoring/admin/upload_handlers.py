"""Files on their way in: one that is too large is dropped as it comes, and named."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class CappedFiles(FileUploadHandler):
    """The first of a request's handlers: lets no more than `limit` bytes of each file through.

    `begun` counts the files, `too_large` names those that were dropped.
    """

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.begun = 0
        self.too_large: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.begun += 1
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > self.limit:
            self.too_large.append(self.file_name)
            # The rest is read and thrown away, so that the browser gets to hear why.
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
