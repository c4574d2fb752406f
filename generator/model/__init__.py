"""Defines the values that a roadmap consists of: languages, classifications, measures and pages.

Frozen values without input or output. One that exists is valid.
"""

from generator.model.brand import Brand, BrandColour, Font, Image
from generator.model.indicators import DataPoint, Direction, Indicator
from generator.model.languages import (
    Approval,
    FieldLocations,
    InternalLink,
    KeptAdvice,
    Language,
    Localized,
    LocalizedText,
    RenderedMarkdown,
    language_of,
)
from generator.model.measures import Correction, Filter, Measure
from generator.model.partial_date import PartialDate, Precision
from generator.model.roadmap import (
    GAP,
    Document,
    EarlierStanding,
    FollowUp,
    Host,
    KeyFigure,
    Page,
    QueriedRoadmap,
    Redirect,
    Roadmap,
    SentencePattern,
    Site,
)
from generator.model.taxonomy import (
    RESPONSIBLE,
    Classification,
    Edition,
    GlossaryTerm,
    Status,
    StatusCategory,
    Transition,
    Value,
    Wording,
    labels_of,
)
from generator.model.tracking import Decision, Tracking, Update
from generator.model.withdrawals import Withdrawal
