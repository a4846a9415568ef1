// The corners of a plot, clicked or walked. No DOM: positions in, GeoJSON out.

/** WGS-84: half of the equator's diameter in metres, and the square of the ellipse's eccentricity. */
const EQUATOR = 6378137;
const FLAT = 0.00669437999;
const M2_PER_MU = 2000 / 3;
const radians = (degrees) => (degrees * Math.PI) / 180;

/** `changed` is called after every change. Corners are {lon, lat, accuracy_m|null}. */
export class Ring {
  constructor(changed = () => {}) {
    this.corners = [];
    this.changed = changed;
  }

  add(lon, lat, accuracy = null) {
    this.corners.push({ lon: round(lon), lat: round(lat), accuracy_m: accuracy });
    this.changed(this);
  }

  undo() {
    this.corners.pop();
    this.changed(this);
  }

  clear() {
    this.corners = [];
    this.changed(this);
  }

  /** What a stored outline says; nothing is announced. */
  read(text) {
    try {
      const ring = JSON.parse(text).coordinates[0].slice(0, -1);
      this.corners = ring.map(([lon, lat]) => ({ lon, lat, accuracy_m: null }));
    } catch {
      this.corners = [];
    }
  }

  /** A GeoJSON Polygon, closed; null while there are fewer than three corners. */
  outline() {
    if (this.corners.length < 3) return null;
    const ring = this.corners.map(({ lon, lat }) => [lon, lat]);
    return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
  }

  /** Metres: the least accurate corner that was walked, or null when all were clicked. */
  accuracy() {
    const told = this.corners.map((corner) => corner.accuracy_m).filter((metres) => metres !== null);
    return told.length ? Math.max(...told) : null;
  }

  /** 亩 on the plane that touches the ellipsoid at the first corner: the server's number, to a hundredth of a plot's 亩. */
  mu() {
    if (this.corners.length < 3) return 0;
    const middle = radians(this.corners[0].lat);
    const bulge = 1 - FLAT * Math.sin(middle) ** 2;
    const [east, north] = [(EQUATOR * Math.cos(middle)) / bulge ** 0.5, (EQUATOR * (1 - FLAT)) / bulge ** 1.5];
    const flat = this.corners.map(({ lon, lat }) => [east * radians(lon), north * radians(lat)]);
    const twice = flat.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = flat[(index + 1) % flat.length];
      return sum + (x - flat[0][0]) * (nextY - flat[0][1]) - (nextX - flat[0][0]) * (y - flat[0][1]);
    }, 0);
    return Math.abs(twice) / 2 / M2_PER_MU;
  }
}

/** A centimetre. */
function round(degrees) {
  return Math.round(degrees * 1e7) / 1e7;
}
