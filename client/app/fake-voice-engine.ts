// A voice engine that sends a copy of the device's sound; for tests.
import type { Microphone, VoiceEngine } from '../media/voice-contract.ts';
import { type FakeStream, FakeTrack, type Hold } from './fake-devices.ts';

/** The voice engine as far as a microphone needs it; what is sent is a copy of the device's sound, as the real one makes. */
export function makeEngine(hold: Hold): VoiceEngine {
  const startMicrophone: VoiceEngine['startMicrophone'] = async (opened, startCodec) => {
    await hold('start-microphone');
    let codec = startCodec;
    let device = opened.stream as unknown as FakeStream;
    let muted = false;
    let copy = new FakeTrack('audio');
    const renew = () => {
      copy.stop();
      copy = new FakeTrack('audio');
      copy.enabled = !muted;
    };
    const letGo = () => device.getTracks().forEach((track) => track.stop());
    const microphone: Microphone = {
      get codec() {
        return codec;
      },
      get track() {
        return copy.asTrack();
      },
      attachSender: () => undefined,
      setMuted: (now) => {
        muted = now;
        copy.enabled = !now;
      },
      expectLoss: () => undefined,
      setCodec: async (next) => {
        if (next !== codec) renew();
        codec = next;
      },
      replaceInput: (other) => {
        letGo();
        device = other.stream as unknown as FakeStream;
        renew();
        return copy.asTrack();
      },
      stop: () => {
        copy.stop();
        letGo();
      },
    };
    return microphone;
  };
  return { startMicrophone, tried: Promise.resolve(), speexLoaded: true } as unknown as VoiceEngine;
}
