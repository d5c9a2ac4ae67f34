// A process of its own that watches one key for its press and release, wherever the person types. Started by `open-key-watch.ts`
// with the key as its last argument; ended by being killed. Says on its output `ready`, then `begin` and `end`, one a line.
//
// Why not in the main process: the hook is native code that ends its process when it cannot start (no X server, no permission on
// macOS) or when its X server goes away. And so no other part of the program ever sees what is typed: `begin` and `end` is all.
import { parseAccelerator } from './parse-accelerator.ts';
import { TalkHold } from './talk-hold.ts';

const chord = parseAccelerator(process.argv.at(-1) ?? '', process.platform);
if (chord === null) throw new Error('The last argument is no key.');
const hold = new TalkHold(chord);
const { uIOhook } = await import('uiohook-napi');
uIOhook.on('keydown', (event) => say(hold.press(event)));
uIOhook.on('keyup', (event) => say(hold.release(event)));
uIOhook.start();
say('ready');

function say(word: 'ready' | 'begin' | 'end' | undefined): void {
  if (word !== undefined) process.stdout.write(`${word}\n`);
}
