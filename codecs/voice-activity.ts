// Tells when a microphone is quiet, so that the encoder may rest; used by the client's voice worker and the load tester.

/** A frame quieter than this is no voice in any room, in dBFS. */
const quietDb = -60;
/** A voice is at least this much louder than the background, in dB. */
const aboveBackgroundDb = 8;
/** The background is taken for the quietest that was heard, and for louder by this much each frame: 2 dB a second. */
const backgroundRiseDb = 0.04;
/** A voice goes on this long after it was last heard (500 ms): the pauses between words are part of it. */
const holdFrames = 25;

/**
 * The returned function takes the level of each frame in dBFS and says whether it may be speech. The answer turns to
 * yes within the frame that is loud, before it is encoded: no beginning of a word is cut off.
 */
export function createVoiceActivity(): (levelDb: number) => boolean {
  let backgroundDb = 0;
  let quietFrames = 0;
  return (levelDb) => {
    backgroundDb = Math.min(levelDb, backgroundDb + backgroundRiseDb);
    const isLoud = levelDb > Math.max(quietDb, backgroundDb + aboveBackgroundDb);
    quietFrames = isLoud ? 0 : quietFrames + 1;
    return quietFrames <= holdFrames;
  };
}
