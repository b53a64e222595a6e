// Finding: a search over everything that has a name, and filters by kind, certainty and share.

/** A text as it is compared: without case, accents, forms of width, hyphens and stops. */
const comparable = (text) => text.normalize("NFKD").replace(/[^\p{L}\p{N}\s]/gu, "").toLowerCase();

/** Open the search over what `itemsNow()` gives, [{text, kind, weight, what}]; what is picked goes to `go.choose`. */
function openSearch(itemsNow, go) {
  const MOST = 12;
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let known = []; // what can be found, gathered when one begins to search
  let found = [];
  let more = 0;
  let active = -1;

  function matching(text) {
    // A hyphen joins, as in hi-ho, or stands for a space.
    const wanted = [text, text.replace(/\p{Pd}/gu, " ")].map((one) => comparable(one).trim().split(/\s+/).filter(Boolean));
    const [words] = wanted;
    more = 0;
    if (!words.length) return [];
    const rank = ({ plain }) => (wanted.some((one) => plain === one.join(" ")) ? 0 : plain.startsWith(words[0]) ? 1
      : plain.includes(` ${words[0]}`) ? 2 : 3);
    const hits = known.filter(({ plain }) => wanted.some((one) => one.every((word) => plain.includes(word))))
      .map((item) => [rank(item), item.weight, item.text.length, item])
      .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
    const seen = new Set();
    const each = hits.map(([, , , item]) => item).filter(({ what }) => {
      const key = `${what.kind} ${what.key}`;
      return !seen.has(key) && seen.add(key);
    });
    more = Math.max(0, each.length - MOST);
    return each.slice(0, MOST);
  }

  function show() {
    list.replaceChildren(...found.map((item, number) => {
      const option = make("li", { id: `found-${number}`, attributes: { role: "option",
        "aria-selected": String(number === active) } }, make("span", { textContent: item.text }),
      make("small", { textContent: item.kind }));
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        pick(number);
      });
      return option;
    }));
    const note = (text) => list.append(make("li", { className: "none", textContent: text,
      attributes: { role: "option", "aria-disabled": "true", "aria-selected": "false" } }));
    if (more) note(`${more} more: type on.`);
    const isOpen = found.length > 0 || (input.value.trim() !== "" && document.activeElement === input);
    if (!found.length && isOpen) note("Nothing has this name.");
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `found-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    found = [];
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(number) {
    const item = found[number];
    close();
    if (item) go.choose(item.what, input);
  }

  input.addEventListener("focus", () => {
    known = itemsNow().map((item) => ({ ...item, plain: comparable(item.text) }));
  });
  input.addEventListener("input", () => {
    found = matching(input.value);
    active = found.length ? 0 : -1;
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!found.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      show();
    } else if (event.key === "Enter") pick(Math.max(active, 0));
    else if (event.key === "Escape") {
      if (list.hidden) return;
      close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** Everything with a name that was known in a state of knowledge, as the items of a search. */
function searched(data, world, isDrawn) {
  const { facts } = data;
  const isKnown = (document_) => data.documents[document_].known <= world.known;
  const names = Object.entries(facts.names).flatMap(([key, found]) => found
    .filter(([, , cited]) => cited.some(([document_]) => isKnown(document_))).map(([name]) => [key, name]));
  const events = facts.worlds[world.number].events.map((place) => facts.events[place]);
  const told = facts.worlds[world.number].told.map(([place]) => facts.told[place]);
  const met = new Set([data.root, ...world.days.flatMap((one) => [...one.boxes.keys()]), ...names.map(([key]) => key),
    ...Object.keys(facts.worlds[world.number].there), ...facts.worlds[world.number].offers.map(([place]) => facts.offers[place].id),
    ...events.flatMap(({ parts: found }) => found.flatMap(([, entity, , , may]) => [entity, ...(may || [])])),
    ...told.flatMap(({ who, of, products }) => [who, of, ...products])]);
  const entities = Object.keys(data.entities).filter((key) => met.has(key));
  const weight = (key) => (isDrawn(key) && !facts.nodes[key] ? 0 : 2); // companies and holders first
  return [
    ...entities.map((key) => ({ text: data.entities[key].name, kind: data.entities[key].kind, weight: weight(key), what: { kind: "entity", key } })),
    ...names.map(([key, name]) => ({ text: name, kind: data.entities[key].name, weight: weight(key) + 1, what: { kind: "entity", key } })),
    ...events.map(({ id, title }) => ({ text: title, kind: "event", weight: 3, what: { kind: "event", key: id } })),
    ...Object.entries(data.documents).filter(([key]) => isKnown(key)).map(([key, { title }]) =>
      ({ text: title, kind: "document", weight: 2, what: { kind: "document", key } })),
  ];
}

/**
 * Open the filters; `onChange` is called when one is set. Gives what passes: showsForm(look), showsLine(line) and
 * showsAnswer(answer); told() and take(hide, least) for the address.
 */
function openFilters(data, onChange) {
  const byId = (id) => document.getElementById(id);
  const FORMS = [["consolidated-subsidiary", "consolidated"], ["equity-method-affiliate", "equity method"],
    ["joint-venture", "joint venture"], ["group-member", "other members"], ["planned", "planned"],
    ["outside", "outside holders"], ["person", "people"]];
  const STATES = [["certain", "stated or held"], ["last-known", "last known"], ["changing", "changing"],
    ["planned", "planned"], ["unknown", "not known"]];
  const off = { form: new Set(), state: new Set() };
  let least = 0;

  function boxes(place, kind, choices, present) {
    place.append(...choices.filter(([value]) => present.has(value)).map(([value, text]) => {
      const input = make("input", { type: "checkbox", checked: true, dataset: { [kind]: value } });
      input.addEventListener("change", () => {
        if (input.checked) off[kind].delete(value);
        else off[kind].add(value);
        changed();
      });
      return make("label", {}, input, text);
    }));
  }

  function tell() {
    byId("least-told").textContent = String(least);
    const count = off.form.size + off.state.size + (least > 0);
    byId("filtered").textContent = count ? ` (${count})` : "";
  }

  function changed() {
    tell();
    onChange();
  }

  boxes(byId("forms"), "form", FORMS, new Set(data.looks.map((look) => look.form)));
  boxes(byId("states"), "state", STATES, new Set(data.marks.map((mark) => mark.line)));
  byId("least").addEventListener("input", ({ target }) => {
    least = Number(target.value);
    changed();
  });
  byId("unfilter").addEventListener("click", () => {
    take("", "");
    changed();
  });
  byId("filters").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !byId("filters").open) return;
    byId("filters").open = false;
    byId("filters").querySelector("summary").focus();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!byId("filters").contains(target)) byId("filters").open = false;
  });

  /** Set the filters: what is hidden, lines as `line:changing`, and the least share; gives what cannot be, as sentences. */
  function take(hide, share) {
    const hidden = new Set(hide.split(",").filter(Boolean));
    const faults = [];
    for (const input of document.querySelectorAll("#filters input[type=checkbox]")) {
      const { form, state } = input.dataset;
      input.checked = !hidden.delete(form || `line:${state}`);
      if (input.checked) off[form ? "form" : "state"].delete(form || state);
      else off[form ? "form" : "state"].add(form || state);
    }
    for (const name of hidden) faults.push(`There is nothing called ${name.slice(0, 40)} to hide.`);
    least = /^\d+$/.test(share) ? Math.min(Number(share), 100) : 0;
    if (share && !/^\d+$/.test(share)) faults.push(`${share.slice(0, 40)} is no share.`);
    byId("least").value = String(least);
    tell();
    return faults;
  }

  const told = () => [["hide", [...off.form, ...[...off.state].map((line) => `line:${line}`)].join(",")],
    ["least", least ? String(least) : ""]].filter(([, text]) => text);

  const showsLine = (line) => !off.state.has(line === "classed" || line === "deal" ? "certain" : line);
  // A stake may be large enough if the greatest that it can be is; one of which nothing is said is not.
  const showsShare = ({ share }) => least === 0 || (share !== undefined && Number(share[1]) >= least);

  return {
    isOn: () => off.form.size + off.state.size + least > 0,
    showsForm: (look) => look.form === "root" || !off.form.has(look.form),
    showsLine,
    showsAnswer: (answer) => showsShare(answer) && showsLine(answer.line),
    told,
    take,
  };
}
