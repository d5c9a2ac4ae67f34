// The list of features: a new one is a folder and a line here. Called by createApp.
import { type CombinedFeatures, combineFeatures } from '../dispatch/combine-features.ts';
import { createDrawing, type DrawingPorts } from './drawing/create-drawing.ts';
import { createFiles, type FilesPorts } from './files/create-files.ts';
import { createMeeting, type MeetingPorts } from './meeting/create-meeting.ts';
import { createMessages, type MessagesPorts } from './messages/create-messages.ts';
import { createPeople, type PeoplePorts } from './people/create-people.ts';
import { createRinging, type RingingPorts } from './ringing/create-ringing.ts';
import { createAccounts, type AccountPorts } from './sign-in/create-accounts.ts';
import { skeletonHashOf } from './sign-in/nickname-skeleton.ts';

/** What the server hands each feature; a feature names those ports that it uses. */
export type FeaturePorts = Omit<AccountPorts, 'onRegistered'> &
  MeetingPorts &
  DrawingPorts &
  MessagesPorts &
  Omit<PeoplePorts, 'skeletonHashOf'> &
  FilesPorts &
  RingingPorts;

/**
 * Opens every feature.
 * @throws what a feature throws that cannot be opened
 */
export async function createFeatures(ports: FeaturePorts): Promise<CombinedFeatures> {
  const people = createPeople({ ...ports, skeletonHashOf });
  return combineFeatures(
    [
      createAccounts({ ...ports, onRegistered: people.onRegistered }),
      await createMeeting(ports),
      createDrawing(ports),
      createMessages({ ...ports, silentFor: (accountId) => ports.database.contacts.blockersOf(accountId) }),
      people,
      createFiles(ports),
      createRinging(ports),
    ],
    ports.log,
  );
}
