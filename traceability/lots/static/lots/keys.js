/* A desk by keyboard: / goes to the scan field, j and k walk the rows of a table, Enter opens one, p packs it. */

(function () {
  "use strict";

  var scan = document.getElementById("scan");
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-rows] tbody tr[data-lot]"));
  var at = -1;

  function walk(step) {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("here");
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add("here");
    var stop = rows[at].querySelector("a, input");
    if (stop) stop.focus();
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (event.key === "/" && scan) scan.focus();
    else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "p" && at >= 0 && rows[at].querySelector("[data-pack]")) rows[at].querySelector("[data-pack]").click();
    else return;
    event.preventDefault();
  });
})();
