// Where the phone is. Asked for when a harvest is logged, never waited for.

let known = null;
const FRESH = 5 * 60 * 1000;

/** The last position, if it is not older than five minutes: {latitude, longitude, accuracy_m}. */
export const position = () => (known && Date.now() - known.at < FRESH ? known : null);

/** Ask the phone; the answer is there for the next one who looks. */
export function look() {
  if (!navigator.geolocation) return;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      known = { latitude: coords.latitude, longitude: coords.longitude, accuracy_m: coords.accuracy, at: Date.now() };
    },
    () => {},
    { enableHighAccuracy: true, timeout: 20000, maximumAge: FRESH },
  );
}

/** Ask already on the first page, where the grower has allowed it before: nothing pops up. */
export async function lookIfAllowed() {
  const asked = navigator.permissions && (await navigator.permissions.query({ name: "geolocation" }).catch(() => null));
  if (asked && asked.state === "granted") look();
}
