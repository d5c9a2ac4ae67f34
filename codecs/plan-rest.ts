// Decides which of the encoder's words about background noise are worth a packet while a voice rests. Used by voice-sender.

/** Speex's frame of noise alone has this size in the wideband (measured); frames of a voice have more. */
const noiseFrameBytes = 10;
/** One word a second: a room's noise hardly changes. The encoder alone would say one every 200 to 400 ms. */
const pauseFrames = 50;
/** After this long (8 s) a member does not take part in the talk; the background noise of a hundred such members would add up. */
const restFramesMax = 400;

const nothing = new Uint8Array();

/**
 * The returned function takes every frame as it comes from the encoder, and whether the microphone is quiet, and gives what is
 * to be sent: the frame itself, or an empty one where nothing need be said.
 */
export function createRestPlan(): (frame: Uint8Array, isQuiet: boolean) => Uint8Array {
  let restFrames = 0;
  let framesSinceNoise = pauseFrames;
  return (frame, isQuiet) => {
    if (!isQuiet || (frame.length > 0 && frame.length !== noiseFrameBytes)) {
      restFrames = 0;
      framesSinceNoise = pauseFrames;
      return frame;
    }
    restFrames += 1;
    framesSinceNoise += 1;
    const isWorthIt = frame.length > 0 && framesSinceNoise > pauseFrames && restFrames <= restFramesMax;
    if (!isWorthIt) return nothing;
    framesSinceNoise = 0;
    return frame;
  };
}
