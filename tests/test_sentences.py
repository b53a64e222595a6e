"""What every claim of the packaged dossier says reads as English: articles, full stops, names in full."""

import re

from keiretsu.claims import DiscrepancyClaim
from keiretsu.lookup import Source
from keiretsu.sentences import says


def test_every_claim_is_told_in_sentences(source: Source) -> None:
    names = {name: entity.name for name, entity in source.entities.items()}
    titles = {name: event.title for name, event in source.events.items()}
    claims = source.all_claims()
    assert len(claims) > 1200
    told = {name: says(claim, names, titles) for name, claim in claims.items()}
    faults = re.compile(r"\.\.|\b[Aa] [aeioAEIO]|\b[Aa]n [^aeioAEIO]|  | ,|None\b|\(\)|\[\]")
    ours = {name: text for name, text in told.items() if not isinstance(claims[name], DiscrepancyClaim)}  # quotes print
    assert {name: text for name, text in ours.items() if faults.search(text) or not text.endswith(".")} == {}
    exchange = next(name for name, claim in claims.items() if "exchange of Internet" in told[name])
    assert "Stock Exchange is an exchange of Internet Initiative Japan Inc. (" in told[exchange]
    split = next(text for text in told.values() if text.startswith("Split of each share of IIJ into 200: completed"))
    assert split.endswith("Parties: issuer Internet Initiative Japan Inc. Amounts: shares for one 200 shares.")
