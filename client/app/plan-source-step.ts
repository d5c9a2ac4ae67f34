// What has to be done next so that an own source is as its owner wants it. Pure; used by source-run.

export interface SourceFacts {
  /** What the last press asked for. */
  readonly wanted: boolean;
  /** Stays open and is sent muted while it is not wanted: the microphone. */
  readonly mutes: boolean;
  /** Another device takes the place of an open one in one go; otherwise the open one is closed first. */
  readonly replaces: boolean;
  /** What a device must have been opened with by now; likewise below: what a device was opened with. */
  readonly settings: string;
  readonly opening: string | undefined;
  readonly device: string | undefined;
  /** What the source must be sent as by now. */
  readonly format: string;
  readonly sent:
    | {
        readonly format: string;
        readonly paused: boolean;
        /** It carries the device that is open now, and the track that is to be sent of it now. */
        readonly ofDevice: boolean;
        readonly ofTrack: boolean;
      }
    | undefined;
  /** False while the connection is broken, and while the open device gives nothing any more: nothing can be sent anew. */
  readonly sendable: boolean;
}

export type SourceStep =
  | 'abandon-opening'
  | 'close'
  | 'open'
  | 'withdraw'
  | 'send'
  | 'send-anew'
  | 'replace-track'
  | 'tell-muted'
  | 'none';

/** The next step; `none` when there is nothing to do, or nothing to do before a device is open or the connection is back. */
export function planSourceStep(facts: SourceFacts): SourceStep {
  const { wanted, mutes, replaces, settings, opening, device, sent } = facts;
  const keeps = wanted || (mutes && device !== undefined);
  if (opening !== undefined && !(keeps && opening === settings)) return 'abandon-opening';
  const stale = device !== undefined && device !== settings;
  if (device !== undefined && (!keeps || (stale && !replaces))) return 'close';
  if (sent && !sent.ofDevice) return 'withdraw';
  if (keeps && opening === undefined && (device === undefined || stale)) return 'open';
  return device === undefined ? 'none' : planSending(facts);
}

/** For an open device that stays. */
function planSending({ wanted, format, sent, sendable }: SourceFacts): SourceStep {
  if (!sendable) return 'none';
  if (!sent) return 'send';
  if (sent.format !== format) return 'send-anew';
  if (!sent.ofTrack) return 'replace-track';
  return sent.paused === wanted ? 'tell-muted' : 'none';
}
