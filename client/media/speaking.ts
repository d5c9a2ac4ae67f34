// Tells speech from the quiet between by loudness alone; one detector per voice, fed by the voice engine's level reports.

/** Louder than this begins speech, in dBFS: a calm voice at arm's length is some 20 dB above it. */
const beginDb = -45;
/** Quieter than this is not speech; between the two the last answer holds, so that the mark does not flicker. */
const endDb = -52;
/** Reports that speech outlasts itself by: about 400 ms at 20 reports a second, the pause between two words. */
const holdReports = 8;

/** The returned function takes each report's level in dBFS and says whether it is speech. */
export function createSpeakingDetector(): (levelDb: number) => boolean {
  let speaking = false;
  let quietReports = 0;
  return (levelDb) => {
    if (levelDb > beginDb) speaking = true;
    quietReports = levelDb < endDb ? quietReports + 1 : 0;
    if (quietReports > holdReports) speaking = false;
    return speaking;
  };
}
