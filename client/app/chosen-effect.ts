// The effect that the preferences ask for; used by whatever opens a camera.
import type { Background, Effect } from '../media/effects/effect-contract.ts';
import type { MeetingState } from './meeting-model.ts';
import { pictureOf } from './local-background.ts';

type Chosen = Pick<MeetingState, 'preferences' | 'ownBackground' | 'effectsAvailable'>;

/** Nothing where the browser cannot change pictures; a person whose own background is gone still hides the room. */
export function chosenEffect({ preferences, ownBackground, effectsAvailable }: Chosen): Effect {
  if (!effectsAvailable) return { background: { kind: 'none' }, stickers: [] };
  return { background: backgroundOf(preferences.background, ownBackground), stickers: preferences.stickers };
}

/** Whether two states ask for the same. */
export function isSameEffect(a: Chosen, b: Chosen): boolean {
  return (
    a.preferences.background === b.preferences.background &&
    a.preferences.stickers === b.preferences.stickers &&
    a.ownBackground === b.ownBackground
  );
}

function backgroundOf(
  choice: MeetingState['preferences']['background'],
  own: string | undefined,
): Background {
  switch (choice) {
    case 'none':
    case 'blur':
      return { kind: choice };
    case 'own':
      return own === undefined ? { kind: 'blur' } : { kind: 'picture', picture: pictureOf(own) };
    default:
      return { kind: 'scene', scene: choice };
  }
}
