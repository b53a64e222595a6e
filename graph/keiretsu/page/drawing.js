// The drawing: vis-network draws boxes at the places that were computed, moves the view and finds the box that is
// pointed at; lines, names and marks are drawn under and over them. Data is text: it enters the canvas by fillText.

/**
 * Open the drawing of `data` in an element. `view()` gives what is shown: {day, chosen, marks, parts, shows, showsLink, showsGone,
 * stakesOn};
 * `go.choose` is told what is pointed at, `go.say` what the keyboard has come to.
 */
function openDrawing(data, place, view, go) {
  const FORMS = {
    root: "root", "consolidated-subsidiary": "consolidated", "equity-method-affiliate": "equity",
    "joint-venture": "venture", "group-member": "member", planned: "member", outside: "outside", person: "outside",
    products: "product", customers: "customer", gone: "gone",
  };
  const READABLE = 0.7; // the scale at which names can still be read
  const PRINTED = 1600; // pixels across a printed sheet
  const NEAR = 5; // pixels of the screen within which a line is pointed at
  const { chart } = data;
  const { fonts } = chart;
  const [WIDTH, HEIGHT, STRUCTURE] = chart.size;
  const boxNodes = chart.nodes.filter((node) => !node.frame);
  const places = new Map(boxNodes.map((node) => [node.id, node]));
  const frames = new Map(chart.nodes.filter((node) => node.frame).map((node) => [node.id, node]));
  const links = chart.edges.map(({ from, to, path, slot, rises }) => ({ holder: from, company: to, path, slot, rises }));
  const linksOf = new Map(links.map(({ holder, company }, number) => [`${holder} ${company}`, number]));
  const inVis = (id) => `#${id}`; // vis-network would not draw a box called `constructor`
  const nodes = new vis.DataSet(boxNodes.map((node) => ({ ...node, id: inVis(node.id) })));
  const network = new vis.Network(place, { nodes, edges: new vis.DataSet([]) }, chart.options);
  place.firstElementChild.tabIndex = -1; // the element itself has the focus
  let told = new Map(); // what vis-network has been told of each box, so that it is only told what is new
  // What is drawn now: looks of boxes by id, with who has left and what is switched on; marks of links by number, with
  // those that are gone; frames in which something is; links that are chosen; the box to which the keyboard has come.
  const shown = { boxes: new Map(), links: new Map(), frames: new Set(), chosen: new Set(), focused: null, marks: null };
  const pen = openPen(chart, network, place, shown, { places, frames, links });
  const { color, sizeOf, footOf } = pen;
  let isMoved = false;
  let isPrinting = false;
  let seen = null; // where one looked before it was printed

  // --- what is shown ------------------------------------------------------------------------------------------------

  function gather() {
    const { day, marks, parts, shows, showsLink, showsGone } = view();
    const isBackward = marks !== null && marks.forward !== marks;
    shown.marks = marks;
    shown.isBackward = isBackward;
    shown.boxes = new Map([...day.boxes].filter(([id]) => shows(id)));
    shown.links = new Map([...day.links].filter(([number]) => showsLink(number)));
    if (marks) {
      for (const [id, how] of marks.boxes) {
        if (how !== "left" || !shows(id) || day.boxes.has(id)) continue;
        shown.boxes.set(id, { form: "gone", caption: isBackward ? "not yet" : "left", certain: true, state: "" });
      }
      for (const [number, how] of marks.links) {
        const { holder, company } = links[number];
        if (how === "left" && !day.links.has(number) && showsGone(number) && shown.boxes.has(holder) && shown.boxes.has(company)) {
          shown.links.set(number, { ...marks.from.links.get(number), line: "gone" });
        }
      }
    }
    shown.frames = new Set();
    for (const [id, look] of parts) {
      if (!places.has(id) || shown.boxes.has(id)) continue;
      shown.boxes.set(id, look);
      shown.frames.add(look.frame);
    }
    for (const [number, { company }] of links.entries()) {
      if (shown.frames.has(company)) shown.links.set(number, { label: "", line: "classed" });
    }
  }

  function boxStyle(look, isChosen) {
    const form = FORMS[look.form] || "member";
    const round = look.form === "person" ? 18 : look.form === "outside" ? 6 : form === "product" || form === "customer" ? 9 : 1;
    const faded = look.state === "last-known" || look.state === "planned" || look.state === "unknown" || form === "gone";
    return {
      hidden: false,
      borderWidth: isChosen ? 3 : form === "outside" ? 1 : 1.5,
      color: {
        border: color(isChosen ? "chosen" : form),
        background: form === "root" ? color("root") : faded ? color("paper") : color(`${form}-fill`),
      },
      shapeProperties: {
        borderRadius: round,
        borderDashes: form === "gone" ? [2, 4] : look.certain && look.form !== "planned" ? false : [5, 3],
      },
    };
  }

  /** The links that are chosen: those of a stake, of a standing, or of an event's deals. */
  function chosenLinks(chosen) {
    if (!chosen) return new Set();
    const is = {
      stake: ([number]) => view().stakesOn(links[number].holder, links[number].company).includes(chosen.key),
      standing: ([number, mark]) => mark.line === "classed" && data.standings[chosen.key].parent === links[number].holder
        && data.standings[chosen.key].company === links[number].company,
      event: ([, mark]) => (mark.deals || []).includes(chosen.key),
    }[chosen.kind];
    return new Set(is ? [...shown.links].filter(is).map(([number]) => number) : []);
  }

  /** Tell vis-network what is new since it was last told. */
  function draw() {
    const { chosen } = view();
    gather();
    shown.chosen = chosenLinks(chosen);
    pen.sort();
    const entity = !chosen ? null : chosen.kind === "entity" ? chosen.key
      : chosen.kind === "standing" ? data.standings[chosen.key].company : null;
    const changed = [];
    for (const id of places.keys()) {
      const look = shown.boxes.get(id);
      const key = look ? `${look.form} ${look.certain} ${look.state} ${id === entity}` : "";
      if ((told.get(id) || "") === key) continue;
      told.set(id, key);
      changed.push({ id: inVis(id), ...(look ? boxStyle(look, id === entity) : { hidden: true }) });
    }
    if (shown.focused && !shown.boxes.has(shown.focused)) shown.focused = null;
    if (changed.length) nodes.update(changed);
    else network.redraw();
  }

  // --- where one looks ----------------------------------------------------------------------------------------------

  const height = () => (view().parts.size ? HEIGHT : STRUCTURE);

  /** The whole at once. */
  function fit() {
    if (!place.clientWidth) return; // another view is shown
    const scale = Math.min((place.clientWidth - 24) / WIDTH, (place.clientHeight - 20) / height(), 1.5);
    network.moveTo({ position: { x: 0, y: height() / 2 }, scale: Math.max(scale, 0.02) });
  }

  /** The whole where it can be read then, else the root at a scale at which it can. */
  function home() {
    fit();
    isMoved = false;
    if (network.getScale() >= READABLE * 0.9) return;
    const root = places.get(data.root);
    network.moveTo({ position: { x: root.x, y: root.y + place.clientHeight * 0.2 / READABLE }, scale: READABLE });
    const { chosen } = view();
    if (chosen && chosen.kind === "entity") reveal(chosen.key);
    isMoved = false;
  }

  function zoom(factor) {
    isMoved = true;
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4) });
  }

  /** Bring a company into view, if it is drawn. */
  function reveal(id) {
    if (!shown.boxes.has(id)) return;
    const node = places.get(id);
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
    const isInside = x > 40 && y > 30 && x < place.clientWidth - 40 && y < place.clientHeight - 30;
    if (isInside) return;
    isMoved = true;
    network.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(network.getScale(), READABLE) });
  }

  // --- pointing and walking -----------------------------------------------------------------------------------------

  /** What is drawn at a point: a company, a stake, a standing, an event, or nothing. */
  function under(point) {
    const id = network.getNodeAt(point);
    if (id !== undefined) return { kind: "entity", key: id.slice(1) };
    const { x, y } = network.DOMtoCanvas(point);
    const near = NEAR / network.getScale();
    let [best, least] = [null, near];
    for (const [number, mark] of shown.links) {
      const { slot: [left, top, width, height_], path } = links[number];
      if (mark.label && Math.abs(x - left) <= width / 2 && Math.abs(y - top) <= height_ / 2) return chosenBy(number);
      // The last piece is a line's own: others lie on the bus with those of their holder.
      const far = distance(x, y, path.at(-2), path.at(-1));
      if (far < least) [best, least] = [number, far];
    }
    return best === null ? null : chosenBy(best);
  }

  /** How far a point is from a piece of a line that runs across or down. */
  const distance = (x, y, [x1, y1], [x2, y2]) => Math.hypot(
    Math.max(Math.min(x1, x2) - x, 0, x - Math.max(x1, x2)), Math.max(Math.min(y1, y2) - y, 0, y - Math.max(y1, y2)));

  function chosenBy(link) {
    const { holder, company } = links[link];
    const stakes = view().stakesOn(holder, company); // its own first
    const told = stakes.filter((key) => view().day.stakes.has(key));
    if (told.length) return { kind: "stake", key: told[0] };
    const mark = shown.links.get(link) || {};
    if ((mark.deals || []).length) return { kind: "event", key: mark.deals[0] };
    const standing = data.standings.findIndex((one) => one.parent === holder && one.company === company);
    if (mark.line === "classed" && standing >= 0) return { kind: "standing", key: standing };
    if (stakes.length) return { kind: "stake", key: stakes[0] };
    return frames.has(company) ? { kind: "entity", key: frames.get(company).owner } : null;
  }

  /** The nearest box in a direction, by distance with what lies across counted double. */
  function next(from, [dx, dy]) {
    let [best, least] = [null, Infinity];
    for (const id of shown.boxes.keys()) {
      const node = places.get(id);
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (along > 4 && along + 2 * across < least) [best, least] = [id, along + 2 * across];
    }
    return best;
  }

  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function walk(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const to = shown.focused ? next(places.get(shown.focused), direction) : data.root;
      if (to) {
        shown.focused = to;
        reveal(to);
        network.redraw();
        go.say(to, shown.boxes.get(to));
      }
    } else if (event.key === "Enter" && shown.focused) go.choose({ kind: "entity", key: shown.focused }, place);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  network.once("afterDrawing", home); // vis-network looks where it likes at first
  network.on("beforeDrawing", pen.drawLines);
  network.on("afterDrawing", pen.write);
  network.on("click", ({ pointer }) => {
    const found = under(pointer.DOM);
    if (found) go.choose(found, null);
  });
  place.addEventListener("mousemove", ({ offsetX, offsetY }) =>
    place.classList.toggle("pointing", under({ x: offsetX, y: offsetY }) !== null));
  place.addEventListener("keydown", walk);
  for (const event of ["focus", "blur"]) place.addEventListener(event, () => network.redraw());
  // Who has moved the view keeps it when the place gets another size; else all stays in view.
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => (isMoved = true));
  network.on("resize", () => isMoved || setTimeout(home)); // after vis-network has put the view back
  // Paper is white, whatever the screen is.
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", () => {
      if (isPrinting) return; // on the sheet the canvas has another size, and would only in part be drawn anew
      pen.forget();
      told = new Map();
      draw();
    });
  }

  /** Before and after printing: all of it, in the colours of paper, at a size of which a sheet is not a coarse picture. */
  function print(isOn) {
    const [wide, tall] = isOn ? [PRINTED, Math.round((PRINTED * (height() + 40)) / WIDTH)] : [0, 0];
    isPrinting = isOn;
    if (isOn) seen = { position: network.getViewPosition(), scale: network.getScale() };
    document.documentElement.classList.toggle("printing", isOn);
    Object.assign(place.style, isOn ? { width: `${wide}px`, height: `${tall}px` } : { width: "", height: "" });
    network.setSize("100%", "100%");
    pen.forget();
    told = new Map();
    draw();
    if (isOn) fit();
    else requestAnimationFrame(() => requestAnimationFrame(() => network.moveTo(seen))); // after vis-network has seen the size
    network.redraw();
  }

  // --- what tests measure -------------------------------------------------------------------------------------------

  /** The visible boxes with their borders, in coordinates of the drawing (getBoundingBox adds the corners' radius). */
  const boxes = () => [...shown.boxes].map(([id, look]) => {
    const { shape, options } = network.body.nodes[inVis(id)];
    const { left, top, width: wide, height: high } = shape;
    const border = options.borderWidth / 2;
    return { id, ...look, left: left - border, top: top - border, right: left + wide + border, bottom: top + high + border };
  });

  /** The visible labels of lines, in the same coordinates. */
  const labels = () => [...shown.links].filter(([, mark]) => mark.label).map(([number, mark]) => {
    const { holder, company } = links[number];
    const { x, top, rows } = footOf(number, mark.label);
    const context = document.createElement("canvas").getContext("2d");
    context.font = `600 ${fonts.label[0]}px ${color("font")}`;
    const half = Math.max(...rows.map((row) => context.measureText(row).width)) / 2;
    const bottom = top + rows.length * fonts.label[1];
    return { holder, company, text: mark.label, line: mark.line, left: x - half, right: x + half, top, bottom };
  });

  /** How wide names and captions really are, and the room that they have. */
  function texts() {
    const context = document.createElement("canvas").getContext("2d");
    const measured = (text, font, node) => {
      context.font = `${font}px ${color("font")}`;
      return { text, width: context.measureText(text).width, room: sizeOf(node)[0] - 12 };
    };
    return [...shown.boxes].flatMap(([id, look]) => {
      const node = places.get(id);
      const weight = id === data.root ? "600 " : "";
      return [...node.lines.map((text) => measured(text, weight + fonts.name[0], node)),
        measured(look.caption, fonts.caption[0], node)];
    });
  }

  /** Where the middle of a line's label, or of a box, is within the element. */
  function middle(holder, company) {
    const { slot: [x, y, width, tall], path } = links[linksOf.get(`${holder} ${company}`)];
    const [[startX, startY], [endX, endY]] = path.slice(-2);
    return network.canvasToDOM(width ? { x, y: y + tall / 2 - fonts.label[1] } : { x: (startX + endX) / 2, y: (startY + endY) / 2 });
  }
  const centre = (id) => network.canvasToDOM(network.getPosition(inVis(id)));

  return { draw, fit, home, print, zoom, reveal, boxes, labels, texts, middle, centre, isDrawn: (id) => places.has(id) };
}
