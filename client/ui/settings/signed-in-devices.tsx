// Where the account is signed in, and the way to end that elsewhere. Part of the settings.
import { Laptop, Monitor, Smartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SignedInDevice, System } from '../../../protocol/account/signed-in-devices.ts';
import { Button } from '../parts/button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { deviceName } from '../texts/device-name.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

export function SignedInDevices() {
  const texts = useTexts();
  const actions = useActions();
  const devices = useMeeting((state) => state.signedInDevices);
  const [ending, setEnding] = useState<string>();
  useEffect(() => void actions.readSignedInDevices(), [actions]);
  const end = async (what: string, work: () => Promise<void>) => {
    setEnding(what);
    await work();
    setEnding(undefined);
  };
  return (
    <SettingsSection title={texts.signedIn.title}>
      <div className="flex min-w-0 flex-col gap-3 sm:col-span-2" data-testid="signed-in-devices">
        <p className="text-sm text-ink-soft">{texts.signedIn.hint}</p>
        <output className="text-sm text-ink-soft empty:hidden">
          {devices === undefined && texts.signedIn.loading}
        </output>
        <ul className="divide-y divide-line">
          {devices?.map((device) => (
            <DeviceRow
              key={device.sessionId}
              device={device}
              busy={ending === device.sessionId}
              onSignOut={() => void end(device.sessionId, () => actions.signOutDevice(device.sessionId))}
            />
          ))}
        </ul>
        {devices !== undefined && devices.length > 1 && (
          <Button
            className="self-start"
            busy={ending === 'others'}
            onClick={() => void end('others', actions.signOutOtherDevices)}
          >
            {texts.signedIn.signOutOthers}
          </Button>
        )}
      </div>
    </SettingsSection>
  );
}

interface DeviceRowProps {
  readonly device: SignedInDevice;
  readonly busy: boolean;
  readonly onSignOut: () => void;
}

function DeviceRow({ device, busy, onSignOut }: DeviceRowProps) {
  const texts = useTexts();
  const name = deviceName(device, texts);
  const time = new Intl.DateTimeFormat(texts.tag, { dateStyle: 'medium', timeStyle: 'short' });
  const use = device.isThis
    ? texts.signedIn.thisDevice
    : texts.signedIn.lastUsed(time.format(new Date(device.usedAtMs)));
  return (
    <li className="flex items-center gap-3 py-2.5">
      <DeviceIcon system={device.system} />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-sm text-ink-soft">
          {device.isThis ? <strong className="font-medium text-accent-ink">{use}</strong> : use}
        </p>
        {device.address !== undefined && (
          <p className="text-sm wrap-anywhere text-ink-soft">{device.address}</p>
        )}
      </div>
      {!device.isThis && (
        <Button
          look="quiet"
          className="h-9 shrink-0 px-3 text-sm"
          busy={busy}
          aria-label={texts.signedIn.signOutDevice(name)}
          onClick={onSignOut}
        >
          {texts.signedIn.signOut}
        </Button>
      )}
    </li>
  );
}

function DeviceIcon({ system }: { readonly system: System | undefined }) {
  const className = 'size-5 shrink-0 text-ink-soft';
  if (system === undefined) return <Monitor aria-hidden="true" className={className} />;
  const isHeld = system === 'Android' || system === 'iPhone' || system === 'iPad';
  return isHeld ? (
    <Smartphone aria-hidden="true" className={className} />
  ) : (
    <Laptop aria-hidden="true" className={className} />
  );
}
