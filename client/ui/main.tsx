// Where the page begins: makes the meeting, shows it, and lets scripts read its figures.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createMeeting, type MeetingController } from '../app/meeting-controller.ts';
import { DesktopController } from './desktop/desktop-controller.ts';
import { type TrustedTypes, trustOwnScripts } from './trusted-scripts.ts';

declare global {
  interface Window {
    trustedTypes?: TrustedTypes;
    /** For tests and operators; see the names that others script against. */
    plenum?: Pick<MeetingController, 'stats'>;
  }
}

trustOwnScripts(window.trustedTypes, location.origin);
const meeting = createMeeting(location.origin, window.plenumDesktop, (ports) =>
  new DesktopController(ports).start(),
);
window.plenum = { stats: meeting.stats };
const root = document.getElementById('root');
if (root) createRoot(root).render(<App meeting={meeting} />);
