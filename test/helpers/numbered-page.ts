// A page worth sharing: it shows numbered frames that read-code understands, and plays a tone. Served on loopback.
import { codeCells, codeColumns, codeHeightRatio, codeRows } from '../media/picture-code.ts';
import { type ServedPage, servePage } from './serve-page.ts';

/** The tab that Chromium shares without asking is found by this title. */
export const numberedPageTitle = 'Numbered frames';
/** Chromium's switch that answers the question which tab to share. */
export const shareNumberedPageSwitch = `--auto-select-tab-capture-source-by-title=${numberedPageTitle}`;

const frameCount = 300;
const framesPerSecond = 10;

export function serveNumberedPage(): Promise<ServedPage> {
  return servePage(pageText());
}

function pageText(): string {
  const frames = Array.from({ length: frameCount }, (_, number) => codeCells(number).map(Number).join(''));
  return `<!doctype html><title>${numberedPageTitle}</title>
<style>body { margin: 0; overflow: hidden } canvas { width: 100vw; height: 100vh }</style>
<canvas width="1280" height="720"></canvas>
<script>
  const frames = ${JSON.stringify(frames)};
  const context = document.querySelector('canvas').getContext('2d');
  const cellWidth = 1280 / ${codeColumns};
  const cellHeight = (720 * ${codeHeightRatio}) / ${codeRows};
  let number = 0;
  setInterval(() => {
    context.fillStyle = '#888';
    context.fillRect(0, 0, 1280, 720);
    [...frames[number % frames.length]].forEach((cell, index) => {
      context.fillStyle = cell === '1' ? '#fff' : '#000';
      const column = index % ${codeColumns};
      context.fillRect(column * cellWidth, Math.floor(index / ${codeColumns}) * cellHeight, cellWidth, cellHeight);
    });
    number += 1;
  }, ${1000 / framesPerSecond});
</script>`;
}
