// The PIN that joining by number asks for: shown to all in the room, switched by the host. Part of the people panel.
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { Button } from '../parts/button.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function PinSection({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const actions = useActions();
  const { pin, pinGuesses } = room;
  const isHost = room.selfPeerId === room.hostPeerId;
  return (
    <div className="flex flex-col gap-1.5 empty:hidden">
      {isHost && (
        <SwitchField
          label={texts.people.pin}
          hint={texts.people.pinHint}
          checked={pin !== undefined}
          onChange={(required) => void actions.requirePin(required)}
        />
      )}
      {isHost && pinGuesses !== undefined && (
        <div role="alert" data-testid="pin-guessed" className="flex flex-col items-start gap-1.5 text-sm">
          <p>{texts.people.pinGuessed(pinGuesses)}</p>
          <Button onClick={() => void actions.requirePin(true)}>{texts.people.pinNew}</Button>
        </div>
      )}
      {pin !== undefined && (
        <p className="text-sm">
          {texts.people.pinIs}{' '}
          <span data-testid="call-pin" className="font-semibold tracking-wider tabular-nums">
            {pin}
          </span>
        </p>
      )}
    </div>
  );
}
