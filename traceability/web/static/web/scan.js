/* Every desk: / leads to the scan field, from anywhere that is not a field. Without JavaScript one tabs there. */

(function () {
  "use strict";

  var scan = document.getElementById("scan");

  document.addEventListener("keydown", function (event) {
    if (!scan || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    scan.focus();
    scan.select();
    event.preventDefault();
  });
})();
