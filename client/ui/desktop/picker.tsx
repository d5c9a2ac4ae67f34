// The page on which one chooses what to share. Shown by the desktop program in a window of its own.
import { openPage } from './open-page.tsx';
import { PickerScreen } from './picker/picker-screen.tsx';

void openPage((bridge) => <PickerScreen bridge={bridge} />);
