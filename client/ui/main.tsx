// Where the page begins: makes the meeting, shows it, and lets scripts read its figures.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createMeeting, type MeetingController } from './meeting/meeting-controller.ts';

declare global {
  interface Window {
    /** For tests and operators; see the names that others script against. */
    plenum?: Pick<MeetingController, 'stats'>;
  }
}

const meeting = createMeeting(location.origin, window.plenumDesktop);
window.plenum = { stats: meeting.stats };
const root = document.getElementById('root');
if (root) createRoot(root).render(<App meeting={meeting} />);
