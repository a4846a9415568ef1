// The position of this phone, watched until it is good enough. Metres are what the receiver itself believes.

export const GOOD_M = 10;

/** Ask, and call `told({lon, lat, accuracy_m})` on every answer, `failed()` when there is none. Returns how to stop. */
export function watch(told, failed) {
  if (!navigator.geolocation) {
    failed();
    return () => {};
  }
  const number = navigator.geolocation.watchPosition(
    ({ coords }) => told({ lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy }),
    failed,
    { enableHighAccuracy: true, maximumAge: 0, timeout: 60000 },
  );
  return () => navigator.geolocation.clearWatch(number);
}
