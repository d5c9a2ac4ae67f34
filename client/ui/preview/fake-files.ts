// Attachments that lead nowhere: of screens that show none. Used by the fake meeting.
import type { FileActions } from '../../app/files-model.ts';
import type { VoiceActions } from '../../app/voice-model.ts';

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

export function createFakeVoice(): VoiceActions {
  return {
    record: () => undefined,
    stop: () => undefined,
    send: () => undefined,
    discard: () => undefined,
    preview: async (address) => address,
    toggle: () => undefined,
    seek: () => undefined,
    setSpeed: () => undefined,
  };
}
