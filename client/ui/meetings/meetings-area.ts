// The entry of meetings in the frame.
import { Video } from 'lucide-react';
import type { Area } from '../shell/area.ts';
import { MeetingsContent } from './meetings-content.tsx';

export const meetingsArea: Area = {
  address: { kind: 'meetings' },
  kinds: ['meetings'],
  icon: Video,
  name: (texts) => texts.shell.meetings,
  testId: 'nav-meetings',
  Content: MeetingsContent,
};
