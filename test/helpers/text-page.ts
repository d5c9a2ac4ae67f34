// A page of small print that stands still: what a shared document or editor asks of a picture. Served on loopback.
import { type ServedPage, servePage } from './serve-page.ts';

/** The tab that Chromium shares without asking is found by this title. */
const textPageTitle = 'Still text';
/** Chromium's switch that answers the question which tab to share. */
export const shareTextPageSwitch = `--auto-select-tab-capture-source-by-title=${textPageTitle}`;

/** Letters of 12 pixels: the smallest print that people read without zooming. */
const letterPixels = 12;
const words =
  'the relay forwards every voice and picture of a meeting to all who watch it while nothing is mixed or coded again so ' +
  'that 48 people at 1280 x 720 cost one processor; see page 17 (chapter 3) or write { size: 12, sharp: true } below';

export function serveTextPage(): Promise<ServedPage> {
  return servePage(pageText());
}

/** More lines than any screen holds, in three columns, each line another part of the same words. */
function pageText(): string {
  const list = words.split(' ');
  const lines = Array.from({ length: 400 }, (_, line) => {
    const start = (line * 7) % list.length;
    const text = [...list.slice(start), ...list.slice(0, start)].slice(0, 11).join(' ');
    return `<p${line % 9 === 4 ? ' class="link"' : ''}>${line + 1}. ${text}</p>`;
  });
  return `<!doctype html><title>${textPageTitle}</title>
<style>
  body { margin: 8px; overflow: hidden; height: calc(100vh - 16px); columns: 3; column-fill: auto; column-gap: 16px;
    font: ${letterPixels}px/16px sans-serif; background: #fff; color: #111 }
  p { margin: 0; overflow: hidden; white-space: nowrap }
  .link { color: #0645ad; text-decoration: underline }
</style>
${lines.join('\n')}`;
}
