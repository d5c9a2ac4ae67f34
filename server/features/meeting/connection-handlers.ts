// Answers what is said and asked about the line between a window and the server. A part of the meeting feature.
import type { PeerReports } from '../../../rooms/peer-reports.ts';
import type { Handlers } from '../../dispatch/handler.ts';

export type ConnectionRequestName = 'connection:check' | 'connection:report';

export function createConnectionHandlers({
  reports,
}: {
  readonly reports: PeerReports;
}): Handlers<ConnectionRequestName> {
  return {
    'connection:check': async () => ({}),

    'connection:report': async ({ trouble }, { peerId }) => {
      reports.changeTrouble(peerId, trouble);
      return {};
    },
  };
}
