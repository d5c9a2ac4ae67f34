// Frames of the signalling, bent at every layer: the request, the socket.io packet, the Engine.IO packet, the WebSocket frame.
import { type RequestName, requests } from '../../../protocol/requests.ts';
import { mutate } from './mutate.ts';
import { bytes, integer, pick, type Random } from './random.ts';
import type { FrameOptions } from './raw-socket.ts';
import { type Form, formOf, sample } from './sample.ts';

export interface Frame extends FrameOptions {
  readonly payload: string | Buffer;
}

/** The form of every request that comes over the socket. */
const forms: readonly (readonly [RequestName, Form])[] = (Object.keys(requests) as RequestName[])
  .filter((name) => requests[name].transport === 'socket')
  .map((name) => [name, formOf(requests[name].input)]);

/** Whole packets with the shapes of known holes of the stack, and others that no client sends. */
const packets: readonly string[] = [
  '0',
  '1',
  '2probe',
  '3probe',
  '5',
  '6',
  '7',
  '9',
  '4',
  '40',
  '40{}',
  '40/other,{}',
  '40{"__proto__":{"ticket":"x"}}',
  '41',
  '42',
  '420',
  '42[]',
  '42{}',
  '42"x"',
  '42null',
  '42[null]',
  '42[["room:create"]]',
  '42["disconnect"]',
  '42["connect_error",{}]',
  '42["newListener",{}]',
  '429007199254740993["room:leave",{}]',
  '42-1["room:leave",{}]',
  '43[]',
  '430[{"ok":true}]',
  '4399999[{}]',
  '430["__proto__"]',
  '44{"message":"x"}',
  '450-["room:create"]',
  '451-["room:create",{"_placeholder":true,"num":0}]',
  '451-["room:create",{"_placeholder":true,"num":"splice"}]',
  '451-["room:create",{"_placeholder":true,"num":-1}]',
  '451-["room:create",{"_placeholder":true,"num":1e9}]',
  '4599999999999-["room:create",{"_placeholder":true,"num":0}]',
  '45x-["room:create"]',
  '461-0[{"_placeholder":true,"num":0}]',
  '46-["x"]',
  '47["x"]',
  '420["room:join",{"number":"1","number":"2","__proto__":{"secret":"x"}}]',
  '420["room:join",{"number":1e999}]',
];

export function makeFrame(random: Random, ids: readonly string[]): Frame {
  const kind = random();
  if (kind < 0.72) return { payload: request(random, ids) };
  if (kind < 0.86) return { payload: pick(random, packets) };
  if (kind < 0.9) return { payload: scramble(request(random, ids), random) };
  if (kind < 0.94) return { payload: bytes(random, integer(random, 200)), opcode: 2 };
  return oddFrame(random, ids);
}

function request(random: Random, ids: readonly string[]): string {
  const [name, form] = pick(random, forms);
  const input = mutate(sample(form, random, ids), random, random() < 0.5 ? 0.05 : 0.3);
  const called = random() < 0.03 ? mutate(name, random, 1) : name;
  const number = random() < 0.9 ? String(integer(random, 1000)) : '';
  return `42${number}${toJson([called, input, ...(random() < 0.05 ? [input] : [])])}`;
}

/** Text whose bytes were changed here and there; seldom valid JSON, and often not valid text. */
function scramble(text: string, random: Random): Buffer {
  const scrambled = Buffer.from(text);
  for (let change = integer(random, 8); change >= 0; change -= 1) {
    scrambled[integer(random, scrambled.length)] = integer(random, 256);
  }
  return scrambled;
}

/** Frames that the WebSocket layer has to refuse or to put together. */
function oddFrame(random: Random, ids: readonly string[]): Frame {
  const payload = request(random, ids);
  return pick<Frame>(random, [
    { payload, more: true },
    { payload, opcode: 0 },
    { payload, reserved: 1 + integer(random, 7) },
    { payload, opcode: 11 },
    { payload: bytes(random, integer(random, 126)), opcode: 9 },
    { payload: bytes(random, integer(random, 126)), opcode: 10 },
    { payload: bytes(random, integer(random, 40)), opcode: 8 },
    { payload, claimedLength: integer(random, 100_000) },
    { payload: bytes(random, 50), opcode: 1 },
    { payload: Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf8]), opcode: 1 },
  ]);
}

/** A lone surrogate and the like are kept as they are. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
}
