// The own microphone, camera and screen, switched on and off one by one, and what they have in common. Owned by the meeting's controller.
import { OwnCamera } from './own-camera.ts';
import { OwnMicrophone, type OwnMicrophoneParts } from './own-microphone.ts';
import { OwnScreen } from './own-screen.ts';
import { PicturePublisher } from './picture-publisher.ts';
import { PublishedSources } from './published-sources.ts';

export class OwnSources {
  readonly microphone: OwnMicrophone;
  readonly camera: OwnCamera;
  readonly screen: OwnScreen;
  /** What their receivers ask of JPEG sources goes here. */
  readonly pictures: PicturePublisher;
  readonly #sources: PublishedSources;

  constructor(parts: OwnMicrophoneParts) {
    const sources = new PublishedSources(parts);
    const pictures = new PicturePublisher(parts.store, parts.stage);
    this.microphone = new OwnMicrophone(parts, sources);
    this.camera = new OwnCamera(parts, sources, pictures);
    this.screen = new OwnScreen(parts.store, sources, pictures);
    this.pictures = pictures;
    this.#sources = sources;
  }

  /** After a break: what is on and not sent any more is sent again; its device is still open. */
  publishAgain(): Promise<void> {
    return this.#sources.publishAgain();
  }

  /** Lets go of all devices; the call that used them is over. */
  releaseAll(): void {
    this.#sources.releaseAll();
  }
}
