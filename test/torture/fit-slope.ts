// How fast a memory grows, by the straight line that fits its readings best. Pure; used by the soak.

export interface Reading {
  /** Since the start, in milliseconds. */
  readonly atMs: number;
  readonly bytes: number;
}

const mib = 2 ** 20;
const hourMs = 3_600_000;

/** @returns MiB per hour, of the readings from `fromMs` on; `NaN` for fewer than two, which is below no limit */
export function fitSlope(readings: readonly Reading[], fromMs: number): number {
  const points = readings
    .filter(({ atMs }) => atMs >= fromMs)
    .map(({ atMs, bytes }) => ({ x: atMs / hourMs, y: bytes / mib }));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) return Number.NaN;
  return points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
