// Attachments that lead nowhere: of screens that show none. Used by the fake meeting.
import type { FileActions } from '../../app/files-model.ts';

export function createFakeFiles(): FileActions {
  return {
    attach: () => undefined,
    detach: () => undefined,
    retry: () => undefined,
    take: async () => [],
    address: async () => undefined,
    read: async () => undefined,
    saveAddress: async () => undefined,
    lookHeard: () => undefined,
    markHeard: () => undefined,
  };
}
