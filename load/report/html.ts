// The result of a run as one HTML page that needs nothing else: verdict, table, plots.
import type { LoadResult } from '../runs/result.ts';
import { escapeText } from './escape-text.ts';
import { plotDelays, plotLines } from './plots.ts';
import { describeTable } from './table.ts';

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8885; border-radius: 8px; }
svg { width: 100%; height: auto; color: inherit; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.pass { color: #00664a; } .fail, .generator-limit, .interrupted { color: #a33c00; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } .pass { color: #4fd1a5; } .fail, .generator-limit, .interrupted { color: #ff9a5c; } }
`;

/** @returns the whole page; it loads nothing */
export async function describeHtml(result: LoadResult, writtenAt: Date): Promise<string> {
  const plots = await describePlots(result);
  const title = `Plenum under load: ${result.scenario}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeText(title)}</title><style>${style}</style></head>`,
    '<body>',
    `<h1>${escapeText(title)}: <span class="${result.verdict}">${result.verdict}</span></h1>`,
    `<p>${escapeText(writtenAt.toISOString())}</p>`,
    ...result.reasons.map((reason) => `<p>${escapeText(reason)}</p>`),
    `<pre>${escapeText(describeTable(result))}</pre>`,
    `<div class="plots">${plots.join('\n')}</div>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function describePlots({ moments, delays }: LoadResult): Promise<string[]> {
  type Moment = (typeof moments)[number];
  const line = (name: string, read: (moment: Moment) => number | undefined) => ({
    name,
    points: moments.map((moment) => ({ x: moment.atSeconds, y: read(moment) })),
  });
  const percentOf = (share: number | undefined): number | undefined => share && 100 * share;
  const mibOf = (bytes: number | undefined): number | undefined => bytes && bytes / 2 ** 20;
  const xLabel = 'seconds';
  return Promise.all([
    plotDelays({ title: 'One-way delay', xLabel: 'milliseconds', yLabel: '% of all' }, [
      { name: 'voice', parts: delays.voice },
      { name: 'video', parts: delays.video },
    ]),
    plotLines({ title: 'Delay over time', xLabel, yLabel: 'ms' }, [line('p99', ({ p99Ms }) => p99Ms)]),
    plotLines({ title: 'Loss over time', xLabel, yLabel: '%' }, [
      line('lost', ({ lossRatio }) => 100 * lossRatio),
    ]),
    plotLines({ title: 'Server CPU over time', xLabel, yLabel: '% of a core' }, [
      line('Node', ({ nodeCpu }) => percentOf(nodeCpu)),
      line('media workers', ({ workerCpu }) => percentOf(workerCpu)),
    ]),
    plotLines({ title: 'Server memory over time', xLabel, yLabel: 'MiB' }, [
      line('Node', ({ nodeMemoryBytes }) => mibOf(nodeMemoryBytes)),
      line('media workers', ({ workerMemoryBytes }) => mibOf(workerMemoryBytes)),
    ]),
  ]);
}
