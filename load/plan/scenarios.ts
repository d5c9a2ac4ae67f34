// The scenarios of the load tester: what each simulates, as one sentence and as numbers. Read by options and planning.

/** Who is in a room, and what they do there. */
export interface Scenario {
  /** For `--help`. */
  readonly sentence: string;
  /** Defaults of the options of the same names. */
  readonly rooms: number;
  readonly publishers: number;
  readonly listeners: number;
  readonly seconds: number;
  /** Time over which all participants join. */
  readonly rampSeconds: number;
  readonly video: 'h264' | 'jpeg' | 'none';
  readonly voice: 'speex' | 'none';
  /** What publishers send as pictures. */
  readonly picture: 'camera' | 'screen';
  /** `turns`: about half of the publishers speak at a time. */
  readonly speaking: 'turns' | 'always';
  /** How participants come and go: all stay, listeners join in a burst during the measurement, or come and go all the time. */
  readonly movement: 'none' | 'storm' | 'churn';
  /** Whether rooms are opened at all. */
  readonly meets: boolean;
}

const meeting = {
  rooms: 1,
  listeners: 0,
  seconds: 30,
  rampSeconds: 2,
  video: 'h264',
  voice: 'speex',
  picture: 'camera',
  speaking: 'turns',
  movement: 'none',
  meets: true,
} as const;

export const scenarios = {
  talk: {
    ...meeting,
    sentence: 'Rooms of 4 in which every participant is seen and, in turns, speaks.',
    publishers: 4,
  },
  class: {
    ...meeting,
    sentence: 'One teaches with camera and voice, 50 watch and listen.',
    publishers: 1,
    listeners: 50,
    speaking: 'always',
    rampSeconds: 5,
  },
  townhall: {
    ...meeting,
    sentence: 'Three speak with cameras on, 297 watch and listen: the largest room there is.',
    publishers: 3,
    listeners: 297,
    rampSeconds: 20,
  },
  'open-mics': {
    ...meeting,
    sentence: 'Thirty people without cameras all talk at the same time.',
    publishers: 30,
    video: 'none',
    speaking: 'always',
    rampSeconds: 5,
  },
  share: {
    ...meeting,
    sentence: 'One shares a screen and speaks, 10 watch and listen.',
    publishers: 1,
    listeners: 10,
    picture: 'screen',
    speaking: 'always',
  },
  'join-storm': {
    ...meeting,
    sentence: 'Four talk, and 50 come in within 5 seconds while it is measured.',
    publishers: 4,
    listeners: 50,
    rampSeconds: 5,
    movement: 'storm',
  },
  churn: {
    ...meeting,
    sentence: 'Four talk, and 12 listeners leave and come back all the time.',
    publishers: 4,
    listeners: 12,
    movement: 'churn',
  },
  idle: {
    ...meeting,
    sentence: 'People are signed in and in no room: what an open socket costs.',
    publishers: 0,
    listeners: 1000,
    rampSeconds: 0,
    video: 'none',
    voice: 'none',
    meets: false,
  },
  'find-limit': {
    ...meeting,
    sentence:
      'Raises the number of rooms of 4 until loss or delay is too high, and reports the last good number.',
    publishers: 4,
    seconds: 10,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
