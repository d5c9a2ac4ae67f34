// The numbers that both sides of the wire keep to; the server enforces them, the client shows them.

/** Word in the handshake that tells which side is old; raised when a request or notice changes its meaning. */
export const protocolVersion = 5;

/** Room numbers are 0..99999, always written with five digits. */
export const roomNumberCount = 100_000;

/** A used room number is not given out again for this long (24 hours), so that an old link leads nowhere. */
export const roomNumberRestMs = 24 * 60 * 60 * 1000;

/** For the number of a room that only its host was in and that was open for less than `briefRoomMs`: few links name it. */
export const briefNumberRestMs = 5 * 60 * 1000;
export const briefRoomMs = 60 * 1000;

/**
 * Windows and devices of one account that are connected at a time. An idle one costs the server some 14 kB; what is sent to an account
 * is written once to each.
 */
export const connectionsPerAccountMax = 20;

/** Largest signalling frame in bytes; a larger one closes the socket it came from. */
export const signallingFrameMaxBytes = 64 * 1024;

/**
 * How fast one account may ask: so much at once, then so much a second. All requests of one pace share it, so that many kinds
 * asked at a time gain nothing; a request that names n things costs n.
 */
export const rateLimits = {
  /** What a person does: switching on, muting, coming, going. */
  own: { burst: 20, perSecond: 5 },
  /** What is sent to every peer in the room, and therefore multiplied by its size. */
  announced: { burst: 5, perSecond: 1 },
  /**
   * What a window asks because of others, each source on its own. Coming into the largest room asks for 272 sources that were not
   * given on joining and lets 400 flow; with a few breaks in a row that is 2000. Then sources that come and go.
   */
  following: { burst: 2000, perSecond: 50 },
  /** How well each voice arrives: twice a second, of a room in which all speak and the network is bad. */
  reporting: { burst: 600, perSecond: 100 },
  /** A hand that draws or points sends 17 a second. */
  drawing: { burst: 40, perSecond: 20 },
  /** Messages, edits and recalls: an outbox of 50 that was written offline, then as fast as a hand writes. What they cause is counted besides. */
  writing: { burst: 50, perSecond: 2 },
  /** What a client asks to have its conversations up to date: the largest sync twice, then read markers and missed changes. */
  syncing: { burst: 2000, perSecond: 20 },
  /** Searches: one with every few keys, and the pages of what was found. Each may keep a thread for a fifth of a second. */
  searching: { burst: 20, perSecond: 1 },
  /** Accounts that are put into groups: the largest group at once. */
  inviting: { burst: 500, perSecond: 1 },
} as const;
export type Pace = keyof typeof rateLimits;

/**
 * How many accounts' worth of each pace one address has, its wider networks in proportion: the largest room, sitting behind one
 * router. More accounts than that gain nothing.
 */
export const accountsPerAddress = 300;

/**
 * What one socket may send, in WebSocket frames and in bytes: twice what all rate limits together let through, and what a window
 * asks for when it opens. A socket that sends more is closed.
 */
export const socketPaces = {
  frames: { burst: 3000, perSecond: 400 },
  bytes: { burst: 2 * 1024 * 1024, perSecond: 128 * 1024 },
} as const;

/** Refusals within `seconds` after which a socket is ended: who is refused so often does not listen. */
export const refusalsMax = { count: 200, seconds: 10 } as const;

/** Largest message on a picture channel in bytes: mediasoup's and Chromium's common limit. */
export const pictureMessageMaxBytes = 256 * 1024;

/** Longest side of any picture in pixels: two 4K screens beside each other. */
export const pictureSideMax = 7680;

/**
 * Pixels of a JPEG picture: as wide as screens are sent, 2560, and three quarters as high; what is taller is scaled down. A viewer
 * holds it several times, at four bytes a pixel.
 */
export const jpegPixelsMax = 5_000_000;

/** Tiles of one JPEG picture: some four times as many as one of that size is cut into. */
export const pictureTilesMax = 512;

/** Whether a JPEG picture is of a size that is sent and shown. */
export function pictureFits(width: number, height: number): boolean {
  return (
    Math.min(width, height) >= 1 &&
    Math.max(width, height) <= pictureSideMax &&
    width * height <= jpegPixelsMax
  );
}

/** Producers one peer may have at a time: four sources, and room for replacing each. */
export const producersPerPeerMax = 8;

/** Layers of one picture, smallest to largest, in any codec; three are common. */
export const simulcastLayersMax = 8;

/** Consumers one peer may have at a time: a room of 100 with two sources each. */
export const consumersPerPeerMax = 400;

/** Consumers that one answer tells how to receive; who wants more asks again. */
export const consumersPerAnswerMax = 128;

/** Connected peers in one room; places of those who lost their connection are kept besides, as many at most. */
export const peersPerRoomMax = 300;

/** Points of a stroke in one message: a hand moves through fewer in the time between two messages. */
export const strokePointsPerMessageMax = 128;

/** Points of one stroke: half a minute of drawing without lifting the pen. */
export const strokePointsMax = 2000;

/** Strokes that stand on one shared screen at a time. */
export const strokesPerShareMax = 200;

/** Points that stand on one shared screen at a time; as JSON some 110 kB, sent to each peer that joins later. */
export const pointsPerShareMax = 10_000;

/**
 * Bytes of pointing and drawing a second that each peer in a room is sent, in all and from one peer: a quick hand draws 4 kB/s,
 * so that five can draw at a time and leave bandwidth for voice on a slow connection.
 */
export const drawingPaces = {
  room: { burst: 60_000, perSecond: 30_000 },
  peer: { burst: 20_000, perSecond: 8000 },
} as const;

/** How long a peer whose signalling connection broke keeps its place before it counts as gone. */
export const reconnectGraceMs = 15_000;

/**
 * A room in which two peers were connected at once, and none is now, keeps all places for this long: a network that
 * fails for all of them does not end their meeting.
 */
export const desertedRoomGraceMs = 5 * 60_000;

/** Meetings that a device remembers of an account, and of which it may ask at once whether they run. */
export const recentRoomsMax = 6;

/** Password length in characters; checked by the client only, since the server never sees a password. */
export const passwordLength = { min: 8, max: 128 } as const;

/** Nickname length in characters after trimming. */
export const nicknameLength = { min: 1, max: 32 } as const;

/** Samples in one voice frame at the wideband rate: 20 ms of 16 kHz, 640 bytes of 16-bit PCM. */
export const voiceFrame = { durationMs: 20, sampleRateHz: 16_000, samples: 320 } as const;
