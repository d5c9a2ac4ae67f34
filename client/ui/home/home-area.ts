// Home's entry in the frame. It also shows the way into a meeting, and stands in for an address that leads nowhere.
import { House } from 'lucide-react';
import type { Area } from '../shell/area.ts';
import { HomeContent } from './home-content.tsx';

export const homeArea: Area = {
  address: { kind: 'home' },
  // Who is signed in has no use for a registration.
  kinds: ['home', 'meeting', 'registration', 'unknown'],
  icon: House,
  name: (texts) => texts.home,
  testId: 'nav-home',
  Content: HomeContent,
};
