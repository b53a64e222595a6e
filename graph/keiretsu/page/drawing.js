// The drawing: vis-network draws boxes at the places that were computed, moves the view and finds the box that is
// pointed at; lines, names and marks are drawn under and over them. Data is text: it enters the canvas by fillText.
"use strict";

/**
 * Open the drawing of `data` in an element. `view()` gives what is shown: {day, chosen, marks, parts, shows, showsLink};
 * `go.choose` is told what is pointed at, `go.say` what the keyboard has come to.
 */
function openDrawing(data, place, view, go) {
  const FORMS = {
    root: "root", "consolidated-subsidiary": "consolidated", "equity-method-affiliate": "equity",
    "joint-venture": "venture", "group-member": "member", planned: "member", outside: "outside", person: "outside",
    products: "product", customers: "customer", gone: "gone",
  };
  const DASHES = {
    certain: [], "last-known": [9, 4], changing: [5, 4], planned: [6, 3, 1.5, 3], unknown: [1.5, 4], classed: [1, 3],
    deal: [], gone: [2, 4],
  };
  const READABLE = 0.62; // the scale at which names can still be read
  const SMALLEST = 0.3; // below it they are not drawn
  const NEAR = 5; // pixels of the screen within which a line is pointed at
  const { chart } = data;
  const { fonts } = chart;
  const [WIDTH, HEIGHT, STRUCTURE] = chart.size;
  const boxNodes = chart.nodes.filter((node) => !node.frame);
  const places = new Map(boxNodes.map((node) => [node.id, node]));
  const frames = new Map(chart.nodes.filter((node) => node.frame).map((node) => [node.id, node]));
  const links = chart.edges.map(({ from, to, path, slot, rises }) => ({ holder: from, company: to, path, slot, rises }));
  const linksOf = new Map(links.map(({ holder, company }, number) => [`${holder} ${company}`, number]));
  const nodes = new vis.DataSet(boxNodes);
  const network = new vis.Network(place, { nodes, edges: new vis.DataSet([]) }, chart.options);
  place.firstElementChild.tabIndex = -1; // the element itself has the focus
  const styles = getComputedStyle(document.documentElement);
  let colors = new Map();
  let told = new Map(); // what vis-network has been told of each box, so that it is only told what is new
  let boxesNow = new Map(); // id to look, with who has left and what is switched on
  let linksNow = new Map(); // number to mark, with those that are gone
  let framesNow = new Set(); // those in which something is shown
  let chosenNow = new Set(); // the links that are chosen
  let ways = []; // the lines by style: {isChosen, style, lines}
  let focused = null;
  let isMoved = false;

  /** A colour of the page's style; asked once until the scheme changes. */
  function color(name) {
    if (!colors.has(name)) colors.set(name, styles.getPropertyValue(`--${name}`).trim());
    return colors.get(name);
  }

  // --- what is shown ------------------------------------------------------------------------------------------------

  function gather() {
    const { day, marks, parts, shows, showsLink } = view();
    boxesNow = new Map([...day.boxes].filter(([id]) => shows(id)));
    linksNow = new Map([...day.links].filter(([number]) => showsLink(number)));
    if (marks) {
      for (const [id, how] of marks.boxes) {
        if (how === "left" && shows(id)) boxesNow.set(id, { form: "gone", caption: "left", certain: true, state: "" });
      }
      for (const [number, how] of marks.links) {
        const { holder, company } = links[number];
        if (how === "left" && boxesNow.has(holder) && boxesNow.has(company)) {
          linksNow.set(number, { ...marks.from.links.get(number), line: "gone" });
        }
      }
    }
    framesNow = new Set();
    for (const [id, look] of parts) {
      if (!places.has(id) || boxesNow.has(id)) continue;
      boxesNow.set(id, look);
      framesNow.add(look.frame);
    }
    for (const [number, { company }] of links.entries()) {
      if (framesNow.has(company)) linksNow.set(number, { label: "", line: "classed" });
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

  const GREY = new Set(["unknown", "classed", "gone"]);

  const lineStyle = (mark, isChosen) => [
    isChosen ? "chosen" : mark.line === "deal" ? "deal" : GREY.has(mark.line) ? "outside" : "line",
    isChosen ? 2.6 : mark.line === "classed" ? 1 : 1.4,
    DASHES[mark.line],
  ];

  /** The parties of a stake: its holder, and who holds it jointly on this day. */
  function partiesOf(key) {
    const answer = view().day.stakes.get(key);
    return [data.stakes[key].holder, ...(answer ? answer.jointly : [])];
  }

  const isPartOf = (link, key) => data.stakes[key].company === link.company && partiesOf(key).includes(link.holder);

  /** The links that are chosen: those of a stake, of a standing, or of an event's deals. */
  function chosenLinks(chosen) {
    if (!chosen) return new Set();
    const is = {
      stake: ([number]) => isPartOf(links[number], chosen.key),
      standing: ([number, mark]) => mark.line === "classed" && data.standings[chosen.key].parent === links[number].holder
        && data.standings[chosen.key].company === links[number].company,
      event: ([, mark]) => (mark.deals || []).includes(chosen.key),
    }[chosen.kind];
    return new Set(is ? [...linksNow].filter(is).map(([number]) => number) : []);
  }

  /** The lines by their style, so that each style is drawn at once, what is chosen after the others. */
  function sort() {
    const found = new Map();
    for (const [number, mark] of linksNow) {
      const isChosen = chosenNow.has(number);
      const key = `${isChosen} ${mark.line}`;
      if (!found.has(key)) found.set(key, { isChosen, style: lineStyle(mark, isChosen), lines: [] });
      found.get(key).lines.push(links[number]);
    }
    ways = [...found.values()].sort((one, other) => one.isChosen - other.isChosen);
  }

  /** Tell vis-network what is new since it was last told. */
  function draw() {
    const { chosen } = view();
    gather();
    chosenNow = chosenLinks(chosen);
    sort();
    const entity = !chosen ? null : chosen.kind === "entity" ? chosen.key
      : chosen.kind === "standing" ? data.standings[chosen.key].company : null;
    const changed = [];
    for (const id of places.keys()) {
      const look = boxesNow.get(id);
      const key = look ? `${look.form} ${look.certain} ${look.state} ${id === entity}` : "";
      if ((told.get(id) || "") === key) continue;
      told.set(id, key);
      changed.push(look ? { id, ...boxStyle(look, id === entity) } : { id, hidden: true });
    }
    if (focused && !boxesNow.has(focused)) focused = null;
    if (changed.length) nodes.update(changed);
    else network.redraw();
  }

  // --- under and over what vis-network draws ------------------------------------------------------------------------

  /** What of the drawing is in view, with some room around: [left, top, right, bottom]. */
  function inView(room) {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    const [wide, tall] = [place.clientWidth / scale / 2 + room, place.clientHeight / scale / 2 + room];
    return [x - wide, y - tall, x + wide, y + tall];
  }

  function drawLines(context) {
    for (const id of framesNow) drawFrame(context, frames.get(id));
    const bounds = inView(20);
    context.lineJoin = "round";
    for (const { style: [stroke, width, dashes], lines } of ways) {
      context.strokeStyle = color(stroke);
      context.fillStyle = context.strokeStyle;
      context.lineWidth = width;
      context.setLineDash(dashes);
      context.beginPath();
      for (const { path } of lines) trace(context, path, bounds);
      context.stroke();
      context.setLineDash([]);
      context.beginPath();
      for (const line of lines) if (!frames.has(line.company)) head(context, line);
      context.fill();
    }
  }

  /** A line's pieces as far as they are in view: to dash what nobody sees takes most of the time in a large group. */
  function trace(context, path, [left, top, right, bottom]) {
    let [lastX, lastY] = [NaN, NaN];
    for (let index = 1; index < path.length; index += 1) {
      const [[x1, y1], [x2, y2]] = [path[index - 1], path[index]];
      if (Math.max(x1, x2) < left || Math.min(x1, x2) > right || Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) continue;
      const [fromX, fromY] = [Math.min(Math.max(x1, left), right), Math.min(Math.max(y1, top), bottom)];
      if (fromX !== lastX || fromY !== lastY) context.moveTo(fromX, fromY);
      [lastX, lastY] = [Math.min(Math.max(x2, left), right), Math.min(Math.max(y2, top), bottom)];
      context.lineTo(lastX, lastY);
    }
  }

  /** The head of the arrow that comes to a company. */
  function head(context, { path, rises }) {
    const [[x, y], up] = rises ? [path[0], 1] : [path.at(-1), -1];
    context.moveTo(x, y);
    context.lineTo(x - 4, y + up * 9);
    context.lineTo(x + 4, y + up * 9);
  }

  function drawFrame(context, { box: [x, y, width, height_], title }) {
    context.strokeStyle = color("rule");
    context.lineWidth = 1;
    context.setLineDash([]);
    context.strokeRect(x - width / 2, y - height_ / 2, width, height_);
    context.fillStyle = color("soft");
    context.font = `600 ${fonts.caption[0]}px ${color("font")}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(title, x - width / 2 + 10, y - height_ / 2 + 10);
  }

  /** Names, captions, labels and marks, over the boxes that vis-network has drawn. */
  function write(context) {
    const scale = network.getScale();
    const [left, top, right, bottom] = inView(120);
    const isSeen = (x, y) => x > left && x < right && y > top && y < bottom;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const { marks } = view();
    for (const [id, look] of boxesNow) {
      const node = places.get(id);
      if (!isSeen(node.x, node.y)) continue;
      if (scale >= SMALLEST) writeBox(context, node, look, id);
      else drawForm(context, node, look);
      const how = marks && marks.boxes.get(id);
      if (how && how !== "restated") drawBadge(context, node, how);
    }
    if (scale >= SMALLEST) {
      for (const [number, mark] of linksNow) {
        const [x, y] = links[number].slot;
        if (mark.label && isSeen(x, y)) writeLabel(context, number, mark, marks && marks.links.get(number));
      }
    }
    if (focused && boxesNow.has(focused)) drawFocus(context, places.get(focused));
  }

  function writeBox(context, node, look) {
    const face = color("font");
    const [width, height] = sizeOf(node);
    const isRoot = look.form === "root";
    const isGone = look.form === "gone";
    drawForm(context, node, look);
    context.fillStyle = color(isRoot ? "root-ink" : isGone ? "soft" : "ink");
    context.font = `${node.italic ? "italic " : ""}${isRoot ? "600 " : ""}${fonts.name[0]}px ${face}`;
    let y = node.y - height / 2 + (height - node.lines.length * fonts.name[1] - fonts.caption[1]) / 2;
    for (const text of node.lines) {
      context.fillText(text, node.x, y + fonts.name[1] / 2, width - 12);
      if (isGone) strike(context, node.x, y + fonts.name[1] / 2, context.measureText(text).width);
      y += fonts.name[1];
    }
    context.fillStyle = color(isRoot ? "root-ink" : "soft");
    context.font = `${fonts.caption[0]}px ${face}`;
    context.fillText(look.caption + (look.disputed ? " ≠" : ""), node.x, y + fonts.caption[1] / 2, width - 12);
  }

  function strike(context, x, y, width) {
    context.fillRect(x - width / 2, y - 0.5, width, 1);
  }

  /** Form beside colour: one bar is consolidated, two are a joint venture, a second frame is equity method. */
  function drawForm(context, node, look) {
    const [width, height] = sizeOf(node);
    const [left, top] = [node.x - width / 2, node.y - height / 2];
    if (look.form === "consolidated-subsidiary") {
      context.fillStyle = color("consolidated");
      context.fillRect(left, top, 6, height);
    } else if (look.form === "joint-venture") {
      context.fillStyle = color("venture");
      context.fillRect(left, top, 5, height);
      context.fillRect(left + width - 5, top, 5, height);
    } else if (look.form === "equity-method-affiliate") {
      context.strokeStyle = color("equity");
      context.lineWidth = 1;
      context.setLineDash(look.certain ? [] : [5, 3]);
      context.strokeRect(left + 3.5, top + 3.5, width - 7, height - 7);
      context.setLineDash([]);
    }
  }

  /** Where a label stands: just above what its line leads to, at the foot of the slot that has room for its longest. */
  function footOf(number, label) {
    const [x, y, , tall] = links[number].slot;
    const rows = label.split("\n");
    return { x, top: y + tall / 2 - 3 - rows.length * fonts.label[1], rows };
  }

  function writeLabel(context, number, mark, how) {
    const { x, top, rows } = footOf(number, mark.label);
    const [, , width] = links[number].slot;
    const [isChosen, isNew] = [chosenNow.has(number), how === "changed" || how === "joined"];
    context.fillStyle = color("paper");
    context.fillRect(x - width / 2, top, width, rows.length * fonts.label[1]);
    context.font = `${isNew ? "600 " : ""}${fonts.label[0]}px ${color("font")}`;
    rows.forEach((text, row) => {
      const y = top + (row + 0.5) * fonts.label[1];
      context.fillStyle = color(isChosen ? "chosen" : mark.line === "gone" ? "soft" : text.startsWith("◆") ? "deal"
        : isNew ? "new" : "ink");
      context.fillText(text, x, y);
      if (mark.line === "gone") strike(context, x, y, context.measureText(text).width);
    });
  }

  /** What has happened to a box since the day that it is compared with, in its upper right corner. */
  function drawBadge(context, node, how) {
    const sign = { joined: "+", left: "−", changed: "△" }[how];
    const [x, y] = [node.x + sizeOf(node)[0] / 2 - 3, node.y - sizeOf(node)[1] / 2 + 3];
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.fillStyle = color(how === "left" ? "soft" : "new");
    context.fill();
    context.fillStyle = color("paper");
    context.font = `600 ${how === "changed" ? 9 : 13}px ${color("font")}`;
    context.fillText(sign, x, y + 0.5);
  }

  function drawFocus(context, node) {
    const { x, y } = node;
    const [width, height] = sizeOf(node);
    context.strokeStyle = color("focus");
    context.lineWidth = 2.5;
    context.setLineDash([]);
    context.strokeRect(x - width / 2 - 4, y - height / 2 - 4, width + 8, height + 8);
  }

  // --- where one looks ----------------------------------------------------------------------------------------------

  const sizeOf = (node) => [node.widthConstraint, node.heightConstraint];
  const height = () => (view().parts.size ? HEIGHT : STRUCTURE);

  /** The whole at once. */
  function fit() {
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
  }

  function zoom(factor) {
    isMoved = true;
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4) });
  }

  /** Bring a company into view, if it is drawn. */
  function reveal(id) {
    if (!boxesNow.has(id)) return;
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
    if (id !== undefined) return { kind: "entity", key: id };
    const { x, y } = network.DOMtoCanvas(point);
    const near = NEAR / network.getScale();
    let [best, least] = [null, near];
    for (const [number, mark] of linksNow) {
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
    const shown = [...view().day.stakes.keys()].filter((key) => isPartOf(links[link], key));
    const own = shown.find((key) => data.stakes[key].holder === holder);
    if (shown.length) return { kind: "stake", key: own === undefined ? shown[0] : own };
    const mark = linksNow.get(link) || {};
    if ((mark.deals || []).length) return { kind: "event", key: mark.deals[0] };
    const standing = data.standings.findIndex((one) => one.parent === holder && one.company === company);
    if (mark.line === "classed" && standing >= 0) return { kind: "standing", key: standing };
    const gone = data.stakes.findIndex((one) => one.holder === holder && one.company === company);
    return gone >= 0 ? { kind: "stake", key: gone } : null;
  }

  /** The nearest box in a direction, by distance with what lies across counted double. */
  function next(from, [dx, dy]) {
    let [best, least] = [null, Infinity];
    for (const id of boxesNow.keys()) {
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
      const to = focused ? next(places.get(focused), direction) : data.root;
      if (to) {
        focused = to;
        reveal(to);
        network.redraw();
        go.say(to, boxesNow.get(to));
      }
    } else if (event.key === "Enter" && focused) go.choose({ kind: "entity", key: focused }, place);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  network.once("afterDrawing", home); // vis-network looks where it likes at first
  network.on("beforeDrawing", drawLines);
  network.on("afterDrawing", write);
  network.on("click", ({ pointer }) => {
    const found = under(pointer.DOM);
    if (found) go.choose(found, null);
  });
  place.addEventListener("mousemove", ({ offsetX, offsetY }) =>
    place.classList.toggle("pointing", under({ x: offsetX, y: offsetY }) !== null));
  place.addEventListener("keydown", walk);
  place.addEventListener("blur", () => {
    focused = null;
    network.redraw();
  });
  // Who has moved the view keeps it when the place gets another size; else all stays in view.
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => (isMoved = true));
  network.on("resize", () => isMoved || setTimeout(home)); // after vis-network has put the view back
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colors = new Map();
    told = new Map();
    draw();
  });

  // --- what tests measure -------------------------------------------------------------------------------------------

  /** The visible boxes with their borders, in coordinates of the drawing (getBoundingBox adds the corners' radius). */
  const boxes = () => [...boxesNow].map(([id, look]) => {
    const { shape, options } = network.body.nodes[id];
    const { left, top, width: wide, height: high } = shape;
    const border = options.borderWidth / 2;
    return { id, ...look, left: left - border, top: top - border, right: left + wide + border, bottom: top + high + border };
  });

  /** The visible labels of lines, in the same coordinates. */
  const labels = () => [...linksNow].filter(([, mark]) => mark.label).map(([number, mark]) => {
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
    return [...boxesNow].flatMap(([id, look]) => {
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
  const centre = (id) => network.canvasToDOM(network.getPosition(id));

  return { draw, fit, home, zoom, reveal, boxes, labels, texts, middle, centre, links, frames, isDrawn: (id) => places.has(id) };
}
