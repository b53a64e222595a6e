// What stands behind everything that the panel says: claims with document, date and lines, and links to what is named.

const DAY = 86400000;
const GROUPED = new Intl.NumberFormat("en", { useGrouping: true });

/** The day after an ISO day. */
const dayAfter = (day) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/** A window for the first day of something, (after, by], in words. */
function windowWords(after, by) {
  if (!after) return by ? `on or before ${by}` : "on a day that is not known";
  const first = dayAfter(after);
  if (!by) return `on or after ${first}`;
  return first === by ? `on ${by}` : `between ${first} and ${by}`;
}

const beganWords = ({ began }) => windowWords(...began);
const endedWords = ({ ended }) => (ended ? windowWords(...ended) : "no end known");

/** A date as a document writes it, made readable: a fiscal quarter is two months with an arrow between. */
function dateWords(written) {
  const [first, last] = written.split("/");
  return last ? `${first} to ${last}` : first;
}

/** Lines of a document with the section in which they stand. */
const placeWords = ([lines, section]) => (section ? `${lines}, ${section}` : lines);

/** Text in which a date is never broken over two lines. */
const unbroken = (text) => text.split(/(\d{4}-\d{2}(?:-\d{2})?)/)
  .map((part, number) => (number % 2 ? make("span", { className: "date", textContent: part }) : part));

/** A decimal with its thousands apart; text in, text out, so that no digit is lost. */
function grouped(number) {
  const [, sign, whole, rest] = /^([-+]?)(\d+)(.*)$/.exec(number) || [null, "", number, ""];
  return `${sign === "-" ? "−" : sign}${/^\d+$/.test(whole) ? GROUPED.format(BigInt(whole)) : whole}${rest}`;
}

/** A value with its unit: `JPY 9,170 million`, `1,600 clients`, `48.3 %`. */
function amountWords(value, unit) {
  const [, currency, scale] = /^(JPY|USD)\b ?(.*)$/.exec(unit) || [];
  return currency ? `${currency} ${grouped(value)} ${scale}`.trim() : `${grouped(value)} ${unit}`;
}

const plural = (count, one, many) => `${grouped(String(count))} ${count === 1 ? one : many || `${one}s`}`;
const spaced = (word) => word.replaceAll("-", " ");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const rightOf = (stake) => (stake.right === "unspecified" ? "" : ` (${stake.right})`);
const MANY = 8; // of a longer list a part is folded

/** A name; a label that only describes stands in brackets (C6). */
function nameIn(data, id) {
  const entity = data.entities[id];
  return !entity ? id : entity.named ? entity.name : `[${entity.name}]`;
}

function openSources(data, view, go) {
  const heldBy = (id) => data.entities[id];
  const isKnown = (document) => document in data.documents && data.documents[document].known <= view().world.known;
  const placesOf = (claim) => claim.places.map((place) => data.places[place]);
  const claimOf = (place) => data.claims[place];

  const nameOf = (id) => nameIn(data, id);

  function link(what, ...text) {
    const button = make("button", { type: "button", className: "link" }, ...text);
    button.addEventListener("click", () => go.choose(what, button));
    return button;
  }

  function entityLink(id) {
    const button = link({ kind: "entity", key: id }, nameOf(id));
    if (heldBy(id) && !heldBy(id).named) button.classList.add("unnamed");
    return button;
  }

  // With all its parts: what is empty is not embedded.
  const events = data.facts.events.map((event) => ({ amounts: [], locations: [], because: [], conflicts: [], moves: [], ...event,
    parts: event.parts.map(([role, entity = null, name = "", count = null, candidates = []]) => [role, entity, name, count, candidates]) }));
  const happened = () => here().events.map((place) => events[place]);
  const eventOf = (id) => happened().find((event) => event.id === id);

  function eventLink(id) {
    const event = eventOf(id);
    return event ? link({ kind: "event", key: id }, event.title) : make("span", { textContent: spaced(id) });
  }

  const documentLink = (id) => link({ kind: "document", key: id }, data.documents[id].title);

  /** What the facts hold of the state of knowledge that is chosen. */
  const here = () => data.facts.worlds[view().world.number];

  function claimItem(place, tag) {
    const claim = claimOf(place);
    const published = data.documents[claim.document];
    return make("li", { dataset: { claim: claim.id } },
      make("p", { className: "says" }, ...unbroken(claim.says), tag ? make("span", { className: "tag", textContent: tag }) : ""),
      make("p", { className: "where" }, documentLink(claim.document), " published ", ...unbroken(published.published),
        claim.basis ? make("span", { className: "tag", textContent: claim.basis }) : "",
        make("code", { textContent: claim.id.slice(0, 8), title: `keiretsu why ${claim.id}` })),
      make("ul", { className: "places" }, ...placesOf(claim).map((place) => make("li", { textContent: placeWords(place) }))),
      ...(claim.printed || []).map((text) => make("p", { className: "where printed" }, "printed ", make("q", { textContent: text }))),
      claim.note ? make("p", { className: "where note", textContent: claim.note }) : "");
  }

  const knownFrom = (place) => data.documents[claimOf(place).document].known;
  const inOrder = (places) => [...places].sort((one, other) => knownFrom(one).localeCompare(knownFrom(other)) || one - other);

  const claimList = (places, tagOf) => make("ul", { className: "claims" },
    ...inOrder(places).map((place) => claimItem(place, tagOf ? tagOf(place) : "")));

  /** Something folded, whose content is made when it is opened. */
  function folded(title, build, given) {
    const summary = make("summary", null, ...[title].flat());
    const details = make("details", { className: "fold", ...given }, summary);
    const fill = () => {
      if (details.childElementCount === 1) details.append(...[build()].flat());
    };
    if (details.open) fill();
    // A click, by mouse or key, comes before it opens: never is an empty fold seen. Toggle is told later, of any opening.
    summary.addEventListener("click", fill);
    details.addEventListener("toggle", () => details.open && fill());
    return details;
  }

  // --- makers of what the panel is made of --------------------------------------------------------------------------

  const section = (title, ...parts) => {
    const shown = parts.flat().filter((part) => part !== "" && part !== null && part !== undefined);
    return shown.length ? [make("h3", { textContent: title }), ...shown] : [];
  };
  const text = (words, className) => make("p", { className: className || "" }, ...unbroken(words));
  const tag = (words, className) => make("span", { className: `tag ${className || ""}`.trim(), textContent: words });
  const list = (items, className) => make("ul", { className: className || "plain" }, ...items.map((item) => make("li", null, ...[item].flat())));
  const byName = (one, other) => nameOf(one).localeCompare(nameOf(other), "en");

  /** The first few of a long list, the others folded. */
  function few(items, makeList, what, most = MANY) {
    if (items.length <= most) return items.length ? [makeList(items)] : [];
    return [makeList(items.slice(0, most - 2)), folded(what ? plural(items.length - most + 2, `more ${what}`) : `${items.length - most + 2} more`, () => makeList(items.slice(most - 2)))];
  }

  /** "Says who?": the claims behind what stands before it, folded. */
  const sources = (places, lead) => places.length
    ? folded(`${lead || "Says who?"} ${plural(places.length, "claim")}`, () => claimList(places), { className: "fold sources" })
    : "";

  /** A row of a table with a button that opens the claims below it. */
  function sourcedRow(cells, places, what, columns) {
    const row = make("tr", null, ...cells);
    if (!places.length) return [make("tr", null, ...cells, make("td", null))];
    const button = make("button", {
      type: "button",
      className: "count",
      textContent: String(places.length),
      title: "Says who?",
      attributes: { "aria-expanded": "false", "aria-label": `Says who? ${plural(places.length, "claim")} for ${what}` },
    });
    const below = make("tr", { className: "below", hidden: true }, make("td", { colSpan: columns }));
    button.addEventListener("click", () => {
      if (below.hidden && !below.firstChild.firstChild) below.firstChild.append(claimList(places));
      below.hidden = !below.hidden;
      button.setAttribute("aria-expanded", String(!below.hidden));
    });
    row.append(make("td", { className: "who" }, button));
    return [row, below];
  }

  /** A table with a caption; the last column is of the buttons that show the claims. */
  function table(caption, heads, rows) {
    return make("table", null, make("caption", null, make("span", { className: "hidden", textContent: caption })),
      make("thead", null, make("tr", null, ...heads.map((text) => make("th", { scope: "col" },
        text === "Claims" ? make("span", { className: "hidden", textContent: text }) : text)))),
      make("tbody", null, ...rows.flat()));
  }

  /** Documents that disagree, with what is followed and why. */
  function conflictList(conflicts) {
    return conflicts.length ? [make("h3", { textContent: "Documents disagree" }), ...conflicts.flatMap((conflict) => [
      make("p", { className: "conflict" }, ...unbroken(`${capital(conflict.why)}. Decided by: ${spaced(conflict.policy)}.`)),
      claimList(conflict.claims, (place) => (place === conflict.prefers ? "followed"
        : (conflict.agrees || []).includes(place) ? "says the same" : "not followed")),
    ])] : [];
  }

  /** Misprints and contradictions that a reader recorded about an entity or an event. */
  function recorded(about) {
    const found = (data.facts.discrepancies[about] || []).filter(([, known]) => known <= view().world.known);
    return found.length ? [make("h3", { textContent: "Misprints and contradictions on record" }),
      claimList(found.map(([place]) => place))] : [];
  }

  return { section, text, tag, list, byName, few, nameOf, link, entityLink, eventLink, eventOf, happened, documentLink, here, isKnown, claimOf, placesOf, claimItem, claimList, folded,
    sources, sourcedRow, table, conflictList, recorded };
}
