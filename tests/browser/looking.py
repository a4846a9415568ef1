"""What to look for on a page, as JavaScript that returns a line for each fault."""

WCAG_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }"""
"""WCAG 2.2, 1.4.12."""

SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")]
    .filter((part) => !part.matches(".skip"))
    .map((part) => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 23.5 || box.height < 23.5))
    .map(([said, box]) => `${said} ${box.width} x ${box.height}`)"""
"""WCAG 2.2, 2.5.8: 24 pixels either way."""

HEADINGS = """() => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((one) => Number(one.tagName[1]));
    const steps = levels.every((level, i) => level <= (i ? levels[i - 1] + 1 : 1));
    return steps && levels.filter((level) => level === 1).length === 1 ? [] : [`headings ${levels}`];
}"""

FOREIGN = """() => {
    const han = /[\\u3400-\\u9fff]/, faults = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const words = walk.currentNode.data, tag = walk.currentNode.parentElement.closest("[lang]").lang;
        if (han.test(words) && !tag.startsWith("zh")) faults.push(`${words.trim()} is called ${tag}`);
    }
    return faults;
}"""
"""Chinese words on another page are marked, for voices and for fonts (WCAG 2.2, 3.1.2); Latin names need not."""

UNFOCUSED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")]
    .filter((part) => {
        part.focus({focusVisible: true});
        const style = getComputedStyle(part);
        return document.activeElement === part && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2);
    })
    .map((part) => `no focus seen on ${part.outerHTML.slice(0, 90)}`)"""

CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter((part) => !part.closest(".vh, .skip, .art, input") && (part.tagName === "svg" || !part.closest("svg")))
    .filter((part) => {
        const box = part.getBoundingClientRect(), hides = getComputedStyle(part).overflowX !== "visible";
        return (box.width && box.right > document.documentElement.clientWidth + 1)
            || (hides && part.tagName !== "svg" && part.clientWidth && part.scrollWidth > part.clientWidth + 1);
    })
    .map((part) => `cut off: ${part.outerHTML.slice(0, 90)}`)"""

OVERLAPPING = """() => {
    const lines = [], faults = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode, range = document.createRange();
        if (!text.data.trim() || text.parentElement.closest("svg, .skip, .vh")) continue;
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) if (box.width > 1) lines.push([text, box]);
    }
    lines.forEach(([text, a], i) => lines.slice(i + 1, i + 60).forEach(([other, b]) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (text !== other && wide > 2 && high > Math.min(a.height, b.height) * .4)
            faults.push(`${text.data.trim()} lies on ${other.data.trim()}`);
    }));
    return faults;
}"""

NO_ICON = """() => [...document.querySelectorAll(".state")]
    .filter((part) => {
        const icon = part.querySelector(":scope > svg > use");
        return !icon || !document.querySelector(icon.getAttribute("href")) || !part.textContent.trim();
    })
    .map((part) => `no shape or no word: ${part.outerHTML.slice(0, 90)}`)"""

COLOURS = """() => {
    const dot = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const light = (colour) => {
        dot.fillStyle = colour; dot.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...dot.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255)
            .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const ground = light(matchMedia("print").matches ? "#fff" : getComputedStyle(document.body).backgroundColor);
    const from = (colour) => {
        const other = light(colour);
        return (Math.max(ground, other) + .05) / (Math.min(ground, other) + .05);
    };
    const faults = [];
    const words = "main :is(p, dt, dd, h1, h2, b, small, summary), footer p, .mark";
    const lines = ".map path:not(.solid), .map circle, .state > svg, .art > path, .share path:last-child";
    for (const part of document.querySelectorAll(words)) {
        if (part.closest(".btn") || !part.checkVisibility()) continue;
        const colour = getComputedStyle(part).color;
        if (from(colour) < 4.5) faults.push(`${colour} of ${part.outerHTML.slice(0, 90)}`);
    }
    for (const line of document.querySelectorAll(lines)) {
        const colour = getComputedStyle(line).stroke;
        if (from(colour) < 3) faults.push(`${colour} of the line ${line.outerHTML.slice(0, 60)}`);
    }
    for (const notice of document.querySelectorAll(".notice")) {
        const style = getComputedStyle(notice);
        if (!["Left", "Top"].some((side) => parseFloat(style[`border${side}Width`]) >= 2))
            faults.push("a notice without its rule");
    }
    return faults;
}"""
"""Words at least 4.5 to 1 on the ground, lines that mean something 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
