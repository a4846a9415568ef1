/* What a scan came to, for ears: an element with data-sound="ok" rings twice upwards, "no" buzzes low, and the phone
   trembles. Hands that hold a scanner do not look up. Without JavaScript, or before a first touch, the page is silent. */

(function () {
  "use strict";

  var TONES = { ok: [[880, 0], [1320, 0.11]], no: [[196, 0], [165, 0.22]] };
  var SHAPES = { ok: "sine", no: "square" };

  function play(kind) {
    var Context = window.AudioContext || window.webkitAudioContext;
    if (!Context || !TONES[kind]) return;
    var context = new Context();
    if (context.state === "suspended") return;
    TONES[kind].forEach(function (tone) {
      var oscillator = context.createOscillator(), loudness = context.createGain(), from = context.currentTime + tone[1];
      oscillator.type = SHAPES[kind];
      oscillator.frequency.value = tone[0];
      loudness.gain.setValueAtTime(kind === "no" ? 0.12 : 0.25, from);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.2);
      oscillator.connect(loudness);
      loudness.connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + 0.2);
    });
    if (kind === "no" && navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) {
      navigator.vibrate([120, 80, 120]);
    }
  }

  var told = document.querySelector("[data-sound]");
  if (told) play(told.getAttribute("data-sound"));
  document.addEventListener("sound", function (event) { play(event.detail); });
})();
