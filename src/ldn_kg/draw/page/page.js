"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const picture = read("picture");
  const claims = read("claims");
  const $ = (id) => document.getElementById(id);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = matchMedia("(max-width: 760px)");
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const LINE = 15;
  const DIM = 0.12;

  // Boxes and links by key, with their paths ready to draw.
  const boxes = new Map(picture.boxes.map((box) => [box.key, { ...box, path: new Path2D(box.outline) }]));
  const links = new Map(picture.links.map((link) => [link.key, {
    ...link,
    path: new Path2D(link.line),
    headPath: new Path2D(link.head),
    badgePaths: link.badge && link.badge.map((part) => new Path2D(part)),
  }]));
  const boxOf = new Map();
  for (const box of boxes.values()) for (const member of box.members) boxOf.set(member, box.key);
  const linkOf = new Map();
  for (const link of links.values()) for (const claim of link.claims) linkOf.set(claim, link.key);

  // What is lit: null for everything, else keys of boxes and links.
  let lit = null;
  let chosen = null;

  // ---- drawing -----------------------------------------------------------------------------
  const map = $("map");
  const nodes = new vis.DataSet(read("vis-nodes").map((node) => ({
    ...node, shape: "custom", ctxRenderer: renderer(boxes.get(node.id)),
  })));
  const network = new vis.Network(
    map, { nodes, edges: new vis.DataSet(read("vis-edges")) }, read("vis-options"));

  const isLit = (key) => lit === null || lit.has(key);

  function renderer(box) {
    return ({ ctx, state: { hover } }) => ({
      drawNode() {
        ctx.globalAlpha = isLit(box.key) ? 1 : DIM;
        ctx.fillStyle = box.fill;
        ctx.strokeStyle = box.ink;
        ctx.lineWidth = chosen === box.key ? 3 : hover ? 2.2 : 1.3;
        ctx.fill(box.path);
        ctx.stroke(box.path);
        letters(ctx, box);
      },
      nodeDimensions: { width: box.width, height: box.height },
    });
  }

  function letters(ctx, box) {
    const count = box.lines.length + (box.head ? 1 : 0);
    let y = box.y + (box.height - count * LINE) / 2 + LINE - 4;
    ctx.textBaseline = "alphabetic";
    if (box.head) {
      ctx.textAlign = "left";
      ctx.fillStyle = box.ink;
      ctx.font = `650 11px ${FONT}`;
      ctx.fillText(box.head, box.x + 12, y, box.width - 20);
      y += LINE;
    } else {
      ctx.textAlign = "center";
    }
    ctx.fillStyle = picture.text;
    ctx.font = `${chosen === box.key ? 600 : 400} ${box.head ? 11 : 12}px ${FONT}`;
    for (const line of box.lines) {
      ctx.fillText(line, box.x + (box.head ? 12 : box.width / 2), y, box.width - 20);
      y += LINE;
    }
  }

  function drawBands(ctx) {
    for (const band of picture.bands) {
      ctx.fillStyle = band.tint;
      ctx.beginPath();
      ctx.roundRect(band.x, 0, band.width, picture.height - 8, 12);
      ctx.fill();
      ctx.fillStyle = band.ink;
      ctx.font = `650 13px ${FONT}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "alphabetic";
      ctx.fillText(band.heading, band.x + band.width / 2, 26, band.width - 8);
    }
  }

  // Headings stay in sight when the top of the picture is not.
  function drawHeadings(ctx) {
    const { y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
    const scale = network.getScale();
    if (top < 14) return;
    for (const band of picture.bands) {
      ctx.globalAlpha = 0.94;
      ctx.fillStyle = band.tint;
      ctx.fillRect(band.x, top, band.width, 24 / scale);
      ctx.globalAlpha = 1;
      ctx.fillStyle = band.ink;
      ctx.font = `650 ${12 / scale}px ${FONT}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(band.heading, band.x + band.width / 2, top + 12 / scale, band.width - 8);
    }
  }

  function drawLink(ctx, link) {
    ctx.globalAlpha = isLit(link.key) ? 1 : DIM;
    const width = link.width * (chosen === link.key ? 1.6 : 1) + (hovered === link.key ? 1 : 0);
    const contested = link.stance === "contested";
    ctx.strokeStyle = link.ink;
    ctx.lineCap = "butt";
    ctx.setLineDash(link.dash);
    ctx.lineWidth = contested ? width + 3 : width;
    ctx.stroke(link.path);
    ctx.setLineDash([]);
    if (contested) {
      ctx.globalAlpha = 1;
      ctx.strokeStyle = picture.paper;
      ctx.lineWidth = width + 0.2;
      ctx.stroke(link.path);
      ctx.globalAlpha = isLit(link.key) ? 1 : DIM;
      ctx.strokeStyle = link.ink;
    }
    ctx.lineWidth = Math.max(1.6, width * 0.75);
    ctx.lineCap = link.bar ? "round" : "butt";
    if (link.filled) {
      ctx.fillStyle = link.ink;
      ctx.fill(link.headPath);
    }
    ctx.stroke(link.headPath);
  }

  function drawBadge(ctx, link) {
    const [disc, sign] = link.badgePaths;
    const dark = link.stance === "disputed";
    ctx.globalAlpha = isLit(link.key) ? 1 : DIM;
    ctx.fillStyle = dark ? picture.text : "#fff";
    ctx.strokeStyle = picture.text;
    ctx.lineWidth = 1.2;
    ctx.fill(disc);
    ctx.stroke(disc);
    ctx.strokeStyle = dark ? "#fff" : picture.text;
    ctx.lineWidth = 1.4;
    ctx.lineCap = "round";
    ctx.stroke(sign);
  }

  // Thick lines first, dim ones under lit ones.
  const inOrder = [...links.values()].sort((a, b) => b.width - a.width);
  network.on("beforeDrawing", (ctx) => {
    ctx.save();
    drawBands(ctx);
    for (const link of inOrder) if (!isLit(link.key)) drawLink(ctx, link);
    for (const link of inOrder) if (isLit(link.key)) drawLink(ctx, link);
    for (const link of inOrder) if (link.badgePaths) drawBadge(ctx, link);
    ctx.restore();
  });

  network.on("afterDrawing", (ctx) => {
    ctx.save();
    drawHeadings(ctx);
    ctx.restore();
  });

  // ---- pointing ----------------------------------------------------------------------------
  let hovered = null;
  const probe = document.createElement("canvas").getContext("2d");

  // The nearest line, thin ones first: it looks ever further around the point, to 6 pixels.
  const thinFirst = [...inOrder].reverse();
  function linkAt(point) {
    for (const reach of [0, 1, 2, 3.5, 6]) {
      const found = thinFirst.find((link) => {
        probe.lineWidth = link.width + (2 * reach) / network.getScale();
        return isLit(link.key) && probe.isPointInStroke(link.path, point.x, point.y);
      });
      if (found) return found.key;
    }
    return null;
  }

  network.on("click", ({ nodes: [node], pointer }) => {
    const key = node ?? linkAt(pointer.canvas);
    tell(null);
    if (key === null) return choose(null);
    return boxes.has(key) ? showBox(key) : showLink(key);
  });

  map.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return tell(null);
    const frame = map.getBoundingClientRect();
    const at = { x: event.clientX - frame.x, y: event.clientY - frame.y };
    const node = network.getNodeAt(at) ?? null;
    const link = node === null ? linkAt(network.DOMtoCanvas(at)) : null;
    if (link !== hovered) {
      hovered = link;
      network.redraw();
    }
    map.style.cursor = node || link ? "pointer" : "grab";
    return tell(node ? boxes.get(node).title : link && links.get(link).title, at);
  });
  map.addEventListener("pointerleave", () => tell(null));

  function tell(text, at) {
    const tip = $("tip");
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text.length > 240 ? `${text.slice(0, 240)} …` : text;
    const room = map.clientWidth;
    tip.style.left = `${Math.max(4, Math.min(at.x + 14, room - tip.offsetWidth - 8))}px`;
    const below = at.y + 18 + tip.offsetHeight < map.clientHeight;
    tip.style.top = `${below ? at.y + 18 : Math.max(4, at.y - tip.offsetHeight - 12)}px`;
  }

  // ---- choosing ----------------------------------------------------------------------------
  function choose(key) {
    chosen = key;
    if (key === null) {
      lit = null;
    } else if (boxes.has(key)) {
      const own = [...links.values()].filter((link) => link.source === key || link.target === key);
      lit = new Set([key, ...own.flatMap((link) => [link.key, link.source, link.target])]);
    } else {
      const link = links.get(key);
      lit = new Set([key, link.source, link.target]);
    }
    network.redraw();
  }

  function showBox(key, keyboard) {
    choose(key);
    const { members, head } = boxes.get(key);
    if (members.length === 1) return showThing(members[0], keyboard);
    const many = members.map((member) => item(picture.things[member].label, "", () => showThing(member, true)));
    return show(head, keyboard, [
      text("p", "They share a box because the same is claimed of each of them, on the same kind of evidence."),
      list(many),
    ]);
  }

  function showThing(id, keyboard) {
    const thing = picture.things[id];
    choose(boxOf.get(id));
    look(boxOf.get(id));
    show(thing.label, keyboard, [
      text("p", thing.kind, "kind"),
      text("p", thing.definition || "No definition."),
      ...elsewhere(thing.identifiers),
      text("h3", `Takes part in ${count(thing.claims.length, "claim")}`),
      list(thing.claims.map(claimItem)),
    ]);
  }

  // Only an exact match is the same thing, so the relation stands with each identifier.
  function elsewhere(identifiers) {
    if (!identifiers.length) return [];
    const ul = list(identifiers.map((id) => text("li", id)));
    ul.className = "identifiers";
    return [text("h3", "In other vocabularies"), ul];
  }

  function showLink(key, keyboard) {
    const link = links.get(key);
    choose(key);
    if (link.claims.length === 1) return showClaim(link.claims[0], keyboard);
    const parts = link.claims.map((id, index) => {
      const part = element("details", "claim");
      part.open = index === 0;
      part.append(text("summary", claims[id].sentence), ...claimParts(claims[id]));
      return part;
    });
    return show(`${count(link.claims.length, "claim")} that look alike`, keyboard, parts);
  }

  function showClaim(id, keyboard) {
    choose(linkOf.get(id));
    look(boxOf.get(claims[id].source), boxOf.get(claims[id].target));
    show(claims[id].sentence, keyboard, claimParts(claims[id]));
  }

  function claimParts(claim) {
    const parts = [text("span", claim.stance, `chip ${claim.stance}`), pairs(claim.facts)];
    parts.push(text("h3", count(claim.lines.length, "line") + " of evidence"));
    return parts.concat(claim.lines.map(evidence));
  }

  function evidence(line) {
    const card = element("article", `line ${line.direction}`);
    card.append(text("span", line.direction, `chip ${line.direction}`));
    if (line.hedge) card.append(text("span", line.hedge, "chip"));
    card.append(pairs(line.facts));
    for (const study of line.studies) {
      const box = element("div", "study");
      box.append(text("h4", study.label), pairs(study.facts));
      card.append(box);
    }
    if (line.places.length) {
      const places = element("div", "places");
      const rows = line.places.map((place) => text("li", place));
      const ul = element("ul");
      ul.append(...rows);
      places.append(text("h4", "Where it stands (place, characters)"), ul);
      card.append(places);
    }
    return card;
  }

  // ---- panel -------------------------------------------------------------------------------
  function element(tag, className) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    return made;
  }

  // Everything that comes from data goes through here, as text.
  function text(tag, content, className) {
    const made = element(tag, className);
    made.textContent = content;
    return made;
  }

  function pairs(facts) {
    const dl = element("dl");
    for (const [name, value] of facts) dl.append(text("dt", name), text("dd", value));
    return dl;
  }

  function list(items) {
    const ul = element("ul");
    ul.append(...items);
    return ul;
  }

  function item(label, note, act) {
    const li = element("li");
    const button = element("button");
    button.type = "button";
    button.append(text("span", label));
    if (note) button.append(text("small", note));
    button.addEventListener("click", act);
    li.append(button);
    return li;
  }

  const claimItem = (id) => item(
    claims[id].sentence, claims[id].stance === "supported" ? "" : claims[id].stance, () => showClaim(id, true));
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  function show(heading, keyboard, parts) {
    const details = $("details");
    const head = text("h2", heading);
    head.tabIndex = -1;
    details.replaceChildren(head, ...parts);
    details.scrollTop = 0;
    reveal("details");
    $("status").textContent = `Shown: ${heading}`;
    if (keyboard) head.focus();
  }

  function reveal(which) {
    $("drawer").hidden = false;
    $("details").hidden = which !== "details";
    $("list").hidden = which !== "list";
    $("back").hidden = which === "list";
    $("open-list").setAttribute("aria-expanded", "true");
    untouched = false;
  }

  function shut() {
    $("drawer").hidden = true;
    $("open-list").setAttribute("aria-expanded", "false");
    choose(null);
  }

  // The picture stays where it is when the panel or the window changes its room; before anything
  // was done with it, it begins again. vis-network would change the scale instead.
  let untouched = true;
  new ResizeObserver(() => {
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const scale = network.getScale();
    network.setSize("100%", "100%");
    network.redraw();
    if (untouched) return begin();
    network.moveTo({
      scale,
      position: { x: corner.x + map.clientWidth / scale / 2, y: corner.y + map.clientHeight / scale / 2 },
    });
    if (chosen) look(...(boxes.has(chosen) ? [chosen] : [links.get(chosen).source, links.get(chosen).target]));
  }).observe(map);
  for (const event of ["dragStart", "zoom", "click"]) network.on(event, () => { untouched = false; });

  // ---- list --------------------------------------------------------------------------------
  const byName = (a, b) => a[1].localeCompare(b[1], "en");
  const things = Object.entries(picture.things).map(([id, thing]) => [id, thing.label, thing.kind]).sort(byName);
  const sentences = Object.entries(claims).map(([id, claim]) => [id, claim.sentence, claim.stance]).sort(byName);

  function fillList() {
    const wanted = $("find").value.trim().toLowerCase();
    const fits = ([id, label]) => `${label} ${id}`.toLowerCase().includes(wanted);
    const found = things.filter(fits);
    const said = sentences.filter(fits);
    $("list").replaceChildren(
      text("h2", "Things and claims"),
      text("h3", count(found.length, "thing")),
      list(found.map(([id, label, kind]) => item(label, kind, () => showThing(id, true)))),
      text("h3", count(said.length, "claim")),
      list(said.map(([id]) => claimItem(id))),
    );
    if (wanted) $("status").textContent = `${count(found.length, "thing")}, ${count(said.length, "claim")} found`;
  }

  function openList() {
    fillList();
    reveal("list");
  }

  $("find").addEventListener("input", openList);
  $("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    openList();
    event.preventDefault();
    const first = $("list").querySelector("button");
    if (first && event.key === "Enter" && $("find").value.trim()) first.click();
    else first?.focus();
  });
  $("drawer").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = [...$("drawer").querySelectorAll("li button")].filter((button) => button.checkVisibility());
    const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (all[next]) {
      all[next].focus();
      event.preventDefault();
    }
  });
  $("open-list").addEventListener("click", () => ($("drawer").hidden ? openList() : shut()));
  $("back").addEventListener("click", () => {
    choose(null);
    openList();
    $("find").focus();
  });
  $("close").addEventListener("click", () => {
    shut();
    $("open-list").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("drawer").hidden) {
      shut();
      $("find").focus();
    }
  });

  // ---- view --------------------------------------------------------------------------------
  function move(view) {
    untouched = false;
    network.moveTo(still ? view : { ...view, animation: { duration: 250 } });
  }
  const clamp = (scale) => Math.min(2.5, Math.max(0.1, scale));

  function fitScale() {
    return Math.min(map.clientWidth / (picture.width + 8), map.clientHeight / (picture.height + 24), 1.25);
  }

  function whole(now) {
    const view = { scale: fitScale(), position: { x: picture.width / 2, y: picture.height / 2 } };
    return now ? network.moveTo(view) : move(view);
  }

  // On a phone the whole picture would be a stamp, so it begins where most links meet.
  function begin() {
    if (fitScale() >= 0.45) return whole(true);
    const ends = new Map([...boxes.keys()].map((key) => [key, 0]));
    for (const link of links.values()) {
      ends.set(link.source, ends.get(link.source) + 1);
      ends.set(link.target, ends.get(link.target) + 1);
    }
    const [hub] = [...ends.entries()].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    const box = boxes.get(hub);
    const scale = 0.72;
    return network.moveTo({
      scale,
      position: { x: box.x - 14 + map.clientWidth / scale / 2, y: box.y + box.height / 2 },
    });
  }

  // Moves the picture only when something of what was chosen is out of sight.
  function look(...keys) {
    const shown = keys.map((key) => boxes.get(key));
    const cover = narrow.matches && !$("drawer").hidden ? $("drawer").offsetHeight : 0;
    const [low, high] = [
      network.DOMtoCanvas({ x: 8, y: 8 }),
      network.DOMtoCanvas({ x: map.clientWidth - 8, y: map.clientHeight - cover - 8 }),
    ];
    const left = Math.min(...shown.map((box) => box.x));
    const right = Math.max(...shown.map((box) => box.x + box.width));
    const top = Math.min(...shown.map((box) => box.y));
    const bottom = Math.max(...shown.map((box) => box.y + box.height));
    if (left >= low.x && right <= high.x && top >= low.y && bottom <= high.y) return;
    const room = { x: map.clientWidth - 60, y: map.clientHeight - cover - 60 };
    const scale = Math.min(network.getScale(), room.x / (right - left), room.y / (bottom - top));
    move({
      scale: clamp(Math.max(scale, 0.2)),
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      offset: { x: 0, y: -cover / 2 },
    });
  }

  $("whole").addEventListener("click", () => whole(false));
  $("nearer").addEventListener("click", () => move({ scale: clamp(network.getScale() * 1.35) }));
  $("further").addEventListener("click", () => move({ scale: clamp(network.getScale() / 1.35) }));
  const steps = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
  map.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step) {
      const { x, y } = network.getViewPosition();
      const scale = network.getScale();
      network.moveTo({ position: { x: x + step[0] / scale, y: y + step[1] / scale } });
      event.preventDefault();
    } else if (event.key === "+" || event.key === "=") $("nearer").click();
    else if (event.key === "-") $("further").click();
  });

  const frame = map.querySelector(".vis-network");
  frame.setAttribute("role", "img");
  frame.setAttribute(
    "aria-label",
    `Map of ${count(things.length, "thing")} and ${count(sentences.length, "claim")}; arrow keys move it. The List button gives the same as a list.`,
  );
  if (narrow.matches) $("legend").open = false;
  fillList();
  begin();
  // For tests and for the console: where a thing or a claim is on the screen.
  window.ldnPicture = Object.freeze({
    network,
    box: (id) => network.canvasToDOM({
      x: boxes.get(boxOf.get(id)).x + boxes.get(boxOf.get(id)).width / 2,
      y: boxes.get(boxOf.get(id)).y + boxes.get(boxOf.get(id)).height / 2,
    }),
    linkAt,
    linkOf: (id) => linkOf.get(id),
  });
})();
