import { describe, expect, test } from 'vitest';
import { plotColours } from './draw-plot.ts';
import { plotDelays, plotLines } from './plots.ts';

const text = { title: 'Lost & found', xLabel: 'seconds', yLabel: '%' };

/** The paths of lines in a colour, as the pieces of which each consists. */
function pieces(svg: string, colour: string): number[] {
  return [...svg.matchAll(/<path [^>]*d="([^"]+)"[^>]*stroke="(#[0-9a-f]+)"/g)]
    .filter(([, path = '', stroke]) => stroke === colour && !path.startsWith('M-5'))
    .map(([, path = '']) => path.split('M').length - 1);
}

describe('lines over time', () => {
  test('are one for each series, in a colour of its own, with its name', async () => {
    const points = [1, 2, 3].map((x) => ({ x, y: x }));
    const svg = await plotLines(text, [
      { name: 'Node', points },
      { name: 'media workers', points },
    ]);
    expect([pieces(svg, plotColours[0]), pieces(svg, plotColours[1])]).toEqual([[1], [1]]);
    expect(svg).toContain('>media workers<');
  });

  test('have a gap where nothing is known', async () => {
    const points = [1, 2, undefined, 4, 5].map((y, x) => ({ x, y }));
    expect(pieces(await plotLines(text, [{ name: 'p99', points }]), plotColours[0])).toEqual([2]);
  });

  test('say in words that nothing was measured', async () => {
    const svg = await plotLines(text, [{ name: 'p99', points: [{ x: 1, y: undefined }] }]);
    expect(svg).toBe('<p>Lost &amp; found: nothing was measured.</p>');
  });
});

describe('a histogram of delays', () => {
  const heights = (svg: string, colour: string) =>
    [
      ...svg.matchAll(
        /<path aria-label="[^"]*" role="graphics-symbol"[^>]*d="M[^"]*"[^>]*fill="(#[0-9a-f]+)"/g,
      ),
    ].filter(([, fill]) => fill === colour).length;

  test('has a bar for each bucket of each series', async () => {
    const svg = await plotDelays(text, [
      {
        name: 'voice',
        parts: [
          [3, 1],
          [4, 3],
        ],
      },
      { name: 'video', parts: [[10, 5]] },
    ]);
    expect([heights(svg, plotColours[0]), heights(svg, plotColours[1])]).toEqual([2, 1]);
  });

  test('escapes what stands in texts', async () => {
    const svg = await plotDelays({ ...text, title: '<b>&' }, [{ name: '<i>', parts: [[3, 1]] }]);
    expect(svg).not.toMatch(/<b>|<i>/);
  });
});
