// Draws figures as horizontal bars, for pages that are read in light and dark. Pure; used by plots.

export interface Bar {
  readonly label: string;
  /** null: nothing could be measured; said instead of drawn. */
  readonly value: number | null;
  /** Which of the colours; bars of one meaning share one. */
  readonly series: number;
}

export interface BarGroup {
  readonly name: string;
  readonly bars: readonly Bar[];
  /** Drawn across the bar of a series as a mark: the figure must not exceed it. */
  readonly limits: readonly { readonly value: number; readonly series: number }[];
}

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  /** Digits after the point. */
  readonly digits: number;
  /** What the colours mean, in the order of `series`. */
  readonly legend: readonly string[];
  readonly groups: readonly BarGroup[];
}

const colours = ['#8b98a9', '#2f6fde', '#c4622d'];
const ink = '#1d2733';
const faintInk = '#5b6776';
const size = { width: 720, left: 120, right: 90, row: 20, groupGap: 14, top: 66, bottom: 34 } as const;
/** Room that a figure takes. */
const textWidth = 66;

/** An SVG picture of its own light ground, 720 wide, as high as it must be. */
export function drawBarChart({ title, unit, digits, legend, groups }: BarChart): string {
  const values = groups.flatMap(({ bars, limits }) => [...bars, ...limits].map(({ value }) => value ?? 0));
  const widest = Math.max(...values, Number.MIN_VALUE);
  const scale = (value: number) => (value / widest) * (size.width - size.left - size.right);
  const drawn: string[] = [];
  let y: number = size.top;
  for (const group of groups) {
    drawn.push(text(size.left - 10, y + (group.bars.length * size.row) / 2 + 4, group.name, 'end', ink));
    for (const bar of group.bars) {
      const limit = group.limits.find(({ series }) => series === bar.series);
      const annotationX = limit && size.left + scale(limit.value);
      drawn.push(drawBar(bar, { y, width: Math.max(1, scale(bar.value ?? 0)), annotationX, unit, digits }));
      if (annotationX !== undefined) drawn.push(drawLimit(annotationX, y));
      y += size.row;
    }
    y += size.groupGap;
  }
  const height = y + size.bottom;
  const hasLimit = groups.some(({ limits }) => limits.length > 0);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${size.width}" height="${height}" rx="8" fill="#ffffff"/>
<text x="20" y="28" font-size="16" font-weight="600" fill="${ink}">${escape(title)}</text>
${drawLegend(legend)}
${drawn.join('\n')}
${hasLimit ? text(size.left, height - 14, 'The black mark is the goal: shorter is met.', 'start', faintInk) : ''}
</svg>
`;
}

interface BarPlace {
  readonly y: number;
  readonly width: number;
  /** Where the goal's mark is drawn. */
  readonly annotationX: number | undefined;
  readonly unit: string;
  readonly digits: number;
}

function drawBar({ label, value, series }: Bar, { y, width, annotationX, unit, digits }: BarPlace): string {
  const said = value === null ? `${label}: none` : `${value.toFixed(digits)} ${unit}`;
  const end = size.left + width;
  // The figure gives way to a mark that would stand in it.
  const textX =
    annotationX !== undefined && annotationX > end && annotationX < end + textWidth ? annotationX : end;
  return `<rect x="${size.left}" y="${y + 3}" width="${width.toFixed(1)}" height="${size.row - 6}" rx="2" fill="${colours[series] ?? ink}"><title>${escape(label)}</title></rect>
${text(textX + 8, y + size.row - 6, said, 'start', faintInk)}`;
}

function drawLimit(x: number, y: number): string {
  return `<rect x="${(x - 1.5).toFixed(1)}" y="${y + 1}" width="3" height="${size.row - 2}" fill="${ink}"/>`;
}

function drawLegend(legend: readonly string[]): string {
  let x = 20;
  const drawn = legend.map((meaning, series) => {
    const entry = `<rect x="${x}" y="40" width="12" height="12" rx="2" fill="${colours[series] ?? ink}"/>
${text(x + 18, 51, meaning, 'start', faintInk)}`;
    x += 18 + 7 * meaning.length + 22;
    return entry;
  });
  return drawn.join('\n');
}

function text(x: number, y: number, said: string, anchor: 'start' | 'end', colour: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${escape(said)}</text>`;
}

function escape(said: string): string {
  return said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
