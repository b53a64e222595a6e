// What is painted under and over the boxes that vis-network draws: lines, frames, names, labels and marks.
// Data is text: it enters the canvas by fillText.

/**
 * Open the pen for a drawing: `shown` says what is drawn now, `places`, `frames` and `links` where. Lines are painted in
 * the order in which `sort` has put them.
 */
function openPen(chart, network, place, shown, { places, frames, links }) {
  const DASHES = {
    certain: [], "last-known": [9, 4], changing: [5, 4], planned: [6, 3, 1.5, 3], unknown: [1.5, 4], classed: [1, 3],
    deal: [], gone: [2, 4],
  };
  const SMALLEST = 0.3; // the scale below which nothing is written
  const { fonts } = chart;
  const styles = getComputedStyle(document.documentElement);
  let colors = new Map();
  let ways = []; // the lines by style: {isChosen, style, lines}

  /** A colour of the page's style; asked once until the scheme changes. */
  function color(name) {
    if (!colors.has(name)) colors.set(name, styles.getPropertyValue(`--${name}`).trim());
    return colors.get(name);
  }

  const forget = () => (colors = new Map());
  const sizeOf = (node) => [node.widthConstraint, node.heightConstraint];

  const GREY = new Set(["unknown", "classed", "gone"]);

  const lineStyle = (mark, isChosen) => [
    isChosen ? "chosen" : mark.line === "deal" ? "deal" : GREY.has(mark.line) ? "outside" : "line",
    isChosen ? 2.6 : mark.line === "classed" ? 1 : 1.4,
    DASHES[mark.line],
  ];

  /** The lines by their style, so that each style is drawn at once, what is chosen after the others. */
  function sort() {
    const found = new Map();
    for (const [number, mark] of shown.links) {
      const isChosen = shown.chosen.has(number);
      const key = `${isChosen} ${mark.line}`;
      if (!found.has(key)) found.set(key, { isChosen, style: lineStyle(mark, isChosen), lines: [] });
      found.get(key).lines.push(links[number]);
    }
    ways = [...found.values()].sort((one, other) => one.isChosen - other.isChosen);
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
    for (const id of shown.frames) drawFrame(context, frames.get(id));
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

  function drawFrame(context, { box: [x, y, width, height], title }) {
    context.strokeStyle = color("rule");
    context.lineWidth = 1;
    context.setLineDash([]);
    context.strokeRect(x - width / 2, y - height / 2, width, height);
    context.fillStyle = color("soft");
    context.font = `600 ${fonts.caption[0]}px ${color("font")}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(title, x - width / 2 + 10, y - height / 2 + 10);
  }

  /** Names, captions, labels and marks, over the boxes that vis-network has drawn. */
  function write(context) {
    const scale = network.getScale();
    const [left, top, right, bottom] = inView(120);
    const isSeen = (x, y) => x > left && x < right && y > top && y < bottom;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const { marks } = shown;
    for (const [id, look] of shown.boxes) {
      const node = places.get(id);
      if (!isSeen(node.x, node.y)) continue;
      if (scale >= SMALLEST) writeBox(context, node, look, id);
      else drawForm(context, node, look);
      const how = marks && marks.boxes.get(id);
      if (how && how !== "restated") drawBadge(context, node, how);
    }
    if (scale >= SMALLEST) {
      for (const [number, mark] of shown.links) {
        const [x, y] = links[number].slot;
        if (mark.label && isSeen(x, y)) writeLabel(context, number, mark, marks && marks.links.get(number));
      }
    }
    const hasFocus = document.activeElement === place;
    if (hasFocus && shown.focused && shown.boxes.has(shown.focused)) drawFocus(context, places.get(shown.focused));
    drawEdges(context);
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
    const [isChosen, isNew] = [shown.chosen.has(number), how === "changed" || (how === "joined" && !shown.isBackward)];
    context.fillStyle = color("paper");
    context.fillRect(x - width / 2, top - 2, width, rows.length * fonts.label[1] + 4);
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
    const isGone = how === (shown.isBackward ? "joined" : "left"); // when the other day is a later one
    const sign = how === "changed" ? "△" : isGone ? "−" : "+";
    const [x, y] = [node.x + sizeOf(node)[0] / 2 - 3, node.y - sizeOf(node)[1] / 2 + 3];
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.fillStyle = color(isGone ? "soft" : "new");
    context.fill();
    context.fillStyle = color("paper");
    context.font = `600 ${how === "changed" ? 9 : 13}px ${color("font")}`;
    context.fillText(sign, x, y + 0.5);
  }

  /** At each edge of the view, how many boxes lie beyond it; and that nothing is known, where nothing is drawn. */
  function drawEdges(context) {
    const [left, top, right, bottom] = inView(0);
    const out = [0, 0, 0, 0];
    for (const id of shown.boxes.keys()) {
      const { x, y } = places.get(id);
      [x < left, x > right, y < top, y > bottom].forEach((isOut, side) => (out[side] += isOut));
    }
    const scale = network.getScale();
    const write = (text, x, y, align, base) => {
      context.textAlign = align;
      context.textBaseline = base;
      const wide = context.measureText(text).width + edge;
      context.fillStyle = color("paper");
      context.fillRect(x - { left: edge / 2, right: wide - edge / 2, center: wide / 2 }[align],
        y - { top: 0, bottom: 16, middle: 8 }[base] / scale, wide, 16 / scale);
      context.fillStyle = color("soft");
      context.fillText(text, x, y);
    };
    context.font = `600 ${13 / scale}px ${color("font")}`;
    const [middle, centre, edge] = [(left + right) / 2, (top + bottom) / 2, 6 / scale];
    if (out[0]) write(`◂ ${out[0]} more`, left + edge, centre, "left", "middle");
    if (out[1]) write(`${out[1]} more ▸`, right - edge, centre, "right", "middle");
    if (out[2]) write(`▴ ${out[2]} more`, middle, top + edge, "center", "top");
    if (out[3]) write(`▾ ${out[3]} more`, middle, bottom - edge, "center", "bottom");
    if (!shown.boxes.size) write("Nothing is known of this day.", middle, centre, "center", "middle");
  }

  function drawFocus(context, node) {
    const { x, y } = node;
    const [width, height] = sizeOf(node);
    context.strokeStyle = color("focus");
    context.lineWidth = 2.5;
    context.setLineDash([]);
    context.strokeRect(x - width / 2 - 4, y - height / 2 - 4, width + 8, height + 8);
  }

  return { color, forget, sizeOf, sort, drawLines, write, footOf };
}
