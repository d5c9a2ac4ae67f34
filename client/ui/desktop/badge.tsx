// The small bar that stays over everything while one shares. Shown by the desktop program in a window of its own.
import { BadgeBar } from './badge-bar.tsx';
import { openPage } from './open-page.tsx';

void openPage((bridge) => <BadgeBar bridge={bridge} />);
