// Finding: a search over everything that has a name, and filters by kind, certainty and share.
"use strict";

/** A text as it is compared: without case, accents and forms of width. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Open the search over `items`, [{text, kind, what}]; what is picked goes to `go.choose`. */
function openSearch(items, go) {
  const MOST = 12;
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const known = items.map((item) => ({ ...item, folded: folded(item.text) }));
  let found = [];
  let active = -1;

  function matching(text) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const rank = (item) => (item.folded.startsWith(words[0]) ? 0 : item.folded.includes(` ${words[0]}`) ? 1 : 2);
    const hits = known.filter((item) => words.every((word) => item.folded.includes(word)))
      .map((item) => [rank(item), item.weight, item.text.length, item])
      .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
    const seen = new Set();
    return hits.map(([, , , item]) => item).filter(({ what }) => {
      const key = `${what.kind} ${what.key}`;
      return !seen.has(key) && seen.add(key);
    }).slice(0, MOST);
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
    const isOpen = found.length > 0 || (input.value.trim() !== "" && document.activeElement === input);
    if (!found.length && isOpen) list.append(make("li", { className: "none", textContent: "Nothing has this name.",
      attributes: { role: "option", "aria-disabled": "true", "aria-selected": "false" } }));
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

/** Open the filters; `onChange` is called when one is set. Gives what passes: shows(id, look), showsShare(answer). */
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

  function changed() {
    byId("least-told").textContent = String(least);
    const count = off.form.size + off.state.size + (least > 0);
    byId("filtered").textContent = count ? ` (${count})` : "";
    onChange();
  }

  boxes(byId("forms"), "form", FORMS, new Set(data.looks.map((look) => look.form)));
  boxes(byId("states"), "state", STATES, new Set(data.marks.map((mark) => mark.line)));
  byId("least").addEventListener("input", ({ target }) => {
    least = Number(target.value);
    changed();
  });
  byId("unfilter").addEventListener("click", () => {
    off.form.clear();
    off.state.clear();
    least = 0;
    byId("least").value = "0";
    for (const input of document.querySelectorAll("#filters input[type=checkbox]")) input.checked = true;
    changed();
  });

  return {
    isOn: () => off.form.size + off.state.size + least > 0,
    showsForm: (look) => look.form === "root" || !off.form.has(look.form),
    showsState: (line) => !off.state.has(line === "classed" || line === "deal" ? "certain" : line),
    /** A stake may be large enough if the greatest that it can be is; one of which nothing is said may be. */
    showsShare: (answer) => least === 0 || (answer.share !== undefined && Number(answer.share[1]) >= least),
  };
}
