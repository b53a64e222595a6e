"""The named queries answer what the documents say: every expected row is read from the texts, at the lines cited.

The texts are called by their number: 000 is the forum of July 2008, 001 the road show of July 2010, 002 the results of
February 2009, 003 the press release of August 2007, 004 the forum of December 2013.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from keiretsu import sparql
from keiretsu.lookup import Source

_FORUM_2008, _ROAD_SHOW, _RESULTS_2009, _RELEASE_2007, _FORUM_2013 = (
    "nomura-2008",
    "new-york-2010",
    "results-3q2008",
    "results-1q2007",
    "nomura-2013",
)
Rows = set[tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """A query with its options, and what its rows must be in some columns.

    Of the rows that have the values in `where`, those in `rows` must be there, those in `absent` not; if `exact`, there
    are no others than `rows`.
    """

    query: str
    columns: str
    rows: Rows
    absent: Rows = field(default_factory=set)
    where: dict[str, str] = field(default_factory=dict)
    entity: str = ""
    at: str = ""
    known: str = ""
    exact: bool = False

    @property
    def id(self) -> str:
        """What pytest calls it."""
        where = [f"{key}={value}" for key, value in self.where.items()]
        options = [self.entity, self.at and f"at {self.at}", self.known and f"known {self.known}"]
        return " ".join(word for word in (f"@{self.query}", *options, *where) if word)


def answer(source: Source, query: str, entity: str = "", at: str = "", known: str = "") -> list[dict[str, str]]:
    """The rows of a named query, what is unbound as the empty text."""
    on, by = (date.fromisoformat(day) if day else None for day in (at, known))
    result = sparql.run(source, sparql.named(query).text, sparql.bindings(source, on, by, entity))
    heads = [str(head) for head in result.vars or ()]
    return [
        dict(zip(heads, ("" if term is None else str(term) for term in row), strict=True))  # type: ignore[union-attr]
        for row in result
    ]


def _words(text: str, more: tuple[str, ...] = ()) -> Rows:
    return {(word, *more) for word in text.split()}


ASKED = [
    # 004:307-340, the users on the page of the cloud services, which 004:303 calls IIJ GIO
    Asked(
        "adopters",
        "customer",
        _words(
            "daiwa-house-industry sompo-japan-insurance nihon-university sbi-holdings ntt-docomo mext tomy shimizu "
            "nomura-securities nippon-life-insurance tokyo-stock-exchange ricoh saitama-prefecture japan-mint "
            "sumitomo-forestry-information-systems"
        ),
        entity="iij-gio",
        where={"how": "user", "document": _FORUM_2013},
        exact=True,
    ),
    # 004:846-850, three case studies of the VW series; all three are told as adoptions too
    Asked(
        "adopters",
        "customer how",
        _words("sompo-japan-insurance peugeot-citroen-japon anritsu", ("case-study",))
        | _words("sompo-japan-insurance peugeot-citroen-japon anritsu", ("adoption",)),
        entity="vw-series",
        exact=True,
    ),
    # 003:29 (Form 20-F), 31 (GDX Network) and 23 (Tokyo) stand nowhere else; hi-ho's purchase does, at 000:690
    Asked(
        "alone",
        "id",
        _words("form-20-f-2007 gdx-japan-investment tokyo-data-centre-2007"),
        absent=_words("hi-ho-acquisition minority-buyout-2007 iij-establishment"),
        where={"document": _RELEASE_2007, "what": "event"},
    ),
    # 004:307-340 and 848-850 against 000:124-165 and 001:214-231: only the Ministry of Education is in two documents
    Asked(
        "alone",
        "id",
        _words("japan-mint ricoh anritsu sompo-japan-insurance"),
        absent=_words("mext"),
        where={"document": _FORUM_2013, "what": "customer"},
    ),
    # 004:269, 297, 367, 594, 851-857; 001:937
    Asked(
        "awards",
        "event kind date from",
        {
            ("public-cloud-ranking-2012", "ranking", "2012-07", "Fuji Chimera Research Institute"),
            ("public-cloud-ranking-2013", "ranking", "2013-08", "Fuji Chimera Research Institute"),
            ("security-ranking-2013", "ranking", "", "ITR"),
            ("best-cloud-brand-award", "award", "", "Nikkei BP Agency"),
            ("best-cloud-services-award", "award", "", "Nikkei BP Agency"),
            ("co-izmo-patent", "patent", "", ""),
        },
        absent={("public-cloud-ranking-2013", "ranking", "2012-07", "Fuji Chimera Research Institute")},
        where={"document": _FORUM_2013},
    ),
    # 000:67 and 138 (NTTCom holds and buys), 134 and 321 (hi-ho); an exchange that is no customer before 004:327
    Asked(
        "capacities",
        "who capacities",
        {("ntt-communications", "customer, holder"), ("hi-ho", "company held, customer")},
        absent={("tokyo-stock-exchange", "customer, exchange")},
        entity="iij",
        known="2009-12-31",
    ),
    # 004:43 and 327; 000:335 and 344, 004:319 for NTT Docomo
    Asked(
        "capacities",
        "who capacities",
        {("tokyo-stock-exchange", "customer, exchange"), ("ntt-docomo", "carrier, customer, partner, supplier")},
        entity="iij",
    ),
    # 000:410-414, 440-444, and 381-386 for acTVila
    Asked(
        "cases",
        "customer product",
        {
            ("sumitomo-mitsui-banking-corporation", "internet-vpn-wan"),
            ("sumitomo-mitsui-banking-corporation", "mc-station"),
            ("matsui-securities", "online-securities-system"),
            ("actvila", "content-delivery-platform"),
        },
        where={"document": _FORUM_2008},
        exact=True,
    ),
    # 004:846-850
    Asked(
        "cases",
        "customer product supplier last",
        {
            ("sompo-japan-insurance", "vw-series", "iij", "848"),
            ("peugeot-citroen-japon", "vw-series", "iij", "849"),
            ("anritsu", "vw-series", "iij", "850"),
        },
        where={"document": _FORUM_2013},
        exact=True,
    ),
    # 003:118 and 182; 002:37 and 340; 004:463 and 881
    Asked(
        "causes",
        "event because document",
        {
            ("borrowing-for-minority-buyout-2007", "minority-buyout-2007", _RELEASE_2007),
            ("classification-change-2007-06", "hi-ho-acquisition", _RELEASE_2007),
            ("target-fy2008-cut-february", "weak-si-orders-2008", _RESULTS_2009),
            ("target-fy2013-per-share-changed", "share-issue-2013", _FORUM_2013),
        },
    ),
    # 000:124-165, all that the page of representative customers names
    Asked(
        "customers",
        "customer",
        _words(
            "fuji-xerox excite hi-ho qnet ntt-communications plala kabu-com sumitomo-mitsui-banking-corporation jomo "
            "don-quijote mos-burger asahi-shimbun yomiuri-shimbun ministry-of-justice ministry-of-environment "
            "imperial-household-agency national-police-agency"
        ),
        entity="iij",
        where={"document": _FORUM_2008, "list": "representative", "named": "true"},
        exact=True,
    ),
    # 001:214-231, what is left of the same page two years later
    Asked(
        "customers",
        "customer",
        _words(
            "asahi-shimbun cabinet-office ministry-of-justice ministry-of-environment mic ministry-of-finance mext "
            "ministry-of-land-infrastructure-transport-and-tourism"
        ),
        entity="iij",
        where={"document": _ROAD_SHOW, "list": "representative", "named": "true"},
        exact=True,
    ),
    # 003:116 (hi-ho, minority shareholders), 001:440-441 (AT&T), 002:479 (own shares), 004:463, 765 (new shares)
    Asked(
        "deals",
        "event measure value unit document",
        {
            ("hi-ho-acquisition", "payment net of cash acquired", "912", "JPY million", _RELEASE_2007),
            ("minority-buyout-2007", "payment", "1975", "JPY million", _RELEASE_2007),
            ("att-outsourcing-acquisition", "acquisition price", "9170", "JPY million", _ROAD_SHOW),
            ("share-repurchase-2008", "payment in the quarter", "301", "JPY million", _RESULTS_2009),
            ("share-issue-2013", "new shares", "5400000", "shares", _FORUM_2013),
            ("share-issue-2013", "proceeds net of issuance cost", "17271", "JPY million", _FORUM_2013),
        },
    ),
    # 003:106 and 118 in 2007; the balance sheet of March 2008 (000:694) is not known yet
    Asked(
        "deals",
        "value",
        {("5000",)},
        known="2008-07-09",
        where={"event": "borrowing-for-minority-buyout-2007"},
        exact=True,
    ),
    # 003:31, 001:363 and 600, 004:492: deals of which no document gives an amount stand with none
    Asked(
        "deals",
        "event",
        _words("gdx-japan-investment merger-of-two-subsidiaries acquisitions-sought"),
        absent=_words("hi-ho-acquisition att-outsourcing-acquisition"),
        where={"value": ""},
    ),
    # 002:154 against 76; 004:301 against 843; 000:77 against 319
    Asked(
        "discrepancies",
        "about kind document first against againstFirst",
        {
            ("systems-operation-and-maintenance", "contradiction", _RESULTS_2009, "154", _RESULTS_2009, "76"),
            ("sap-basis", "misprint", _FORUM_2013, "301", _FORUM_2013, "843"),
            ("net-chart-japan", "misprint", _FORUM_2008, "77", _FORUM_2008, "319"),
        },
    ),
    # 000:49 against 003:260; what 001:33 and 004:27 say of the backbone is not known yet
    Asked(
        "discrepancies",
        "first against againstFirst",
        {("49", _RELEASE_2007, "260")},
        known="2008-07-10",
        where={"about": "iij-backbone"},
        exact=True,
    ),
    # 003:252 (two payments of 750), 000:260 and 479 (revised), 002:531 (the year's)
    Asked(
        "dividends",
        "value document",
        {
            ("750", _RELEASE_2007),
            ("750", _FORUM_2008),
            ("1000", _FORUM_2008),
            ("1500", _FORUM_2008),
            ("1750", _FORUM_2008),
            ("1750", _RESULTS_2009),
        },
        where={"event": "dividend-fy2007", "unit": "JPY"},
        exact=True,
    ),
    # 001:306, 458, 466-468: 1,000 and 1,000 make 2,000, then 1,000 and 1,250 make 2,250
    Asked(
        "dividends",
        "value",
        _words("1000 1250 2000 2250"),
        where={"event": "dividend-fy2009", "unit": "JPY"},
        exact=True,
    ),
    # 003:9, 000:7, 002:5, 001:6, 004:7
    Asked(
        "documents",
        "document published",
        {
            (_RELEASE_2007, "2007-08-13"),
            (_FORUM_2008, "2008-07-10"),
            (_RESULTS_2009, "2009-02-12"),
            (_ROAD_SHOW, "2010-07-07"),
            (_FORUM_2013, "2013-12"),
        },
        exact=True,
    ),
    # December 2013 is known from its last day (T10)
    Asked(
        "documents",
        "document",
        _words(f"{_RELEASE_2007} {_FORUM_2008} {_RESULTS_2009} {_ROAD_SHOW}"),
        known="2013-12-30",
        exact=True,
    ),
    # 000:313, 002:533, 001:977: one table of the group each, and none in 003 and 004
    Asked(
        "documents",
        "document claims",
        {(_FORUM_2008, "1"), (_RESULTS_2009, "1"), (_ROAD_SHOW, "1")},
        where={"type": "Listing"},
        exact=True,
    ),
    # 003:31, 000:397, 002:567
    Asked(
        "events",
        "event date stage part document",
        {
            ("gdx-japan-investment", "2007-04", "completed", "target", _RELEASE_2007),
            ("gdx-japan-establishment", "", "completed", "established", _FORUM_2008),
            ("gdx-drop-box-launch", "2008-12-18", "announced", "provider", _RESULTS_2009),
        },
        entity="gdx-japan",
    ),
    Asked(
        "events",
        "event",
        _words("gdx-japan-investment"),
        entity="gdx-japan",
        known="2007-12-31",
        exact=True,
    ),
    # 003:25 and 31: the seller of hi-ho and the partner in GDX Japan take part once each, with IIJ and the company
    Asked(
        "hubs",
        "id events parts others",
        {("panasonic-network-services", "1", "1", "2"), ("gdx-network", "1", "1", "2")},
    ),
    # 003:29; of 1Q07 and before, no split of shares is known
    Asked(
        "kinds",
        "kind events first last",
        {("filing", "1", "2007-07-06", "2007-07-06"), ("joint-investment", "1", "2007-04-01", "2007-04-30")},
        known="2007-12-31",
        at="2007-08-13",
    ),
    # 004:465 (October 1, 2012)
    Asked("kinds", "kind events first last", {("share-split", "1", "2012-10-01", "2012-10-01")}),
    Asked("kinds", "kind", {("launch",)}, absent={("share-split",)}, at="2012-09-30"),
    # 001:440: planned for September 1, 2010; no later document tells of it
    Asked(
        "latest",
        "stage date document",
        {("planned", "2010-09-01", _ROAD_SHOW)},
        entity="att-new-subsidiary",
        where={"event": "att-outsourcing-acquisition"},
    ),
    # 003:59 in 2007; a year later 000:692 has no day any more
    Asked(
        "latest",
        "stage date document",
        {("completed", "2007-06-01", _RELEASE_2007)},
        entity="hi-ho",
        known="2008-07-09",
        where={"event": "hi-ho-acquisition"},
    ),
    Asked(
        "latest",
        "document",
        {(_FORUM_2008,)},
        entity="hi-ho",
        known="2008-07-10",
        where={"event": "hi-ho-acquisition"},
        exact=True,
    ),
    # 004:260, 296-303, 843, 423-424, 432-434
    Asked(
        "launches",
        "date product stage",
        {
            ("2012-02", "lte-services", "completed"),
            ("2009-12", "iij-gio", "completed"),
            ("2012-08", "vmware-hypervisor", "completed"),
            ("2013-07", "sap-basis", "completed"),
            ("2013-09", "ibm-i", "completed"),
            ("2012-10", "virtual-network-controller", "completed"),
            ("2013-08", "omnisphere", "completed"),
            ("", "oracle-database", "completed"),
        },
        where={"document": _FORUM_2013},
    ),
    # 002:567 and 571 give the day of the announcement, 382-384 the month of the launch; 003:23
    Asked(
        "launches",
        "date product provider stage document",
        {
            ("2006-10", "secure-mx", "iij", "completed", _RELEASE_2007),
            ("2008-01", "iij-mobile", "iij", "completed", _FORUM_2008),
            ("2008-12-18", "gdx-drop-box", "gdx-japan", "announced", _RESULTS_2009),
            ("2009-02-03", "iij-secure-web-gateway", "iij", "announced", _RESULTS_2009),
            ("2009-03", "expresscard-data-card", "iij", "planned", _RESULTS_2009),
        },
    ),
    # 000:67, 001:51, 004:44 (shareholders); 000:324-326, 002:546-548, 001:987-989, 004:395
    Asked(
        "moves",
        "holder company before after",
        {
            ("NTT", "Internet Initiative Japan Inc.", "24.5", "21.6"),
            ("Koichi Suzuki", "Internet Initiative Japan Inc.", "6.2", "5.8"),
            ("Itochu Corp.", "Internet Initiative Japan Inc.", "5.1", "4.5"),
            ("NTT Communications", "Internet Initiative Japan Inc.", "4.9", "4.4"),
            ("Internet Initiative Japan Inc.", "Trust Networks Inc.", "60.2", "67.4"),
            ("Internet Initiative Japan Inc.", "Trust Networks Inc.", "67.4", "73.3"),
            ("Internet Initiative Japan Inc.", "Trust Networks Inc.", "73.3", "79.5"),
            ("Internet Initiative Japan Inc.", "GDX Japan Inc.", "51", "55.5"),
            ("Internet Initiative Japan Inc.", "GDX Japan Inc.", "55.5", "62.3"),
            ("Internet Initiative Japan Inc.", "Internet Multifeed Co.", "31", "32"),
        },
        exact=True,
    ),
    # 24.5 on some day of March 2010 (001:47, 51), 21.6 on one of September 2013 (004:44): T6
    Asked(
        "moves",
        "change movedAfter movedBy",
        {("-2.9", "2010-03-01", "2013-09-30")},
        where={"holder": "NTT"},
        exact=True,
    ),
    # 000:324-325, 002:546-547: what had moved by the end of 2009, as one knew it then
    Asked(
        "moves",
        "company before after movedAfter movedBy",
        {
            ("Trust Networks Inc.", "60.2", "67.4", "2008-07-10", "2009-02-12"),
            ("GDX Japan Inc.", "51", "55.5", "2008-07-10", "2009-02-12"),
        },
        known="2009-12-31",
        exact=True,
    ),
    # 003:31, 000:325, 394, 396, 494
    Asked(
        "names",
        "name kind first",
        {
            ("GDX Japan K.K.", "full", "2007-08-13"),
            ("GDX Japan, K.K.", "full", "2008-07-10"),
            ("GDx Japan, K.K.", "full", "2008-07-10"),
            ("GDx Japan Inc.", "full", "2008-07-10"),
            ("GDX Japan Inc.", "full", "2008-07-10"),
        },
        entity="gdx-japan",
        where={"kind": "full"},
        exact=True,
    ),
    # 000:77 (a letter lost), 319; 003:29 (IJ's annual report)
    Asked(
        "names",
        "name kind first last",
        {
            ("Net Chat Japan", "misprint", "2008-07-10", "2008-07-10"),
            ("Net Chart Japan Inc.", "full", "2008-07-10", "2010-07-07"),
        },
        entity="net-chart-japan",
    ),
    Asked("names", "name", {("IJ",)}, entity="iij", where={"kind": "misprint"}, exact=True),
    # 003:9, 29; 000:13, 762; 001:10; 004:7, 850, 904
    Asked(
        "oversight",
        "company what is",
        {
            ("Internet Initiative Japan Inc.", "exchange", "Tokyo Stock Exchange"),
            ("Internet Initiative Japan Inc.", "exchange", "NASDAQ"),
            ("Internet Initiative Japan Inc.", "regulator", "Securities and Exchange Commission"),
            ("Internet Initiative Japan Inc.", "ticker-tse", "3774"),
            ("Internet Initiative Japan Inc.", "ticker-nasdaq", "IIJI"),
            ("Anritsu", "exchange", "Tokyo Stock Exchange"),
        },
        exact=True,
    ),
    # 000:335
    Asked(
        "partners",
        "who product",
        {("ntt-docomo", "iij-mobile"), ("emobile", "iij-mobile")},
        entity="iij",
        where={"document": _FORUM_2008, "relation": "carrier"},
        exact=True,
    ),
    # 002:399-400, 559; 004:413; 001:377-381
    Asked(
        "partners",
        "who document",
        {
            ("alcatel-lucent", _RESULTS_2009),
            ("hitachi-cable", _FORUM_2013),
            ("microsoft", _ROAD_SHOW),
            ("citrix-systems", _ROAD_SHOW),
            ("cybozu-research-institute", _ROAD_SHOW),
        },
        absent={("allied-telesis", _FORUM_2013)},  # 004:437: it makes a switch for Stratosphere's product
        entity="iij",
        where={"relation": "partner"},
    ),
    # 003:23, 33, 264; 000:9; 004:441, 484-485
    Asked(
        "people",
        "person post document",
        {
            ("Koichi Suzuki", "President and CEO", _RELEASE_2007),
            ("Koichi Suzuki", "President & CEO", _FORUM_2008),
            ("Koichi Suzuki", "CEO", _FORUM_2013),
            ("Akihisa Watai", "CFO", _RELEASE_2007),
            ("Taisuke ONO", "Investor Relations Office", _RELEASE_2007),
            ("Katsu", "COO", _FORUM_2013),
            ("Toshiya Asaba", "CEO/President", _FORUM_2013),
        },
        exact=True,
    ),
    # 004:280
    Asked(
        "places",
        "place date",
        {("U.S.", "2012-04"), ("China", "2013-01"), ("UK", "2013-04")},
        absent={("Tokyo", "2007-04")},  # 003:23
        where={"document": _FORUM_2013},
    ),
    # 000:324, 002:546, 001:960, 004:397: one business in all four
    Asked(
        "products",
        "product document",
        {("atm-operation", name) for name in (_FORUM_2008, _RESULTS_2009, _ROAD_SHOW, _FORUM_2013)},
        entity="trust-networks",
        exact=True,
    ),
    # 000:370-376
    Asked(
        "products",
        "product",
        _words("document-management-system on-demand-solutions-datacenter"),
        entity="on-demand-solutions",
        where={"category": "On-Demand Solutions Inc."},
        exact=True,
    ),
    # no document told of it before February 12, 2009 (002:5)
    Asked("quarter", "date", set(), at="2008-12-31", known="2009-02-11", exact=True),
    # 002:568-572, the press releases of the fourth quarter; 5 and 326, the results themselves, which cut the target
    Asked(
        "quarter",
        "date kind",
        {
            ("2009-01-07", "share-repurchase"),
            ("2009-01-27", "announcement"),
            ("2009-01-30", "share-repurchase"),
            ("2009-02-03", "launch"),
            ("2009-02-09", "launch"),
            ("2009-02-12", "results"),
            ("2009-02-12", "target"),
        },
        at="2009-03-31",
        known="2009-12-31",
        exact=True,
    ),
    # 002:543 (a logo misread); 004:417 and 441 (a company that its page does not name); 004:395 is stated outright
    Asked(
        "readings",
        "document first last type",
        {
            (_RESULTS_2009, "543", "543", "Name"),
            (_FORUM_2013, "417", "441", "Holding"),
            (_FORUM_2013, "417", "441", "Standing"),
        },
        absent={(_FORUM_2013, "394", "395", "Holding")},
    ),
    # 000:142 and 002:560
    Asked(
        "returning",
        "customer documents first last",
        {("kabu-com", "2", "2008-07-10", "2009-02-12")},
        known="2009-12-31",
        exact=True,
    ),
    # 000:153, 158, 160 and 001:214, 220, 222; 001:231 and 004:321; 000:163 stands alone
    Asked(
        "returning",
        "customer first last",
        {
            ("kabu-com", "2008-07-10", "2009-02-12"),
            ("asahi-shimbun", "2008-07-10", "2010-07-07"),
            ("ministry-of-justice", "2008-07-10", "2010-07-07"),
            ("ministry-of-environment", "2008-07-10", "2010-07-07"),
            ("mext", "2010-07-07", "2013-12-31"),
        },
        absent={("imperial-household-agency", "2008-07-10", "2010-07-07")},
    ),
    # 000:197, 204, 307, 308
    Asked(
        "sources",
        "who line",
        {("MIC Research Institute Ltd.", line) for line in ("197", "204", "307", "308")},
        where={"document": _FORUM_2008, "as": "research-house"},
        exact=True,
    ),
    # 004:359, 369-370, 430
    Asked(
        "sources",
        "who",
        {
            ("IDC Japan",),
            ("Green IT Promotion Council",),
            ("SDNCentral",),
            ("Plexxi",),
            ("Lightspeed Venture Partners",),
        },
        where={"document": _FORUM_2013, "as": "data-source"},
        exact=True,
    ),
    # 000:324, 002:546 by the end of 2009; 001:767 and 004:395 afterwards
    Asked(
        "stakes",
        "min max",
        {("60.2", "60.2"), ("67.4", "67.4")},
        absent={("73.3", "73.3")},
        entity="iij",
        known="2009-12-31",
        where={"company": "Trust Networks Inc."},
    ),
    Asked(
        "stakes",
        "min state",
        {("60.2", "held"), ("67.4", "held"), ("73.3", "held"), ("79.5", "last-known")},
        absent={("60.2", "last-known"), ("67.4", "last-known"), ("73.3", "last-known")},
        entity="iij",
        where={"company": "Trust Networks Inc."},
    ),
    # 000:326-328, 002:548-550, 001:989-991, 004:691
    Asked(
        "subsidiaries",
        "company last documents",
        {("internet-multifeed", "2013-09-30", "4"), ("taihei-computer", "2010-04-30", "3")},
        absent={("stratosphere", "2013-12-31", "1")},
        entity="iij",
        where={"standing": "equity-method-affiliate"},
    ),
    # 000:76-77: the timeline is all that there is of two companies; 001:979-991 no longer has On-Demand Solutions
    Asked(
        "subsidiaries",
        "company standing last",
        {
            ("ii-media-communications", "group-member", "1995-12-31"),
            ("a-bone", "group-member", "1995-12-31"),
            ("on-demand-solutions", "consolidated-subsidiary", "2009-02-12"),
            ("stratosphere", "joint-venture", "2013-12-31"),
        },
        entity="iij",
    ),
    # 000:76-77 has an institute that 000:407 only plans
    Asked(
        "subsidiaries",
        "company",
        {("internet-multifeed",)},
        absent={("iij-innovation-institute",)},
        entity="iij",
        known="2008-12-31",
        where={"standing": "group-member"},
    ),
    # 000:255, 002:338-342, 001:448, 004:456
    Asked(
        "targets",
        "event value unit",
        {
            ("target-fy2008-set", "78.5", "JPY billion"),
            ("target-fy2008-cut-october", "73", "JPY billion"),
            ("target-fy2008-cut-february", "69.3", "JPY billion"),
            ("target-fy2010-set", "71", "JPY billion"),
            ("target-fy2010-raised", "84.5", "JPY billion"),
            ("target-fy2013-set", "117", "JPY billion"),
        },
    ),
    # 000:345, before 001:913 says in how many years
    Asked(
        "targets",
        "value document",
        {("100000", _FORUM_2008)},
        known="2009-12-31",
        where={"event": "iij-mobile-user-target"},
        exact=True,
    ),
    # 004:425
    Asked(
        "technologies",
        "technology provider",
        {(word, "stratosphere") for word in ("OpenFlow", "Overlay Protocols", "MPLS", "IPsec")},
        where={"product": "virtual-network-controller"},
        exact=True,
    ),
    # 003:31
    Asked(
        "together",
        "who part ownPart",
        {("iij", "investor", "target"), ("gdx-network", "investor", "target")},
        entity="gdx-japan",
        where={"event": "gdx-japan-investment"},
        exact=True,
    ),
    # 004:143, 145, 146: what stands in brackets behind each line of outsourcing
    Asked(
        "tree",
        "product",
        _words("managed-firewall-and-ips ddos-solution url-filtering anti-spam-services"),
        entity="outsourcing-services",
        where={"document": _FORUM_2013, "under": "security-services"},
        exact=True,
    ),
    Asked(
        "tree",
        "product",
        _words("email-services web-hosting online-storage cdn"),
        entity="outsourcing-services",
        where={"document": _FORUM_2013, "under": "server-services"},
        exact=True,
    ),
    Asked(
        "tree",
        "product",
        _words("network-management-and-monitoring vpn seil smf"),
        entity="outsourcing-services",
        where={"document": _FORUM_2013, "under": "network-related-services"},
        exact=True,
    ),
    # 001:440, 002:384: planned for days that have passed, and not told as done; 003:59 and 002:570 are
    Asked(
        "unconfirmed",
        "event plannedFor overdue",
        {("att-outsourcing-acquisition", "2010-09-01", "true"), ("expresscard-launch", "2009-03", "true")},
        absent={("hi-ho-acquisition", "", "false"), ("share-repurchase-2008", "", "false")},
    ),
    Asked(
        "unconfirmed",
        "event overdue",
        {("att-outsourcing-acquisition", "false")},
        at="2010-07-31",
        known="2010-07-31",
    ),
    # 002:571 announces a gateway that 001:547 has; 000:407 plans an institute that 002:545 lists
    Asked(
        "unconfirmed",
        "event seenLater",
        {
            ("secure-web-gateway-launch", "2010-07-07"),
            ("iij-innovation-institute-establishment", "2009-02-12"),
            ("gdx-drop-box-launch", ""),
        },
    ),
    Asked(
        "unconfirmed",
        "event seenLater",
        {("iij-innovation-institute-establishment", "")},
        known="2009-02-11",
    ),
    Asked("unconfirmed", "event seenLater", {("secure-web-gateway-launch", "")}, known="2010-07-06"),
    Asked(  # 001:373 against 004:264 and 296; a company in the table of 000:323 that 000:494 only plans
        "disputed",
        "kind about followed in other otherIn policy",
        {
            ("date", "Launch of IIJ GIO", "2009-12", _FORUM_2013, "2009-11", _ROAD_SHOW, "later-publication"),
            (
                "stake",
                "IIJ Innovation Institute Inc.",
                "planned",
                _FORUM_2008,
                "100 %",
                _FORUM_2008,
                "qualification",
            ),
        },
    ),
    Asked(  # 003:344 gives the thousands, 003:57, 63, 198 and 202 the millions
        "disputed",
        "what followed other",
        {("revenues (equipment-sales), value, 2007-04-01/2007-06-30", "490211 JPY thousand", "491 JPY million")},
        where={"in": _RELEASE_2007},
    ),
    Asked("disputed", "kind", set(), absent={("date",)}, known="2013-12-30"),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.id)
def test_a_named_query_answers_what_the_documents_say(source: Source, asked: Asked) -> None:
    rows = answer(source, asked.query, asked.entity, asked.at, asked.known)
    columns = asked.columns.split()
    found = {
        tuple(row[column] for column in columns)
        for row in rows
        if all(row[column] == value for column, value in asked.where.items())
    }
    assert asked.rows - found == set()
    assert asked.absent & found == set()
    if asked.exact:
        assert found - asked.rows == set()


def test_the_press_releases_of_a_quarter(source: Source) -> None:
    """002:557-567 lists those of the third quarter of FY2008, up to December 18; what is later is none (002:256)."""
    rows = answer(source, "quarter", at="2008-12-31")
    assert {(row["date"], row["kind"]) for row in rows if row["date"] <= "2008-12-18"} == {
        ("2008-10-01", "launch"),
        ("2008-10-07", "launch"),
        ("2008-10-14", "partnership"),
        ("2008-10-20", "adoption"),
        ("2008-10-24", "target"),
        ("2008-10-28", "share-repurchase"),
        ("2008-11-07", "data-centre"),
        ("2008-11-13", "results"),
        ("2008-12-01", "launch"),
        ("2008-12-10", "share-repurchase"),
        ("2008-12-18", "launch"),
    }


def test_targets_stand_in_the_order_in_which_they_became_known(source: Source) -> None:
    """002:561 has the cut of October 2008 and 326-342 that of February 2009; 000:250 the target that they cut."""
    events = list(dict.fromkeys(row["event"] for row in answer(source, "targets")))
    wanted = ["target-fy2008-set", "target-fy2008-cut-october", "target-fy2008-cut-february", "target-fy2010-raised"]
    assert [event for event in events if event in wanted] == wanted


# --- all of them -----------------------------------------------------------------------------------------------------

_OLD = {"conflicts", "evidence", "group", "holders", "left"}  # those that other modules test
_REASONED = {"above", "control", "controlled", "effective", "undisclosed"}  # asked in test_reasoning
_ENTITIES = {
    "adopters": "iij-gio",
    "above": "gdx-japan",
    "control": "gdx-japan",
    "effective": "trust-networks",
    "evidence": "trust-networks",
    "holders": "iij",
    "tree": "outsourcing-services",
    "undisclosed": "trust-networks",
}
QUERIES = {query.name: query for query in sparql.named_queries()}


def test_every_query_is_asked_here() -> None:
    # Those about figures are asked in test_figure_queries.
    figures = {name for name, query in QUERIES.items() if "kei:FigureClaim" in query.text}
    assert {asked.query for asked in ASKED} == set(QUERIES) - _OLD - _REASONED - figures


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_says_what_it_answers_and_needs(name: str) -> None:
    query = QUERIES[name]
    assert query.text.startswith("# ")
    assert 20 < len(query.help) < 140
    assert "|" not in query.help  # it stands in a table of Markdown
    body = "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))
    assert ("?entity" in query.help) == ("?entity" in body)
    assert "?known" in body or "?at" in body


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {"group"}))  # @group reads snapshots, which 'build' makes
def test_a_query_answers_the_packaged_dossier_in_order(source: Source, name: str) -> None:
    query = QUERIES[name]
    entity = _ENTITIES.get(name, "iij") if "?entity" in query.help else ""
    rows = answer(source, name, entity)
    assert rows
    assert rows == answer(source, name, entity)
    assert "ORDER BY" in query.text
    if name not in _OLD:
        assert len({tuple(row.values()) for row in rows}) == len(rows)
        assert not [value for row in rows for value in row.values() if value.startswith("https://w3id.org/keiretsu/")]


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {"above", "group"}))  # both read snapshots
def test_a_query_knows_nothing_before_the_first_publication(source: Source, name: str) -> None:
    """T10: the first document is of August 13, 2007 (003:9)."""
    entity = _ENTITIES.get(name, "iij") if "?entity" in QUERIES[name].help else ""
    assert answer(source, name, entity, known="2007-08-12") == []
