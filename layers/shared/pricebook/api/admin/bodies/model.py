"""Bodies that change models: the change, and which models it reaches."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from pricebook.api.admin.bodies.pins import Pinnable, Pins
from pricebook.api.body import Body, Flag, Line, writable

TIERS = ("is_free", "is_pro", "is_enterprise")
DECIDED = {"status", *TIERS}

Status = Literal["new", "active", "disabled"]
Tier = Literal["free", "pro", "enterprise"]
State = Literal["known", "free", "dynamic", "included", "not_offered", "unknown"]
Id = Annotated[str, StringConstraints(max_length=2000, strict=True), AfterValidator(writable)]


class Filter(Body):
    """Filter of models; a model must fit all of it."""

    provider: Line | None = None
    status: Status | None = None
    q: Line | None = None
    tier: Tier | None = None
    canonical: Line | None = None
    pinned: Flag | None = None
    is_active: Flag | None = None
    price_state: State | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError(f"expected at least one of {', '.join(Filter.model_fields)}")
        return self


class Change(Body):
    """Change of one model; a field that is given a value is pinned."""

    pins: Pins = Pins()
    unpin: Annotated[tuple[Pinnable, ...], Field(max_length=100)] = ()
    status: Status = "new"
    is_free: Flag = False
    is_pro: Flag = False
    is_enterprise: Flag = False
    access: Literal["by_rule"] | None = None
    reason: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _pins_stand_in_pins(cls, value: object) -> object:
        for name in Pins.model_fields:
            if isinstance(value, dict) and name in value:
                raise ValueError(f"{name} is a field to pin: write it inside pins")
        return value

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        given = self.model_fields_set
        if not self.pins.given and not self.unpin and not given & (DECIDED | {"access"}):
            raise ValueError("nothing to change: send pins, unpin, status, tiers or access")
        if twice := sorted(self.pins.given.keys() & set(self.unpin)):
            raise ValueError(f"{twice[0]} is both pinned and unpinned")
        if "access" in given and given & set(TIERS):
            raise ValueError(
                "access returns the tiers to the rule: leave out is_free, is_pro and is_enterprise"
            )
        return self

    @property
    def by_rule(self) -> bool:
        """Whether the tiers return to the rule; null means so too."""
        return "access" in self.model_fields_set

    @property
    def decided(self) -> dict[str, object]:
        """The status and the tiers that were given."""
        return self.model_dump(include=self.model_fields_set & DECIDED)


class Bulk(Change):
    """One change of many models: those with these ids, or those that fit a filter."""

    ids: tuple[Id, ...] = ()
    filter: Filter = Filter.model_construct()

    @model_validator(mode="after")
    def _names_models(self) -> Self:
        if ("ids" in self.model_fields_set) == ("filter" in self.model_fields_set):
            raise ValueError("expected either ids or filter")
        if "ids" in self.model_fields_set and not self.ids:
            raise ValueError("ids is empty")
        return self
