// The notices that the server sends one peer about its own sources: what viewers need of them, and what is lost. Used by call only.
import type { Notice } from '../../protocol/notices.ts';
import type { CallHooks } from './call-hooks.ts';
import type { MediaSession } from './media-session.ts';

/** Switches layers of H.264; every other notice goes to the owner of the source. Ignores notices of other subjects. */
export function handleOwnNotice(notice: Notice, media: MediaSession, hooks: CallHooks): void {
  switch (notice.name) {
    case 'video:key-frame-requested': {
      const { producerId, bytesPerSecond } = notice.body;
      const layers = media.current?.outgoing.layersOf(producerId);
      if (layers) media.watch(layers.sendWhole());
      else hooks.keyFrameRequested(producerId, bytesPerSecond);
      return;
    }
    case 'picture:layers-wanted': {
      const { producerId, layers: wanted } = notice.body;
      const layers = media.current?.outgoing.layersOf(producerId);
      if (layers) media.watch(layers.send(wanted));
      else hooks.pictureWatched(producerId, wanted.length > 0);
      return;
    }
    case 'picture:pace-limited':
      hooks.picturePaceLimited(notice.body.producerId, notice.body.bytesPerSecond);
      return;
    case 'voice:loss-changed': {
      const { producerId, ...loss } = notice.body;
      hooks.voiceLossChanged(producerId, loss);
      return;
    }
    case 'voice:held':
      hooks.voiceHeld(notice.body.producerId, notice.body.held);
      return;
    default:
  }
}
