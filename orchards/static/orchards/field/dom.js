// Screens are <template>s of the shell; here they are filled. Text only: nothing that was typed becomes markup.

const SVG = "http://www.w3.org/2000/svg";

/** A copy of the template `t-name`, with its slots filled. */
export function draw(name, values = {}) {
  return fill(document.getElementById(`t-${name}`).content.cloneNode(true), values);
}

/**
 * data-t: text, hidden when empty · data-show: hidden when false · data-href: where it leads · data-slot: nodes.
 */
export function fill(root, values) {
  for (const node of root.querySelectorAll("[data-t]")) {
    const text = values[node.dataset.t];
    if (text !== undefined) node.textContent = text;
    if (!("show" in node.dataset)) node.hidden = !text;
  }
  for (const node of root.querySelectorAll("[data-show]")) node.hidden = !values[node.dataset.show];
  for (const node of root.querySelectorAll("[data-href]")) {
    if (values[node.dataset.href]) node.setAttribute("href", values[node.dataset.href]);
  }
  for (const node of root.querySelectorAll("[data-slot]")) {
    const nodes = [].concat(values[node.dataset.slot] || []);
    node.replaceChildren(...nodes.filter(Boolean));
  }
  return root;
}

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** A judgement: shape, word, colour. */
export function state(kind, headline, detail = "", isStrong = true) {
  const icon = svg("svg", { width: 20, height: 20, "aria-hidden": "true" }, svg("use", { href: `#${kind}` }));
  const node = element("span", { class: `state ${kind}` }, icon, isStrong ? element("b", {}, headline) : headline);
  if (detail) node.append(element("br"), element("small", {}, detail));
  return node;
}

export const wrong = (text) => state("no", text);

/** An interval as one square a day; past 28 days a square stands for a share. */
export function daySquares(total, gone, label) {
  const count = Math.min(total, 28);
  const filled = total ? Math.round((gone * count) / total) : 0;
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const drawing = svg("svg", { class: "mt", viewBox: `0 0 323 ${total > 14 ? 47 : 24}`, ...said });
  for (let i = 0; i < count; i += 1) {
    const place = `M${1.5 + 23 * (i % 14)} ${2 + 23 * Math.floor(i / 14)}h20v20h-20z`;
    drawing.append(svg("path", { d: place, ...(i < filled && { class: "solid" }) }));
  }
  return drawing;
}
