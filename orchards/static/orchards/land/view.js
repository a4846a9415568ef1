// Which part of the earth a sheet shows: a middle, and metres to the unit. No DOM.

const METRES = 111320;
const FINEST = 0.05;
const COARSEST = 150;

export class View {
  constructor(lon, lat, { width, height, metres = 1 }) {
    Object.assign(this, { lon, lat, width, height, metres });
  }

  get shrink() {
    return Math.cos((this.lat * Math.PI) / 180);
  }

  /** Units of the sheet for degrees. */
  at(lon, lat) {
    return [
      this.width / 2 + ((lon - this.lon) * METRES * this.shrink) / this.metres,
      this.height / 2 - ((lat - this.lat) * METRES) / this.metres,
    ];
  }

  /** Degrees for units of the sheet. */
  from(x, y) {
    return [
      this.lon + ((x - this.width / 2) * this.metres) / METRES / this.shrink,
      this.lat - ((y - this.height / 2) * this.metres) / METRES,
    ];
  }

  zoom(factor) {
    this.metres = Math.min(COARSEST, Math.max(FINEST, this.metres * factor));
  }

  /** By a share of the sheet: east and north are positive. */
  pan(east, north) {
    [this.lon, this.lat] = this.from(this.width / 2 + east * this.width, this.height / 2 - north * this.height);
  }

  /** The whole of the corners in the middle of the sheet. */
  fit(corners) {
    const [lons, lats] = [corners.map(({ lon }) => lon), corners.map(({ lat }) => lat)];
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    [this.lon, this.lat] = [(west + east) / 2, (south + north) / 2];
    const wide = ((east - west) * METRES * this.shrink) / this.width;
    this.metres = Math.max(FINEST, 1.8 * Math.max(wide, ((north - south) * METRES) / this.height));
  }

  /** West, south, east, north. */
  get box() {
    const [west, north] = this.from(0, 0);
    const [east, south] = this.from(this.width, this.height);
    return [west, south, east, north];
  }
}

/** The round number (1, 2 or 5 times a power of ten) that is `least` or a little more. */
export function roundNumber(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((step) => step * power).find((number) => number >= least * 0.999999);
}
