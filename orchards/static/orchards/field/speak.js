// The phone says it aloud, where it has a voice.

import { speech } from "./words.js";

export const canSpeak = () => "speechSynthesis" in window;

export function speak(text) {
  document.getElementById("heard").textContent = text;
  if (!canSpeak()) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = speech;
  speechSynthesis.speak(said);
}
