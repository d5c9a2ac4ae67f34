// A browser's remote description, made comparable: what differs from source to source is taken out, every other line stays. Pure.

/** One medium of a description, whose lines are comparable. */
export interface Section {
  readonly mid: string;
  /** `audio`, `video` or `application`; a section that is over is `closed`. */
  readonly kind: string;
  readonly lines: readonly string[];
}

export interface Description {
  /** What stands before the first medium. */
  readonly head: readonly string[];
  readonly sections: readonly Section[];
}

/** Parameters of Opus, H.264 and rtx in their forms: alone they may differ between two sources of one kind. */
const parameter =
  /^(?:(?:useinbandfec|usedtx|stereo|sprop-stereo|cbr|level-asymmetry-allowed)=[01]|(?:minptime|ptime|maxptime)=[\d.]{1,5}|maxplaybackrate=\d{1,5}|maxaveragebitrate=\d{1,6}|packetization-mode=[012]|profile-level-id=[\da-f]{6}|apt=\d{1,3})$/;

/** What stands for the source itself, and what is written in its place. */
const ownWords: readonly (readonly [RegExp, string])[] = [
  [/^a=mid:\w{1,12}$/, 'a=mid'],
  [/^a=msid:[\w-]{1,64} [\w-]{1,64}$/, 'a=msid'],
  [/^a=ssrc:\d{1,10} cname:[0-9a-f]{8}$/, 'a=ssrc cname'],
  [/^a=ssrc:\d{1,10} msid:[\w-]{1,64} [\w-]{1,64}$/, 'a=ssrc msid'],
  [/^a=ssrc-group:FID \d{1,10} \d{1,10}$/, 'a=ssrc-group'],
  [/^a=group:BUNDLE( \w{1,12})*$/, 'a=group'],
  [/^o=(\S+) (\d+) \d+ IN IP4 (\S+)$/, 'o='],
  [/^a=(sendonly|inactive)$/, 'a=direction'],
];

/** @param text an SDP; lines end as its reader ends them, at CR LF, or at LF or CR alone */
export function readDescription(text: string): Description {
  const [head = [], ...media] = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .reduce<string[][]>(
      (parts, line) => {
        if (line.startsWith('m=')) parts.push([]);
        parts.at(-1)?.push(line);
        return parts;
      },
      [[]],
    );
  return { head: head.flatMap(comparable), sections: media.map(readSection) };
}

function readSection(lines: readonly string[]): Section {
  const [, kind = '', port] = /^m=(\w+) (\d+) /.exec(lines[0] ?? '') ?? [];
  const mid = lines.find((line) => line.startsWith('a=mid:'))?.slice(6) ?? '';
  return { mid, kind: port === '0' ? 'closed' : kind, lines: lines.flatMap(comparable) };
}

/** The line as it is compared; none for parameters of a codec that are as they should be. */
function comparable(line: string): string[] {
  const parameters = /^a=fmtp:\d{1,3} (.*)$/.exec(line)?.[1];
  if (parameters?.split(';').every((each) => parameter.test(each))) return [];
  return [ownWords.find(([form]) => form.test(line))?.[1] ?? line];
}

/**
 * Lines that are not as they should be.
 * @param before the description before the attack: its sections stay as they are, and new ones are like one of them
 */
export function strangeLines(before: Description, now: Description): string[] {
  return [
    ...differences(before.head, now.head),
    ...now.sections.flatMap((section) => strangeIn(section, before.sections)),
  ];
}

function strangeIn(section: Section, before: readonly Section[]): readonly string[] {
  if (section.kind === 'closed') {
    const usual = before.flatMap(({ lines }) => lines);
    return section.lines.filter((line) => !isOfClosed(line, usual));
  }
  const known = before.filter(({ mid }) => mid === section.mid);
  const alike = known.length > 0 ? known : before.filter(({ kind }) => kind === section.kind);
  const found = alike.map(({ lines }) => differences(lines, section.lines));
  return found.toSorted((one, other) => one.length - other.length)[0] ?? section.lines;
}

/** A section that is over keeps some of its lines and closes its port; the browser puts the second form in by itself. */
const ofClosed = /^(?:m=(?:audio|video) 0 UDP\/TLS\/RTP\/SAVPF [\d ]*|a=ice-options:ice2)$/;

function isOfClosed(line: string, usual: readonly string[]): boolean {
  return usual.includes(line) || ofClosed.test(line);
}

/** Line by line: what stands in one place in one and not in the other. */
function differences(expected: readonly string[], found: readonly string[]): string[] {
  const length = Math.max(expected.length, found.length);
  return Array.from({ length }, (_, index) => index)
    .filter((index) => expected[index] !== found[index])
    .map((index) => `${expected[index] ?? 'nothing'} -> ${found[index] ?? 'nothing'}`);
}
