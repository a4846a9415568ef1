// Whether the browser may clear what is kept here when the phone runs full: it asks for less of apps on the home screen.

let isKept = true;
let offer = null;

/** The browser offers to put the app on the home screen; held until the grower wants it. */
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
});

/** Ask for storage that stays. A browser that cannot be asked has not refused. */
export async function askToKeep() {
  if (!navigator.storage || !navigator.storage.persist) return;
  isKept = (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

export const mayBeCleared = () => !isKept;
export const canInstall = () => offer !== null;

/** One tap, where the browser has offered it. */
export async function install() {
  const asked = offer;
  offer = null;
  await asked.prompt();
  await asked.userChoice;
  await askToKeep();
}
