// The own microphone, camera and screen, switched on and off one by one, and what they have in common. Owned by the meeting's controller.
import type { PictureSource } from '../media/picture-contract.ts';
import { LocalCamera, type LocalCameraParts } from './local-camera.ts';
import { LocalMicrophone, type LocalMicrophoneParts } from './local-microphone.ts';
import { LocalScreen, type LocalScreenParts } from './local-screen.ts';
import { PicturePublisher } from './picture-publisher.ts';
import type { VideoSinks } from './video-sinks.ts';

export interface LocalSourcesParts extends LocalMicrophoneParts, LocalCameraParts, LocalScreenParts {
  readonly stage: Pick<VideoSinks, 'setOrigin' | 'removeOrigin'>;
}

export class LocalSources {
  readonly microphone: LocalMicrophone;
  readonly camera: LocalCamera;
  readonly screen: LocalScreen;
  /** What their receivers ask of JPEG sources goes here. */
  readonly pictures: PicturePublisher;

  constructor(parts: LocalSourcesParts) {
    this.pictures = new PicturePublisher(parts.store, parts.stage, (source) => this.#look(source));
    this.microphone = new LocalMicrophone(parts);
    this.camera = new LocalCamera(parts, this.pictures);
    this.screen = new LocalScreen(parts, this.pictures);
  }

  #look(source: PictureSource): void {
    if (source === 'screen') this.screen.look();
    else void this.camera.followPreferences();
  }

  /** Called when the room changed: a new member may only be able to receive another codec. */
  look(): void {
    this.microphone.look();
    void this.camera.followPreferences();
    this.screen.look();
  }

  /** After a break: what is on and not sent any more is sent again; its device is still open. */
  reconnected(): void {
    this.microphone.reconnected();
    this.camera.reconnected();
    this.screen.reconnected();
  }

  /** Lets go of all devices, also of those that come late; the call that used them is over. */
  end(): void {
    this.microphone.end();
    this.camera.end();
    this.screen.end();
  }
}
