"""The smallest words of which every record is made."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LINE_LIMIT, TEXT_LIMIT = 300, 3000
"""In code points."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.:-]{0,79}$")]
RefText = Annotated[str, StringConstraints(pattern=r"^[IPJLS][1-9][0-9]{0,8}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LIMIT)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT)]
Rating = Annotated[int, Field(ge=1, le=5)]
"""1 (not at all) to 5 (fully)."""


class Model(BaseModel):
    """Frozen and closed: an unknown key is an error, never a silent loss.

    Built when first used: a start needs few of the many kinds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
