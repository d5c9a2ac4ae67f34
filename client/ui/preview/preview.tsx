// Any screen with made-up people, chosen by the address: ?phase=call&people=12&screens=1&problem=room-full&language=zh, and
// #nicknames= for names of one's own, one a line.
// For development and for the tests of the screens; not part of the product's build.
import { createRoot } from 'react-dom/client';
import { App } from '../app.tsx';
import { followDesktop } from '../desktop/desktop-store.ts';
import type { Phase, Problem } from '../../app/meeting-model.ts';
import { en } from '../texts/en.ts';
import { languages, useLanguage } from '../texts/language-store.ts';
import { formProblems, type ProblemCode } from '../texts/problem-code.ts';
import { themes, useTheme } from '../theme/theme-store.ts';
import { makeUpProgram } from './fake-bridge.ts';
import { createFakeMeeting } from './fake-meeting.ts';

const parameters = new URLSearchParams(location.search);
const phases: readonly Phase[] = ['starting', 'signed-out', 'lobby', 'joining', 'call'];

const waits = (name: ProblemCode) => en.problems[name].includes('{wait}');
const isMeetings = (name: ProblemCode): name is Problem['code'] =>
  !(formProblems as readonly string[]).includes(name);

function choose<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  return allowed.find((choice) => choice === parameters.get(name));
}

const language = choose(
  'language',
  languages.map(({ id }) => id),
);
if (language) useLanguage.getState().setLanguage(language);
const theme = choose('theme', themes);
if (theme) useTheme.getState().setTheme(theme);

const code = choose('problem', (Object.keys(en.problems) as ProblemCode[]).filter(isMeetings));
const meeting = createFakeMeeting({
  phase: choose('phase', phases) ?? 'signed-out',
  people: Number(parameters.get('people') ?? 1),
  contacts: Number(parameters.get('contacts') ?? 12),
  screens: Number(parameters.get('screens') ?? 0),
  host: parameters.has('host'),
  lookAlikes: Number(parameters.get('lookalikes') ?? 0),
  problem:
    code === undefined
      ? undefined
      : { code, ...(waits(code) && { retryAfterMs: 30_000, retryAtMs: Date.now() + 30_000 }), id: 'k3f9' },
  deviceProblems: parameters.has('refused')
    ? { microphone: { code: 'microphone-refused' }, camera: { code: 'camera-refused' } }
    : {},
  deviceOffer: parameters.has('deviceoffer'),
  newSignIn: parameters.has('newsignin'),
  held: parameters.has('held'),
  reconnecting: parameters.has('reconnecting'),
  returning: parameters.has('returning'),
  moved: parameters.has('moved'),
  asksToMove: parameters.has('asks-to-move'),
  silenced: parameters.has('silenced'),
  nicknames: new URLSearchParams(location.hash.slice(1)).get('nicknames')?.split('\n'),
  opusNeeded: parameters.has('opusneeded'),
  h264Available: !parameters.has('noh264'),
  effectsAvailable: !parameters.has('noeffects'),
});

// As the desktop program shows it: its settings are there, and no invitation is handed on to it.
if (parameters.has('desktop')) Object.assign(window, { plenumDesktop: makeUpProgram().bridge });
if (window.plenumDesktop) void followDesktop(window.plenumDesktop);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App meeting={meeting} />);
