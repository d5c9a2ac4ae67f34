// The page that asks for a server. Shown by the desktop program at its first start and after "Use another server".
import { ConnectScreen } from './connect/connect-screen.tsx';
import { openPage } from './open-page.tsx';

void openPage((bridge) => <ConnectScreen bridge={bridge} />);
