// Payloads made from the protocol's own schemas: right in form, random in value. A new request is attacked without a change here.
import * as z from 'zod/mini';
import { integer, pick, type Random } from './random.ts';

/** The parts of JSON Schema in which the protocol's schemas can be said. */
export interface Form {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Form | boolean;
  readonly items?: Form;
  readonly prefixItems?: readonly Form[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
}

export function formOf(schema: z.ZodMiniType): Form {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Form;
}

/** Longer lists and texts only make the attack slower. */
const itemsMax = 4;
const lettersMax = 24;

/** A value of this form. @param ids real ids to take instead of invented ones now and then */
export function sample(form: Form, random: Random, ids: readonly string[] = []): unknown {
  if (form.const !== undefined) return form.const;
  if (form.enum !== undefined) return pick(random, form.enum);
  const choices = form.anyOf ?? form.oneOf;
  if (choices !== undefined) return sample(pick(random, choices), random, ids);
  switch (form.type) {
    case 'object':
      return sampleObject(form, random, ids);
    case 'array':
      return sampleArray(form, random, ids);
    case 'string':
      return sampleText(form, random, ids);
    case 'integer':
      return Math.round(sampleNumber(form, random));
    case 'number':
      return sampleNumber(form, random);
    case 'boolean':
      return random() < 0.5;
    default:
      return null;
  }
}

function sampleObject(form: Form, random: Random, ids: readonly string[]): Record<string, unknown> {
  const required = new Set(form.required);
  const entries = Object.entries(form.properties ?? {})
    .filter(([name]) => required.has(name) || random() < 0.5)
    .map(([name, part]) => [name, sample(part, random, ids)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function sampleArray(form: Form, random: Random, ids: readonly string[]): unknown[] {
  if (form.prefixItems) return form.prefixItems.map((part) => sample(part, random, ids));
  const least = form.minItems ?? 0;
  const length = Math.min(form.maxItems ?? itemsMax, least + integer(random, itemsMax));
  return Array.from({ length }, () => sample(form.items ?? {}, random, ids));
}

function sampleText(
  { pattern, minLength = 0, maxLength }: Form,
  random: Random,
  ids: readonly string[],
): string {
  if (pattern?.includes('[0-9a-f]{32}')) return hexadecimal(random, 32);
  if (pattern?.includes('[0-9A-Fa-f]{2}:')) return hexadecimal(random, 64).replaceAll(/..(?!$)/g, '$&:');
  if (pattern?.includes('[0-9A-Fa-f]{6}')) return hexadecimal(random, 6);
  if (pattern?.includes('[\\w-]{22}')) return hexadecimal(random, 22);
  if (pattern?.includes('Extended_Pictographic')) return pick(random, ['👍', '❤️', '🇨🇭']);
  if (pattern?.includes('(audio|video)')) return pick(random, ['audio/opus', 'video/H264', 'video/rtx']);
  const digits = /^\^\\d\{(\d+)\}\$$/.exec(pattern ?? '')?.[1];
  if (digits !== undefined) return hexadecimal(random, Number(digits)).replaceAll(/\D/g, '7');
  if (ids.length > 0 && random() < 0.7) return pick(random, ids);
  const length = Math.min(maxLength ?? lettersMax, Math.max(1, minLength) + integer(random, lettersMax));
  return hexadecimal(random, length);
}

function hexadecimal(random: Random, length: number): string {
  return Array.from({ length }, () => integer(random, 16).toString(16)).join('');
}

function sampleNumber({ minimum = -1000, maximum = 1000 }: Form, random: Random): number {
  return minimum + random() * (maximum - minimum);
}
