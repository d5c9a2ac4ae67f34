// What an H.264 sender sends of its layers: those that are watched, and whole pictures when somebody begins to. Used by outgoing-media.

/** https://w3c.github.io/webrtc-extensions: a key frame without a loss to repair. Browsers without it ignore the options. */
interface KeyFrameSender {
  setParameters(
    parameters: RTCRtpSendParameters,
    options: { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] },
  ): Promise<void>;
}

/** One sender's parameters are read, changed and set in one go: what begins in between would be refused. */
export class PictureLayers {
  readonly #sender: RTCRtpSender;
  #last: Promise<void> = Promise.resolve();

  constructor(sender: RTCRtpSender) {
    this.#sender = sender;
  }

  /** Only these layers are encoded and sent from now on; 0 is the smallest. */
  send(layers: readonly number[]): Promise<void> {
    return this.#inTurn(async () => {
      const parameters = this.#sender.getParameters();
      for (const [layer, encoding] of parameters.encodings.entries())
        encoding.active = layers.includes(layer);
      await this.#sender.setParameters(parameters);
    });
  }

  /** The next picture of every layer is whole. */
  sendWhole(): Promise<void> {
    return this.#inTurn(async () => {
      const parameters = this.#sender.getParameters();
      const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
      await (this.#sender as KeyFrameSender).setParameters(parameters, { encodingOptions });
    });
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(change, change);
    return this.#last;
  }
}
