// What a listener tells of the way of a voice to it; goes to the server as a request and on to the voice's sender as a notice.
import * as z from 'zod/mini';

/** Bursts longer than this (2 s of single frames) are gaps. */
export const burstPacketsMax = 100;

export const voiceLossFields = {
  /** Share of the frames that would be missing without copies, 0..1. */
  lossRatio: z.number().check(z.minimum(0), z.maximum(1)),
  /** How many packets were lost in a row, on average of all losses. */
  burstPackets: z.number().check(z.minimum(1), z.maximum(burstPacketsMax)),
};

const voiceLossSchema = z.object(voiceLossFields);
export type VoiceLoss = Readonly<z.infer<typeof voiceLossSchema>>;

export const noVoiceLoss: VoiceLoss = { lossRatio: 0, burstPackets: 1 };
